"""The fold: changes become rows, the same rows whatever order the changes come in."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from typing import NamedTuple

import orjson

from inspector.domain.change import Fields, Stamp, Value
from inspector.domain.merge_order import Leaf, merge_leaves
from inspector.store.causality import Causality
from inspector.store.schema import ENTITIES, sql_name
from inspector.store.tx import Tx
from inspector.store.values import (
    canonical,
    from_column,
    into_column,
    normal,
    pack_stamps,
    unpack_stamps,
)

_CHUNK = 400  # rows read at once; SQLite's default limit of bound values is 999


class Write(NamedTuple):
    """One change on its way into a row."""

    entity: str
    row: str
    at: Stamp
    fields: Fields


Touched = dict[str, set[str]]

# Rows that a touched row named before and names no more: they too must be derived anew.
LEFT = "left"
_NAMING = ("finding", "subject")


def fold(tx: Tx, writes: Iterable[Write]) -> Touched:
    """Fold ``writes`` into the tables and say which rows of which entity they touched.

    Changes of an entity this version does not know stay in their segment, untouched.
    """
    by_row: dict[tuple[str, str], list[Write]] = {}
    for write in writes:
        if write.entity in ENTITIES:
            by_row.setdefault((write.entity, write.row), []).append(write)
    causality = Causality(tx.db)
    touched: Touched = {}
    for entity, row in by_row:
        touched.setdefault(entity, set()).add(row)
    left: set[str] = set()
    for entity, rows in touched.items():
        for some in _chunks(sorted(rows)):
            states = _read(tx, entity, some)
            for row in some:
                before = states[row].named()
                for write in by_row[entity, row]:
                    states[row].take(write, causality)
                left |= before - states[row].named()
            _write(tx, entity, states)
    if left:
        touched[LEFT] = left
    return touched


class _Row:
    """A row being folded: shown values, who wrote them, and leaves where there are several."""

    def __init__(self) -> None:
        self.values: dict[str, Value] = {}
        self.stamps: dict[str, Stamp] = {}
        self.leaves: dict[str, tuple[Leaf, ...]] = {}
        self.changed_leaves: set[str] = set()

    def named(self) -> set[str]:
        """The rows this one names, where naming decides what they derive to."""
        return {str(value) for name in _NAMING if (value := self.values.get(name))}

    def take(self, write: Write, causality: Causality) -> None:
        columns = ENTITIES[write.entity]
        for field, raw in write.fields.items():
            value = normal(raw, columns.get(field, "json"))
            held = self.stamps.get(field)
            if held is None or (field not in self.leaves and causality.saw(write.at, held)):
                self.values[field], self.stamps[field] = value, write.at
            elif held != write.at and not self._is_old(field, held, write.at, causality):
                self._merge(field, Leaf(write.at, value), causality)

    def _is_old(self, field: str, held: Stamp, at: Stamp, causality: Causality) -> bool:
        return field not in self.leaves and causality.saw(held, at)

    def _merge(self, field: str, leaf: Leaf, causality: Causality) -> None:
        held = self.leaves.get(field) or (Leaf(self.stamps[field], self.values.get(field)),)
        standing = merge_leaves((*held, leaf), causality.saw)
        shown = max(standing, key=lambda one: (one.stamp.clock, causality.uid(one.stamp.stream)))
        self.values[field], self.stamps[field] = shown.value, shown.stamp
        self.changed_leaves.add(field)
        self.leaves[field] = standing
        if len(standing) == 1:
            del self.leaves[field]


def _read(tx: Tx, entity: str, rows: Sequence[str]) -> dict[str, _Row]:
    columns = ENTITIES[entity]
    names = ", ".join(f'"{name}"' for name in columns)
    marks = ", ".join("?" * len(rows))
    states = {row: _Row() for row in rows}
    found = tx.db.execute(
        f"select id, _clk, _extra, {names} from {sql_name(entity)} where id in ({marks}) "
        "order by id",
        list(rows),
    ).fetchall()
    for row, clock, extra, *values in found:
        state = states[row]
        state.stamps = unpack_stamps(clock, columns)
        plain = zip(columns.items(), values, strict=True)
        state.values = {name: from_column(value, kind) for (name, kind), value in plain}
        state.values.update(orjson.loads(extra) if extra else {})
    _read_leaves(tx, entity, [row for row, *_ in found], states)
    return states


def _read_leaves(tx: Tx, entity: str, rows: Sequence[str], states: dict[str, _Row]) -> None:
    marks = ", ".join("?" * len(rows))
    found = tx.db.execute(
        f"select row, field, clock, stream, seq, value from leaf where entity = ? and row in "
        f"({marks}) order by row, field, clock, stream, seq",
        [entity, *rows],
    ).fetchall()
    for row, field, clock, stream, seq, value in found:
        leaf = Leaf(Stamp(clock, stream, seq), orjson.loads(value))
        leaves = states[row].leaves
        leaves[field] = (*leaves.get(field, ()), leaf)


def _write(tx: Tx, entity: str, states: dict[str, _Row]) -> None:
    columns = ENTITIES[entity]
    names = ", ".join(f'"{name}"' for name in columns)
    marks = ", ".join("?" * (len(columns) + 3))
    connection = tx.db.conn
    connection.executemany(
        f"insert or replace into {sql_name(entity)} (id, _clk, _extra, {names}) values ({marks})",
        [_row_values(row, state, entity) for row, state in states.items()],
    )
    for row, state in states.items():
        for field in sorted(state.changed_leaves):
            connection.execute(
                "delete from leaf where entity = ? and row = ? and field = ?", [entity, row, field]
            )
            connection.executemany(
                "insert into leaf values (?, ?, ?, ?, ?, ?, ?)",
                [
                    (entity, row, field, *leaf.stamp, canonical(leaf.value))
                    for leaf in state.leaves.get(field, ())
                ],
            )


def _row_values(row: str, state: _Row, entity: str) -> list[Value]:
    columns = ENTITIES[entity]
    unknown = {name: value for name, value in state.values.items() if name not in columns}
    return [
        row,
        pack_stamps(state.stamps, columns),
        canonical(unknown) if unknown else None,
        *(into_column(state.values.get(name), kind) for name, kind in columns.items()),
    ]


def _chunks(rows: Iterable[str]) -> Iterator[list[str]]:
    iterator = iter(rows)
    while some := list(islice(iterator, _CHUNK)):
        yield some
