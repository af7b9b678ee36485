"""What a machine may do to any deed at any moment, in words for the person."""

import sqlite3

from inspector.domain.errors import InspectorError
from inspector.store.faults import of_disk, of_sqlite


def foreseen(error: Exception) -> InspectorError | None:
    """The sentence for a disk that fails under a question; None where the program is at fault."""
    if isinstance(error, OSError):
        return of_disk(error)
    if isinstance(error, sqlite3.Error):
        try:
            return of_sqlite(error)
        except sqlite3.Error:
            return None  # a statement of ours is wrong
    return None
