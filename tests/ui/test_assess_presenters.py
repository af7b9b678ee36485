"""Numbers are tried and leave no trace; disputes are ruled one by one; statements are written."""

from pathlib import Path

import pytest

from inspector.domain.errors import InspectorError
from tests.ui.conftest import AtOnce, Later
from tests.ui.fake_office import FakeOffice
from ui.assess_office import DisputeLine, Payer, Ruling, Tried
from ui.rooms.scores.disputing import DisputePresenter
from ui.rooms.scores.stating import StatementPresenter
from ui.rooms.scores.trying import TryPresenter


class Surface:
    """Remembers what it was shown, for all three pages."""

    def __init__(self) -> None:
        self.changed: dict[str, str] = {}
        self.tried: list[Tried] = []
        self.words = self.bad = self.page = self.stood = ""
        self.saved: list[str] = []
        self.faults: list[str] = []

    def show_numbers(self, numbers: object) -> None:
        self.numbers = numbers

    def show_changed(self, before: dict[str, str]) -> None:
        self.changed = before

    def show_tried(self, tried: Tried, words: str) -> None:
        self.tried.append(tried)
        self.words = words

    def show_bad(self, words: str) -> None:
        self.bad = words

    def show_disputes(self, lines: tuple[DisputeLine, ...]) -> None:
        self.lines = lines

    def show_dispute(self, line: DisputeLine | None, decision: str) -> None:
        self.line, self.decision = line, decision

    def show_units(self, units: object) -> None:
        self.units = units

    def show_payers(self, payers: list[Payer]) -> None:
        self.payers = payers

    def show_paper(self, name: str, paper: bytes) -> None:
        self.page = name

    def show_no_paper(self, words: str) -> None:
        self.page = ""

    def show_saved(self, words: str) -> None:
        self.saved.append(words)

    def show_fault(self, error: InspectorError) -> None:
        self.faults.append(error.message)

    def stand_on(self, key: str) -> None:
        self.stood = key


def trying(office: FakeOffice, runner: AtOnce) -> tuple[TryPresenter, Surface]:
    surface = Surface()
    presenter = TryPresenter(surface, office, runner, lambda: "2026-11")
    presenter.open()
    return presenter, surface


def order(tried: Tried) -> list[str]:
    return [one.name for group in tried.field for one in group.lines]


def test_the_order_by_the_rules_as_they_are_comes_first(
    office: FakeOffice, at_once: AtOnce
) -> None:
    _presenter, surface = trying(office, at_once)
    assert office.own_assess.asked == [{}]
    assert order(surface.tried[0])[1:3] == ["汇泉街道", "钟楼坪街道"]


def test_a_number_that_is_changed_turns_the_order_at_once(
    office: FakeOffice, at_once: AtOnce
) -> None:
    presenter, surface = trying(office, at_once)
    presenter.set("overdue.per_day", "0.3")
    assert order(surface.tried[-1])[1:3] == ["钟楼坪街道", "汇泉街道"]
    assert surface.changed == {"overdue.per_day": "0.1"}
    assert surface.words == "改了 1 个数，2 个镇街的名次变了，不保存"


def test_a_number_set_back_is_no_longer_tried(office: FakeOffice, at_once: AtOnce) -> None:
    presenter, surface = trying(office, at_once)
    presenter.set("overdue.per_day", "0.3")
    presenter.set("overdue.per_day", "0.1")
    assert office.own_assess.asked[-1] == {}
    assert surface.changed == {}


def test_chinese_commas_part_the_multipliers_as_well(office: FakeOffice, at_once: AtOnce) -> None:
    presenter, _surface = trying(office, at_once)
    presenter.set("repeat.multipliers", "1，2，4 ")
    assert office.own_assess.asked[-1] == {"repeat.multipliers": "1,2,4"}


def test_a_number_without_sense_is_told_and_the_order_stays(
    office: FakeOffice, at_once: AtOnce
) -> None:
    presenter, surface = trying(office, at_once)
    presenter.set("overdue.cap", "许多")
    assert surface.bad.startswith("测算的数不对")
    assert len(surface.tried) == 1


def test_leaving_forgets_what_was_tried(office: FakeOffice, at_once: AtOnce) -> None:
    presenter, _surface = trying(office, at_once)
    presenter.set("overdue.per_day", "0.3")
    presenter.open()
    assert dict(presenter.tried) == {}
    assert office.own_assess.asked[-1] == {}


def test_only_the_last_answer_asked_for_is_shown(office: FakeOffice, later: Later) -> None:
    surface = Surface()
    presenter = TryPresenter(surface, office, later, lambda: "2026-11")
    presenter.open()
    later.run()
    presenter.set("overdue.per_day", "0.3")
    presenter.set("overdue.per_day", "0.05")
    later.run()
    assert len(surface.tried) == 1
    assert surface.words.startswith("改了 1 个数，0 个镇街")


def disputing(office: FakeOffice, runner: AtOnce) -> tuple[DisputePresenter, Surface, list[str]]:
    surface, ruled = Surface(), []
    presenter = DisputePresenter(surface, office, runner, lambda: ruled.append("ruled"))
    presenter.refresh()
    return presenter, surface, ruled


def test_the_oldest_dispute_that_waits_is_looked_at(office: FakeOffice, at_once: AtOnce) -> None:
    _presenter, surface, _ruled = disputing(office, at_once)
    assert surface.line is not None
    assert surface.line.label == "K7QF-208"


def test_a_ruling_is_written_and_the_next_one_waits(office: FakeOffice, at_once: AtOnce) -> None:
    presenter, surface, ruled = disputing(office, at_once)
    presenter.incline("reassigned")
    presenter.decide(reason=" 已移交 ", unit="T-3", points="2")
    assert office.own_assess.ruled == [
        ("issue-208", Ruling(decision="reassigned", reason="已移交", unit="T-3"))
    ]
    assert surface.stood == "d2"
    assert ruled == ["ruled"]


def test_without_a_decision_nothing_is_written(office: FakeOffice, at_once: AtOnce) -> None:
    presenter, surface, ruled = disputing(office, at_once)
    presenter.decide(reason="", unit="", points="")
    assert surface.faults == ["先选怎么裁定"]
    assert (office.own_assess.ruled, ruled) == ([], [])


def test_what_was_ruled_is_not_ruled_again(office: FakeOffice, at_once: AtOnce) -> None:
    presenter, surface, _ruled = disputing(office, at_once)
    presenter.choose("d3")
    presenter.incline("upheld")
    presenter.decide(reason="", unit="", points="")
    assert surface.decision == ""
    assert office.own_assess.ruled == []


def test_a_reduction_says_by_how_much(office: FakeOffice, at_once: AtOnce) -> None:
    presenter, surface, _ruled = disputing(office, at_once)
    presenter.incline("reduced")
    presenter.decide(reason="", unit="", points="")
    assert surface.faults == ["写明核减多少分。"]
    presenter.decide(reason="", unit="", points="0.5")
    assert office.own_assess.ruled[0][1].points == "0.5"


def stating(office: FakeOffice, runner: AtOnce) -> tuple[StatementPresenter, Surface]:
    surface = Surface()
    presenter = StatementPresenter(surface, office, runner, lambda: "2026-11")
    presenter.open("桐荫街道")
    presenter.choose(surface.stood)
    return presenter, surface


def test_the_statement_opens_on_the_town_that_was_looked_at(
    office: FakeOffice, at_once: AtOnce
) -> None:
    _presenter, surface = stating(office, at_once)
    assert surface.page == "桐荫街道"


def test_a_payer_is_found_by_any_part_of_the_name(office: FakeOffice, at_once: AtOnce) -> None:
    presenter, surface = stating(office, at_once)
    presenter.seek("市场")
    assert [one.name for one in surface.payers] == ["桐荫惠民市场"]
    assert surface.stood == "桐荫惠民市场"


@pytest.mark.parametrize("suffix", [".pdf", ".xlsx"])
def test_a_statement_is_called_as_the_office_does_and_written(
    office: FakeOffice, at_once: AtOnce, suffix: str
) -> None:
    presenter, surface = stating(office, at_once)
    name = presenter.file_name(suffix)
    presenter.write(Path(name))
    assert name == f"2026年11月份桐荫街道扣分明细{suffix}"
    assert office.own_assess.written == [("桐荫街道", "2026-11", Path(name))]
    assert surface.saved == [f"已写好 {name}"]
