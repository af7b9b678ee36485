"""One writer at a time: a lock file beside the database, freed by the system when we die."""

import os
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from inspector.store.faults import locked, told

PATIENCE_S = 2.0  # a second writer waits this long, then is told so
_PAUSE_S = 0.02


@contextmanager
def writer_lock(folder: Path, name: str = ".lock") -> Iterator[None]:
    """Hold the workspace's writer lock; MachineError when another holds it for two seconds.

    ``name`` is another file's for work that goes one at a time and yet lets people record.
    """
    with told():
        handle = os.open(folder / name, os.O_RDWR | os.O_CREAT, 0o600)
    try:
        give_up = time.monotonic() + PATIENCE_S
        while not _take(handle):
            if time.monotonic() > give_up:
                raise locked()
            time.sleep(_PAUSE_S)
        yield
    finally:
        os.close(handle)  # closing frees the lock


if sys.platform == "win32":
    import msvcrt

    def _take(handle: int) -> bool:
        try:
            msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)
        except OSError:
            return False
        return True
else:
    import fcntl

    def _take(handle: int) -> bool:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        return True
