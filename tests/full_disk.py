"""A disk that is full, for one process: no file it writes may grow."""

from collections.abc import Iterator
from contextlib import contextmanager

import pytest

resource = pytest.importorskip("resource", reason="Windows limits no file of a process")
SCRAP = 4096  # bytes: what every file may still grow to


@contextmanager
def no_room(process: int) -> Iterator[None]:
    """No file of ``process`` may grow beyond a scrap meanwhile.

    It must have been started with PYTHONDONTWRITEBYTECODE: rooms are imported when they are
    asked for, and Python leaves half their compiled code where the disk is full (CPython's
    gh-126606), which every later process would then fall over.
    """
    _soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.prlimit(process, resource.RLIMIT_FSIZE, (SCRAP, hard))
    try:
        yield
    finally:
        resource.prlimit(process, resource.RLIMIT_FSIZE, (hard, hard))
