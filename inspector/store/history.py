"""Every value anybody ever entered: the changes of a row, from segments and tail."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime

import orjson
from sqlite_utils import Database

from inspector.domain.change import Fields, Value
from inspector.domain.merge_order import wall_ms
from inspector.store.segments import Segment, read_entries
from inspector.store.streams import read_meta


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
    """All changes of these rows, oldest first by the clock of the device that made them."""
    wanted = set(rows)
    found = [*_sealed(db, wanted), *_unsealed(db, wanted)]
    return sorted(found, key=lambda one: (one.at, one.stream, one.entity, one.field))


def _sealed(db: Database, wanted: set[str]) -> Iterator[Recorded]:
    rows = db.execute(
        "select s.uid, g.header, g.body, g.sig from segment g join stream s on s.no = g.stream "
        "where g.state = 'ok' order by g.stream, g.first"
    )
    for uid, header, body, sig in rows:
        segment = Segment(header=header.encode(), body=body, sig=sig)
        for entry in read_entries(segment):
            if entry[3] in wanted:
                yield from _fields(uid, *entry)


def _unsealed(db: Database, wanted: set[str]) -> Iterator[Recorded]:
    own = read_meta(db, "stream") or ""
    marks = ", ".join("?" * len(wanted))
    rows = db.execute(
        f"select seq, clock, entity, row, fields from tail where row in ({marks}) order by seq",
        sorted(wanted),
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
