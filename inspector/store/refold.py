"""Rebuilding the tables from the segments and our tail: they hold nothing that is not there."""

from collections.abc import Iterator

from inspector.store.fold import OPEN_CONFLICTS, Write, fold
from inspector.store.schema import ENTITIES, sql_name
from inspector.store.segment_rows import of_stream
from inspector.store.segments import writes
from inspector.store.sift import forget_refused, sift
from inspector.store.streams import tail_writes
from inspector.store.tx import Tx


def refold(tx: Tx) -> int:
    """Empty every replicated table and fold all changes anew; says how many there are.

    Streams are folded in the order of their names: where authors of a forked chain contradict each
    other about what they had seen, the order decides, and it must be everybody's.
    """
    for entity in ENTITIES:
        tx.db.execute(f"delete from {sql_name(entity)}")
    tx.db.execute("delete from leaf")
    tx.db.execute("delete from meta where k = ?", [OPEN_CONFLICTS])
    forget_refused(tx.db)
    every, _refused = sift(tx, list(_writes_by_name(tx)))
    fold(tx, every)
    return len(every)


def _writes_by_name(tx: Tx) -> Iterator[Write]:
    """Every change, stream by stream; our tail stands behind what we sealed."""
    for (stream,) in tx.db.execute("select no from stream order by uid").fetchall():
        for segment in of_stream(tx.db, stream):
            yield from writes(segment, stream)
        if stream == tx.stream:
            yield from tail_writes(tx)
