"""Drafts (草稿): what was being typed, kept in this database only and never handed over."""

from sqlite_utils import Database

from inspector.domain.moment import stored
from inspector.store.tx import Tx


def write_draft(tx: Tx, name: str, body: str) -> None:
    """Keep ``body`` under ``name``; an empty one leaves nothing."""
    if not body:
        tx.db.execute("delete from draft where id = ?", [name])
        return
    tx.db.execute(
        "insert or replace into draft (id, at, body) values (?, ?, ?)", [name, stored(tx.now), body]
    )


def read_draft(db: Database, name: str) -> tuple[str, str] | None:
    """Moment and body as stored; None where there is none."""
    row = db.execute("select at, body from draft where id = ?", [name]).fetchone()
    return (row[0], row[1]) if row else None
