"""The ledger asks for what is looked at and shows an issue in office words."""

from dataclasses import replace
from datetime import timedelta
from pathlib import Path

from inspector.domain.errors import InputError
from inspector.domain.issue import State
from tests.ui.conftest import AtOnce, Later
from tests.ui.fake_days import NOW
from tests.ui.fake_district import a_line
from tests.ui.fake_office import FakeOffice
from ui.issue_told import IssueCase, IssuePage, Wanted
from ui.match import Choice, offer
from ui.rooms.ledger.presenter import PAGE, LedgerPresenter
from ui.rooms.ledger.rows import LedgerRow, ShownCase, ledger_row


class Surface:
    """Remembers what it was shown."""

    def __init__(self) -> None:
        self.counts: dict[int, int] = {}
        self.pages: dict[int, list[LedgerRow]] = {}
        self.filters: list[tuple[str, str, str]] = []
        self.total = -1
        self.tab = -1
        self.case: ShownCase | None = None
        self.changes: list[str] = []
        self.empty = ""
        self.faults: list[str] = []

    def show_tab(self, number: int) -> None:
        self.tab = number

    def show_count(self, number: int, count: int) -> None:
        self.counts[number] = count

    def show_filters(self, filters: list[tuple[str, str, str]]) -> None:
        self.filters = filters

    def show_total(self, total: int) -> None:
        self.total = total
        self.pages = {}

    def show_page(self, page: int, rows: list[LedgerRow]) -> None:
        self.pages[page] = rows

    def stand_on(self, case: IssueCase | None) -> None:
        self.stood = case

    def show_case(self, case: ShownCase | None) -> None:
        self.case = case

    def show_changes(self, changes: list[str]) -> None:
        self.changes = changes

    def show_empty(self, words: str) -> None:
        self.empty = words

    def offer_filters(self, choices: list[Choice]) -> None:
        self.choices = choices

    def show_fault(self, error: InputError) -> None:
        self.faults.append(error.message)


def opened(office: FakeOffice, runner: AtOnce | Later) -> tuple[LedgerPresenter, Surface]:
    surface = Surface()
    presenter = LedgerPresenter(surface, office, runner, lambda: NOW)
    presenter.refresh()
    return presenter, surface


def many(office: FakeOffice, count: int) -> None:
    office.lines = tuple(
        a_line(number, found_at=NOW - timedelta(minutes=number)) for number in range(count)
    )


def test_the_ledger_opens_on_what_is_not_settled(office: FakeOffice, at_once: AtOnce) -> None:
    _presenter, surface = opened(office, at_once)
    states = {row.state for row in surface.pages[0]}
    assert surface.tab == 1
    assert not states & {"已销号", "作废"}


def test_every_tab_tells_its_count(office: FakeOffice, at_once: AtOnce) -> None:
    _presenter, surface = opened(office, at_once)
    late = sum(line.late_days > 0 for line in office.lines)
    assert surface.counts[0] == len(office.lines)
    assert surface.counts[3] == late


def test_a_far_page_is_reached_through_the_pages_before(
    office: FakeOffice, at_once: AtOnce
) -> None:
    many(office, 5 * PAGE)
    presenter, surface = opened(office, at_once)
    presenter.want_page(3)
    assert surface.pages[3][0].label == office.lines[3 * PAGE].label


def test_a_known_page_costs_one_question(office: FakeOffice, at_once: AtOnce) -> None:
    many(office, 5 * PAGE)
    presenter, _surface = opened(office, at_once)
    presenter.want_page(3)
    asked = office.page_asks
    presenter.want_page(4)
    assert office.page_asks == asked + 1


def test_an_answer_to_an_older_search_is_not_shown(office: FakeOffice) -> None:
    later = Later()
    presenter, surface = opened(office, later)
    later.run()
    presenter.search("占道")
    presenter.search("公厕")
    later.run(1, 0)
    assert [row.title for row in surface.pages[0]] == ["公厕脏臭"]


def test_the_search_stays_when_another_tab_is_chosen(office: FakeOffice, at_once: AtOnce) -> None:
    presenter, surface = opened(office, at_once)
    presenter.search("占道")
    presenter.choose_tab(0)
    assert {row.title for row in surface.pages[0]} == {"占道经营"}


def test_nothing_found_names_the_filter_to_drop(office: FakeOffice, at_once: AtOnce) -> None:
    presenter, surface = opened(office, at_once)
    presenter.narrow("town:望澜街道")
    assert surface.empty == "没有符合条件的问题。去掉“镇街：望澜街道”再看"
    presenter.drop_filter("town")
    assert surface.total > 0
    assert surface.filters == []


def test_a_wish_of_another_room_lights_its_tab(office: FakeOffice, at_once: AtOnce) -> None:
    presenter, surface = opened(office, at_once)
    presenter.show_wanted(Wanted(late=True))
    assert surface.tab == 3
    assert all(row.late for row in surface.pages[0])


def test_only_the_case_one_stands_on_is_shown(office: FakeOffice) -> None:
    later = Later()
    presenter, surface = opened(office, later)
    later.run()
    presenter.choose("issue-214")
    presenter.choose("issue-213")
    later.run(1, 0)
    assert surface.case is not None
    assert surface.case.issue == "issue-213"


def test_the_case_tells_all_three_occurrences(office: FakeOffice, at_once: AtOnce) -> None:
    presenter, surface = opened(office, at_once)
    presenter.choose("issue-214")
    assert surface.case is not None
    told = [(step.what, step.weight) for step in surface.case.steps]
    assert ("期限", "ahead") in told
    assert ("第2次销号", "past") in told
    assert ("第1次发现", "past") in told


def test_a_fault_is_told_and_the_list_stays(tmp_path: Path, at_once: AtOnce) -> None:
    class Broken(FakeOffice):
        def find_issues(self, wanted: Wanted, after: str | None, limit: int) -> IssuePage:
            raise InputError("打不开", "再试")

    _presenter, surface = opened(Broken(tmp_path), at_once)
    assert "打不开" in surface.faults


def test_an_issue_nobody_was_told_of_has_no_deadline() -> None:
    line = a_line(state=State.OPEN, deadline=NOW)
    assert ledger_row(line, NOW).deadline == "未送达"


def test_a_deferred_issue_says_until_when() -> None:
    line = a_line(state=State.DEFERRED, deadline=NOW + timedelta(days=41))
    assert ledger_row(line, NOW).deadline == "缓至 12-31"


def test_the_occurrence_stands_before_the_rebound() -> None:
    line = replace(a_line(), occurrence=3, rebound=True, candidate=True)
    assert [kind for kind, _words in ledger_row(line, NOW).flags] == ["repeat", "rebound"]


def test_who_entered_what_is_read_only_when_asked_for(office: FakeOffice, at_once: AtOnce) -> None:
    presenter, surface = opened(office, at_once)
    presenter.choose(office.lines[0].issue)
    assert surface.changes == []
    presenter.ask_changes()
    assert [line.split("　")[1] for line in surface.changes] == ["问题", "位置"]


def test_the_ledger_is_narrowed_to_a_unit_and_a_standard(
    office: FakeOffice, at_once: AtOnce
) -> None:
    presenter, surface = opened(office, at_once)
    presenter.choose_tab(0)
    presenter.ask_filters()
    of_unit = offer(surface.choices, "tawy")[0]
    of_standard = next(one for one in surface.choices if one.name == "占道经营")
    presenter.narrow(of_unit.key)
    presenter.narrow(of_standard.key)
    assert [(kind, value) for kind, _name, value in surface.filters] == [
        ("unit", "桐安物业服务有限公司"),
        ("standard", "占道经营"),
    ]
    wanted = [
        one
        for one in office.lines
        if (one.unit_name, one.title) == ("桐安物业服务有限公司", "占道经营")
    ]
    assert surface.total == len(wanted)


def test_the_filters_stay_when_another_tab_is_chosen(office: FakeOffice, at_once: AtOnce) -> None:
    presenter, _surface = opened(office, at_once)
    presenter.narrow("unit:O-1")
    presenter.choose_tab(3)
    assert (presenter.wanted.unit, presenter.wanted.late) == ("O-1", True)


def test_untyped_months_and_towns_are_offered_first(office: FakeOffice, at_once: AtOnce) -> None:
    presenter, surface = opened(office, at_once)
    presenter.ask_filters()
    kinds = [one.key.partition(":")[0] for one in offer(surface.choices, "")]
    assert kinds[:3] == ["month", "month", "town"]


def test_a_kept_views_unit_is_told_by_its_name(office: FakeOffice, at_once: AtOnce) -> None:
    presenter, surface = opened(office, at_once)
    presenter.show_wanted(Wanted(unit="O-1"))
    assert surface.filters == [("unit", "责任单位", "桐安物业服务有限公司")]
