"""What was dropped in is rehearsed before anything changes, and can be undone as a whole."""

from collections.abc import Sequence
from pathlib import Path

from inspector.domain.errors import InputError, InspectorError
from tests.ui.conftest import AtOnce, Later
from tests.ui.fake_office import FakeOffice
from ui.merge_told import ConflictLine, DeviceLine, MergeReport
from ui.rooms.merge.presenter import MergePresenter

STICK, DISC = Path("/mnt/usb/1120.db"), Path("/mnt/cd/old.db")


class Surface:
    """Remembers what it was shown."""

    def __init__(self) -> None:
        self.report: MergeReport | None = None
        self.words: list[str] = []
        self.ready = 0
        self.batches: list[str] = []
        self.saved: list[str] = []
        self.devices: Sequence[DeviceLine] = ()
        self.faults: list[str] = []
        self.conflict: ConflictLine | None = None
        self.percents: list[int] = []

    def show_report(self, report: MergeReport | None, words: str) -> None:
        self.report = report
        self.words.append(words)

    def show_ready(self, count: int) -> None:
        self.ready = count

    def show_progress(self, words: str, percent: int) -> None:
        self.percents.append(percent)

    def show_devices(self, devices: Sequence[DeviceLine]) -> None:
        self.devices = devices

    def show_conflict(
        self, conflict: ConflictLine | None, place: int, total: int, chosen: int
    ) -> None:
        self.conflict = conflict

    def show_merged(self, words: str, batch: str) -> None:
        self.batches.append(batch)

    def show_saved(self, words: str) -> None:
        self.saved.append(words)

    def show_fault(self, error: InspectorError) -> None:
        self.faults.append(error.message)


def opened(office: FakeOffice, runner: AtOnce) -> tuple[MergePresenter, Surface]:
    surface = Surface()
    presenter = MergePresenter(surface, office, runner)
    presenter.refresh()
    return presenter, surface


def test_dropping_files_changes_nothing(office: FakeOffice, at_once: AtOnce) -> None:
    presenter, surface = opened(office, at_once)
    presenter.take_in([STICK])
    assert surface.report is not None
    assert surface.words[-1] == "还没有改动任何数据"
    assert office.merged == []


def test_a_file_that_is_none_of_ours_does_not_count_as_ready(
    office: FakeOffice, at_once: AtOnce
) -> None:
    presenter, surface = opened(office, at_once)
    presenter.take_in([STICK, DISC])
    assert surface.ready == 1


def test_files_dropped_later_join_those_before(office: FakeOffice, at_once: AtOnce) -> None:
    presenter, _surface = opened(office, at_once)
    presenter.take_in([STICK])
    presenter.take_in([DISC, STICK])
    presenter.merge()
    assert office.merged == [(STICK, DISC)]


def test_a_merge_is_told_with_the_batch_that_undoes_it(office: FakeOffice, at_once: AtOnce) -> None:
    presenter, surface = opened(office, at_once)
    presenter.take_in([STICK])
    presenter.merge()
    presenter.undo(surface.batches[0])
    assert office.merged == []
    assert surface.saved == ["已整批撤销"]


def test_nothing_is_merged_twice(office: FakeOffice, at_once: AtOnce) -> None:
    presenter, _surface = opened(office, at_once)
    presenter.take_in([STICK])
    presenter.merge()
    presenter.merge()
    assert len(office.merged) == 1


def test_a_stopped_merge_may_be_pressed_again(office: FakeOffice, at_once: AtOnce) -> None:
    presenter, surface = opened(office, at_once)
    presenter.take_in([STICK])

    def refuse(_files: Sequence[Path], _tell: object) -> MergeReport:
        raise InputError("作废太多", "先看一看")

    works, office.merge = office.merge, refuse  # type: ignore[method-assign]
    presenter.merge()
    office.merge = works  # type: ignore[method-assign]
    presenter.merge()
    assert surface.faults == ["作废太多"]
    assert len(office.merged) == 1


def test_a_conflict_decided_beforehand_is_settled_with_the_merge(
    office: FakeOffice, at_once: AtOnce
) -> None:
    """Drop, look, choose the second value, merge: nothing more is asked."""
    presenter, surface = opened(office, at_once)
    presenter.take_in([STICK])
    presenter.deciding.choose(1)
    presenter.deciding.take()
    presenter.merge()

    assert [one.leaf for one in office.ruled] == ["b2-9"]
    assert surface.conflict is not None  # the other one stays and bars nothing
    assert surface.conflict.id != office.ruled[0].conflict


def test_a_merge_tells_how_far_it_is(office: FakeOffice, at_once: AtOnce) -> None:
    presenter, surface = opened(office, at_once)
    presenter.take_in([STICK])
    presenter.merge()

    assert surface.percents
    assert surface.percents == sorted(surface.percents)


def test_a_merge_called_off_merges_nothing_and_may_be_begun_again(
    office: FakeOffice, later: Later
) -> None:
    surface = Surface()
    presenter = MergePresenter(surface, office, later)
    presenter.take_in([STICK])
    later.run()
    presenter.merge()
    presenter.forget()
    later.run()

    assert office.merged == []
    assert surface.saved == ["已停下，什么也没有汇入"]
    presenter.take_in([STICK])
    later.run()
    presenter.merge()
    later.run()
    assert len(office.merged) == 1


def test_a_merge_that_was_done_before_it_heard_is_told_as_done(
    office: FakeOffice, later: Later
) -> None:
    """The person presses Esc at the last moment: what was merged is not called unmerged."""
    surface = Surface()
    presenter = MergePresenter(surface, office, later)
    presenter.take_in([STICK])
    later.run()
    merge = office.merge

    def at_the_last_moment(files: Sequence[Path], _tell: object) -> MergeReport:
        report = merge(files)
        presenter.forget()
        return report

    office.merge = at_the_last_moment  # type: ignore[method-assign]
    presenter.merge()
    later.run()

    assert len(office.merged) == 1
    assert surface.saved == []
    assert surface.batches == ["batch-1"]


def test_what_was_decided_waits_again_when_the_merge_is_refused(
    office: FakeOffice, at_once: AtOnce
) -> None:
    presenter, _surface = opened(office, at_once)
    presenter.take_in([STICK])
    presenter.deciding.choose(1)
    presenter.deciding.take()

    def refuse(_files: Sequence[Path], _tell: object) -> MergeReport:
        raise InputError("作废太多", "先看一看")

    works, office.merge = office.merge, refuse  # type: ignore[method-assign]
    presenter.merge()
    office.merge = works  # type: ignore[method-assign]
    presenter.merge()

    assert [one.leaf for one in office.ruled] == ["b2-9"]


def test_files_taken_off_the_table_leave_the_conflicts_that_are_really_open(
    office: FakeOffice, at_once: AtOnce
) -> None:
    """A ruling made then is carried out at once, not kept for a merge that never comes."""
    presenter, _surface = opened(office, at_once)
    presenter.take_in([STICK])
    presenter.forget()
    presenter.deciding.take()

    assert len(office.ruled) == 1
