"""The ledger is narrowed by typing: a unit, a standard, a town, a month in three inputs."""

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from tests.ui.fake_office import FakeOffice
from tests.ui.typing_hand import Hand
from ui.desk import Desk
from ui.rooms.ledger.table import IssueTable
from ui.rooms.ledger.view import LedgerRoom
from ui.widgets.buttons import DeedButton

Opened = Callable[..., Desk]
CONTROL = Qt.KeyboardModifier.ControlModifier


def in_the_ledger(desk: Desk) -> tuple[LedgerRoom, Hand]:
    hand = Hand(QApplication.processEvents)
    hand.press(Qt.Key.Key_3, CONTROL)
    room = desk.window.findChild(LedgerRoom)
    assert isinstance(room, LedgerRoom)
    return room, hand


def chips(room: LedgerRoom) -> list[str]:
    return [one.toolTip() for one in room._chips.findChildren(DeedButton) if one.isVisible()]


def test_a_unit_is_found_by_its_initials_and_the_list_has_the_keys_again(
    open_desk: Opened, office: FakeOffice
) -> None:
    room, hand = in_the_ledger(open_desk())
    hand.press(Qt.Key.Key_F)
    hand.write("tawy")
    hand.press(Qt.Key.Key_Return)
    assert chips(room) == ["责任单位 桐安物业服务有限公司"]
    assert isinstance(QApplication.focusWidget(), IssueTable)
    assert room._presenter.wanted.unit == office.units()[0].code


def test_escape_leaves_the_list_as_it_was(open_desk: Opened) -> None:
    room, hand = in_the_ledger(open_desk())
    before = room._presenter.wanted
    hand.press(Qt.Key.Key_F)
    hand.press(Qt.Key.Key_Escape)
    assert room._presenter.wanted == before
    assert isinstance(QApplication.focusWidget(), IssueTable)
    assert not room._filter.is_open


def test_three_filters_stand_whole_on_the_smallest_screen(open_desk: Opened) -> None:
    desk = open_desk()
    desk.window.resize(1280, 672)
    room, hand = in_the_ledger(desk)
    for choice in ("unit:O-1", "month:2026-11", "town:桐荫街道"):
        room._narrow(choice)
    QApplication.processEvents()
    for chip in room._chips.findChildren(DeedButton):
        if chip.isVisible():
            assert chip.width() >= chip.sizeHint().width()
    hand.press(Qt.Key.Key_F)
    assert room._filter.is_open
