"""The mind of 工作台: what to do first, in the order of its key."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import TYPE_CHECKING, Protocol

from inspector.domain.errors import InspectorError
from inspector.text import _
from ui.tasks import Runner

if TYPE_CHECKING:
    from ui.office import Due, IssueLine, Office, Today
    from ui.rooms.ledger.rows import LedgerRow

MOST_KEYS = 9


class HomeSurface(Protocol):
    def show_due(self, due: tuple[Due, ...]) -> None: ...
    def show_recent(self, rows: tuple[LedgerRow, ...]) -> None: ...
    def show_month(self, since: str, figures: tuple[tuple[str, int], ...]) -> None: ...
    def show_most_repeated(self, rows: tuple[LedgerRow, ...]) -> None: ...
    def show_fault(self, error: InspectorError) -> None: ...
    def go(self, due: Due) -> None: ...
    def open_issue(self, label: str) -> None: ...


class HomePresenter:
    def __init__(
        self, view: HomeSurface, office: Office, runner: Runner, now: Callable[[], datetime]
    ) -> None:
        self._view, self._office, self._runner, self._now = view, office, runner, now
        self._due: tuple[Due, ...] = ()

    def refresh(self) -> None:
        self._runner.read(self._office.today, self._show, self._view.show_fault)

    def do(self, number: int) -> None:
        """Do the item of that key, 1 to 9; nothing where there is none."""
        if 1 <= number <= len(self._due):
            self._view.go(self._due[number - 1])

    def _show(self, today: Today) -> None:
        self._due = today.due[:MOST_KEYS]
        self._view.show_due(self._due)
        self._view.show_recent(self._rows(today.recent))
        self._view.show_month(
            _("{day} 起").format(day=f"{today.since:%m-%d}"),
            ((_("发现"), today.found), (_("销号"), today.closed), (_("重复"), today.repeated)),
        )
        self._view.show_most_repeated(self._rows(today.most_repeated))

    def _rows(self, lines: tuple[IssueLine, ...]) -> tuple[LedgerRow, ...]:
        from ui.rooms.ledger.rows import ledger_row

        return tuple(ledger_row(line, self._now()) for line in lines)
