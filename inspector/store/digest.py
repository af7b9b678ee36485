"""Digests: one fingerprint that is equal wherever the same segments have arrived."""

from hashlib import sha256

from sqlite_utils import Database

from inspector.store.fold import OPEN_CONFLICTS
from inspector.store.issue_lines import ISSUE_COLUMNS
from inspector.store.schema import ENTITIES, sql_name
from inspector.store.streams import read_meta, write_meta
from inspector.store.tx import Tx
from inspector.store.values import canonical


def state_digest(db: Database) -> str:
    """Fingerprint of every replicated row; stamps are left out, they carry local numbers."""
    total = sha256()
    for entity, columns in sorted(ENTITIES.items()):
        names = ["id", *columns, "_extra"]
        listed = ", ".join(f'"{name}"' for name in names)
        for row in db.execute(f"select {listed} from {sql_name(entity)} order by id"):
            plain = {
                name: value for name, value in zip(names, row, strict=True) if value is not None
            }
            total.update(canonical([entity, plain]).encode())
    return total.hexdigest()


def conflict_digest(db: Database) -> str:
    """Fingerprint of the open conflicts, with every value and who wrote it."""
    rows = db.execute(
        "select entity, row, field, clock, uid, seq, value from leaf "
        "join stream on stream.no = leaf.stream where (entity, row, field) in ("
        "select entity, row, field from leaf group by entity, row, field "
        "having count(distinct value) > 1) order by entity, row, field, clock, uid, seq"
    )
    return sha256(canonical([list(row) for row in rows]).encode()).hexdigest()


def derived_digest(db: Database) -> str:
    """Fingerprint of issues and verdicts; numbers that only search uses are left out."""
    total = sha256()
    for table, key, columns in (
        ("issue", "id", ", ".join(ISSUE_COLUMNS)),
        ("verdict", "finding", "*"),
    ):
        for row in db.execute(f"select {columns} from {table} order by {key}"):
            total.update(canonical([table, *row]).encode())
    return total.hexdigest()


def open_conflicts(db: Database) -> int:
    """How many fields hold more than one value that nobody has ruled on.

    The count is kept from the first merge on: there may be a hundred thousand of them.
    """
    kept = read_meta(db, OPEN_CONFLICTS)
    if kept is not None:
        return int(kept)
    row = db.execute(
        "select count(*) from (select 1 from leaf group by entity, row, field "
        "having min(value) <> max(value))"
    ).fetchone()
    return int(row[0])


def keep_open_conflicts(tx: Tx) -> int:
    """Count the open conflicts and keep the count with this transaction."""
    count = open_conflicts(tx.db)
    write_meta(tx.db, OPEN_CONFLICTS, str(count))
    return count
