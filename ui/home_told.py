"""What the frame and the workbench tell: what is due today, how much is here."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime, tzinfo

from inspector.app.day_told import DayWork
from ui.issue_told import IssueLine, Wanted


@dataclass(frozen=True, slots=True, kw_only=True)
class Due:
    """One thing to do first: ``kind`` picks icon and colour, ``room`` is where it is done."""

    kind: str
    title: str
    words: str
    deed: str
    room: str
    count: int = 0
    wanted: Wanted = field(default_factory=Wanted)


@dataclass(frozen=True, slots=True, kw_only=True)
class Today:
    due: tuple[Due, ...]
    work: DayWork
    most_repeated: tuple[IssueLine, ...]
    repeated_open: int
    recent: tuple[IssueLine, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """What the frame tells: whose workspace, known until when, how much is here.

    ``zone`` is the district's: all moments are shown by its clock.
    """

    office: str
    district: str
    person: str
    zone: tzinfo
    known_until: datetime | None
    issues: int
    to_hand_over: int
