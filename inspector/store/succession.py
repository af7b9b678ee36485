"""Succession: a copied or restored database goes on as a stream of its own."""

import os

from sqlite_utils import Database

from inspector.domain.ids import fact_id
from inspector.store import install
from inspector.store.fold import Write, fold
from inspector.store.install import InstallRecord
from inspector.store.refold import refold
from inspector.store.segments import Word
from inspector.store.streams import (
    append,
    device_row,
    new_stream,
    read_tx,
    tail_entries,
    write_meta,
)
from inspector.store.transaction import keeps_place, remember
from inspector.store.tx import Tx
from inspector.store.words import MAX_WORDS, a_word, keep_words


def become_ours(tx: Tx) -> None:
    """Make sure our next change cannot be mistaken for one of another computer's.

    What the old stream had not sealed is recorded again in ours, the same rows with the same
    values: should the old computer hand them on too, they are equal and no conflict. The copy
    also gets an id of its own: under the old one lies the record of the database it was copied
    from, which goes on undisturbed on this same computer.

    Restored in its place, it has the word of the keys it was written with before, and everybody
    takes it for what they were, the seat's too. A copy elsewhere has none: the original may still
    be at work.
    """
    if tx.is_ours:
        return
    before, ends = tx.database, _ends_here(tx)
    unsealed = list(tail_entries(tx.db))
    name, person = _device(tx.db, tx.uid)
    tx.db.execute("delete from tail")
    write_meta(tx.db, "database", fact_id(int(tx.now.timestamp() * 1000), os.urandom(10)))
    new_stream(tx.db)
    write_meta(tx.db, "labels", "0")
    write_meta(tx.db, "after", before)
    fresh = read_tx(tx.db, tx.now)
    keep_words(tx.db, _words(ends, fresh.uid))
    tx.gone_on_for = before if ends else ""
    tx.stream, tx.uid, tx.seq, tx.is_ours = fresh.stream, fresh.uid, 0, True
    tx.database, tx.after = fresh.database, before
    remember(tx)  # before anything stands: struck down behind the commit, we must know our own
    if unsealed:
        refold(tx)
    again = [_again(tx, entity, row, fields) for _seq, _clock, entity, row, fields in unsealed]
    device = device_row(tx.db, tx.uid, name=name, person=person)
    fold(tx, [*again, append(tx, device.entity, device.row, device.fields)])


def _ends_here(tx: Tx) -> dict[str, InstallRecord]:
    """What this computer wrote in this very place, by database; nothing for a copy elsewhere."""
    own = tx.database
    if not keeps_place(tx.db, tx.place):
        return {}
    found = install.family(own)
    return {**found, own: found[own]._replace(head=max(found[own].head, tx.seq))}


def _words(ends: dict[str, InstallRecord], new: str) -> list[Word]:
    """The word of each old key that is still here, the latest first."""
    keys = [
        (install.read_key(database, record.stream), record.head)
        for database, record in sorted(ends.items(), reverse=True)
    ]
    return [a_word(key, new=new, end=head) for key, head in keys if key][:MAX_WORDS]


def _again(tx: Tx, entity: str, row: str, fields: object) -> Write:
    return append(tx, entity, row, fields if isinstance(fields, dict) else {})


def _device(db: Database, uid: str) -> tuple[str, str]:
    row = db.execute("select name, person from device where id = ?", [uid]).fetchone()
    return (row[0] or "", row[1] or "") if row else ("", "")
