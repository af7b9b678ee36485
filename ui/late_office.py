"""The office, opened by whoever asks first, so that the window is painted before it."""

from __future__ import annotations

import threading
from collections.abc import Callable, Sequence
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from ui.assess_office import AssessOffice
    from ui.care_office import CareOffice
    from ui.ledger_office import LedgerOffice
    from ui.map_office import MapOffice
    from ui.marking_office import MarkingOffice
    from ui.office import (
        ChangeLine,
        ConflictLine,
        ConflictRuling,
        DeviceLine,
        Draft,
        Foreseen,
        IssueCase,
        IssuePage,
        MergeReport,
        MonthScores,
        Office,
        PointChoice,
        Recheck,
        Recorded,
        StandardChoice,
        Standing,
        Tell,
        Today,
        TownScore,
        TrayGroup,
        Trends,
        UnitChoice,
        UnitReady,
        Verified,
        Wanted,
    )
    from ui.papers_office import PapersOffice
    from ui.register_office import RegisterOffice
    from ui.sync_office import SyncOffice


class LateOffice:
    """Hands every question on; ``build`` imports and opens, once, in a thread of the runner."""

    def __init__(self, build: Callable[[], Office]) -> None:
        self._build = build
        self._lock = threading.Lock()

    def make_ready(self) -> None:
        self._office.make_ready()

    def standing(self) -> Standing:
        return self._office.standing()

    def today(self) -> Today:
        return self._office.today()

    def find_issues(self, wanted: Wanted, after: str | None, limit: int) -> IssuePage:
        return self._office.find_issues(wanted, after, limit)

    def count_issues(self, wanted: Wanted) -> int:
        return self._office.count_issues(wanted)

    def show_issue(self, issue: str) -> IssueCase:
        return self._office.show_issue(issue)

    def changes_of_issue(self, issue: str) -> Sequence[ChangeLine]:
        return self._office.changes_of_issue(issue)

    def screen_photo(self, original: Path) -> Path:
        return self._office.screen_photo(original)

    def points(self) -> Sequence[PointChoice]:
        return self._office.points()

    def standards(self, point: str) -> Sequence[StandardChoice]:
        return self._office.standards(point)

    def units(self) -> Sequence[UnitChoice]:
        return self._office.units()

    def sort_photos(self, paths: Sequence[Path], tell: Tell | None = None) -> Sequence[TrayGroup]:
        return self._office.sort_photos(paths, tell)

    def foresee(self, draft: Draft) -> Foreseen:
        return self._office.foresee(draft)

    def record(self, draft: Draft) -> Recorded:
        return self._office.record(draft)

    def take_back(self, label: str) -> None:
        self._office.take_back(label)

    def save_draft(self, text: str) -> None:
        self._office.save_draft(text)

    def load_draft(self) -> str:
        return self._office.load_draft()

    def recheck(self, issue: str) -> Recheck:
        return self._office.recheck(issue)

    def verify_fix(self, issue: str, *, passed: bool, reason: str) -> Verified:
        return self._office.verify_fix(issue, passed=passed, reason=reason)

    def take_back_deed(self, deed: str) -> None:
        self._office.take_back_deed(deed)

    def rehearse(self, files: Sequence[Path], tell: Tell | None = None) -> MergeReport:
        return self._office.rehearse(files, tell)

    def merge(self, files: Sequence[Path], tell: Tell | None = None) -> MergeReport:
        return self._office.merge(files, tell)

    def undo_merge(self, batch: str) -> None:
        self._office.undo_merge(batch)

    def conflicts(self) -> Sequence[ConflictLine]:
        return self._office.conflicts()

    def rule_on(self, rulings: Sequence[ConflictRuling]) -> None:
        self._office.rule_on(rulings)

    def hand_back(self, out: Path) -> str:
        return self._office.hand_back(out)

    def devices(self) -> Sequence[DeviceLine]:
        return self._office.devices()

    def scores(self, month: str) -> MonthScores:
        return self._office.scores(month)

    def trends(self, month: str) -> Trends:
        return self._office.trends(month)

    def town_score(self, month: str, town: str) -> TownScore:
        return self._office.town_score(month, town)

    def write_paper(self, kind: str, month: str, out: Path, town: str = "") -> str:
        return self._office.write_paper(kind, month, out, town)

    def freeze(self, month: str) -> str:
        return self._office.freeze(month)

    def ready_units(self, month: str) -> Sequence[UnitReady]:
        return self._office.ready_units(month)

    def preview(self, unit: str, month: str) -> bytes:
        return self._office.preview(unit, month)

    def marking(self) -> MarkingOffice:
        return self._office.marking()

    def register(self) -> RegisterOffice:
        return self._office.register()

    def care(self) -> CareOffice:
        return self._office.care()

    def ledger(self) -> LedgerOffice:
        return self._office.ledger()

    def syncing(self) -> SyncOffice:
        return self._office.syncing()

    def papers(self) -> PapersOffice:
        return self._office.papers()

    def assess(self) -> AssessOffice:
        return self._office.assess()

    def map(self) -> MapOffice:
        return self._office.map()

    @property
    def _office(self) -> Office:
        with self._lock:
            return self._opened

    @cached_property
    def _opened(self) -> Office:
        return self._build()
