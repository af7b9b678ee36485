"""Values as columns keep them, and stamps as a row keeps them."""

from collections.abc import Mapping

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


def pack_stamps(stamps: Mapping[str, Stamp], columns: Columns) -> str:
    """Stamps of a row's fields: one group per stamp, known fields as a bit mask by column place."""
    place = {name: 1 << number for number, name in enumerate(columns)}
    groups: dict[Stamp, tuple[int, list[str]]] = {}
    for field, at in stamps.items():
        mask, others = groups.get(at, (0, []))
        if field in place:
            mask |= place[field]
        else:
            others = [*others, field]
        groups[at] = (mask, others)
    packed = [
        [*at, mask, sorted(others)] if others else [*at, mask]
        for at, (mask, others) in sorted(groups.items())
    ]
    return canonical(packed)


def unpack_stamps(text: str, columns: Columns) -> dict[str, Stamp]:
    """The stamps written by :func:`pack_stamps`."""
    names = list(columns)
    stamps: dict[str, Stamp] = {}
    for clock, stream, seq, mask, *others in orjson.loads(text):
        at = Stamp(clock, stream, seq)
        stamps.update((name, at) for bit, name in enumerate(names) if mask >> bit & 1)
        stamps.update((name, at) for name in (others[0] if others else ()))
    return stamps
