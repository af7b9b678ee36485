"""The mind of 复查销号: which reply is looked at, what was decided, what comes next."""

from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Protocol

from inspector.domain.errors import InspectorError
from inspector.text import _
from ui.issue_told import IssueLine, IssuePage, Wanted
from ui.office import Office
from ui.recheck_told import Recheck, Verified
from ui.tasks import Runner

AT_ONCE = 200
REPLIED = Wanted(states=frozenset({"REPLIED"}))
REASONS = (_("未清理干净"), _("不是同一处"), _("照片看不清"), _("只做表面"))


class RecheckSurface(Protocol):
    def show_queue(self, lines: Sequence[IssueLine], total: int) -> None: ...
    def stand_on(self, issue: str) -> None: ...
    def show_recheck(self, recheck: Recheck | None, photo: int) -> None: ...
    def show_asking(self, *, asking: bool) -> None: ...
    def show_tally(self, words: str) -> None: ...
    def show_verified(self, verified: Verified) -> None: ...
    def show_taken_back(self, verified: Verified) -> None: ...
    def show_fault(self, error: InspectorError) -> None: ...


class RecheckPresenter:
    """One reply after the other; a decision leads to the next one."""

    def __init__(
        self, view: RecheckSurface, office: Office, runner: Runner, now: Callable[[], datetime]
    ) -> None:
        self._view, self._office, self._runner, self._now = view, office, runner, now
        self._queue: list[IssueLine] = []
        self._shown: Recheck | None = None
        self._photo = 0
        self._asking = False
        self._deciding = ""
        self._passed, self._returned = 0, 0
        self._decided: dict[str, tuple[str, bool]] = {}  # by its deed: which issue, and how
        self._brought = ""
        self._asked = 0
        self.issue = ""

    def refresh(self) -> None:
        brought = self._brought
        self._asked += 1
        asked = self._asked

        def fetch() -> tuple[IssuePage, IssueLine | None]:
            page = self._office.find_issues(REPLIED, None, AT_ONCE)
            waits = not brought or any(line.issue == brought for line in page.lines)
            return page, None if waits else self._office.recheck(brought).line

        def show(found: tuple[IssuePage, IssueLine | None]) -> None:
            if asked == self._asked:  # else asked before another issue was brought
                self._take_queue(*found)

        self._runner.read(fetch, show, self._view.show_fault)

    def bring(self, issue: str) -> None:
        """Look at this one now; one that nobody answered yet stands before those that wait."""
        self._brought = self.issue = issue
        self._shown = None  # a key pressed before it shows decides nothing
        self._ask(asking=False)
        self.refresh()

    def choose(self, issue: str) -> None:
        """Read the reply of the row the person stands on."""
        if issue == self.issue and self._shown is not None:
            return
        self.issue, self._shown = issue, None
        self._ask(asking=False)

        def show(recheck: Recheck) -> None:
            if recheck.line.issue == self.issue:
                self._shown, self._photo = recheck, 0
                self._view.show_recheck(recheck, 0)

        self._runner.read(lambda: self._office.recheck(issue), show, self._view.show_fault)

    def step_photo(self, by: int) -> None:
        """The photo pair before or after."""
        if self._shown is not None:
            most = max(len(self._shown.before), len(self._shown.after)) - 1
            self._photo = min(max(self._photo + by, 0), max(most, 0))
            self._view.show_recheck(self._shown, self._photo)

    def pass_it(self) -> None:
        self._decide(passed=True, reason="")

    def ask_reason(self) -> None:
        """A return needs its reason: the next digit names it."""
        if self._shown is not None:
            self._ask(asking=not self._asking)

    def take_reason(self, number: int) -> None:
        """The reason of that key, 1 to 4; nothing where no return was asked for."""
        if self._asking:
            self.send_back(REASONS[number - 1])

    def send_back(self, reason: str) -> None:
        if reason.strip():
            self._decide(passed=False, reason=reason.strip())

    def take_back(self, verified: Verified) -> None:
        """Undo a decision; its case is looked at again."""

        def done(_nothing: None) -> None:
            issue, passed = self._decided.pop(verified.deed)
            self._passed, self._returned = self._passed - passed, self._returned - (not passed)
            self._view.show_taken_back(verified)
            self.bring(issue)

        self._runner.write(
            lambda: self._office.take_back_deed(verified.deed), done, self._view.show_fault
        )

    def _decide(self, *, passed: bool, reason: str) -> None:
        issue = self.issue
        if self._shown is None or self._deciding == issue:
            return  # nothing is shown yet, or a second press while the first is on its way
        self._deciding = issue

        def done(verified: Verified) -> None:
            self._deciding = ""
            self._passed, self._returned = self._passed + passed, self._returned + (not passed)
            self._decided[verified.deed] = (issue, passed)
            self._view.show_verified(verified)
            self._go_on(issue)

        def failed(error: InspectorError) -> None:
            self._deciding = ""
            self._view.show_fault(error)

        self._runner.write(
            lambda: self._office.verify_fix(issue, passed=passed, reason=reason), done, failed
        )

    def _go_on(self, issue: str) -> None:
        """The next row takes the place of the one that is done."""
        order = [line.issue for line in self._queue]
        at = order.index(issue) if issue in order else 0
        rest = order[at + 1 :] + order[:at]
        self.issue, self._shown, self._brought = rest[0] if rest else "", None, ""
        self._ask(asking=False)
        self.refresh()

    def _take_queue(self, page: IssuePage, unanswered: IssueLine | None) -> None:
        waiting = sorted(page.lines, key=lambda line: (-line.late_days, line.found_at))
        self._queue = waiting if unanswered is None else [unanswered, *waiting]
        known = [line.issue for line in self._queue]
        wanted = self.issue if self.issue in known else next(iter(known), "")
        self._view.show_queue(self._queue, page.total)  # its list stands on the row it stood on
        done = self._passed + self._returned
        words = _("今天已复查 {n} 件 · 退回 {back}").format(n=done, back=self._returned)
        self._view.show_tally(words if done else "")
        if not known:
            self.issue, self._shown = "", None
            self._view.show_recheck(None, 0)
            return
        self._view.stand_on(wanted)
        self.choose(wanted)

    def _ask(self, *, asking: bool) -> None:
        self._asking = asking
        self._view.show_asking(asking=asking)
