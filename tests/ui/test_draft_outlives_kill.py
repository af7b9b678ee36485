"""Pulling the plug while somebody types costs a second of typing at most."""

import os
import signal
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path

import pytest

from inspector.app import drafts
from inspector.app.found import found
from inspector.app.workspace import open_workspace
from ui.rooms.capture.kept import newest
from ui.slip import Slip
from ui.workspace_office import FINDING

TYPIST = """
import sys, time
from datetime import datetime
from pathlib import Path
from PySide6.QtCore import QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from ui.desk import Desk
from ui.faces import load_faces
from ui.far_office import FarOffice
from ui.look import Look
from ui.slip import Slip
from ui.tasks import TaskRunner

app = QApplication(["typist"])
folder = Path(sys.argv[1])
far = FarOffice(folder, "zh")
office = far.office()
now = lambda: datetime.now().astimezone()
desk = Desk(Look(load_faces()), office, TaskRunner(), now, slip=Slip(folder))
room = desk.window.open_room("capture")
desk.window.show()
desk.window.activateWindow()

def settle(until):
    while not until():
        app.processEvents()
        time.sleep(0.005)

settle(lambda: room.presenter._points)
room.presenter.choose_point(office.points()[0].code)
settle(lambda: room.presenter._standards)
room.presenter.choose_standard(next(iter(room.presenter._standards)))
settle(room.form.phrase.edit.hasFocus)
room.form.phrase.edit.clear()
number = 0
while True:
    QTest.keyClicks(room.form.phrase.edit, "abcdefghij"[number % 10])
    number += 1
    print(number, far.process_id(), flush=True)
    until = time.monotonic() + 0.04
    settle(lambda: time.monotonic() > until)
"""
PATIENCE_S = 2.5


@dataclass
class Typed:
    """How many letters were typed by when, until the window was killed."""

    letters: list[tuple[float, int]]
    killed: float

    def due(self) -> int:
        """What a person may count on: everything older than a second."""
        return max(number for at, number in self.letters if at <= self.killed - 1.0)


def type_and_be_killed(workspace: Path, sign: signal.Signals | None = None) -> Typed:
    """Type without a pause; half-way ``sign`` goes to the back office; then the window dies."""
    letters: list[tuple[float, int]] = []
    struck = False
    surroundings = os.environ | {"QT_QPA_PLATFORM": "offscreen"}
    with subprocess.Popen(
        [sys.executable, "-c", TYPIST, str(workspace)],
        stdout=subprocess.PIPE,
        text=True,
        env=surroundings,
        cwd=Path(__file__).parents[2],
    ) as typist:
        assert typist.stdout is not None
        for line in typist.stdout:
            number, back_office = map(int, line.split())
            letters.append((time.monotonic(), number))
            gone_by = letters[-1][0] - letters[0][0]
            if sign is not None and not struck and gone_by > PATIENCE_S / 2:
                struck = True
                os.kill(back_office, sign)
            if gone_by > PATIENCE_S:
                break
        killed = time.monotonic()
        os.kill(typist.pid, signal.SIGKILL)
        if sign is signal.SIGSTOP:
            os.kill(back_office, signal.SIGKILL)  # nobody else would
    return Typed(letters, killed)


def offered(workspace: Path) -> int:
    """How many letters the window offers that opens next."""
    with open_workspace(workspace) as ws:
        left = drafts.left(ws, FINDING)
    kept = newest(left.body if left else "", Slip(workspace).read())
    return len(kept[0].note) if kept else 0


def test_a_killed_window_offers_what_was_typed_up_to_a_second_before(tmp_path: Path) -> None:
    found(tmp_path / "ws", person="检查员1号").close()
    typed = type_and_be_killed(tmp_path / "ws")
    assert offered(tmp_path / "ws") >= typed.due()


@pytest.mark.parametrize("sign", [signal.SIGKILL, signal.SIGSTOP])
def test_neither_does_a_back_office_that_was_killed_or_stands_still_cost_more(
    tmp_path: Path, sign: signal.Signals
) -> None:
    found(tmp_path / "ws", person="检查员1号").close()
    typed = type_and_be_killed(tmp_path / "ws", sign)
    assert offered(tmp_path / "ws") >= typed.due()
