"""A window that stands open when the day turns, or when somebody sets the clock."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from tests.ui.conftest import AtOnce
from tests.ui.fake_days import NOW
from tests.ui.fake_office import FakeOffice
from ui.day_watch import DayWatch
from ui.desk import Desk
from ui.home_told import Today
from ui.look import Look
from ui.rooms.home.view import HomeRoom


class SetClock:
    """A clock somebody sets, or that goes on."""

    def __init__(self) -> None:
        self.shows = NOW

    def __call__(self) -> datetime:
        return self.shows


class NextDay(FakeOffice):
    """All that waited is done."""

    is_done = False

    def today(self) -> Today:
        today = super().today()
        return replace(today, due=()) if self.is_done else today


@pytest.fixture
def clock() -> SetClock:
    return SetClock()


@pytest.fixture
def office(tmp_path: Path) -> NextDay:
    return NextDay(tmp_path)


@pytest.fixture
def desk(qtbot: QtBot, office: NextDay, family: str, clock: SetClock) -> Iterator[Desk]:
    desk = Desk(Look(family), office, AtOnce(), clock)
    qtbot.addWidget(desk.window)
    desk.window.open_room("home")
    with qtbot.waitActive(desk.window):
        desk.window.show()
        desk.window.activateWindow()
    yield desk
    desk.window.close()


def day_passes(desk: Desk) -> None:
    """What the watch's timer does twice a minute."""
    watch = desk.findChild(DayWatch)
    assert watch is not None
    watch.look()


def said(desk: Desk) -> str:
    """The words beside the room's name."""
    return desk.window._looking_at.text()


@pytest.mark.parametrize(
    ("by", "day"),
    [
        (timedelta(hours=8), "11 月 21 日 周六"),
        (timedelta(days=-1), "11 月 19 日 周四"),
        (timedelta(days=365), "11 月 20 日 周六"),
    ],
    ids=["over night", "set back a day", "set forward a year"],
)
def test_the_days_work_becomes_that_of_another_day(
    desk: Desk, office: NextDay, clock: SetClock, by: timedelta, day: str
) -> None:
    assert said(desk) == "11 月 20 日 周五"
    clock.shows += by
    office.is_done = True
    desk.window.findChild(HomeRoom)._recent.setFocus()
    focus = desk.window.focusWidget()
    day_passes(desk)
    assert said(desk) == day
    assert [button._number for button in desk.window._buttons.values() if button._number] == []
    assert desk.window.focusWidget() is focus  # nobody is taken from where he is


def test_an_hour_of_the_same_day_asks_for_nothing(
    desk: Desk, office: NextDay, clock: SetClock
) -> None:
    clock.shows -= timedelta(hours=1)
    office.is_done = True
    day_passes(desk)
    assert desk.window._buttons["notices"]._number == 7


def test_another_room_keeps_its_own_words_when_the_day_turns(desk: Desk, clock: SetClock) -> None:
    desk.window.open_room("ledger")
    before = said(desk)
    clock.shows += timedelta(days=1)
    day_passes(desk)
    assert said(desk) == before
