"""The fold: changes become rows, the same rows whatever order the changes come in."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from typing import NamedTuple

import orjson
from sqlite_utils import Database

from inspector.domain.change import Fields, Stamp
from inspector.domain.merge_order import Leaf
from inspector.store.causality import Causality
from inspector.store.row import Row
from inspector.store.schema import ENTITIES, INDEXED, sql_name
from inspector.store.tx import Tx
from inspector.store.values import canonical, pack_stamps, unpack_stamps

_CHUNK = 400  # rows read at once; SQLite's default limit of bound values is 999


class Write(NamedTuple):
    """One change on its way into a row."""

    entity: str
    row: str
    at: Stamp
    fields: Fields


Touched = dict[str, set[str]]
Rows = dict[str, Row]

# Rows that a touched row named before and names no more: they too must be derived anew.
LEFT = "left"
_NAMING = ("finding", "subject")

OPEN_CONFLICTS = "conflicts"  # a local fact: how many there are, while no leaf changes


def fold(tx: Tx, writes: Iterable[Write]) -> Touched:
    """Fold ``writes`` into the tables and say which rows of which entity they touched.

    Changes of an entity this version does not know stay in their segment, untouched.
    """
    sorted_out: dict[str, dict[str, list[Write]]] = defaultdict(lambda: defaultdict(list))
    for write in writes:
        sorted_out[write.entity][write.row].append(write)
    causality = Causality(tx.db)
    touched: Touched = {}
    left: set[str] = set()
    for entity, by_row in sorted_out.items():
        if entity in ENTITIES:
            touched[entity] = set(by_row)
            for some in in_chunks(sorted(by_row)):
                left |= _fold_some(tx, entity, {row: by_row[row] for row in some}, causality)
    if left:
        touched[LEFT] = left
    return touched


def rows_here(db: Database, entity: str, rows: Sequence[str]) -> set[str]:
    """Those of ``rows`` that have a line in their table."""
    sql = f"select id from {sql_name(entity)} where id in (select value from json_each(?))"
    return {row for (row,) in db.execute(f"{sql} order by id", [canonical(rows)])}


def authors_of(db: Database, entity: str, rows: Sequence[str]) -> dict[str, int]:
    """The local number of the stream that wrote each row first, as far as its fields still tell."""
    sql = (
        f"select id, _clk from {sql_name(entity)} where id in (select value from json_each(?)) "
        "order by id"
    )
    stamps = {
        row: unpack_stamps(packed, ENTITIES[entity]).values()
        for row, packed in db.execute(sql, [canonical(rows)])
    }
    return {row: min(some).stream for row, some in stamps.items() if some}


def last_change_of(db: Database, rows: Sequence[str], stream: int) -> int:
    """The highest number of the changes of this stream that stand in these rows, 0 for none.

    What it wrote and another overwrote is no longer told: whoever did had seen it.
    """
    named = "(select value from json_each(:rows))"
    given = {"rows": canonical(rows), "stream": stream}
    sql = f"select coalesce(max(seq), 0) from leaf where row in {named} and stream = :stream"
    last = int(db.execute(sql, given).fetchone()[0])
    for entity, columns in ENTITIES.items():
        sql = f"select _clk from {sql_name(entity)} where id in {named} order by id"
        for (packed,) in db.execute(sql, {"rows": given["rows"]}).fetchall():
            stamps = unpack_stamps(packed, columns).values()
            last = max([last, *(one.seq for one in stamps if one.stream == stream)])
    return last


def _fold_some(
    tx: Tx, entity: str, by_row: dict[str, list[Write]], causality: Causality
) -> set[str]:
    """Fold a few rows of one entity; the rows they named before and name no more."""
    states = _read(tx, entity, list(by_row))
    naming = [name for name in _NAMING if name in ENTITIES[entity]]
    left: set[str] = set()
    for row, writes in by_row.items():
        state = states[row]
        before = state.named(naming)
        for _entity, _row, at, fields in writes:
            state.take(at, fields, causality)
        left |= before - state.named(naming)
    _write(tx, entity, states)
    _write_leaves(tx, entity, states)
    return left


def _read(tx: Tx, entity: str, rows: Sequence[str]) -> Rows:
    columns = ENTITIES[entity]
    names = ", ".join(f'"{name}"' for name in columns)
    marks = ", ".join("?" * len(rows))
    states = {row: Row(columns) for row in rows}
    found = tx.db.execute(
        f"select id, _clk, _extra, {names} from {sql_name(entity)} where id in ({marks}) "
        "order by id",
        rows,
    ).fetchall()
    for row, clock, extra, *values in found:
        states[row].recall(
            dict(zip(columns, values, strict=True)),
            unpack_stamps(clock, columns),
            orjson.loads(extra) if extra else {},
        )
    _read_leaves(tx, entity, rows, states)
    return states


def _read_leaves(tx: Tx, entity: str, rows: Sequence[str], states: Rows) -> None:
    marks = ", ".join("?" * len(rows))
    found = tx.db.execute(
        f"select row, field, clock, stream, seq, value from leaf where entity = ? and row in "
        f"({marks}) order by row, field, clock, stream, seq",
        [entity, *rows],
    ).fetchall()
    for row, field, clock, stream, seq, value in found:
        states[row].recall_leaf(field, Leaf(Stamp(clock, stream, seq), orjson.loads(value)))


def _write(tx: Tx, entity: str, states: Rows) -> None:
    """Rows back into their table; where no indexed column was written, no index is either."""
    indexed = INDEXED[entity]
    whole, plain = list(ENTITIES[entity]), [one for one in ENTITIES[entity] if one not in indexed]
    fresh = {row: one for row, one in states.items() if one.is_new or one.written & indexed}
    edited = {row: one for row, one in states.items() if one.written and row not in fresh}
    names = ", ".join(f'"{name}"' for name in whole)
    marks = ", ".join("?" * (len(whole) + 3))
    tx.db.conn.executemany(
        f"insert or replace into {sql_name(entity)} ({names}, _clk, _extra, id) values ({marks})",
        [_row_values(row, state, whole, entity) for row, state in fresh.items()],
    )
    sets = "".join(f'"{name}" = ?, ' for name in plain)
    tx.db.conn.executemany(
        f"update {sql_name(entity)} set {sets}_clk = ?, _extra = ? where id = ?",
        [_row_values(row, state, plain, entity) for row, state in edited.items()],
    )


def _row_values(row: str, state: Row, names: Sequence[str], entity: str) -> list[object]:
    return [
        *map(state.values.get, names),
        pack_stamps(state.stamps, ENTITIES[entity]),
        canonical(state.extra) if state.extra else None,
        row,
    ]


def _write_leaves(tx: Tx, entity: str, states: Rows) -> None:
    changed = [(row, one) for row, one in states.items() if one.changed_leaves]
    if changed:
        tx.db.execute("delete from meta where k = ?", [OPEN_CONFLICTS])
    tx.db.conn.executemany(
        "delete from leaf where entity = ? and row = ? and field = ?",
        [
            (entity, row, field)
            for row, one in changed
            for field in sorted(one.changed_leaves & one.had_leaves)
        ],
    )
    tx.db.conn.executemany(
        "insert into leaf values (?, ?, ?, ?, ?, ?, ?)",
        [
            (entity, row, field, *leaf.stamp, canonical(leaf.value))
            for row, one in changed
            for field in sorted(one.changed_leaves)
            for leaf in one.leaves.get(field, ())
        ],
    )


def in_chunks(rows: Iterable[str]) -> Iterator[list[str]]:
    """Rows that one statement may name."""
    iterator = iter(rows)
    while some := list(islice(iterator, _CHUNK)):
        yield some
