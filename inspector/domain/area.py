"""Towns, communities and grids (镇街、社区、网格), and which of them a position lies in."""

from dataclasses import dataclass

from inspector.domain.geometry import Position, contains


@dataclass(frozen=True, slots=True, kw_only=True)
class Area:
    """A town, community or grid; ``outline`` is one closed ring, empty when never surveyed."""

    kind: str
    code: str
    name: str
    parent: str | None
    group: int | None = None
    outline: tuple[Position, ...] = ()

    @property
    def box(self) -> tuple[float, float, float, float]:
        """West, south, east, north: most areas are ruled out without walking their outline."""
        lons = [one.lon for one in self.outline]
        lats = [one.lat for one in self.outline]
        return min(lons), min(lats), max(lons), max(lats)


def area_at(areas: tuple[Area, ...], position: Position) -> Area | None:
    """The area a position lies in; of overlapping ones the lowest code, so that all agree."""
    return min(
        (one for one in areas if one.outline and _within(one, position)),
        key=lambda one: one.code,
        default=None,
    )


def _within(area: Area, position: Position) -> bool:
    west, south, east, north = area.box
    inside_box = west <= position.lon <= east and south <= position.lat <= north
    return inside_box and contains(area.outline, position)
