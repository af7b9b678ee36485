"""Scoring profiles (评分细则): the numbers that price what the repeat rule has found."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum

ONE, ZERO = Decimal(1), Decimal(0)


class Normalise(StrEnum):
    """What a town's deductions are held against."""

    PER_VISIT = "按实查点次"
    PLAIN = "直接扣减"


@dataclass(frozen=True, slots=True, kw_only=True)
class Component:
    """A part of the composite score (综合得分); weights are per cents."""

    code: str
    name: str
    weight: Decimal


@dataclass(frozen=True, slots=True, kw_only=True)
class Overdue:
    """What a day past a delivered deadline costs; ``cap`` None: it goes on without end."""

    first: Decimal = ZERO
    per_day: Decimal = ZERO
    cap: Decimal | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Shares:
    """Who bears how much of an issue (条块分担)."""

    territory: Decimal = ONE
    department: Decimal = ONE
    territory_when_department_owned: Decimal = ONE


@dataclass(frozen=True, slots=True, kw_only=True)
class Profile:
    """One version of the office's numbers; amounts are points.

    ``cap_per_key_month`` None: no cap; ``min_coverage_percent`` None: everybody is ranked.
    """

    code: str
    name: str = ""
    base: Decimal = Decimal(100)
    floor: Decimal = ZERO
    multipliers: tuple[Decimal, ...]
    source_factors: Mapping[str, Decimal]
    on_the_spot_factor: Decimal
    rebound_factor: Decimal
    rebound_higher_only: bool
    cap_per_key_month: Decimal | None = None
    overdue: Overdue = field(default_factory=Overdue)
    per_return: Decimal = ZERO
    from_third_return: Decimal = ZERO
    bonus_cap: Decimal | None = None
    bonus_kinds: frozenset[str] = frozenset({"bonus"})
    shares: Shares = field(default_factory=Shares)
    normalise: Normalise = Normalise.PLAIN
    per_visit_k: Decimal = ONE
    min_coverage_percent: Decimal | None = None
    tail_n: int = 0
    tail_streak_alert: int = 0
    composite: tuple[Component, ...] = ()
