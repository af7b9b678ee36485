"""The disk under the open window fills up or goes away: what was typed stands, and is saved."""

import sys
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from inspector.domain.errors import InspectorError
from tests.full_disk import no_room
from tests.ui.sitting import Sitting, a_form_begun
from ui.issue_told import Wanted

CONTROL = Qt.KeyboardModifier.ControlModifier


def disk_full(sitting: Sitting, _workspace: Path) -> AbstractContextManager[None]:
    return no_room(sitting.far.process_id())


@contextmanager
def pulled_out(_sitting: Sitting, workspace: Path) -> Iterator[None]:
    """The drive the workspace lies on is gone for a while."""
    workspace.rename(workspace.with_name("drawer"))
    yield
    workspace.with_name("drawer").rename(workspace)


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux limits another process")
@pytest.mark.parametrize("trouble", [disk_full, pulled_out])
def test_a_finding_that_was_refused_stands_on_the_screen_and_the_same_key_saves_it_later(
    sit: Callable[[], Sitting],
    workspace: Path,
    qtbot: QtBot,
    trouble: Callable[[Sitting, Path], AbstractContextManager[None]],
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
