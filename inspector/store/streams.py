"""Streams (变更流): one per install; ours ends in a tail that is sealed before anything leaves."""

from collections.abc import Iterator

import orjson
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from sqlite_utils import Database

from inspector.domain.change import Fields, Stamp
from inspector.domain.errors import MachineError
from inspector.domain.ids import StreamId
from inspector.store import install
from inspector.store.causality import seen_now
from inspector.store.fold import Write
from inspector.store.segments import (
    MAX_CHANGES,
    READER,
    Entry,
    Header,
    Seen,
    Segment,
    read_header,
    seal,
    stream_uid,
)
from inspector.store.tx import Tx
from inspector.store.values import canonical
from inspector.text import _


def read_meta(db: Database, key: str) -> str | None:
    """A local fact of this database; never replicated."""
    row = db.execute("select v from meta where k = ?", [key]).fetchone()
    return row[0] if row else None


def write_meta(db: Database, key: str, value: str) -> None:
    """Set a local fact of this database."""
    db.execute("insert or replace into meta (k, v) values (?, ?)", [key, value])


def new_stream(db: Database) -> StreamId:
    """Make a key outside the workspace, and a stream named by it; writes to it go on from 0."""
    key = Ed25519PrivateKey.generate()
    pubkey = key.public_key().public_bytes_raw()
    uid = StreamId(stream_uid(pubkey))
    install.write_key(database_id(db), uid, key)
    stream_number(db, uid, pubkey)
    write_meta(db, "stream", uid)
    return uid


def database_id(db: Database) -> str:
    """The id a database got when it was made; its copies have the same."""
    return read_meta(db, "database") or ""


def stream_number(db: Database, uid: str, pubkey: bytes | None = None) -> int:
    """The local number of a stream, given on first sight."""
    db.execute(
        "insert into stream (uid, pubkey, head_seq, head_hash, seen_seq, state) "
        "values (:uid, :pubkey, 0, '', 0, 'ok') "
        "on conflict (uid) do update set pubkey = coalesce(pubkey, :pubkey)",
        {"uid": uid, "pubkey": pubkey},
    )
    return int(db.execute("select no from stream where uid = ?", [uid]).fetchone()[0])


def append(tx: Tx, entity: str, row: str, fields: Fields) -> Write:
    """Put one change at the end of our own stream."""
    at = tx.next_stamp()
    tx.db.execute(
        "insert into tail (seq, clock, entity, row, fields) values (?, ?, ?, ?, ?)",
        [at.seq, at.clock, entity, row, canonical(dict(fields))],
    )
    return Write(entity, row, at, fields)


def tail_entries(db: Database) -> Iterator[Entry]:
    """Our changes that are not sealed yet, in order."""
    rows = db.execute("select seq, clock, entity, row, fields from tail order by seq").fetchall()
    for seq, clock, entity, row, fields in rows:
        yield seq, clock, entity, row, orjson.loads(fields)


def tail_writes(tx: Tx) -> list[Write]:
    """Our unsealed changes on their way into rows."""
    return [
        Write(entity, row, Stamp(clock, tx.stream, seq), fields)
        for seq, clock, entity, row, fields in tail_entries(tx.db)
    ]


def seal_tail(tx: Tx) -> int:
    """Seal every unsealed change into segments; says how many changes that were.

    All of one tail share one causal context, because whatever comes in is preceded by a seal.
    """
    entries = list(tail_entries(tx.db))
    if not entries:
        return 0
    key = install.read_key(database_id(tx.db), tx.uid)
    if key is None:
        raise MachineError(
            _("本机找不到这个工作区的签名密钥。"),
            _("检查用户目录是否可读，然后重试。"),
            code="key",
        )
    for start in range(0, len(entries), MAX_CHANGES):
        run = entries[start : start + MAX_CHANGES]
        keep_segment(tx.db, _sealed(tx, run, key), tx.stream)
    tx.db.execute("delete from tail")
    return len(entries)


def _sealed(tx: Tx, run: list[Entry], key: Ed25519PrivateKey) -> Segment:
    prev = tx.db.execute("select head_hash from stream where no = ?", [tx.stream]).fetchone()[0]
    header = Header(
        stream=tx.uid,
        first=run[0][0],
        last=run[-1][0],
        prev=prev,
        min_reader=READER,
        seen=_newly_seen(tx),
    )
    return seal(run, header=header, key=key)


def _newly_seen(tx: Tx) -> Seen:
    """What we have seen of other streams since our last segment said so."""
    said: dict[str, int] = {}
    for (header,) in tx.db.execute(
        "select header from segment where stream = ? and state = 'ok' order by first", [tx.stream]
    ).fetchall():
        said.update({uid: entry[0] for uid, entry in orjson.loads(header)["seen"].items()})
    now = seen_now(tx.db)
    hashes = dict(tx.db.execute("select uid, substr(head_hash, 1, 16) from stream order by uid"))
    return {
        uid: (seq, hashes.get(uid, ""))
        for uid, seq in now.items()
        if uid != tx.uid and seq > said.get(uid, 0)
    }


def keep_segment(db: Database, segment: Segment, stream: int) -> None:
    """Store a segment that follows its stream's head, and move the head."""
    header = read_header(segment)
    db.execute(
        "insert into segment (stream, first, last, hash, header, sig, body, state) "
        "values (?, ?, ?, ?, ?, ?, ?, 'ok')",
        [
            stream,
            header.first,
            header.last,
            segment.hash,
            segment.header.decode(),
            segment.sig,
            segment.body,
        ],
    )
    db.execute(
        "update stream set head_seq = ?, head_hash = ? where no = ?",
        [header.last, segment.hash, stream],
    )
    for uid, (seq, _tail) in header.seen.items():
        db.execute(
            "update stream set seen_seq = max(seen_seq, ?) where no = ?",
            [seq, stream_number(db, uid)],
        )
