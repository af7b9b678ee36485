"""Which of several writes of one field stands: causality first, the hybrid clock second.

A write is superseded only by one whose author had seen it. Writes nobody superseded are leaves;
the one with the latest stamp shows, and more than one value among them is a conflict.
"""

from collections.abc import Callable, Iterable
from typing import NamedTuple

from inspector.domain.change import Stamp, Value

# Wall clock in milliseconds above 16 bits of counter.
_COUNTER_BITS = 16

# Seconds by which clocks of two laptops may differ without anybody being told.
TOLERATED_S = 600


class Leaf(NamedTuple):
    """One write of one field that no later author had seen."""

    stamp: Stamp
    value: Value


Seen = Callable[[Stamp, Stamp], bool]


def merge_leaves(leaves: Iterable[Leaf], seen: Seen) -> tuple[Leaf, ...]:
    """The writes not superseded by another, in the order of their stamps.

    ``seen(later, earlier)`` says whether the author of ``later`` had seen ``earlier``.
    """
    every = {leaf.stamp: leaf for leaf in leaves}
    standing = [
        leaf
        for leaf in every.values()
        if not any(other != leaf.stamp and seen(other, leaf.stamp) for other in every)
    ]
    return tuple(sorted(standing, key=lambda leaf: leaf.stamp))


def is_conflict(leaves: Iterable[Leaf]) -> bool:
    """More than one value among concurrent writes; equal values are none."""
    return len({_comparable(leaf.value) for leaf in leaves}) > 1


def tick(last: int, wall_ms: int) -> int:
    """The next reading of the hybrid clock: never behind the wall, never behind itself."""
    return max(last + 1, wall_ms << _COUNTER_BITS)


def wall_ms(clock: int) -> int:
    """Milliseconds since 1970 that a reading of the hybrid clock stands for."""
    return clock >> _COUNTER_BITS


def _comparable(value: Value) -> str:
    return f"{type(value).__name__}:{value!r}"
