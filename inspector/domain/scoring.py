"""Deductions (扣分): what an issue costs, as dated parts that a period adds up.

Source: design.md §6 and the profile of the catalogue. Amounts are points, exact decimals.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from decimal import ROUND_HALF_UP, Decimal
from enum import StrEnum

from inspector.domain.issue import Issue
from inspector.domain.standard import Standard

ZERO = Decimal(0)


class PartKind(StrEnum):
    """Why points were taken."""

    BASE = "标准分值"
    REPEAT = "重复加扣"
    REBOUND = "反弹加扣"


@dataclass(frozen=True, slots=True, kw_only=True)
class Profile:
    """The numbers of one scoring profile that price a single issue."""

    code: str
    multipliers: tuple[Decimal, ...]
    source_factors: Mapping[str, Decimal]
    on_the_spot_factor: Decimal
    rebound_factor: Decimal
    rebound_higher_only: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """Points taken at one moment for one reason."""

    kind: PartKind
    at: datetime
    points: Decimal


def first_parts(issue: Issue, standard: Standard, profile: Profile) -> tuple[Part, ...]:
    """What an issue costs at its first finding: base, surplus of a repeat, surplus of a rebound.

    Joined findings cost nothing more; a rebound and a repeat cost the larger of their surpluses
    where the profile says so.
    """
    first = issue.findings[0]
    base = _base(issue, standard, profile)
    surplus = base * (_multiplier(issue.occurrence, profile) - 1)
    rebound = profile.rebound_factor * standard.deduct if issue.rebound else ZERO
    if profile.rebound_higher_only and surplus and rebound:
        surplus, rebound = (surplus, ZERO) if surplus >= rebound else (ZERO, rebound)
    parts = (
        Part(kind=PartKind.BASE, at=first.found_at, points=base),
        Part(kind=PartKind.REPEAT, at=first.found_at, points=surplus),
        Part(kind=PartKind.REBOUND, at=first.found_at, points=rebound),
    )
    return tuple(part for part in parts if part.points)


def total(parts: tuple[Part, ...]) -> Decimal:
    """Sum of the parts, two places, half up: rounded once, where it is shown."""
    return rounded(sum((part.points for part in parts), ZERO))


def rounded(points: Decimal) -> Decimal:
    """Two places, half up."""
    return points.quantize(Decimal("0.01"), ROUND_HALF_UP)


def _base(issue: Issue, standard: Standard, profile: Profile) -> Decimal:
    first = issue.findings[0]
    variant = standard.variant(first.variant)
    price = variant.deduct if variant else standard.deduct
    factors = [profile.source_factors.get(one.source or "", Decimal(1)) for one in issue.findings]
    on_the_spot = profile.on_the_spot_factor if first.on_the_spot else Decimal(1)
    return price * max(factors) * on_the_spot


def _multiplier(occurrence: int, profile: Profile) -> Decimal:
    return profile.multipliers[min(occurrence, len(profile.multipliers)) - 1]
