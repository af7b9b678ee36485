"""A sheet is looked at before it is taken in, and every change of a column is rehearsed."""

from collections.abc import Mapping
from pathlib import Path

from inspector.app.register_told import Imported, Proposal
from inspector.domain.errors import InspectorError
from tests.ui.conftest import AtOnce, Later
from tests.ui.fake_office import FakeOffice
from ui.rooms.register.importing import ImportPresenter
from ui.tasks import Runner

SHEET = Path("/mnt/usb/points.xlsx")


class Surface:
    """Remembers what it was shown."""

    def __init__(self) -> None:
        self.proposal: Proposal | None = None
        self.fields: Mapping[str, str] = {}
        self.rehearsal: Imported | None = None
        self.words = ""
        self.taken: list[str] = []
        self.faults: list[str] = []
        self.on_the_way: list[str] = []
        self.stopped: list[str] = []

    def show_proposal(self, proposal: Proposal | None, fields: Mapping[str, str]) -> None:
        self.proposal, self.fields = proposal, dict(fields)

    def show_rehearsal(self, told: Imported | None, words: str) -> None:
        self.rehearsal, self.words = told, words
        self.on_the_way.append(words)

    def show_stopped(self, words: str) -> None:
        self.stopped.append(words)

    def show_taken(self, told: Imported, words: str) -> None:
        self.taken.append(words)

    def show_fault(self, error: InspectorError) -> None:
        self.faults.append(error.message)


def opened(office: FakeOffice, runner: Runner) -> tuple[ImportPresenter, Surface, list[str]]:
    surface, told = Surface(), []
    presenter = ImportPresenter(surface, office, runner, lambda: told.append("taken"))
    presenter.open("points", SHEET)
    return presenter, surface, told


def test_what_must_be_said_and_no_column_says_is_named(office: FakeOffice, at_once: AtOnce) -> None:
    presenter, surface, _told = opened(office, at_once)
    assert surface.words == "还缺：名称"
    presenter.take()
    assert office.own_register.taken == []


def test_a_column_that_is_mapped_is_rehearsed_at_once(office: FakeOffice, at_once: AtOnce) -> None:
    presenter, surface, _told = opened(office, at_once)
    presenter.map("小区名称", "zh")
    assert surface.rehearsal is not None
    assert len(surface.rehearsal.rejected) == 3
    assert surface.words == "还没有改动任何数据"
    assert office.own_register.rehearsed[-1]["小区名称"] == "zh"


def test_two_columns_for_one_field_are_told_and_not_taken(
    office: FakeOffice, at_once: AtOnce
) -> None:
    presenter, surface, _told = opened(office, at_once)
    presenter.map("小区名称", "zh")
    presenter.map("备注", "town")
    assert surface.words == "不止一列导入为：镇街"
    presenter.take()
    assert office.own_register.taken == []
    presenter.map("备注", "")
    assert surface.words == "还没有改动任何数据"


def test_a_column_may_be_left_out(office: FakeOffice, at_once: AtOnce) -> None:
    presenter, _surface, _told = opened(office, at_once)
    presenter.map("小区名称", "zh")
    presenter.map("经度", "")
    assert office.own_register.rehearsed[-1]["经度"] == ""


def test_taking_in_asks_nothing_more_and_tells_the_room(
    office: FakeOffice, at_once: AtOnce
) -> None:
    presenter, surface, told = opened(office, at_once)
    presenter.map("小区名称", "zh")
    presenter.take()
    presenter.take()
    assert len(office.own_register.taken) == 1
    assert surface.taken == ["已导入 points.xlsx：新增 204，变更 4"]
    assert told == ["taken"]


def test_a_rehearsal_of_columns_before_is_dropped(office: FakeOffice, later: Later) -> None:
    presenter, surface, _told = opened(office, later)
    later.run()
    presenter.map("小区名称", "zh")
    presenter.map("小区名称", "")
    later.run()
    assert surface.rehearsal is None
    assert surface.words == "还缺：名称"


def test_a_file_that_cannot_be_read_is_told(office: FakeOffice, at_once: AtOnce) -> None:
    presenter, surface, _told = opened(office, at_once)
    presenter.close()
    presenter.open("points", Path("points.doc"))
    assert surface.faults == ["读不懂这个文件"]
    assert not presenter.is_open


def test_a_file_put_away_changes_nothing(office: FakeOffice, at_once: AtOnce) -> None:
    presenter, surface, _told = opened(office, at_once)
    presenter.map("小区名称", "zh")
    presenter.close()
    presenter.take()
    assert surface.proposal is None
    assert office.own_register.taken == []


def test_a_long_import_tells_how_far_it_is(office: FakeOffice, at_once: AtOnce) -> None:
    presenter, surface, _told = opened(office, at_once)
    presenter.map("小区名称", "zh")
    presenter.take()
    assert "正在导入 120 / 210 行，Esc 停下" in surface.on_the_way


def test_an_import_that_is_put_away_under_way_is_called_off(
    office: FakeOffice, later: Later
) -> None:
    presenter, surface, told = opened(office, later)
    later.run()
    presenter.map("小区名称", "zh")
    later.run()
    presenter.take()
    presenter.close()
    later.run()
    assert surface.stopped == ["已停下，什么也没有导入"]
    assert (surface.taken, told) == ([], [])


def test_a_rehearsal_nobody_waits_for_is_called_off(office: FakeOffice, later: Later) -> None:
    presenter, surface, _told = opened(office, later)
    later.run()
    presenter.map("小区名称", "zh")
    presenter.map("备注", "town")  # two columns for one field: nothing to rehearse
    presenter.map("备注", "")
    later.run()
    assert surface.words == "还没有改动任何数据"
