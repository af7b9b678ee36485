"""An older version carries what a newer one wrote, and loses no byte of it."""

import tempfile
from pathlib import Path
from random import Random

import pytest
from hypothesis import given

from inspector.store import segments as sealed
from inspector.store.segment_rows import kept_segments
from inspector.store.upgrade import catch_up
from tests.property.devices import Device, Hub
from tests.property.histories import a_history, every_segment, histories, seeds

NEWER = sealed.READER + 1


def a_newer_device(chance: Random, seen: list[Device]) -> Device:
    """A laptop with next year's version: a new field, a new kind of row, a new way of writing."""
    device = Device(99)
    for other in seen:
        device.meet(other)
    device.write([("finding", "f0", {"note": "丁", "field_of_2028": [1, {"一": "二"}]})], 1 << 40)
    device.write([("row_of_2028", "r1", {"name": "新"})], 1 << 41)
    late = [("finding", "f1", {"note": chance.choice(["戊", "己"])})]
    device.write(late, 1 << 42, min_reader=NEWER)
    return device


@histories
@given(seed=seeds)
def test_what_a_newer_version_wrote_goes_through_an_older_one_whole(seed: int) -> None:
    chance = Random(seed)
    old = a_history(chance)
    devices = [*old, a_newer_device(chance, old)]
    segments = every_segment(devices)
    with tempfile.TemporaryDirectory() as name:
        older = Hub(Path(name))
        assert older.take(devices, segments) == []
        carried = {segment.hash: segment for segment in kept_segments(older.db)}
        arrived = older.outcome()
        older.fold_anew()
        assert older.outcome() == arrived
        assert carried == {segment.hash: segment for segment in segments}
        extra = older.db.execute("select _extra from finding where id = 'f0'").fetchone()[0]
        assert extra == '{"field_of_2028":[1,{"一":"二"}]}'

        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(sealed, "READER", NEWER)
            newer = Hub(Path(name))
            newer.take(devices, list(carried.values()))
            assert newer.outcome() != arrived
            older.change(catch_up)
            assert older.outcome() == newer.outcome()
