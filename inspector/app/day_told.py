"""The day's work in figures: the week, the points of today, the pace, the month."""

from dataclasses import dataclass
from datetime import date, datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Day:
    """A day of this week: points visited; ``wanted`` besides still wait (today alone knows)."""

    on: date
    visited: int
    wanted: int
    works: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Stop:
    """A point of today: visited at ``seen_at`` with ``found`` findings, or still to visit.

    ``idle_days`` since the visit before, None where there was none; ``metres`` from the stop
    before, None where one of the two has no position.
    """

    point: str
    name: str
    type_name: str
    seen_at: datetime | None
    found: int
    open: int
    late: int
    repeats: int
    idle_days: int | None
    metres: float | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Pace:
    """A day's findings and closings."""

    on: date
    found: int
    closed: int


@dataclass(frozen=True, slots=True, kw_only=True)
class MonthSoFar:
    """The assessment month up to now, and as much of the one before."""

    since: date
    found: int
    closed: int
    repeated: int
    found_before: int
    closed_before: int
    repeated_before: int


@dataclass(frozen=True, slots=True, kw_only=True)
class DayWork:
    """All of it; ``due`` counts the points that wait, also those beyond the stops shown."""

    week: tuple[Day, ...]
    stops: tuple[Stop, ...]
    due: int
    pace: tuple[Pace, ...]
    month: MonthSoFar
