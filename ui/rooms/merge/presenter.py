"""The mind of 数据汇总: what was dropped in, what it would change, what it changed."""

from collections.abc import Sequence
from pathlib import Path
from typing import Protocol

from inspector.domain.errors import InspectorError
from inspector.text import _
from ui.merge_told import ConflictRuling, DeviceLine, MergeReport
from ui.office import Office, Tell
from ui.rooms.merge.deciding import ConflictPresenter, ConflictSurface
from ui.tasks import Report, Runner

TAKES_PART = ("merged", "partial", "waiting")


class MergeSurface(ConflictSurface, Protocol):
    def show_report(self, report: MergeReport | None, words: str) -> None: ...
    def show_ready(self, count: int) -> None: ...
    def show_progress(self, words: str, percent: int) -> None: ...
    def show_devices(self, devices: Sequence[DeviceLine]) -> None: ...
    def show_merged(self, words: str, batch: str) -> None: ...
    def show_saved(self, words: str) -> None: ...
    def show_fault(self, error: InspectorError) -> None: ...


class MergePresenter:
    """Every file is rehearsed together with those already here; merging asks nothing more."""

    def __init__(self, view: MergeSurface, office: Office, runner: Runner) -> None:
        self._view, self._office, self._runner = view, office, runner
        self._files: tuple[Path, ...] = ()
        self._busy = False
        self._merged: MergeReport | None = None
        self._running: Report | None = None
        self.deciding = ConflictPresenter(
            view, office, runner, lambda: view.show_saved(_("已定")), view.show_fault
        )

    def refresh(self) -> None:
        self._runner.read(self._office.devices, self._view.show_devices, self._view.show_fault)
        if not self._files:
            self._show_result()
            self._show_open_conflicts()

    def _show_result(self) -> None:
        """What was merged last stays in sight until something else is dropped in."""
        words = _("已汇入，汇入前的备份已存好") if self._merged else ""
        self._view.show_report(self._merged, words)

    def _show_open_conflicts(self) -> None:
        self._runner.read(
            self._office.conflicts,
            lambda found: self.deciding.show(found, rehearsed=False),
            self._view.show_fault,
        )

    def take_in(self, files: Sequence[Path]) -> None:
        """Say what these files, with those dropped before, would change; nothing is changed."""
        self._files = tuple(dict.fromkeys([*self._files, *files]))
        chosen = self._files
        if not chosen:
            return
        self._merged = None
        words = _("正在预演 {n} 个文件…").format(n=len(chosen))
        self._view.show_report(None, words)

        def show(report: MergeReport) -> None:
            if chosen == self._files:
                self._view.show_report(report, _("还没有改动任何数据"))
                self._view.show_ready(sum(one.status in TAKES_PART for one in report.files))
                self.deciding.show(report.contested, rehearsed=True)

        self._running = self._runner.carry_out(
            lambda tell: self._office.rehearse(chosen, tell),
            show,
            self._fail,
            self._tell(words),
            lambda: None,
        )

    def merge(self) -> None:
        """Take in what was rehearsed, after a backup; the whole batch can be undone.

        What was decided during the rehearsal is carried out with it; the rest stays open.
        """
        chosen = self._files
        if not chosen or self._busy:
            return
        self._busy = True
        rulings = self.deciding.hand_over()

        def done(report: MergeReport) -> None:
            self._busy, self._files, self._merged = False, (), report
            self._show_result()
            self._view.show_ready(0)
            count = sum(one.status in TAKES_PART for one in report.files)
            words = _("已汇入 {n} 个数据包，新增 {new:,}").format(n=count, new=report.new)
            self._view.show_merged(words, report.batch)
            self._rule_on(rulings)

        def fail(error: InspectorError) -> None:
            self.deciding.give_back(rulings)
            self._fail(error)

        def stopped() -> None:
            self._busy = False
            self._view.show_saved(_("已停下，什么也没有汇入"))

        words = _("正在汇入 {n} 个文件…").format(n=len(chosen))
        self._running = self._runner.carry_out(
            lambda tell: self._office.merge(chosen, tell), done, fail, self._tell(words), stopped
        )

    def _rule_on(self, rulings: Sequence[ConflictRuling]) -> None:
        """Carry out what was decided before; whatever becomes of it, the merge is done."""

        def fail(error: InspectorError) -> None:
            self._view.show_fault(error)
            self.refresh()

        self._runner.write(
            lambda: self._office.rule_on(rulings), lambda _nothing: self.refresh(), fail
        )

    def undo(self, batch: str) -> None:
        def done(_nothing: None) -> None:
            self._merged = None
            self._view.show_saved(_("已整批撤销"))
            self.refresh()

        self._runner.write(lambda: self._office.undo_merge(batch), done, self._view.show_fault)

    def hand_back(self, out: Path) -> None:
        """Everything known here as one file, to be carried to every laptop."""
        self._runner.write(
            lambda: self._office.hand_back(out), self._view.show_saved, self._view.show_fault
        )

    def _tell(self, words: str) -> Tell:
        return lambda now, total: self._view.show_progress(words, now * 100 // total)

    def forget(self) -> None:
        """Take the files off the table again; a deed that runs is called off, without a trace."""
        if self._running is not None:
            self._running.cancelled = True
        self._files, self._merged = (), None
        self._view.show_report(None, "")
        self._view.show_ready(0)
        self._show_open_conflicts()

    def _fail(self, error: InspectorError) -> None:
        self._busy = False
        self._view.show_report(None, "")
        self._view.show_fault(error)
