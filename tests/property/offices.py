"""Random offices: laptops of which one has the seat, and rules by what it knows."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from random import Random

from inspector.store.digest import keep_open_conflicts
from inspector.store.intake import fold_taken, take_segments
from inspector.store.leaving_out import drop_segments
from inspector.store.roster import Roster, read_roster
from inspector.store.seat import Seat, read_seat
from inspector.store.segments import Segment, read_header
from inspector.store.settling import settle
from inspector.store.tx import Tx
from tests.property.devices import Device, Edit, Hub
from tests.property.histories import STANDARD, YEARS_10, an_edit, every_segment

_HOUR = 3_600_000


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


@dataclass
class Office:
    """``could_rule``: who had the seat at some time, as far as it or somebody else knows."""

    folder: Path
    devices: list[Device]
    could_rule: list[Device]
    made: int = 0
    before: dict[str, Device] = field(default_factory=dict)  # for whom a stream goes on

    def goes_on(self, device: Device, *, upto: int) -> Device:
        """Restored in its place, or as an image of the whole computer while it goes on too."""
        self.made += 1
        fresh = device.restored(self.made, device.backed_up(upto))
        self.before[fresh.uid] = device
        self.devices.append(fresh)
        if device in self.could_rule:
            self.could_rule.append(fresh)
        return fresh

    def roster_of(self, device: Device) -> Roster:
        """The roster as this device knows it."""
        hub = RosterHub(self.folder)
        known = {device.uid: device.seq} | {uid: seq for uid, (seq, _tail) in device.seen.items()}
        segments = [
            one
            for one in every_segment(self.devices)
            if read_header(one).last <= known.get(read_header(one).stream, 0)
        ]
        hub.merge(self.devices, segments)
        roster = read_roster(hub.db, device.uid)
        hub.db.close()
        return roster


def rulings(chance: Random, office: Office, me: Device, moment: str) -> list[Edit]:
    """What a device may say by what it knows: who is approved, revoked, who has the seat now."""
    roster = office.roster_of(me)
    other = chance.choice(office.devices)
    mine = _handover(me, moment)
    if roster.seat.holder != me.uid:
        is_known = roster.seat.holder or roster.seat.rivals
        may_take = is_known and roster.is_heard(me.uid) and me.uid not in roster.seat.line
        return [mine] if may_take and chance.random() < 0.1 else []
    kind = chance.randrange(10)
    if kind < 6:
        return [("device", other.uid, {"state": "approved"})]
    if kind < 8:
        then = {**roster.standing.states, other.uid: "revoked"}
        own = replace(roster.standing, states=then).state_of(me.uid)
        if other is me or own == "revoked":
            return []
        revoked: Edit = ("device", other.uid, {"state": "revoked"})
        return [revoked, mine] if other.uid in roster.seat.line else [revoked]
    office.could_rule.append(other)
    return [_handover(other, moment)]


def _handover(to: Device, moment: str) -> Edit:
    fields = {"holder": to.uid, "at": moment, "kind": "handover"}
    return "seat", f"handover-{moment}", dict(fields)


def an_office(chance: Random, folder: Path) -> Office:
    """An office and laptops that write, meet, are restored and copied; the seat says who counts."""
    devices = [Device(number) for number in range(1, chance.randint(3, 5) + 1)]
    office = Office(folder, devices, [devices[0]], made=len(devices))
    moment = "2026-08-01T00:00:00.000Z"
    claim: Edit = ("seat", "claim", {"holder": devices[0].uid, "at": moment, "kind": "claim"})
    devices[0].write([claim, STANDARD], YEARS_10)
    for tick in range(chance.randint(4, 14)):
        device, other = chance.choice(office.devices), chance.choice(office.devices)
        if chance.random() < 0.5 and device is not other:
            device.meet(other)
        if device.segments and chance.random() < 0.3:
            device = office.goes_on(device, upto=chance.randint(1, len(device.segments)))
        edits = [an_edit(chance) for _ in range(chance.randint(1, 2))]
        if chance.random() < (0.7 if device in office.could_rule else 0.1):
            edits += rulings(chance, office, device, f"2026-08-02T00:{tick:02d}:00.000Z")
        device.write(edits, 2 * YEARS_10 + tick * _HOUR)
    return office
