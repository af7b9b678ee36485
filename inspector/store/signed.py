"""Segments as evidence: each with the stream and key it must be signed by."""

from collections.abc import Iterator

from sqlite_utils import Database

from inspector.store.segments import Segment


def signed_segments(db: Database) -> Iterator[tuple[str, bytes, Segment]]:
    """Stream, its key, and segment, every stream's chain in its own order.

    What waits or was set aside is in no chain: it comes under no name.
    """
    rows = db.execute(
        "select iif(g.state = 'ok', s.uid, ''), s.pubkey, g.header, g.sig, g.body from segment g "
        "join stream s on s.no = g.stream order by s.uid, g.first, g.id"
    )
    for uid, pubkey, header, sig, body in rows.fetchall():
        yield uid, pubkey or b"", Segment(header=header.encode(), sig=sig, body=body)
