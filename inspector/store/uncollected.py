"""Python's collector held back where very many values are made and none in a ring."""

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def uncollected() -> Iterator[None]:
    """Look for no rings of values meanwhile: among a million changes that is a seventh of a merge.

    The switch is the whole process's; other threads' rings are only found a little later.
    """
    was = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was:
            gc.enable()
