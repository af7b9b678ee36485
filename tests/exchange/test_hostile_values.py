"""Values no row may hold: set aside and named wherever they arrive, and nothing good with them."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from inspector.app.capture import record
from inspector.app.found import found
from inspector.app.merging import merge
from inspector.app.upkeep import digest, health, rebuild
from inspector.app.workspace import Workspace
from inspector.domain.errors import InputError, NeedsPerson
from inspector.store.sift import count_refused
from tests.builders import a_draft, a_workspace
from tests.exchange.base import TICK, a_device, a_finding_of, fact, one_device
from tests.exchange.spoilt_values import BAD_IDS, BAD_VALUES, GOOD_VALUES
from tests.property.devices import Hub


@pytest.fixture
def hub(tmp_path: Path) -> Iterator[Workspace]:
    with a_workspace(tmp_path / "hub", seat=False, bare=True) as ws:
        yield ws


def test_every_value_out_of_form_is_named_and_every_odd_one_is_taken(
    hub: Workspace, tmp_path: Path
) -> None:
    bad = [
        (entity, fact(number), {field: value, "name": "好"} if entity == "unit" else {field: value})
        for number, (entity, field, value) in enumerate(BAD_VALUES)
    ]
    good = [
        (entity, fact(5000 + number), {field: value})
        for number, (entity, field, value) in enumerate(GOOD_VALUES)
    ]
    path = one_device(bad, good).write(tmp_path / "bad.db")

    told = merge(hub, [path], rehearse=True)

    named = {one.what.split()[1] for one in told.quarantined}
    missed = [value for value in zip(BAD_VALUES, bad, strict=True) if value[1][1] not in named]
    assert not missed
    assert not named & {row for _entity, row, _fields in good}
    assert all(one.reason and "：" in one.reason for one in told.quarantined)


def test_a_row_under_an_impossible_name_is_set_aside_whole(hub: Workspace, tmp_path: Path) -> None:
    edits = [("finding", row, a_finding_of(1)[2]) for row in BAD_IDS]

    told = merge(hub, [one_device(edits, [a_finding_of(2)]).write(tmp_path / "bad.db")])

    assert len(told.quarantined) == len(BAD_IDS)
    assert hub.db.execute("select id from finding").fetchall() == [(fact(2),)]


def test_the_good_fields_of_a_spoilt_change_are_folded(hub: Workspace, tmp_path: Path) -> None:
    sent = one_device([a_finding_of(1, lon=500.0, note="满冒")], [a_finding_of(2)])

    told = merge(hub, [sent.write(tmp_path / "bad.db")])

    assert [(one.what, one.reason) for one in told.quarantined] == [
        (f"finding {fact(1)} lon", "超出范围：500.0")
    ]
    rows = hub.db.execute("select id, lon, note from finding order by id").fetchall()
    assert rows == [(fact(1), None, "满冒"), (fact(2), 83.45, None)]
    assert told.needs_person
    assert any("来件内容不合规" in one for one in health(hub).advice)


def test_a_finding_without_a_moment_that_can_be_read_is_none(
    hub: Workspace, tmp_path: Path
) -> None:
    sent = one_device([a_finding_of(1, found_at="2026-02-30T00:00:00Z")], [a_finding_of(2)])

    merge(hub, [sent.write(tmp_path / "bad.db")])

    assert hub.db.execute("select id from finding").fetchall() == [(fact(2),)]


def test_what_is_set_aside_does_not_depend_on_the_order_of_arrival(tmp_path: Path) -> None:
    one, two = a_device(7), a_device(8)
    one.write([a_finding_of(1, lon=500.0), a_finding_of(2, note="a\0")], TICK)
    two.write([a_finding_of(1, lon=84.0), a_finding_of(2, note="好", lat=-100.0)], TICK + 5)
    here, there = Hub(tmp_path), Hub(tmp_path)

    here.take([one, two], one.segments)
    here.take([one, two], two.segments)
    there.take([one, two], [*two.segments, *one.segments])

    assert here.outcome() == there.outcome()
    assert count_refused(here.db) == count_refused(there.db) == 3


def test_folding_anew_sets_the_same_values_aside(hub: Workspace, tmp_path: Path) -> None:
    bad = [a_finding_of(number, lon=500.0) for number in range(10)]
    merge(hub, [one_device(bad).write(tmp_path / "bad.db")])
    before = hub.db.execute("select * from quarantine order by stream, seq, field").fetchall()

    assert rebuild(hub).same

    after = hub.db.execute("select * from quarantine order by stream, seq, field").fetchall()
    assert before == after
    assert len(after) == 10


def test_many_bad_rows_stop_the_merge_until_a_person_says_yes(
    hub: Workspace, tmp_path: Path
) -> None:
    bad = [a_finding_of(number, lon=500.0) for number in range(51)]
    path = one_device(bad, [a_finding_of(99)]).write(tmp_path / "bad.db")
    before = digest(hub)

    with pytest.raises(NeedsPerson) as stopped:
        merge(hub, [path])

    assert stopped.value.code == "bad_rows"
    assert digest(hub) == before
    assert count_refused(hub.db) == 0
    told = merge(hub, [path], yes=True)
    assert len(told.quarantined) == 51
    assert hub.db.execute("select count(*) from finding where lon is not null").fetchone()[0] == 1


@pytest.mark.parametrize(("bad", "good"), [(50, 0), (51, 5100)])
def test_few_bad_rows_or_few_in_a_hundred_stop_nothing(
    hub: Workspace, tmp_path: Path, bad: int, good: int
) -> None:
    runs = [[a_finding_of(number, lon=500.0) for number in range(bad)]]
    runs += [
        [a_finding_of(1000 + start + one, point=None) for one in range(900)]
        for start in range(0, good, 900)
    ]

    told = merge(hub, [one_device(*runs).write(tmp_path / "bad.db")])

    assert len(told.quarantined) == bad


def test_our_own_deeds_never_write_what_another_workspace_would_set_aside(tmp_path: Path) -> None:
    with found(tmp_path / "ws", device="A", person="u03") as ws:
        before = digest(ws)
        with pytest.raises(InputError) as refused:
            record(ws, a_draft(note="满" * 30_000))
        assert refused.value.code == "bad_value"
        assert digest(ws) == before
