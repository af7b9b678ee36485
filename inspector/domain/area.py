"""Towns, communities and grids (镇街、社区、网格), and which of them a position lies in."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import combinations
from math import inf

from inspector.domain.geometry import Position, contains, meet


@dataclass(frozen=True, slots=True, kw_only=True)
class Area:
    """A town, community or grid; ``outline`` is one closed ring, empty when never surveyed.

    ``box`` is west, south, east, north of it, reckoned once: most areas are ruled out by it
    without walking their outline. That of an empty outline holds nothing.
    """

    kind: str
    code: str
    name: str
    parent: str | None
    group: int | None = None
    outline: tuple[Position, ...] = ()
    box: tuple[float, float, float, float] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        lons = [one.lon for one in self.outline]
        lats = [one.lat for one in self.outline]
        west, south = min(lons, default=inf), min(lats, default=inf)
        east, north = max(lons, default=-inf), max(lats, default=-inf)
        object.__setattr__(self, "box", (west, south, east, north))  # the way of a frozen one


def area_at(areas: tuple[Area, ...], position: Position) -> Area | None:
    """The area a position lies in; of overlapping ones the lowest code, so that all agree."""
    return min(
        (one for one in areas if _within(one, position)),
        key=lambda one: one.code,
        default=None,
    )


def _within(area: Area, position: Position) -> bool:
    west, south, east, north = area.box
    inside_box = west <= position.lon <= east and south <= position.lat <= north
    return inside_box and contains(area.outline, position)


def circular(areas: Sequence[Area]) -> set[str]:
    """Codes of areas whose way upwards comes back to themselves."""
    above = {one.code: one.parent for one in areas}
    found = set()
    for code in above:
        walked, here = {code}, above[code]
        while here in above and here not in walked:
            walked.add(here)
            here = above[here]
        if here == code:
            found.add(code)
    return found


def overlapping(areas: Sequence[Area]) -> Iterator[tuple[Area, Area]]:
    """Pairs of areas that share ground, the lower code first; a common edge is none."""
    boxes = {one.code: one.box for one in areas if one.outline}
    placed = sorted((one for one in areas if one.outline), key=lambda one: one.code)
    for one, other in combinations(placed, 2):
        (west, south, east, north), box = boxes[one.code], boxes[other.code]
        apart = east < box[0] or box[2] < west or north < box[1] or box[3] < south
        if not apart and meet(one.outline, other.outline):
            yield one, other
