"""Streams (变更流): one per install; ours ends in a tail of changes not sealed yet."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime

import orjson
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from sqlite_utils import Database

from inspector.domain.change import Draft, Fields, Stamp
from inspector.domain.ids import StreamId, stream_code
from inspector.store import install
from inspector.store.fold import Write
from inspector.store.segments import Entry, stream_uid
from inspector.store.tx import Tx
from inspector.store.values import canonical


def read_meta(db: Database, key: str) -> str | None:
    """A local fact of this database; never replicated."""
    row = db.execute("select v from meta where k = ?", [key]).fetchone()
    return row[0] if row else None


def read_metas(db: Database) -> dict[str, str]:
    """Every local fact of this database."""
    return dict(db.execute("select k, v from meta order by k").fetchall())


def write_meta(db: Database, key: str, value: str) -> None:
    """Set a local fact of this database."""
    db.execute("insert or replace into meta (k, v) values (?, ?)", [key, value])


def read_tx(db: Database, now: datetime) -> Tx:
    """The transaction's view of our stream: where it stands, what its clock shows."""
    known = read_metas(db)
    uid = StreamId(known.get("stream", ""))
    return Tx(
        db=db,
        stream=stream_number(db, uid),
        uid=uid,
        now=now,
        seq=int(known.get("seq", 0)),
        clock=int(known.get("clock", 0)),
        database=known.get("database", ""),
        after=known.get("after", ""),
    )


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
    row = db.execute("select no, pubkey from stream where uid = ?", [uid]).fetchone()
    if row and (row[1] or not pubkey):
        return int(row[0])
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


def note_seen(db: Database, seen: Mapping[str, Sequence[object]]) -> None:
    """What the author of a segment had seen of other streams counts as seen here too."""
    for uid, (seq, _tail) in seen.items():
        db.execute(
            "update stream set seen_seq = max(seen_seq, ?) where no = ?",
            [seq, stream_number(db, uid)],
        )


def device_row(db: Database, uid: StreamId, *, name: str, person: str) -> Draft:
    """How a device makes itself known to all others."""
    pubkey = db.execute("select pubkey from stream where uid = ?", [uid]).fetchone()[0]
    return Draft(
        "device",
        uid,
        {"code": stream_code(uid), "name": name, "person": person, "pubkey": pubkey.hex()},
    )
