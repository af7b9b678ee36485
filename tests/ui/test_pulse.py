"""An office that does not answer is told calmly, and told no more once it answered."""

import signal
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from tests.ui.drawn import draw_scene
from tests.ui.sitting import FEW, QUICK_MS, Sitting, a_form_begun
from ui.pulse import Pulse, PulseWatch
from ui.rooms.capture.kept import read_back
from ui.rooms.capture.view import CaptureRoom
from ui.slip import Slip


class Line:
    """A line on which a question waits, or none; at its end somebody breathes, or not."""

    def __init__(self) -> None:
        self.heard: float | None = None
        self.alive = True

    def heard_last(self) -> float | None:
        return self.heard

    def breathes(self, patience_s: float) -> bool:
        return self.alive


@pytest.fixture
def line() -> Line:
    return Line()


@pytest.fixture
def watch(qapp: QApplication, line: Line) -> PulseWatch:
    return PulseWatch(line, long=FEW)


def look(watch: PulseWatch, times: int, qtbot: QtBot) -> None:
    for _time in range(times):
        watch.look()
    qtbot.waitUntil(lambda: not watch._is_feeling)


def test_a_question_that_is_answered_in_time_is_never_told(
    watch: PulseWatch, line: Line, qtbot: QtBot
) -> None:
    for moment in range(5):
        line.heard = float(moment)
        look(watch, FEW, qtbot)
    assert watch.pulse is Pulse.WELL


def test_a_long_question_of_an_office_at_work_is_not_called_broken(
    watch: PulseWatch, line: Line, qtbot: QtBot
) -> None:
    line.heard = 1.0
    look(watch, FEW + 1, qtbot)
    assert watch.pulse is Pulse.BUSY


def test_an_office_that_does_not_move_is_told_and_an_answer_ends_it(
    watch: PulseWatch, line: Line, qtbot: QtBot
) -> None:
    line.heard, line.alive = 1.0, False
    look(watch, FEW + 1, qtbot)
    assert watch.pulse is Pulse.STILL
    line.heard = None
    watch.look()
    assert watch.pulse is Pulse.WELL


def test_a_deed_that_tells_how_far_it_is_does_not_stand_still(
    watch: PulseWatch, line: Line, qtbot: QtBot
) -> None:
    for step in range(4 * FEW):
        line.heard = float(step // 5)  # a word every five looks
        look(watch, 1, qtbot)
    assert watch.pulse is Pulse.WELL


def test_what_is_typed_while_the_office_stands_still_is_kept_and_the_notice_goes_by_itself(
    sit: Callable[[], Sitting], qtbot: QtBot
) -> None:
    sitting = sit()
    room, notice = a_form_begun(sitting, qtbot), sitting.desk.window.notice
    sitting.strike(signal.SIGSTOP)
    try:
        QTest.keyClicks(room.form.phrase.edit, "abc")
        qtbot.waitUntil(lambda: sitting.pulse.pulse is Pulse.STILL, timeout=10_000)
        assert notice.isVisible()
        assert notice._do.isVisible()
        assert QApplication.activeModalWidget() is None
        assert room.form.phrase.edit.hasFocus()
        QTest.keyClicks(room.form.phrase.edit, "def")
        qtbot.waitUntil(lambda: "abcdef" in sitting.desk._slip.read(), timeout=1000)
    finally:
        sitting.strike(signal.SIGCONT)
    qtbot.waitUntil(lambda: not notice.isVisible(), timeout=10_000)
    office = sitting.far.office()
    qtbot.waitUntil(lambda: "abcdef" in office.load_draft(), timeout=10_000)


def test_a_link_in_the_notice_opens_another_office_and_the_words_stand(
    sit: Callable[[], Sitting], qtbot: QtBot
) -> None:
    sitting = sit()
    room, notice = a_form_begun(sitting, qtbot), sitting.desk.window.notice
    stopped = sitting.far.process_id()
    sitting.strike(signal.SIGSTOP)
    QTest.keyClicks(room.form.phrase.edit, "abc")
    qtbot.waitUntil(notice._do.isVisible, timeout=10_000)
    QTest.keyClick(room.form.phrase.edit, Qt.Key.Key_I, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: not notice.isVisible(), timeout=10_000)
    QTest.keyClicks(room.form.phrase.edit, "d")
    office = sitting.far.office()
    qtbot.waitUntil(lambda: "abcd" in office.load_draft(), timeout=20_000)
    assert sitting.far.process_id() != stopped


def test_closing_beside_an_office_that_stands_still_keeps_what_was_typed(
    sit: Callable[[], Sitting], qtbot: QtBot
) -> None:
    first = sit()
    room = a_form_begun(first, qtbot)
    first.strike(signal.SIGSTOP)
    QTest.keyClicks(room.form.phrase.edit, "abc")
    first.close()
    second = sit().desk.window.open_room("capture")
    assert isinstance(second, CaptureRoom)
    qtbot.waitUntil(lambda: "abc" in second.presenter.draft.note, timeout=20_000)


def test_a_long_take_in_that_tells_its_progress_is_told_nothing_of(
    sit: Callable[[], Sitting], qtbot: QtBot, tmp_path: Path
) -> None:
    sitting = sit()
    a_form_begun(sitting, qtbot)
    told: list[Pulse] = []
    sitting.pulse.changed.connect(told.append)
    photos = [draw_scene(tmp_path / f"{n}.jpg", seed=n, size=320) for n in range(6)]
    steps: list[int] = []

    def slowly(now: int, _total: int) -> None:
        steps.append(now)
        time.sleep(2 * QUICK_MS * FEW / 1000 / len(photos))  # twice the patience, step by step

    sitting.runner.write(
        lambda: sitting.far.office().sort_photos(photos, slowly),
        lambda _groups: steps.append(-1),
        lambda _error: None,
    )
    qtbot.waitUntil(lambda: -1 in steps, timeout=20_000)
    assert told == []


def test_the_slip_says_what_was_written_last_and_goes_with_the_record(tmp_path: Path) -> None:
    slip = Slip(tmp_path)
    slip.write("一")
    slip.write("二")
    assert Slip(tmp_path).read() == "二"
    slip.write("")
    assert Slip(tmp_path).read() == ""
    assert list(tmp_path.iterdir()) == []


def test_a_slip_of_another_program_is_no_draft(tmp_path: Path) -> None:
    (tmp_path / "window.draft").write_bytes(b"\xff\xfe")
    assert Slip(tmp_path).read() == ""
    assert read_back("{}") is None
