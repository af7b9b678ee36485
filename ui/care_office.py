"""What the room of settings and health asks of the office."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from inspector.app.about import About
    from inspector.app.care_told import BackedUp, CheckLine, Packed, PersonTold, PhotosRead
    from ui.office import Tell


class CareOffice(Protocol):
    """Looks may be asked from any thread; deeds from the writer's thread only."""

    def folder(self) -> Path:
        """Where the workspace lies."""

    def checkup(self, backups: Path | None) -> Sequence[CheckLine]: ...

    def back_up(self, folder: Path | None) -> BackedUp: ...

    def read_photos(self, tell: Tell) -> PhotosRead:
        """Read every original; what ``tell`` raises calls it off."""

    def remember_read(self, read: PhotosRead) -> None: ...

    def people(self) -> Sequence[PersonTold]: ...

    def person(self) -> str:
        """The code of who sits here."""

    def sit_down(self, code: str) -> None: ...

    def about(self) -> About: ...

    def write_pack(self, out: Path, stalls: Sequence[str]) -> Packed: ...
