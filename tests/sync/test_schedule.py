"""Sync by the clock: when it is due, how it goes on after a failure, what a dear network means."""

from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from inspector.app.sync import Synced
from inspector.app.sync_schedule import is_due, keep_syncing, next_at
from inspector.app.sync_setting import SyncSetting, set_up, setting
from inspector.app.sync_state import RecordState, standing, state_of_all
from inspector.app.upkeep import health
from inspector.app.workspace import Workspace
from inspector.domain.errors import InputError, MachineError, NeedsPerson
from tests.builders import NOW
from tests.sync.faulty import STRIKES, FaultyRemote, MemoryRemote
from tests.sync.laptops import URL, attempted, found_something, synced

HALF_HOURLY = SyncSetting(remote=URL, user="", photos="all", keyring=True, every_min=30)


def at(minutes: float) -> datetime:
    return NOW + timedelta(minutes=minutes)


def test_a_sync_is_due_a_span_after_the_last_and_laptops_spread() -> None:
    assert next_at(HALF_HOURLY, at(0), at(1), chance=0.5) == at(30)
    assert next_at(HALF_HOURLY, at(0), at(1), chance=0.0) == at(27)
    assert next_at(HALF_HOURLY, at(0), at(1), chance=1.0) == at(33)


def test_one_that_never_ran_is_due_at_once_and_a_clock_set_back_bars_nothing() -> None:
    assert next_at(HALF_HOURLY, None, at(1), chance=0.5) == at(1)
    assert next_at(HALF_HOURLY, at(60 * 24 * 365), at(1), chance=0.5) == at(1)


@pytest.mark.parametrize("change", [{"every_min": 0}, {"remote": ""}])
def test_where_nothing_is_set_nothing_runs_by_itself(change: dict[str, object]) -> None:
    assert next_at(replace(HALF_HOURLY, **change), None, at(1), chance=0.5) is None  # type: ignore[arg-type]


def test_the_window_syncs_when_it_opens_and_then_at_its_times(
    ws: Workspace, remote: MemoryRemote
) -> None:
    assert not is_due(ws, metered=False, is_first=True)
    set_up(ws, URL, every_min=30)
    assert is_due(ws, metered=False, is_first=False)
    synced(ws, remote)

    assert not is_due(ws, metered=False, is_first=False, chance=lambda: 0.5)
    assert is_due(ws, metered=False, is_first=True)


def test_a_sync_that_failed_is_tried_again_at_its_time_and_stays_to_be_seen(
    ws: Workspace, remote: MemoryRemote
) -> None:
    set_up(ws, URL, every_min=30)
    attempted(ws, FaultyRemote(remote, STRIKES["reset"]))

    assert not is_due(ws, metered=False, is_first=False)
    told = standing(ws)
    assert told is not None
    assert told.failure
    assert next_at(setting(ws), told.tried_at, ws.now, chance=0.5) == (
        told.tried_at + timedelta(minutes=30) if told.tried_at else None
    )


@pytest.mark.parametrize(
    ("metered", "due", "photos"),
    [("as_usual", True, "all"), ("words", True, "none"), ("wait", False, "all")],
)
def test_a_dear_network_is_used_as_the_person_wants(
    ws: Workspace, metered: str, due: bool, photos: str
) -> None:
    set_up(ws, URL, every_min=30, metered=metered)

    assert is_due(ws, metered=True, is_first=False) is due
    assert is_due(ws, metered=False, is_first=False)
    assert setting(ws).photos_on(metered=True) == photos
    assert setting(ws).photos_on(metered=False) == "all"


@pytest.mark.parametrize(
    "change", [{"every_min": -1}, {"every_min": 1441}, {"metered": "maybe"}, {"closing": ""}]
)
def test_a_schedule_that_is_none_is_refused(ws: Workspace, change: dict[str, object]) -> None:
    with pytest.raises(InputError) as refused:
        set_up(ws, URL, **change)  # type: ignore[arg-type]
    assert refused.value.code == "bad_schedule"


def test_the_command_goes_on_after_a_failure_and_pauses_between_its_turns(
    ws: Workspace, remote: MemoryRemote
) -> None:
    pauses: list[float] = []
    asked: list[str | None] = []
    set_up(ws, URL, metered="words")

    def once(ws: Workspace, _url: str | None, **how: object) -> Synced:
        asked.append(how["photos"])  # type: ignore[arg-type]
        if len(asked) == 2:
            raise MachineError("连不上", "检查网络", code="remote_away")
        return synced(ws, remote)

    turns = keep_syncing(
        ws, every_min=20, metered=True, once=once, sleep=pauses.append, chance=lambda: 0.5
    )
    told = [next(turns) for _turn in range(3)]

    assert [type(one) for one in told] == [Synced, MachineError, Synced]
    assert pauses == [1200.0, 1200.0]
    assert asked == ["none"] * 3


def test_what_a_person_must_confirm_ends_the_turns(ws: Workspace, remote: MemoryRemote) -> None:
    synced(ws, remote)
    remote.content.clear()
    turns = keep_syncing(
        ws,
        every_min=1,
        once=lambda ws, _url, **_how: synced(ws, remote),
        sleep=lambda _s: None,
    )
    with pytest.raises(NeedsPerson):
        next(turns)


def test_a_clock_that_is_off_is_kept_and_told_until_it_is_right(
    ws: Workspace, remote: MemoryRemote
) -> None:
    remote.clock_offset_s = 130.0
    synced(ws, remote)
    assert any("130" in one for one in health(ws).advice)

    remote.clock_offset_s = None  # a server that does not tell its time changes nothing
    synced(ws, remote)
    told = standing(ws)
    assert told is not None
    assert told.clock_offset_s == 130

    remote.clock_offset_s = 3.0
    synced(ws, remote)
    assert not any("时钟" in one for one in health(ws).advice)


def test_a_case_is_as_far_as_its_hindmost_record(
    ws: Workspace, remote: MemoryRemote, tmp_path: object
) -> None:
    first = found_something(ws, 1)
    assert state_of_all(ws, [first]) is None  # there is nothing to get to
    synced(ws, remote)
    second = found_something(ws, 2)

    assert state_of_all(ws, [first]) is RecordState.SYNCED
    assert state_of_all(ws, [first, second]) is RecordState.LOCAL
    assert [one.words for one in RecordState] == ["未交换", "已发出", "已确认"]
