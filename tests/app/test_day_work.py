"""The day's work: who was where this week, what waits today, how the month compares."""

from datetime import date, datetime, timedelta

from inspector.app.capture import record
from inspector.app.day_told import DayWork, Stop
from inspector.app.day_work import day_work
from inspector.app.rectify import known_issue
from inspector.app.sync_state import to_hand_over
from inspector.app.visit import VisitDraft, inspect
from inspector.app.workspace import Workspace
from inspector.store.sync_notes import SyncNotes
from tests.builders import NOW, OTHER_POINT, POINT, STANDARD, a_draft

TODAY = date(2026, 11, 22)  # a Sunday, 10:00 in the district


def found(ws: Workspace, days_ago: float, point: str = POINT) -> str:
    moment = NOW - timedelta(days=days_ago)
    return record(ws, a_draft(point=point, at=moment.isoformat())).label


def stop(work: DayWork, point: str) -> Stop:
    return next(one for one in work.stops if one.point == point)


def test_a_point_counts_once_a_day_however_much_was_found_there(ws: Workspace) -> None:
    for point in (POINT, POINT, OTHER_POINT):
        found(ws, 3, point)

    week = {one.on: one.visited for one in day_work(ws).week}
    assert list(week) == [date(2026, 11, 16) + timedelta(days=number) for number in range(7)]
    assert week[TODAY - timedelta(days=3)] == 2
    assert sum(week.values()) == 2


def test_a_visit_without_a_finding_counts_too(ws: Workspace) -> None:
    inspect(ws, VisitDraft(point=POINT, passed=(STANDARD,)))

    work = day_work(ws)
    assert work.week[-1].visited == 1
    seen = stop(work, POINT).seen_at
    assert seen is not None
    assert seen.date() == TODAY
    assert stop(work, POINT).found == 0


def test_who_was_seen_today_comes_first_and_waits_no_more(ws: Workspace) -> None:
    before = day_work(ws).due
    found(ws, 0, OTHER_POINT)
    work = day_work(ws)

    assert work.stops[0].point == OTHER_POINT
    assert work.stops[0].found == 1
    assert work.due == before - 1
    assert [one.seen_at is None for one in work.stops] == sorted(
        one.seen_at is None for one in work.stops
    )


def test_a_weekend_is_a_day_of_rest_and_is_told_so(ws: Workspace) -> None:
    assert [one.works for one in day_work(ws).week] == [True] * 5 + [False] * 2


def test_the_month_is_held_against_as_much_of_the_month_before(ws: Workspace) -> None:
    """The district's month begins on the 26th: 26 October to now, and 26 September as long."""
    found(ws, 1, POINT)
    found(ws, 35, OTHER_POINT)  # 18 October: within the first 27 days of the month before
    month = day_work(ws).month

    assert month.since == date(2026, 10, 26)
    assert (month.found, month.found_before) == (1, 1)


def test_the_pace_counts_local_days(ws: Workspace) -> None:
    label = found(ws, 2)
    ws.db.execute(
        "update issue set closed_at = '2026-11-21T17:00:00.000Z' where id = ?",
        [known_issue(ws, label)],
    )  # one o'clock at night of the 22nd in the district

    pace = {one.on: (one.found, one.closed) for one in day_work(ws).pace}
    assert pace[TODAY - timedelta(days=2)] == (1, 0)
    assert pace[TODAY] == (0, 1)
    assert len(pace) == 11


def test_what_nobody_else_has_seen_is_still_to_hand_over(ws: Workspace) -> None:
    assert to_hand_over(ws) == 0  # alone: there is nobody to hand it to
    found(ws, 0)
    notes = SyncNotes(ws.folder)
    notes.use("file:///share", datetime.now().astimezone())
    notes.close()

    assert to_hand_over(ws) > 0
