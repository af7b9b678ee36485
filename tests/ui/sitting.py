"""A window over a back office of its own, as a person sits at it."""

import os
import signal
from datetime import datetime
from pathlib import Path

from pytestqt.qtbot import QtBot

from ui.desk import Desk
from ui.far_office import FarOffice
from ui.look import Look
from ui.pulse import PulseWatch
from ui.rooms.capture.view import CaptureRoom
from ui.slip import Slip
from ui.tasks import TaskRunner

QUICK_MS, FEW = 50, 10
"""Half a second in place of ten, so that a test does not wait as long as a person."""


class Sitting:
    """A window over a back office of its own, its pulse felt quickly."""

    def __init__(self, workspace: Path, family: str) -> None:
        self.far, self.runner = FarOffice(workspace, "zh"), TaskRunner()
        self.desk = Desk(
            Look(family),
            self.far.office(),
            self.runner,
            lambda: datetime.now().astimezone(),
            slip=Slip(workspace),
        )
        self.pulse = PulseWatch(self.far, every_ms=QUICK_MS, long=FEW)
        self.pulse.changed.connect(lambda felt: self.desk.tell_pulse(felt, self.far.begin_anew))
        self.pulse.start()

    def strike(self, sign: signal.Signals) -> None:
        os.kill(self.far.process_id(), sign)

    def close(self) -> None:
        self.pulse.stop()
        self.desk.window.close()
        self.runner.close()
        self.far.close()


def a_form_begun(sitting: Sitting, qtbot: QtBot) -> CaptureRoom:
    """A point and a standard are chosen, the caret stands in the description."""
    room = sitting.desk.window.open_room("capture")
    assert isinstance(room, CaptureRoom)
    qtbot.waitUntil(lambda: bool(room.presenter._points), timeout=20_000)
    room.presenter.choose_point(next(iter(room.presenter._points)))
    qtbot.waitUntil(lambda: bool(room.presenter._standards), timeout=20_000)
    room.presenter.choose_standard(next(iter(room.presenter._standards)))
    qtbot.waitUntil(room.form.phrase.edit.hasFocus)
    qtbot.waitUntil(lambda: sitting.far.heard_last() is None, timeout=20_000)
    return room
