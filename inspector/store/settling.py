"""Settling: the roster as it now stands lets segments in and keeps others out, whenever it came."""

from collections.abc import Iterator

from inspector.store.intake import Intake, fold_taken, keep_out, let_in
from inspector.store.roster import misplaced, read_roster
from inspector.store.tx import Tx

_ROUNDS = 20  # what is let in may approve others; of those who revoke each other one must stay


def settled(tx: Tx) -> Iterator[Intake]:
    """Each portion kept out or let in, to be folded by the caller before he asks for the next.

    The same segments and roster give the same fold then, whichever of them came first.
    """
    for _round in range(_ROUNDS):
        roster = read_roster(tx.db, tx.uid)
        out, back = misplaced(tx.db, roster)
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
