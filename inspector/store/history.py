"""Every value anybody ever entered: the changes of a row, from segments and tail."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime

import orjson
from sqlite_utils import Database

from inspector.domain.change import Fields, Value
from inspector.domain.merge_order import wall_ms
from inspector.store.segments import Segment, known_entries
from inspector.store.streams import read_meta
from inspector.store.tx import Tx
from inspector.store.values import canonical

# The index of rows to segments is built when history is first asked for, never by a merge. A
# segment that is in it has a row of its own there, by its hash: numbers are given again when a
# merge is undone, hashes never.
_UNINDEXED = """
    g.state = 'ok' and not exists (
        select 1 from touch where touch.row = '#' || g.hash and touch.seg = g.id)
"""
_AT_ONCE = 200  # segments indexed in one transaction, so that a recording never waits long


@dataclass(frozen=True, slots=True, kw_only=True)
class Recorded:
    """One field of one change: which row got which value, when, the how-manieth of a stream."""

    entity: str
    row: str
    field: str
    value: Value
    stream: str
    seq: int
    at: datetime


def changes_of(db: Database, rows: Iterable[str]) -> list[Recorded]:
    """All changes of these rows, oldest first by the clock of the device that made them.

    Segments the index does not reach yet are read one by one.
    """
    wanted = set(rows)
    found = [*_indexed(db, wanted), *_unindexed(db, wanted), *_unsealed(db, wanted)]
    return sorted(found, key=lambda one: (one.at, one.stream, one.entity, one.field))


def segments_to_index(db: Database) -> int:
    """How many segments a question about history would have to read one by one."""
    return int(db.execute(f"select count(*) from segment g where {_UNINDEXED}").fetchone()[0])


def index_segments(tx: Tx) -> int:
    """Note which rows the next segments touch; says how many segments remain."""
    rows = tx.db.execute(
        f"select g.id, g.hash, g.header, g.body, g.sig from segment g where {_UNINDEXED} "
        "order by g.id limit ?",
        [_AT_ONCE],
    ).fetchall()
    for number, name, header, body, sig in rows:
        segment = Segment(header=header.encode(), body=body, sig=sig)
        touched = {f"#{name}", *(entry[3] for entry in known_entries(segment))}
        tx.db.conn.executemany(
            "insert or ignore into touch (row, seg) values (?, ?)",
            sorted((row, number) for row in touched),
        )
    return segments_to_index(tx.db)


def _indexed(db: Database, wanted: set[str]) -> Iterator[Recorded]:
    named = "select seg from touch where row in (select value from json_each(?))"
    sealed = f"not ({_UNINDEXED}) and g.id in ({named})"
    yield from _sealed(db, sealed, [canonical(sorted(wanted))], wanted)


def _unindexed(db: Database, wanted: set[str]) -> Iterator[Recorded]:
    yield from _sealed(db, _UNINDEXED, [], wanted)


def _sealed(db: Database, where: str, bound: list[str], wanted: set[str]) -> Iterator[Recorded]:
    rows = db.execute(
        "select s.uid, g.header, g.body, g.sig from segment g join stream s on s.no = g.stream "
        f"where g.state = 'ok' and {where} order by g.stream, g.first",
        bound,
    )
    for uid, header, body, sig in rows:
        segment = Segment(header=header.encode(), body=body, sig=sig)
        for entry in known_entries(segment):
            if entry[3] in wanted:
                yield from _fields(uid, *entry)


def _unsealed(db: Database, wanted: set[str]) -> Iterator[Recorded]:
    own = read_meta(db, "stream") or ""
    rows = db.execute(
        "select seq, clock, entity, row, fields from tail "
        "where row in (select value from json_each(?)) order by seq",
        [canonical(sorted(wanted))],
    ).fetchall()
    for seq, clock, entity, row, fields in rows:
        yield from _fields(own, seq, clock, entity, row, orjson.loads(fields))


def _fields(
    stream: str, seq: int, clock: int, entity: str, row: str, fields: Fields
) -> Iterator[Recorded]:
    at = datetime.fromtimestamp(wall_ms(clock) / 1000, UTC)
    for field, value in fields.items():
        yield Recorded(
            entity=entity, row=row, field=field, value=value, stream=stream, seq=seq, at=at
        )
