"""What the ledger asks of the office beyond reading: deeds on one issue, and on several."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from inspector.app.told import Amendment, Reassigned
    from ui.issue_told import Wanted


class LedgerOffice(Protocol):
    """Deeds, from the writer's thread only."""

    def reassign(self, issues: Sequence[str], unit: str) -> Reassigned:
        """Another unit answers for all of them, or InputError and for none."""

    def take_back(self, before: Mapping[str, str | None]) -> None:
        """Undo a reassignment: the units as they were named before it."""

    def void(self, issue: str, why: str) -> Amendment:
        """Taken out of every count, for a reason."""

    def correct(self, issue: str, field: str, value: str, why: str) -> Amendment:
        """One field as it should have been, for a reason; InputError for what it cannot hold."""

    def rule(self, issue: str, same_as: str, why: str) -> Amendment:
        """The same place as another issue, by its label, or as ``none``."""

    def give_time(self, issue: str, kind: str, until: str, why: str, day: str) -> Amendment:
        """``extend``, ``defer`` or ``park``, for a reason; ``day`` it was granted, empty: now."""

    def reply(self, issue: str, measures: str, done: str, photos: Sequence[str]) -> Amendment:
        """What the unit answered, the day it was done, and its photos."""

    def dispute(self, issue: str, kind: str, why: str, day: str) -> Amendment:
        """``reassign`` or ``appeal``, with the unit's reason; ``day`` it came, empty: now."""

    def letter(self, issue: str, kind: str, value: str, why: str) -> str:
        """A letter of that kind is handed in to be signed; says where it waits."""

    def unsay(self, done: Amendment) -> None:
        """Take one of these back."""

    def write_table(self, wanted: Wanted, out: Path) -> str:
        """The issues of a view as a workbook; says in words what it holds."""
