"""Notices another day under the open window: midnight passed, or the clock was set."""

from collections.abc import Callable
from datetime import datetime

from PySide6.QtCore import QObject, QTimer, Signal

LOOKS_EVERY_MS = 30_000


class DayWatch(QObject):
    """Looks at the date now and then; a day that goes back counts as another one too."""

    turned = Signal()

    def __init__(self, now: Callable[[], datetime]) -> None:
        super().__init__()
        self._now, self._day = now, now().date()
        self._timer = QTimer(self)
        self._timer.setInterval(LOOKS_EVERY_MS)
        self._timer.timeout.connect(self.look)

    def start(self) -> None:
        self._timer.start()

    def look(self) -> None:
        day = self._now().date()
        if day != self._day:
            self._day = day
            self.turned.emit()
