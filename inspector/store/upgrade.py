"""A newer version on an older workspace: what was only carried is folded and derived now."""

from hashlib import sha256

from sqlite_utils import Database

from inspector.store.derive import RULES, derive_all
from inspector.store.refold import refold
from inspector.store.schema import ENTITIES
from inspector.store.segments import READER
from inspector.store.settling import settle
from inspector.store.streams import read_meta, write_meta
from inspector.store.tx import Tx
from inspector.store.values import canonical

_KEY = "understanding"
_ROSTER = 3  # which rules say whose segments are folded: format.md 3.1


def note_understanding(db: Database) -> None:
    """Remember which version's knowledge the tables were folded with."""
    write_meta(db, _KEY, _understanding())


def is_behind(db: Database) -> bool:
    """Whether another version folded these tables: it may have carried what this one reads."""
    return read_meta(db, _KEY) != _understanding()


def catch_up(tx: Tx) -> None:
    """Fold and derive everything with what this version knows; no change is written."""
    refold(tx)
    derive_all(tx)
    settle(tx)
    tx.db.execute("delete from touch")  # which rows a segment touches may be readable only now
    note_understanding(tx.db)


def _understanding() -> str:
    columns = {entity: dict(kinds) for entity, kinds in ENTITIES.items()}
    return sha256(canonical([READER, RULES, _ROSTER, columns]).encode()).hexdigest()[:16]
