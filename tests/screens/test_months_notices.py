"""The counted paths of a month's notices, and the register by keyboard alone."""

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TypeVar

import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFileDialog, QLabel, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from tests.screens.test_window import clipped
from tests.ui.fake_office import FakeOffice
from tests.ui.typing_hand import Hand
from ui.desk import Desk
from ui.papers_office import PaperState
from ui.rooms.notices.view import NoticesRoom
from ui.rooms.recheck.view import RecheckRoom
from ui.theme import THEMES, Theme
from ui.widgets.buttons import DeedButton
from ui.widgets.choices import Segment

T = TypeVar("T", bound=QWidget)
Opened = Callable[..., Desk]
CONTROL = Qt.KeyboardModifier.ControlModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier

of_no_display = pytest.mark.qt_log_ignore("propagateSizeHints")  # what no display says of a dialog
each_theme = pytest.mark.parametrize("theme", THEMES, ids=lambda theme: theme.code)


class Tray:
    """Where the printer's papers fall; the system's own dialog is the system's."""

    def __init__(self) -> None:
        self.papers: list[bytes] = []

    def print_papers(self, papers: Sequence[bytes], **_told: object) -> None:
        self.papers.extend(papers)

    def call_off(self) -> bool:
        return False


def settled() -> None:
    QApplication.processEvents()


def notices(desk: Desk) -> tuple[NoticesRoom, Hand, Tray]:
    """The room, by Ctrl+5 from the workbench."""
    tray, hand = Tray(), Hand(settled)
    hand.press(Qt.Key.Key_5, CONTROL)
    room = desk.window.findChild(NoticesRoom)
    room.press = tray
    return room, hand, tray


def test_a_months_notices_take_three_inputs(open_desk: Opened, office: FakeOffice) -> None:
    office.own_papers.replaced.append(("K7QF-198", "photo"))  # nothing is wrong
    _room, hand, tray = notices(open_desk())
    hand.press(Qt.Key.Key_Return, CONTROL)
    hand.press(Qt.Key.Key_P, CONTROL)
    assert len(office.issued) == len(tray.papers) == 5
    assert (hand.inputs, hand.keys) == (3, 3)


def test_sheets_with_a_red_head_are_printed_without_it(
    open_desk: Opened, office: FakeOffice
) -> None:
    office.own_papers.replaced.append(("K7QF-198", "photo"))  # nothing is wrong
    desk = open_desk()
    desk.window.open_room("settings").open_page("own")
    right, down = (
        named(desk, QLineEdit, words) for words in ("整页向右移几毫米", "整页向下移几毫米")
    )
    assert not right.isEnabled()
    named(desk, Segment, "打印用纸 红头纸").click()
    for field, millimetres in ((right, "1.5"), (down, "-2")):
        field.selectAll()
        QTest.keyClicks(field, millimetres)
        QTest.keyClick(field, Qt.Key.Key_Return)
    _room, hand, tray = notices(desk)
    hand.press(Qt.Key.Key_Return, CONTROL)
    hand.press(Qt.Key.Key_P, CONTROL)
    assert len(tray.papers) == 5
    assert office.own_papers.shifts == ["1.5,-2"]


def named(desk: Desk, kind: type[T], words: str) -> T:
    return next(one for one in desk.window.findChildren(kind) if one.accessibleName() == words)


def test_with_two_faults_they_take_ten_inputs_delivery_included(
    open_desk: Opened, office: FakeOffice
) -> None:
    office.own_papers.own_contact = ("", "")
    _room, hand, tray = notices(open_desk())
    hand.press(Qt.Key.Key_Tab)
    hand.press(Qt.Key.Key_Return)  # 补联系人
    hand.write("Wang 0571-1234567")
    hand.press(Qt.Key.Key_Return)
    hand.press(Qt.Key.Key_Return)  # 重选照片
    hand.press(Qt.Key.Key_Return)  # the nearest one is proposed
    hand.press(Qt.Key.Key_Return, CONTROL)
    hand.press(Qt.Key.Key_P, CONTROL)
    hand.press(Qt.Key.Key_D)
    assert office.own_papers.replaced == [("K7QF-198", "sha-17")]
    assert office.own_papers.own_contact == ("Wang", "0571-1234567")
    assert len(office.issued) == len(tray.papers) == len(office.own_papers.delivered) == 5
    assert hand.inputs == 10
    assert hand.keys == 9 + len("Wang 0571-1234567")


def test_blocked_papers_may_wait_while_the_rest_goes_out_in_three_inputs(
    open_desk: Opened, office: FakeOffice
) -> None:
    _room, hand, tray = notices(open_desk())
    hand.press(Qt.Key.Key_Return, CONTROL)
    hand.press(Qt.Key.Key_P, CONTROL)
    assert "U3" not in office.issued
    assert len(tray.papers) == 4
    assert hand.inputs == 3


def test_a_unit_left_out_stays_out_when_a_fault_was_mended(
    open_desk: Opened, office: FakeOffice
) -> None:
    _room, hand, _tray = notices(open_desk())
    hand.press(Qt.Key.Key_Space)
    hand.press(Qt.Key.Key_Tab)
    hand.press(Qt.Key.Key_Return)
    hand.press(Qt.Key.Key_Return)
    hand.press(Qt.Key.Key_Return, CONTROL)
    assert sorted(office.issued) == ["U1", "U2", "U3", "U4"]


def test_control_r_turns_to_the_register_and_back(open_desk: Opened) -> None:
    room, hand, _tray = notices(open_desk())
    hand.press(Qt.Key.Key_R, CONTROL)
    assert room.book.isVisible()
    hand.press(Qt.Key.Key_R, CONTROL)
    assert room.drafts.isVisible()


def test_a_paper_is_signed_delivered_and_withdrawn_by_keys(
    open_desk: Opened, office: FakeOffice
) -> None:
    room, hand, _tray = notices(open_desk())
    hand.press(Qt.Key.Key_R, CONTROL)
    hand.press(Qt.Key.Key_Return, CONTROL)
    hand.press(Qt.Key.Key_D)
    assert office.own_papers.delivered == ["n0"]
    hand.press(Qt.Key.Key_Delete)
    hand.write("wrong unit")
    hand.press(Qt.Key.Key_Return)
    assert office.own_papers.voided == [("n0", "wrong unit")]
    assert room.book.presenter.chosen().state is PaperState.VOID


def test_a_withdrawal_without_a_reason_is_none_and_escape_leaves_it(
    open_desk: Opened, office: FakeOffice
) -> None:
    room, hand, _tray = notices(open_desk())
    hand.press(Qt.Key.Key_R, CONTROL)
    hand.press(Qt.Key.Key_Delete)
    hand.press(Qt.Key.Key_Return)
    assert QApplication.focusWidget().accessibleDescription() == "必填"
    hand.press(Qt.Key.Key_Escape)
    assert office.own_papers.voided == []
    assert room.book.isVisible()


@of_no_display
@pytest.mark.parametrize(
    ("key", "held"),
    [(Qt.Key.Key_W, Qt.KeyboardModifier.NoModifier), (Qt.Key.Key_P, CONTROL | SHIFT)],
)
@pytest.mark.parametrize("place", ["drafts", "book"])
def test_asking_for_a_place_does_not_block_the_window(
    open_desk: Opened, key: Qt.Key, held: Qt.KeyboardModifier, place: str
) -> None:
    room, hand, _tray = notices(open_desk())
    if place == "book":
        hand.press(Qt.Key.Key_R, CONTROL)
        hand.press(Qt.Key.Key_Down)
    hand.press(key, held)
    (dialog,) = room.findChildren(QFileDialog)
    assert dialog.isVisible()
    dialog.reject()


@of_no_display
def test_the_systems_print_dialog_opens_and_does_not_block(open_desk: Opened, qtbot: QtBot) -> None:
    from PySide6.QtPrintSupport import QPrintDialog

    desk = open_desk()
    hand = Hand(settled)
    hand.press(Qt.Key.Key_5, CONTROL)
    hand.press(Qt.Key.Key_P, CONTROL)
    room = desk.window.findChild(NoticesRoom)
    (dialog,) = room.findChildren(QPrintDialog)
    assert dialog.isVisible()
    dialog.reject()


def test_feedback_dropped_on_the_room_is_taken_and_told_row_by_row(
    open_desk: Opened, office: FakeOffice
) -> None:
    desk = open_desk()
    room, hand, _tray = notices(desk)
    carried = QMimeData()
    carried.setUrls([QUrl.fromLocalFile(name) for name in ("/mnt/反馈.xlsx", "/mnt/说明.txt")])
    room.dropEvent(
        QDropEvent(
            QPointF(40, 40),
            Qt.DropAction.CopyAction,
            carried,
            Qt.MouseButton.LeftButton,
            Qt.KeyboardModifier.NoModifier,
        )
    )
    settled()
    assert office.own_papers.taken == [(Path("/mnt/反馈.xlsx"),)]
    assert room.taken.isVisible()
    told = [row.words() for row in room.taken._rows.rows]
    assert "还没到这一天 桐安物业.xlsx · 第 12 行 · 完成日期" in told

    room.taken._rows.choose("答复，待复查 0")
    hand.press(Qt.Key.Key_Return)
    rechecks = desk.window.findChild(RecheckRoom)
    assert desk.window.current_room() == "recheck"
    assert rechecks.presenter.issue == "issue-211"

    hand.press(Qt.Key.Key_Left, Qt.KeyboardModifier.AltModifier)
    assert room.taken.isVisible()
    hand.press(Qt.Key.Key_Escape)
    assert room.drafts.isVisible()


@each_theme
@pytest.mark.parametrize("place", ["mend", "book", "void", "taken"])
def test_nothing_is_cut_on_the_smallest_screen(open_desk: Opened, theme: Theme, place: str) -> None:
    from tests.ui.fake_papers import TAKEN

    desk = open_desk(theme)
    room, hand, _tray = notices(desk)
    if place == "mend":
        hand.press(Qt.Key.Key_Tab)
        hand.press(Qt.Key.Key_Return)
    if place in ("book", "void"):
        hand.press(Qt.Key.Key_R, CONTROL)
    if place == "void":
        hand.press(Qt.Key.Key_Delete)
    if place == "taken":
        room.show_taken(TAKEN, "收下答复 2 行")
    settled()
    needed = desk.window.minimumSizeHint()
    assert (needed.width() <= 1280, needed.height() <= 672) == (True, True)
    shown = [*room.findChildren(DeedButton), *room.findChildren(QLabel)]
    assert [one.text() for one in shown if one.isVisible() and clipped(one)] == []


def saved_as(dialog: QFileDialog, out: Path) -> None:
    """The place was written and confirmed."""
    dialog.fileSelected.emit(str(out))
    dialog.reject()
    settled()


@of_no_display
def test_what_was_issued_is_put_into_one_file_by_keys(
    open_desk: Opened, office: FakeOffice, tmp_path: Path
) -> None:
    room, hand, _tray = notices(open_desk())
    hand.press(Qt.Key.Key_M)
    assert room.findChildren(QFileDialog) == []
    hand.press(Qt.Key.Key_Return, CONTROL)
    hand.press(Qt.Key.Key_M)
    (dialog,) = room.findChildren(QFileDialog)
    assert dialog.isVisible()
    assert dialog.selectedFiles()[0].endswith("4份.pdf")
    saved_as(dialog, tmp_path / "all.pdf")
    ((bound, out),) = office.own_papers.bound
    assert (len(bound), out) == (len(office.issued), tmp_path / "all.pdf")


@of_no_display
def test_ticked_rows_of_the_register_are_put_into_one_file(
    open_desk: Opened, office: FakeOffice, tmp_path: Path
) -> None:
    room, hand, _tray = notices(open_desk())
    hand.press(Qt.Key.Key_R, CONTROL)
    hand.press(Qt.Key.Key_Down)
    hand.press(Qt.Key.Key_Space)
    hand.press(Qt.Key.Key_Down)
    hand.press(Qt.Key.Key_Space)
    hand.press(Qt.Key.Key_M)
    (dialog,) = room.findChildren(QFileDialog)
    saved_as(dialog, tmp_path / "all.pdf")
    assert office.own_papers.bound == [(("n2", "n1"), tmp_path / "all.pdf")]
