"""The month is looked at town by town; papers are made of what is on the screen."""

from datetime import date
from pathlib import Path

import pytest

from inspector.domain.errors import InspectorError
from tests.ui.conftest import AtOnce, Later
from tests.ui.fake_office import FakeOffice
from ui.issue_told import Wanted
from ui.rooms.scores.presenter import ScoresPresenter
from ui.score_told import MonthScores, TownScore, Trends


class Surface:
    """Remembers what it was shown."""

    def __init__(self) -> None:
        self.months: list[MonthScores] = []
        self.towns: list[str] = []
        self.trends: list[Trends] = []
        self.wanted: list[Wanted] = []
        self.saved: list[str] = []

    def show_month(self, scores: MonthScores) -> None:
        self.months.append(scores)

    def show_town(self, town: TownScore) -> None:
        self.towns.append(town.name)

    def show_trends(self, trends: Trends) -> None:
        self.trends.append(trends)

    def show_waiting(self, words: str) -> None:
        del words

    def show_saved(self, words: str) -> None:
        self.saved.append(words)

    def show_fault(self, error: InspectorError) -> None:
        pytest.fail(error.message)

    def open_rows(self, wanted: Wanted) -> None:
        self.wanted.append(wanted)


def opened(office: FakeOffice, runner: AtOnce) -> tuple[ScoresPresenter, Surface]:
    surface = Surface()
    presenter = ScoresPresenter(surface, office, runner)
    presenter.refresh()
    return presenter, surface


def test_the_running_month_opens_with_its_first_town(office: FakeOffice, at_once: AtOnce) -> None:
    presenter, surface = opened(office, at_once)

    assert office.months_asked == [""]
    assert presenter.month == "2026-11"
    assert surface.towns == ["望澜街道"]
    assert len(surface.trends) == 1


def test_stepping_goes_over_the_turn_of_the_year_and_keeps_the_town(
    office: FakeOffice, at_once: AtOnce
) -> None:
    presenter, surface = opened(office, at_once)
    presenter.choose("桐荫街道")
    presenter.step(2)
    presenter.step(-1)

    assert office.months_asked == ["", "2027-01", "2026-12"]
    assert surface.towns[-1] == "桐荫街道"


def test_a_figure_opens_the_problems_behind_it(office: FakeOffice, at_once: AtOnce) -> None:
    presenter, surface = opened(office, at_once)
    presenter.open_rows("南浦街道")
    presenter.open_standard("P3.03.01")

    assert surface.wanted == [
        Wanted(town="南浦街道", month="2026-11"),
        Wanted(town="望澜街道", text="P3.03.01", month="2026-11"),
    ]


def test_papers_are_of_the_month_and_town_looked_at_and_called_as_the_office_does(
    office: FakeOffice, at_once: AtOnce
) -> None:
    presenter, surface = opened(office, at_once)
    presenter.choose("桐荫街道")
    name = presenter.file_name("statement", date(2026, 11, 20))
    presenter.write("statement", Path(name))

    assert name == "2026年11月份桐荫街道扣分明细.pdf"
    assert office.papers_written == [("statement", "2026-11", Path(name), "桐荫街道")]
    assert surface.saved == [f"已写好 {name}"]


def test_a_frozen_month_is_read_anew(office: FakeOffice, at_once: AtOnce) -> None:
    presenter, surface = opened(office, at_once)
    presenter.freeze()

    assert office.frozen == ["2026-11"]
    assert [one.frozen for one in surface.months] == [False, True]


def test_an_answer_for_a_month_left_meanwhile_is_not_shown(
    office: FakeOffice, later: Later
) -> None:
    surface = Surface()
    presenter = ScoresPresenter(surface, office, later)
    presenter.refresh()
    later.run()
    later.run()
    presenter.step(1)
    presenter.step(1)
    later.run()

    assert [one.month for one in surface.months] == ["2026-11", "2027-01"]
