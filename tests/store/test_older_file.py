"""An older version's file is brought up to date once, however many open it at the same time."""

from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from pathlib import Path
from threading import Barrier

from inspector.app.found import found
from inspector.store.connection import open_database

OPENERS = 8  # as many as a window's back office and a command beside it have connections


def _an_older_file(folder: Path) -> None:
    found(folder).close()
    with closing(open_database(folder)) as db:
        db.execute("drop index segment_waiting")
        db.execute("drop index segment_unknown")
        db.execute("delete from _sqlite_migrations where name = 'segments_that_wait'")


def test_of_many_that_open_an_older_file_at_once_none_fails(tmp_path: Path) -> None:
    _an_older_file(tmp_path / "ws")
    together = Barrier(OPENERS)

    def opened(_number: int) -> set[str]:
        together.wait()
        with closing(open_database(tmp_path / "ws")) as db:
            return {one[0] for one in db.execute("select name from sqlite_master").fetchall()}

    with ThreadPoolExecutor(OPENERS) as openers:
        seen = list(openers.map(opened, range(OPENERS)))

    assert all({"segment_waiting", "segment_unknown"} <= names for names in seen)
