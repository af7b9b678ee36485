"""Stamps: which change wrote which field of a row, packed as docs/format.md 1.3 says."""

from inspector.domain.change import Stamp
from inspector.store.shape import SHAPES
from inspector.store.values import pack_groups, unpack_groups, unpack_stamps

FINDING = SHAPES["finding"]
KNOWN = len(FINDING.names)
EARLY, LATE = Stamp(5 << 16, 1, 7), Stamp(6 << 16, 2, 9)


def test_fields_of_one_change_share_a_group_of_24_bytes() -> None:
    bits = FINDING.bits
    groups = [(*EARLY, bits["label"] | bits["point"]), (*LATE, bits["note"])]

    packed = pack_groups(groups, FINDING.names, KNOWN)

    assert len(packed) == 2 + 2 * 24
    assert unpack_groups(packed) == (groups, {})
    assert unpack_stamps(packed) == [EARLY, LATE]


def test_fields_this_version_does_not_know_keep_their_stamps_too() -> None:
    names = (*FINDING.names, "colour", "smell")
    groups = [(*EARLY, FINDING.bits["label"] | 1 << KNOWN), (*LATE, 1 << KNOWN + 1)]

    kept, places = unpack_groups(pack_groups(groups, names, KNOWN))

    assert kept == [(*EARLY, FINDING.bits["label"]), (*LATE, 0)]
    assert places == {"colour": 0, "smell": 1}
