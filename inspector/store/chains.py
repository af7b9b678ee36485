"""Chains (变更链) for those who hand segments on: what is held of each, found by name."""

from collections.abc import Iterator
from dataclasses import dataclass

from sqlite_utils import Database

from inspector.store.segments import Segment


@dataclass(frozen=True, slots=True, kw_only=True)
class HeadHere:
    """The end of one chain here; ``uid`` is the stream its headers name, also for a branch."""

    number: int
    uid: str
    last: int
    hash: str
    pubkey: bytes


@dataclass(frozen=True, slots=True, kw_only=True)
class SegmentHere:
    """A segment of any state, with its stream's key."""

    segment: Segment
    state: str
    pubkey: bytes


def heads_here(db: Database) -> list[HeadHere]:
    """The end of every chain that is folded here, a branch being a chain of its own."""
    keys = dict(db.execute("select uid, pubkey from stream where pubkey is not null").fetchall())
    rows = db.execute(
        "select no, uid, head_seq, head_hash from stream where head_seq > 0 and head_hash <> '' "
        "order by uid"
    ).fetchall()
    trunks = [(no, uid.partition("~")[0], last, digits) for no, uid, last, digits in rows]
    return [
        HeadHere(number=no, uid=uid, last=last, hash=digits, pubkey=keys[uid])
        for no, uid, last, digits in trunks
        if uid in keys
    ]


def names_of_chain(db: Database, number: int) -> list[tuple[int, str]]:
    """Last change and hash of each segment of a chain, oldest first."""
    rows = db.execute(
        "select last, hash from segment where stream = ? and state = 'ok' order by first", [number]
    ).fetchall()
    return [(int(last), str(digits)) for last, digits in rows]


def segment_named(db: Database, last: int, tail: str) -> SegmentHere | None:
    """The segment whose hash begins so and whose last change has this number."""
    row = db.execute(
        "select g.header, g.body, g.sig, g.state, json_extract(g.header, '$.stream') "
        "from segment g where g.hash >= :low and g.hash < :high and g.last = :last",
        {"low": tail, "high": tail + "g", "last": last},
    ).fetchone()
    if row is None:
        return None
    header, body, sig, state, uid = row
    key = db.execute("select pubkey from stream where uid = ?", [uid]).fetchone()
    return SegmentHere(
        segment=Segment(header=header.encode(), body=body, sig=sig),
        state=state,
        pubkey=key[0] if key and key[0] else b"",
    )


def newest_segment(db: Database) -> int:
    """The local number of the segment that came last; 0 where there is none."""
    sql = "select coalesce(max(id), 0) from segment where state = 'ok'"
    return int(db.execute(sql).fetchone()[0])


def count_since(db: Database, number: int) -> int:
    """How many segments came after the one with this local number."""
    sql = "select count(*) from segment where id > ? and state = 'ok'"
    return int(db.execute(sql, [number]).fetchone()[0])


def segments_since(db: Database, number: int) -> Iterator[tuple[int, Segment, bytes]]:
    """Local number, segment and key of each that came after this one, in the order they came."""
    rows = db.execute(
        "select g.id, g.header, g.body, g.sig, s.pubkey from segment g "
        "join stream s on s.uid = json_extract(g.header, '$.stream') "
        "where g.id > ? and g.state = 'ok' and s.pubkey is not null order by g.id",
        [number],
    )
    for at, header, body, sig, pubkey in rows:
        yield at, Segment(header=header.encode(), body=body, sig=sig), pubkey
