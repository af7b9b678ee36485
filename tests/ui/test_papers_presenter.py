"""The register shows where every paper stands, and its deeds go to the papers that are meant."""

from pathlib import Path

import pytest

from inspector.domain.errors import InspectorError
from tests.ui.conftest import AtOnce, Later
from tests.ui.fake_office import FakeOffice
from ui.papers_office import PaperLine, PaperState
from ui.rooms.notices.registering import PapersPresenter


class Surface:
    """Remembers what it was shown."""

    def __init__(self) -> None:
        self.lines: list[PaperLine] = []
        self.words = self.page = ""
        self.saved: list[str] = []
        self.faults: list[str] = []
        self.printed = 0

    def show_choices(self, units: list[tuple[str, str]]) -> None:
        self.units = [name for _code, name in units]

    def show_papers(self, lines: list[PaperLine], ticked: frozenset[str], words: str) -> None:
        self.lines, self.ticked, self.words = list(lines), ticked, words

    def show_deeds(self, chosen: PaperLine | None, ticked: int) -> None:
        self.chosen = chosen

    def show_paper(self, name: str, paper: bytes) -> None:
        self.page = name

    def show_no_paper(self, words: str) -> None:
        self.page = ""

    def show_saved(self, words: str) -> None:
        self.saved.append(words)

    def show_fault(self, error: InspectorError) -> None:
        self.faults.append(error.message)

    def print_papers(self, papers: list[bytes]) -> None:
        self.printed = len(papers)

    def bind_papers(self, notices: list[str]) -> None:
        self.bound = notices

    def stand_on(self, notice: str) -> None:
        pass


def opened(office: FakeOffice, runner: AtOnce) -> tuple[PapersPresenter, Surface]:
    surface = Surface()
    presenter = PapersPresenter(surface, office, runner)
    presenter.refresh()
    return presenter, surface


def state(office: FakeOffice, notice: str) -> PaperState:
    return next(one.state for one in office.papers().listing() if one.notice == notice)


def test_the_register_opens_on_its_newest_paper_and_counts_what_is_not_delivered(
    office: FakeOffice, at_once: AtOnce
) -> None:
    _presenter, surface = opened(office, at_once)
    assert surface.page == "审-K7QF-2"
    assert surface.words == "9 份 · 待送达 3"
    assert surface.units[0] == "全部单位"


def test_only_papers_of_the_state_and_unit_asked_for_are_shown(
    office: FakeOffice, at_once: AtOnce
) -> None:
    presenter, surface = opened(office, at_once)
    presenter.filter(state="DELIVERED")
    assert [one.number for one in surface.lines] == ["青城考〔2026〕116号", "青城考〔2026〕113号"]
    presenter.filter(unit="U2")
    assert [one.number for one in surface.lines] == ["青城考〔2026〕113号"]
    presenter.filter(state="", unit="")
    assert len(surface.lines) == 9


def test_a_handed_in_paper_gets_its_number_by_signing(office: FakeOffice, at_once: AtOnce) -> None:
    presenter, surface = opened(office, at_once)
    presenter.sign()
    assert surface.saved == ["已签发 青城考〔2026〕118号"]
    assert state(office, "n0") is PaperState.NUMBERED


def test_a_paper_is_signed_first_and_numbered_later(office: FakeOffice, at_once: AtOnce) -> None:
    presenter, surface = opened(office, at_once)
    presenter.sign_only()
    assert surface.saved == ["已签发 审-K7QF-2，待编号"]
    assert state(office, "n0") is PaperState.SIGNED
    presenter.deliver()
    assert office.own_papers.delivered == []  # nothing goes out without a number
    presenter.sign()
    assert surface.saved[-1] == "已编号 青城考〔2026〕118号"
    assert state(office, "n0") is PaperState.NUMBERED


def test_what_bars_a_signing_is_said_and_the_paper_waits_on(
    office: FakeOffice, at_once: AtOnce
) -> None:
    office.own_papers.bars = "照片读不出"
    presenter, surface = opened(office, at_once)
    presenter.sign()
    assert surface.faults == ["还不能签发：照片读不出"]
    assert state(office, "n0") is PaperState.SUBMITTED


def test_delivery_is_noted_for_ticked_papers_that_are_out_and_for_no_other(
    office: FakeOffice, at_once: AtOnce
) -> None:
    presenter, surface = opened(office, at_once)
    for notice in ("n0", "n2", "n3", "n4", "n6"):
        presenter.tick(notice)
    presenter.deliver()
    assert office.own_papers.delivered == ["n2", "n4"]
    assert surface.saved == ["已登记送达 2 份"]
    assert surface.ticked == frozenset()


def test_a_paper_handed_in_is_not_delivered(office: FakeOffice, at_once: AtOnce) -> None:
    presenter, _surface = opened(office, at_once)
    presenter.deliver()
    assert office.own_papers.delivered == []


def test_a_stamped_slip_says_the_paper_was_received(office: FakeOffice, at_once: AtOnce) -> None:
    presenter, surface = opened(office, at_once)
    presenter.choose("n3")
    presenter.acknowledge(Path("回执.jpg"))
    assert state(office, "n3") is PaperState.ACKNOWLEDGED
    assert surface.saved == ["已签收 青城考〔2026〕116号"]


def test_a_withdrawn_paper_keeps_its_place_and_is_withdrawn_once(
    office: FakeOffice, at_once: AtOnce
) -> None:
    presenter, surface = opened(office, at_once)
    presenter.choose("n2")
    presenter.void("责任单位有误")
    presenter.void("再一次")
    assert office.own_papers.voided == [("n2", "责任单位有误")]
    assert len(surface.lines) == 9
    assert surface.chosen is not None
    assert surface.chosen.state is PaperState.VOID


def test_a_reissued_paper_names_the_number_that_stands_for_it(
    office: FakeOffice, at_once: AtOnce
) -> None:
    presenter, surface = opened(office, at_once)
    presenter.choose("n2")
    presenter.reissue("责任单位有误")
    assert surface.saved == ["已作废 青城考〔2026〕117号，重发 青城考〔2026〕118号"]
    assert surface.lines[0].replaces == "青城考〔2026〕117号"


def test_ticked_papers_are_printed_else_the_one_looked_at(
    office: FakeOffice, at_once: AtOnce
) -> None:
    presenter, surface = opened(office, at_once)
    presenter.print()
    assert surface.printed == 1
    presenter.tick_all()
    presenter.print()
    assert surface.printed == 9


def test_packages_are_made_once_for_each_unit(office: FakeOffice, at_once: AtOnce) -> None:
    presenter, _surface = opened(office, at_once)
    presenter.tick_all()
    assert sorted(presenter.units()) == ["U0", "U1", "U2", "U3", "U4"]


def test_a_page_that_comes_late_is_not_shown_for_another_paper(
    office: FakeOffice, later: Later
) -> None:
    surface = Surface()
    presenter = PapersPresenter(surface, office, later)
    presenter.refresh()
    later.run()
    presenter.choose("n3")
    later.run(1, 0)
    assert surface.page == "青城考〔2026〕116号"


@pytest.mark.parametrize("deed", ["sign", "deliver", "print"])
def test_an_empty_register_offers_no_deeds(office: FakeOffice, at_once: AtOnce, deed: str) -> None:
    office.own_papers.lines = []
    presenter, surface = opened(office, at_once)
    getattr(presenter, deed)()
    assert (surface.saved, surface.faults, surface.printed) == ([], [], 0)


def test_ticked_papers_are_bound_oldest_first(office: FakeOffice, at_once: AtOnce) -> None:
    presenter, surface = opened(office, at_once)
    for notice in ("n3", "n2", "n5"):
        presenter.tick(notice)
    presenter.bind()
    assert surface.bound == ["n5", "n3", "n2"]
    assert surface.saved == []


def test_what_is_handed_in_or_withdrawn_is_not_bound_among_what_is_out(
    office: FakeOffice, at_once: AtOnce
) -> None:
    presenter, surface = opened(office, at_once)
    presenter.tick_all()
    presenter.bind()
    assert surface.bound == ["n8", "n7", "n5", "n4", "n3", "n2", "n1"]
    assert surface.saved == ["送审和作废的 2 份不合并"]


def test_what_is_handed_in_is_bound_by_itself_for_who_signs(
    office: FakeOffice, at_once: AtOnce
) -> None:
    presenter, surface = opened(office, at_once)
    presenter.choose("n0")
    presenter.bind()
    assert surface.bound == ["n0"]
