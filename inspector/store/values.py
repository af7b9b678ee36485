"""Values as columns keep them, and stamps as a row keeps them."""

from collections.abc import Mapping
from functools import cache, lru_cache
from struct import Struct

import orjson

from inspector.domain.change import Stamp, Value
from inspector.store.schema import Columns


def canonical(value: object) -> str:
    """JSON with sorted keys and no blanks: the same value always gives the same text."""
    return orjson.dumps(value, option=orjson.OPT_SORT_KEYS).decode()


def into_column(value: Value, kind: str) -> Value:
    """What is stored in a column of ``kind`` for a value of a change."""
    if value is None:
        return None
    if kind == "json" or isinstance(value, list | dict):
        return canonical(value)
    return int(value) if isinstance(value, bool) else value


def normal(value: Value, kind: str) -> Value:
    """The one form of a value in a column of ``kind``: what SQLite would make of it anyway.

    Two writes of the same value must compare equal whether one was read back or not.
    """
    if value is None or kind == "json":
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


def pack_stamps(stamps: Mapping[str, Stamp], columns: Columns) -> bytes:
    """Stamps of a row's fields: one group per stamp, known fields as a bit mask by column place.

    Layout in docs/format.md, 1.3.
    """
    bits = _bits(tuple(columns))
    groups: dict[Stamp, int] = {}
    others: dict[str, Stamp] = {}
    for field, at in stamps.items():
        bit = bits.get(field, 0)
        groups[at] = groups.get(at, 0) | bit
        if not bit:
            others[field] = at
    packed = [_GROUP.pack(clock, no, seq, mask) for (clock, no, seq), mask in groups.items()]
    if others:
        ordered = list(groups)
        places = {field: ordered.index(at) for field, at in others.items()}
        packed.append(canonical(places).encode())
    return _COUNT.pack(len(groups)) + b"".join(packed)


def unpack_stamps(packed: bytes, columns: Columns) -> dict[str, Stamp]:
    """The stamps written by :func:`pack_stamps`."""
    end = _COUNT.size + _COUNT.unpack_from(packed)[0] * _GROUP.size
    names, stamps, groups = tuple(columns), {}, []
    for clock, stream, seq, mask in _GROUP.iter_unpack(packed[_COUNT.size : end]):
        at = Stamp(clock, stream, seq)
        groups.append(at)
        stamps.update(dict.fromkeys(_named_by(mask, names), at))
    if end < len(packed):
        places = orjson.loads(packed[end:])
        stamps.update((field, groups[place]) for field, place in places.items())
    return stamps


_COUNT = Struct("<H")  # how many groups follow
_GROUP = Struct("<QIIQ")  # clock, stream, seq, mask


@cache
def _bits(names: tuple[str, ...]) -> dict[str, int]:
    return {name: 1 << number for number, name in enumerate(names)}


@lru_cache(maxsize=4096)
def _named_by(mask: int, names: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(name for number, name in enumerate(names) if mask >> number & 1)
