"""What the ledger asks of the office beyond reading: deeds on several issues at once."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from inspector.app.told import Reassigned
    from ui.issue_told import Wanted


class LedgerOffice(Protocol):
    """Deeds, from the writer's thread only."""

    def reassign(self, issues: Sequence[str], unit: str) -> Reassigned:
        """Another unit answers for all of them, or InputError and for none."""

    def take_back(self, before: Mapping[str, str | None]) -> None:
        """Undo a reassignment: the units as they were named before it."""

    def write_table(self, wanted: Wanted, out: Path) -> str:
        """The issues of a view as a workbook; says in words what it holds."""
