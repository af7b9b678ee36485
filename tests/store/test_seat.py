"""The seat: of several that say where the old one ended, the one who says it ended first counts."""

from pathlib import Path

import pytest

from inspector.store.seat import read_seat
from inspector.store.words import a_word
from tests.property.devices import Device, Hub


@pytest.mark.parametrize("changes", [7, 8])
def test_what_the_old_seat_wrote_behind_the_earlier_of_two_ends_puts_the_seat_in_doubt(
    tmp_path: Path, changes: int
) -> None:
    """Restored twice in its place: the first heir knew of 7 changes, the second of 9."""
    old, heir, last = Device(1), Device(2), Device(3)
    claim = ("seat", "s1", {"holder": old.uid, "at": "2026-08-03T00:00:00.000Z", "kind": "claim"})
    old.write([claim] + [("finding", f"f{n}", {"note": "甲"}) for n in range(1, changes)], 1)
    heir.words = [a_word(old.key, new=heir.uid, end=7)]
    heir.write([("finding", "f8", {"note": "乙"})], 2)
    last.words = [
        a_word(heir.key, new=last.uid, end=1),
        a_word(old.key, new=last.uid, end=9),
    ]
    last.write([("finding", "f9", {"note": "丙"})], 3)
    hub = Hub(tmp_path)
    devices = [old, heir, last]
    hub.take(devices, [segment for one in devices for segment in one.segments])

    seat = read_seat(hub.db)

    assert seat.holder == (last.uid if changes == 7 else None)
    assert (old.uid in seat.rivals) is (changes == 8)
