"""Points (点位): the fixed places inspectors visit, with the spots inside them."""

from dataclasses import dataclass
from enum import StrEnum

from inspector.domain.geometry import Position
from inspector.domain.ids import PointId

DEFAULT_RADIUS_M = 50.0  # where neither point nor type states one


class Shape(StrEnum):
    """How a point lies on the ground."""

    AREA = "片区"
    LINE = "线路"
    SPOT = "单点"


@dataclass(frozen=True, slots=True, kw_only=True)
class PointType:
    """A kind of point (点位类型); ``radius_m`` in metres, ``every_days`` between two visits."""

    code: str
    name: str
    shape: Shape
    radius_m: float | None
    every_days: int | None
    default_department: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Point:
    """A place of the register; a line point carries its line, ``radius_m`` is its own or None."""

    id: PointId
    code: str
    name: str
    type: str
    town: str | None
    community: str | None = None
    grid: str | None = None
    position: Position | None = None
    radius_m: float | None = None
    line: tuple[Position, ...] = ()
    spots: tuple[str, ...] = ()
    operator: str | None = None
    declared: bool = False
    address: str = ""
    chief: str = ""
    active: bool = True
