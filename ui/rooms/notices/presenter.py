"""The mind of 通知书: which units are ticked, what bars them, what their paper looks like."""

from collections.abc import Sequence
from typing import Protocol

from inspector.domain.errors import InspectorError
from inspector.text import _
from ui.office import Check, IssueCase, Office, UnitReady
from ui.tasks import Runner

EVERY_MONTH = ""  # what nobody was told of yet waits here, however old it is


class NoticesSurface(Protocol):
    def show_units(self, units: Sequence[UnitReady], ticked: frozenset[str]) -> None: ...
    def show_checks(
        self, blocked: Sequence[Check], advice: Sequence[Check], passed: Sequence[str]
    ) -> None: ...
    def show_choice(self, ticked: int, ready: int, words: str) -> None: ...
    def show_paper(self, name: str, paper: bytes) -> None: ...
    def show_no_paper(self, words: str) -> None: ...
    def show_issued(self, numbers: Sequence[str]) -> None: ...
    def show_fault(self, error: InspectorError) -> None: ...
    def stand_on(self, unit: str) -> None: ...


class NoticesPresenter:
    """All units start ticked; blocked ones wait while the rest goes out."""

    def __init__(self, view: NoticesSurface, office: Office, runner: Runner) -> None:
        self._view, self._office, self._runner = view, office, runner
        self._units: tuple[UnitReady, ...] = ()
        self._ticked: frozenset[str] = frozenset()
        self._shown = ""
        self._wished_name = ""
        self._issuing = False

    def refresh(self) -> None:
        """Ask which units have something to be told, and tick all of them."""
        if not self._units:
            self._view.show_no_paper(_("正在逐个单位检查…"))
        self._runner.read(
            lambda: self._office.ready_units(EVERY_MONTH),
            self._take_units,
            self._view.show_fault,
        )

    def choose(self, unit: str) -> None:
        """Show the paper as it would be issued to this unit."""
        ready = self._find(unit)
        if ready is None or unit == self._shown:
            return
        self._shown = unit
        self._view.show_no_paper(_("正在排版…"))

        def show(paper: bytes) -> None:
            if self._shown == unit:
                self._view.show_paper(ready.name, paper)

        def fail(error: InspectorError) -> None:
            if self._shown == unit:
                self._view.show_no_paper(f"{error.args[0]}。{error.hint}")

        self._runner.read(lambda: self._office.preview(unit, EVERY_MONTH), show, fail)

    def choose_unit_of(self, case: IssueCase) -> None:
        """Stand on the unit that answers for an issue."""
        self._wished_name = case.unit
        self._stand_on_wish()

    def tick(self, unit: str) -> None:
        self._ticked = self._ticked ^ {unit}
        self._show_all()

    def tick_all(self) -> None:
        """Tick every unit; a second time none."""
        every = frozenset(unit.unit for unit in self._units)
        self._ticked = frozenset() if self._ticked == every else every
        self._show_all()

    def issue(self) -> None:
        """Issue for the ticked units that nothing bars."""
        going = [unit.unit for unit in self._going()]
        if not going or self._issuing:
            return
        self._issuing = True

        def done(numbers: Sequence[str]) -> None:
            self._issuing = False
            self._shown = ""
            self._view.show_issued(numbers)
            self.refresh()

        def failed(error: InspectorError) -> None:
            self._issuing = False
            self._view.show_fault(error)

        self._runner.write(lambda: self._office.issue_notices(going, EVERY_MONTH), done, failed)

    def _take_units(self, units: Sequence[UnitReady]) -> None:
        self._units = tuple(units)
        self._ticked = frozenset(unit.unit for unit in self._units)
        self._show_all()
        if not self._units:
            self._view.show_no_paper(_("没有待开的问题。登记问题后，按责任单位在这里开"))
        else:
            self._view.stand_on(self._units[0].unit)
        self._stand_on_wish()

    def _stand_on_wish(self) -> None:
        for unit in self._units:
            if unit.name == self._wished_name:
                self._view.stand_on(unit.unit)
                self._wished_name = ""
                return

    def _show_all(self) -> None:
        chosen = [unit for unit in self._units if unit.unit in self._ticked]
        going = self._going()
        self._view.show_units(self._units, self._ticked)
        self._view.show_checks(
            [check for unit in chosen for check in unit.blocked],
            [check for unit in chosen for check in unit.advice],
            self._passed(going),
        )
        words = _("已选 {n} 个单位，{ready} 份可开").format(n=len(chosen), ready=len(going))
        if len(chosen) > len(going):
            words += _("，{n} 份待处理").format(n=len(chosen) - len(going))
        self._view.show_choice(len(chosen), len(going), words)

    def _passed(self, going: Sequence[UnitReady]) -> list[str]:
        issues = sum(unit.issues for unit in going)
        if not issues:
            return []
        return [_("{n} 件都有照片、依据和期限").format(n=issues), _("无缺字，无未决冲突")]

    def _going(self) -> list[UnitReady]:
        return [unit for unit in self._units if unit.unit in self._ticked and not unit.blocked]

    def _find(self, key: str) -> UnitReady | None:
        return next((unit for unit in self._units if unit.unit == key), None)
