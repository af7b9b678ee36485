"""Whose segments are folded and who has the seat: the same in whatever order all of it came."""

import tempfile
from pathlib import Path
from random import Random

from hypothesis import given

from inspector.store.roster import read_roster
from inspector.store.seat import read_seat
from tests.property.devices import Device
from tests.property.histories import YEARS_10, a_journey, an_edit, every_segment, histories, seeds
from tests.property.offices import RosterHub, an_office


@histories
@given(seed=seeds)
def test_any_journey_gives_one_roster_one_seat_and_one_fold(seed: int) -> None:
    """With restored and copied seats, revocations, handovers; shuffled, doubled, damaged, late."""
    chance = Random(seed)
    with tempfile.TemporaryDirectory() as name:
        office = an_office(chance, Path(name))
        segments = every_segment(office.devices)
        journey = a_journey(chance, segments)
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
    with tempfile.TemporaryDirectory() as name:
        office = an_office(chance, Path(name))
        segments = every_segment(office.devices)
        chance.shuffle(segments)
        cut = chance.randint(0, len(segments))
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
    with tempfile.TemporaryDirectory() as name:
        office = an_office(chance, Path(name))
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
