"""What the window asks of the office, in the window's words; presenters know no more than this."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from ui.assess_office import AssessOffice
    from ui.capture_told import (
        Draft,
        Foreseen,
        PointChoice,
        Recorded,
        StandardChoice,
        TrayGroup,
        UnitChoice,
    )
    from ui.care_office import CareOffice
    from ui.home_told import Standing, Today
    from ui.issue_told import ChangeLine, IssueCase, IssuePage, Wanted
    from ui.ledger_office import LedgerOffice
    from ui.map_office import MapOffice
    from ui.marking_office import MarkingOffice
    from ui.merge_told import ConflictLine, ConflictRuling, DeviceLine, MergeReport
    from ui.notice_told import Round, UnitReady
    from ui.papers_office import PapersOffice
    from ui.recheck_told import Recheck, Verified
    from ui.register_office import RegisterOffice
    from ui.score_told import MonthScores, TownScore, Trends
    from ui.sync_office import SyncOffice
    from ui.visit_office import VisitOffice

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

    def write_patrol(self, out: Path) -> str:
        """What is open at today's points, to take along: PDF, or PNG by the name."""

    def freeze(self, month: str) -> str: ...

    def ready_units(self, wanted: Round = ...) -> Sequence[UnitReady]:
        """Units with issues nobody was told of."""

    def preview(self, unit: str, wanted: Round) -> bytes: ...

    def marking(self) -> MarkingOffice: ...

    def register(self) -> RegisterOffice: ...

    def care(self) -> CareOffice: ...

    def ledger(self) -> LedgerOffice: ...

    def syncing(self) -> SyncOffice: ...

    def papers(self) -> PapersOffice: ...

    def assess(self) -> AssessOffice: ...

    def map(self) -> MapOffice: ...

    def visits(self) -> VisitOffice: ...
