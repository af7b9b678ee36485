"""Distances on the ground, and the shift between the two datums used in China."""

import math
from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple

EARTH_RADIUS = 6_371_008.8
"""Mean radius in metres (IUGG)."""

_KRASOVSKY_AXIS = 6_378_245.0
_KRASOVSKY_ECCENTRICITY_SQUARED = 0.006_693_421_622_965_943


class LonLat(NamedTuple):
    """Degrees, east and north."""

    lon: float
    lat: float


def metres_between(one: LonLat, other: LonLat) -> float:
    """Great-circle distance in metres."""
    north, east = math.radians(other.lat - one.lat), math.radians(other.lon - one.lon)
    half = (
        math.sin(north / 2) ** 2
        + math.cos(math.radians(one.lat))
        * math.cos(math.radians(other.lat))
        * math.sin(east / 2) ** 2
    )
    return 2 * EARTH_RADIUS * math.asin(min(1.0, math.sqrt(half)))


def metres_to_line(place: LonLat, line: Sequence[LonLat]) -> float:
    """Distance in metres to the nearest part of a line of two or more points."""
    east = math.radians(1) * EARTH_RADIUS * math.cos(math.radians(place.lat))
    north = math.radians(1) * EARTH_RADIUS
    flat = [((at.lon - place.lon) * east, (at.lat - place.lat) * north) for at in line]
    return min(_to_segment(start, end) for start, end in pairwise(flat))


def _to_segment(start: tuple[float, float], end: tuple[float, float]) -> float:
    """Distance of the origin to the segment."""
    along = end[0] - start[0], end[1] - start[1]
    length = along[0] ** 2 + along[1] ** 2
    share = -(start[0] * along[0] + start[1] * along[1]) / length if length else 0.0
    share = min(1.0, max(0.0, share))
    return math.hypot(start[0] + share * along[0], start[1] + share * along[1])


def to_gcj02(place: LonLat) -> LonLat:
    """The WGS-84 position as GCJ-02 maps draw it (public formula); outside China unchanged."""
    if not (72.004 <= place.lon <= 137.8347 and 0.8293 <= place.lat <= 55.8271):
        return place
    x, y = place.lon - 105.0, place.lat - 35.0
    wave = (20 * math.sin(6 * x * math.pi) + 20 * math.sin(2 * x * math.pi)) * 2 / 3
    north = -100 + 2 * x + 3 * y + 0.2 * y * y + 0.1 * x * y + 0.2 * math.sqrt(abs(x)) + wave
    north += (20 * math.sin(y * math.pi) + 40 * math.sin(y / 3 * math.pi)) * 2 / 3
    north += (160 * math.sin(y / 12 * math.pi) + 320 * math.sin(y * math.pi / 30)) * 2 / 3
    east = 300 + x + 2 * y + 0.1 * x * x + 0.1 * x * y + 0.1 * math.sqrt(abs(x)) + wave
    east += (20 * math.sin(x * math.pi) + 40 * math.sin(x / 3 * math.pi)) * 2 / 3
    east += (150 * math.sin(x / 12 * math.pi) + 300 * math.sin(x / 30 * math.pi)) * 2 / 3
    latitude = math.radians(place.lat)
    bend = 1 - _KRASOVSKY_ECCENTRICITY_SQUARED * math.sin(latitude) ** 2
    meridian = _KRASOVSKY_AXIS * (1 - _KRASOVSKY_ECCENTRICITY_SQUARED) / bend**1.5
    parallel = _KRASOVSKY_AXIS / math.sqrt(bend) * math.cos(latitude)
    return LonLat(
        place.lon + math.degrees(east / parallel), place.lat + math.degrees(north / meridian)
    )


def to_wgs84(place: LonLat) -> LonLat:
    """The GCJ-02 position as WGS-84, to about a centimetre, by asking the formula backwards."""
    guess = place
    for _ in range(4):
        drawn = to_gcj02(guess)
        guess = LonLat(guess.lon + place.lon - drawn.lon, guess.lat + place.lat - drawn.lat)
    return guess
