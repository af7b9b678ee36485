"""Closing over something new offers a sync once, and never keeps who wants to go."""

import pytest

from inspector.domain.errors import MachineError
from tests.ui.conftest import AtOnce, Later
from tests.ui.fake_office import FakeOffice
from ui.leaving import Leaving
from ui.sync_office import AtClosing

AWAY = MachineError("连不上同步位置", "检查网络", code="remote_away")


class Surface:
    """Remembers what it was asked to show."""

    def __init__(self) -> None:
        self.asked: list[str] = []
        self.progress: list[str] = []
        self.faults: list[str] = []
        self.left = self.stepped_back = 0

    def obey(self, leaving: Leaving) -> None:
        self.leaving = leaving

    def ask(self, words: str) -> None:
        self.asked.append(words)

    def show_syncing(self, words: str) -> None:
        self.progress.append(words)

    def show_fault(self, words: str) -> None:
        self.faults.append(words)

    def step_back(self) -> None:
        self.stepped_back += 1

    def leave(self) -> None:
        self.left += 1


def at_the_door(
    office: FakeOffice, runner: AtOnce, found: AtClosing, *, metered: bool = False
) -> tuple[Leaving, Surface]:
    office.syncing().closing = found
    surface = Surface()
    leaving = Leaving(surface, office, runner, metered=lambda: metered)
    leaving.look()
    return leaving, surface


@pytest.mark.parametrize(
    "found", [AtClosing(news=0), AtClosing(news=0, wish="always"), AtClosing(news=9, wish="never")]
)
def test_without_news_or_where_it_is_not_wanted_closing_just_closes(
    office: FakeOffice, at_once: AtOnce, found: AtClosing
) -> None:
    leaving, surface = at_the_door(office, at_once, found)

    assert leaving.may_leave()
    assert (surface.asked, office.syncing().answers) == ([], [])


def test_news_are_told_in_a_count_and_asked_about_once(office: FakeOffice, at_once: AtOnce) -> None:
    leaving, surface = at_the_door(office, at_once, AtClosing(news=12))

    assert not leaving.may_leave()
    assert leaving.may_leave()  # who closes a second time has answered
    assert len(surface.asked) == 1
    assert "12" in surface.asked[0]
    assert office.syncing().answers == []


def test_who_says_yes_leaves_once_it_is_done(office: FakeOffice, at_once: AtOnce) -> None:
    leaving, surface = at_the_door(office, at_once, AtClosing(news=12))
    leaving.may_leave()
    leaving.sync_first()

    assert office.syncing().answers == [False]
    assert surface.left == 1
    assert any("已传 4 件" in words for words in surface.progress)


def test_who_always_wants_it_is_not_asked(office: FakeOffice, at_once: AtOnce) -> None:
    leaving, surface = at_the_door(office, at_once, AtClosing(news=1, wish="always"))

    assert not leaving.may_leave()
    assert (surface.asked, surface.left) == ([], 1)


@pytest.mark.parametrize("waits", [True, False])
def test_on_a_dear_network_it_goes_unasked_only_where_that_is_wanted(
    office: FakeOffice, at_once: AtOnce, *, waits: bool
) -> None:
    found = AtClosing(news=1, wish="always", waits=waits)
    leaving, surface = at_the_door(office, at_once, found, metered=True)
    leaving.may_leave()

    assert len(surface.asked) == waits
    assert len(office.syncing().answers) == (not waits)


def test_a_line_that_fails_keeps_nobody(office: FakeOffice, at_once: AtOnce) -> None:
    leaving, surface = at_the_door(office, at_once, AtClosing(news=1, wish="always"))
    office.syncing().fault = AWAY

    assert not leaving.may_leave()
    assert (surface.faults, surface.left) == ([AWAY.message], 0)
    assert leaving.may_leave()


def test_a_sync_that_takes_long_holds_up_nobody(office: FakeOffice, later: Later) -> None:
    leaving, surface = at_the_door(office, later, AtClosing(news=1, wish="always"))
    later.run()
    assert not leaving.may_leave()

    leaving.leave_now()
    assert surface.left == 1
    assert leaving.may_leave()
    later.run()  # it hears that it was called off
    assert (surface.left, office.syncing().answers) == (1, [False])


def test_who_stays_after_all_is_asked_again_at_the_next_close(
    office: FakeOffice, later: Later
) -> None:
    leaving, surface = at_the_door(office, later, AtClosing(news=1))
    later.run()
    leaving.may_leave()
    leaving.sync_first()
    leaving.stay()
    later.run()

    assert (surface.left, surface.stepped_back) == (0, 1)
    assert not leaving.may_leave()
    assert len(surface.asked) == 2


def test_before_the_office_has_answered_closing_asks_nothing(
    office: FakeOffice, later: Later
) -> None:
    leaving, _surface = at_the_door(office, later, AtClosing(news=9))
    assert leaving.may_leave()
