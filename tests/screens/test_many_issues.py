"""Several issues at once by keyboard: selected, given another unit, taken back, copied."""

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QContextMenuEvent, QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFileDialog, QMenu

from tests.ui.fake_office import FakeOffice
from tests.ui.typing_hand import Hand
from ui.desk import Desk
from ui.rooms.ledger.table import IssueTable
from ui.rooms.ledger.view import LedgerRoom

Opened = Callable[..., Desk]
CONTROL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier
of_no_display = pytest.mark.qt_log_ignore("does not support")  # what no display says of a menu


def three_selected(desk: Desk) -> tuple[LedgerRoom, Hand]:
    hand = Hand(QApplication.processEvents)
    hand.press(Qt.Key.Key_3, CONTROL)
    hand.press(Qt.Key.Key_Down, SHIFT)
    hand.press(Qt.Key.Key_Down, SHIFT)
    room = desk.window.findChild(LedgerRoom)
    assert isinstance(room, LedgerRoom)
    return room, hand


def test_selected_rows_are_counted_and_their_deeds_shown(open_desk: Opened) -> None:
    room, _hand = three_selected(open_desk())
    assert room._bar.isVisible()
    assert room._bar._count.text() == "已选 3 条"


def test_another_unit_answers_for_all_and_one_undo_takes_it_back(
    open_desk: Opened, office: FakeOffice
) -> None:
    _room, hand = three_selected(open_desk())
    hand.press(Qt.Key.Key_U)
    hand.write("tawy")
    hand.press(Qt.Key.Key_Return)
    assert len(office.own_ledger.units) == 3
    hand.press(Qt.Key.Key_Z, CONTROL)
    assert office.own_ledger.units == {}


def test_escape_leaves_the_one_row_one_stands_on(open_desk: Opened) -> None:
    desk = open_desk()
    room, hand = three_selected(desk)
    hand.press(Qt.Key.Key_Escape)
    assert not room._bar.isVisible()
    assert len(desk.window.findChild(IssueTable).selectionModel().selectedRows()) == 1


def test_selected_rows_are_copied_as_a_table(open_desk: Opened) -> None:
    _room, hand = three_selected(open_desk())
    hand.press(Qt.Key.Key_C, CONTROL)
    lines = QGuiApplication.clipboard().text().split("\n")
    assert len(lines) == 3
    assert {len(line.split("\t")) for line in lines} == {6}


@pytest.mark.qt_log_ignore("propagateSizeHints")
def test_the_view_is_written_as_a_file(
    open_desk: Opened, office: FakeOffice, tmp_path: Path
) -> None:
    room, hand = three_selected(open_desk())
    hand.press(Qt.Key.Key_E, CONTROL)
    (dialog,) = room.findChildren(QFileDialog)
    dialog.fileSelected.emit(str(tmp_path / "台账.xlsx"))
    dialog.reject()
    assert [out.name for _wanted, out in office.own_ledger.written] == ["台账.xlsx"]


def test_a_view_of_ones_own_is_a_tab_with_its_key(open_desk: Opened) -> None:
    desk = open_desk()
    hand = Hand(QApplication.processEvents)
    hand.press(Qt.Key.Key_3, CONTROL)
    room = desk.window.findChild(LedgerRoom)
    room._presenter.narrow("town:桐荫街道")
    room._keep_view("桐荫")
    room._presenter.drop_filter("town")
    QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_7, Qt.KeyboardModifier.AltModifier)
    assert room._presenter.wanted.town == "桐荫街道"


@of_no_display
def test_the_menu_of_a_row_names_its_deeds_with_their_keys(open_desk: Opened) -> None:
    room = open_desk().window.open_room("ledger")
    table = room._table
    table.stand_on(2)
    QTest.keyClick(table, Qt.Key.Key_F10, SHIFT)
    menu = QApplication.activePopupWidget()
    assert isinstance(menu, QMenu)
    assert [one.text().split("\t")[1] for one in menu.actions()] == [
        *("Space", "H", "P", "V", "N", "E", "S", "D", "R", "T", "L", "Del", "U", "Ctrl+C"),
    ]
    assert table.viewport().rect().contains(table.viewport().mapFromGlobal(menu.pos()))
    menu.close()


def asked_at(table: IssueTable, row: int) -> QMenu:
    """The menu of a right click on a row."""
    spot = table.visualRect(table.model().index(row, 1)).center()
    whole = table.viewport().mapToGlobal(spot)
    event = QContextMenuEvent(QContextMenuEvent.Reason.Mouse, spot, whole)
    QApplication.sendEvent(table.viewport(), event)
    menu = QApplication.activePopupWidget()
    assert isinstance(menu, QMenu)
    return menu


@of_no_display
def test_the_menu_under_the_pointer_is_of_the_row_there(open_desk: Opened) -> None:
    room = open_desk().window.open_room("ledger")
    asked_at(room._table, 3).close()
    assert room._table.currentIndex().row() == 3


@of_no_display
def test_the_menu_on_a_selected_row_is_of_all_that_are_selected(open_desk: Opened) -> None:
    room, _hand = three_selected(open_desk())
    menu = asked_at(room._table, 1)
    next(one for one in menu.actions() if one.text().endswith("\tU")).trigger()
    menu.close()
    assert room._many._count == 3
    assert room._bar._field.isVisible()
