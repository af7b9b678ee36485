"""Notices sticks and cards when they are plugged in, and what has been taken away again."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QObject, QTimer, Signal

from inspector.app.sticks import Stick, look_at, plugged_in
from inspector.domain.errors import InspectorError
from ui.tasks import Runner

LOOKS_EVERY_MS = 2000


class StickWatch(QObject):
    """Looks behind the window, one look at a time: a sleeping drive holds nobody up."""

    came = Signal(object)
    went = Signal(object)

    def __init__(self, runner: Runner, places: Callable[[], tuple[Path, ...]] = plugged_in) -> None:
        super().__init__()
        self._runner, self._places = runner, places
        self._known: dict[Path, Stick] = {}
        self._looking = False
        self._timer = QTimer(self)
        self._timer.setInterval(LOOKS_EVERY_MS)
        self._timer.timeout.connect(self.look)

    def start(self) -> None:
        self._timer.start()
        self.look()

    def look(self) -> None:
        """Ask what is plugged in; what is known already is not read again."""
        if self._looking:
            return
        self._looking, known = True, dict(self._known)

        def ask() -> dict[Path, Stick]:
            return {place: known.get(place) or look_at(place) for place in self._places()}

        self._runner.read(ask, self._compare, self._fail)

    def _compare(self, now: dict[Path, Stick]) -> None:
        self._looking = False
        before, self._known = self._known, now
        for place in before.keys() - now.keys():
            self.went.emit(before[place])
        for place in sorted(now.keys() - before.keys()):
            if now[place].bundles or now[place].photos:
                self.came.emit(now[place])

    def _fail(self, _error: InspectorError) -> None:
        self._looking = False  # the next look may be luckier; a stick is no fault of the person
