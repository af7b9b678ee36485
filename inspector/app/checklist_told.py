"""What a checklist (检查表) says: every standard looked at on a visit, and what was before."""

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from inspector.domain.standard import Measure


@dataclass(frozen=True, slots=True, kw_only=True)
class PastLine:
    """An issue of the standard at this point; ``state`` is a name of State in lower case."""

    issue: str
    label: str
    found_at: datetime
    spot: str
    state: str
    days: int
    occurrence: int
    photos: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """One standard to answer; ``records``: a fault of it is recorded as a finding.

    ``repeat_days`` is the standard's own window in whole days, None where the rules give it.
    """

    code: str
    title: str
    text: str
    group: str
    severity: str
    deduct: Decimal
    measure: Measure | None
    phrases: tuple[str, ...]
    records: bool
    repeat_days: int | None
    past: tuple[PastLine, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Checklist:
    """The standards of the point's type in the edition of the day, by code."""

    point: str
    name: str
    type_name: str
    edition: str
    items: tuple[Item, ...]
