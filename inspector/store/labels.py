"""Labels: the numbers people say, counted within our own stream."""

from inspector.domain.ids import label
from inspector.store.streams import read_meta, write_meta
from inspector.store.succession import become_ours
from inspector.store.tx import Tx


def next_label(tx: Tx) -> str:
    """The next label of a finding of ours: ``K7QF-214``."""
    become_ours(tx)
    number = int(read_meta(tx.db, "labels") or 0) + 1
    write_meta(tx.db, "labels", str(number))
    return label(tx.uid, number)
