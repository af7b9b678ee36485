"""Reading takes a Database; writing takes a Tx, and only here is one handed out."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path

from sqlite_utils import Database

from inspector.domain.change import Draft
from inspector.domain.ids import StreamId, label, stream_code
from inspector.store import install
from inspector.store.apply import apply
from inspector.store.faults import told
from inspector.store.install import InstallRecord
from inspector.store.lock import writer_lock
from inspector.store.refold import refold
from inspector.store.streams import (
    database_id,
    new_stream,
    read_meta,
    stream_number,
    tail_entries,
    write_meta,
)
from inspector.store.tx import Tx


@contextmanager
def writing(db: Database, folder: Path, now: datetime) -> Iterator[Tx]:
    """One transaction: all of it is there afterwards, or none.

    It begins at once as a writer: a deferred one that reads first may fail with "database is
    locked" whatever the busy timeout.
    """
    with told(), writer_lock(folder):
        db.execute("begin immediate")
        try:
            tx = _open_tx(db, folder, now)
            yield tx
            write_meta(db, "seq", str(tx.seq))
            write_meta(db, "clock", str(tx.clock))
            db.execute("commit")
        except BaseException:
            if db.conn.in_transaction:
                db.execute("rollback")
            raise
        remember(db, folder)


def next_label(tx: Tx) -> str:
    """The next label people will read for a finding of ours: ``K7QF-214``."""
    number = int(read_meta(tx.db, "labels") or 0) + 1
    write_meta(tx.db, "labels", str(number))
    return label(tx.uid, number)


def remember(db: Database, folder: Path) -> None:
    """Note outside the workspace how far our stream has come."""
    install.write_record(
        database_id(db),
        InstallRecord(
            stream=read_meta(db, "stream") or "",
            path=str(folder.resolve()),
            inode=_inode(folder),
            head=int(read_meta(db, "seq") or 0),
        ),
    )


def _open_tx(db: Database, folder: Path, now: datetime) -> Tx:
    tx = _tx_of(db, now)
    if not _is_ours(db, folder, tx):
        tx = _start_anew(db, now, tx)
    return tx


def _tx_of(db: Database, now: datetime) -> Tx:
    uid = StreamId(read_meta(db, "stream") or "")
    return Tx(
        db=db,
        stream=stream_number(db, uid),
        uid=uid,
        now=now,
        seq=int(read_meta(db, "seq") or 0),
        clock=int(read_meta(db, "clock") or 0),
    )


def _is_ours(db: Database, folder: Path, tx: Tx) -> bool:
    """Whether this very file is the one this computer last wrote: not copied, not restored."""
    record = install.read_record(database_id(db))
    return (
        record is not None
        and record.stream == tx.uid
        and record.path == str(folder.resolve())
        and record.inode == _inode(folder)
        and record.head <= tx.seq
        and install.read_key(database_id(db), tx.uid) is not None
    )


def _start_anew(db: Database, now: datetime, old: Tx) -> Tx:
    """Go on as a stream of our own; what the old one had not sealed is recorded again in it.

    The same rows with the same values: should the old computer hand them on too, they are equal
    and no conflict.
    """
    unsealed = list(tail_entries(db))
    name, person = _device(db, old.uid)
    db.execute("delete from tail")
    new_stream(db)
    write_meta(db, "seq", "0")
    write_meta(db, "labels", "0")
    tx = _tx_of(db, now)
    if unsealed:
        refold(tx)
    for _seq, _clock, entity, row, fields in unsealed:
        apply(tx, [Draft(entity, row, fields)])
    apply(tx, [device_row(db, tx.uid, name=name, person=person)])
    return tx


def device_row(db: Database, uid: StreamId, *, name: str, person: str) -> Draft:
    """How a device makes itself known to all others."""
    pubkey = db.execute("select pubkey from stream where uid = ?", [uid]).fetchone()[0]
    return Draft(
        "device",
        uid,
        {"code": stream_code(uid), "name": name, "person": person, "pubkey": pubkey.hex()},
    )


def _device(db: Database, uid: str) -> tuple[str, str]:
    row = db.execute("select name, person from device where id = ?", [uid]).fetchone()
    return (row[0] or "", row[1] or "") if row else ("", "")


def _inode(folder: Path) -> int:
    return (folder / "inspector.db").stat().st_ino
