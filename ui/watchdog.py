"""Watches the screen's thread: a stall is named with the line that caused it."""

import logging
import sys
import threading
import time
from dataclasses import dataclass

from PySide6.QtCore import QObject, QTimer

log = logging.getLogger(__name__)

BEAT_MS = 20
WAITING = ("threading.py", "queue.py", "selectors.py", "concurrent/futures/thread.py")
STALL_S = 0.1


@dataclass(frozen=True, slots=True, kw_only=True)
class Stall:
    """The window stood still for ``seconds``, seen at ``where``; others then were ``beside``."""

    seconds: float
    where: str
    beside: tuple[str, ...] = ()


class Watchdog(QObject):
    """A timer beats in the screen's thread; another thread looks whether the beat is late."""

    def __init__(self, longest: float = STALL_S) -> None:
        super().__init__()
        self.stalls: list[Stall] = []
        self._longest = longest
        self._screen = threading.get_ident()
        self._beaten = time.monotonic()
        self._where = ""
        self._beside: tuple[str, ...] = ()
        self._ended = threading.Event()
        self._timer = QTimer(self)
        self._timer.setInterval(BEAT_MS)
        self._timer.timeout.connect(self._beat)
        self._watcher = threading.Thread(target=self._watch, name="watchdog", daemon=True)

    def start(self) -> None:
        self._beaten = time.monotonic()
        self._timer.start()
        self._watcher.start()

    def stop(self) -> None:
        self._timer.stop()
        self._ended.set()
        self._watcher.join(timeout=1)

    def told(self) -> tuple[str, ...]:
        """Every stall of this sitting in words, oldest first."""
        return tuple(f"{one.seconds * 1000:.0f} ms" for one in self.stalls)

    def _beat(self) -> None:
        now = time.monotonic()
        late = now - self._beaten
        self._beaten = now
        if late > self._longest and self._where:
            beside = self._beside
            self.stalls.append(Stall(seconds=late, where=self._where, beside=beside))
            log.warning("卡顿 %.0f ms: %s | %s", late * 1000, self._where, "; ".join(beside))
        self._where = ""

    def _watch(self) -> None:
        while not self._ended.wait(BEAT_MS / 1000):
            if time.monotonic() - self._beaten > self._longest and not self._where:
                self._beside = self._others()
                self._where = self._seen()

    def _others(self) -> tuple[str, ...]:
        """Where threads are that work: they may hold the interpreter the screen waits for."""
        frames = sys._current_frames()
        for own in (self._screen, threading.get_ident()):
            frames.pop(own, None)
        seen = [
            f"{frame.f_code.co_filename}:{frame.f_lineno} {frame.f_code.co_name}"
            for frame in frames.values()
        ]
        return tuple(sorted(one for one in seen if not one.partition(":")[0].endswith(WAITING)))

    def _seen(self) -> str:
        """Where the screen's thread is now.

        Its frame is let go at once: whoever holds it keeps alive the painter it paints with, and Qt
        wants that gone when the event ends.
        """
        frame = sys._current_frames().get(self._screen)
        if frame is None:
            return ""
        code, line = frame.f_code, frame.f_lineno
        del frame
        return f"{code.co_filename}:{line} {code.co_name}"
