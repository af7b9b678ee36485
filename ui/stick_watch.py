"""Notices sticks and cards when they are plugged in, and what has been taken away again."""

import logging
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QObject, QTimer, Signal

from inspector.app.sticks import Stick, look_at, plugged_in
from inspector.domain.errors import InspectorError
from ui.tasks import Runner

log = logging.getLogger(__name__)
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
            seen = {place: known.get(place) or _look_at(place) for place in self._places()}
            return {place: stick for place, stick in seen.items() if stick is not None}

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


def _look_at(place: Path) -> Stick | None:
    """None where it was pulled out under the look, or does not answer yet: the next sees it."""
    try:
        return look_at(place)
    except OSError as error:
        log.info("not looked at: %s", error.strerror)
        return None
