"""The counted paths: a usual finding takes four inputs."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from inspector.domain.mark import MarkKind
from tests.ui.fake_days import NOW
from tests.ui.fake_office import FakeOffice
from tests.ui.typing_hand import Hand, record_usual_finding
from ui.capture_told import TrayGroup
from ui.desk import Desk
from ui.rooms.capture.kept import read_back
from ui.rooms.capture.view import CaptureRoom
from ui.widgets.buttons import DeedButton

Opened = Callable[..., Desk]


def capture(desk: Desk) -> CaptureRoom:
    room = desk.window.open_room("capture")
    assert isinstance(room, CaptureRoom)
    return room


def settled() -> None:
    QApplication.processEvents()


def test_a_usual_finding_takes_four_inputs_and_six_keys(
    open_desk: Opened, office: FakeOffice, card: list[Path]
) -> None:
    hand = record_usual_finding(capture(open_desk()), card, settle=settled)
    assert (hand.inputs, hand.keys) == (4, 6)
    recorded = office.recorded[0]
    assert (recorded.point, recorded.spot, recorded.standard) == ("003-OR-04", "北门", "P3.03.01")
    assert recorded.note == "北门垃圾桶满冒，垃圾散落约3㎡"


def test_the_next_photo_waits_in_the_standard(
    open_desk: Opened, office: FakeOffice, card: list[Path]
) -> None:
    room = capture(open_desk())
    record_usual_finding(room, card, settle=settled)
    assert room.form.standard.hasFocus()
    assert room.presenter.draft.photos == (card[1],)


def test_without_position_the_point_costs_two_inputs_more(
    open_desk: Opened, office: FakeOffice
) -> None:
    room = capture(open_desk())
    assert room.form.point.hasFocus()
    hand = Hand(settled)
    hand.write("fjyc")
    hand.press(Qt.Key.Key_Return)
    hand.write("ljt")
    hand.press(Qt.Key.Key_Return)
    hand.write("3")
    hand.press(Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert (hand.inputs, hand.keys) == (6, 11)  # fjyc and Enter before the usual six
    assert office.recorded[0].note == "垃圾桶满冒，垃圾散落约3㎡"


def test_a_second_problem_on_the_same_photo_needs_one_chord_more(
    open_desk: Opened, office: FakeOffice, card: list[Path]
) -> None:
    room = capture(open_desk())
    hand = record_usual_finding(room, card, settle=settled, save=False)
    before = hand.inputs, hand.keys
    hand.press(Qt.Key.Key_D, Qt.KeyboardModifier.ControlModifier)
    hand.write("lddw")
    hand.press(Qt.Key.Key_Return)
    hand.write("2")
    hand.press(Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert before == (3, 5)
    assert (hand.inputs - 3, hand.keys - 5) == (1 + 4, 1 + 7)  # the chord, then the usual four
    assert [draft.photos for draft in office.recorded] == [(card[0],), (card[0],)]
    assert office.recorded[1].note == "北门楼道内堆放杂物2处"


def without_spots(groups: Sequence[TrayGroup]) -> list[TrayGroup]:
    return [replace(group, spot="") for group in groups]


def test_an_unknown_spot_costs_one_digit_more(
    open_desk: Opened, office: FakeOffice, card: list[Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    room = capture(open_desk())
    sort = office.sort_photos
    monkeypatch.setattr(office, "sort_photos", lambda *given: without_spots(sort(*given)))
    room.presenter.take_in(card)
    settled()
    assert room.form.spot.placeholderText().startswith("1 北门")
    hand = Hand(settled)
    hand.write("2")
    hand.write("ljt")
    hand.press(Qt.Key.Key_Return)
    hand.write("3")
    hand.press(Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert (hand.inputs, hand.keys) == (5, 7)
    assert office.recorded[0].spot == "南门"


def test_mended_on_the_spot_is_one_key_more(
    open_desk: Opened, office: FakeOffice, card: list[Path]
) -> None:
    room = capture(open_desk())
    hand = record_usual_finding(room, card, settle=settled, save=False)
    hand.press(Qt.Key.Key_F9)
    hand.press(Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert (hand.inputs, hand.keys) == (5, 7)
    assert office.recorded[0].on_the_spot


def test_a_digit_takes_the_suggestion_of_that_number(open_desk: Opened, card: list[Path]) -> None:
    room = capture(open_desk())
    room.presenter.take_in(card)
    hand = Hand(settled)
    hand.write("ljt")
    hand.write("2")
    assert room.presenter.draft.standard == "P3.03.02"


def test_down_takes_the_next_phrase(open_desk: Opened, card: list[Path]) -> None:
    room = capture(open_desk())
    record_usual_finding(room, card, settle=settled, save=False)
    QTest.keyClick(room.form.phrase.edit, Qt.Key.Key_Down)
    QTest.keyClicks(room.form.phrase.edit, "4")
    assert room.presenter.draft.note == "北门4只垃圾桶满冒"


def test_the_repeat_panel_takes_no_focus(open_desk: Opened, card: list[Path]) -> None:
    room = capture(open_desk())
    record_usual_finding(room, card, settle=settled, save=False)
    assert room.panel.isVisible()
    assert room.form.phrase.edit.hasFocus()


def test_f4_says_it_is_another_place(open_desk: Opened, card: list[Path]) -> None:
    room = capture(open_desk())
    hand = record_usual_finding(room, card, settle=settled, save=False)
    hand.press(Qt.Key.Key_F4)
    assert room.presenter.draft.same_as == "none"


def test_what_is_typed_is_kept_within_a_second(
    open_desk: Opened, office: FakeOffice, card: list[Path], qtbot: QtBot
) -> None:
    room = capture(open_desk())
    record_usual_finding(room, card, settle=settled, save=False)

    def is_kept() -> bool:
        kept = read_back(office.load_draft())
        return kept is not None and "散落约3㎡" in kept[0].note

    qtbot.waitUntil(is_kept, timeout=1000)


def test_the_toast_takes_a_finding_back(
    open_desk: Opened, office: FakeOffice, card: list[Path]
) -> None:
    desk = open_desk()
    record_usual_finding(capture(desk), card, settle=settled)
    assert desk.window.toast.isVisible()
    desk.window.toast.undo()
    assert office.taken_back == ["K7QF-215"]


def test_a_missing_standard_is_said_below_the_field(
    open_desk: Opened, office: FakeOffice, card: list[Path]
) -> None:
    room = capture(open_desk())
    room.presenter.take_in(card)
    hand = Hand(settled)
    hand.press(Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert office.recorded == []
    assert room.form.standard.hasFocus()


def test_a_click_takes_a_tool_for_marks_and_a_second_one_lays_it_down(
    open_desk: Opened, card: list[Path]
) -> None:
    room = capture(open_desk())
    room.presenter.take_in(card)
    settled()
    arrow = next(one for one in room.findChildren(DeedButton) if one.text() == "画箭头")
    QTest.mouseClick(arrow, Qt.MouseButton.LeftButton)
    assert room._picture.tool is MarkKind.ARROW
    QTest.mouseClick(arrow, Qt.MouseButton.LeftButton)
    assert room._picture.tool is None


def test_another_deadline_takes_two_inputs_more(
    open_desk: Opened, office: FakeOffice, card: list[Path]
) -> None:
    room = capture(open_desk())
    hand = record_usual_finding(room, card, settle=settled, save=False)
    before = hand.inputs
    hand.press(Qt.Key.Key_F7)
    assert room.form.deadline.hasFocus()
    hand.write("3")  # the third that is offered
    hand.press(Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)

    assert hand.inputs - before == 2 + 1  # and the one that saves
    assert office.recorded[0].deadline == (NOW + timedelta(days=1)).date().isoformat()


def test_who_leaves_the_deadline_without_choosing_sees_the_one_filled_in(
    open_desk: Opened, card: list[Path]
) -> None:
    room = capture(open_desk())
    hand = record_usual_finding(room, card, settle=settled, save=False)
    hand.press(Qt.Key.Key_F7)
    hand.press(Qt.Key.Key_Escape)
    hand.press(Qt.Key.Key_Tab)

    assert room.form.deadline.isHidden()
    assert room.presenter.draft.deadline == ""
