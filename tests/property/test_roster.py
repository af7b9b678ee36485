"""Whose segments are folded and who has the seat: the same in whatever order all of it came."""

import tempfile
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from random import Random

from hypothesis import given

from inspector.store.digest import keep_open_conflicts
from inspector.store.intake import fold_taken, take_segments
from inspector.store.leaving_out import drop_segments
from inspector.store.roster import read_roster
from inspector.store.seat import Seat, read_seat
from inspector.store.segments import Segment
from inspector.store.settling import settle
from inspector.store.tx import Tx
from tests.property.devices import Device, Edit, Hub
from tests.property.histories import (
    STANDARD,
    YEARS_10,
    a_journey,
    an_edit,
    every_segment,
    histories,
    seeds,
)

_HOUR = 3_600_000


@dataclass
class Office:
    """Laptops of which one has the seat; ``heirs`` are streams that went on for others."""

    devices: list[Device]
    seat: Device
    made: int
    ruled: list[Device] = field(default_factory=list)  # they, or who goes on for them, ruled
    before: dict[str, Device] = field(default_factory=dict)  # for whom a stream goes on
    giver: Device | None = None  # who handed the seat on last

    def goes_on(self, device: Device, *, upto: int, image: bool) -> Device:
        """Restored in its place, or as an image of the whole computer while it goes on too."""
        self.made += 1
        fresh = device.restored(self.made, device.backed_up(upto))
        self.before[fresh.uid] = device
        if not image and self.seat is device:
            self.seat = fresh
        self.devices.append(fresh)
        return fresh

    def note_ruling(self) -> None:
        """The seat is about to say something of the roster, in the line of those before it."""
        one: Device | None = self.seat
        while one is not None:
            self.ruled.append(one)
            one = self.before.get(one.uid)


def roster_edits(chance: Random, office: Office, moment: str) -> list[Edit]:
    """What the seat says: who is approved, who is revoked, who has the seat from now on."""
    device = chance.choice(office.devices)
    office.note_ruling()
    kind = chance.randrange(10)
    if kind < 6:
        return [("device", device.uid, {"state": "approved"})]
    revoked: list[Edit] = []
    if kind < 8 and device not in office.ruled:
        revoked = [("device", device.uid, {"state": "revoked"})]
        device = office.seat  # it hangs on no revoked one's word
    office.giver, office.seat = office.seat, device
    handover = {"holder": device.uid, "at": moment, "kind": "handover"}
    return [*revoked, ("seat", f"handover-{moment}", handover)]


def a_history(chance: Random) -> Office:
    """An office and laptops that write, meet, are restored and copied; the seat says who counts."""
    devices = [Device(number) for number in range(1, chance.randint(3, 5) + 1)]
    office = Office(devices, devices[0], made=len(devices))
    moment = "2026-08-01T00:00:00.000Z"
    claim: Edit = ("seat", "claim", {"holder": devices[0].uid, "at": moment, "kind": "claim"})
    devices[0].write([claim, STANDARD], YEARS_10)
    for tick in range(chance.randint(4, 14)):
        device, other = chance.choice(office.devices), chance.choice(office.devices)
        if chance.random() < 0.5 and device is not other:
            device.meet(other)
        if device.segments and chance.random() < 0.3:
            upto = chance.randint(1, len(device.segments))
            device = office.goes_on(device, upto=upto, image=chance.random() < 0.3)
        edits = [an_edit(chance) for _ in range(chance.randint(1, 2))]
        if device is office.seat and chance.random() < 0.7:
            if office.giver and office.giver is not device:
                device.meet(office.giver)  # nobody is the seat before he has heard of it
            edits += roster_edits(chance, office, f"2026-08-02T00:{tick:02d}:00.000Z")
        device.write(edits, 2 * YEARS_10 + tick * _HOUR)
    return office


class RosterHub(Hub):
    """A workspace that folds whom the roster lets in."""

    def merge(self, devices: Sequence[Device], segments: Sequence[Segment]) -> None:
        pubkeys = {one.uid: one.pubkey for one in devices}

        def deed(tx: Tx) -> None:
            accepted = read_roster(tx.db, tx.uid).accepts
            fold_taken(tx, [take_segments(tx, pubkeys, segments, accepted)])
            settle(tx)
            keep_open_conflicts(tx)

        self.change(deed)

    def undo(self, hashes: Sequence[str]) -> None:
        def deed(tx: Tx) -> None:
            drop_segments(tx, hashes)
            settle(tx)

        self.change(deed)

    def told(self) -> tuple[object, Seat, set[str]]:
        """What is folded, who has the seat, and of whom."""
        rows = self.db.execute("select hash from segment where state = 'ok' order by hash")
        return self.outcome(), read_seat(self.db), {name for (name,) in rows.fetchall()}


@histories
@given(seed=seeds)
def test_any_journey_gives_one_roster_one_seat_and_one_fold(seed: int) -> None:
    """With restored and copied seats, revocations, handovers; shuffled, doubled, damaged, late."""
    chance = Random(seed)
    office = a_history(chance)
    segments = every_segment(office.devices)
    journey = a_journey(chance, segments)
    with tempfile.TemporaryDirectory() as name:
        straight, hub = RosterHub(Path(name)), RosterHub(Path(name))
        straight.merge(office.devices, segments)
        for portion in journey.portions:
            hub.merge(office.devices, portion)
        arrived = hub.told()
        hub.fold_anew()

        assert arrived == straight.told()
        assert hub.told() == arrived


@histories
@given(seed=seeds)
def test_an_undone_merge_gives_the_roster_and_the_seat_of_before(seed: int) -> None:
    chance = Random(seed)
    office = a_history(chance)
    segments = every_segment(office.devices)
    chance.shuffle(segments)
    cut = chance.randint(0, len(segments))
    with tempfile.TemporaryDirectory() as name:
        hub = RosterHub(Path(name))
        hub.merge(office.devices, segments[:cut])
        before = hub.told()
        hub.merge(office.devices, segments[cut:])
        after = hub.told()
        hub.undo([one.hash for one in segments[cut:]])

        assert hub.told() == before
        hub.merge(office.devices, segments[cut:])
        assert hub.told() == after


@histories
@given(seed=seeds)
def test_a_restored_computer_is_what_it_was(seed: int) -> None:
    """Whoever is heard is heard in his new stream; whoever is revoked is not."""
    chance = Random(seed)
    office = a_history(chance)
    with tempfile.TemporaryDirectory() as name:
        hub = RosterHub(Path(name))
        hub.merge(office.devices, every_segment(office.devices))
        device = chance.choice([one for one in office.devices if one.segments])
        was, before = read_roster(hub.db, ""), read_seat(hub.db)
        fresh = device.restored(office.made + 1)
        stranger = Device(office.made + 2)
        for one in (fresh, stranger):
            one.write([an_edit(chance)], 3 * YEARS_10)
        hub.merge([fresh, stranger], [*fresh.segments, *stranger.segments])
        now, seat = read_roster(hub.db, ""), read_seat(hub.db)

    revoked = was.standing.state_of(device.uid) == "revoked"
    assert now.is_heard(fresh.uid) == (was.is_heard(device.uid) and not revoked)
    assert now.is_heard(stranger.uid) == ("approved" not in was.standing.states.values())
    if before.holder == device.uid and not revoked:
        assert seat.holder == fresh.uid
    elif before.holder:
        assert seat.holder in (before.holder, None)
