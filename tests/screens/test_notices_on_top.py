"""What is plugged in is told under the top bar; undo goes back through the sitting."""

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFileDialog

from inspector.app.sticks import Stick
from tests.ui.conftest import AtOnce
from tests.ui.drawn import draw_scene
from tests.ui.fake_office import FakeOffice
from tests.ui.typing_hand import Hand
from ui.desk import Desk
from ui.rooms.capture.view import CaptureRoom
from ui.rooms.merge.view import MergeRoom
from ui.stick_watch import StickWatch

Opened = Callable[..., Desk]
CONTROL = Qt.KeyboardModifier.ControlModifier


def a_stick(place: Path, *, bundles: int = 0, photos: int = 0) -> Stick:
    names = tuple(place / f"{number}.db" for number in range(bundles))
    return Stick(place=place, bundles=names, photos=photos)


def test_a_card_is_told_without_taking_the_focus_and_taken_in_by_one_key(
    open_desk: Opened, tmp_path: Path
) -> None:
    desk = open_desk()
    draw_scene(tmp_path / "EOS" / "DCIM" / "1.jpg", seed=1, size=160)
    focus = QApplication.focusWidget()
    desk.arrivals.tell_stick(a_stick(tmp_path / "EOS", photos=1))
    assert desk.window.notice.isVisible()
    assert QApplication.focusWidget() is focus
    QTest.keyClick(focus, Qt.Key.Key_I, CONTROL)
    room = desk.window.findChild(CaptureRoom)
    assert desk.window.current_room() == "capture"
    assert room.tray._photos == [tmp_path / "EOS" / "DCIM"]
    assert not desk.window.notice.isVisible()


def test_a_stick_is_rehearsed_unasked_by_whoever_opens_the_room(
    open_desk: Opened, tmp_path: Path
) -> None:
    desk = open_desk()
    desk.arrivals.tell_stick(a_stick(tmp_path / "KINGSTON", bundles=2))
    QTest.keyClick(desk.window, Qt.Key.Key_8, CONTROL)
    room = desk.window.findChild(MergeRoom)
    assert len(room.presenter._files) == 2
    assert not desk.window.notice.isVisible()


@pytest.mark.qt_log_ignore("propagateSizeHints")  # what no display says of a dialog
@pytest.mark.parametrize("inputs", [5, 3], ids=["one conflict", "no conflict"])
def test_a_stick_is_merged_and_handed_back_in_five_inputs_or_in_three(
    open_desk: Opened,
    office: FakeOffice,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    inputs: int,
) -> None:
    has_conflict = inputs == 5
    if not has_conflict:
        monkeypatch.setattr(office, "conflicts", tuple)
    desk = open_desk()
    desk.arrivals.tell_stick(a_stick(tmp_path / "KINGSTON", bundles=1))
    hand = Hand(QApplication.processEvents)
    hand.press(Qt.Key.Key_I, CONTROL)
    if has_conflict:
        hand.press(Qt.Key.Key_2)
        hand.press(Qt.Key.Key_Return)
    hand.press(Qt.Key.Key_Return, CONTROL)
    hand.press(Qt.Key.Key_H, CONTROL)
    (dialog,) = desk.window.findChild(MergeRoom).findChildren(QFileDialog)
    assert dialog.isVisible()
    dialog.reject()
    assert (len(office.merged), len(office.ruled)) == (1, int(has_conflict))
    assert (hand.inputs, hand.keys) == (inputs, inputs)


def test_a_stick_that_was_pulled_out_is_told_no_more(open_desk: Opened, tmp_path: Path) -> None:
    desk = open_desk()
    stick = a_stick(tmp_path / "KINGSTON", bundles=1)
    desk.arrivals.tell_stick(stick)
    desk.arrivals.forget_stick(stick)
    assert not desk.window.notice.isVisible()
    QTest.keyClick(desk.window, Qt.Key.Key_8, CONTROL)
    assert desk.window.findChild(MergeRoom).presenter._files == ()


def test_photos_that_arrive_are_told_and_taken_in_by_one_key(
    open_desk: Opened, office: FakeOffice, tmp_path: Path
) -> None:
    desk = open_desk()
    photo = draw_scene(tmp_path / "8.jpg", seed=8, size=160)
    office.arrived = (photo,)
    watch = desk._inbox
    watch.look()
    assert desk.window.notice.isVisible()
    assert desk.window.current_room() == "home"
    QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_I, CONTROL)
    assert desk.window.findChild(CaptureRoom).tray._photos == [photo]
    assert not desk.window.notice.isVisible()


def test_who_registers_has_arrivals_in_the_tray_at_once(
    open_desk: Opened, office: FakeOffice, tmp_path: Path
) -> None:
    desk = open_desk()
    desk.window.open_room("capture")
    photo = draw_scene(tmp_path / "9.jpg", seed=9, size=160)
    office.arrived = (photo,)
    desk._inbox.look()
    assert desk.window.findChild(CaptureRoom).tray._photos == [photo]
    assert not desk.window.notice.isVisible()


def test_the_watch_tells_what_came_and_what_went_once(qapp: object, tmp_path: Path) -> None:
    places: list[Path] = []
    told: list[tuple[str, str]] = []
    watch = StickWatch(AtOnce(), lambda: tuple(places))
    watch.came.connect(lambda stick: told.append(("came", stick.place.name)))
    watch.went.connect(lambda stick: told.append(("went", stick.place.name)))
    (tmp_path / "EOS" / "DCIM").mkdir(parents=True)
    (tmp_path / "EOS" / "DCIM" / "1.JPG").touch()
    (tmp_path / "EMPTY").mkdir()
    places += [tmp_path / "EOS", tmp_path / "EMPTY"]
    watch.look()
    watch.look()
    places.clear()
    watch.look()
    assert told[0] == ("came", "EOS")
    assert sorted(told[1:]) == [("went", "EMPTY"), ("went", "EOS")]


def test_undo_takes_deeds_back_one_by_one_the_last_first(open_desk: Opened) -> None:
    desk, undone = open_desk(), []
    desk.window.toast.tell("甲", lambda: undone.append("甲"))
    desk.window.toast.tell("乙", lambda: undone.append("乙"))
    desk.window.toast.tell("丙", None)
    for _press in range(3):
        QTest.keyClick(desk.window, Qt.Key.Key_Z, CONTROL)
    assert undone == ["乙", "甲"]
