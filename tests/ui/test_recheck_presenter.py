"""Replies are looked at one after the other; every decision can be taken back."""

from collections.abc import Sequence

from inspector.domain.errors import InputError
from tests.ui.conftest import AtOnce, Later
from tests.ui.fake_days import NOW
from tests.ui.fake_office import FakeOffice
from ui.issue_told import IssueLine
from ui.recheck_told import Recheck, Verified
from ui.rooms.recheck.presenter import RecheckPresenter


class Surface:
    """Remembers what it was shown."""

    def __init__(self) -> None:
        self.queue: list[str] = []
        self.stood_on = ""
        self.shown: Recheck | None = None
        self.asking = False
        self.tally = ""
        self.verified: list[Verified] = []

    def show_queue(self, lines: Sequence[IssueLine], total: int) -> None:
        self.queue = [line.label for line in lines]

    def stand_on(self, issue: str) -> None:
        self.stood_on = issue

    def show_recheck(self, recheck: Recheck | None, photo: int) -> None:
        self.shown = recheck

    def show_asking(self, *, asking: bool) -> None:
        self.asking = asking

    def show_tally(self, words: str) -> None:
        self.tally = words

    def show_verified(self, verified: Verified) -> None:
        self.verified.append(verified)

    def show_taken_back(self, verified: Verified) -> None:
        self.taken_back = verified

    def show_fault(self, error: InputError) -> None:
        raise error


def opened(office: FakeOffice, runner: AtOnce | Later) -> tuple[RecheckPresenter, Surface]:
    surface = Surface()
    presenter = RecheckPresenter(surface, office, runner, lambda: NOW)
    presenter.refresh()
    return presenter, surface


def test_only_what_was_replied_waits(office: FakeOffice, at_once: AtOnce) -> None:
    _presenter, surface = opened(office, at_once)
    replied = {line.label for line in office.lines if line.state.name == "REPLIED"}
    assert set(surface.queue) == replied
    assert surface.shown is not None


def test_passing_closes_and_shows_the_next(office: FakeOffice, at_once: AtOnce) -> None:
    presenter, surface = opened(office, at_once)
    first, second = surface.queue[:2]
    presenter.pass_it()
    assert office.verified == [(first, True, "")]
    assert surface.shown is not None
    assert surface.shown.line.label == second
    assert first not in surface.queue


def test_a_digit_returns_only_after_a_return_was_asked_for(
    office: FakeOffice, at_once: AtOnce
) -> None:
    presenter, surface = opened(office, at_once)
    presenter.take_reason(1)
    assert office.verified == []
    presenter.ask_reason()
    presenter.take_reason(3)
    assert [(passed, reason) for _label, passed, reason in office.verified] == [
        (False, "照片看不清")
    ]
    assert not surface.asking


def test_a_return_without_words_is_not_sent(office: FakeOffice, at_once: AtOnce) -> None:
    presenter, _surface = opened(office, at_once)
    presenter.ask_reason()
    presenter.send_back("  ")
    assert office.verified == []


def test_a_decision_taken_back_stands_in_the_queue_again(
    office: FakeOffice, at_once: AtOnce
) -> None:
    presenter, surface = opened(office, at_once)
    before = set(surface.queue)
    stood_on = surface.stood_on
    presenter.pass_it()
    assert surface.tally == "今天已复查 1 件 · 退回 0"
    presenter.take_back(surface.verified[0])
    assert set(surface.queue) == before
    assert surface.stood_on == stood_on
    assert surface.taken_back == surface.verified[0]
    assert surface.tally == ""


def test_a_return_taken_back_is_counted_no_more(office: FakeOffice, at_once: AtOnce) -> None:
    presenter, surface = opened(office, at_once)
    presenter.pass_it()
    presenter.send_back("未清理干净")
    presenter.take_back(surface.verified[1])
    assert surface.tally == "今天已复查 1 件 · 退回 0"


def test_a_second_press_decides_nothing_twice(office: FakeOffice) -> None:
    runner = Later()
    presenter, _surface = opened(office, runner)
    runner.run()
    runner.run()
    presenter.pass_it()
    presenter.pass_it()
    runner.run()
    assert len(office.verified) == 1


def test_the_last_reply_leaves_an_empty_room(office: FakeOffice, at_once: AtOnce) -> None:
    presenter, surface = opened(office, at_once)
    for _number in range(len(surface.queue)):
        presenter.pass_it()
    assert surface.queue == []
    assert surface.shown is None


def one_in(office: FakeOffice, state: str) -> IssueLine:
    """The last one of that state, so that it is not the first of the queue by itself."""
    return [line for line in office.lines if line.state.name == state][-1]


def test_an_issue_that_is_brought_is_looked_at_first(office: FakeOffice, at_once: AtOnce) -> None:
    presenter, surface = opened(office, at_once)
    brought = next(one for one in office.lines if one.label == surface.queue[-1])
    presenter.bring(brought.issue)
    assert surface.stood_on == brought.issue
    assert surface.shown is not None
    assert surface.shown.line == brought
    assert len(set(surface.queue)) == len(surface.queue)


def test_one_without_a_reply_stands_before_those_that_wait_until_it_is_decided(
    office: FakeOffice, at_once: AtOnce
) -> None:
    presenter, surface = opened(office, at_once)
    waiting = list(surface.queue)
    brought = one_in(office, "NOTIFIED")
    presenter.bring(brought.issue)
    assert surface.queue == [brought.label, *waiting]
    presenter.pass_it()
    assert office.verified == [(brought.label, True, "")]
    assert surface.queue == waiting
    assert surface.stood_on == next(x.issue for x in office.lines if x.label == waiting[0])


def test_a_key_pressed_before_the_brought_one_shows_decides_nothing(office: FakeOffice) -> None:
    runner = Later()
    presenter, surface = opened(office, runner)
    presenter.bring(one_in(office, "NOTIFIED").issue)
    runner.run()  # the queue that was asked for first, then the one it is in
    presenter.pass_it()
    runner.run()
    assert office.verified == []
    assert surface.shown is not None
    assert surface.shown.line == one_in(office, "NOTIFIED")
