"""Succession: a copied or restored database goes on as a stream of its own."""

import os
from pathlib import Path

from sqlite_utils import Database

from inspector.domain.ids import fact_id
from inspector.store.fold import Write, fold
from inspector.store.refold import refold
from inspector.store.roster import a_handover, seat_holder
from inspector.store.streams import (
    append,
    device_row,
    new_stream,
    read_tx,
    tail_entries,
    write_meta,
)
from inspector.store.transaction import keeps_place
from inspector.store.tx import Tx


def become_ours(tx: Tx) -> None:
    """Make sure our next change cannot be mistaken for one of another computer's.

    What the old stream had not sealed is recorded again in ours, the same rows with the same
    values: should the old computer hand them on too, they are equal and no conflict. The copy
    also gets an id of its own: under the old one lies the record of the database it was copied
    from, which goes on undisturbed on this same computer.

    The seat goes along where the database was restored in its place: there is no other then that
    could go on with it. A copy elsewhere gets none.
    """
    if tx.is_ours:
        return
    keeps_seat = seat_holder(tx.db) == tx.uid and keeps_place(tx.db, _folder(tx.db))
    unsealed = list(tail_entries(tx.db))
    name, person = _device(tx.db, tx.uid)
    tx.db.execute("delete from tail")
    write_meta(tx.db, "database", fact_id(int(tx.now.timestamp() * 1000), os.urandom(10)))
    new_stream(tx.db)
    write_meta(tx.db, "labels", "0")
    fresh = read_tx(tx.db, tx.now)
    tx.stream, tx.uid, tx.seq, tx.is_ours = fresh.stream, fresh.uid, 0, True
    if unsealed:
        refold(tx)
    again = [_again(tx, entity, row, fields) for _seq, _clock, entity, row, fields in unsealed]
    device = device_row(tx.db, tx.uid, name=name, person=person)
    fresh_rows = [device, *([a_handover(tx.db, tx.uid, tx.now)] if keeps_seat else [])]
    fold(tx, [*again, *(append(tx, one.entity, one.row, one.fields) for one in fresh_rows)])


def _folder(db: Database) -> Path:
    return Path(db.execute("pragma database_list").fetchone()[2]).parent


def _again(tx: Tx, entity: str, row: str, fields: object) -> Write:
    return append(tx, entity, row, fields if isinstance(fields, dict) else {})


def _device(db: Database, uid: str) -> tuple[str, str]:
    row = db.execute("select name, person from device where id = ?", [uid]).fetchone()
    return (row[0] or "", row[1] or "") if row else ("", "")
