"""Stamps: which change wrote which field of a row, packed as docs/format.md 1.3 says."""

from inspector.domain.change import Stamp
from inspector.store.shape import SHAPES
from inspector.store.values import pack_groups, unpack_groups, unpack_stamps

BITS = {one.name: one.bit for one in SHAPES["finding"].columns.values()}
EARLY, LATE = Stamp(5 << 16, 1, 7), Stamp(6 << 16, 2, 9)


def test_fields_of_one_change_share_a_group_of_24_bytes() -> None:
    groups = [(*EARLY, BITS["label"] | BITS["point"]), (*LATE, BITS["note"])]

    packed = pack_groups(groups, {})

    assert len(packed) == 2 + 2 * 24
    assert unpack_groups(packed) == (groups, {})
    assert unpack_stamps(packed) == [EARLY, LATE]


def test_fields_this_version_does_not_know_keep_their_stamps_too() -> None:
    groups = [(*EARLY, BITS["label"])]

    packed = pack_groups(groups, {"colour": EARLY, "smell": LATE})

    assert unpack_groups(packed) == ([*groups, (*LATE, 0)], {"colour": 0, "smell": 1})
