from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest

from inspector.app import issuing, notice_register
from inspector.app.capture import record
from inspector.app.ledger import show_issue
from inspector.app.merging import found_from
from inspector.app.notify import Choice, issue_notices
from inspector.app.office import set_fields
from inspector.app.paper_told import Manner
from inspector.app.upkeep import digest, health
from inspector.app.workspace import Workspace
from inspector.domain.change import Draft
from inspector.domain.errors import InputError, NeedsPerson
from inspector.domain.ids import StreamId, stream_code
from inspector.store.apply import apply
from inspector.store.streams import read_meta
from tests.builders import NOW, OTHER_POINT, a_draft, a_photo, issued
from tests.founded import Founded

THIRD_POINT = "001-AR-01"


def test_numbers_follow_each_other_without_gaps_one_notice_a_unit(ws: Workspace) -> None:
    for point in ("003-OR-04", OTHER_POINT, THIRD_POINT):
        record(ws, a_draft(point=point))
    record(ws, a_draft(on=1, standard="P3.02.01"))  # the first unit's second issue

    made = issued(ws)

    assert [one.number for one in made] == [f"青城考〔2026〕{n}号" for n in range(1, len(made) + 1)]
    units = [one.unit for one in made]
    assert len(set(units)) == len(units)
    assert sum(len(one.issues) for one in made) == 4


def test_a_second_run_finds_nothing_left_to_tell(ws: Workspace) -> None:
    record(ws, a_draft())
    issued(ws)
    before = digest(ws)

    assert issued(ws) == ()
    assert digest(ws) == before


def test_a_blocked_notice_takes_no_number_and_holds_up_no_other(ws: Workspace) -> None:
    record(ws, a_draft(point=OTHER_POINT))  # this standard asks for a photo, and has none
    record(ws, a_draft(photos=(a_photo(),)))

    blocked, made = sorted(issue_notices(ws, Choice(), Manner(), None), key=lambda one: one.pages)

    assert [one.code for one in blocked.blocked] == ["photo_missing"]
    assert (blocked.number, blocked.notice) == (None, None)
    assert made.number == "青城考〔2026〕1号"
    assert issued(ws)[0].number == "青城考〔2026〕2号"


def test_an_office_without_a_telephone_blocks(ws: Workspace) -> None:
    record(ws, a_draft())
    set_fields(ws, {"phone": ""})

    (blocked,) = issued(ws)

    assert [one.code for one in blocked.blocked] == ["office"]


def test_a_reprint_is_the_same_bytes_whatever_was_corrected_since(
    ws: Workspace, tmp_path: Path
) -> None:
    record(ws, a_draft(photos=(a_photo(),)))
    (made,) = issued(ws, out=tmp_path / "out")
    set_fields(ws, {"phone": "000-9999"})

    again = notice_register.reprint(ws, made.number or "", tmp_path / "again")

    first = Path(made.files[0])
    assert again.read_bytes() == first.read_bytes()
    assert sha256(first.read_bytes()).hexdigest() == made.sha256
    assert again.name == first.name


def test_bytes_that_were_changed_are_not_reprinted(ws: Workspace, tmp_path: Path) -> None:
    record(ws, a_draft())
    (made,) = issued(ws)
    kept = next((ws.folder / "notices").rglob("*.pdf"))
    kept.chmod(0o600)
    kept.write_bytes(kept.read_bytes()[:-1] + b"x")

    with pytest.raises(InputError) as refused:
        notice_register.reprint(ws, made.number or "", tmp_path)

    assert refused.value.code == "document_missing"


def test_a_draft_is_printed_and_leaves_no_trace(ws: Workspace, tmp_path: Path) -> None:
    record(ws, a_draft())
    before = digest(ws)

    (made,) = issued(ws, draft=True, out=tmp_path)

    assert Path(made.files[0]).read_bytes().startswith(b"%PDF")
    assert digest(ws) == before
    assert notice_register.register(ws) == ()


def test_a_draft_takes_no_number_that_the_next_paper_will_carry(ws: Workspace) -> None:
    record(ws, a_draft())

    (draft,) = issued(ws, draft=True)
    (paper,) = issued(ws)

    assert paper.number == "青城考〔2026〕1号"
    assert draft.number is not None
    assert draft.number.startswith("草-")


def test_off_the_seat_a_notice_has_a_draft_label(founded: Founded, tmp_path: Path) -> None:
    with found_from(tmp_path / "laptop", founded.bundle, clock=lambda: NOW) as laptop:
        record(laptop, a_draft())
        record(laptop, a_draft(point=OTHER_POINT))
        code = stream_code(StreamId(read_meta(laptop.db, "stream") or ""))

        made = issued(laptop)

        assert [one.number for one in made] == [f"草-{code}-1", f"草-{code}-2"]
        assert [line.number for line in notice_register.register(laptop)] == [
            f"草-{code}-2",
            f"草-{code}-1",
        ]


def test_what_was_told_is_delivered_and_due_from_then(ws: Workspace) -> None:
    told = record(ws, a_draft())

    issued(ws, on="2026-08-04")

    (line,) = notice_register.register(ws)
    assert (line.state, line.issues) == ("delivered", (told.issue,))
    issue = show_issue(ws, told.label).issue
    assert issue.deadline is not None
    assert issue.deadline.isoformat() == "2026-08-04T10:30:00+08:00"  # 2 working hours from 8:30
    assert issue.notice == line.number


def test_a_notice_is_issued_first_and_delivered_later(ws: Workspace) -> None:
    told = record(ws, a_draft())
    (made,) = issued(ws, delivered=False)
    assert show_issue(ws, told.label).issue.state == "open"

    line = notice_register.deliver(ws, made.number or "", "2026-11-21T09:00")

    assert line.state == "delivered"
    assert show_issue(ws, told.label).issue.state == "notified"


def test_a_withdrawn_notice_keeps_its_number_and_frees_its_issues(ws: Workspace) -> None:
    record(ws, a_draft())
    (first,) = issued(ws)

    line = notice_register.void_notice(ws, first.number or "", "单位写错")

    assert line.state == "void"
    assert line.number == first.number
    (again,) = issued(ws)
    assert again.number == "青城考〔2026〕2号"
    with pytest.raises(InputError):
        notice_register.deliver(ws, first.number or "", None)


def test_a_number_by_hand_is_given_once(ws: Workspace) -> None:
    record(ws, a_draft())
    (made,) = issued(ws, number="青城考〔2026〕37号")
    assert made.number == "青城考〔2026〕37号"
    record(ws, a_draft(point=OTHER_POINT))
    before = digest(ws)

    with pytest.raises(InputError) as refused:
        issued(ws, number="青城考〔2026〕37号")

    assert refused.value.code == "number_taken"
    assert digest(ws) == before
    assert issued(ws)[0].number == "青城考〔2026〕38号"


def test_a_number_given_twice_by_two_workspaces_is_named_and_never_guessed(ws: Workspace) -> None:
    record(ws, a_draft())
    (first,) = issued(ws)
    record(ws, a_draft(point=OTHER_POINT))
    (second,) = issued(ws)
    assert health(ws).advice == tuple(one for one in health(ws).advice if "文号" not in one)
    with ws.writing() as tx:  # as another workspace's change would, on merging
        apply(tx, [Draft("notice", second.notice or "", {"number": first.number})])

    lines = {one.notice: one for one in notice_register.register(ws)}

    assert lines[first.notice or ""].doubles == (second.notice,)
    assert lines[second.notice or ""].doubles == (first.notice,)
    assert any(f"文号重复：{first.number}" in one for one in health(ws).advice)
    with pytest.raises(InputError) as refused:
        notice_register.void_notice(ws, first.number or "", "重号")
    assert refused.value.code == "doubled_number"
    notice_register.void_notice(ws, second.notice or "", "重号")
    assert notice_register.deliver(ws, first.number or "", None).notice == first.notice


def test_one_number_is_not_for_two_units(ws: Workspace) -> None:
    record(ws, a_draft())
    record(ws, a_draft(point=OTHER_POINT))

    with pytest.raises(InputError) as refused:
        issued(ws, number="青城考〔2026〕9号")

    assert refused.value.code == "one_number"


def test_selectors_combine(ws: Workspace) -> None:
    here, _there = record(ws, a_draft()), record(ws, a_draft(point=OTHER_POINT))
    record(ws, a_draft(on=40, standard="P3.02.01"))

    chosen = Choice(units=("OP-003-OR-04",), towns=("990102003",), month="2026-08")
    (made,) = issue_notices(ws, chosen, Manner(overrule=True), None)

    assert made.issues == (here.issue,)


def test_an_unknown_issue_is_refused(ws: Workspace) -> None:
    with pytest.raises(InputError) as refused:
        issue_notices(ws, Choice(issues=("ABCD-1",)), Manner(), None)

    assert refused.value.code == "unknown_issue"


def test_a_candidate_goes_out_with_advice(ws: Workspace) -> None:
    record(ws, a_draft(spot="北门"))
    other = record(ws, a_draft(on=1, spot="车棚"))

    (made,) = issued(ws, other.label)

    assert [(one.code, one.issue) for one in made.advice] == [("candidate", other.issue)]


def test_the_register_has_the_tenth_of_a_day_above_the_ninth(ws: Workspace) -> None:
    for number in (9, 10):
        record(ws, a_draft(standard="P3.02.01" if number == 9 else "P3.03.01"))
        issued(ws, number=f"青城考〔2026〕{number}号")

    assert [one.number for one in notice_register.register(ws)] == [
        "青城考〔2026〕10号",
        "青城考〔2026〕9号",
    ]


def test_a_form_is_issued_to_those_below_and_a_letter_to_those_who_are_asked(
    ws: Workspace, tmp_path: Path
) -> None:
    record(ws, a_draft())
    record(ws, a_draft(point=OTHER_POINT, unit="DEP-CG"))

    made = {one.unit: one for one in issued(ws, form="table", out=tmp_path)}

    assert [one.code for one in made["DEP-CG"].advice] == ["form"]
    (town,) = (one for unit, one in made.items() if unit != "DEP-CG")
    assert not town.advice


def test_a_batch_tells_its_papers_and_what_went_out_before_it_was_called_off_stays(
    ws: Workspace,
) -> None:
    record(ws, a_draft())
    record(ws, a_draft(point=THIRD_POINT))
    told: list[tuple[int, int]] = []

    def tell(now: int, total: int) -> None:
        told.append((now, total))
        if now == 1:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        issue_notices(ws, Choice(), Manner(overrule=True), None, tell=tell)

    assert told == [(0, 2), (1, 2)]
    assert [one.number for one in notice_register.register(ws)] == ["青城考〔2026〕1号"]


def test_what_is_wrong_with_one_paper_of_a_batch_bars_no_other(
    ws: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    record(ws, a_draft())
    record(ws, a_draft(point=THIRD_POINT))
    usual = issuing.check_number
    asked: list[object] = []

    def taken_once(*told: Any) -> None:
        asked.append(told)
        if len(asked) == 1:
            raise NeedsPerson("文号刚被占用，这份没有签发。", code="number_taken")
        usual(*told)

    monkeypatch.setattr(issuing, "check_number", taken_once)
    barred, made = issue_notices(ws, Choice(), Manner(overrule=True), None)

    assert [bar.code for bar in barred.blocked] == ["number_taken"]
    assert made.number == "青城考〔2026〕1号"
