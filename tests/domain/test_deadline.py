"""Deadlines in the four units of the office, on its own calendar."""

from datetime import date, datetime, time

import pytest

from inspector.domain.deadline import Term, TimeUnit, WorkCalendar, due
from inspector.domain.moment import days_late, last_day
from tests.builders import ZONE

OFFICE = WorkCalendar(
    zone=ZONE,
    spans=((time(8, 30), time(12)), (time(14), time(17, 30))),
    holidays=frozenset({date(2026, 10, 1), date(2026, 10, 2), date(2026, 10, 5)}),
    make_up_days=frozenset({date(2026, 10, 10)}),
)


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=ZONE)


@pytest.mark.parametrize(
    ("value", "unit", "start", "end"),
    [
        (4, TimeUnit.URGENT_HOURS, "2026-10-02T22:00", "2026-10-03T02:00"),  # nights, holidays too
        (2, TimeUnit.WORK_HOURS, "2026-09-01T09:00", "2026-09-01T11:00"),
        (2, TimeUnit.WORK_HOURS, "2026-09-01T11:00", "2026-09-01T15:00"),  # lunch does not count
        (2, TimeUnit.WORK_HOURS, "2026-09-01T17:00", "2026-09-02T10:00"),
        (1, TimeUnit.WORK_HOURS, "2026-09-01T16:30", "2026-09-01T17:30"),  # to the last minute
        (4, TimeUnit.WORK_HOURS, "2026-09-05T10:00", "2026-09-07T14:30"),  # a Saturday
        (1, TimeUnit.WORK_HOURS, "2026-09-30T17:30", "2026-10-06T09:30"),  # over the holiday
        (1, TimeUnit.WORK_DAYS, "2026-09-01T09:00", "2026-09-03T00:00"),  # 24:00 of the next day
        (3, TimeUnit.WORK_DAYS, "2026-09-04T09:00", "2026-09-10T00:00"),  # over a weekend
        (1, TimeUnit.WORK_DAYS, "2026-10-09T09:00", "2026-10-11T00:00"),  # the make-up Saturday
        (3, TimeUnit.CALENDAR_DAYS, "2026-09-30T09:00", "2026-10-04T00:00"),
    ],
)
def test_a_term_ends_when_the_offices_calendar_says(
    value: int, unit: TimeUnit, start: str, end: str
) -> None:
    assert due(Term(value=value, unit=unit), at(start), OFFICE) == at(end)


def test_a_calendar_that_never_works_is_told_and_not_waited_for() -> None:
    never = WorkCalendar(
        zone=ZONE,
        spans=OFFICE.spans,
        holidays=frozenset(date.fromordinal(date(2026, 1, 1).toordinal() + n) for n in range(400)),
    )

    with pytest.raises(ValueError, match="no working day"):
        due(Term(value=1, unit=TimeUnit.WORK_DAYS), at("2026-03-01T09:00"), never)


@pytest.mark.parametrize(
    ("deadline", "day"),
    [
        ("2026-09-06T00:00", date(2026, 9, 5)),  # ends with the 5th
        ("2026-09-05T17:30", date(2026, 9, 5)),
        ("2026-09-05T00:01", date(2026, 9, 5)),
    ],
)
def test_a_deadline_at_midnight_is_of_the_day_it_ends(deadline: str, day: date) -> None:
    assert last_day(at(deadline), ZONE) == day


@pytest.mark.parametrize(
    ("deadline", "moment", "days"),
    [
        ("2026-09-06T00:00", "2026-09-06T08:30", 1),  # the morning after
        ("2026-09-06T00:00", "2026-09-10T10:00", 5),
        ("2026-09-05T17:30", "2026-09-05T18:00", 0),  # late, though not by a day yet
        ("2026-09-05T17:30", "2026-09-06T08:30", 1),
        ("2026-08-21T00:00", "2026-08-26T00:00", 5),  # until the end of a period, the 25th's
    ],
)
def test_days_late_are_counted_from_the_last_day(deadline: str, moment: str, days: int) -> None:
    assert days_late(at(deadline), at(moment), ZONE) == days
