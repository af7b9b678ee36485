"""检查表 by keys and by mouse: one key an answer, a fault recorded in place, the rest at once."""

from collections.abc import Callable
from itertools import pairwise
from pathlib import Path

import pytest
from PySide6.QtCore import QRectF, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel

from tests.screens.test_window import clipped
from tests.ui.fake_district import POINTS
from tests.ui.fake_office import FakeOffice
from tests.ui.fake_visits import ITEMS
from tests.ui.typing_hand import Hand
from ui.desk import Desk
from ui.look import TEXT_SIZES
from ui.rooms.capture.checklist.answer_list import segments
from ui.rooms.capture.checklist.sheet import Answer
from ui.rooms.capture.view import CaptureRoom
from ui.theme import THEMES, Theme

Opened = Callable[..., Desk]
CONTROL = Qt.KeyboardModifier.ControlModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier
ELSEWHERE = POINTS[1].code
CODES = [code for code, *_rest in ITEMS]

each_theme = pytest.mark.parametrize("theme", THEMES, ids=lambda theme: theme.code)


def settled() -> None:
    QApplication.processEvents()


def at_the_point(desk: Desk, card: list[Path]) -> tuple[CaptureRoom, Hand]:
    """A point known by its photos, the caret in the form."""
    room = desk.window.open_room("capture")
    assert isinstance(room, CaptureRoom)
    room.presenter.take_in(card)
    settled()
    return room, Hand(settled)


def listing(desk: Desk, card: list[Path]) -> tuple[CaptureRoom, Hand]:
    room, hand = at_the_point(desk, card)
    hand.press(Qt.Key.Key_F2)
    return room, Hand(settled)


def test_a_visit_with_one_fault_takes_six_inputs_and_six_keys(
    open_desk: Opened, office: FakeOffice, card: list[Path]
) -> None:
    _room, hand = at_the_point(open_desk(), card)
    hand.press(Qt.Key.Key_F2)
    hand.press(Qt.Key.Key_N)  # the first item is at fault
    hand.write("3")
    hand.press(Qt.Key.Key_Return, CONTROL)
    hand.press(Qt.Key.Key_Y, CONTROL | SHIFT)
    hand.press(Qt.Key.Key_Return, CONTROL)
    assert (hand.inputs, hand.keys) == (6, 6)
    (recorded,) = office.recorded
    assert (recorded.point, recorded.standard) == ("003-OR-04", CODES[0])
    (visit,) = office.own_visits.closed
    assert (visit.failed, len(visit.passed)) == ((CODES[0],), len(CODES) - 1)


def test_control_z_takes_a_stored_visit_back(
    open_desk: Opened, office: FakeOffice, card: list[Path]
) -> None:
    room, hand = listing(open_desk(), card)
    hand.press(Qt.Key.Key_Y, CONTROL | SHIFT)
    hand.press(Qt.Key.Key_Return, CONTROL)
    hand.press(Qt.Key.Key_Z, CONTROL)
    assert office.own_visits.taken_back == ["visit-1"]
    hand.press(Qt.Key.Key_F2)
    assert len(room.checklist.presenter.sheet.answers) == len(CODES)


def test_a_fault_goes_on_to_the_next_item_and_carries_its_verdict(
    open_desk: Opened, office: FakeOffice, card: list[Path]
) -> None:
    room, hand = listing(open_desk(), card)
    for _step in range(CODES.index("P3.03.01")):
        hand.press(Qt.Key.Key_Down)
    hand.press(Qt.Key.Key_N)
    assert room.form.isVisible()
    assert room.panel.isVisible()
    hand.write("3")
    hand.press(Qt.Key.Key_Return, CONTROL)
    assert not room.form.isVisible()
    assert room.checklist.list.hasFocus()
    assert room.checklist.list.chosen_key() == CODES[CODES.index("P3.03.01") + 1]
    told = next(one.words() for one in room.checklist.list.rows if one.key == "P3.03.01")
    assert "第3次" in told
    assert told.endswith("问题")


def test_escape_leaves_the_fault_then_the_list(
    open_desk: Opened, office: FakeOffice, card: list[Path]
) -> None:
    room, hand = listing(open_desk(), card)
    hand.press(Qt.Key.Key_N)
    hand.press(Qt.Key.Key_Escape)
    assert office.recorded == []
    assert room.checklist.presenter.sheet.answers == {}
    assert room.presenter.draft.standard == ""
    hand.press(Qt.Key.Key_Escape)
    assert room.tray.isVisible()
    assert not room.checklist.isVisible()


def test_letters_in_the_words_of_a_fault_are_no_answers(
    open_desk: Opened, card: list[Path]
) -> None:
    room, hand = listing(open_desk(), card)
    hand.press(Qt.Key.Key_N)
    hand.write("ynx1")
    assert room.checklist.presenter.sheet.answers == {}
    assert room.form.isVisible()


def test_a_measured_number_is_typed_and_rubbed_out(open_desk: Opened, card: list[Path]) -> None:
    room, hand = listing(open_desk(), card)
    for _step in range(CODES.index("P4.05.01")):
        hand.press(Qt.Key.Key_Down)
    hand.write("12")
    hand.press(Qt.Key.Key_Backspace)
    assert room.checklist.presenter.sheet.values == {"P4.05.01": "1"}


def test_an_answer_is_given_by_a_click(open_desk: Opened, card: list[Path]) -> None:
    room, _hand = listing(open_desk(), card)
    shown = room.checklist.list
    index = shown.model().index(3, 0)  # the third item, below the first head
    box = segments(room._look, QRectF(shown.visualRect(index)))[Answer.NONE]
    QTest.mouseClick(shown.viewport(), Qt.MouseButton.LeftButton, pos=box.center().toPoint())
    assert room.checklist.presenter.sheet.answers == {CODES[2]: Answer.NONE}


def test_without_a_point_the_list_asks_for_it(open_desk: Opened) -> None:
    room = open_desk().window.open_room("capture")
    assert isinstance(room, CaptureRoom)
    QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_F2)
    assert not room.checklist.isVisible()
    assert room.form.point.hasFocus()


def test_photos_that_arrive_lead_nobody_from_the_list(
    open_desk: Opened, office: FakeOffice, card: list[Path]
) -> None:
    desk = open_desk()
    room = desk.window.open_room("capture")
    assert isinstance(room, CaptureRoom)
    room.presenter.choose_point(ELSEWHERE)
    room.toggle_checklist()
    office.arrived = tuple(card)
    desk._inbox.look()
    settled()
    assert room.presenter.draft.point == ELSEWHERE
    assert room.checklist.isVisible()


def test_each_fault_has_photos_of_its_own(
    open_desk: Opened, office: FakeOffice, card: list[Path]
) -> None:
    _room, hand = listing(open_desk(), card)
    hand.press(Qt.Key.Key_N)
    hand.write("3")
    hand.press(Qt.Key.Key_Return, CONTROL)
    hand.press(Qt.Key.Key_N)
    hand.press(Qt.Key.Key_PageDown)
    hand.write("2")
    hand.press(Qt.Key.Key_Return, CONTROL)
    assert [one.photos for one in office.recorded] == [(card[0],), (card[1],)]


def test_another_room_and_back_finds_the_list_as_it_was(
    open_desk: Opened, card: list[Path]
) -> None:
    desk = open_desk()
    room, hand = listing(desk, card)
    hand.press(Qt.Key.Key_Y)
    hand.press(Qt.Key.Key_3, CONTROL)
    hand.press(Qt.Key.Key_2, CONTROL)
    assert room.checklist.list.hasFocus()
    assert room.checklist.list.chosen_key() == CODES[1]


def test_a_new_finding_is_asked_for_away_from_the_list(open_desk: Opened, card: list[Path]) -> None:
    room, hand = listing(open_desk(), card)
    hand.press(Qt.Key.Key_N, CONTROL)
    assert room.form.isVisible()
    assert room.form.standard.hasFocus()
    assert not room.checklist.isVisible()


@each_theme
@pytest.mark.parametrize("state", ["list", "past", "number", "fault", "whole"])
@pytest.mark.parametrize("size", [(1280, 672), (1366, 745)], ids=str)
def test_nothing_is_cut_and_everything_is_named(
    open_desk: Opened, card: list[Path], theme: Theme, state: str, size: tuple[int, int]
) -> None:
    desk = open_desk(theme, size)
    room, hand = listing(desk, card)
    visit = room.checklist.presenter
    if state == "past":
        room.checklist.stand_on("P3.03.01")
    if state == "number":
        room.checklist.stand_on("P4.05.01")
        visit.type("6")
    if state == "fault":
        hand.press(Qt.Key.Key_N)
    if state == "whole":
        visit.pass_the_rest()
    settled()
    buttons = [one for one in desk.window.findChildren(QAbstractButton) if one.isVisible()]
    words = [one for one in desk.window.findChildren(QLabel) if one.isVisible() and one.text()]
    assert [one.text() for one in [*buttons, *words] if clipped(one)] == []
    assert [one for one in buttons if not one.accessibleName()] == []
    needed = desk.window.minimumSizeHint()
    assert (needed.width() <= size[0], needed.height() <= size[1]) == (True, True)
    pane = room.checklist.pane
    parts = [one for one in pane.children() if getattr(one, "isVisible", bool)()]
    boxes = [one.geometry() for one in parts]
    assert all(pane.rect().contains(box) for box in boxes)


def test_the_largest_text_fits_the_office_screen(open_desk: Opened, card: list[Path]) -> None:
    desk = open_desk(size=(1920, 1000))
    desk._look.set_text_size(TEXT_SIZES[-1])
    room, _hand = listing(desk, card)
    row = QRectF(room.checklist.list.visualRect(room.checklist.list.model().index(1, 0)))
    boxes = list(segments(room._look, row).values())
    assert all(row.contains(box) for box in boxes)
    assert all(not one.intersects(other) for one, other in pairwise(boxes))
