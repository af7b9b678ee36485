"""Reading takes a Database; writing takes a Tx, and only here is one handed out."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path

from sqlite_utils import Database

from inspector.store import install
from inspector.store.faults import told
from inspector.store.install import InstallRecord
from inspector.store.lock import writer_lock
from inspector.store.reckoned import WRITTEN, version
from inspector.store.streams import database_id, read_meta, read_tx, write_meta
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
            write_meta(db, WRITTEN, str(int(version(db)) + 1))
            db.execute("commit")
        except BaseException:
            if db.conn.in_transaction:
                db.execute("rollback")
            raise
        if tx.is_ours:
            remember(db, folder)


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
    tx = read_tx(db, now)
    tx.is_ours = _is_ours(db, folder, tx)
    return tx


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


def _inode(folder: Path) -> int:
    return (folder / "inspector.db").stat().st_ino
