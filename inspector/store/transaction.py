"""Reading takes a Database; writing takes a Tx, and only here is one handed out."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path

from sqlite_utils import Database

from inspector.domain.errors import InputError
from inspector.store import install
from inspector.store.branches import is_forked
from inspector.store.faults import gone, told
from inspector.store.install import InstallRecord
from inspector.store.lock import writer_lock
from inspector.store.reckoned import WRITTEN
from inspector.store.streams import database_id, read_meta, read_tx
from inspector.store.tx import Tx
from inspector.text import _


@contextmanager
def writing(
    db: Database, folder: Path, now: datetime, *, opened: int | None = None
) -> Iterator[Tx]:
    """One transaction: all of it is there afterwards, or none.

    ``opened`` is the :func:`file_id` the database had when it was opened, see :func:`stay_with`.

    It begins at once as a writer: a deferred one that reads first may fail with "database is
    locked" whatever the busy timeout.
    """
    stay_with(folder, opened)
    with told(), writer_lock(folder):
        stay_with(folder, opened)  # it may have been restored while we waited
        db.execute("begin immediate")
        try:
            tx = tx_at(db, folder, now)
            tx.is_ours = _is_ours(tx)
            yield tx
            db.execute(
                "insert or replace into meta (k, v) values ('seq', :seq), ('clock', :clock), "
                "(:written, coalesce((select v from meta where k = :written), 0) + 1)",
                {"seq": str(tx.seq), "clock": str(tx.clock), "written": WRITTEN},
            )
            db.execute("commit")
        except BaseException:
            if db.conn.in_transaction:
                db.execute("rollback")
            raise
        if tx.gone_on_for:
            install.retire(tx.gone_on_for)
        if tx.is_ours:
            remember(tx)


def stay_with(folder: Path, opened: int | None) -> None:
    """Go on only over the very database that was opened, where that is known.

    :raises MachineError: it is away.
    :raises InputError: another lies in its place: what we wrote would reach nobody.
    """
    if opened is None:
        return
    with told():
        try:
            there = file_id(folder)
        except (FileNotFoundError, NotADirectoryError) as error:
            raise gone(folder) from error
    if there != opened:
        raise _replaced()


def remember(tx: Tx) -> None:
    """Note outside the workspace where it lies, and how far our stream has come."""
    record = InstallRecord(
        stream=tx.uid, path=tx.place, inode=tx.inode, head=tx.seq, after=tx.after
    )
    install.write_record(tx.database, record)


def tx_at(db: Database, folder: Path, now: datetime) -> Tx:
    """The transaction's view of our stream, and of where the database lies."""
    tx = read_tx(db, now)
    tx.place = os.path.realpath(folder)
    tx.inode = file_id(tx.place)
    return tx


def _is_ours(tx: Tx) -> bool:
    """Whether this very file is the one this computer last wrote: not copied, not restored.

    Nor has a copy gone on under our name, as an image of the whole computer does: behind the place
    where our chain forked nobody may continue it, its end would be neither branch's.
    """
    record = install.read_record(tx.database)
    return (
        record is not None
        and record.stream == tx.uid
        and record.path == tx.place
        and record.inode == tx.inode
        and record.head <= tx.seq
        and install.has_key(tx.database, tx.uid)
        and not is_forked(tx.db, tx.uid)
    )


def keeps_place(db: Database, folder: Path | str) -> bool:
    """Whether a database lies where this computer last wrote it, be it restored, or is that file.

    A copy elsewhere does not: the original may still be at work.
    """
    record = install.read_record(database_id(db))
    return (
        record is not None
        and record.stream == (read_meta(db, "stream") or "")
        and (record.path == os.path.realpath(folder) or record.inode == file_id(folder))
        and install.has_key(database_id(db), record.stream)
    )


def _replaced() -> InputError:
    """Another database was put in place of the one we hold: what we wrote would reach nobody."""
    return InputError(
        _("这个工作区刚从备份恢复过，这里看到的还是旧的，没有保存。"),
        _("关闭后重新打开工作区，再做一次。"),
        code="replaced",
    )


def file_id(folder: Path | str) -> int:
    """Which file the database of a folder is: another one once it was restored."""
    return os.stat(os.path.join(folder, "inspector.db")).st_ino
