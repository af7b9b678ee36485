"""The mind of the register (登记簿): which papers are shown, and the deeds on the chosen ones."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Protocol, TypeVar

from inspector.text import _
from ui.fault_words import hint_here
from ui.papers_office import PaperLine, PaperState

if TYPE_CHECKING:
    from inspector.domain.errors import InspectorError
    from ui.office import Office
    from ui.tasks import Runner

T = TypeVar("T")
S = PaperState
_NOT_OUT = frozenset({S.DRAFT, S.NUMBERED})


class PapersSurface(Protocol):
    def show_choices(self, units: Sequence[tuple[str, str]]) -> None: ...
    def show_papers(
        self, lines: Sequence[PaperLine], ticked: frozenset[str], words: str
    ) -> None: ...
    def show_deeds(self, chosen: PaperLine | None, ticked: int) -> None: ...
    def show_paper(self, name: str, paper: bytes) -> None: ...
    def show_no_paper(self, words: str) -> None: ...
    def show_saved(self, words: str) -> None: ...
    def show_fault(self, error: InspectorError) -> None: ...
    def print_papers(self, papers: Sequence[bytes]) -> None: ...
    def bind_papers(self, notices: Sequence[str]) -> None: ...
    def stand_on(self, notice: str) -> None: ...


class PapersPresenter:
    """Deeds go to the ticked papers, else to the one that is chosen."""

    def __init__(self, view: PapersSurface, office: Office, runner: Runner) -> None:
        self._view, self._office, self._runner = view, office, runner
        self._lines: tuple[PaperLine, ...] = ()
        self._ticked: frozenset[str] = frozenset()
        self._state, self._unit = "", ""
        self._chosen = ""
        self._shown = ""
        self._is_doing = False

    def refresh(self) -> None:
        """Ask for the register; what is chosen stays chosen."""
        self._shown = ""
        self._runner.read(
            lambda: self._office.papers().listing(), self._take, self._view.show_fault
        )

    def filter(self, *, state: str | None = None, unit: str | None = None) -> None:
        """Show only papers in a state, or of a unit; empty for all."""
        self._state = self._state if state is None else state
        self._unit = self._unit if unit is None else unit
        self._show()

    def choose(self, notice: str) -> None:
        """Show the paper as it was issued, and what can be done with it."""
        self._chosen = notice
        line = self.chosen()
        self._view.show_deeds(line, len(self._ticked))
        if line is None or notice == self._shown:
            return
        self._shown = notice
        self._view.show_no_paper(_("正在取原件…"))

        def show(paper: bytes) -> None:
            if self._shown == notice:
                self._view.show_paper(line.number, paper)

        def fail(error: InspectorError) -> None:
            if self._shown == notice:
                self._view.show_no_paper(f"{error.message}{hint_here(error)}")

        self._runner.read(lambda: self._office.papers().paper(notice), show, fail)

    def chosen(self) -> PaperLine | None:
        return next((one for one in self._lines if one.notice == self._chosen), None)

    def tick(self, notice: str) -> None:
        self._ticked = self._ticked ^ {notice}
        self._show()

    def tick_all(self) -> None:
        """Tick every paper that is shown; a second time none."""
        every = frozenset(one.notice for one in self._filtered())
        self._ticked = frozenset() if self._ticked == every else every
        self._show()

    def meant(self) -> tuple[PaperLine, ...]:
        """The ticked papers, else the chosen one."""
        ticked = tuple(one for one in self._lines if one.notice in self._ticked)
        line = self.chosen()
        return ticked or ((line,) if line else ())

    def sign(self) -> None:
        """Sign what was handed in, or was signed before; it gets its number."""
        line = self.chosen()
        if line is not None and line.state in (S.SUBMITTED, S.SIGNED):
            words = _("已签发 {number}") if line.state is S.SUBMITTED else _("已编号 {number}")
            self._do(
                lambda: self._office.papers().sign(line.notice, numbered=True),
                lambda number: words.format(number=number),
            )

    def sign_only(self) -> None:
        """Sign what was handed in; who keeps the numbers gives it one later."""
        line = self.chosen()
        if line is not None and line.state is S.SUBMITTED:
            self._do(
                lambda: self._office.papers().sign(line.notice, numbered=False),
                lambda label: _("已签发 {label}，待编号").format(label=label),
            )

    def deliver(self) -> None:
        """Note that papers were handed over; only those that are out and not yet delivered."""
        going = [one.notice for one in self.meant() if one.state in _NOT_OUT]
        if going:
            self._do(
                lambda: self._office.papers().deliver(going),
                lambda count: _("已登记送达 {n} 份").format(n=count),
            )

    def acknowledge(self, scan: Path) -> None:
        """File the stamped slip of the chosen paper."""
        line = self.chosen()
        if line is not None:
            self._do(
                lambda: self._office.papers().acknowledge(line.notice, scan),
                lambda _nothing: _("已签收 {number}").format(number=line.number),
            )

    def void(self, why: str) -> None:
        """Withdraw the chosen paper; its number and bytes stay in the register."""
        line = self.chosen()
        if line is not None and line.state is not S.VOID:
            self._do(
                lambda: self._office.papers().void(line.notice, why),
                lambda _nothing: _("已作废 {number}").format(number=line.number),
            )

    def reissue(self, why: str) -> None:
        """Withdraw the chosen paper and issue another in its place."""
        line = self.chosen()
        if line is not None and line.state is not S.VOID:
            words = _("已作废 {number}，重发 {numbers}")
            self._do(
                lambda: self._office.papers().reissue(line.notice, why),
                lambda numbers: words.format(number=line.number, numbers="、".join(numbers)),
            )

    def write_word(self, out: Path) -> None:
        line = self.chosen()
        if line is not None:
            self._do(
                lambda: self._office.papers().write_word(line.notice, out),
                lambda _nothing: _("已写好 {file}").format(file=out.name),
            )

    def word_name(self) -> str:
        line = self.chosen()
        return f"{line.number}-{line.unit_name}-{line.kind}.docx" if line else ""

    def print(self) -> None:
        """Fetch the meant papers as they were issued and print them."""
        names = [one.notice for one in self.meant()]
        if names:
            papers = self._office.papers
            self._runner.read(
                lambda: [papers().paper(name) for name in names],
                self._view.print_papers,
                self._view.show_fault,
            )

    def bind(self) -> None:
        """Put the meant papers into one file, oldest first.

        Among papers that are out, those handed in and those withdrawn are left aside.
        """
        meant = tuple(reversed(self.meant()))
        out = tuple(one for one in meant if one.state not in (S.SUBMITTED, S.VOID))
        if 0 < len(out) < len(meant):
            words = _("送审和作废的 {n} 份不合并")
            self._view.show_saved(words.format(n=len(meant) - len(out)))
        if meant:
            self._view.bind_papers([one.notice for one in out or meant])

    def units(self) -> tuple[str, ...]:
        """Units of the meant papers, to be packed for."""
        return tuple(dict.fromkeys(one.unit for one in self.meant()))

    def _do(self, deed: Callable[[], T], words: Callable[[T], str]) -> None:
        """One deed at a time; afterwards the register is read anew."""
        if self._is_doing:
            return
        self._is_doing = True

        def done(answer: T) -> None:
            self._is_doing = False
            self._ticked = frozenset()
            self._view.show_saved(words(answer))
            self.refresh()

        def failed(error: InspectorError) -> None:
            self._is_doing = False
            self._view.show_fault(error)
            self.refresh()  # of several papers some may have gone through

        self._runner.write(deed, done, failed)

    def _take(self, lines: Sequence[PaperLine]) -> None:
        self._lines = tuple(lines)
        self._ticked &= {one.notice for one in lines}
        units = dict(sorted({one.unit: one.unit_name for one in lines}.items()))
        self._view.show_choices([("", _("全部单位")), *units.items()])
        self._show()

    def _filtered(self) -> list[PaperLine]:
        return [
            one
            for one in self._lines
            if self._state in ("", one.state.name) and self._unit in ("", one.unit)
        ]

    def _show(self) -> None:
        shown = self._filtered()
        words = _("{n} 份").format(n=len(shown))
        waiting = sum(one.state in _NOT_OUT for one in shown)
        words += _(" · 待送达 {n}").format(n=waiting) if waiting else ""
        self._view.show_papers(shown, self._ticked, words)
        keys = [one.notice for one in shown]
        if self._chosen not in keys:
            self._chosen = keys[0] if keys else ""
        if self._chosen:
            self._view.stand_on(self._chosen)
            self.choose(self._chosen)
        else:
            self._view.show_deeds(None, 0)
            self._view.show_no_paper(
                _("没有符合的文书。去掉条件再看")
                if self._lines
                else _("登记簿里还没有文书。签发后在这里登记送达")
            )
