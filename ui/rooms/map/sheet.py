"""The district made ready for drawing: what is marked where, for each theme, and how strongly."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import Enum
from math import ceil

from inspector.app.map_told import DistrictMap, MapArea, MapIssue, MapPoint
from inspector.domain.geometry import Position, middle
from inspector.domain.mercator import Place, place_of
from inspector.text import _
from ui.rooms.map.camera import Box
from ui.rooms.map.clusters import Cluster, Clusters, Marked

QUIET, REPEAT = "quiet", "repeat"
CLASSES = 4  # of heat: none, some, more, most
_APART = {"visits": 17.0, "issues": 40.0, "returned": 34.0}  # pixels between two marks


class Theme(Enum):
    """What the map is asked; the value is its key."""

    COVERAGE = 1
    ISSUES = 2
    RETURNED = 3
    GRIDS = 4

    @property
    def word(self) -> str:
        words = {1: _("覆盖"), 2: _("问题"), 3: _("重复"), 4: _("网格")}
        return words[self.value]


@dataclass(frozen=True, slots=True, kw_only=True)
class Shape:
    """An area or line on the square; ``width`` of the square, ``heat`` its class, 0 to 3."""

    code: str
    name: str
    kind: str
    corners: tuple[Place, ...]
    middle: Place
    width: float
    number: int = 0
    heat: int = 0


class Sheet:
    """One state of the district; made off the screen's thread, only read afterwards."""

    def __init__(self, told: DistrictMap) -> None:
        self.told = told
        self.points: Mapping[str, MapPoint] = {one.code: one for one in told.points}
        self.places: Mapping[str, Place] = {
            one.code: place_of(one.position) for one in told.points if one.position
        }
        self.issues: Mapping[str, MapIssue] = {one.issue: one for one in told.issues}
        self.areas: Mapping[str, MapArea] = {one.code: one for one in told.areas}
        self.lines = tuple(_line(one) for one in told.points if len(one.line) > 1)
        self.towns = tuple(_shapes(told.areas, "town", _returned))
        self.communities = tuple(_shapes(told.areas, "community", _returned))
        self.grids = tuple(_shapes(told.areas, "grid", _returned))
        self.crowded = tuple(_shapes(told.areas, "grid", _open))
        self.visits = Clusters(self._visits(), _APART["visits"])
        self.sightings = Clusters(self._sightings(), _APART["issues"])
        self.returns = Clusters(self._returns(), _APART["returned"])

    def clusters(self, theme: Theme) -> Clusters:
        """What is marked in a theme."""
        marks = {Theme.ISSUES: self.sightings, Theme.RETURNED: self.returns}
        return marks.get(theme, self.visits)

    def heated(self, theme: Theme) -> Sequence[Shape]:
        """The areas whose ground tells something in a theme."""
        if theme is Theme.ISSUES:
            return ()
        return {Theme.COVERAGE: self.towns, Theme.GRIDS: self.crowded}.get(theme, self.grids)

    def most(self, theme: Theme) -> int:
        """The largest number a ground tells of."""
        return max((one.number for one in self.heated(theme)), default=0)

    def unplaced(self, theme: Theme) -> int:
        """How many of what the theme marks have no position; they stand in the list alone."""
        if theme is Theme.ISSUES:
            return sum(one.position is None for one in self.told.issues)
        return len(self.points) - len(self.places)

    def extent(self) -> list[Place]:
        """Corners of everything there is to see."""
        shapes = self.towns or self.communities or self.grids
        return [one for shape in shapes for one in shape.corners] or list(self.places.values())

    def marks_in(self, theme: Theme, zoom: float, box: Box) -> Iterator[Cluster]:
        return self.clusters(theme).within(zoom, box)

    def states(self) -> Counter[str]:
        """Open issues by the name of their state."""
        return Counter(one.state for one in self.told.issues)

    def _visits(self) -> Iterator[Marked]:
        for code, place in self.places.items():
            yield Marked(key=code, place=place, kind=self.points[code].visit.name.lower())

    def _sightings(self) -> Iterator[Marked]:
        for one in self.told.issues:
            if one.position:
                place = place_of(one.position)
                yield Marked(key=one.issue, place=place, kind=one.state.lower())

    def _returns(self) -> Iterator[Marked]:
        for code, place in self.places.items():
            number = self.points[code].returned
            kind = REPEAT if number else QUIET
            yield Marked(key=code, place=place, kind=kind, weight=number)


def heat_class(number: int, most: int) -> int:
    """0 for none, else 1 to 3 by thirds of the largest."""
    return min(ceil(3 * number / most), CLASSES - 1) if number and most else 0


def heat_from(heat: int, most: int) -> int:
    """The smallest number of a class: what the legend says."""
    return next((n for n in range(most + 1) if heat_class(n, most) == heat), 0)


def _returned(area: MapArea) -> int:
    return area.returned


def _open(area: MapArea) -> int:
    return area.open_issues


def _shapes(
    areas: Iterable[MapArea], kind: str, count: Callable[[MapArea], int]
) -> Iterator[Shape]:
    mine = [one for one in areas if one.kind == kind and len(one.outline) > 2]
    most = max(map(count, mine), default=0)
    for one in mine:
        yield Shape(
            code=one.code,
            name=one.name,
            kind=kind,
            corners=_corners(one.outline),
            middle=place_of(middle(one.outline)),
            width=place_of(max(one.outline)).x - place_of(min(one.outline)).x,
            number=count(one),
            heat=heat_class(count(one), most),
        )


def _line(one: MapPoint) -> Shape:
    corners = _corners(one.line)
    return Shape(
        code=one.code,
        name=one.name,
        kind="line",
        corners=corners,
        middle=corners[len(corners) // 2],
        width=max(corners).x - min(corners).x,
    )


def _corners(positions: Sequence[Position]) -> tuple[Place, ...]:
    return tuple(place_of(one) for one in positions)
