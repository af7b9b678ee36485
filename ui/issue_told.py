"""What the ledger and a case tell: which issues are wanted, their lines, one with its past."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from pathlib import Path

from inspector.domain.issue import State

UNSETTLED = frozenset({"OPEN", "NOTIFIED", "REPLIED", "RETURNED", "DEFERRED", "PARKED"})
"""States of an issue somebody still has to see to."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """Which issues a list shows; empty means all. ``states`` are names of State.

    A town goes by its name, unit, standard and point by their codes.
    """

    text: str = ""
    states: frozenset[str] = frozenset()
    late: bool = False
    repeat: bool = False
    candidate: bool = False
    town: str = ""
    point: str = ""
    unit: str = ""
    standard: str = ""
    month: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class IssueLine:
    issue: str
    label: str
    title: str
    point_name: str
    spot: str
    state: State
    found_at: datetime
    deadline: datetime | None
    late_days: int
    occurrence: int
    rebound: bool
    candidate: bool
    unit_name: str
    town_name: str
    notice_number: str = ""
    deduction: Decimal = Decimal(0)


@dataclass(frozen=True, slots=True, kw_only=True)
class IssuePage:
    """One page in order of finding, newest first; ``next`` continues it, None at the end."""

    lines: tuple[IssueLine, ...]
    next: str | None
    total: int


@dataclass(frozen=True, slots=True, kw_only=True)
class CasePhoto:
    """``screen`` names the original; Office.screen_photo makes a picture of it."""

    caption: str
    taken_at: datetime | None
    thumb: Path
    screen: Path


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One line of 经过; ``done`` is false for what is still to come."""

    at: datetime
    what: str
    words: str
    done: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class EarlierOccurrence:
    """An earlier issue of the chain; ``distance_m`` None where a position is missing."""

    label: str
    occurrence: int
    found_at: datetime
    closed_at: datetime | None
    days: int
    distance_m: float | None
    photos: tuple[CasePhoto, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangeLine:
    field: str
    value: str
    person: str
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class IssueCase:
    line: IssueLine
    description: str
    unit: str
    copy_to: tuple[str, ...]
    deduction_words: str
    photos: tuple[CasePhoto, ...]
    timeline: tuple[Step, ...]
    earlier: tuple[EarlierOccurrence, ...]
    exchange: str = ""  # how far it has come to the others; empty where nothing is synced
    alike: str = ""  # the label of the issue it may be the same place as
