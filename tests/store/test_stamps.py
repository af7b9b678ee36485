"""Stamps: which change wrote which field of a row, packed as docs/format.md 1.3 says."""

from inspector.domain.change import Stamp
from inspector.store.schema import ENTITIES
from inspector.store.values import pack_stamps, unpack_stamps

FINDING = ENTITIES["finding"]
EARLY, LATE = Stamp(5 << 16, 1, 7), Stamp(6 << 16, 2, 9)


def test_fields_of_one_change_share_a_group_of_24_bytes() -> None:
    stamps = {"label": EARLY, "point": EARLY, "note": LATE}

    packed = pack_stamps(stamps, FINDING)

    assert len(packed) == 2 + 2 * 24
    assert unpack_stamps(packed, FINDING) == stamps


def test_fields_this_version_does_not_know_keep_their_stamps_too() -> None:
    stamps = {"label": EARLY, "colour": EARLY, "smell": LATE}

    assert unpack_stamps(pack_stamps(stamps, FINDING), FINDING) == stamps
