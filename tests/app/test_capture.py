from decimal import Decimal
from pathlib import Path

import pytest

from inspector.app import capture, rectify
from inspector.app.capture import foresee, record
from inspector.app.ledger import show_issue
from inspector.app.upkeep import digest
from inspector.app.workspace import Workspace
from inspector.domain.errors import InputError
from tests.builders import OTHER_POINT, a_draft, a_photo, day, issued


def _closed(ws: Workspace, *, found: float, closed: float) -> capture.Recorded:
    first = record(ws, a_draft(on=found))
    rectify.verify_fix(ws, first.label, passed=True, at=day(closed).isoformat())
    return first


def test_a_first_finding_is_a_new_problem_with_unit_price_and_deadline(ws: Workspace) -> None:
    told = record(ws, a_draft())

    assert (told.verdict.kind, told.verdict.occurrence, told.verdict.earlier) == ("new", 1, ())
    assert told.unit == "OP-003-OR-04"  # the estate's operator; the town gets a copy
    assert "JD-990102003" in told.copy_to
    assert told.deduction == Decimal("0.50")
    assert told.deadline == day(0).replace(hour=11)  # two working hours from nine o'clock
    assert told.issue == told.finding


def test_a_second_sighting_of_the_same_day_is_the_same_case(ws: Workspace) -> None:
    first = record(ws, a_draft())

    again = record(ws, a_draft(on=0.2))

    assert again.verdict.kind == "duplicate"
    assert (again.issue, again.issue_label) == (first.issue, first.label)
    assert again.label != first.label


def test_a_problem_that_returns_after_closing_is_a_repeat_and_a_rebound(ws: Workspace) -> None:
    first = _closed(ws, found=0, closed=4)

    again = record(ws, a_draft(on=8))

    assert (again.verdict.kind, again.verdict.occurrence) == ("repeat", 2)
    assert again.verdict.rebound
    (earlier,) = again.verdict.earlier
    assert (earlier.label, earlier.days, earlier.days_since_closed) == (first.label, 8, 4)


def test_the_rebound_window_ends_before_the_repeat_window(ws: Workspace) -> None:
    _closed(ws, found=0, closed=1)

    again = record(ws, a_draft(on=20))

    assert (again.verdict.kind, again.verdict.rebound) == ("repeat", False)


def test_a_problem_found_again_after_the_window_is_new(ws: Workspace) -> None:
    _closed(ws, found=0, closed=1)

    assert record(ws, a_draft(on=31)).verdict.kind == "new"


def test_the_same_problem_at_another_point_is_another_case(ws: Workspace) -> None:
    record(ws, a_draft())

    assert record(ws, a_draft(on=1, point=OTHER_POINT)).verdict.kind == "new"


def test_another_named_spot_waits_for_a_person(ws: Workspace) -> None:
    first = record(ws, a_draft(spot="北门"))

    other = record(ws, a_draft(on=1, spot="车棚"))

    assert (other.verdict.kind, other.verdict.candidate_of) == ("candidate", first.finding)


def test_a_person_may_decide_at_once_that_it_is_another_place(ws: Workspace) -> None:
    record(ws, a_draft(spot="北门"))

    assert record(ws, a_draft(on=1, spot="车棚", same_as="none")).verdict.kind == "new"


def test_a_person_may_decide_at_once_that_it_is_the_same_place(ws: Workspace) -> None:
    first = record(ws, a_draft(spot="北门"))

    again = record(ws, a_draft(on=0.1, spot="车棚", same_as=first.label))

    assert again.issue == first.issue


def test_what_is_foreseen_is_what_recording_then_says(ws: Workspace) -> None:
    _closed(ws, found=0, closed=4)
    before = digest(ws)

    seen = foresee(ws, a_draft(on=8))

    assert digest(ws) == before
    told = record(ws, a_draft(on=8))
    assert (seen.verdict, seen.unit, seen.deduction, seen.deadline) == (
        told.verdict,
        told.unit,
        told.deduction,
        told.deadline,
    )


def test_a_photo_is_kept_byte_for_byte_and_two_problems_may_share_it(ws: Workspace) -> None:
    first = record(ws, a_draft(photos=(a_photo(),)))
    name = ws.db.execute("select sha256 from photo").fetchone()[0]

    record(ws, a_draft(on=1, point=OTHER_POINT, photos=(name,)))

    assert ws.photo_store.path(name).read_bytes() == a_photo().read_bytes()
    assert ws.db.execute("select count(*) from photo").fetchone()[0] == 1
    assert ws.db.execute("select count(*) from evidence").fetchone()[0] == 2
    assert first.label.endswith("-1")


@pytest.mark.parametrize("standard", ["P6.03.01", "P1.06.02"])
def test_behaviour_and_record_standards_make_no_issue(ws: Workspace, standard: str) -> None:
    before = digest(ws)

    with pytest.raises(InputError) as refused:
        record(ws, a_draft(standard=standard))

    assert refused.value.code == "no_issue"
    assert digest(ws) == before


def test_a_picture_that_is_refused_leaves_no_finding(ws: Workspace, tmp_path: Path) -> None:
    text = tmp_path / "words.jpg"
    text.write_text("这不是照片", "utf-8")
    before = digest(ws)

    with pytest.raises(InputError) as refused:
        record(ws, a_draft(photos=(a_photo(), text)))

    assert refused.value.code == "bad_photo"
    assert digest(ws) == before


def test_a_variant_prices_its_own_case(ws: Workspace) -> None:
    serious = record(ws, a_draft(standard="P2.03.02:b"))
    minor = record(ws, a_draft(standard="P2.03.02:a", point=OTHER_POINT))

    assert (serious.deduction, minor.deduction) == (Decimal("1.00"), Decimal("0.20"))


def test_an_open_case_past_its_delivered_deadline_is_found_overdue(ws: Workspace) -> None:
    first = record(ws, a_draft())
    issued(ws, first.label, on="2026-08-04")

    again = record(ws, a_draft(on=3))

    assert (again.verdict.kind, again.verdict.level, again.issue) == ("overdue", 1, first.issue)


def test_an_open_case_nobody_was_told_of_is_only_seen_again(ws: Workspace) -> None:
    record(ws, a_draft())

    assert record(ws, a_draft(on=3)).verdict.kind == "sighting"


def test_a_case_found_while_its_reply_waits_has_failed_its_verification(ws: Workspace) -> None:
    first = record(ws, a_draft())
    at = day(2).isoformat()
    rectify.reply(ws, first.label, "已清理", done=at, at=at)

    assert record(ws, a_draft(on=3)).verdict.kind == "returned"


def test_what_was_pasted_is_kept_without_the_signs_no_paper_can_print(ws: Workspace) -> None:
    """A spot is one line; a note keeps its lines; halves of characters and nulls go."""
    made = record(ws, a_draft(spot="东门\n\x00 2号楼", note="桶满\r\n\x07散落\ud800"))

    (found,) = show_issue(ws, made.label).findings
    assert found.spot == "东门 2号楼"
    assert found.note == "桶满\n 散落?"
