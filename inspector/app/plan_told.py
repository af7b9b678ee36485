"""What a plan says: points to visit, coverage, what waits for another look, what was drawn."""

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal


@dataclass(frozen=True, slots=True, kw_only=True)
class PlannedPoint:
    """A point to visit; ``due_on`` None where its type has no frequency or it was never visited.

    ``visited``: since the draw it belongs to, or this month where none was made.
    """

    point: str
    name: str
    type: str
    type_name: str
    town: str | None
    town_name: str
    every_days: int | None
    last_visit: date | None
    due_on: date | None
    overdue_days: int
    open_issues: int
    visited: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class TypeShare:
    """One type of point: how many there are, are due by the day, were visited, were drawn."""

    type: str
    name: str
    every_days: int | None
    points: int
    due: int
    visited: int
    drawn: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Covered:
    """Active points visited of one town, or of all."""

    town: str | None
    name: str
    active: int
    visited: int
    percent: Decimal | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Coverage:
    """The assessment month of the day so far."""

    first: date
    last: date
    whole: Covered
    towns: tuple[Covered, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Reinspection:
    """An issue to look at again: replied to, or past its deadline."""

    issue: str
    label: str
    title: str
    point: str | None
    point_name: str
    town: str | None
    unit: str | None
    state: str
    deadline: datetime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Sibling:
    """A point of the same type where the same problem may be found (举一反三).

    ``checked``: visited since the problem was found elsewhere.
    """

    point: str
    name: str
    town: str | None
    last_visit: date | None
    last_found: date | None
    open_issues: int
    checked: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Draw:
    """A draw as it was recorded: whoever has the same data and the seed can repeat it."""

    draw: str
    at: datetime
    on: date
    seed: str
    number: int
    person: str
    campaign: str
    types: tuple[str, ...]
    towns: tuple[str, ...]
    standards: tuple[str, ...]
    candidates: int
    points: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """What there is to do on a day; ``points``: those drawn, else those due, the latest first."""

    on: date
    points: tuple[PlannedPoint, ...]
    types: tuple[TypeShare, ...]
    coverage: Coverage
    reinspections: tuple[Reinspection, ...]
    siblings: tuple[Sibling, ...]
    draw: Draw | None
    draws: tuple[Draw, ...]
