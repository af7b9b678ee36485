"""The window at its door: a question over what nobody else has, and a way out at any time."""

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from tests.ui.fake_office import FakeOffice
from ui.desk import Desk
from ui.leaving_box import LeavingBox
from ui.sync_office import AtClosing

Opened = Callable[..., Desk]


def at_the_door(open_desk: Opened, office: FakeOffice, news: int) -> tuple[Desk, LeavingBox]:
    office.syncing().closing = AtClosing(news=news)
    desk = open_desk()
    desk.window.close()
    return desk, desk.window.findChild(LeavingBox)


def test_without_news_the_window_closes_at_once(open_desk: Opened, office: FakeOffice) -> None:
    desk, box = at_the_door(open_desk, office, 0)
    assert (desk.window.isVisible(), box.isVisible()) == (False, False)


def test_enter_syncs_and_closes(open_desk: Opened, office: FakeOffice) -> None:
    desk, box = at_the_door(open_desk, office, 12)
    assert (desk.window.isVisible(), box.isVisible()) == (True, True)

    QTest.keyClick(box, Qt.Key.Key_Return)

    assert office.syncing().answers == [False]
    assert not desk.window.isVisible()


def test_esc_stays_and_a_second_close_closes(open_desk: Opened, office: FakeOffice) -> None:
    desk, box = at_the_door(open_desk, office, 12)
    QTest.keyClick(box, Qt.Key.Key_Escape)
    assert (desk.window.isVisible(), box.isVisible()) == (True, False)

    for _again in range(2):
        assert desk.window.isVisible()
        desk.window.close()
    assert not desk.window.isVisible()
    assert office.syncing().answers == []
