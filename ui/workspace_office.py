"""The office over a workspace on disk: the window's questions put to inspector.app.

Each room's answers are imported with its first question, so that the workbench shows at once.
"""

import threading
from collections import deque
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from inspector.app import at_the_desk, drafts, ledger, period, sync_state, upkeep
from inspector.app.workspace import Workspace, open_workspace, stay_over
from inspector.domain.errors import InspectorError
from inspector.domain.issue_filter import IssueFilter
from ui.assess_office import AssessOffice
from ui.calling_off import Cancelled
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
from ui.case_words import changes_of
from ui.home_told import Standing, Today
from ui.issue_answers import case_of, line_of, screen_photo
from ui.issue_told import ChangeLine, IssueCase, IssuePage, Wanted
from ui.ledger_office import LedgerOffice
from ui.map_office import MapOffice
from ui.marking_office import MarkingOffice
from ui.merge_told import ConflictLine, ConflictRuling, DeviceLine, MergeReport
from ui.notice_told import EVERYTHING, Round, UnitReady
from ui.office import Tell
from ui.papers_office import PapersOffice
from ui.recheck_told import Recheck, Verified
from ui.register_office import RegisterOffice
from ui.score_told import MonthScores, TownScore, Trends
from ui.sync_office import SyncOffice
from ui.today_words import today_of
from ui.visit_office import VisitOffice

if TYPE_CHECKING:
    from inspector.app.inbox import Look
    from inspector.app.take_in import StoredBatch

FINDING = "finding"  # the form whose draft is kept


class WorkspaceOffice:
    """Answers from any thread: each has a workspace of its own."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._mine = threading.local()
        self._register_age = 0
        self._inbox_looks: dict[Path, Look] = {}
        self._unsettled: deque[StoredBatch] = deque()  # stored, not yet looked at
        self._file: int | None = None
        self._file = self._ws().file  # what is no workspace is told before the window opens

    def make_ready(self) -> None:
        from ui import capture_answers

        capture_answers.standards_for(self._ws(), "")

    def initials(self, words: Sequence[str]) -> Mapping[str, str]:
        from inspector.app.district import initials

        return {one: initials(one) for one in words}

    def standing(self) -> Standing:
        ws = self._ws()
        return Standing(
            office=str(ws.register.office.get("name") or ""),
            district=ws.name,
            person=at_the_desk.person_name(ws, ws.person) or ws.device,
            zone=ws.register.zone,
            known_until=ws.known_until,
            issues=upkeep.count_issues(ws),
            to_hand_over=sync_state.to_hand_over(ws),
        )

    def today(self) -> Today:
        return today_of(self, self._ws(), has_draft=bool(self.load_draft()))

    def find_issues(self, wanted: Wanted, after: str | None, limit: int) -> IssuePage:
        ws = self._ws()
        page = ledger.find_issues(ws, self._filter(wanted), after=after, limit=limit)
        return IssuePage(
            lines=tuple(line_of(one) for one in page.issues), next=page.next, total=page.total
        )

    def count_issues(self, wanted: Wanted) -> int:
        return self.find_issues(wanted, None, 1).total

    def show_issue(self, issue: str) -> IssueCase:
        return case_of(self._ws(), issue)

    def changes_of_issue(self, issue: str) -> Sequence[ChangeLine]:
        return changes_of(ledger.changes_of_issue(self._ws(), issue))

    def screen_photo(self, original: Path) -> Path:
        return screen_photo(self._ws(), original)

    def points(self) -> Sequence[PointChoice]:
        register = self._ws().register
        types, areas, initials = register.point_types, register.area, register.initials("point")
        shown = []
        for point in register.points:
            kind, town = types.get(point.type), areas(point.town)
            shown.append(
                PointChoice(
                    code=point.code,
                    name=point.name,
                    initials=initials.get(point.code, ""),
                    type_name=kind.name if kind else point.type,
                    town_name=town.name if town else "",
                    spots=point.spots,
                )
            )
        return shown

    def standards(self, point: str) -> Sequence[StandardChoice]:
        from ui import capture_answers

        return capture_answers.standards_for(self._ws(), point)

    def units(self) -> Sequence[UnitChoice]:
        from ui import capture_answers

        return capture_answers.units_to_choose(self._ws())

    def sort_photos(self, paths: Sequence[Path], tell: Tell | None = None) -> Sequence[TrayGroup]:
        from ui import capture_answers

        batch, groups = capture_answers.sort_photos(self._ws(), paths, tell)
        self._unsettled.append(batch)
        return groups

    def arrivals(self, folder: Path | None) -> Sequence[Path]:
        ws = self._ws()
        place = folder or ws.inbox
        if not place.is_dir() or not any(place.iterdir()):
            return ()  # the usual case needs none of the code that reads photos
        from inspector.app import inbox

        new, self._inbox_looks[place] = inbox.new_in(
            ws, place, self._inbox_looks.get(place, inbox.Look())
        )
        return new

    def settle_photos(self, tell: Tell | None = None) -> Sequence[TrayGroup]:
        from ui import capture_answers

        batches = []
        while self._unsettled:
            batches.append(self._unsettled.popleft())
        try:
            return capture_answers.settle_photos(self._ws(), batches, tell)
        except (Cancelled, InspectorError):
            self._unsettled.extendleft(reversed(batches))  # looked at with the next
            raise

    def foresee(self, draft: Draft) -> Foreseen:
        from ui import capture_answers

        return capture_answers.foresee(self._ws(), draft)

    def record(self, draft: Draft) -> Recorded:
        from ui import capture_answers

        return capture_answers.record(self._ws(), draft)

    def take_back(self, label: str) -> None:
        from ui import capture_answers

        capture_answers.take_back(self._ws(), label)

    def save_draft(self, text: str) -> None:
        if text:
            drafts.keep(self._ws(), FINDING, text)
        else:
            drafts.drop(self._ws(), FINDING)

    def load_draft(self) -> str:
        left = drafts.left(self._ws(), FINDING)
        return left.body if left else ""

    def recheck(self, issue: str) -> Recheck:
        from ui import recheck_answers

        return recheck_answers.recheck_of(self._ws(), issue)

    def verify_fix(self, issue: str, *, passed: bool, reason: str) -> Verified:
        from ui import recheck_answers

        return recheck_answers.verify_fix(self._ws(), issue, passed=passed, reason=reason)

    def take_back_deed(self, deed: str) -> None:
        from ui import recheck_answers

        recheck_answers.take_back(self._ws(), deed)

    def rehearse(self, files: Sequence[Path], tell: Tell | None = None) -> MergeReport:
        from ui import merge_answers

        return merge_answers.merge(self._ws(), files, tell, rehearse=True)

    def merge(self, files: Sequence[Path], tell: Tell | None = None) -> MergeReport:
        from ui import merge_answers

        try:
            return merge_answers.merge(self._ws(), files, tell, rehearse=False)
        finally:
            self._age()

    def undo_merge(self, batch: str) -> None:
        from ui import merge_answers

        merge_answers.undo(self._ws(), batch)
        self._age()

    def conflicts(self) -> Sequence[ConflictLine]:
        from ui import merge_answers

        return merge_answers.conflicts(self._ws())

    def rule_on(self, rulings: Sequence[ConflictRuling]) -> None:
        from ui import merge_answers

        merge_answers.rule_on(self._ws(), rulings)

    def hand_back(self, out: Path) -> str:
        from ui import merge_answers

        return merge_answers.hand_back(self._ws(), out)

    def devices(self) -> Sequence[DeviceLine]:
        from ui import merge_answers

        return merge_answers.devices(self._ws())

    def scores(self, month: str) -> MonthScores:
        from ui import score_answers

        return score_answers.scores(self._ws(), month)

    def trends(self, month: str) -> Trends:
        from ui import score_answers

        return score_answers.trends(self._ws(), month)

    def town_score(self, month: str, town: str) -> TownScore:
        from ui import score_answers

        return score_answers.town_score(self._ws(), month, town)

    def write_paper(self, kind: str, month: str, out: Path, town: str = "") -> str:
        from ui import score_answers

        return score_answers.write_paper(self._ws(), kind, month, out, town)

    def write_patrol(self, out: Path) -> str:
        from ui import score_answers

        return score_answers.write_patrol(self._ws(), out)

    def freeze(self, month: str) -> str:
        from ui import score_answers

        return score_answers.freeze(self._ws(), month)

    def ready_units(self, wanted: Round = EVERYTHING) -> Sequence[UnitReady]:
        from ui import notice_answers

        return notice_answers.ready_units(self._ws(), wanted)

    def preview(self, unit: str, wanted: Round) -> bytes:
        from ui import notice_answers

        return notice_answers.preview(self._ws(), unit, wanted)

    def marking(self) -> MarkingOffice:
        from ui.marking_answers import MarkingAnswers

        return MarkingAnswers(self._ws)

    def register(self) -> RegisterOffice:
        from ui.register_answers import RegisterAnswers

        return RegisterAnswers(self._ws, self._age)

    def care(self) -> CareOffice:
        from ui.care_answers import CareAnswers

        return CareAnswers(self._ws, self._age)

    def ledger(self) -> LedgerOffice:
        from ui.ledger_answers import LedgerAnswers

        return LedgerAnswers(self._ws, self._filter)

    def syncing(self) -> SyncOffice:
        from ui.sync_answers import SyncAnswers

        return SyncAnswers(self._ws, self._age)

    def papers(self) -> PapersOffice:
        from ui.papers_answers import PapersAnswers

        return PapersAnswers(self._ws, self._age)

    def assess(self) -> AssessOffice:
        from ui.assess_answers import AssessAnswers

        return AssessAnswers(self._ws)

    def map(self) -> MapOffice:
        from ui.map_answers import MapAnswers

        return MapAnswers(self._ws, self._age)

    def visits(self) -> VisitOffice:
        from ui.visit_answers import VisitsAnswered

        return VisitsAnswered(self._ws)

    def close(self) -> None:
        """Close what this thread opened; the others end with their threads."""
        ws: Workspace | None = getattr(self._mine, "ws", None)
        if ws is not None:
            ws.close()
            del self._mine.ws

    def _ws(self) -> Workspace:
        """This thread's own; all of them over the one file, or none."""
        stay_over(self._folder, self._file)
        if not hasattr(self._mine, "ws"):
            self._mine.ws, self._mine.age = open_workspace(self._folder), self._register_age
        mine: Workspace = self._mine.ws
        if self._mine.age != self._register_age:
            self._mine.age = self._register_age
            mine.reread()
            at_the_desk.look_again(mine)
        return mine

    def _age(self) -> None:
        """Another register, or another person: every thread looks again before it answers."""
        self._register_age += 1

    def _filter(self, wanted: Wanted) -> IssueFilter:
        ws = self._ws()
        since, until = period.span(ws, month=wanted.month or None)
        towns = [one.code for one in ws.register.areas.get("town", ()) if one.name == wanted.town]
        return IssueFilter(
            text=wanted.text,
            points=(wanted.point,) if wanted.point else (),
            towns=tuple(towns),
            units=(wanted.unit,) if wanted.unit else (),
            standards=(wanted.standard,) if wanted.standard else (),
            states=tuple(sorted(name.lower() for name in wanted.states)),
            verdicts=("candidate",) if wanted.candidate else (),
            late=wanted.late,
            repeat=wanted.repeat,
            since=since,
            until=until,
        )
