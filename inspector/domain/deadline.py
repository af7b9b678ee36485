"""Deadlines: four units of time on the office's own calendar."""

from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from functools import lru_cache
from zoneinfo import ZoneInfo


class TimeUnit(StrEnum):
    """The units of the deadline table; how each runs is in :func:`due`."""

    URGENT_HOURS = "紧急工作时"
    WORK_HOURS = "工作时"
    WORK_DAYS = "工作日"
    CALENDAR_DAYS = "自然日"


@dataclass(frozen=True, slots=True, kw_only=True)
class Term:
    """A length of time as the catalogue states it, such as 2 工作时."""

    value: int
    unit: TimeUnit


@dataclass(frozen=True, slots=True, kw_only=True)
class WorkCalendar:
    """When an office works: days of the week, holidays, make-up days, spans of a working day.

    A unit may keep a longer week than Monday to Friday, and work on holidays.
    """

    zone: ZoneInfo
    spans: tuple[tuple[time, time], ...]
    holidays: frozenset[date] = field(default_factory=frozenset)
    make_up_days: frozenset[date] = field(default_factory=frozenset)
    week: int = 5  # days from Monday on
    rests_on_holidays: bool = True

    def works_on(self, day: date) -> bool:
        """Its days of the week but for holidays, and the weekend days worked in exchange."""
        if day in self.make_up_days:
            return True
        is_free = self.rests_on_holidays and day in self.holidays
        return day.weekday() < self.week and not is_free


# No calendar holds a longer run of free days; beyond it the calendar itself is wrong.
_LONGEST_REST = timedelta(days=60)


def due(term: Term, start: datetime, calendar: WorkCalendar) -> datetime:
    """Moment at which ``term`` counted from ``start`` ends; a day ends at its 24:00.

    Raises ValueError when the calendar has no working day within 60 days.
    """
    match term.unit:
        case TimeUnit.URGENT_HOURS:
            return start + timedelta(hours=term.value)
        case TimeUnit.WORK_HOURS:
            return _after_working(timedelta(hours=term.value), start, calendar)
        case TimeUnit.WORK_DAYS:
            first = start.astimezone(calendar.zone).date()
            return _end_of(_working_day(term.value, first, calendar), calendar.zone)
        case TimeUnit.CALENDAR_DAYS:
            day = start.astimezone(calendar.zone).date() + timedelta(days=term.value)
            return _end_of(day, calendar.zone)


def _end_of(day: date, zone: ZoneInfo) -> datetime:
    return datetime.combine(day + timedelta(days=1), time(), zone)


@lru_cache(maxsize=4096)
def _working_day(count: int, day: date, calendar: WorkCalendar) -> date:
    for _ in range(count):
        day = _next_working_day(day, calendar)
    return day


def _next_working_day(day: date, calendar: WorkCalendar) -> date:
    last = day + _LONGEST_REST
    while day < last:
        day += timedelta(days=1)
        if calendar.works_on(day):
            return day
    raise ValueError(f"no working day within 60 days before {last}")


def _after_working(left: timedelta, start: datetime, calendar: WorkCalendar) -> datetime:
    moment = start.astimezone(calendar.zone)
    day = moment.date()
    while True:
        if calendar.works_on(day):
            for opens, closes in calendar.spans:
                begin = max(moment, datetime.combine(day, opens, calendar.zone))
                end = datetime.combine(day, closes, calendar.zone)
                if begin + left <= end:
                    return begin + left
                left -= max(end - begin, timedelta())
        day = _next_working_day(day, calendar)
