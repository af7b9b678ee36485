"""Segments in any order, in any portions, any number of times: one result (I1-I6)."""

import os
import tempfile
from dataclasses import replace
from pathlib import Path
from random import Random

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from inspector.domain.change import Value
from inspector.store.derive import derive_all
from inspector.store.history import changes_of
from inspector.store.leaves import open_leaves
from inspector.store.refold import refold
from inspector.store.segments import Segment
from tests.property.devices import Device, Edit, Hub

ROWS = [f"f{number}" for number in range(4)]
YEARS_10 = 10 * 365 * 86_400_000


def an_edit(chance: Random) -> Edit:
    """A finding, a deed, a correction, a void: what laptops record."""
    row = chance.choice(ROWS)
    moment = f"2026-08-{chance.randint(1, 28):02d}T0{chance.randint(1, 9)}:00:00.000Z"
    kind = chance.randrange(10)
    if kind < 5:
        fields: dict[str, Value] = {
            "point": chance.choice(["P1", "P2"]),
            "standard": "S1",
            "found_at": moment,
            "label": row,
        }
        return "finding", row, fields
    if kind < 8:
        return "finding", row, {chance.choice(["note", "spot"]): chance.choice(["甲", "乙", None])}
    deed = f"d{chance.randint(1, 3)}"
    if kind == 8:
        return "verification", deed, {"finding": row, "at": moment, "result": "pass"}
    return "void", f"v{chance.randint(1, 2)}", {"subject": row, "at": moment}


STANDARD: Edit = (
    "standard",
    "s1",
    {
        "code": "S1",
        "edition": "1",
        "title": "S1",
        "kind": "problem",
        "severity": "minor",
        "deduct": "0.2",
        "repeat_window_days": 30,
        "rebound_window_days": 15,
    },
)


def a_history(chance: Random, *, skew: bool = True, forks: bool = False) -> list[Device]:
    """Two to five laptops that write and, now and then, meet; clocks off by up to ten years."""
    devices = [
        Device(number, skew=chance.randint(-YEARS_10, YEARS_10) * skew)
        for number in range(1, chance.randint(2, 5) + 1)
    ]
    devices[0].write([STANDARD], YEARS_10)
    for tick in range(chance.randint(2, 12)):
        device, other = chance.choice(devices), chance.choice(devices)
        if chance.random() < 0.4 and device is not other:
            device.meet(other)
        if forks and device.segments and not device.forked_at and chance.random() < 0.3:
            devices.append(device.copied())
        moment = 2 * YEARS_10 + tick * 3_600_000
        device.write([an_edit(chance) for _ in range(chance.randint(1, 4))], moment)
    return devices


def every_segment(devices: list[Device]) -> list[Segment]:
    every = (segment for device in devices for segment in device.segments)
    return list({segment.hash: segment for segment in every}.values())


def in_portions(chance: Random, segments: list[Segment]) -> list[list[Segment]]:
    """Shuffled, some twice, cut anywhere."""
    arriving = segments + chance.sample(segments, len(segments) // 2)
    chance.shuffle(arriving)
    portions, start = [], 0
    while start < len(arriving):
        end = start + chance.randint(1, 4)
        portions.append(arriving[start:end])
        start = end
    return portions


seeds = st.integers(0, 2**32)
histories = settings(
    max_examples=int(os.environ.get("HISTORIES", "150")),
    suppress_health_check=[HealthCheck.too_slow],
)


@histories
@given(seed=seeds)
def test_any_order_any_portions_any_repetition_give_one_result(seed: int) -> None:
    chance = Random(seed)
    devices = a_history(chance)
    segments = every_segment(devices)
    with tempfile.TemporaryDirectory() as name:
        whole = Hub(Path(name))
        whole.take(devices, segments)
        pieces = Hub(Path(name))
        for portion in in_portions(chance, segments):
            pieces.take(devices, portion)

        assert pieces.outcome() == whole.outcome()


@histories
@given(seed=seeds)
def test_folding_bit_by_bit_equals_folding_from_zero(seed: int) -> None:
    chance = Random(seed)
    devices = a_history(chance)
    with tempfile.TemporaryDirectory() as name:
        hub = Hub(Path(name))
        for portion in in_portions(chance, every_segment(devices)):
            hub.take(devices, portion)
        before = hub.outcome()
        hub.db.execute("begin immediate")
        tx = hub.tx()
        refold(tx)
        derive_all(tx)
        hub.db.execute("commit")

        assert hub.outcome() == before


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
def test_no_value_ever_entered_is_out_of_reach(seed: int) -> None:
    chance = Random(seed)
    devices = a_history(chance)
    with tempfile.TemporaryDirectory() as name:
        hub = Hub(Path(name))
        hub.take(devices, every_segment(devices))
        reachable = {(one.row, one.field, repr(one.value)) for one in changes_of(hub.db, ROWS)}
        shown = hub.db.execute("select id, note, spot from finding order by id").fetchall()

    for row, note, spot in shown:
        assert note is None or (row, "note", repr(note)) in reachable
        assert spot is None or (row, "spot", repr(spot)) in reachable


@histories
@given(seed=seeds)
def test_one_flipped_bit_bars_its_own_segment_and_no_other_stream(seed: int) -> None:
    chance = Random(seed)
    devices = a_history(chance)
    segments = every_segment(devices)
    place = chance.randrange(len(segments))
    bad = segments[place]
    body = bytearray(bad.body)
    body[chance.randrange(len(body))] ^= 1 << chance.randrange(8)
    flipped = replace(bad, body=bytes(body))
    owner = next(one for one in devices if bad in one.segments)
    with tempfile.TemporaryDirectory() as name:
        hub = Hub(Path(name))
        intake = hub.take(devices, [*segments[:place], flipped, *segments[place + 1 :]])
        heads = dict(hub.db.execute("select uid, head_seq from stream").fetchall())

        assert [reason for _what, reason in intake.quarantined] == ["signature"]
        assert all(heads[one.uid] == one.seq for one in devices if one is not owner and one.seq)
        hub.take(devices, [bad])  # it comes again, whole: nothing is missing any more
        straight = Hub(Path(name))
        straight.take(devices, segments)
        assert hub.outcome() == straight.outcome()


@histories
@given(seed=seeds)
def test_a_forced_fork_keeps_both_branches_whatever_comes_first(seed: int) -> None:
    chance = Random(seed)
    devices = a_history(chance, forks=True)
    segments = every_segment(devices)
    with tempfile.TemporaryDirectory() as name:
        whole = Hub(Path(name))
        intake = whole.take(devices, segments)
        pieces = Hub(Path(name))
        for portion in in_portions(chance, segments):
            pieces.take(devices, portion)
        folded = whole.db.execute("select count(*) from segment where state = 'ok'").fetchone()[0]

        assert intake.quarantined == []
        assert folded == len(segments)
        assert pieces.outcome() == whole.outcome()


@histories
@given(seed=seeds)
def test_an_undone_batch_leaves_no_trace_and_can_come_again(seed: int) -> None:
    chance = Random(seed)
    devices = a_history(chance)
    segments = every_segment(devices)
    cut = chance.randint(0, len(segments))
    with tempfile.TemporaryDirectory() as name:
        hub, before, after = Hub(Path(name)), Hub(Path(name)), Hub(Path(name))
        for one in (hub, before, after):
            one.take(devices, segments[:cut])
        taken = hub.take(devices, segments[cut:]).taken
        hub.drop(taken)

        assert hub.outcome() == before.outcome()
        hub.take(devices, segments[cut:])
        after.take(devices, segments[cut:])
        assert hub.outcome() == after.outcome()


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
