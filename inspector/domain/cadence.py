"""Cadences (周期): the runs of weeks or of assessment months that a period may be named by."""

import re
from dataclasses import dataclass
from datetime import date, timedelta

_DAY, _WEEK = timedelta(days=1), timedelta(weeks=1)
_QUARTER, _HALF = re.compile(r"(\d{4})-Q([1-4])"), re.compile(r"(\d{4})-H([12])")
_WEEK_NAME, _YEAR = re.compile(r"(\d{4})-W(\d{2})"), re.compile(r"\d{4}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Weeks:
    """``count`` weeks from ``monday`` on."""

    monday: date
    count: int = 1

    def days(self, cutoff: int | None) -> tuple[date, date]:
        """First and last day; weeks know no cut-off day."""
        del cutoff
        return self.monday, self.monday + self.count * _WEEK - _DAY

    def before(self) -> "Weeks":
        """As many weeks just before."""
        return Weeks(monday=self.monday - self.count * _WEEK, count=self.count)

    def year_ago(self) -> "Weeks":
        """Weeks of the same numbers last year; of week 53 the last week a year without one has."""
        year, number, _day = self.monday.isocalendar()
        monday = date.fromisocalendar(year - 1, min(number, _last_week(year - 1)), 1)
        return Weeks(monday=monday, count=self.count)


@dataclass(frozen=True, slots=True, kw_only=True)
class Months:
    """``count`` assessment months from ``first`` (``YYYY-MM``) on: quarter, half-year, year."""

    first: str
    count: int

    def days(self, cutoff: int | None) -> tuple[date, date]:
        """From the first day of the first month to the last of the last: their sum."""
        last = shift_month(self.first, self.count - 1)
        return month_days(self.first, cutoff)[0], month_days(last, cutoff)[1]

    def before(self) -> "Months":
        """As many months just before."""
        return Months(first=shift_month(self.first, -self.count), count=self.count)

    def year_ago(self) -> "Months":
        """The same months of last year."""
        return Months(first=shift_month(self.first, -12), count=self.count)


Cadence = Weeks | Months


def read_week(name: str, count: int = 1) -> Weeks:
    """``2026-W47`` by ISO 8601, and the weeks after it up to ``count``. Raises ValueError."""
    year, number = _parts(_WEEK_NAME, name)
    return Weeks(monday=date.fromisocalendar(int(year), int(number), 1), count=count)


def read_quarter(name: str) -> Months:
    """``2026-Q3``. Raises ValueError."""
    year, number = _parts(_QUARTER, name)
    return Months(first=f"{year}-{int(number) * 3 - 2:02d}", count=3)


def read_half(name: str) -> Months:
    """``2026-H2``. Raises ValueError."""
    year, number = _parts(_HALF, name)
    return Months(first=f"{year}-{int(number) * 6 - 5:02d}", count=6)


def read_year(name: str) -> Months:
    """``2026``. Raises ValueError."""
    if not _YEAR.fullmatch(name):
        raise ValueError(name)
    return Months(first=f"{name}-01", count=12)


def month_of(day: date, cutoff: int | None) -> str:
    """The assessment month ``YYYY-MM`` a day belongs to."""
    month = f"{day:%Y-%m}"
    return month if day <= month_days(month, cutoff)[1] else shift_month(month, 1)


def month_days(month: str, cutoff: int | None) -> tuple[date, date]:
    """First and last day of assessment month ``YYYY-MM``; ValueError for anything else.

    It runs from the day after the cut-off day of the month before to that day of the month; a
    month too short for the cut-off day ends with its last day.
    """
    first = date.fromisoformat(f"{month}-01")
    end = _end_of_month(first)
    if not cutoff:
        return first, end
    before = _end_of_month(first - _DAY)
    return (
        before.replace(day=min(cutoff, before.day)) + _DAY,
        first.replace(day=min(cutoff, end.day)),
    )


def shift_month(month: str, by: int) -> str:
    """The month so many months later."""
    year, number = (int(part) for part in month.split("-"))
    years, rest = divmod(year * 12 + number - 1 + by, 12)
    return f"{years:04d}-{rest + 1:02d}"


def _end_of_month(day: date) -> date:
    return (day.replace(day=1) + timedelta(days=32)).replace(day=1) - _DAY


def _last_week(year: int) -> int:
    return date(year, 12, 28).isocalendar().week  # always in a year's last week


def _parts(form: re.Pattern[str], name: str) -> tuple[str, ...]:
    found = form.fullmatch(name)
    if found is None:
        raise ValueError(name)
    return found.groups()
