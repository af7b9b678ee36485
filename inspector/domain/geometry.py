"""Distances in metres, along lines, and whether a position lies in an area."""

from collections.abc import Iterator, Sequence
from itertools import pairwise
from math import asin, atan2, cos, degrees, hypot, radians, sin, sqrt
from typing import NamedTuple

EARTH_RADIUS_M = 6_371_008.8  # mean radius, IUGG 1980


class Position(NamedTuple):
    """WGS-84 degrees, in the order of GeoJSON: longitude, latitude."""

    lon: float
    lat: float


Ring = Sequence[Position]


def distance_m(a: Position, b: Position) -> float:
    """Metres along the great circle (haversine)."""
    half_lat = sin(radians(b.lat - a.lat) / 2)
    half_lon = sin(radians(b.lon - a.lon) / 2)
    h = half_lat**2 + cos(radians(a.lat)) * cos(radians(b.lat)) * half_lon**2
    return 2 * EARTH_RADIUS_M * asin(min(1.0, sqrt(h)))


def shifted(position: Position, east_m: float, north_m: float) -> Position:
    """The position so many metres further east and north; for moves of a few kilometres."""
    east = EARTH_RADIUS_M * cos(radians(position.lat))
    return Position(
        position.lon + degrees(east_m / east), position.lat + degrees(north_m / EARTH_RADIUS_M)
    )


def bearing(a: Position, b: Position) -> float:
    """Degrees clockwise from north in which ``b`` lies from ``a``, 0 up to 360."""
    east, north = _flat(a, b, cos(radians(a.lat)))
    return degrees(atan2(east, north)) % 360


def middle(ring: Ring) -> Position:
    """The centre of gravity of an area; of a ring without one, the mean of its corners."""
    origin = ring[0]
    east = cos(radians(origin.lat))
    corners = [_flat(origin, one, east) for one in ring]
    twice = x = y = 0.0
    for (x1, y1), (x2, y2) in pairwise((*corners, corners[0])):
        cross = x1 * y2 - x2 * y1
        twice, x, y = twice + cross, x + (x1 + x2) * cross, y + (y1 + y2) * cross
    if twice == 0:
        count = len(ring)
        return Position(sum(one.lon for one in ring) / count, sum(one.lat for one in ring) / count)
    return shifted(origin, x / (3 * twice), y / (3 * twice))


def chainage_m(line: Sequence[Position], position: Position) -> float:
    """Metres from the line's start to the foot of the perpendicular from ``position``."""
    best_off, best_at, walked = float("inf"), 0.0, 0.0
    for start, end in pairwise(line):
        length = distance_m(start, end)
        off, share = _foot(start, end, position)
        if off < best_off:
            best_off, best_at = off, walked + share * length
        walked += length
    return best_at


def apart_m(a: Position, b: Position, line: Sequence[Position] = ()) -> float:
    """Metres between two positions, along ``line`` where the point is a line."""
    if len(line) > 1:
        return abs(chainage_m(line, a) - chainage_m(line, b))
    return distance_m(a, b)


def contains(ring: Ring, position: Position) -> bool:
    """Even-odd rule; a position on an edge belongs to the area on its east and north side."""
    inside = False
    for (lon1, lat1), (lon2, lat2) in zip(ring, (*ring[1:], ring[0]), strict=True):
        if (lat1 > position.lat) != (lat2 > position.lat):
            crossing = lon1 + (position.lat - lat1) * (lon2 - lon1) / (lat2 - lat1)
            inside ^= position.lon < crossing
    return inside


_SLACK_M = 2.0  # neighbours drawn by hand part or cover each other by so much along their border


def meet(one: Ring, other: Ring) -> bool:
    """Whether two areas share ground, more than a strip along a border of some two metres.

    Either an edge crosses an edge outright, or ground just within a border of the one lies within
    the other.
    """
    return (
        any(_cross(edge, across) for edge in _edges(one) for across in _edges(other))
        or any(contains(other, spot) for spot in _just_within(one))
        or any(contains(one, spot) for spot in _just_within(other))
    )


def _edges(ring: Ring) -> list[tuple[Position, Position]]:
    return list(pairwise((*ring, ring[0])))


def _cross(edge: tuple[Position, Position], across: tuple[Position, Position]) -> bool:
    """Each edge's ends lie well on both sides of the other."""
    return _parted(edge, across) and _parted(across, edge)


def _parted(edge: tuple[Position, Position], ends: tuple[Position, Position]) -> bool:
    start, end = edge
    east = cos(radians(start.lat))
    ex, ey = _flat(start, end, east)
    length = hypot(ex, ey)
    if length == 0:
        return False
    first, second = (
        (ex * y - ey * x) / length for x, y in (_flat(start, one, east) for one in ends)
    )
    return min(first, second) < -_SLACK_M and max(first, second) > _SLACK_M


def _just_within(ring: Ring) -> Iterator[Position]:
    """Beside the middle of each edge, on the inner side, beyond the slack."""
    for start, end in _edges(ring):
        east, north = _flat(start, end, cos(radians(start.lat)))
        length = hypot(east, north)
        if length == 0:
            continue
        half = shifted(start, east / 2, north / 2)
        for side in (_SLACK_M, -_SLACK_M):
            spot = shifted(half, -north / length * side, east / length * side)
            if contains(ring, spot):
                yield spot


def _foot(start: Position, end: Position, position: Position) -> tuple[float, float]:
    """Distance from ``position`` to the segment (metres) and where along it (0 to 1)."""
    east = cos(radians(position.lat))
    px, py = _flat(start, position, east)
    ex, ey = _flat(start, end, east)
    square = ex * ex + ey * ey
    share = 0.0 if square == 0 else min(1.0, max(0.0, (px * ex + py * ey) / square))
    return hypot(px - share * ex, py - share * ey), share


def _flat(origin: Position, position: Position, east: float) -> tuple[float, float]:
    return (
        radians(position.lon - origin.lon) * east * EARTH_RADIUS_M,
        radians(position.lat - origin.lat) * EARTH_RADIUS_M,
    )
