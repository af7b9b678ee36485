"""The fold: changes become rows, the same rows whatever order the changes come in."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import islice
from typing import NamedTuple

import orjson
from sqlite_utils import Database

from inspector.domain.change import Fields, Stamp
from inspector.domain.merge_order import Leaf
from inspector.store.causality import Causality
from inspector.store.leaves import OpenFields
from inspector.store.row import Row
from inspector.store.schema import ENTITIES, sql_name
from inspector.store.shape import SHAPES, Shape
from inspector.store.tx import Tx
from inspector.store.values import canonical, pack_groups, unpack_groups, unpack_stamps

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


@dataclass(slots=True)
class Folded:
    """Rows by entity: which were touched, and which were not here before; their open fields.

    Those of an entity this version does not know are never here. ``more_open`` is by how many the
    open conflicts of all rows have become more.
    """

    touched: Touched = field(default_factory=dict)
    fresh: Touched = field(default_factory=lambda: defaultdict(set))
    open: OpenFields = field(default_factory=dict)
    more_open: int = 0

    def note_fresh(self, rows: Touched) -> None:
        """Note what more was not here before."""
        for entity, some in rows.items():
            self.fresh[entity] |= some

    def leave(self, rows: set[str]) -> None:
        """Note rows that are named no more."""
        if rows:
            self.touched.setdefault(LEFT, set()).update(rows)


OPEN_CONFLICTS = "conflicts"  # a local fact: how many there are


def fold(tx: Tx, writes: Iterable[Write]) -> Folded:
    """Fold ``writes`` into the tables and say which rows of which entity they touched.

    Changes of an entity this version does not know stay in their segment, untouched.
    """
    sorted_out: dict[str, dict[str, list[Write]]] = defaultdict(lambda: defaultdict(list))
    for write in writes:
        sorted_out[write[0]][write[1]].append(write)
    causality = Causality(tx.db)
    folded = Folded()
    for entity, by_row in sorted_out.items():
        if entity in ENTITIES:
            folded.touched[entity] = set(by_row)
            for some in in_chunks(sorted(by_row)):
                _fold_some(tx, entity, {row: by_row[row] for row in some}, causality, folded)
        else:
            folded.fresh[entity] = set(by_row)
    if folded.more_open:
        tx.db.execute("update meta set v = v + ? where k = ?", [folded.more_open, OPEN_CONFLICTS])
    return folded


def rows_here(db: Database, entity: str, rows: Iterable[str]) -> set[str]:
    """Those of ``rows`` that have a line in their table."""
    sql = f"select id from {sql_name(entity)} where id in (select value from json_each(?))"
    return {row for (row,) in db.execute(f"{sql} order by id", [canonical(sorted(rows))])}


def authors_of(db: Database, entity: str, rows: Sequence[str]) -> dict[str, int]:
    """The local number of the stream that wrote each row first, as far as its fields still tell."""
    sql = (
        f"select id, _clk from {sql_name(entity)} where id in (select value from json_each(?)) "
        "order by id"
    )
    stamps = {row: unpack_stamps(packed) for row, packed in db.execute(sql, [canonical(rows)])}
    return {row: min(some).stream for row, some in stamps.items() if some}


def last_change_of(db: Database, rows: Sequence[str], stream: int) -> int:
    """The highest number of the changes of this stream that stand in these rows, 0 for none.

    What it wrote and another overwrote is no longer told: whoever did had seen it.
    """
    named = "(select value from json_each(:rows))"
    given = {"rows": canonical(rows), "stream": stream}
    sql = f"select coalesce(max(seq), 0) from leaf where row in {named} and stream = :stream"
    last = int(db.execute(sql, given).fetchone()[0])
    for entity in ENTITIES:
        sql = f"select _clk from {sql_name(entity)} where id in {named} order by id"
        for (packed,) in db.execute(sql, {"rows": given["rows"]}).fetchall():
            stamps = unpack_stamps(packed)
            last = max([last, *(one.seq for one in stamps if one.stream == stream)])
    return last


def _fold_some(
    tx: Tx, entity: str, by_row: dict[str, list[Write]], causality: Causality, folded: Folded
) -> None:
    """Fold a few rows of one entity; only the columns they are told of are read and written."""
    told = _columns_told(SHAPES[entity], by_row)
    states = _read(tx, entity, list(by_row), told)
    for row, writes in by_row.items():
        state = states[row]
        named, was_open = state.named(), len(state.open())
        for _entity, _row, at, fields in writes:
            state.take(at, fields, causality)
        if named:
            folded.leave(named - state.named())
        is_open = state.open()
        folded.more_open += len(is_open) - was_open
        if is_open:
            folded.open[entity, row] = is_open
        if state.is_new:
            folded.fresh[entity].add(row)
    _write(tx, entity, states, told)
    _write_leaves(tx, entity, states)


def _columns_told(shape: Shape, by_row: Mapping[str, Iterable[Write]]) -> tuple[int, ...]:
    """The places of all columns that these changes write, and of those that name another row."""
    forms = {tuple(write.fields) for writes in by_row.values() for write in writes}
    asked = {column for form in forms for column in shape.plan(form).columns}
    return tuple(sorted(column.place for column in asked.union(shape.naming)))


def _read(tx: Tx, entity: str, rows: Sequence[str], told: Sequence[int]) -> Rows:
    shape = SHAPES[entity]
    names = "".join(f', "{shape.names[place]}"' for place in told)
    marks = ", ".join("?" * len(rows))
    states = {row: Row(shape) for row in rows}
    found = tx.db.execute(
        f"select id, _clk, _extra{names} from {sql_name(entity)} where id in ({marks}) order by id",
        rows,
    ).fetchall()
    for row, clock, extra, *values in found:
        groups, places = unpack_groups(clock)
        states[row].recall(zip(told, values, strict=True), groups)
        if extra:
            states[row].recall_extra(orjson.loads(extra), places)
    _read_leaves(tx, entity, rows, states)
    return states


def _read_leaves(tx: Tx, entity: str, rows: Sequence[str], states: Rows) -> None:
    marks = ", ".join("?" * len(rows))
    found = tx.db.execute(
        f"select row, field, clock, stream, seq, value from leaf where entity = ? and row in "
        f"({marks}) order by row, field, clock, stream, seq",
        [entity, *rows],
    ).fetchall()
    for row, name, clock, stream, seq, value in found:
        states[row].recall_leaf(name, Leaf(Stamp(clock, stream, seq), orjson.loads(value)))


def _write(tx: Tx, entity: str, states: Rows, told: Sequence[int]) -> None:
    """Rows back into their table; where no indexed column was written, no index is either."""
    shape = SHAPES[entity]
    if fresh := {row: one for row, one in states.items() if one.is_new}:
        tx.db.conn.executemany(
            shape.insert, [_row_values(row, one, shape.places) for row, one in fresh.items()]
        )
    edited = {row: one for row, one in states.items() if one.written and not one.is_new}
    moved = {row for row, one in edited.items() if one.written & shape.indexed}
    plain = [place for place in told if not shape.indexed >> place & 1]
    for some, places in ((moved, told), (edited.keys() - moved, plain)):
        if some:
            sets = "".join(f'"{shape.names[place]}" = ?, ' for place in places)
            tx.db.conn.executemany(
                f"update {sql_name(entity)} set {sets}_clk = ?, _extra = ? where id = ?",
                [_row_values(row, states[row], places) for row in sorted(some)],
            )


def _row_values(row: str, state: Row, places: Iterable[int]) -> list[object]:
    return [
        *map(state.values.__getitem__, places),
        pack_groups(state.groups, state.stamps),
        canonical(state.extra) if state.extra else None,
        row,
    ]


def _write_leaves(tx: Tx, entity: str, states: Rows) -> None:
    changed = [(row, one) for row, one in states.items() if one.changed_leaves]
    if not changed:
        return
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
