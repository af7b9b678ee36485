"""A unit that works at other times than the office has its deadlines by its own time."""

from datetime import datetime
from pathlib import Path

import pytest

from inspector.app import register_book, register_lists
from inspector.app.history import import_events
from inspector.app.imports import import_register
from inspector.app.ledger import find_issues
from inspector.app.workspace import Workspace
from inspector.domain.deadline import Term, TimeUnit, due
from inspector.domain.errors import InputError
from inspector.domain.issue_filter import IssueFilter
from tests.app.test_stats import ROAD, a_deed, a_find
from tests.builders import ZONE, a_workspace

SANITATION, ROADS = "P3.02.01", "DEP-HW"


@pytest.fixture
def ws(tmp_path: Path) -> Workspace:
    return a_workspace(tmp_path / "ws")


def a_sheet(folder: Path, *lines: str) -> Path:
    file = folder / "units.csv"
    file.write_text("\n".join(("单位编号,单位名称,工作时间,每周工作日,节假日", *lines)), "gb18030")
    return file


def test_a_unit_without_hours_of_its_own_works_as_the_district_does(ws: Workspace) -> None:
    assert ws.register.calendar_of(ROADS) == ws.register.calendar
    assert ws.register.calendar_of(None) == ws.register.calendar


def test_hours_of_a_shift_every_day_of_the_week(ws: Workspace, tmp_path: Path) -> None:
    import_register(
        ws, "units", [a_sheet(tmp_path, f"{ROADS},环卫中心,05:00-11:00、14:00-20:00,每天,照常")]
    )

    calendar = ws.register.calendar_of(ROADS)
    # Saturday 8 August, 10:00: one hour until lunch, three after it
    start = datetime(2026, 8, 8, 10, tzinfo=ZONE)
    end = due(Term(value=4, unit=TimeUnit.WORK_HOURS), start, calendar)
    assert end == datetime(2026, 8, 8, 17, tzinfo=ZONE)
    # two working days from Friday are Saturday and Sunday, ended at 24:00
    friday = datetime(2026, 8, 7, 9, tzinfo=ZONE)
    end = due(Term(value=2, unit=TimeUnit.WORK_DAYS), friday, calendar)
    assert end == datetime(2026, 8, 10, tzinfo=ZONE)
    # National Day is worked: 1 October after 30 September
    eve = datetime(2026, 9, 30, 9, tzinfo=ZONE)
    end = due(Term(value=1, unit=TimeUnit.WORK_DAYS), eve, calendar)
    assert end == datetime(2026, 10, 2, tzinfo=ZONE)


def test_what_was_delivered_without_a_day_is_due_by_the_units_own_time(
    ws: Workspace, tmp_path: Path
) -> None:
    events = [a_find("f1", 4, point=ROAD, standard=SANITATION), a_deed("notify", "f1", 4.45)]
    import_events(ws, {"history": {"events": events}})  # told on Friday 7 August, 19:48
    (before,) = find_issues(ws, IssueFilter()).issues

    import_register(ws, "units", [a_sheet(tmp_path, f"{ROADS},环卫中心,06:00-22:00,7,照常")])

    (after,) = find_issues(ws, IssueFilter()).issues
    standard = ws.register.standard(SANITATION, before.found_at.date())
    assert standard is not None
    assert standard.term is not None
    assert before.unit == ROADS
    assert before.deadline is not None
    assert after.deadline is not None
    if standard.term.unit is TimeUnit.WORK_HOURS:
        assert after.deadline < before.deadline  # it works on Friday evening
        assert before.deadline.weekday() == 0  # the office itself only on Monday


def test_hours_are_entered_and_taken_back_in_the_form_of_the_unit(ws: Workspace) -> None:
    key = next(one.key for one in register_lists.listing(ws, "units").entries if one.code == ROADS)

    said = {"working_time": "06:00-10:00、15:00-19:00", "work_week": "6"}
    assert register_book.amend(ws, "units", key, said, "三班倒") == ("工作时间",)

    shown = {one.name: one.text for one in register_book.record(ws, "units", key).fields}
    assert (shown["working_time"], shown["work_week"]) == ("06:00-10:00、15:00-19:00", "6")
    assert register_book.amend(ws, "units", key, {"contact": "某甲"}, "") == ("联系人",)
    assert ws.register.calendar_of(ROADS).week == 6  # what was not said stays
    register_book.amend(ws, "units", key, {"working_time": "", "work_week": ""}, "恢复")
    assert ws.register.calendar_of(ROADS) == ws.register.calendar


@pytest.mark.parametrize(
    "words", ["早八点", "12:00-08:00", "08:00-12:00、11:00-17:00", "25:00-26:00"]
)
def test_hours_that_cannot_be_are_refused_by_row_and_column(
    ws: Workspace, tmp_path: Path, words: str
) -> None:
    told = import_register(ws, "units", [a_sheet(tmp_path, f"{ROADS},环卫中心,{words},,")])

    assert [(one.row, one.column) for one in told.rejected] == [(2, "工作时间")]
    key = register_lists.listing(ws, "units").entries[0].key
    with pytest.raises(InputError):
        register_book.amend(ws, "units", key, {"working_time": words}, "")
