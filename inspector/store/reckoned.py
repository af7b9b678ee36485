"""Results reckoned once and kept until anything is written: local, no fact, in no digest.

They are no part of the record, so that they are kept without a Tx: losing one costs a second.
"""

from contextlib import closing, suppress
from pathlib import Path

from sqlite_utils import Database

from inspector.domain.errors import InspectorError
from inspector.store.connection import open_database
from inspector.store.faults import told
from inspector.store.streams import read_meta

WRITTEN = "written"  # in meta: how many transactions have written here


def version(db: Database) -> str:
    """What the tables hold, as a number that every transaction raises."""
    return read_meta(db, WRITTEN) or "0"


def kept(db: Database, key: str) -> str | None:
    """The result kept under ``key``; None once something has been written since."""
    sql = "select body from reckoned where key = ? and version = ?"
    row = db.execute(sql, [key, version(db)]).fetchone()
    return str(row[0]) if row else None


def keep(folder: Path, key: str, seen: str, body: str) -> None:
    """Keep a result of version ``seen``; not where another is writing or nothing can be written."""
    with suppress(InspectorError), told(), closing(open_database(folder)) as db:
        db.execute("pragma busy_timeout = 0")
        db.execute("begin immediate")
        if version(db) == seen:
            db.execute("delete from reckoned where version <> ?", [seen])
            db.execute("insert or replace into reckoned values (?, ?, ?)", [key, seen, body])
        db.execute("commit")
