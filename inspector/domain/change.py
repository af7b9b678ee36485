"""Changes: the one way anything is ever recorded, here or on another device."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import NamedTuple

Value = str | int | float | bool | None | list[object] | dict[str, object]
Fields = Mapping[str, Value]


class Stamp(NamedTuple):
    """When and by whom a field was written; ``stream`` is its number in this database."""

    clock: int
    stream: int
    seq: int


@dataclass(frozen=True, slots=True)
class Draft:
    """An edit that has no stamp yet: which row of which entity gets which values."""

    entity: str
    row: str
    fields: Fields
