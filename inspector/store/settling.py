"""Settling: the roster as it now stands lets segments in and keeps others out, whenever it came."""

from collections.abc import Generator, Iterator
from hashlib import sha256

from sqlite_utils import Database

from inspector.store.intake import Intake, fold_taken, let_in
from inspector.store.leaving_out import keep_out
from inspector.store.roster import misplaced, read_roster
from inspector.store.tx import Tx


def settled(tx: Tx) -> Iterator[Intake]:
    """Each portion kept out or let in, to be folded by the caller before he asks for the next.

    The same segments and roster give the same fold then, whichever of them came first: what came
    in while the roster was half heard is looked at again once all of it is.
    """
    met = {_folded(tx.db)}
    while (yield from _round(tx)):
        now = _folded(tx.db)
        if now in met:
            return  # the roster bars its own author: nothing goes in circles
        met.add(now)


def _round(tx: Tx) -> Generator[Intake, None, bool]:
    """Nothing that came in goes out again in the same round; says whether anything moved."""
    came: set[str] = set()
    moved = False
    while True:
        out, back = misplaced(tx.db, read_roster(tx.db, tx.uid))
        out = [name for name in out if name not in came]
        came.update(back)
        if not (out or back):
            return moved
        moved = True
        if out:
            yield keep_out(tx, out)
        if back:
            yield let_in(tx, back)


def _folded(db: Database) -> str:
    """What is folded, in one word."""
    rows = db.execute("select hash from segment where state = 'ok' order by hash").fetchall()
    return sha256("".join(name for (name,) in rows).encode()).hexdigest()


def settle(tx: Tx) -> None:
    """Let in and keep out what the roster says, and fold it."""
    for intake in settled(tx):
        fold_taken(tx, [intake])
