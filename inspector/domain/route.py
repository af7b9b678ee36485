"""The order in which to drive to a day's points, so that little way is driven twice."""

from collections.abc import Mapping, Sequence
from itertools import pairwise

from inspector.domain.geometry import Position, distance_m


def in_order(start: str, places: Mapping[str, Position]) -> tuple[str, ...]:
    """From ``start`` always to the nearest place left, then every crossing of the way undone.

    The same places give the same order, whatever order they are told in.
    """
    left = sorted(places.keys() - {start})
    order = [start]
    while left:
        here = places[order[-1]]
        nearest = min(left, key=lambda one: (distance_m(here, places[one]), one))
        left.remove(nearest)
        order.append(nearest)
    return tuple(_straightened(order, places))


def length_m(stops: Sequence[Position]) -> float:
    """Metres from the first to the last, as the crow flies from each to the next."""
    return sum(distance_m(a, b) for a, b in pairwise(stops))


def _straightened(order: list[str], places: Mapping[str, Position]) -> list[str]:
    """Turn round every stretch that is shorter the other way about (2-opt); the start stays."""
    best = length_m([places[one] for one in order])
    shorter = True
    while shorter:
        shorter = False
        for first in range(1, len(order) - 1):
            for last in range(first + 1, len(order)):
                turned = [
                    *order[:first],
                    *reversed(order[first : last + 1]),
                    *order[last + 1 :],
                ]
                length = length_m([places[one] for one in turned])
                if length < best - 0.5:  # half a metre: rounding must not keep it going
                    order, best, shorter = turned, length, True
    return order
