"""Leaving out: segments that were folded are set aside or wait, and the rest is folded anew."""

from collections.abc import Iterable, Sequence

import orjson
from sqlite_utils import Database

from inspector.store.branches import loose_branch, rejoin
from inspector.store.derive import derive_all
from inspector.store.intake import Intake
from inspector.store.refold import refold
from inspector.store.streams import note_seen
from inspector.store.tx import Tx


def drop_segments(tx: Tx, hashes: Iterable[str]) -> int:
    """Set segments aside and fold the rest anew; what follows them in their chains waits.

    Those of them that wait are set aside too, or they would come in with what they wait for. Their
    bytes stay here in state ``aside``; the same bundle merged again brings them back, and with
    them what other bundles had brought behind them.
    """
    names = list(hashes)
    waiting = sum(
        tx.db.execute(
            "update segment set state = 'aside' where hash = ? and state in ('waiting', 'unknown')",
            [name],
        ).rowcount
        for name in names
    )
    return waiting + _leave_out(tx, names, "aside")


def keep_out(tx: Tx, hashes: Sequence[str]) -> Intake:
    """Let folded segments wait until their key is accepted, and fold the rest anew."""
    intake = Intake()
    for name in hashes:
        sql = "select last - first + 1 from segment where hash = ?"
        intake.held[name] = int(tx.db.execute(sql, [name]).fetchone()[0])
    _leave_out(tx, hashes, "unknown")
    return intake


def _leave_out(tx: Tx, hashes: Iterable[str], state: str) -> int:
    left = 0
    named = set(hashes)
    for name in sorted(named):
        row = tx.db.execute(
            "select stream, first from segment where hash = ? and state = 'ok'", [name]
        ).fetchone()
        if row is not None:
            tx.db.execute("delete from received")  # what is folded here is no longer all of it
            left += _out_of_chain(tx.db, row[0], row[1], named, state)
            _step_back(tx, row[0])
    while (loose := loose_branch(tx.db)) is not None:
        left += _out_of_chain(tx.db, *loose, named, state)
        _step_back(tx, loose[0])
    rejoin(tx.db)
    tx.db.execute("update stream set seen_seq = 0")
    for (header,) in tx.db.execute(
        "select header from segment where state = 'ok' order by stream, first"
    ).fetchall():
        note_seen(tx.db, orjson.loads(header)["seen"])
    refold(tx)
    derive_all(tx)
    return left


def _out_of_chain(db: Database, stream: int, first: int, named: set[str], state: str) -> int:
    """Take a chain's end out of the fold: ``named`` in ``state``, the others wait for them."""
    out = db.execute(
        "select hash from segment where stream = ? and first >= ? and state = 'ok' order by first",
        [stream, first],
    ).fetchall()
    for (name,) in out:
        new = state if name in named or state == "unknown" else "waiting"
        db.execute("update segment set state = ? where hash = ?", [new, name])
    return len(out)


def _step_back(tx: Tx, stream: int) -> None:
    row = tx.db.execute(
        "select last, hash from segment where stream = ? and state = 'ok' "
        "order by first desc limit 1",
        [stream],
    ).fetchone()
    tx.db.execute(
        "update stream set head_seq = ?, head_hash = ? where no = ?", [*(row or (0, "")), stream]
    )
