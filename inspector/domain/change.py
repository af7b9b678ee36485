"""Changes: the one way anything is ever recorded, here or on another device."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import NamedTuple

from inspector.domain.ids import StreamId

Value = str | int | float | bool | None | list[object] | dict[str, object]
Fields = Mapping[str, Value]


class Stamp(NamedTuple):
    """When and by whom a field was written: hybrid clock, stream, place in the stream."""

    clock: int
    stream: StreamId
    seq: int


@dataclass(frozen=True, slots=True)
class Draft:
    """An edit that has no stamp yet: which row of which entity gets which values."""

    entity: str
    row: str
    fields: Fields


@dataclass(frozen=True, slots=True)
class Change:
    """One recorded edit; a missing field is untouched, an explicit None clears it."""

    seq: int
    clock: int
    entity: str
    row: str
    fields: Fields
