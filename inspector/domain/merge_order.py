"""Which of several writes of one field stands: causality first, the hybrid clock second.

A write is superseded only by one whose author had seen it. Writes nobody superseded are leaves;
the one with the latest stamp shows, and more than one value among them is a conflict.
"""

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


def tick(last: int, wall_ms: int) -> int:
    """The next reading of the hybrid clock: never behind the wall, never behind itself."""
    return max(last + 1, wall_ms << _COUNTER_BITS)


def wall_ms(clock: int) -> int:
    """Milliseconds since 1970 that a reading of the hybrid clock stands for."""
    return clock >> _COUNTER_BITS
