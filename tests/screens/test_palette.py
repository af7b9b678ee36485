"""Commands run from the field at the top, by keys alone."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFileDialog

from tests.screens.conftest import SMALLEST
from ui.desk import Desk
from ui.rooms.map.view import MapRoom
from ui.rooms.notices.view import NoticesRoom
from ui.theme import THEMES, Theme
from ui.widgets.command_list import CommandList
from ui.widgets.palette import PaletteField

Opened = Callable[..., Desk]
CONTROL = Qt.KeyboardModifier.ControlModifier


def field(desk: Desk) -> PaletteField:
    return desk.window.findChild(PaletteField)


def run(desk: Desk, typed: str) -> None:
    """Ctrl+K, the letters, down past the search, Enter."""
    QTest.keyClick(desk.window, Qt.Key.Key_K, CONTROL)
    here = field(desk)
    assert QApplication.focusWidget() is here
    QTest.keyClicks(here, typed)
    QTest.keyClick(here, Qt.Key.Key_Down)
    QTest.keyClick(here, Qt.Key.Key_Return)
    QApplication.processEvents()


def test_a_room_is_opened_by_its_initials(open_desk: Opened) -> None:
    desk = open_desk()
    run(desk, "fcxh")
    assert desk.window.current_room() == "recheck"


def test_a_command_of_the_room_is_run_by_its_initials(open_desk: Opened) -> None:
    desk = open_desk()
    desk.window.open_room("map")
    run(desk, "jrlx")
    assert len(desk.window.findChild(MapRoom).presenter.route) == 8


def test_a_command_of_everywhere_is_run(open_desk: Opened) -> None:
    desk = open_desk()
    run(desk, "hzt")
    assert desk._look.theme.code == "dark"


def test_digits_are_typed_and_take_no_line(open_desk: Opened) -> None:
    desk = open_desk()
    QTest.keyClick(desk.window, Qt.Key.Key_K, CONTROL)
    QTest.keyClicks(field(desk), "K7QF-213")
    assert field(desk).text() == "K7QF-213"
    QTest.keyClick(field(desk), Qt.Key.Key_Return)
    assert desk.window.current_room() == "ledger"


def test_escape_closes_the_list(open_desk: Opened) -> None:
    desk = open_desk()
    QTest.keyClick(desk.window, Qt.Key.Key_F1)
    assert desk.window.findChild(CommandList).isVisible()
    QTest.keyClick(field(desk), Qt.Key.Key_Escape)
    assert not desk.window.findChild(CommandList).isVisible()


@pytest.mark.parametrize("theme", THEMES, ids=lambda theme: theme.code)
def test_the_page_of_keys_lies_within_the_smallest_window(open_desk: Opened, theme: Theme) -> None:
    desk = open_desk(theme)
    desk.window.open_room("map")
    QTest.keyClick(desk.window, Qt.Key.Key_F1)
    shown = desk.window.findChild(CommandList)
    assert desk.window.rect().contains(shown.geometry())
    words = {one.words for one in field(desk).offered()}
    assert {"今日路线", "撤销", "问题台账", "换主题"} <= words
    assert (desk.window.width(), desk.window.height()) == SMALLEST


@pytest.mark.qt_log_ignore("propagateSizeHints")
def test_papers_are_put_into_one_file_by_initials(open_desk: Opened) -> None:
    desk = open_desk()
    desk.window.open_room("notices")
    room = desk.window.findChild(NoticesRoom)
    room.turn_over()
    QApplication.processEvents()
    run(desk, "hbpdf")
    (dialog,) = room.findChildren(QFileDialog)
    assert dialog.isVisible()
    dialog.reject()
