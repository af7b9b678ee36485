"""The mind of 清单: which list of the month is looked at."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Protocol

from ui.assess_office import MonthList

if TYPE_CHECKING:
    from inspector.domain.errors import InspectorError
    from ui.office import Office
    from ui.tasks import Runner


class ListSurface(Protocol):
    def show_kinds(self, lists: Sequence[MonthList], chosen: str) -> None: ...
    def show_list(self, shown: MonthList) -> None: ...
    def show_fault(self, error: InspectorError) -> None: ...
    def open_standard(self, standard: str) -> None: ...
    def open_issue(self, label: str) -> None: ...
    def open_register(self, kind: str) -> None: ...


class ListPresenter:
    """The lists of a month; the one that was looked at stays when the month changes."""

    def __init__(
        self, view: ListSurface, office: Office, runner: Runner, month: Callable[[], str]
    ) -> None:
        self._view, self._office, self._runner, self._month = view, office, runner, month
        self._lists: tuple[MonthList, ...] = ()
        self._chosen = ""

    def open(self) -> None:
        """The month's lists, as the facts are now."""
        month = self._month()

        def show(lists: Sequence[MonthList]) -> None:
            if month != self._month():
                return
            self._lists = tuple(lists)
            codes = [one.code for one in lists]
            if self._chosen not in codes:
                self._chosen = next(iter(codes), "")
            self._view.show_kinds(self._lists, self._chosen)
            self.choose(self._chosen)

        self._runner.read(lambda: self._office.assess().lists(month), show, self._view.show_fault)

    def choose(self, code: str) -> None:
        for one in self._lists:
            if one.code == code:
                self._chosen = code
                self._view.show_list(one)

    def open_line(self, key: str) -> None:
        """The problems behind a line, where it has some of its own."""
        for one in self._lists:
            for line in one.lines if one.code == self._chosen else ():
                if line.key != key:
                    continue
                if line.issue:
                    self._view.open_issue(line.issue)
                elif line.standard:
                    self._view.open_standard(line.standard)

    def open_register(self) -> None:
        """Where the lines of the chosen list are entered and corrected."""
        for one in self._lists:
            if one.code == self._chosen and one.entered:
                self._view.open_register(one.entered)
