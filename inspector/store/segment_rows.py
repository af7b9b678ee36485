"""Segments as they lie in their table: put in, taken out, read chain by chain."""

from collections.abc import Iterator

from sqlite_utils import Database

from inspector.store.segments import Segment, read_header
from inspector.store.streams import note_seen


def keep_segment(db: Database, segment: Segment, stream: int) -> None:
    """Store a segment that follows its stream's head, and move the head."""
    header = read_header(segment)
    _put(db, segment, stream, "ok")
    db.execute(
        "update stream set head_seq = ?, head_hash = ? where no = ?",
        [header.last, segment.hash, stream],
    )
    note_seen(db, header.seen)


def keep_waiting(db: Database, segment: Segment, stream: int, state: str) -> None:
    """Store a segment that is not folded yet: ``waiting`` for another, or of an ``unknown`` key."""
    _put(db, segment, stream, state)


def state_here(db: Database, name: str) -> str | None:
    """The state of the segment with this hash; None where it is not here."""
    row = db.execute("select state from segment where hash = ?", [name]).fetchone()
    return row[0] if row else None


def let_go(db: Database, name: str) -> Segment:
    """Take the segment with this hash out of the table, to be put back in its place."""
    header, body, sig = db.execute(
        "select header, body, sig from segment where hash = ?", [name]
    ).fetchone()
    db.execute("delete from segment where hash = ?", [name])
    return Segment(header=header.encode(), body=body, sig=sig)


def waiting_for(db: Database, name: str) -> list[str]:
    """Hashes of the segments that wait for the one with this hash to come before them."""
    rows = db.execute(
        "select hash from segment where state = 'waiting' and json_extract(header, '$.prev') = ? "
        "order by first, id",
        [name],
    )
    return [str(found) for (found,) in rows.fetchall()]


def of_stream(db: Database, stream: int) -> Iterator[Segment]:
    """The segments of one chain that take part in the fold, in order."""
    rows = db.execute(
        "select header, body, sig from segment where stream = ? and state = 'ok' order by first",
        [stream],
    )
    for header, body, sig in rows.fetchall():
        yield Segment(header=header.encode(), body=body, sig=sig)


def kept_segments(db: Database) -> Iterator[Segment]:
    """Every segment that takes part in the fold, chain by chain in the order of their names."""
    for (stream,) in db.execute("select no from stream order by uid").fetchall():
        yield from of_stream(db, stream)


def last_segment(db: Database, stream: int) -> Segment | None:
    """The end of a stream's chain here."""
    row = db.execute(
        "select header, body, sig from segment where stream = ? and state = 'ok' "
        "order by first desc limit 1",
        [stream],
    ).fetchone()
    return Segment(header=row[0].encode(), body=row[1], sig=row[2]) if row else None


def _put(db: Database, segment: Segment, stream: int, state: str) -> None:
    header = read_header(segment)
    db.execute(
        "insert into segment (stream, first, last, hash, header, sig, body, state) "
        "values (:stream, :first, :last, :hash, :header, :sig, :body, :state)",
        {
            "stream": stream,
            "first": header.first,
            "last": header.last,
            "hash": segment.hash,
            "header": segment.header.decode(),
            "sig": segment.sig,
            "body": segment.body,
            "state": state,
        },
    )
