"""The mind of 扣分明细: whose month is looked at and written."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from inspector.text import _
from ui.assess_office import Payer
from ui.fault_words import hint_here

if TYPE_CHECKING:
    from inspector.domain.errors import InspectorError
    from ui.office import Office
    from ui.tasks import Runner


class StatementSurface(Protocol):
    def show_payers(self, payers: Sequence[Payer]) -> None: ...
    def show_paper(self, name: str, paper: bytes) -> None: ...
    def show_no_paper(self, words: str) -> None: ...
    def show_saved(self, words: str) -> None: ...
    def show_fault(self, error: InspectorError) -> None: ...
    def stand_on(self, code: str) -> None: ...


class StatementPresenter:
    """Towns first, then units; sought by any part of the name."""

    def __init__(
        self, view: StatementSurface, office: Office, runner: Runner, month: Callable[[], str]
    ) -> None:
        self._view, self._office, self._runner, self._month = view, office, runner, month
        self._payers: tuple[Payer, ...] = ()
        self._sought = ""
        self._chosen = ""

    def open(self, code: str) -> None:
        """The list, standing on a town or unit."""

        def show(payers: Sequence[Payer]) -> None:
            self._payers = tuple(payers)
            self._chosen = code
            self._show()

        self._runner.read(lambda: self._office.assess().payers(), show, self._view.show_fault)

    def seek(self, text: str) -> None:
        self._sought = text.strip()
        self._show()

    def choose(self, code: str) -> None:
        """Show the statement as it would be written."""
        self._chosen = code
        payer, month = self.chosen(), self._month()
        if payer is None:
            return
        self._view.show_no_paper(_("正在排版…"))

        def show(paper: bytes) -> None:
            if (code, month) == (self._chosen, self._month()):
                self._view.show_paper(payer.name, paper)

        def fail(error: InspectorError) -> None:
            if code == self._chosen:
                self._view.show_no_paper(f"{error.message}{hint_here(error)}")

        self._runner.read(lambda: self._office.assess().statement(payer, month), show, fail)

    def chosen(self) -> Payer | None:
        return next((one for one in self._payers if one.code == self._chosen), None)

    def file_name(self, suffix: str) -> str:
        """What a statement is called by default."""
        payer = self.chosen()
        if payer is None:
            return ""
        year, month = (int(part) for part in self._month().split("-"))
        words = _("{year}年{month}月份{name}扣分明细{suffix}")
        return words.format(year=year, month=month, name=payer.name, suffix=suffix)

    def write(self, out: Path) -> None:
        """PDF or workbook, by the file's suffix."""
        payer, month = self.chosen(), self._month()
        if payer is not None:
            self._runner.write(
                lambda: self._office.assess().write_statement(payer, month, out),
                self._view.show_saved,
                self._view.show_fault,
            )

    def _show(self) -> None:
        found = [one for one in self._payers if self._sought in one.name]
        self._view.show_payers(found)
        codes = [one.code for one in found]
        if codes:
            self._view.stand_on(self._chosen if self._chosen in codes else codes[0])
        else:
            self._view.show_no_paper(_("没有这个镇街或单位"))
