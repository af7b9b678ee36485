"""Feedback and packages: what came of each is said, and what goes on can be called off."""

from pathlib import Path

import pytest

from inspector.domain.errors import InspectorError
from tests.ui.conftest import AtOnce, Later
from tests.ui.fake_office import FakeOffice
from ui.papers_office import Spare, TakenIn
from ui.rooms.notices.carrying import CarryPresenter
from ui.rooms.notices.mending import MendPresenter


class Surface:
    """Remembers what it was shown."""

    def __init__(self) -> None:
        self.progress: list[str] = []
        self.saved: list[str] = []
        self.faults: list[str] = []
        self.taken: list[TakenIn] = []
        self.words = ""

    def show_progress(self, words: str) -> None:
        self.progress.append(words)

    def show_taken(self, taken: TakenIn, words: str) -> None:
        self.taken.append(taken)
        self.words = words

    def ask_bound(self, notices: object, name: str) -> None:
        self.asked = (notices, name)

    def show_saved(self, words: str) -> None:
        self.saved.append(words)

    def show_fault(self, error: InspectorError) -> None:
        self.faults.append(error.message)

    def show_spares(self, check: object, spares: list[Spare]) -> None:
        self.spares = spares

    def show_contact(self, check: object, words: str) -> None:
        self.words = words

    def show_no_mending(self) -> None:
        self.words = ""


def test_feedback_is_told_by_what_became_of_it(office: FakeOffice, at_once: AtOnce) -> None:
    surface = Surface()
    CarryPresenter(surface, office, at_once).take_in([Path("反馈.xlsx"), Path("回执.PDF")])
    assert surface.words == "收下答复 2 行 · 退单 1 件 · 签收回执 1 份 · 已有 2 · 没收 2"
    assert surface.progress[-1] == ""


def test_files_that_are_neither_sheet_nor_scan_are_left_alone(
    office: FakeOffice, at_once: AtOnce
) -> None:
    surface = Surface()
    CarryPresenter(surface, office, at_once).take_in([Path("说明.docx"), Path("a.db")])
    assert office.own_papers.taken == []
    assert surface.taken == []


def test_packages_for_the_chosen_units_lie_in_the_chosen_folder(
    office: FakeOffice, at_once: AtOnce, tmp_path: Path
) -> None:
    surface = Surface()
    CarryPresenter(surface, office, at_once).pack(("U0", "U3"), tmp_path)
    assert office.own_papers.packed == [(("U0", "U3"), tmp_path)]
    assert surface.progress[1] == "正在打包 0 / 2 · 取消 Esc"
    assert surface.saved == ["已打包 2 个单位，15 个文件，3.2 MB"]


def test_packing_that_was_called_off_says_so_and_another_may_start(
    office: FakeOffice, later: Later, tmp_path: Path
) -> None:
    surface = Surface()
    presenter = CarryPresenter(surface, office, later)
    presenter.pack(("U0", "U3"), tmp_path)
    presenter.take_in([Path("反馈.xlsx")])
    assert len(later.waiting) == 1
    assert presenter.call_off()
    later.run()
    assert surface.saved == ["已停止打包，做好的文件夹还在"]
    assert office.own_papers.packed == []
    assert not presenter.call_off()


def test_papers_are_named_first_and_bound_where_the_person_says(
    office: FakeOffice, at_once: AtOnce, tmp_path: Path
) -> None:
    surface = Surface()
    presenter = CarryPresenter(surface, office, at_once)
    presenter.name_bound(("n2", "n4"))
    notices, name = surface.asked
    presenter.bind(notices, tmp_path / name)
    assert office.own_papers.bound == [(("n2", "n4"), tmp_path / name)]
    assert surface.progress == ["正在合并…", "正在合并 0 / 2 · 取消 Esc", ""]
    assert surface.saved == [f"已合并 2 份、18 页：{name}"]


def test_binding_that_was_called_off_left_no_file(
    office: FakeOffice, later: Later, tmp_path: Path
) -> None:
    surface = Surface()
    presenter = CarryPresenter(surface, office, later)
    presenter.bind(("n2", "n4"), tmp_path / "a.pdf")
    assert presenter.call_off()
    later.run()
    assert surface.saved == ["已停止合并，没有写文件"]
    assert office.own_papers.bound == []


def test_a_paper_that_cannot_be_bound_is_told_and_another_try_may_start(
    office: FakeOffice, at_once: AtOnce, tmp_path: Path
) -> None:
    surface = Surface()
    office.own_papers.bars = "青城考〔2026〕117号 这份文书的原件不在本机或已被改动"
    presenter = CarryPresenter(surface, office, at_once)
    presenter.bind(("n2",), tmp_path / "a.pdf")
    assert surface.faults == ["没有合并：青城考〔2026〕117号 这份文书的原件不在本机或已被改动。"]
    assert surface.progress[-1] == ""
    office.own_papers.bars = ""
    presenter.bind(("n2",), tmp_path / "a.pdf")
    assert office.own_papers.bound == [(("n2",), tmp_path / "a.pdf")]


def mending(
    office: FakeOffice, runner: AtOnce, mend: str
) -> tuple[MendPresenter, Surface, list[str]]:
    surface, mended = Surface(), []
    office.own_papers.own_contact = ("", "")
    checks = [check for unit in office.ready_units() for check in unit.blocked]
    presenter = MendPresenter(surface, office, runner, mended.append)
    presenter.open(next(check for check in checks if check.mend == mend))
    return presenter, surface, mended


def test_a_photo_that_cannot_be_read_gives_its_place_to_the_nearest(
    office: FakeOffice, at_once: AtOnce
) -> None:
    presenter, surface, mended = mending(office, at_once, "photo")
    presenter.take_photo(surface.spares[0].photo)
    assert office.own_papers.replaced == [("K7QF-198", "sha-17")]
    assert mended == ["已换照片 K7QF-198"]
    assert not presenter.is_open


@pytest.mark.parametrize("words", ["", "王某", "王某 电话"])
def test_a_contact_needs_a_name_and_a_number(
    office: FakeOffice, at_once: AtOnce, words: str
) -> None:
    presenter, surface, mended = mending(office, at_once, "contact")
    presenter.set_contact(words)
    assert surface.faults == ["写上联系人和电话"]
    assert (mended, office.own_papers.own_contact) == ([], ("", ""))


def test_the_contact_is_written_in_one_go(office: FakeOffice, at_once: AtOnce) -> None:
    presenter, _surface, mended = mending(office, at_once, "contact")
    presenter.set_contact(" 王 某  0571-1234567 ")
    assert office.own_papers.own_contact == ("王 某", "0571-1234567")
    assert mended == ["已补联系人 王 某"]
