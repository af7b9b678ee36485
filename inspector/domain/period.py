"""Periods (考核期): inclusive local dates, the moments they cover, and what went before them."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

_TICK = timedelta(milliseconds=1)  # moments are kept to the millisecond
_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Period:
    """From ``first`` to ``last``, seen as of a moment not later than its end.

    ``month`` names an assessment month, ``cutoff`` is the day on which such months end.
    """

    first: date
    last: date
    zone: ZoneInfo
    now: datetime
    month: str | None = None
    cutoff: int | None = None

    @property
    def begin(self) -> datetime:
        return datetime.combine(self.first, time(), self.zone)

    @property
    def end(self) -> datetime:
        """The last moment of the last day."""
        return datetime.combine(self.last + _DAY, time(), self.zone) - _TICK

    @property
    def before_begin(self) -> datetime:
        """The last moment of the period before: what stood then was paid there."""
        return self.begin - _TICK

    @property
    def as_of(self) -> datetime:
        return min(self.now, self.end)

    def previous(self) -> "Period":
        """The month before; for two dates, as many days just before them."""
        if self.month:
            return month_period(_shift(self.month, -1), self.cutoff, self.zone, self.now)
        days = self.last - self.first + _DAY
        return self._moved(self.first - days, self.last - days)

    def year_ago(self) -> "Period":
        """The same month or dates of last year."""
        if self.month:
            return month_period(_shift(self.month, -12), self.cutoff, self.zone, self.now)
        return self._moved(_year_before(self.first), _year_before(self.last))

    def slices(self) -> tuple[tuple[datetime, datetime], ...]:
        """First and last moment of each assessment month within the period, up to as_of."""
        edges, name = [self.begin], f"{self.first:%Y-%m}"
        while True:
            _first, last = month_days(name, self.cutoff)
            after = datetime.combine(last + _DAY, time(), self.zone)
            if after > self.end:
                break
            if after > self.begin:
                edges.append(after)
            name = _shift(name, 1)
        ends = [edge - _TICK for edge in edges[1:]] + [self.end]
        return tuple(
            (begin, min(end, self.as_of))
            for begin, end in zip(edges, ends, strict=True)
            if begin <= self.as_of
        )

    def _moved(self, first: date, last: date) -> "Period":
        return Period(first=first, last=last, zone=self.zone, now=self.now, cutoff=self.cutoff)


def month_period(month: str, cutoff: int | None, zone: ZoneInfo, now: datetime) -> Period:
    """Assessment month ``YYYY-MM`` as of ``now``. Raises ValueError."""
    first, last = month_days(month, cutoff)
    return Period(first=first, last=last, zone=zone, now=now, month=month, cutoff=cutoff)


def month_of(day: date, cutoff: int | None) -> str:
    """The assessment month ``YYYY-MM`` a day belongs to."""
    month = f"{day:%Y-%m}"
    return month if day <= month_days(month, cutoff)[1] else _shift(month, 1)


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


def _end_of_month(day: date) -> date:
    return (day.replace(day=1) + timedelta(days=32)).replace(day=1) - _DAY


def _shift(month: str, by: int) -> str:
    year, number = (int(part) for part in month.split("-"))
    years, rest = divmod(year * 12 + number - 1 + by, 12)
    return f"{years:04d}-{rest + 1:02d}"


def _year_before(day: date) -> date:
    leap_day = (day.month, day.day) == (2, 29)
    return day.replace(year=day.year - 1, day=28 if leap_day else day.day)
