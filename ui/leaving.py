"""The mind of closing: what nobody else has yet is offered to be synced, once."""

from collections.abc import Callable
from typing import Protocol

from inspector.domain.errors import InspectorError
from inspector.text import _
from ui.office import Office
from ui.sync_clock import is_metered
from ui.sync_office import AtClosing, SyncOutcome
from ui.tasks import Report, Runner


class LeavingSurface(Protocol):
    """Its person answers by :meth:`Leaving.sync_first`, ``leave_now`` or ``stay``."""

    def obey(self, leaving: "Leaving") -> None: ...
    def ask(self, words: str) -> None: ...
    def show_syncing(self, words: str) -> None: ...
    def show_fault(self, words: str) -> None:
        """The sync did not come through; everything is here, and leaving is still a choice."""

    def step_back(self) -> None:
        """The person stays: nothing of the question is left to be seen."""

    def leave(self) -> None:
        """Close the window."""


class Leaving:
    """Who asks to close a second time closes, whatever runs; what went is kept.

    What is new is known beforehand, so that closing waits for no answer.
    """

    def __init__(
        self,
        view: LeavingSurface,
        office: Office,
        runner: Runner,
        *,
        metered: Callable[[], bool] = is_metered,
    ) -> None:
        self._view, self._office, self._runner, self._metered = view, office, runner, metered
        self._found = AtClosing()
        self._is_asked = False
        self._running: Report | None = None
        view.obey(self)

    def look(self) -> None:
        """Learn what is new; where that cannot be told, closing asks nothing."""
        self._runner.read(
            lambda: self._office.syncing().at_closing(), self._learn, lambda _error: None
        )

    def may_leave(self) -> bool:
        """Whether the window closes at once; else the person is asked, or a sync runs first."""
        found = self._found
        if self._is_asked or not found.news or found.wish == "never":
            self._call_off()
            return True
        self._is_asked = True
        if found.wish == "always" and not (found.waits and self._metered()):
            self.sync_first()
        else:
            self._view.ask(_("有 {n:,} 处变更别处还没有。").format(n=found.news))
        return False

    def sync_first(self) -> None:
        """Sync, then close."""
        if self._running is not None:
            return
        self._view.show_syncing(_("正在同步…"))
        running = Report(lambda _now, _total: None)
        self._running = running
        report = self._runner.carry_abroad(
            lambda tell: self._office.syncing().sync(tell, yes=False, metered=self._metered()),
            self._done,
            self._fail,
            self._tell,
            self._rest,
        )
        if self._running is running:  # not over yet
            self._running = report

    def leave_now(self) -> None:
        """Close without it; what went is kept, and the next sync goes on from there."""
        self._call_off()
        self._view.leave()

    def stay(self) -> None:
        """Work on; the next close asks again."""
        self._call_off()
        self._rest()
        self._is_asked = False
        self._view.step_back()

    def _learn(self, found: AtClosing) -> None:
        self._found = found

    def _call_off(self) -> None:
        if self._running is not None:
            self._running.cancelled = True

    def _tell(self, now: int, total: int) -> None:
        if self._running is not None and not self._running.cancelled:
            left = max(total - now, 0)
            words = _("已传 {n:,} 件").format(n=now)
            self._view.show_syncing(words + (_("，还有 {n:,} 件").format(n=left) if left else ""))

    def _done(self, _outcome: SyncOutcome) -> None:
        was_called_off = self._running is not None and self._running.cancelled
        self._rest()
        if self._is_asked and not was_called_off:
            self._view.leave()

    def _fail(self, error: InspectorError) -> None:
        self._rest()
        if self._is_asked:
            self._view.show_fault(error.message)

    def _rest(self) -> None:
        self._running = None
