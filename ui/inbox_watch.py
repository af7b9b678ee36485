"""Notices photos that arrive in the inbox (收件夹): the workspace's own, or a folder named."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal

from ui.preferences import INBOX, Preferences

if TYPE_CHECKING:
    from inspector.domain.errors import InspectorError
    from ui.office import Office
    from ui.tasks import Runner

LOOKS_EVERY_MS = 4000  # a file counts as whole when two looks saw it alike


class InboxWatch(QObject):
    """Looks behind the window, one look at a time; what came waits until it is taken."""

    came = Signal()

    def __init__(self, office: Office, runner: Runner, preferences: Preferences) -> None:
        super().__init__()
        self._office, self._runner, self._preferences = office, runner, preferences
        self._waiting: dict[Path, None] = {}
        self._is_looking = False
        self._timer = QTimer(self)
        self._timer.setInterval(LOOKS_EVERY_MS)
        self._timer.timeout.connect(self.look)

    def start(self) -> None:
        self._timer.start()

    def look(self) -> None:
        if self._is_looking:
            return
        self._is_looking, kept = True, self._preferences.read(INBOX)
        folder = Path(kept) if kept else None
        self._runner.read(lambda: self._office.arrivals(folder), self._tell, self._fail)

    def waiting(self) -> int:
        """How many photos nobody has taken yet."""
        return len(self._waiting)

    def take(self) -> list[Path]:
        """What came, in order; it waits no longer."""
        taken, self._waiting = list(self._waiting), {}
        return taken

    def _tell(self, new: Sequence[Path]) -> None:
        self._is_looking = False
        if new:
            self._waiting |= dict.fromkeys(new)
            self.came.emit()

    def _fail(self, _error: InspectorError) -> None:
        self._is_looking = False  # a folder that is away is no fault of the person
