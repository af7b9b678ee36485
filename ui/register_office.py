"""What the room of reference data asks of the office."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from inspector.app.progress import Tell
    from inspector.app.register_told import (
        EditTold,
        Imported,
        KindTold,
        Listing,
        Proposal,
        RecordTold,
    )


class RegisterOffice(Protocol):
    """Lists and records may be asked from any thread; deeds from the writer's thread only."""

    def kinds(self) -> Sequence[KindTold]: ...

    def listing(self, kind: str) -> Listing: ...

    def record(self, kind: str, key: str) -> RecordTold: ...

    def history(self, kind: str, key: str) -> Sequence[EditTold]: ...

    def blank(self, kind: str) -> RecordTold: ...

    def amend(self, kind: str, key: str, said: Mapping[str, str], why: str) -> Sequence[str]:
        """Correct a record; the words of the fields that changed."""

    def add(self, kind: str, said: Mapping[str, str]) -> str:
        """Add a record; its key."""

    def withdraw(self, kind: str, key: str, why: str) -> None:
        """Take a record entered by mistake out of the lists; InputError without a reason."""

    def propose(self, kind: str, file: Path) -> Proposal: ...

    def rehearse(
        self, kind: str, file: Path, fields: Mapping[str, str], tell: Tell | None = None
    ) -> Imported:
        """What taking the file in would change; ``fields`` by column, empty: left out."""

    def take(
        self, kind: str, file: Path, fields: Mapping[str, str], tell: Tell | None = None
    ) -> Imported: ...
