"""Several issues at once: another unit for all of them, the rows as a table, the view as a file."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from inspector.domain.errors import InspectorError
from inspector.text import _
from ui.capture_told import UnitChoice
from ui.issue_told import Wanted
from ui.match import Choice
from ui.office import Office
from ui.rooms.ledger.rows import LedgerRow
from ui.tasks import Runner

if TYPE_CHECKING:
    from inspector.app.told import Reassigned

MOST_AT_ONCE = 500


class ManySurface(Protocol):
    def show_many(self, words: str) -> None: ...
    def offer_units(self, units: Sequence[Choice]) -> None: ...
    def show_done(self, words: str, undo: Callable[[], None] | None) -> None: ...
    def show_fault(self, error: InspectorError) -> None: ...
    def read_again(self) -> None: ...


class ManyPresenter:
    """What is selected, and the deeds on it; each can be taken back as one."""

    def __init__(self, view: ManySurface, office: Office, runner: Runner) -> None:
        self._view, self._office, self._runner = view, office, runner
        self._rows: tuple[LedgerRow, ...] = ()
        self._count = 0

    def select(self, rows: Sequence[LedgerRow], count: int) -> None:
        """``count`` rows are marked; ``rows`` are those at hand, never more than can be done."""
        self._rows, self._count = tuple(rows), count
        if count < 2:
            self._view.show_many("")
        elif count > MOST_AT_ONCE:
            words = _("已选 {n:,} 条，一次最多改 {most} 条")
            self._view.show_many(words.format(n=count, most=MOST_AT_ONCE))
        else:
            self._view.show_many(_("已选 {n:,} 条").format(n=count))

    @property
    def is_doable(self) -> bool:
        """Every marked row is at hand, and they are not too many."""
        return 0 < self._count <= MOST_AT_ONCE and len(self._rows) == self._count

    def ask_unit(self) -> None:
        def show(units: Sequence[UnitChoice]) -> None:
            self._view.offer_units(
                [
                    Choice(key=one.code, name=one.name, initials=one.initials, words=one.kind)
                    for one in units
                ]
            )

        if self.is_doable:
            self._runner.read(self._office.units, show, self._view.show_fault)

    def reassign(self, unit: str) -> None:
        """Another unit answers for all that are selected; one undo for them together."""
        issues = tuple(row.issue for row in self._rows)
        if not self.is_doable:
            return

        def done(told: Reassigned) -> None:
            words = _("{n} 条改由{unit}负责").format(n=told.issues, unit=told.unit_name)
            self._view.show_done(words, lambda: self._take_back(told))
            self._view.read_again()

        self._runner.write(
            lambda: self._office.ledger().reassign(issues, unit), done, self._view.show_fault
        )

    def write_table(self, wanted: Wanted, out: Path) -> None:
        self._runner.write(
            lambda: self._office.ledger().write_table(wanted, out),
            lambda words: self._view.show_done(words, None),
            self._view.show_fault,
        )

    def _take_back(self, told: Reassigned) -> None:
        def done(_nothing: None) -> None:
            words = _("已撤销改派，{n} 条恢复原来的责任单位").format(n=told.issues)
            self._view.show_done(words, None)
            self._view.read_again()

        self._runner.write(
            lambda: self._office.ledger().take_back(told.before), done, self._view.show_fault
        )
