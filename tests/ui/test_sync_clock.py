"""The window syncs by itself where that is set, one at a time, and says nothing of it aloud."""

from inspector.domain.errors import MachineError
from tests.ui.conftest import AtOnce
from tests.ui.fake_office import FakeOffice
from ui.sync_clock import SyncClock


def a_clock(office: FakeOffice, runner: AtOnce, *, metered: bool = False) -> SyncClock:
    return SyncClock(office, runner, metered=lambda: metered)


def test_it_syncs_when_it_is_due_and_not_before(office: FakeOffice, at_once: AtOnce) -> None:
    clock = a_clock(office, at_once)
    clock.look()
    assert office.syncing().answers == []

    office.syncing().due = True
    clock.look()
    clock.look()
    assert office.syncing().answers == [False, False]


def test_the_network_is_asked_about_only_when_a_sync_is_due(
    office: FakeOffice, at_once: AtOnce
) -> None:
    asked: list[bool] = []
    clock = SyncClock(office, at_once, metered=lambda: bool(asked.append(True)))
    clock.look()
    assert asked == []

    office.syncing().due = True
    clock.look()
    assert asked == [True]


def test_a_dear_network_is_asked_about_once_more(office: FakeOffice, at_once: AtOnce) -> None:
    office.syncing().due = True
    a_clock(office, at_once, metered=True).look()
    assert office.syncing().metered == [False, True]
    assert office.syncing().answers == [False]


def test_what_fails_is_told_to_its_room_and_tried_again(
    office: FakeOffice, at_once: AtOnce
) -> None:
    told: list[object] = []
    office.syncing().due = True
    office.syncing().fault = MachineError("连不上同步位置", "检查网络", code="remote_away")
    clock = a_clock(office, at_once)
    clock.failed.connect(told.append)
    clock.done.connect(told.append)

    clock.look()
    office.syncing().fault = None
    clock.look()

    assert [type(one).__name__ for one in told] == ["MachineError", "SyncOutcome"]
