"""Moments and local days: kept in UTC to the millisecond, counted in the district's zone."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

_TWO = tuple(f"{number:02}" for number in range(60))


def stored(moment: datetime) -> str:
    """``2026-08-03T01:00:00.000Z``: sorts as text the way moments follow each other."""
    at = moment.astimezone(UTC)
    clock = f"{_TWO[at.hour]}:{_TWO[at.minute]}:{_TWO[at.second]}.{at.microsecond // 1000:03}"
    return f"{at.year:04}-{_TWO[at.month]}-{_TWO[at.day]}T{clock}Z"  # isoformat takes twice as long


def from_stored(text: str) -> datetime:
    """The moment written by :func:`stored`."""
    return datetime.fromisoformat(text)


def read_moment(text: str, zone: ZoneInfo) -> datetime:
    """ISO 8601; without offset it is a time of ``zone``. Raises ValueError."""
    moment = datetime.fromisoformat(text)
    return moment if moment.tzinfo else moment.replace(tzinfo=zone)


def local_date(moment: datetime, zone: ZoneInfo) -> date:
    """The calendar day on which the district lives that moment."""
    return moment.astimezone(zone).date()


def last_day(deadline: datetime, zone: ZoneInfo) -> date:
    """The day a deadline runs to: a day ends at its 24:00, which is the next one's midnight."""
    return local_date(deadline - timedelta(microseconds=1), zone)


def days_late(deadline: datetime, at: datetime, zone: ZoneInfo) -> int:
    """Days from the last day of a deadline to the day of ``at``, as people count them.

    A period's end at midnight is still of the day it ends.
    """
    return (last_day(at, zone) - last_day(deadline, zone)).days


def shown(moment: datetime, zone: ZoneInfo) -> str:
    """ISO 8601 with the district's offset, to the second: what commands print."""
    return moment.astimezone(zone).isoformat(timespec="seconds")
