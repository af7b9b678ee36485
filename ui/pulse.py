"""Feels whether the back office is at work where a question waits long for its answer."""

from __future__ import annotations

import threading
from enum import Enum
from typing import Protocol

from PySide6.QtCore import QObject, QTimer, Signal

LOOKS_EVERY_MS = 1000
LONG = 10  # looks without an answer or a word of how far it is: about ten seconds
PATIENCE_S = 3.0  # for a process that does compute to say that it is there


class Pulse(Enum):
    """How it stands with the question that has waited longest."""

    WELL = "no question waits long"
    BUSY = "the back office is at work on it"
    STILL = "the back office does not move"


class Felt(Protocol):
    """What is asked of the line to the back office; FarOffice has it."""

    def heard_last(self) -> float | None: ...
    def breathes(self, patience_s: float) -> bool: ...


class PulseWatch(QObject):
    """Counts its own looks, not seconds: a laptop that slept has not waited for anybody."""

    changed = Signal(object)  # a Pulse
    _felt = Signal(bool)

    def __init__(self, far: Felt, *, every_ms: int = LOOKS_EVERY_MS, long: int = LONG) -> None:
        super().__init__()
        self._far, self._long = far, long
        self._heard: float | None = None
        self._looks = 0
        self._is_feeling = False
        self.pulse = Pulse.WELL
        self._felt.connect(self._learn)
        self._timer = QTimer(self)
        self._timer.setInterval(every_ms)
        self._timer.timeout.connect(self.look)

    def start(self) -> None:
        self._timer.start()

    def stop(self) -> None:
        self._timer.stop()

    def look(self) -> None:
        """Whether the longest silence goes on; a long one is felt for behind the window."""
        heard = self._far.heard_last()
        if heard is None or heard != self._heard:
            self._heard, self._looks = heard, 0
            self._tell(Pulse.WELL)
            return
        self._looks += 1
        if self._looks >= self._long and not self._is_feeling:
            self._is_feeling = True
            threading.Thread(target=self._feel, name="pulse", daemon=True).start()

    def _feel(self) -> None:
        breathes = self._far.breathes(PATIENCE_S)
        try:
            self._felt.emit(breathes)
        except RuntimeError:
            return  # the window closed meanwhile

    def _learn(self, breathes: bool) -> None:
        self._is_feeling = False
        if self._looks >= self._long:
            self._tell(Pulse.BUSY if breathes else Pulse.STILL)

    def _tell(self, pulse: Pulse) -> None:
        if pulse is not self.pulse:
            self.pulse = pulse
            self.changed.emit(pulse)
