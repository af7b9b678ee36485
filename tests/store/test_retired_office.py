"""The seat was handed on and the office it came from revoked: the same whatever came first."""

from itertools import permutations
from pathlib import Path

import pytest

from inspector.store.seat import read_seat
from inspector.store.segments import Segment
from tests.property.devices import Device, Edit
from tests.property.histories import STANDARD
from tests.property.offices import RosterHub

CLAIMED, HANDED_ON = "2026-08-01T00:00:00.000Z", "2026-08-02T00:00:00.000Z"


def a_retired_office() -> tuple[list[Device], list[Segment]]:
    old, new = Device(1), Device(2)
    claim: Edit = ("seat", "claim", {"holder": old.uid, "at": CLAIMED, "kind": "claim"})
    handover: Edit = ("seat", "on", {"holder": new.uid, "at": HANDED_ON, "kind": "handover"})
    old.write([claim, STANDARD], 1)
    old.write([handover], 2)
    new.meet(old)
    new.write([("device", old.uid, {"state": "revoked"})], 3)
    return [old, new], [*old.segments, *new.segments]


@pytest.mark.parametrize("order", [*permutations(range(3))])
def test_its_claim_and_its_handover_stand(order: tuple[int, ...], tmp_path: Path) -> None:
    devices, segments = a_retired_office()
    hub = RosterHub(tmp_path)
    for place in order:
        hub.merge(devices, [segments[place]])

    assert read_seat(hub.db).holder == devices[1].uid
    assert hub.told()[2] == {one.hash for one in segments}
