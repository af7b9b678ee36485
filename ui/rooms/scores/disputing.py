"""The mind of 申诉: which disputes wait, and how one is decided."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Protocol

from inspector.domain.errors import InputError
from inspector.text import _
from ui.assess_office import DisputeLine, Ruling

if TYPE_CHECKING:
    from inspector.domain.errors import InspectorError
    from ui.capture_told import UnitChoice
    from ui.office import Office
    from ui.tasks import Runner


class DisputeSurface(Protocol):
    def show_disputes(self, lines: Sequence[DisputeLine]) -> None: ...
    def show_dispute(self, line: DisputeLine | None, decision: str) -> None: ...
    def show_units(self, units: Sequence[UnitChoice]) -> None: ...
    def show_saved(self, words: str) -> None: ...
    def show_fault(self, error: InspectorError) -> None: ...
    def stand_on(self, dispute: str) -> None: ...


class DisputePresenter:
    """After a ruling the next that waits is looked at; ``ruled`` hears that figures move."""

    def __init__(
        self, view: DisputeSurface, office: Office, runner: Runner, ruled: Callable[[], None]
    ) -> None:
        self._view, self._office, self._runner, self._ruled = view, office, runner, ruled
        self._lines: tuple[DisputeLine, ...] = ()
        self._chosen, self._decision = "", ""
        self._is_busy = False

    @property
    def decision(self) -> str:
        return self._decision

    def refresh(self) -> None:
        """Ask for the list, and for whom an issue can be given to."""

        def show(lines: Sequence[DisputeLine]) -> None:
            self._lines, wanted = tuple(lines), self._chosen
            self._view.show_disputes(self._lines)  # may stand on the row that stood there before
            keys = [one.dispute for one in self._lines]
            if wanted not in keys:
                wanted = keys[0] if keys else ""
            self.choose(wanted)
            if wanted:
                self._view.stand_on(wanted)

        self._runner.read(lambda: self._office.assess().disputes(), show, self._view.show_fault)
        self._runner.read(self._office.units, self._view.show_units, self._view.show_fault)

    def choose(self, dispute: str) -> None:
        self._chosen, self._decision = dispute, ""
        self._view.show_dispute(self.chosen(), "")

    def chosen(self) -> DisputeLine | None:
        return next((one for one in self._lines if one.dispute == self._chosen), None)

    def incline(self, decision: str) -> None:
        """Choose how it shall be decided; nothing is written yet."""
        line = self.chosen()
        if line is not None and line.waits:
            self._decision = decision
            self._view.show_dispute(line, decision)

    def decide(self, *, reason: str, unit: str, points: str) -> None:
        """Rule on the chosen dispute."""
        line = self.chosen()
        if line is None or not line.waits or self._is_busy:
            return
        if not self._decision:
            self._view.show_fault(InputError(_("先选怎么裁定"), _("按 1 到 4。")))
            return
        ruling = Ruling(
            decision=self._decision,
            reason=reason.strip(),
            unit=unit if self._decision == "reassigned" else "",
            points=points.strip() if self._decision == "reduced" else "",
        )
        self._is_busy = True

        def done(words: str) -> None:
            self._is_busy = False
            self._chosen = ""
            self._view.show_saved(words)
            self.refresh()
            self._ruled()

        def fail(error: InspectorError) -> None:
            self._is_busy = False
            self._view.show_fault(error)

        self._runner.write(lambda: self._office.assess().decide(line.issue, ruling), done, fail)
