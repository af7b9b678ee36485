"""The toast tells what was done and lies upon nothing that is to be decided next."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QRect
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from ui.desk import Desk
from ui.rooms.merge.conflict_pane import ConflictPane
from ui.rooms.merge.view import MergeRoom

Opened = Callable[..., Desk]


def on_the_window(widget: QWidget) -> QRect:
    window = widget.window()
    return QRect(widget.mapTo(window, widget.rect().topLeft()), widget.size())


def test_the_conflict_a_merge_leaves_is_read_beside_the_toast(
    open_desk: Opened, qtbot: QtBot
) -> None:
    desk = open_desk()
    room = desk.window.open_room("merge")
    assert isinstance(room, MergeRoom)
    room.presenter.take_in([Path("/mnt/usb/1120.db")])
    room.presenter.merge()
    toast, conflict = desk.window.toast, room.findChild(ConflictPane)
    qtbot.waitUntil(lambda: toast.isVisible() and conflict.isVisible())
    qtbot.wait(50)  # until all of it is laid out

    assert not on_the_window(toast).intersects(on_the_window(conflict))
    assert not on_the_window(toast).intersects(on_the_window(room.to_read))
