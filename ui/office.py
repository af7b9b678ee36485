"""What the window asks of the office, in the window's words; presenters know no more than this."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, tzinfo
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from inspector.domain.issue import State
from ui.assess_office import AssessOffice
from ui.care_office import CareOffice
from ui.ledger_office import LedgerOffice
from ui.map_office import MapOffice
from ui.marking_office import MarkingOffice
from ui.papers_office import PapersOffice
from ui.register_office import RegisterOffice
from ui.sync_office import SyncOffice
from ui.visit_office import VisitOffice

if TYPE_CHECKING:
    from inspector.app.day_told import DayWork


UNSETTLED = frozenset({"OPEN", "NOTIFIED", "REPLIED", "RETURNED", "DEFERRED", "PARKED"})
"""States of an issue somebody still has to see to."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """Which issues a list shows; empty means all. ``state`` names are those of State."""

    text: str = ""
    states: frozenset[str] = frozenset()
    late: bool = False
    repeat: bool = False
    candidate: bool = False
    town: str = ""
    point: str = ""
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


@dataclass(frozen=True, slots=True, kw_only=True)
class Recheck:
    """A reply to look at; ``remarks`` are weight (ok, warn), title, words."""

    line: IssueLine
    before: tuple[CasePhoto, ...]
    after: tuple[CasePhoto, ...]
    description: str
    reply: str
    replied: str
    facts: str
    remarks: tuple[tuple[str, str, str], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Verified:
    """What was decided, in words, and the deed by which it can be taken back."""

    words: str
    deed: str


@dataclass(frozen=True, slots=True, kw_only=True)
class FileLine:
    """One file of a merge; ``status``: merged, known, partial, waiting or refused."""

    name: str
    folder: str
    device: str
    status: str
    reason: str
    new: int = 0
    merged: int = 0
    conflicts: int = 0
    photos: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class LeafLine:
    """One of the values of a conflict, in the words people read; ``remark`` is about its clock."""

    leaf: str
    value: str
    device: str
    person: str
    at: datetime
    remark: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ConflictLine:
    """A field that two computers wrote apart, latest first; ``base`` stood there before."""

    id: str
    title: str
    field: str
    base: str
    leaves: tuple[LeafLine, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ConflictRuling:
    """What a conflict is settled by: one of its values, words of one's own, or all of them."""

    conflict: str
    leaf: str = ""
    words: str = ""
    keep_all: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class MergeReport:
    """A merge, or its rehearsal where ``batch`` is empty; new, merged, known count changes."""

    batch: str
    files: tuple[FileLine, ...]
    new: int
    merged: int
    known: int
    conflicts: int
    candidates: int
    missing_photos: int
    issued_changed: int
    contested: tuple[ConflictLine, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class DeviceLine:
    """A computer that is known; ``owes`` where its data or photos have not come."""

    name: str
    code: str
    words: str
    own: bool
    heard: str = ""
    owes: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Check:
    """One line of the pre-flight: ``weight`` is danger, warn or ok.

    ``mend`` names what can be mended in this room: ``photo`` of the issue, ``contact`` of ours.
    """

    weight: str
    title: str
    words: str = ""
    cure: str = ""
    issue: str = ""
    mend: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class UnitReady:
    unit: str
    name: str
    issues: int
    repeats: int
    words: str
    blocked: tuple[Check, ...]
    advice: tuple[Check, ...]


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
    """A month's ranking; ``state`` is draft or frozen, ``until`` the last day to appeal."""

    month: str
    first: date
    last: date
    frozen: bool
    words: str
    rates: tuple[RateLine, ...]
    groups: tuple[TownGroup, ...]
    disputes: int
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


Tell = Callable[[int, int], None]
"""Hears what of how much is done; Cancelled out of it calls the deed off."""


class Office(Protocol):
    """Every question may be asked from any thread; deeds from the writer's thread only."""

    def make_ready(self) -> None:
        """Load what the next rooms will need, while nobody waits."""

    def initials(self, words: Sequence[str]) -> Mapping[str, str]:
        """Pinyin initials of each, by which it is found: 数据汇总 → sjhz."""

    def standing(self) -> Standing: ...

    def today(self) -> Today: ...

    def find_issues(self, wanted: Wanted, after: str | None, limit: int) -> IssuePage: ...

    def count_issues(self, wanted: Wanted) -> int: ...

    def show_issue(self, issue: str) -> IssueCase: ...

    def changes_of_issue(self, issue: str) -> Sequence[ChangeLine]: ...

    def screen_photo(self, original: Path) -> Path: ...

    def points(self) -> Sequence[PointChoice]: ...

    def standards(self, point: str) -> Sequence[StandardChoice]: ...

    def units(self) -> Sequence[UnitChoice]: ...

    def sort_photos(self, paths: Sequence[Path], tell: Tell | None = None) -> Sequence[TrayGroup]:
        """Store them and group them by visit: from here on they can be used."""

    def arrivals(self, folder: Path | None) -> Sequence[Path]:
        """Photos that came into the inbox, or ``folder``, since the last look, each told once."""

    def settle_photos(self, tell: Tell | None = None) -> Sequence[TrayGroup]:
        """Look at what was sorted since: its groups with thumbs and all that is odd."""

    def foresee(self, draft: Draft) -> Foreseen: ...

    def record(self, draft: Draft) -> Recorded: ...

    def take_back(self, label: str) -> None: ...

    def save_draft(self, text: str) -> None: ...

    def load_draft(self) -> str: ...

    def recheck(self, issue: str) -> Recheck: ...

    def verify_fix(self, issue: str, *, passed: bool, reason: str) -> Verified: ...

    def take_back_deed(self, deed: str) -> None: ...

    def rehearse(self, files: Sequence[Path], tell: Tell | None = None) -> MergeReport: ...

    def merge(self, files: Sequence[Path], tell: Tell | None = None) -> MergeReport: ...

    def undo_merge(self, batch: str) -> None: ...

    def conflicts(self) -> Sequence[ConflictLine]: ...

    def rule_on(self, rulings: Sequence[ConflictRuling]) -> None: ...

    def hand_back(self, out: Path) -> str: ...

    def devices(self) -> Sequence[DeviceLine]: ...

    def scores(self, month: str) -> MonthScores:
        """The ranking of a month; an empty one is the month that runs."""

    def trends(self, month: str) -> Trends: ...

    def town_score(self, month: str, town: str) -> TownScore: ...

    def write_paper(self, kind: str, month: str, out: Path, town: str = "") -> str:
        """Bulletin, brief, ledger or a town's statement as a file; says in words what it holds."""

    def freeze(self, month: str) -> str: ...

    def ready_units(self, month: str) -> Sequence[UnitReady]: ...

    def preview(self, unit: str, month: str) -> bytes: ...

    def marking(self) -> MarkingOffice: ...

    def register(self) -> RegisterOffice: ...

    def care(self) -> CareOffice: ...

    def ledger(self) -> LedgerOffice: ...

    def syncing(self) -> SyncOffice: ...

    def papers(self) -> PapersOffice: ...

    def assess(self) -> AssessOffice: ...

    def map(self) -> MapOffice: ...

    def visits(self) -> VisitOffice: ...
