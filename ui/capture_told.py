"""What recording is told and tells: what to choose from, the tray, a draft and its verdict."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from pathlib import Path

from ui.issue_told import EarlierOccurrence


@dataclass(frozen=True, slots=True, kw_only=True)
class PointChoice:
    code: str
    name: str
    initials: str
    type_name: str
    town_name: str
    spots: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class StandardChoice:
    """``phrases`` carry blanks as `x ui.rooms.capture.phrase."""

    code: str
    title: str
    aliases: tuple[str, ...]
    initials: str
    phrases: tuple[str, ...]
    deduct: Decimal
    deadline_words: str
    variants: tuple[VariantChoice, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class VariantChoice:
    """A case of the standard that costs or hurries differently; the first stands by itself."""

    code: str
    words: str


@dataclass(frozen=True, slots=True, kw_only=True)
class UnitChoice:
    code: str
    name: str
    initials: str
    kind: str


@dataclass(frozen=True, slots=True, kw_only=True)
class TrayPhoto:
    """A photo waiting to be recorded; ``facts`` are icon and words below the big picture.

    ``path`` names it, ``thumb`` is what can be shown of it small.
    """

    path: Path
    thumb: Path
    name: str = ""
    taken_at: datetime | None = None
    facts: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class TrayGroup:
    """Photos that belong together, with the point proposed for them (code, empty if none).

    ``proposal`` says how sure that is; ``doubt`` what a person must settle first; ``notes`` what
    was noticed about the whole batch.
    """

    photos: tuple[TrayPhoto, ...]
    point: str = ""
    name: str = ""
    spot: str = ""
    words: str = ""
    doubt: str = ""
    proposal: str = ""
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """A finding as it stands in the form."""

    point: str
    spot: str
    standard: str
    photos: tuple[Path, ...]
    found_at: datetime | None
    note: str
    on_the_spot: bool = False
    same_as: str = ""  # an issue's label, "none" for a place of its own
    variant: str = ""
    unit: str = ""
    deadline: str = ""  # a day or moment as ISO 8601; empty for the standard's


@dataclass(frozen=True, slots=True, kw_only=True)
class Foreseen:
    """What the rule would say if the draft were recorded now; ``kind`` names the verdict."""

    kind: str
    occurrence: int
    rebound: bool
    words: str
    rule: str
    deduction_words: str
    deadline_words: str
    unit_name: str
    copy_to: tuple[str, ...]
    earlier: tuple[EarlierOccurrence, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Recorded:
    label: str
    words: str
