"""The counted path on a real workspace with photos off a real card."""

from importlib.resources import as_file, files
from pathlib import Path

from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from inspector.app.found import found
from inspector.app.workspace import open_workspace
from tests.screens.conftest import SMALLEST
from tests.ui.conftest import AtOnce
from tests.ui.typing_hand import record_usual_finding
from ui.desk import Desk
from ui.look import Look
from ui.rooms.capture.view import CaptureRoom
from ui.workspace_office import WorkspaceOffice


def test_a_usual_finding_on_real_photos_takes_four_inputs(
    qtbot: QtBot, family: str, tmp_path: Path
) -> None:
    found(tmp_path / "ws", person="检查员1号").close()
    office = WorkspaceOffice(tmp_path / "ws")
    with open_workspace(tmp_path / "ws") as ws, as_file(files("resources") / "demo") as demo:
        desk = Desk(Look(family), office, AtOnce(), lambda: ws.now)
        desk.window.resize(*SMALLEST)
        qtbot.addWidget(desk.window)
        with qtbot.waitActive(desk.window):
            desk.window.show()
            desk.window.activateWindow()
        room = desk.window.open_room("capture")
        assert isinstance(room, CaptureRoom)
        stop = sorted((demo / "photos").glob("IMG_20260901_08[345]*.jpg"))
        hand = record_usual_finding(room, stop, settle=QApplication.processEvents)
        recorded = ws.db.execute("select point, standard, note from finding").fetchall()
        desk.window.close()
    office.close()
    assert hand.inputs == 4
    assert [(row[0], row[1]) for row in recorded] == [("003-OR-04", "P3.03.01")]
    assert "3" in recorded[0][2]
