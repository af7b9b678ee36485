"""Where a position lies on a web map: one square for the whole earth, y downwards."""

from math import atan, cos, degrees, log, pi, radians, sinh, tan
from typing import NamedTuple

from inspector.domain.geometry import Position

EQUATOR_M = 2 * pi * 6_378_137.0  # the sphere of EPSG:3857
NORTHMOST = 85.051128779806592  # where the square ends: atan(sinh(pi))


class Place(NamedTuple):
    """0 to 1 from the date line eastwards and from the north edge southwards."""

    x: float
    y: float


def place_of(position: Position) -> Place:
    """A WGS-84 position on the square; beyond its edges, on the edge."""
    lat = radians(min(max(position.lat, -NORTHMOST), NORTHMOST))
    return Place(position.lon / 360 + 0.5, 0.5 - log(tan(lat / 2 + pi / 4)) / (2 * pi))


def position_of(place: Place) -> Position:
    """The WGS-84 position of a place on the square."""
    lat = atan(sinh(2 * pi * (0.5 - place.y)))
    return Position((place.x - 0.5) * 360, degrees(lat))


def metres_across(lat: float) -> float:
    """Metres on the ground that the width of the square stands for at a latitude in degrees."""
    return EQUATOR_M * cos(radians(lat))
