"""测算, 申诉 and 扣分明细 by keyboard alone, on the smallest screen, in every theme."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit
from pytestqt.qtbot import QtBot

from tests.screens.test_window import CONTROLS, clipped
from tests.ui.drawn import draw_scene
from tests.ui.fake_office import FakeOffice
from tests.ui.typing_hand import Hand
from ui.desk import Desk
from ui.rooms.register.view import RegisterRoom
from ui.rooms.scores.view import DISPUTES, LISTS, RANKING, STATEMENTS, TRYING, ScoresRoom
from ui.theme import THEMES, Theme
from ui.widgets.buttons import DeedButton
from ui.widgets.pane import Words
from ui.widgets.sheet import DecisionSheet

Opened = Callable[..., Desk]
CONTROL, ALT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.AltModifier

each_theme = pytest.mark.parametrize("theme", THEMES, ids=lambda theme: theme.code)


def settled() -> None:
    QApplication.processEvents()


def scores(desk: Desk) -> tuple[ScoresRoom, Hand]:
    hand = Hand(settled)
    hand.press(Qt.Key.Key_6, CONTROL)
    return desk.window.findChild(ScoresRoom), hand


def test_a_number_is_tried_by_keys_and_escape_leaves_no_trace(
    open_desk: Opened, office: FakeOffice, qtbot: QtBot
) -> None:
    room, hand = scores(open_desk())
    hand.press(Qt.Key.Key_T)
    field = QApplication.focusWidget()
    assert isinstance(field, QLineEdit)
    hand.press(Qt.Key.Key_A, CONTROL)
    hand.write("90")
    qtbot.waitUntil(lambda: office.own_assess.asked[-1] == {"base": "90"}, timeout=1000)
    hand.press(Qt.Key.Key_Escape)
    assert room._pages.currentIndex() == RANKING
    hand.press(Qt.Key.Key_2, ALT)
    assert office.own_assess.asked[-1] == {}


def asked(desk: Desk) -> DecisionSheet | None:
    shown = [one for one in desk.window.findChildren(DecisionSheet) if one.isVisible()]
    return shown[0] if shown else None


def test_a_month_is_frozen_only_after_it_was_asked(open_desk: Opened, office: FakeOffice) -> None:
    desk = open_desk()
    _room, hand = scores(desk)
    hand.press(Qt.Key.Key_L, CONTROL)
    assert asked(desk) is not None
    hand.press(Qt.Key.Key_Escape)
    assert (asked(desk), office.frozen) == (None, [])
    hand.press(Qt.Key.Key_L, CONTROL)
    hand.press(Qt.Key.Key_Return)
    assert (asked(desk), office.frozen) == (None, ["2026-11"])


def test_before_a_freeze_the_disputes_that_wait_are_named(
    open_desk: Opened, office: FakeOffice
) -> None:
    desk = open_desk()
    room, hand = scores(desk)
    assert room._scores is not None
    for waiting, told in ((0, False), (2, True)):
        room.show_month(replace(room._scores, disputed=waiting))
        hand.press(Qt.Key.Key_L, CONTROL)
        sheet = asked(desk)
        assert sheet is not None
        said = [one.text() for one in sheet.findChildren(Words)]
        assert ("本月还有 2 件申诉没有裁定。" in said) is told
        hand.press(Qt.Key.Key_Escape)


def test_control_d_puts_every_number_back(open_desk: Opened, office: FakeOffice) -> None:
    room, hand = scores(open_desk())
    hand.press(Qt.Key.Key_T)
    room.trying.presenter.set("overdue.per_day", "0.3")
    hand.press(Qt.Key.Key_D, CONTROL)
    assert dict(room.trying.presenter.tried) == {}
    assert room.trying._fields["overdue.per_day"].text() == "0.1"


def test_a_dispute_is_ruled_on_by_keys(open_desk: Opened, office: FakeOffice) -> None:
    room, hand = scores(open_desk())
    hand.press(Qt.Key.Key_3, ALT)
    hand.press(Qt.Key.Key_2)
    hand.write("0.5")
    hand.press(Qt.Key.Key_Tab)
    hand.write("true")
    hand.press(Qt.Key.Key_Return, CONTROL)
    ((issue, ruling),) = office.own_assess.ruled
    assert (issue, ruling.decision) == ("issue-208", "reduced")
    assert (ruling.points, ruling.reason) == ("0.5", "true")
    assert room.disputes.presenter.chosen().label == "K7QF-202"


def test_enter_on_a_dispute_opens_its_problem(open_desk: Opened) -> None:
    desk = open_desk()
    _room, hand = scores(desk)
    hand.press(Qt.Key.Key_3, ALT)
    hand.press(Qt.Key.Key_Return)
    assert desk.window.current_room() == "ledger"


def test_m_opens_the_statement_of_the_town_that_is_looked_at(open_desk: Opened) -> None:
    room, hand = scores(open_desk())
    hand.press(Qt.Key.Key_Down)
    town = room.presenter.town
    hand.press(Qt.Key.Key_M)
    assert room.statements.presenter.chosen().code == town
    hand.press(Qt.Key.Key_Escape)
    assert room._towns.hasFocus()


def test_another_month_is_tried_as_it_is_looked_at(open_desk: Opened, office: FakeOffice) -> None:
    room, hand = scores(open_desk())
    hand.press(Qt.Key.Key_3, ALT)
    hand.press(Qt.Key.Key_BracketLeft)
    assert office.months_asked[-1] == "2026-10"
    assert room._pages.currentIndex() == DISPUTES


def test_l_opens_the_lists_of_the_month_and_enter_the_problems_of_a_weak_item(
    open_desk: Opened, office: FakeOffice
) -> None:
    desk = open_desk()
    _room, hand = scores(desk)
    hand.press(Qt.Key.Key_L)
    assert office.own_assess.listed == ["2026-11"]
    _room.lists._kinds.choose("weak")
    hand.press(Qt.Key.Key_Return)  # into the list that is looked at
    hand.press(Qt.Key.Key_Down)
    hand.press(Qt.Key.Key_Return)
    assert desk.window.current_room() == "ledger"


def test_a_repeat_shows_a_photo_of_every_time_in_its_row(
    open_desk: Opened, office: FakeOffice, tmp_path: Path
) -> None:
    for number, name in enumerate(("first", "second")):
        office.own_assess.photos[name] = draw_scene(tmp_path / f"{name}.jpg", seed=number)
    desk = open_desk()
    room, hand = scores(desk)
    hand.press(Qt.Key.Key_L)
    settled()
    (row,) = room.lists._lines.rows

    assert [one.words for one in row.snaps] == ["第1次 08-03", "第2次 09-11 · 2 张", "第3次 11-19"]
    assert sorted(office.own_assess.fetched) == ["first", "second"]  # each read once, when shown
    assert "第3次 11-19" in row.words()  # a screen reader is told too
    painted = room.lists._lines.viewport().grab().toImage()
    middle = desk._look.px("tall_row") + desk._look.px("snap") // 2
    ground = room.lists._lines.palette().window().color()
    assert painted.pixelColor(60, middle) != ground
    hand.press(Qt.Key.Key_Return)
    hand.press(Qt.Key.Key_Down)
    hand.press(Qt.Key.Key_Return)
    assert desk.window.current_room() == "ledger"


def test_e_leads_from_assigned_officials_to_where_they_are_entered(open_desk: Opened) -> None:
    desk = open_desk()
    room, hand = scores(desk)
    hand.press(Qt.Key.Key_L)
    room.lists._kinds.choose("assigned")
    hand.press(Qt.Key.Key_E)

    assert desk.window.current_room() == "register"
    shown = desk.window.open_room("register")
    assert isinstance(shown, RegisterRoom)
    assert shown.presenter.kind == "assignments"


def test_a_list_that_is_empty_says_what_that_means(open_desk: Opened) -> None:
    room, hand = scores(open_desk())
    hand.press(Qt.Key.Key_L)
    room.lists._kinds.choose("clean")
    (row,) = room.lists._lines.rows
    assert row.left[0].words == "去过的点位都有问题"


def test_the_list_looked_at_stays_when_the_month_changes(
    open_desk: Opened, office: FakeOffice
) -> None:
    room, hand = scores(open_desk())
    hand.press(Qt.Key.Key_L)
    room.lists._kinds.choose("outside")
    hand.press(Qt.Key.Key_BracketLeft)
    assert office.own_assess.listed == ["2026-11", "2026-10"]
    assert room.lists._kinds.chosen_key() == "outside"


@each_theme
@pytest.mark.parametrize("place", [RANKING, TRYING, DISPUTES, STATEMENTS, LISTS])
def test_nothing_is_cut_and_everything_is_named_on_the_smallest_screen(
    open_desk: Opened, theme: Theme, place: int
) -> None:
    desk = open_desk(theme)
    room, hand = scores(desk)
    room.open_page(place)
    if place == DISPUTES:
        hand.press(Qt.Key.Key_2)
    settled()
    needed = desk.window.minimumSizeHint()
    assert (needed.width() <= 1280, needed.height() <= 672) == (True, True)
    shown = [*room.findChildren(DeedButton), *room.findChildren(QLabel)]
    assert [one.text() for one in shown if one.isVisible() and clipped(one)] == []
    controls = [one for kind in CONTROLS for one in room.findChildren(kind) if one.isVisible()]
    assert [type(one).__name__ for one in controls if not one.accessibleName()] == []
