"""Values as columns keep them, and stamps as a row keeps them."""

from collections.abc import Mapping, Sequence
from functools import cache
from itertools import chain
from struct import Struct

import orjson

from inspector.domain.change import Stamp, Value

Group = tuple[int, int, int, int]
"""A change's clock, stream and seq as in its stamp, and which fields it wrote: a bit for each."""


def canonical(value: object) -> str:
    """JSON with sorted keys and no blanks: the same value always gives the same text."""
    return orjson.dumps(value, option=orjson.OPT_SORT_KEYS).decode()


def into_column(value: Value, kind: str) -> Value:
    """What is stored for a value of a change; a field without a column has no kind."""
    if (kind == "text" and type(value) is str) or value is None or not kind:
        return value
    plain = normal(value, kind)
    if kind == "json" or isinstance(plain, list | dict):
        return canonical(plain)
    return int(plain) if isinstance(plain, bool) else plain


def normal(value: Value, kind: str) -> Value:
    """The one form of a value in a column of ``kind``: what SQLite would make of it anyway.

    Two writes of the same value must compare equal whether one was read back or not.
    """
    if value is None or kind in ("json", ""):
        return value
    if isinstance(value, list | dict):
        return canonical(value)
    if kind == "text":
        return value if isinstance(value, str) else canonical(value)
    if isinstance(value, bool):
        return int(value)
    if kind == "real" and isinstance(value, int):
        return float(value)
    if kind == "integer" and isinstance(value, float) and value.is_integer():
        return int(value)
    return value


def from_column(value: Value, kind: str) -> Value:
    """The value a change would carry for what stands in a column."""
    if value is None or kind != "json":
        return value
    loaded: Value = orjson.loads(str(value))
    return loaded


def pack_groups(groups: Sequence[Group], others: Mapping[str, Stamp]) -> bytes:
    """Which change wrote which columns of a row, and which its fields without a column.

    Layout in docs/format.md, 1.3.
    """
    if not others:
        return _packed(len(groups)).pack(len(groups), *chain.from_iterable(groups))
    masks = {Stamp(clock, stream, seq): mask for clock, stream, seq, mask in groups}
    masks |= {at: 0 for at in others.values() if at not in masks}
    places = {at: place for place, at in enumerate(masks)}
    every = pack_groups([(*at, mask) for at, mask in masks.items()], {})
    return every + canonical({name: places[at] for name, at in others.items()}).encode()


@cache
def _packed(count: int) -> Struct:
    return Struct(f"<H{'QIIQ' * count}")


def unpack_groups(packed: bytes) -> tuple[list[Group], dict[str, int]]:
    """The groups :func:`pack_groups` wrote, and the places of those of fields without a column."""
    end = _COUNT.size + _COUNT.unpack_from(packed)[0] * _GROUP.size
    groups: list[Group] = list(_GROUP.iter_unpack(packed[_COUNT.size : end]))
    return groups, orjson.loads(packed[end:]) if end < len(packed) else {}


def unpack_stamps(packed: bytes) -> list[Stamp]:
    """The changes that wrote what a row shows."""
    return [Stamp(*group[:3]) for group in unpack_groups(packed)[0]]


_COUNT = Struct("<H")  # how many groups follow
_GROUP = Struct("<QIIQ")  # clock, stream, seq, mask
