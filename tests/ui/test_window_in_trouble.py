"""The disk under the open window fills up or goes away: what was typed stands, and is saved."""

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from inspector.domain.errors import InspectorError
from tests.ui.sitting import Sitting, a_form_begun
from ui.issue_told import Wanted

resource = pytest.importorskip("resource", reason="Windows limits no file of a process")
CONTROL = Qt.KeyboardModifier.ControlModifier
SCRAP = 4096  # bytes: what every file may still grow to


@contextmanager
def no_room(sitting: Sitting, _workspace: Path) -> Iterator[None]:
    """No file the back office writes may grow beyond a scrap, as on a disk that is full."""
    _soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.prlimit(sitting.far.process_id(), resource.RLIMIT_FSIZE, (SCRAP, hard))
    yield
    resource.prlimit(sitting.far.process_id(), resource.RLIMIT_FSIZE, (hard, hard))


@contextmanager
def pulled_out(_sitting: Sitting, workspace: Path) -> Iterator[None]:
    """The drive the workspace lies on is gone for a while."""
    workspace.rename(workspace.with_name("drawer"))
    yield
    workspace.with_name("drawer").rename(workspace)


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux limits another process")
@pytest.mark.parametrize("trouble", [no_room, pulled_out])
def test_a_finding_that_was_refused_stands_on_the_screen_and_the_same_key_saves_it_later(
    sit: Callable[[], Sitting],
    workspace: Path,
    qtbot: QtBot,
    trouble: Callable[[Sitting, Path], "contextmanager[None]"],
) -> None:
    sitting = sit()
    room = a_form_begun(sitting, qtbot)
    told: list[InspectorError] = []
    room.faulted.connect(told.append)
    edit = room.form.phrase.edit
    with trouble(sitting, workspace):
        QTest.keyClicks(edit, "2")
        words = room.presenter.draft.note
        QTest.keyClick(edit, Qt.Key.Key_Return, CONTROL)
        qtbot.waitUntil(lambda: room.presenter._saving is None and bool(told), timeout=10_000)
        assert all(one.message and one.hint for one in told)
        assert {one.code for one in told} <= {"disk", "disk_full", "workspace_gone"}
        assert room.presenter.draft.note == words != ""
        assert edit.hasFocus()
        assert QApplication.activeModalWidget() is None
    QTest.keyClick(edit, Qt.Key.Key_Return, CONTROL)
    qtbot.waitUntil(lambda: room.presenter.draft.standard == "", timeout=10_000)
    assert sitting.far.office().find_issues(Wanted(), None, 9).total == 1
