"""Which part of the square of the web map is on the screen, and how large."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from math import log2

from inspector.domain.mercator import Place, metres_across, position_of

TILE = 256.0  # pixels of a tile's side: the square is one tile wide at zoom 0
NEAREST, FARTHEST = 20.0, 5.0
_FURTHEST_FIT = 17.5  # one single point does not fill the screen with itself
_NO_SPAN = 1e-9


@dataclass(frozen=True, slots=True, kw_only=True)
class Box:
    """A part of the square; right and lower edge belong to it."""

    west: float
    north: float
    east: float
    south: float

    def holds(self, place: Place) -> bool:
        return self.west <= place.x <= self.east and self.north <= place.y <= self.south


@dataclass(frozen=True, slots=True, kw_only=True)
class Camera:
    """``x``, ``y``: what of the square lies in the middle; sizes in pixels."""

    x: float = 0.5
    y: float = 0.5
    zoom: float = 10.0
    width: float = 1.0
    height: float = 1.0

    @property
    def scale(self) -> float:
        """Pixels that the whole square is wide."""
        return float(TILE * 2**self.zoom)

    @property
    def metre(self) -> float:
        """Pixels of a metre in the middle of the screen."""
        return self.scale / metres_across(position_of(Place(self.x, self.y)).lat)

    def on_screen(self, place: Place) -> tuple[float, float]:
        scale = self.scale
        return (
            (place.x - self.x) * scale + self.width / 2,
            (place.y - self.y) * scale + self.height / 2,
        )

    def place_at(self, x: float, y: float) -> Place:
        scale = self.scale
        return Place(self.x + (x - self.width / 2) / scale, self.y + (y - self.height / 2) / scale)

    def box(self, more: float = 0.0) -> Box:
        """What is on the screen, and ``more`` pixels around it."""
        low = self.place_at(-more, -more)
        high = self.place_at(self.width + more, self.height + more)
        return Box(west=low.x, north=low.y, east=high.x, south=high.y)

    def sized(self, width: float, height: float) -> "Camera":
        return replace(self, width=max(width, 1.0), height=max(height, 1.0))

    def panned(self, across: float, down: float) -> "Camera":
        """The map drawn by so many pixels; its middle stays on the square."""
        x, y = self.x - across / self.scale, self.y - down / self.scale
        return replace(self, x=min(max(x, 0.0), 1.0), y=min(max(y, 0.0), 1.0))

    def zoomed(self, by: float, at: tuple[float, float] | None = None) -> "Camera":
        """Nearer by ``by`` levels; what lies at ``at`` of the screen stays there."""
        zoom = min(max(self.zoom + by, FARTHEST), NEAREST)
        still = at or (self.width / 2, self.height / 2)
        place = self.place_at(*still)
        nearer = replace(self, zoom=zoom)
        now = nearer.on_screen(place)
        return nearer.panned(still[0] - now[0], still[1] - now[1])

    def looking_at(self, place: Place, zoom: float | None = None) -> "Camera":
        return replace(self, x=place.x, y=place.y, zoom=self.zoom if zoom is None else zoom)

    def fitted(self, places: Sequence[Place], margin: float, below: float = 0.0) -> "Camera":
        """All the places on the screen, ``below`` pixels kept free at its lower edge."""
        if not places:
            return self
        west, east = min(one.x for one in places), max(one.x for one in places)
        north, south = min(one.y for one in places), max(one.y for one in places)
        wide = max(self.width - 2 * margin, 1.0) / max(east - west, _NO_SPAN)
        high = max(self.height - 2 * margin - below, 1.0) / max(south - north, _NO_SPAN)
        zoom = min(max(log2(min(wide, high) / TILE), FARTHEST), _FURTHEST_FIT)
        fitted = replace(self, x=(west + east) / 2, y=(north + south) / 2, zoom=zoom)
        return fitted.panned(0, -below / 2)
