"""Rebuilding the tables from the segments and our tail: they hold nothing that is not there."""

from collections.abc import Iterator

from sqlite_utils import Database

from inspector.store.fold import OPEN_CONFLICTS, Write, fold
from inspector.store.schema import ENTITIES, sql_name
from inspector.store.segments import Segment, writes
from inspector.store.sift import forget_refused, sift
from inspector.store.streams import tail_writes
from inspector.store.tx import Tx


def refold(tx: Tx) -> int:
    """Empty every replicated table and fold all changes anew; says how many there are."""
    for entity in ENTITIES:
        tx.db.execute(f"delete from {sql_name(entity)}")
    tx.db.execute("delete from leaf")
    tx.db.execute("delete from meta where k = ?", [OPEN_CONFLICTS])
    forget_refused(tx.db)
    every, _refused = sift(tx, [*_segment_writes(tx.db), *tail_writes(tx)])
    fold(tx, every)
    return len(every)


def kept_segments(db: Database) -> Iterator[tuple[int, Segment]]:
    """Every segment that takes part in the fold, with its stream's local number."""
    rows = db.execute(
        "select stream, header, body, sig from segment where state = 'ok' order by stream, first"
    )
    for stream, header, body, sig in rows.fetchall():
        yield stream, Segment(header=header.encode(), body=body, sig=sig)


def last_segment(db: Database, stream: int) -> Segment | None:
    """The end of a stream's chain here."""
    row = db.execute(
        "select header, body, sig from segment where stream = ? and state = 'ok' "
        "order by first desc limit 1",
        [stream],
    ).fetchone()
    return Segment(header=row[0].encode(), body=row[1], sig=row[2]) if row else None


def _segment_writes(db: Database) -> Iterator[Write]:
    for stream, segment in kept_segments(db):
        yield from writes(segment, stream)
