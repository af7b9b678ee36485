"""What commands and windows are told: values whose names are the promised keys."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal

from inspector.domain.change import Value


@dataclass(frozen=True, slots=True, kw_only=True)
class EarlierTold:
    """An earlier issue of the chain; days from its last finding, metres from its nearest."""

    issue: str
    label: str
    found_at: datetime
    closed_at: datetime | None
    days: int
    days_since_closed: int | None
    distance_m: float | None


@dataclass(frozen=True, slots=True, kw_only=True)
class RuleTold:
    """The rule a verdict was reached by: edition, windows in days, radius in metres."""

    edition: str
    repeat_window_days: int
    rebound_window_days: int
    radius_m: float
    chain_reset: str
    overdue_counts_as_repeat: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class VerdictTold:
    """What a finding is; ``kind`` by its code name (docs/glossary.md)."""

    kind: str
    occurrence: int
    rebound: bool
    level: int
    rule: RuleTold
    candidate_of: str | None
    earlier: tuple[EarlierTold, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class IssueLine:
    """One line of a list of issues."""

    issue: str
    label: str
    title: str
    point: str | None
    point_name: str
    spot: str | None
    standard: str
    found_at: datetime
    state: str
    deadline: datetime | None
    delivered: bool
    late: bool
    late_days: int
    occurrence: int
    rebound: bool
    level: int
    candidate: bool
    town: str | None
    town_name: str
    unit: str | None
    unit_name: str
    deduction: Decimal
    notice: str | None
    photos: int
    thumb_sha256: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Reassigned:
    """``before`` is the unit each finding named itself, None where the rules chose it."""

    issues: int
    unit_name: str
    before: Mapping[str, str | None]


@dataclass(frozen=True, slots=True, kw_only=True)
class Amendment:
    """What was done to a finding, to be taken back by.

    ``row`` is the deed's, of ``entity``; ``before`` the columns of the finding it wrote over.
    """

    finding: str
    entity: str
    row: str = ""
    before: Mapping[str, Value] = field(default_factory=dict)
