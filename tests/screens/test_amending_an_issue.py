"""An issue is answered, disputed, corrected, ruled on, given time and voided by keys alone."""

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from inspector.domain.errors import InputError
from tests.ui.fake_office import FakeOffice
from tests.ui.typing_hand import Hand
from ui.desk import Desk
from ui.rooms.ledger.question_pane import QuestionPane
from ui.rooms.ledger.view import LedgerRoom

Opened = Callable[..., Desk]
CONTROL = Qt.KeyboardModifier.ControlModifier


def standing(desk: Desk) -> tuple[LedgerRoom, Hand]:
    """In the ledger, on its first row."""
    hand = Hand(QApplication.processEvents)
    hand.press(Qt.Key.Key_3, CONTROL)
    room = desk.window.findChild(LedgerRoom)
    assert isinstance(room, LedgerRoom)
    return room, hand


def asking(room: LedgerRoom) -> QuestionPane:
    return room.findChild(QuestionPane)


def test_a_void_asks_for_its_reason_and_is_taken_back(
    open_desk: Opened, office: FakeOffice
) -> None:
    room, hand = standing(open_desk())
    hand.press(Qt.Key.Key_Delete)
    assert asking(room).isVisible()
    hand.press(Qt.Key.Key_Return)
    assert office.own_ledger.amended == []  # not without a reason
    why = asking(room)._why
    assert (why.hasFocus(), why.accessibleDescription()) == (True, "必填")
    hand.write("cf")
    assert why.accessibleDescription() == ""
    hand.press(Qt.Key.Key_Return)
    issue = room._presenter.issue
    assert office.own_ledger.amended == [(issue, "void", "", "", "cf")]
    hand.press(Qt.Key.Key_Z, CONTROL)
    assert office.own_ledger.amended == []


def test_a_correction_begins_with_what_stands(open_desk: Opened, office: FakeOffice) -> None:
    room, hand = standing(open_desk())
    hand.press(Qt.Key.Key_E)
    assert asking(room)._value.text() == office.show_issue(room._presenter.issue).description
    hand.write("2 bins")
    hand.press(Qt.Key.Key_Return)
    hand.write("kc")
    hand.press(Qt.Key.Key_Return)
    done = (room._presenter.issue, "edit", "note", "2 bins", "kc")
    assert office.own_ledger.amended == [done]


@pytest.mark.parametrize(
    ("key", "choice", "deed"), [(Qt.Key.Key_S, "none", "rule"), (Qt.Key.Key_D, "park", "term")]
)
def test_what_needs_no_value_asks_for_none(
    open_desk: Opened, office: FakeOffice, key: Qt.Key, choice: str, deed: str
) -> None:
    room, hand = standing(open_desk())
    hand.press(key)
    pane = asking(room)
    pane._choice.setCurrentIndex(pane._choice.findData(choice))
    pane._choice.picked.emit(choice)
    assert not pane._value.isVisible()
    hand.write("xc")
    hand.press(Qt.Key.Key_Return)
    done = (room._presenter.issue, deed, choice, "", "xc")
    assert office.own_ledger.amended == [done]


def test_an_answer_that_came_by_chat_is_entered_with_its_day_and_photos(
    open_desk: Opened, office: FakeOffice
) -> None:
    room, hand = standing(open_desk())
    hand.press(Qt.Key.Key_R)
    pane = asking(room)
    assert pane._why.hasFocus()
    hand.write("yql")
    pane._take_photos([Path("a.jpg"), Path("b.jpg")])
    assert pane._pick.accessibleName() == "照片 2 张"
    pane._day.setText("2026-11-20")
    hand.press(Qt.Key.Key_Return)
    done = (room._presenter.issue, "reply", "a.jpg,b.jpg", "2026-11-20", "yql")
    assert office.own_ledger.amended == [done]


def test_a_dispute_and_a_term_may_be_of_an_earlier_day(
    open_desk: Opened, office: FakeOffice
) -> None:
    room, hand = standing(open_desk())
    hand.press(Qt.Key.Key_T)
    hand.write("gs")
    hand.press(Qt.Key.Key_Return)  # today is now, and says no day
    hand.press(Qt.Key.Key_T)
    asking(room)._day.setText("2026-11-02")
    hand.write("gs")
    hand.press(Qt.Key.Key_Return)
    issue = room._presenter.issue
    assert office.own_ledger.amended == [
        (issue, "dispute", "reassign", "", "gs"),
        (issue, "dispute", "reassign", "2026-11-02", "gs"),
    ]


def test_what_was_written_stands_when_the_day_makes_no_sense(
    open_desk: Opened, office: FakeOffice, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_said: object) -> None:
        raise InputError("看不懂这个时间：昨天", "写成 2026-11-20。", code="bad_time")

    monkeypatch.setattr(office.own_ledger, "reply", refuse)
    room, hand = standing(open_desk())
    hand.press(Qt.Key.Key_R)
    pane = asking(room)
    hand.write("yql")
    pane._take_photos([Path("a.jpg")])
    pane._day.setText("昨天")
    hand.press(Qt.Key.Key_Return)

    assert pane.isVisible()
    assert (pane._why.text(), pane._day.text(), pane._photos) == ("yql", "昨天", ("a.jpg",))
    assert pane._why.hasFocus()


def test_escape_asks_no_more_and_the_list_has_the_caret(
    open_desk: Opened, office: FakeOffice
) -> None:
    room, hand = standing(open_desk())
    hand.press(Qt.Key.Key_D)
    hand.press(Qt.Key.Key_Escape)
    assert not asking(room).isVisible()
    assert room._table.hasFocus()
    assert office.own_ledger.amended == []
