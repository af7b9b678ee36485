"""Segments in any order, in any portions, any number of times: one result."""

import tempfile
from pathlib import Path
from random import Random

from hypothesis import example, given

from inspector.store.history import changes_of
from inspector.store.leaves import open_leaves
from inspector.store.segments import read_entries
from tests.property.devices import Device, Hub
from tests.property.histories import (
    ROWS,
    a_history,
    a_journey,
    every_segment,
    flipped,
    histories,
    seeds,
)


@histories
@given(seed=seeds)
@example(seed=1183080)  # an author of a forked chain has not seen what he saw through another
def test_any_journey_gives_one_result_and_loses_no_value(seed: int) -> None:
    """Doubled, shuffled, damaged, late, from copied databases: the same rows, all of them."""
    chance = Random(seed)
    devices = a_history(chance, forks=chance.random() < 0.4)
    segments = every_segment(devices)
    journey = a_journey(chance, segments)
    with tempfile.TemporaryDirectory() as name:
        straight, hub = Hub(Path(name)), Hub(Path(name))
        straight.take(devices, segments)
        barred = [fault for portion in journey.portions for fault in hub.take(devices, portion)]
        folded = hub.db.execute("select hash from segment where state = 'ok'").fetchall()
        arrived = hub.outcome()
        reached = {(one.row, one.field, repr(one.value)) for one in changes_of(hub.db, ROWS)}
        hub.fold_anew()

        assert arrived == straight.outcome()
        assert hub.outcome() == arrived
        assert {one for (one,) in folded} == {one.hash for one in segments}
        assert {reason for _what, reason in barred} <= {"signature"}
        assert len(barred) == len(journey.damaged)
    entered = [entry for segment in segments for entry in read_entries(segment)]
    assert reached == {
        (row, field, repr(value))
        for _seq, _clock, _entity, row, fields in entered
        if row in ROWS
        for field, value in fields.items()
    }


@histories
@given(seed=seeds)
def test_clocks_decide_only_which_of_concurrent_values_shows(seed: int) -> None:
    """The same deeds by true clocks and by clocks off by years: the same fields in conflict."""
    with tempfile.TemporaryDirectory() as name:
        contested = []
        for skew in (True, False):
            devices = a_history(Random(seed), skew=skew)
            hub = Hub(Path(name))
            hub.take(devices, every_segment(devices))
            leaves = open_leaves(hub.db)
            contested.append(sorted((one.row, one.field, repr(one.value)) for one in leaves))

    assert contested[0] == contested[1]


@histories
@given(seed=seeds)
def test_an_undone_batch_leaves_no_trace_and_can_come_again(seed: int) -> None:
    chance = Random(seed)
    devices = a_history(chance, forks=chance.random() < 0.4)
    segments = every_segment(devices)
    chance.shuffle(segments)
    cut = chance.randint(0, len(segments))
    with tempfile.TemporaryDirectory() as name:
        hub = Hub(Path(name))
        hub.take(devices, segments[:cut])
        before = hub.outcome()
        batch = hub.intake(devices, segments[cut:]).came
        after = hub.outcome()
        hub.drop(batch)

        assert hub.outcome() == before
        hub.take(devices, segments[cut:])
        assert hub.outcome() == after


def test_one_flipped_bit_bars_its_own_segment_and_no_other_stream(tmp_path: Path) -> None:
    chance = Random(7)
    devices = a_history(chance)
    segments = every_segment(devices)
    bad = segments[0]
    hub = Hub(tmp_path)
    intake = hub.intake(devices, [flipped(chance, bad), *segments[1:]])
    heads = dict(hub.db.execute("select uid, head_seq from stream").fetchall())

    assert [reason for _what, reason in intake.quarantined] == ["signature"]
    assert all(heads[one.uid] == one.seq for one in devices[1:] if one.seq)
    assert heads[devices[0].uid] == 0


def test_who_saw_one_branch_supersedes_that_branch_and_not_the_other(tmp_path: Path) -> None:
    """A reader met the original alone, before anybody knew of its copy."""
    original = Device(1)
    original.write([("finding", "f0", {"note": "原"})], 1)
    twin = original.copied()
    original.write([("finding", "f0", {"note": "甲"})], 2)
    twin.write([("finding", "f0", {"note": "乙"})], 3)
    reader = Device(2)
    head = original.segments[-1]
    reader.seen = {original.uid: (original.seq, head.hash[:16])}
    reader.write([("finding", "f0", {"note": "丙"})], 4)
    devices = [original, twin, reader]
    for segments in (every_segment(devices), every_segment(devices)[::-1]):
        hub = Hub(tmp_path)
        for segment in segments:
            hub.take(devices, [segment])

        assert sorted(str(one.value) for one in open_leaves(hub.db)) == sorted(["丙", "乙"])
