"""A hand that types as a person does and counts its inputs."""

from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from ui.rooms.capture.view import CaptureRoom


class Hand:
    """An input is one chord or click, or one run of typing; keys are counted one by one."""

    def __init__(self, settle: Callable[[], None]) -> None:
        self._settle = settle
        self.inputs = 0
        self.keys = 0

    def write(self, words: str) -> None:
        self.inputs += 1
        for letter in words:
            self.keys += 1
            QTest.keyClicks(_focused(), letter)
        self._settle()

    def press(
        self, key: Qt.Key, held: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier
    ) -> None:
        self.inputs += 1
        self.keys += 1
        QTest.keyClick(_focused(), key, held)
        self._settle()


def record_usual_finding(
    room: CaptureRoom, photos: Sequence[Path], *, settle: Callable[[], None], save: bool = True
) -> Hand:
    """Photos taken in; then ``ljt``, Enter, ``3`` and, where ``save``, Ctrl+Enter."""
    room.presenter.take_in(photos)
    settle()
    hand = Hand(settle)
    hand.write("ljt")
    hand.press(Qt.Key.Key_Return)
    hand.write("3")
    if save:
        hand.press(Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    return hand


def _focused() -> QWidget:
    # QTest aborts the process when it is given None
    widget = QApplication.focusWidget()
    if widget is None:
        raise AssertionError("no widget has the focus")
    return widget
