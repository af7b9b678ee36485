"""What a map shows: points by their visits, issues by their state, areas by what returns there."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import NamedTuple

from inspector.domain.geometry import Position


class Visit(StrEnum):
    """How a point stands with its visits."""

    ON_TIME = "按期已查"
    DUE = "该查"
    OVERDUE = "超期未查"


RETURNED_DAYS = 90  # a season: long enough for the slow problems, short enough to act on


@dataclass(frozen=True, slots=True, kw_only=True)
class MapPoint:
    """A point; ``key`` is its record in the register, ``position`` None where nobody surveyed it.

    ``days``: since the last visit, None where there was none; ``returned``: issues that came back
    in the last 90 days.
    """

    key: str
    code: str
    name: str
    initials: str
    type_name: str
    town_name: str
    grid: str | None
    position: Position | None
    line: tuple[Position, ...]
    visit: Visit
    days: int | None
    every_days: int | None
    open_issues: int
    late: int
    returned: int


class MapIssue(NamedTuple):
    """An open issue where it was found, else at its point; ``state`` is a name of State.

    A tuple: tens of thousands go to the window at once, which puts frozen dataclasses together at
    a third of that pace.
    """

    issue: str
    label: str
    title: str
    point: str | None
    state: str
    late: bool
    occurrence: int
    position: Position | None


@dataclass(frozen=True, slots=True, kw_only=True)
class MapArea:
    """A town, community or grid; ``returned`` as of a point."""

    kind: str
    code: str
    name: str
    town_name: str
    outline: tuple[Position, ...]
    points: int
    open_issues: int
    returned: int


@dataclass(frozen=True, slots=True, kw_only=True)
class DistrictMap:
    """All of it as it stands at one moment; whatever has no position is still told."""

    at: datetime
    points: tuple[MapPoint, ...]
    issues: tuple[MapIssue, ...]
    areas: tuple[MapArea, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Route:
    """The day's points in the order to drive; ``due`` counts all that wait, near or far."""

    on: date
    points: tuple[str, ...]
    length_m: float
    due: int
    drawn: bool
