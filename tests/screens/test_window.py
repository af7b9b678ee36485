"""The window holds in every theme, by keyboard, named for a screen reader."""

import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QApplication,
    QLabel,
    QLineEdit,
    QTextEdit,
    QWidget,
)
from pytestqt.modeltest import ModelTester
from pytestqt.qtbot import QtBot

from inspector.domain.errors import InputError
from inspector.text import speak
from tests.screens.conftest import ROOMS, SMALLEST
from tests.ui.fake_district import PUT_AWAY
from tests.ui.fake_office import FakeOffice
from ui.desk import Desk
from ui.issue_told import Wanted
from ui.look import TEXT_SIZES
from ui.rooms.capture.view import CaptureRoom
from ui.rooms.ledger.model import LedgerModel, MarksRole
from ui.rooms.ledger.table import IssueTable
from ui.rooms.merge.view import MergeRoom
from ui.theme import DARK, LIGHT, SUNLIGHT, THEMES, Theme
from ui.widgets.marks import GAP, Text, width_of, widths_within
from ui.widgets.pane import MarkLine, Words
from ui.widgets.rows import RowsModel

Opened = Callable[..., Desk]
CONTROLS = (QAbstractButton, QLineEdit, QAbstractItemView, QTextEdit)

each_theme = pytest.mark.parametrize("theme", THEMES, ids=lambda theme: theme.code)
each_room = pytest.mark.parametrize("room", ROOMS)


def fill(desk: Desk, room: str, card: list[Path]) -> None:
    """Bring the room into the state with most on the screen."""
    opened = desk.window.open_room(room)
    if isinstance(opened, CaptureRoom):
        opened.presenter.take_in(card)
        opened.presenter.choose_standard("P3.03.01")
    if isinstance(opened, MergeRoom):
        opened.presenter.take_in([Path("/mnt/usb/1120.db"), Path("/mnt/usb/old.db")])
    QApplication.processEvents()


def shown(desk: Desk, kind: type[QWidget]) -> list[QWidget]:
    return [one for one in desk.window.findChildren(kind) if one.isVisible()]


def clipped(widget: QWidget) -> bool:
    if isinstance(widget, Words) and widget._elided:
        return widget.height() < widget.sizeHint().height()
    if isinstance(widget, QLabel) and widget.wordWrap():
        return widget.height() < widget.heightForWidth(widget.width())
    hint = widget.sizeHint()
    return widget.width() < hint.width() or widget.height() < hint.height()


@each_theme
@each_room
def test_nothing_is_clipped_on_the_smallest_screen(
    open_desk: Opened, card: list[Path], theme: Theme, room: str
) -> None:
    desk = open_desk(theme)
    fill(desk, room, card)
    words = [one for one in shown(desk, QLabel) if isinstance(one, QLabel) and one.text()]
    cut = [
        f"{type(one).__name__} {one.accessibleName() or getattr(one, 'text', str)()}"
        for one in [*words, *shown(desk, QAbstractButton)]
        if clipped(one)
    ]
    assert cut == []
    size = desk.window.size()
    assert (size.width(), size.height()) == SMALLEST


@each_theme
@each_room
@pytest.mark.parametrize("size", [SMALLEST, (1366, 745), (1280, 720)], ids=str)
def test_nothing_is_clipped_where_nothing_was_done_yet(
    open_desk: Opened, theme: Theme, room: str, size: tuple[int, int]
) -> None:
    """A room as it first opens; 1280 by 720 is a screen of 2560 by 1440 at twice the pixels."""
    desk = open_desk(theme, size)
    desk.window.open_room(room)
    QApplication.processEvents()
    words = [one for one in shown(desk, QLabel) if isinstance(one, QLabel) and one.text()]
    cut = [one for one in [*words, *shown(desk, QAbstractButton)] if clipped(one)]
    assert [one.accessibleName() for one in cut] == []


@each_theme
@each_room
def test_every_room_fits_the_smallest_screen(
    open_desk: Opened, card: list[Path], theme: Theme, room: str
) -> None:
    desk = open_desk(theme)
    fill(desk, room, card)
    needed = desk.window.minimumSizeHint()
    assert needed.height() <= SMALLEST[1]
    assert needed.width() <= SMALLEST[0]


@each_room
def test_every_control_has_a_name(open_desk: Opened, card: list[Path], room: str) -> None:
    desk = open_desk()
    fill(desk, room, card)
    nameless = [
        f"{type(one).__name__} in {type(one.parentWidget()).__name__}"
        for kind in CONTROLS
        for one in shown(desk, kind)
        if not one.accessibleName()
    ]
    assert nameless == []


@each_room
def test_buttons_are_large_enough_to_hit(open_desk: Opened, card: list[Path], room: str) -> None:
    desk = open_desk()
    fill(desk, room, card)
    small = [one.accessibleName() for one in shown(desk, QAbstractButton) if one.height() < 28]
    assert small == []


@each_theme
def test_the_largest_text_fits_the_office_screen(
    open_desk: Opened, card: list[Path], theme: Theme
) -> None:
    desk = open_desk(theme, size=(1920, 1000))
    desk._look.set_text_size(TEXT_SIZES[-1])
    fill(desk, "ledger", card)
    cut = [one for one in shown(desk, QAbstractButton) if clipped(one)]
    assert [one.accessibleName() for one in cut] == []


@pytest.mark.parametrize(
    ("key", "room"),
    [
        (Qt.Key.Key_1, "home"),
        (Qt.Key.Key_2, "capture"),
        (Qt.Key.Key_3, "ledger"),
        (Qt.Key.Key_4, "recheck"),
        (Qt.Key.Key_5, "notices"),
        (Qt.Key.Key_6, "scores"),
        (Qt.Key.Key_7, "map"),
        (Qt.Key.Key_8, "merge"),
        (Qt.Key.Key_9, "register"),
        (Qt.Key.Key_0, "settings"),
    ],
)
def test_a_digit_with_control_opens_its_room(open_desk: Opened, key: Qt.Key, room: str) -> None:
    desk = open_desk()
    QTest.keyClick(desk.window, key, Qt.KeyboardModifier.ControlModifier)
    assert desk.window.current_room() == room


def test_the_search_opens_the_ledger_on_what_was_typed(open_desk: Opened) -> None:
    desk = open_desk()
    QTest.keyClick(desk.window, Qt.Key.Key_K, Qt.KeyboardModifier.ControlModifier)
    field = QApplication.focusWidget()
    assert isinstance(field, QLineEdit)
    QTest.keyClicks(field, "K7QF-206")
    QTest.keyClick(field, Qt.Key.Key_Return)
    table = desk.window.findChild(IssueTable)
    assert desk.window.current_room() == "ledger"
    assert table.model().rowCount() == 1


def test_the_theme_key_changes_the_look(open_desk: Opened) -> None:
    desk = open_desk()
    held = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier
    QTest.keyClick(desk.window, Qt.Key.Key_L, held)
    assert desk._look.theme.code == "dark"


def test_the_rail_folds_by_key(open_desk: Opened) -> None:
    desk = open_desk()
    before = desk.window._rail.width()
    held = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier
    QTest.keyClick(desk.window, Qt.Key.Key_B, held)
    assert desk.window._rail.width() < before


def test_a_digit_does_the_item_of_the_workbench(open_desk: Opened) -> None:
    desk = open_desk()
    QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_3)
    assert desk.window.current_room() == "notices"


def test_the_way_back_leads_to_the_room_before(open_desk: Opened) -> None:
    desk = open_desk()
    desk.window.open_room("ledger")
    QTest.keyClick(desk.window, Qt.Key.Key_Left, Qt.KeyboardModifier.AltModifier)
    assert desk.window.current_room() == "home"


def test_p_in_the_ledger_opens_the_notice_of_its_unit(open_desk: Opened) -> None:
    desk = open_desk()
    desk.open_ledger(Wanted(text="K7QF-213"))
    QTest.keyClick(desk.window.findChild(IssueTable), Qt.Key.Key_P)
    assert desk.window.current_room() == "notices"


def test_n_in_the_ledger_records_at_the_same_place(open_desk: Opened) -> None:
    desk = open_desk()
    desk.open_ledger(Wanted(text="K7QF-214"))
    QTest.keyClick(desk.window.findChild(IssueTable), Qt.Key.Key_N)
    room = desk.window.findChild(CaptureRoom)
    assert (room.presenter.draft.point, room.presenter.draft.spot) == ("003-OR-04", "北门")


def test_control_enter_issues_what_is_not_blocked(open_desk: Opened, office: FakeOffice) -> None:
    desk = open_desk()
    desk.window.open_room("notices")
    QTest.keyClick(
        QApplication.focusWidget(), Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier
    )
    assert len(office.issued) == 4


def test_space_unticks_a_unit(open_desk: Opened, office: FakeOffice) -> None:
    desk = open_desk()
    desk.window.open_room("notices")
    QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Space)
    QTest.keyClick(
        QApplication.focusWidget(), Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier
    )
    assert "U0" not in office.issued


def test_the_table_tells_states_in_words(open_desk: Opened) -> None:
    desk = open_desk()
    desk.window.open_room("ledger")
    model = desk.window.findChild(IssueTable).model()
    spoken = model.data(model.index(0, 0), Qt.ItemDataRole.AccessibleTextRole)
    assert spoken == "整改中"


def test_the_ledger_is_a_sound_model(qtmodeltester: ModelTester) -> None:
    model = LedgerModel()
    model.show_total(500)
    qtmodeltester.check(model)


def test_the_rows_are_a_sound_model(qtmodeltester: ModelTester) -> None:
    qtmodeltester.check(RowsModel())


def test_a_row_on_its_way_is_asked_for_and_shown_as_dots(qtbot: QtBot) -> None:
    model = LedgerModel()
    model.show_total(500)
    with qtbot.waitSignal(model.needed) as asked:
        assert model.data(model.index(450, 1)) == "…"
    assert asked.args == [2]


def test_references_to_none_stay_flat(open_desk: Opened) -> None:
    desk = open_desk()
    desk.window.open_room("ledger")
    table = desk.window.findChild(IssueTable)
    line = desk.window.findChild(MarkLine)
    QApplication.processEvents()
    before = sys.getrefcount(None)
    for number in range(500):
        table.stand_on(number % 15)
        line.show()
    QApplication.processEvents()
    assert sys.getrefcount(None) - before > -200


@each_room
def test_a_room_that_was_hidden_when_the_theme_changed_is_seen_in_it(
    open_desk: Opened, room: str
) -> None:
    def after_another_room(born_in: Theme) -> QImage:
        desk = open_desk(born_in)
        desk.window.open_room(room)
        desk.window.open_room("settings" if room == "home" else "home")
        desk._look.wear(DARK)
        desk.window.open_room(room)
        QTest.qWait(1)
        return desk.window.grab().toImage()

    assert after_another_room(LIGHT) == after_another_room(DARK)


def test_a_fault_stays_in_the_room_it_came_from(open_desk: Opened) -> None:
    desk = open_desk()
    desk.window.open_room("register")
    desk.window.tell_fault(InputError("点位编号：不能为空", "改好这一栏再保存。"))
    assert desk.window._saved.isVisible()
    desk.window.open_room("register")
    assert desk.window._saved.isVisible()
    desk.window.open_room("settings")
    assert not desk.window._saved.isVisible()


def test_what_was_saved_is_still_told_in_the_next_room(open_desk: Opened) -> None:
    desk = open_desk()
    desk.window.tell_saved("已自动保存")
    desk.window.open_room("settings")
    assert desk.window._saved.isVisible()


@each_theme
def test_a_fault_of_the_form_takes_no_height_from_the_field_it_is_about(
    theme: Theme, open_desk: Opened, card: list[Path]
) -> None:
    desk = open_desk(theme, SMALLEST if theme.compact else (1280, 640))
    fill(desk, "capture", card)
    form = desk.window.open_room("capture").form
    form.show_fault("描述里还有一空，填上数，或按 ↓ 换一句")
    for _turn in range(3):  # what folds asks for a further layout
        QApplication.processEvents()
    field = form.phrase.mapTo(form, form.phrase.rect().bottomLeft())
    told = form._fault.mapTo(form, form._fault.rect().topLeft())
    assert field.y() < told.y()
    form.show_fault("")


def test_alt_and_a_digit_open_the_pages_of_the_scores_in_their_order(open_desk: Opened) -> None:
    room = open_desk().window.open_room("scores")
    for number in (2, 3, 4, 5, 1):
        QTest.keyClick(room, getattr(Qt.Key, f"Key_{number}"), Qt.KeyboardModifier.AltModifier)
        assert room._pages.currentIndex() == number - 1


def test_every_state_and_deadline_stands_whole_in_its_column(open_desk: Opened) -> None:
    room = open_desk().window.open_room("ledger")
    look = room._look
    for row in range(room._model.rowCount()):
        for column in (0, 3, 4):
            marks = room._model.index(row, column).data(MarksRole) or ()
            assert width_of(marks, look) <= room._table.columnWidth(column)


def test_what_a_merge_puts_away_is_told_in_a_whole_sentence(open_desk: Opened) -> None:
    desk = open_desk()
    room = desk.window.open_room("merge")
    assert isinstance(room, MergeRoom)
    room.presenter.take_in([Path("/mnt/usb/1120.db"), Path("/mnt/usb/old.db")])
    QApplication.processEvents()

    told = [one for one in shown(desk, Words) if one.text() == PUT_AWAY]
    assert len(told) == 1


def test_short_names_of_rooms_stand_whole_on_a_narrow_rail_in_english(open_desk: Opened) -> None:
    speak("en")
    try:
        window = open_desk(SUNLIGHT).window
    finally:
        speak("zh")
    for button in window._buttons.values():
        assert button.compact
        room = button.width() - 2 * 6 - 7
        assert width_of(button._marks(bold=True)[0], window._look) <= room


def test_words_that_are_too_long_without_the_elastic_ones_end_where_their_cell_ends(
    open_desk: Opened,
) -> None:
    look = open_desk().window._look
    place = Text(words="石磨中心小学周边")
    spot = Text(words="接送区", elastic=True)
    wide = width_of((place, spot), look)
    assert widths_within((place, spot), look, wide) == [place.width(look), spot.width(look)]
    narrow = place.width(look) - 20
    widths = widths_within((place, spot), look, narrow)
    assert widths[1] == 0
    assert sum(widths) + GAP <= narrow + 0.1
