"""The day of the drawn office: a Friday in November."""

from datetime import datetime, timedelta, timezone

CHINA = timezone(timedelta(hours=8))
NOW = datetime(2026, 11, 20, 16, 18, 3, tzinfo=CHINA)


def at(month: int, day: int, hour: int = 9, minute: int = 0) -> datetime:
    return datetime(2026, month, day, hour, minute, tzinfo=CHINA)
