"""Deductions (扣分): what an issue costs, as dated parts that a period adds up.

Source: the profile of the catalogue, read as docs/decisions/scoring.md says. Amounts are points,
exact decimals.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import ROUND_HALF_UP, Decimal
from enum import StrEnum
from zoneinfo import ZoneInfo

from inspector.domain.issue import Issue
from inspector.domain.lateness import Lateness
from inspector.domain.moment import local_date
from inspector.domain.profile import ZERO, Overdue, Profile
from inspector.domain.standard import Standard


class PartKind(StrEnum):
    """Why points were taken; at one moment they are taken in this order."""

    BASE = "标准分值"
    REPEAT = "重复加扣"
    REBOUND = "反弹加扣"
    REWORK = "返工加扣"
    OVERDUE = "逾期加扣"
    RELIEF = "申诉核减"


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """Points taken at one moment for one reason."""

    kind: PartKind
    at: datetime
    points: Decimal


@dataclass(frozen=True, slots=True, kw_only=True)
class Pricing:
    """What the catalogue and the sources say of an issue, before a profile prices it.

    ``case`` is the variant's deduction where one was chosen, ``standard`` the standard's own;
    ``factor`` the highest of the sources that reported it.
    """

    case: Decimal
    standard: Decimal
    factor: Decimal
    on_the_spot: bool

    def words(self) -> str:
        """One line of text, read back by :func:`read_pricing`."""
        spot = "1" if self.on_the_spot else "0"
        return f"{self.case} {self.standard} {self.factor} {spot}"


def read_pricing(words: str) -> Pricing:
    """The pricing written by :meth:`Pricing.words`."""
    case, standard, factor, spot = words.split(" ")
    return Pricing(
        case=Decimal(case),
        standard=Decimal(standard),
        factor=Decimal(factor),
        on_the_spot=spot == "1",
    )


def pricing_of(issue: Issue, standard: Standard, factors: Mapping[str, Decimal]) -> Pricing:
    """The variant's deduction and the highest source factor; an unknown source counts once."""
    first = issue.findings[0]
    variant = standard.variant(first.variant)
    return Pricing(
        case=variant.deduct if variant else standard.deduct,
        standard=standard.deduct,
        factor=max(factors.get(one.source or "", Decimal(1)) for one in issue.findings),
        on_the_spot=first.on_the_spot,
    )


def first_points(
    pricing: Pricing, occurrence: int, profile: Profile, *, rebound: bool
) -> tuple[tuple[PartKind, Decimal], ...]:
    """What an issue costs at its first finding: base, surplus of a repeat, extra of a rebound.

    Joined findings cost nothing more; a rebound and a repeat cost the larger of the two where
    the profile says so.
    """
    spot = profile.on_the_spot_factor if pricing.on_the_spot else Decimal(1)
    base = pricing.case * pricing.factor * spot
    surplus = base * (_multiplier(occurrence, profile) - 1)
    extra = profile.rebound_factor * pricing.standard if rebound else ZERO
    if profile.rebound_higher_only and surplus and extra:
        surplus, extra = (surplus, ZERO) if surplus >= extra else (ZERO, extra)
    parts = ((PartKind.BASE, base), (PartKind.REPEAT, surplus), (PartKind.REBOUND, extra))
    return tuple((kind, points) for kind, points in parts if points)


def first_parts(issue: Issue, standard: Standard, profile: Profile) -> tuple[Part, ...]:
    """The parts dated at an issue's first finding."""
    pricing = pricing_of(issue, standard, profile.source_factors)
    at = issue.findings[0].found_at
    return tuple(
        Part(kind=kind, at=at, points=points)
        for kind, points in first_points(pricing, issue.occurrence, profile, rebound=issue.rebound)
    )


def overdue_at(lateness: Lateness, moment: datetime, rule: Overdue, zone: ZoneInfo) -> Decimal:
    """What the overdue part stands at: 0 until the delivered deadline in force has passed.

    After completion it stands still: the moment of completion then takes the place of ``moment``.
    """
    end = moment if lateness.ended_at is None else min(moment, lateness.ended_at)
    deadline = lateness.deadline_at(end)
    if deadline is None or end <= deadline:
        return ZERO
    return late_points((local_date(end, zone) - local_date(deadline, zone)).days, rule)


def late_points(days: int, rule: Overdue) -> Decimal:
    """What lateness comes to so many days after the day of a deadline that has passed."""
    points = rule.first + rule.per_day * days
    return points if rule.cap is None else min(points, rule.cap)


def accrued(
    lateness: Lateness, since: datetime, until: datetime, rule: Overdue, zone: ZoneInfo
) -> Decimal:
    """What the overdue part gained after ``since`` up to ``until``; less where time was given."""
    return overdue_at(lateness, until, rule, zone) - overdue_at(lateness, since, rule, zone)


def rework_points(returns: Sequence[datetime], profile: Profile) -> Iterator[Part]:
    """One part for each failed verification of an issue; the third and later cost more."""
    for number, at in enumerate(sorted(returns), start=1):
        points = profile.per_return if number < 3 else profile.from_third_return
        yield Part(kind=PartKind.REWORK, at=at, points=points)


def total(parts: Sequence[Part]) -> Decimal:
    """Sum of the parts, two places, half up: rounded once, where it is shown."""
    return rounded(sum((part.points for part in parts), ZERO))


def rounded(points: Decimal) -> Decimal:
    """Two places, half up."""
    return points.quantize(Decimal("0.01"), ROUND_HALF_UP)


def _multiplier(occurrence: int, profile: Profile) -> Decimal:
    return profile.multipliers[min(occurrence, len(profile.multipliers)) - 1]
