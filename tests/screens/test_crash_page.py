"""The page of a crash: what happened, the pack for technicians, and on with the work."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from tests.ui.typing_hand import Hand
from ui.crash import show_crash
from ui.desk import Desk
from ui.widgets.sheet import DecisionSheet

Opened = Callable[..., Desk]


def shown(desk: Desk) -> list[DecisionSheet]:
    return [one for one in desk.window.findChildren(DecisionSheet) if one.isVisible()]


@pytest.mark.parametrize(("key", "packs"), [(Qt.Key.Key_Return, 1), (Qt.Key.Key_Escape, 0)])
def test_it_offers_the_pack_and_the_keys_go_on_where_they_were(
    open_desk: Opened, key: Qt.Key, packs: int
) -> None:
    desk, asked = open_desk(), []
    hand = Hand(QApplication.processEvents)
    hand.press(Qt.Key.Key_3, Qt.KeyboardModifier.ControlModifier)
    before = QApplication.focusWidget()
    show_crash(desk._look, desk.window, lambda: asked.append(1))
    QApplication.processEvents()
    assert len(shown(desk)) == 1
    hand.press(key)
    QApplication.processEvents()
    assert (shown(desk), len(asked)) == ([], packs)
    assert QApplication.focusWidget() is before


@pytest.mark.qt_log_ignore("does not support")  # what no display says of a dialog
def test_the_pack_is_asked_for_in_the_settings(open_desk: Opened) -> None:
    desk = open_desk()
    desk.save_pack()
    QApplication.processEvents()
    assert desk.window.current_room() == "settings"
