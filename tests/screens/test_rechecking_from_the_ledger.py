"""V in the ledger looks at that issue again: the room of rechecks opens on it."""

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from tests.ui.fake_office import FakeOffice
from tests.ui.typing_hand import Hand
from ui.desk import Desk
from ui.issue_told import Wanted
from ui.rooms.recheck.view import RecheckRoom

Opened = Callable[..., Desk]


def press_v(desk: Desk, state: str) -> tuple[str, Hand]:
    """Stand on the first issue of that state and press V; its id."""
    desk.open_ledger(Wanted(states=frozenset({state})))
    room = desk.window._rooms["ledger"]
    hand = Hand(QApplication.processEvents)
    issue = str(room._presenter.issue)  # type: ignore[attr-defined]
    hand.press(Qt.Key.Key_V)
    return issue, hand


def test_v_and_y_pass_the_issue_one_stood_on(open_desk: Opened, office: FakeOffice) -> None:
    desk = open_desk()
    issue, hand = press_v(desk, "NOTIFIED")
    room = desk.window.findChild(RecheckRoom)
    assert desk.window.current_room() == "recheck"
    assert room.presenter.issue == issue
    hand.press(Qt.Key.Key_Y)
    label = next(line.label for line in office.lines if line.issue == issue)
    assert office.verified == [(label, True, "")]


def test_what_is_settled_is_not_looked_at_again(open_desk: Opened, office: FakeOffice) -> None:
    desk = open_desk()
    press_v(desk, "CLOSED")
    assert desk.window.current_room() == "ledger"
