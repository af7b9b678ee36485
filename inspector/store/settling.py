"""Settling: the roster as it now stands lets segments in and keeps others out, whenever it came."""

from collections.abc import Iterator

from inspector.store.intake import Intake, fold_taken, keep_out, let_in
from inspector.store.roster import misplaced, read_roster
from inspector.store.tx import Tx


def settled(tx: Tx) -> Iterator[Intake]:
    """Each portion kept out or let in, to be folded by the caller before he asks for the next.

    The same segments and roster give the same fold then, whichever of them came first.
    """
    came: set[str] = set()
    while True:
        out, back = misplaced(tx.db, read_roster(tx.db, tx.uid))
        # What came in may say who else does. If it bars itself, it stays: nothing goes in circles.
        out = [name for name in out if name not in came]
        came.update(back)
        if out:
            yield keep_out(tx, out)
        if back:
            yield let_in(tx, back)
        if not (out or back):
            return


def settle(tx: Tx) -> None:
    """Let in and keep out what the roster says, and fold it."""
    for intake in settled(tx):
        fold_taken(tx, [intake])
