"""Before and after at one scale: the line follows the hand, the words say which is which."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QColor, QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from tests.ui.conftest import AtOnce
from ui.faces import load_faces
from ui.look import Look
from ui.theme import THEMES
from ui.widgets.laid_over import LaidOver, Over

BEFORE, AFTER = QColor(200, 0, 0), QColor(0, 0, 200)


@pytest.fixture
def over(tmp_path: Path, at_once: AtOnce) -> Iterator[LaidOver]:
    """A red photo of before under a blue one of after, both filling the mat."""
    app = QApplication.instance() or QApplication([])
    assert app is not None
    look = Look(load_faces())
    look.wear(THEMES[0])
    files = []
    for colour in (BEFORE, AFTER):
        image = QImage(400, 300, QImage.Format.Format_RGB32)
        image.fill(colour)
        files.append(tmp_path / f"{colour.name()[1:]}.png")
        image.save(str(files[-1]))
    shown = LaidOver(look, at_once, ("整改前", "整改后"), fetch=lambda path: path)
    shown.resize(400, 300)
    shown.show_photos(files[0], files[1])
    yield shown
    shown.deleteLater()


def seen(over: LaidOver, x: int) -> QColor:
    """The colour low on the mat, away from words and handle."""
    return over.grab().toImage().pixelColor(x, 280)


def test_left_of_the_line_lies_before_and_right_of_it_after(over: LaidOver) -> None:
    QTest.mousePress(over, Qt.MouseButton.LeftButton, pos=QPoint(300, 150))
    assert over.share == pytest.approx(0.75)
    assert seen(over, 200) == BEFORE
    assert seen(over, 350) == AFTER


def test_the_line_is_moved_by_keys_too_and_stays_on_the_mat(over: LaidOver) -> None:
    for _n in range(30):
        QTest.keyClick(over, Qt.Key.Key_Period)
    assert over.share == 1.0
    QTest.keyClick(over, Qt.Key.Key_Comma)
    assert over.share == pytest.approx(0.95)


def test_one_shines_through_the_other(over: LaidOver) -> None:
    over.lay(Over.SHINING)
    mixed = seen(over, 200)
    assert 80 < mixed.red() < 120
    assert 80 < mixed.blue() < 120
