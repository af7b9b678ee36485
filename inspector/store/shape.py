"""What folding asks of a table: its columns as bits of a mask, and what hangs on them."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from types import MappingProxyType
from typing import NamedTuple

from inspector.store.schema import ENTITIES, INDEXED, Columns, sql_name

_NAMING = ("finding", "subject")
_PLANS = 1_000  # a change writes few fields, and mostly the same; a hostile one any others


class Column(NamedTuple):
    """A field as its table keeps it; ``bit`` 0 and no kind for one without a column."""

    name: str
    bit: int
    place: int
    kind: str


class Plan(NamedTuple):
    """What a change of these fields asks of a row: ``asked`` are the bits of its columns."""

    asked: int
    columns: tuple[Column, ...]
    others: tuple[Column, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Shape:
    """Places count the columns from 0; the bit of a column is 1 << its place.

    ``indexed`` are the columns in an index, ``naming`` those that name the row this one is about.
    ``plan`` says what a change of some fields asks, ``insert`` puts a whole row in: all columns,
    stamps, fields without a column, id.
    """

    names: tuple[str, ...]
    places: range
    columns: Mapping[str, Column]
    indexed: int
    naming: tuple[Column, ...]
    insert: str
    plan: Callable[[tuple[str, ...]], Plan]

    def column(self, name: str) -> Column:
        """Where a field is kept."""
        return self.columns.get(name) or Column(name, 0, -1, "")


def _shape(entity: str, kinds: Columns) -> Shape:
    columns = {
        name: Column(name, 1 << place, place, kind)
        for place, (name, kind) in enumerate(kinds.items())
    }
    quoted = ", ".join(f'"{name}"' for name in kinds)
    marks = ", ".join("?" * (len(kinds) + 3))
    return Shape(
        names=tuple(kinds),
        places=range(len(kinds)),
        columns=columns,
        indexed=sum(one.bit for one in columns.values() if one.name in INDEXED[entity]),
        naming=tuple(one for one in columns.values() if one.name in _NAMING),
        insert=f"insert into {sql_name(entity)} ({quoted}, _clk, _extra, id) values ({marks})",
        plan=_planner(columns),
    )


def _planner(columns: Mapping[str, Column]) -> Callable[[tuple[str, ...]], Plan]:
    @lru_cache(_PLANS)
    def plan(fields: tuple[str, ...]) -> Plan:
        known = tuple(columns[name] for name in fields if name in columns)
        others = tuple(Column(name, 0, -1, "") for name in fields if name not in columns)
        return Plan(sum(one.bit for one in known), known, others)

    return plan


SHAPES: Mapping[str, Shape] = MappingProxyType(
    {entity: _shape(entity, columns) for entity, columns in ENTITIES.items()}
)
