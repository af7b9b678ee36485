"""Conflicts are decided one after the other; during a rehearsal they wait for the merge."""

import pytest

from tests.ui.conftest import AtOnce
from tests.ui.fake_district import CONTESTED
from tests.ui.fake_office import FakeOffice
from ui.merge_told import ConflictLine, ConflictRuling
from ui.rooms.merge.deciding import ConflictPresenter

FIRST, SECOND = CONTESTED


class Surface:
    """Remembers what it was shown last."""

    def __init__(self) -> None:
        self.conflict: ConflictLine | None = None
        self.told = (0, 0, 0)
        self.ruled = 0

    def show_conflict(
        self, conflict: ConflictLine | None, place: int, total: int, chosen: int
    ) -> None:
        self.conflict, self.told = conflict, (place, total, chosen)

    def count(self) -> None:
        self.ruled += 1


@pytest.fixture
def surface() -> Surface:
    return Surface()


@pytest.fixture
def presenter(surface: Surface, office: FakeOffice, at_once: AtOnce) -> ConflictPresenter:
    return ConflictPresenter(surface, office, at_once, surface.count, pytest.fail)


def test_a_ruling_goes_on_to_the_next_and_then_the_place_is_empty(
    presenter: ConflictPresenter, surface: Surface, office: FakeOffice
) -> None:
    presenter.show(CONTESTED, rehearsed=False)
    assert (surface.conflict, surface.told) == (FIRST, (1, 2, 0))

    presenter.choose(1)
    presenter.take()
    assert surface.conflict == SECOND
    presenter.write("  占道约3米 ")

    assert surface.conflict is None
    assert surface.ruled == 2
    assert office.ruled == [
        ConflictRuling(conflict=FIRST.id, leaf="b2-9"),
        ConflictRuling(conflict=SECOND.id, words="占道约3米"),
    ]


def test_what_is_decided_in_a_rehearsal_is_done_by_the_merge_alone(
    presenter: ConflictPresenter, surface: Surface, office: FakeOffice
) -> None:
    presenter.show(CONTESTED, rehearsed=True)
    presenter.keep_all()

    assert office.ruled == []
    assert surface.told == (2, 2, 0)
    assert presenter.hand_over() == (ConflictRuling(conflict=FIRST.id, keep_all=True),)
    assert presenter.hand_over() == ()


def test_a_file_dropped_later_keeps_what_was_decided(
    presenter: ConflictPresenter, surface: Surface
) -> None:
    presenter.show(CONTESTED, rehearsed=True)
    presenter.take()
    presenter.show(CONTESTED, rehearsed=True)

    assert surface.conflict == SECOND
    assert [one.conflict for one in presenter.hand_over()] == [FIRST.id]


def test_a_ruling_on_a_file_taken_off_the_table_is_forgotten(
    presenter: ConflictPresenter, surface: Surface
) -> None:
    presenter.show(CONTESTED, rehearsed=True)
    presenter.take()
    presenter.show((), rehearsed=True)

    assert surface.conflict is None
    assert presenter.hand_over() == ()


def test_empty_words_and_a_value_that_is_not_there_decide_nothing(
    presenter: ConflictPresenter, surface: Surface, office: FakeOffice
) -> None:
    presenter.show(CONTESTED, rehearsed=False)
    presenter.write("  ")
    presenter.choose(7)

    assert surface.told == (1, 2, 0)
    assert office.ruled == []
