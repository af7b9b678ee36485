"""Periods (考核期): inclusive local dates, the moments they cover, and what went before them."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from inspector.domain.cadence import Cadence, month_days, shift_month

_TICK = timedelta(milliseconds=1)  # moments are kept to the millisecond
_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Period:
    """From ``first`` to ``last``, seen as of a moment not later than its end.

    ``month`` names an assessment month, ``cadence`` is what else it was asked for by, ``cutoff``
    the day on which months end.
    """

    first: date
    last: date
    zone: ZoneInfo
    now: datetime
    month: str | None = None
    cutoff: int | None = None
    cadence: Cadence | None = None

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
        """The month, week, quarter … before; for two dates, as many days just before them."""
        if self.cadence:
            return cadence_period(self.cadence.before(), self.cutoff, self.zone, self.now)
        if self.month:
            return month_period(shift_month(self.month, -1), self.cutoff, self.zone, self.now)
        days = self.last - self.first + _DAY
        return self._moved(self.first - days, self.last - days)

    def year_ago(self) -> "Period":
        """The same month, week, quarter … or dates of last year."""
        if self.cadence:
            return cadence_period(self.cadence.year_ago(), self.cutoff, self.zone, self.now)
        if self.month:
            return month_period(shift_month(self.month, -12), self.cutoff, self.zone, self.now)
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
            name = shift_month(name, 1)
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


def cadence_period(cadence: Cadence, cutoff: int | None, zone: ZoneInfo, now: datetime) -> Period:
    """The weeks or months of a cadence as of ``now``."""
    first, last = cadence.days(cutoff)
    return Period(first=first, last=last, zone=zone, now=now, cutoff=cutoff, cadence=cadence)


def _year_before(day: date) -> date:
    leap_day = (day.month, day.day) == (2, 29)
    return day.replace(year=day.year - 1, day=28 if leap_day else day.day)
