"""The mind of a conflict: which is looked at, what is chosen, what waits for the merge."""

from collections.abc import Callable, Sequence
from typing import Protocol

from inspector.domain.errors import InspectorError
from ui.merge_told import ConflictLine, ConflictRuling
from ui.office import Office
from ui.tasks import Runner


class ConflictSurface(Protocol):
    def show_conflict(
        self, conflict: ConflictLine | None, place: int, total: int, chosen: int
    ) -> None: ...


class ConflictPresenter:
    """One conflict at a time; a ruling goes on to the next.

    While a merge is rehearsed its conflicts are not there yet: rulings wait and are handed to the
    merge by :meth:`hand_over`.
    """

    def __init__(
        self,
        view: ConflictSurface,
        office: Office,
        runner: Runner,
        ruled: Callable[[], None],
        failed: Callable[[InspectorError], None],
    ) -> None:
        self._view, self._office, self._runner = view, office, runner
        self._ruled, self._failed = ruled, failed
        self._open: list[ConflictLine] = []
        self._waiting: list[ConflictRuling] = []
        self._rehearsed = False
        self._chosen = 0

    def show(self, conflicts: Sequence[ConflictLine], *, rehearsed: bool) -> None:
        """Lay out what is to be decided; rulings that wait stay where their conflict does."""
        known = {one.id for one in conflicts}
        self._rehearsed = rehearsed
        self._waiting = [one for one in self._waiting if rehearsed and one.conflict in known]
        settled = {one.conflict for one in self._waiting}
        self._open = [one for one in conflicts if one.id not in settled]
        self._chosen = 0
        self._tell()

    def choose(self, number: int) -> None:
        """Look at the ``number``-th value, from 0; beyond the last nothing happens."""
        if self._open and 0 <= number < len(self._open[0].leaves):
            self._chosen = number
            self._tell()

    def take(self) -> None:
        """Settle by the value that is looked at."""
        if self._open:
            conflict = self._open[0]
            self._rule(
                ConflictRuling(conflict=conflict.id, leaf=conflict.leaves[self._chosen].leaf)
            )

    def write(self, words: str) -> None:
        """Settle by words of one's own; none say nothing."""
        if self._open and words.strip():
            self._rule(ConflictRuling(conflict=self._open[0].id, words=words.strip()))

    def keep_all(self) -> None:
        """Settle without letting a value go."""
        if self._open:
            self._rule(ConflictRuling(conflict=self._open[0].id, keep_all=True))

    def hand_over(self) -> tuple[ConflictRuling, ...]:
        """What was decided during the rehearsal, to be carried out by the merge."""
        waiting, self._waiting = tuple(self._waiting), []
        return waiting

    def give_back(self, rulings: Sequence[ConflictRuling]) -> None:
        """The merge did not take place: what was decided waits again."""
        self._waiting = [*rulings, *self._waiting]

    def _rule(self, ruling: ConflictRuling) -> None:
        if self._rehearsed:
            self._waiting.append(ruling)
            self._go_on()
            return

        def done(_nothing: None) -> None:
            self._go_on()
            self._ruled()

        self._runner.write(lambda: self._office.rule_on([ruling]), done, self._failed)

    def _go_on(self) -> None:
        self._open, self._chosen = self._open[1:], 0
        self._tell()

    def _tell(self) -> None:
        place = len(self._waiting) + 1 if self._rehearsed else 1
        total = len(self._waiting) + len(self._open)
        self._view.show_conflict(self._open[0] if self._open else None, place, total, self._chosen)
