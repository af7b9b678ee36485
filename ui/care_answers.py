"""The questions of the room of settings and health, put to inspector.app."""

from collections.abc import Callable, Sequence
from pathlib import Path

from inspector.app import at_the_desk, diagnostics, photo_check
from inspector.app.about import About, about
from inspector.app.backup import back_up
from inspector.app.care_told import BackedUp, CheckLine, Packed, PersonTold, PhotosRead
from inspector.app.checkup import checkup
from inspector.app.workspace import Workspace
from ui.office import Tell
from ui.put_out import placed, standing


class CareAnswers:
    """Answers over the workspace of whichever thread asks; ``changed`` tells the other threads."""

    def __init__(self, workspace: Callable[[], Workspace], changed: Callable[[], None]) -> None:
        self._workspace, self._changed = workspace, changed

    def folder(self) -> Path:
        return self._workspace().folder

    def checkup(self, backups: Path | None) -> Sequence[CheckLine]:
        return checkup(self._workspace(), backups)

    def back_up(self, folder: Path | None) -> BackedUp:
        return back_up(self._workspace(), folder and standing(folder))

    def read_photos(self, tell: Tell) -> PhotosRead:
        return photo_check.read_photos(self._workspace(), tell)

    def remember_read(self, read: PhotosRead) -> None:
        photo_check.remember_read(self._workspace(), read)

    def people(self) -> Sequence[PersonTold]:
        return at_the_desk.people(self._workspace())

    def person(self) -> str:
        return self._workspace().person

    def sit_down(self, code: str) -> None:
        at_the_desk.sit_down(self._workspace(), code)
        self._changed()

    def about(self) -> About:
        return about()

    def write_pack(self, out: Path, stalls: Sequence[str]) -> Packed:
        ws = self._workspace()
        return diagnostics.write_pack(ws, placed(out), checkup(ws), stalls)
