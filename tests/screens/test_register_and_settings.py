"""Reference data and settings by keyboard alone, on the screen."""

import tempfile
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication, QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from tests.screens.conftest import SMALLEST
from tests.ui.fake_office import FakeOffice
from ui.desk import Desk
from ui.rooms.capture.view import CaptureRoom
from ui.rooms.register.record_pane import RecordPane
from ui.rooms.register.view import RegisterRoom
from ui.rooms.settings.view import SettingsRoom
from ui.theme import THEMES, Theme
from ui.widgets.buttons import DeedButton
from ui.widgets.choices import ChoiceField, Segment
from ui.widgets.pane import Words

Opened = Callable[..., Desk]
CONTROL = Qt.KeyboardModifier.ControlModifier
ALT = Qt.KeyboardModifier.AltModifier

each_theme = pytest.mark.parametrize("theme", THEMES, ids=lambda theme: theme.code)


def focused() -> QWidget:
    """Where the next key goes; Qt aborts on a key for nobody."""
    here = QApplication.focusWidget()
    assert here is not None
    return here


def press(key: Qt.Key, held: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
    QTest.keyClick(focused(), key, held)
    QApplication.processEvents()


def register(desk: Desk) -> RegisterRoom:
    desk.window.open_room("register")
    QApplication.processEvents()
    return desk.window.findChild(RegisterRoom)


def settings(desk: Desk) -> SettingsRoom:
    desk.window.open_room("settings")
    QApplication.processEvents()
    return desk.window.findChild(SettingsRoom)


def cut(desk: Desk) -> list[str]:
    kinds = (DeedButton, Segment)
    shown = [one for kind in kinds for one in desk.window.findChildren(kind) if one.isVisible()]
    return [
        one.accessibleName()
        for one in shown
        if one.height() < one.sizeHint().height() or one.width() < one.sizeHint().width()
    ]


def test_a_point_is_found_corrected_and_saved_by_keys(
    open_desk: Opened, office: FakeOffice
) -> None:
    desk = open_desk()
    room = register(desk)
    press(Qt.Key.Key_F, CONTROL)
    QTest.keyClicks(focused(), "tynm")
    press(Qt.Key.Key_Return)
    press(Qt.Key.Key_E)
    QTest.keyClicks(focused(), "A")
    press(Qt.Key.Key_S, CONTROL)
    assert [said for _key, said, _why in office.own_register.amended] == [{"zh": "A桐荫农贸市场"}]
    assert not room.presenter.is_writing


def test_the_caret_goes_to_the_field_that_is_to_blame(open_desk: Opened) -> None:
    desk = open_desk()
    register(desk)
    press(Qt.Key.Key_E)
    pane = desk.window.findChild(RecordPane)
    pane._inputs["lat"].setText("北纬")
    press(Qt.Key.Key_S, CONTROL)
    assert pane.is_form
    assert focused().accessibleName() == "纬度"


def test_what_is_wrong_stands_below_its_field_until_it_is_mended(open_desk: Opened) -> None:
    desk = open_desk()
    register(desk)
    press(Qt.Key.Key_E)
    pane = desk.window.findChild(RecordPane)
    pane._inputs["lat"].setText("北纬")
    press(Qt.Key.Key_S, CONTROL)
    QApplication.processEvents()
    said = next(one for one in pane.findChildren(Words) if one.text().startswith("纬度："))
    field = pane._inputs["lat"]
    assert said.isVisible()
    assert 0 <= said.geometry().top() - field.geometry().bottom() <= 12
    QTest.keyClicks(focused(), "3")
    assert not said.isVisible()


def test_escape_leaves_the_form_and_writes_nothing(open_desk: Opened, office: FakeOffice) -> None:
    desk = open_desk()
    room = register(desk)
    press(Qt.Key.Key_E)
    QTest.keyClicks(focused(), "x")
    press(Qt.Key.Key_Escape)
    assert office.own_register.amended == []
    assert not room.presenter.is_writing


def test_while_a_form_is_open_no_other_record_can_be_chosen(open_desk: Opened) -> None:
    desk = open_desk()
    room = register(desk)
    press(Qt.Key.Key_A)
    assert desk.window.findChild(RecordPane).is_form
    assert not room._list.isEnabled()
    press(Qt.Key.Key_Escape)
    assert room._list.isEnabled()


def test_letters_typed_into_a_field_are_no_commands(open_desk: Opened, office: FakeOffice) -> None:
    desk = open_desk()
    room = register(desk)
    press(Qt.Key.Key_F, CONTROL)
    QTest.keyClicks(focused(), "ea")
    assert not room.presenter.is_writing


def test_the_wheel_changes_nothing_that_was_chosen(open_desk: Opened, qtbot: QtBot) -> None:
    desk = open_desk()
    register(desk)
    press(Qt.Key.Key_E)
    box = next(one for one in desk.window.findChildren(ChoiceField) if one.isVisible())
    before = box.code()
    QTest.keyClick(box, Qt.Key.Key_Tab)
    assert box.code() == before


def test_an_import_is_mapped_rehearsed_and_done_by_keys(
    open_desk: Opened, office: FakeOffice
) -> None:
    desk = open_desk()
    room = register(desk)
    room.importing.open("points", Path("points.xlsx"))
    assert isinstance(QApplication.focusWidget(), ChoiceField)
    press(Qt.Key.Key_Down)
    press(Qt.Key.Key_Down)
    assert office.own_register.rehearsed[-1]["小区名称"] == "zh"
    press(Qt.Key.Key_Return, CONTROL)
    assert len(office.own_register.taken) == 1
    press(Qt.Key.Key_Escape)
    assert not room.importing.is_open


@each_theme
def test_form_and_import_fit_the_smallest_screen(open_desk: Opened, theme: Theme) -> None:
    desk = open_desk(theme)
    room = register(desk)
    room.presenter.edit()
    QApplication.processEvents()
    assert cut(desk) == []
    room.presenter.cancel()
    room.importing.open("points", Path("points.xlsx"))
    QApplication.processEvents()
    assert cut(desk) == []
    needed = desk.window.minimumSizeHint()
    assert needed.width() <= SMALLEST[0]
    assert needed.height() <= SMALLEST[1]


@each_theme
def test_every_line_of_the_checkup_fits_the_smallest_screen(
    open_desk: Opened, theme: Theme
) -> None:
    desk = open_desk(theme)
    room = settings(desk)
    assert room._health._scroll.verticalScrollBar().maximum() == 0


@each_theme
@pytest.mark.parametrize("page", ["own", "wording", "about"])
def test_the_other_pages_fit_the_smallest_screen(
    open_desk: Opened, theme: Theme, page: str
) -> None:
    desk = open_desk(theme)
    settings(desk).open_page(page)
    QApplication.processEvents()
    assert cut(desk) == []
    assert desk.window.minimumSizeHint().width() <= SMALLEST[0]


def test_a_digit_does_the_line_and_alt_turns_the_page(
    open_desk: Opened, office: FakeOffice
) -> None:
    desk = open_desk()
    room = settings(desk)
    press(Qt.Key.Key_1)
    assert office.own_care.backed_up == [None]
    press(Qt.Key.Key_2, ALT)
    assert room._pages.currentIndex() == 1
    press(Qt.Key.Key_1)
    assert office.own_care.backed_up == [None]


def test_the_theme_that_is_picked_is_worn_and_kept(open_desk: Opened) -> None:
    desk = open_desk()
    room = settings(desk)
    room.open_page("own")
    dark = next(
        one for one in desk.window.findChildren(Segment) if one.accessibleName() == "主题 深色"
    )
    QTest.mouseClick(dark, Qt.MouseButton.LeftButton)
    assert desk._look.theme.code == "dark"
    assert desk._preferences.read("theme") == "dark"


def test_the_key_for_the_theme_moves_the_segment_too(open_desk: Opened) -> None:
    desk = open_desk()
    settings(desk).open_page("own")
    held = CONTROL | Qt.KeyboardModifier.ShiftModifier
    QTest.keyClick(desk.window, Qt.Key.Key_L, held)
    chosen = [one.accessibleName() for one in desk.window.findChildren(Segment) if one.isChecked()]
    assert "主题 深色" in chosen


def test_a_window_leaves_no_folder_behind(
    open_desk: Opened, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path / "temp"))
    (tmp_path / "temp").mkdir()
    desk = open_desk()
    desk.window.open_room("capture")
    assert list((tmp_path / "temp").iterdir()) == []


def test_a_pasted_picture_has_a_folder_that_goes_with_the_room(
    open_desk: Opened, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path / "temp"))
    (tmp_path / "temp").mkdir()
    gone: list[object] = []
    monkeypatch.setattr(
        "ui.rooms.capture.view.finalize", lambda _room, _deed, folder, **_more: gone.append(folder)
    )
    desk = open_desk()
    desk.window.open_room("capture")
    image = QImage(8, 8, QImage.Format.Format_RGB32)
    image.fill(0)
    QGuiApplication.clipboard().setImage(image)
    desk.window.findChild(CaptureRoom).paste()
    assert gone == list((tmp_path / "temp").iterdir())
