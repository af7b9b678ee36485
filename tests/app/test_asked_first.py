"""What a leader asks for first: every time of a repeat with its photos, whom to ring when late."""

from datetime import date
from pathlib import Path

import pytest

from inspector.app import asked_first
from inspector.app.breakdown import By
from inspector.app.capture import record
from inspector.app.period import assessed
from inspector.app.rectify import verify_fix
from inspector.app.stats import stats
from inspector.app.workspace import Workspace
from tests.app.test_month_lists import lists
from tests.app.test_stats import ROAD, a_deed, a_find
from tests.builders import a_draft, a_photo, a_workspace, day

SANITATION = "P3.02.01"


@pytest.fixture
def ws(tmp_path: Path) -> Workspace:
    return a_workspace(tmp_path / "ws")


def test_a_repeat_tells_each_time_it_was_found_the_first_one_first(ws: Workspace) -> None:
    told = lists(
        ws,
        a_find("f1", 0),  # 3 August
        a_deed("close", "f1", 2),
        a_find("f2", 8),  # 11 August, the second time, six days after it was closed
        a_deed("close", "f2", 10),
        a_find("f3", 20),  # 23 August, the third time
        a_find("g1", 1, point=ROAD, standard=SANITATION),
    )

    third, second = told.repeats
    assert told.repeats_total == 2
    assert (third.occurrence, second.occurrence) == (3, 2)
    assert (third.rebound, second.rebound) == (True, True)  # 10 and 6 days: within 15
    days = [date(2026, 8, 3), date(2026, 8, 11), date(2026, 8, 23)]
    assert [one.found_on for one in third.times] == days
    assert [one.occurrence for one in third.times] == [1, 2, 3]
    assert [one.found_on for one in second.times] == days[:2]


def test_the_photos_of_every_time_stand_in_the_row_of_the_repeat(ws: Workspace) -> None:
    first = record(ws, a_draft(photos=(a_photo(),)))
    verify_fix(ws, first.finding, passed=True, at=day(2).isoformat())
    record(ws, a_draft(on=8, photos=(a_photo("DSC04182.jpg"),)))

    (again,) = lists(ws).repeats

    was, now = again.times
    assert (len(was.photos), len(now.photos)) == (1, 1)
    assert was.photos != now.photos


def test_what_is_late_names_whom_to_ring_and_since_how_many_days(ws: Workspace) -> None:
    told = lists(
        ws,
        a_find("f1", 0),
        a_deed("notify", "f1", 1, deadline=4),  # 7 August, August ends on its 25th: 18 days
        a_find("f2", 2, point=ROAD, standard=SANITATION),
        a_deed("notify", "f2", 3, deadline=8),  # 11 August: 14 days
        a_find("f3", 3, point="003-OR-03"),
        a_deed("notify", "f3", 4, deadline=6),
        a_deed("close", "f3", 9),  # mended, late: no longer overdue
        a_find("f4", 4, point="003-FM-01", standard=SANITATION),
        a_deed("notify", "f4", 5, deadline=60),  # October
    )

    assert [one.days for one in told.overdue] == [18, 14]
    longest = told.overdue[0]
    unit = ws.register.directory.unit("OP-003-OR-04")
    known = {one.short_name: one for one in ws.register.units}[longest.unit_name]
    assert unit is None or unit.short_name == longest.unit_name
    assert (longest.head, longest.phone) == (known.contact, known.phone)
    assert longest.head
    assert longest.deadline == day(4)
    assert longest.found_on == date(2026, 8, 3)


def test_time_given_after_the_month_does_not_take_a_case_off_its_list(ws: Workspace) -> None:
    events = [
        a_find("f1", 0),
        a_deed("notify", "f1", 1, deadline=4),
        a_deed("extend", "f1", 35, until=60),  # 7 September: August had been late already
    ]

    told = lists(ws, *events)

    assert [(one.deadline, one.days) for one in told.overdue] == [(day(4), 18)]
    assert lists(ws, month="2026-09").overdue == ()  # 2 October is not over yet


def test_the_list_of_the_late_counts_what_the_breakdown_counts(ws: Workspace) -> None:
    told = lists(
        ws,
        a_find("f1", 0),
        a_deed("notify", "f1", 1, deadline=4),
        a_find("f2", 2, point=ROAD, standard=SANITATION),
        a_deed("notify", "f2", 3, deadline=8),
        a_deed("extend", "f2", 7, until=9),  # told twice, late all the same
    )

    lines = stats(ws, assessed(ws, month="2026-08"), by=By.TOWN).breakdown
    assert told.overdue_total == len(told.overdue) == 2
    assert sum(one.overdue for one in lines) == 2


def test_of_very_many_the_first_are_listed_and_all_are_counted(
    ws: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(asked_first, "MOST", 1)

    told = lists(
        ws,
        a_find("f1", 0),
        a_deed("notify", "f1", 1, deadline=4),
        a_find("f2", 2, point=ROAD, standard=SANITATION),
        a_deed("notify", "f2", 3, deadline=8),
    )

    assert [one.days for one in told.overdue] == [18]
    assert told.overdue_total == 2


def test_an_empty_month_has_nothing_to_ask_for(ws: Workspace) -> None:
    told = lists(ws)

    assert (told.repeats, told.repeats_total) == ((), 0)
    assert (told.overdue, told.overdue_total) == ((), 0)
    assert (told.odd_deeds, told.odd_deeds_total) == ((), 0)
