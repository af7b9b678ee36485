"""Killed at every operation of take-in: the original is whole or absent, the next run completes."""

import os
from collections.abc import Callable
from functools import partial
from pathlib import Path

import pytest

from inspector.photos import photo_store
from inspector.photos.photo_store import PhotoStore
from inspector.photos.take_in import Status, take_in
from tests.photos.builders import a_file, a_jpeg, a_picture

OPERATIONS = ("write", "fsync", "chmod", "replace", "open", "close")
LAST = 30
"""More operations than one take-in makes; the run that is not killed ends the sweep."""

needs_fork = pytest.mark.skipif(not hasattr(os, "fork"), reason="this system has no fork")


def run_until_killed(work: Callable[[], object], number: int) -> bool:
    """Run ``work`` in a child that dies before its ``number``-th operation; whether it died."""
    child = os.fork()
    if child == 0:
        left = number

        def deadly(real: Callable[..., object]) -> Callable[..., object]:
            def operation(*given: object, **named: object) -> object:
                nonlocal left
                left -= 1
                if left == 0:
                    if real is os.write:  # die in the middle of a write, not only between two
                        real(given[0], bytes(given[1])[:100])
                    os._exit(9)
                return real(*given, **named)

            return operation

        for name in OPERATIONS:
            setattr(photo_store.os, name, deadly(getattr(os, name)))
        work()
        os._exit(0)
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 9


@needs_fork
def test_a_killed_take_in_leaves_whole_originals_and_at_most_one_orphan(tmp_path: Path) -> None:
    file = a_file(tmp_path, "IMG_1.jpg", a_jpeg(image=a_picture(400, 300)))
    deaths = 0
    for number in range(1, LAST + 1):
        store = PhotoStore(tmp_path / f"workspace{number}")
        died = run_until_killed(partial(take_in, store, file), number)
        deaths += died

        finals = [path for path in store.originals.rglob("*") if len(path.stem) == 64]
        orphans = list(store.root.rglob(".tmp-*"))
        assert all(store.check(path.stem) for path in finals)
        assert len(orphans) <= 1
        again = take_in(store, file)
        assert again.status in (Status.NEW, Status.KNOWN)
        assert again.sha256 is not None
        assert store.check(again.sha256)
        store.sweep(now=file.stat().st_mtime + 7200)
        assert list(store.root.rglob(".tmp-*")) == []

    assert 6 <= deaths < LAST
