"""Pulling the plug while somebody types costs a second of typing at most."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

from inspector.app import drafts
from inspector.app.found import found
from inspector.app.workspace import open_workspace
from ui.rooms.capture.kept import read_back
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
from ui.tasks import TaskRunner

app = QApplication(["typist"])
office = FarOffice(Path(sys.argv[1]), "zh").office()
desk = Desk(Look(load_faces()), office, TaskRunner(), lambda: datetime.now().astimezone())
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
    print(number, flush=True)
    until = time.monotonic() + 0.04
    settle(lambda: time.monotonic() > until)
"""
PATIENCE_S = 2.5


def test_a_killed_window_offers_what_was_typed_up_to_a_second_before(tmp_path: Path) -> None:
    found(tmp_path / "ws", person="检查员1号").close()
    typed: list[tuple[float, int]] = []
    surroundings = os.environ | {"QT_QPA_PLATFORM": "offscreen"}
    with subprocess.Popen(
        [sys.executable, "-c", TYPIST, str(tmp_path / "ws")],
        stdout=subprocess.PIPE,
        text=True,
        env=surroundings,
        cwd=Path(__file__).parents[2],
    ) as typist:
        assert typist.stdout is not None
        for line in typist.stdout:
            typed.append((time.monotonic(), int(line)))
            if typed[-1][0] - typed[0][0] > PATIENCE_S:
                break
        killed = time.monotonic()
        os.kill(typist.pid, signal.SIGKILL)
    with open_workspace(tmp_path / "ws") as ws:
        left = drafts.left(ws, FINDING)
    assert left is not None
    kept = read_back(left.body)
    assert kept is not None
    due = max(number for at, number in typed if at <= killed - 1.0)
    assert len(kept[0].note) >= due
