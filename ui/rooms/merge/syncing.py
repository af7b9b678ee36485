"""The mind of a sync: where to, one at a time, what stays to be seen, what is asked again."""

from typing import Protocol

from inspector.domain.errors import InspectorError, NeedsPerson
from inspector.text import _
from ui.fault_words import hint_here
from ui.office import Office
from ui.sync_office import SyncLine, SyncOutcome, SyncSetup
from ui.tasks import Report, Runner


class SyncSurface(Protocol):
    def show_sync(self, line: SyncLine | None, result: str, doubt: str) -> None:
        """The place and how it went; ``doubt`` is what a person must confirm, or empty."""

    def show_syncing(self, words: str) -> None: ...
    def show_setup(self, setup: SyncSetup) -> None: ...
    def leave_setup(self) -> None: ...
    def show_synced(self, words: str) -> None: ...
    def show_saved(self, words: str) -> None: ...
    def show_fault(self, error: InspectorError) -> None: ...


class SyncPresenter:
    """A sync that fails stays to be seen until one goes well."""

    def __init__(self, view: SyncSurface, office: Office, runner: Runner) -> None:
        self._view, self._office, self._runner = view, office, runner
        self._line: SyncLine | None = None
        self._running: Report | None = None
        self._result, self._doubt = "", ""

    def refresh(self) -> None:
        """Look how it stands; while one runs its progress is shown."""
        if self._running is None:
            self._runner.read(
                lambda: self._office.syncing().standing(), self._show, self._view.show_fault
            )

    def sync(self, *, yes: bool = False) -> None:
        """Send and fetch; where no place is set, ask for one. One that runs is not begun again."""
        if self._running is not None:
            return
        if self._line is None:
            self.set_up()
            return
        self._result, self._doubt = "", ""
        self._view.show_syncing(_("正在同步…"))
        running = Report(lambda _now, _total: None)
        self._running = running
        report = self._runner.carry_abroad(
            lambda tell: self._office.syncing().sync(tell, yes=yes),
            self._done,
            self._fail,
            self._tell,
            self._stopped,
        )
        if self._running is running:  # not over yet
            self._running = report

    def confirm(self) -> None:
        """Go past what stopped the last one."""
        if self._doubt:
            self.sync(yes=True)

    def call_off(self) -> None:
        """Stop between two pieces; what went is kept, the next one goes on from there."""
        if self._running is not None:
            self._running.cancelled = True
            self._view.show_syncing(_("正在停下…"))

    def set_up(self) -> None:
        """Ask where to and how."""
        self._runner.read(
            lambda: self._office.syncing().setup(), self._view.show_setup, self._view.show_fault
        )

    def keep(self, setup: SyncSetup) -> None:
        """Sync with this place from now on."""

        def done(words: str) -> None:
            self._result, self._doubt = words, ""
            self._view.leave_setup()
            self._view.show_saved(_("同步设置已存"))
            self.refresh()

        self._runner.write(
            lambda: self._office.syncing().set_up(setup), done, self._view.show_fault
        )

    def _show(self, line: SyncLine | None) -> None:
        self._line = line
        if self._running is None:
            self._view.show_sync(line, self._result, self._doubt)

    def _tell(self, now: int, total: int) -> None:
        if self._running is not None and not self._running.cancelled:
            left = max(total - now, 0)
            words = _("已传 {n:,} 件").format(n=now)
            self._view.show_syncing(words + (_("，还有 {n:,} 件").format(n=left) if left else ""))

    def _done(self, outcome: SyncOutcome) -> None:
        self._running = None
        self._result = said(outcome)
        self._view.show_synced(self._result)
        self.refresh()

    def _fail(self, error: InspectorError) -> None:
        self._running = None
        if isinstance(error, NeedsPerson):
            self._doubt = error.message
        else:
            self._result = hint_here(error)
        self._view.show_fault(error)
        self.refresh()

    def _stopped(self) -> None:
        self._running = None
        self._result = _("已停下，传过的都留着，下次接着传")
        self.refresh()


def said(outcome: SyncOutcome) -> str:
    """What a sync did, in words: always its counts, never a bare “done”."""
    words = _(
        "发出 {sent}，确认 {acknowledged}；收到 {received}；剩余 {left}，失败 {failed}"
    ).format(
        sent=outcome.sent,
        acknowledged=outcome.acknowledged,
        received=outcome.received,
        left=outcome.left,
        failed=outcome.failed,
    )
    if outcome.conflicts:
        words += _("；冲突 {n} 处").format(n=outcome.conflicts)
    return "\n".join((words, *outcome.words))
