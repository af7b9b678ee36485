"""What folding asks of a table: its columns as bits of a mask, and what hangs on them."""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from inspector.store.schema import ENTITIES, INDEXED, Columns

_NAMING = ("finding", "subject")


@dataclass(frozen=True, slots=True, kw_only=True)
class Shape:
    """Places count the columns from 0; the bit of a column is 1 << its place.

    ``indexed`` are the columns in an index, ``plain`` the places of all others, ``naming`` those of
    columns that name the row this one is about.
    """

    names: tuple[str, ...]
    kinds: tuple[str, ...]
    bits: Mapping[str, int]
    indexed: int
    plain: tuple[int, ...]
    naming: tuple[int, ...]


def _shape(entity: str, columns: Columns) -> Shape:
    names, indexed = tuple(columns), INDEXED[entity]
    return Shape(
        names=names,
        kinds=tuple(columns.values()),
        bits={name: 1 << place for place, name in enumerate(names)},
        indexed=sum(1 << place for place, name in enumerate(names) if name in indexed),
        plain=tuple(place for place, name in enumerate(names) if name not in indexed),
        naming=tuple(place for place, name in enumerate(names) if name in _NAMING),
    )


SHAPES: Mapping[str, Shape] = MappingProxyType(
    {entity: _shape(entity, columns) for entity, columns in ENTITIES.items()}
)
