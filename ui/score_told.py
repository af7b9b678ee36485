"""What the assessment tells: towns by rank, where points went, how months compare."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal


@dataclass(frozen=True, slots=True, kw_only=True)
class RateLine:
    """A rate in words, how it moved in per cent points, and whether that is for the better."""

    name: str
    value: str
    moved: Decimal | None
    better: bool | None


@dataclass(frozen=True, slots=True, kw_only=True)
class TownLine:
    """A town's line in the ranking; ``change`` is places gained, None where there is no before."""

    town: str
    name: str
    rank: int | None
    change: int | None
    score: Decimal | None
    coverage: Decimal | None
    issues: int
    repeats: int
    rebounds: int
    deduction: Decimal
    tail: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class TownGroup:
    """Towns ranked against each other."""

    name: str
    words: str
    towns: tuple[TownLine, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class MonthScores:
    """A month's ranking; ``words`` say how final it is.

    ``disputes`` wait for a ruling, ``disputed`` of them about what this month found.
    """

    month: str
    first: date
    last: date
    frozen: bool
    words: str
    rates: tuple[RateLine, ...]
    groups: tuple[TownGroup, ...]
    disputes: int
    disputed: int
    by_hand: int


@dataclass(frozen=True, slots=True, kw_only=True)
class PartLine:
    """Points taken for one reason, and from how many problems."""

    name: str
    kind: str
    words: str
    points: Decimal


@dataclass(frozen=True, slots=True, kw_only=True)
class WeakLine:
    """A problem that weighs most, and where it was found."""

    standard: str
    title: str
    words: str
    issues: int


@dataclass(frozen=True, slots=True, kw_only=True)
class TownScore:
    """One town's month: the sum behind its score, where the points went, what is weak."""

    town: str
    name: str
    words: str
    score: str
    formula: str
    parts: tuple[PartLine, ...]
    total: Decimal
    weak: tuple[WeakLine, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Trends:
    """Scores of the last months, oldest first; ``middle`` is the median of the town's group."""

    months: tuple[str, ...]
    towns: Mapping[str, tuple[Decimal | None, ...]]
    middle: Mapping[str, tuple[Decimal | None, ...]]
