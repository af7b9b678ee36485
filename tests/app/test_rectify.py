from collections.abc import Callable
from decimal import Decimal

import pytest

from inspector.app import rectify
from inspector.app.capture import record
from inspector.app.ledger import show_issue
from inspector.app.period import assessed
from inspector.app.rectify import Standing
from inspector.app.stats import stats
from inspector.app.upkeep import digest
from inspector.app.workspace import Workspace
from inspector.domain.errors import InputError
from tests.builders import a_draft, a_photo, day, issued


def _notified(ws: Workspace) -> str:
    """The label of an issue whose unit was told on the second day."""
    told = record(ws, a_draft())
    issued(ws, told.label, on=day(1).isoformat())
    return told.label


def test_an_issue_goes_from_open_to_closed_by_its_deeds(ws: Workspace) -> None:
    label = record(ws, a_draft()).label
    assert rectify.standing(ws, rectify.known_issue(ws, label)).state == "open"

    issued(ws, label, on=day(1).isoformat())
    assert rectify.standing(ws, rectify.known_issue(ws, label)).state == "notified"

    at = day(2).isoformat()
    assert rectify.reply(ws, label, "已清理", at=at, photos=(a_photo(),)).state == "replied"
    at = day(3).isoformat()
    sent_back = rectify.verify_fix(ws, label, passed=False, reason="仍有散落", at=at)
    assert sent_back.state == "returned"
    at = day(4).isoformat()
    assert rectify.verify_fix(ws, label, passed=True, at=at).state == "closed"


def test_the_evidence_of_a_reply_is_shown_as_after(ws: Workspace) -> None:
    label = _notified(ws)

    rectify.reply(ws, label, "已清理", at=day(2).isoformat(), photos=(a_photo(),))

    (photo,) = show_issue(ws, label).photos
    assert (photo.role, photo.present) == ("after", True)


def test_more_time_lifts_lateness(ws: Workspace) -> None:
    label = _notified(ws)
    assert "late" in rectify.standing(ws, rectify.known_issue(ws, label)).flags

    told = rectify.extend(ws, label, "2026-12-01", "连日降雨")

    assert "late" not in told.flags


@pytest.mark.parametrize("deed", ["extend", "defer"])
def test_a_day_without_an_hour_runs_to_its_end(ws: Workspace, deed: str) -> None:
    label = _notified(ws)
    if deed == "extend":
        rectify.extend(ws, label, "2026-12-10", "雨")
    else:
        rectify.defer(ws, label, "雨", until="2026-12-10")

    deadline = show_issue(ws, label).issue.deadline
    assert deadline is not None
    assert deadline.isoformat() == "2026-12-11T00:00:00+08:00"  # the 24:00 of the day named


def test_an_issue_put_off_waits_until_its_day(ws: Workspace) -> None:
    assert rectify.defer(ws, _notified(ws), "待管网改造", until="2026-12-31").state == "deferred"


def test_an_issue_parked_waits_without_a_day(ws: Workspace) -> None:
    assert rectify.defer(ws, _notified(ws), "待拆迁", park=True).state == "parked"


def test_failing_a_verification_needs_a_reason(ws: Workspace) -> None:
    label = _notified(ws)
    before = digest(ws)

    with pytest.raises(InputError) as refused:
        rectify.verify_fix(ws, label, passed=False)

    assert refused.value.code == "no_reason"
    assert digest(ws) == before


Deed = Callable[[Workspace, str], Standing]
DEEDS: list[Deed] = [
    lambda ws, label: rectify.reply(ws, label, "已清理"),
    lambda ws, label: rectify.verify_fix(ws, label, passed=True),
    lambda ws, label: rectify.extend(ws, label, "2026-12-01", "降雨"),
    lambda ws, label: rectify.defer(ws, label, "改造"),
]


@pytest.mark.parametrize("deed", DEEDS)
def test_a_closed_issue_takes_no_deed(ws: Workspace, deed: Deed) -> None:
    label = _notified(ws)
    rectify.verify_fix(ws, label, passed=True, at=day(2).isoformat())
    before = digest(ws)

    with pytest.raises(InputError) as refused:
        deed(ws, label)

    assert refused.value.code == "closed"
    assert digest(ws) == before


def _on_time(ws: Workspace) -> Decimal | None:
    return stats(ws, assessed(ws, month="2026-08")).rates.on_time_close_rate


def test_time_granted_on_paper_counts_from_its_day_though_written_up_after_the_closing(
    ws: Workspace,
) -> None:
    label = _notified(ws)
    rectify.verify_fix(ws, label, passed=True, at=day(4).isoformat())
    assert _on_time(ws) == 0

    rectify.extend(ws, label, "2026-08-10", "连日降雨", at=day(2).isoformat())

    assert _on_time(ws) == 100


def test_time_granted_on_the_day_of_the_delivery_is_not_overruled_by_it(ws: Workspace) -> None:
    label = _notified(ws)

    rectify.extend(ws, label, "2026-08-20", "连日降雨", at=f"{day(1):%Y-%m-%d}")

    deadline = show_issue(ws, label).issue.deadline
    assert deadline is not None
    assert deadline.isoformat() == "2026-08-21T00:00:00+08:00"


def test_a_day_without_an_hour_on_which_a_unit_was_done_is_that_days_end(ws: Workspace) -> None:
    label = record(ws, a_draft()).label
    issued(ws, label, on=day(1).isoformat(), deadline=day(2).isoformat())  # nine o'clock
    done, told = f"{day(2):%Y-%m-%d}", day(3).isoformat()

    rectify.reply(ws, label, "已清理", done=done, at=told)
    rectify.verify_fix(ws, label, passed=True, at=day(4).isoformat())

    assert _on_time(ws) == 0


def test_what_a_unit_said_the_same_day_was_done_by_then(ws: Workspace) -> None:
    label = record(ws, a_draft()).label
    noon = f"{day(2):%Y-%m-%d}T12:00"
    issued(ws, label, on=day(1).isoformat(), deadline=noon)

    rectify.reply(ws, label, "已清理", done=f"{day(2):%Y-%m-%d}", at=day(2).isoformat())
    rectify.verify_fix(ws, label, passed=True, at=day(4).isoformat())

    assert _on_time(ws) == 100
