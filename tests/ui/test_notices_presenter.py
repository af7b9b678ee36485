"""Notices go out for ticked units; what bars one unit bars no other."""

from collections.abc import Callable
from dataclasses import replace

from tests.ui.conftest import AtOnce, Later
from tests.ui.fake_office import FakeOffice
from ui.notice_told import Round
from ui.rooms.notices.presenter import NoticesPresenter


class Surface:
    def __init__(self) -> None:
        self.ready = -1
        self.words = ""
        self.paper = b""
        self.blocked = 0
        self.issued: tuple[str, ...] = ()
        self.chosen: Callable[[str], None] = lambda _unit: None

    def show_units(self, units: object, ticked: frozenset[str]) -> None:
        self.ticked = ticked

    def show_checks(self, blocked: list[object], advice: object, passed: object) -> None:
        self.blocked = len(blocked)

    def show_choice(self, ticked: int, ready: int, words: str) -> None:
        self.ready, self.words = ready, words

    def show_paper(self, name: str, paper: bytes) -> None:
        self.name, self.paper = name, paper

    def show_no_paper(self, words: str) -> None:
        self.paper, self.told = b"", words

    def show_issued(self, numbers: tuple[str, ...]) -> None:
        self.issued = numbers

    def show_label(self, words: str, *, waiting: bool) -> None:
        self.label = (words, waiting)

    def show_saved(self, words: str) -> None:
        self.saved = words

    def print_papers(self, papers: list[bytes]) -> None:
        self.printed = papers

    def bind_papers(self, notices: tuple[str, ...]) -> None:
        self.bound = notices

    def show_fault(self, error: Exception) -> None:
        raise error

    def show_towns(self, towns: list[str], chosen: str) -> None:
        self.towns, self.town = towns, chosen

    def show_due(self, days: int | None) -> None:
        self.due = days

    def stand_on(self, unit: str) -> None:
        self.chosen(unit)


def opened(office: FakeOffice, runner: AtOnce) -> tuple[NoticesPresenter, Surface]:
    surface = Surface()
    presenter = NoticesPresenter(surface, office, runner)
    surface.chosen = presenter.choose
    presenter.refresh()
    return presenter, surface


def test_every_unit_of_the_month_starts_ticked(office: FakeOffice, at_once: AtOnce) -> None:
    _presenter, surface = opened(office, at_once)
    assert len(surface.ticked) == 5
    assert surface.words == "已选 5 个单位，4 份可开，1 份待处理"


def test_a_blocked_unit_waits_and_the_rest_goes_out(office: FakeOffice, at_once: AtOnce) -> None:
    presenter, surface = opened(office, at_once)
    presenter.issue()
    assert "U3" not in office.issued
    assert len(surface.issued) == 4


def test_an_unticked_unit_gets_no_paper(office: FakeOffice, at_once: AtOnce) -> None:
    presenter, _surface = opened(office, at_once)
    presenter.tick("U0")
    presenter.issue()
    assert "U0" not in office.issued


def test_with_nothing_ticked_nothing_is_issued(office: FakeOffice, at_once: AtOnce) -> None:
    presenter, surface = opened(office, at_once)
    presenter.tick_all()
    presenter.issue()
    assert surface.ready == 0
    assert office.issued == []


def test_the_first_paper_is_seen_without_asking(office: FakeOffice, at_once: AtOnce) -> None:
    _presenter, surface = opened(office, at_once)
    assert surface.paper.startswith(b"%PDF")
    assert surface.name == "桐安物业服务有限公司"


def test_what_is_handed_in_is_not_issued(office: FakeOffice, at_once: AtOnce) -> None:
    presenter, surface = opened(office, at_once)
    presenter.submit()
    assert office.own_papers.submitted == ["U0", "U1", "U2", "U4"]
    assert surface.issued == ()
    assert surface.saved == "已送审 4 份，在登记簿签发"


def test_a_batch_tells_how_far_it_is_and_is_called_off(office: FakeOffice) -> None:
    later = Later()
    presenter, surface = opened(office, later)
    later.run()
    presenter.issue()
    assert presenter.call_off()
    later.run()
    assert office.own_papers.told == []
    assert surface.saved == "已停止，开好的在登记簿"
    assert not presenter.call_off()


def test_what_became_wrong_with_one_paper_of_a_batch_is_said(
    office: FakeOffice, at_once: AtOnce
) -> None:
    office.own_papers.not_issued = ("区交通局：文号刚被占用",)
    presenter, surface = opened(office, at_once)
    presenter.issue()
    assert surface.saved == "1 份没有开：区交通局：文号刚被占用"


def test_only_what_went_out_is_put_into_one_file(office: FakeOffice, at_once: AtOnce) -> None:
    presenter, surface = opened(office, at_once)
    surface.bound = ()
    presenter.bind()
    assert surface.bound == ()
    presenter.issue()
    presenter.bind()
    assert surface.bound == surface.issued
    presenter.deliver()
    surface.bound = ()
    presenter.bind()
    assert surface.bound == ()


def test_only_what_was_found_in_the_chosen_town_is_shown_and_goes_out(
    office: FakeOffice, at_once: AtOnce
) -> None:
    presenter, surface = opened(office, at_once)
    presenter.choose_town("桐荫街道")
    assert (surface.town, surface.ready) == ("桐荫街道", 1)
    presenter.issue()
    assert office.own_papers.told_in == [Round(town="桐荫街道")]
    assert office.issued == ["U1"]


def test_only_what_is_due_soon_is_shown_and_goes_out(office: FakeOffice, at_once: AtOnce) -> None:
    presenter, surface = opened(office, at_once)
    presenter.choose_due(0)
    assert (surface.due, surface.ready) == (0, 1)
    presenter.issue()
    assert office.own_papers.told_in == [Round(due_days=0)]
    assert office.issued == ["U0"]
    assert surface.told == "这个期限内没有待开的问题。选“期限不限”再看"
    presenter.choose_due(None)
    assert surface.due is None
    assert surface.ready > 1


def test_town_and_term_narrow_together(office: FakeOffice, at_once: AtOnce) -> None:
    presenter, surface = opened(office, at_once)
    presenter.choose_town("桐荫街道")
    presenter.choose_due(0)
    assert (surface.town, surface.due, surface.ready) == ("桐荫街道", 0, 0)


def test_while_a_town_is_looked_over_nothing_of_another_goes_out(office: FakeOffice) -> None:
    later = Later()
    presenter, surface = opened(office, later)
    presenter.choose_town("桐荫街道")
    presenter.issue()
    assert (office.issued, surface.saved) == ([], "还在逐个检查，看过再签发")
    later.run()
    assert surface.ready == 1


def test_the_unit_of_an_issue_is_found_whichever_town_was_chosen(
    office: FakeOffice, at_once: AtOnce
) -> None:
    presenter, surface = opened(office, at_once)
    presenter.choose_town("桐荫街道")
    case = replace(office.show_issue(office.lines[0].issue), unit="青屿区环境卫生服务中心")
    presenter.choose_unit_of(case)
    assert (surface.town, surface.name) == ("", "青屿区环境卫生服务中心")


def test_a_town_without_anything_to_tell_says_so(office: FakeOffice, at_once: AtOnce) -> None:
    presenter, surface = opened(office, at_once)
    presenter.choose_town("新桥湾街道")
    assert surface.told == "新桥湾街道没有待开的问题。选“全部镇街”再看"


def test_looked_over_again_the_same_page_is_drawn_as_it_is_now(
    office: FakeOffice, at_once: AtOnce
) -> None:
    presenter, surface = opened(office, at_once)
    presenter.choose("U3")
    surface.paper = b"without the photo"
    presenter.refresh()
    assert surface.paper.startswith(b"%PDF")
    assert surface.name == "桐荫惠民市场服务有限公司"
