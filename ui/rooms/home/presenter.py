"""The mind of 工作台: what to do first, in the order of its key."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from inspector.domain.errors import InspectorError
from inspector.text import _
from ui.rooms.home.day_words import (
    Figure,
    ShownStop,
    bars_of,
    cells_of,
    figures_of,
    points_words,
    stops_of,
)
from ui.tasks import Runner
from ui.widgets.week_strip import DayCell

if TYPE_CHECKING:
    from inspector.app.care_told import CheckLine
    from ui.home_told import Due, Today
    from ui.issue_told import IssueLine
    from ui.office import Office
    from ui.rooms.ledger.rows import LedgerRow

MOST_KEYS = 9
HEALTH = ("backup", "disk", "clock")  # what may cost work already done; the rest is a room further


class HomeSurface(Protocol):
    def tell_numbers(self, today: Today) -> None: ...
    def show_due(self, due: tuple[Due, ...]) -> None: ...
    def show_week(self, cells: Sequence[DayCell]) -> None: ...
    def show_stops(self, words: str, stops: Sequence[ShownStop]) -> None: ...
    def show_recent(self, rows: tuple[LedgerRow, ...]) -> None: ...
    def show_month(self, since: str, figures: Sequence[Figure]) -> None: ...
    def show_pace(self, days: Sequence[tuple[str, int, int]]) -> None: ...
    def show_most_repeated(self, rows: tuple[LedgerRow, ...], total: int) -> None: ...
    def show_health(self, lines: Sequence[CheckLine]) -> None: ...
    def show_saved(self, words: str) -> None: ...
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
        self._runner.read(
            lambda: self._office.care().checkup(None), self._show_health, self._view.show_fault
        )

    def do(self, number: int) -> None:
        """Do the item of that key, 1 to 9; nothing where there is none."""
        if 1 <= number <= len(self._due):
            self._view.go(self._due[number - 1])

    def write_patrol(self, out: Path) -> None:
        """The sheet to take along."""
        self._runner.write(
            lambda: self._office.write_patrol(out), self._view.show_saved, self._view.show_fault
        )

    def _show(self, today: Today) -> None:
        self._view.tell_numbers(today)
        self._due = today.due[:MOST_KEYS]
        self._view.show_due(self._due)
        work, now = today.work, self._now()
        self._view.show_week(cells_of(work.week, now.date()))
        self._view.show_stops(points_words(work), stops_of(work.stops))
        self._view.show_recent(self._rows(today.recent))
        since = _("{day} 起").format(day=f"{work.month.since:%m-%d}")
        self._view.show_month(since, figures_of(work.month))
        self._view.show_pace(bars_of(work.pace, now))
        self._view.show_most_repeated(self._rows(today.most_repeated), today.repeated_open)

    def _show_health(self, lines: Sequence[CheckLine]) -> None:
        self._view.show_health([one for one in lines if one.code in HEALTH])

    def _rows(self, lines: tuple[IssueLine, ...]) -> tuple[LedgerRow, ...]:
        from ui.rooms.ledger.rows import ledger_row

        return tuple(ledger_row(line, self._now()) for line in lines)
