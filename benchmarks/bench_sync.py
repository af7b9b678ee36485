"""Budgets: a sync without news one request, a listing; news of k laptops
at most 1 + k listings; bytes up, the signed lists of files among them, at most 1.05 × segments and
photos, and where there are photos so is all that the line carries.

On real servers, each started here, through a line that counts every byte of it. "content" is what
was put; "line" is all that went over the wire, with HTTP's own words (a folder has no line). The
photos are as large as a phone's small ones.
"""

import argparse
import os
import tempfile
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager, ExitStack, contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path

from PIL import Image

from benchmarks.table import Table
from inspector.app.capture import record
from inspector.app.found import found
from inspector.app.handover import export
from inspector.app.merging import found_from
from inspector.app.sync import Synced, sync, usual_connection
from inspector.app.workspace import Workspace
from inspector.exchange.remotes.address import Address
from inspector.exchange.remotes.remote import Remote
from tests.builders import a_draft
from tests.sync.dav_programs import apache, rclone
from tests.sync.places import bucket
from tests.sync.servers import PASSWORD, USER, Carried, a_counted_line, a_dav_server
from tests.sync.stores import a_store

NOW = datetime(2026, 11, 22, tzinfo=UTC)
OVER, FINDINGS, PHOTOS, OTHERS = 1.05, 25, 10, 3
SERVERS = ("folder", "WsgiDAV", "Apache", "rclone", "SeaweedFS")


@dataclass
class Book:
    """Bytes that were put, by what they are: seg, blob, put (lists of files), heads."""

    put: Counter[str] = field(default_factory=Counter)

    def watch(self, address: Address, is_first: bool) -> Remote:
        """The usual remote, its puts written down."""
        remote = usual_connection(address, is_first)
        lay = remote.put

        def put(key: str, content: bytes) -> None:
            self.put[key.split("/")[1]] += len(content)
            lay(key, content)

        remote.put = put  # type: ignore[method-assign]
        return remote


@dataclass
class Trip:
    """One sync: what it told, what it put, and what the line carried."""

    told: Synced
    put: Counter[str]
    line_up: int

    @property
    def new(self) -> int:
        """Segments and photos."""
        return self.put["seg"] + self.put["blob"]


@contextmanager
def a_place(kind: str, folder: Path) -> Iterator[tuple[str, Carried]]:
    """The address of a server of this kind, and what its line has carried."""
    carried = Carried()
    if kind == "folder":
        yield (folder / "stick").as_uri(), carried
        return
    cloud = folder / "cloud"
    cloud.mkdir()
    serve: dict[str, Callable[[], AbstractContextManager[int]]] = {
        "WsgiDAV": lambda: a_dav_server(cloud),
        "Apache": apache,
        "rclone": rclone,
        "SeaweedFS": lambda: a_store(folder / "store"),
    }
    with serve[kind]() as port, a_counted_line(port, carried) as line:
        is_store = kind == "SeaweedFS"
        yield bucket(line) if is_store else f"webdav://127.0.0.1:{line}/office", carried


def trip(ws: Workspace, url: str, carried: Carried) -> Trip:
    book, up = Book(), carried.up
    told = sync(ws, url, connecting=book.watch)
    return Trip(told, book.put, carried.up - up)


def race(kind: str, folder: Path, table: Table) -> None:
    """A morning of one laptop and three others on a server of this kind."""
    with ExitStack() as open_ones:
        url, carried = open_ones.enter_context(a_place(kind, folder))
        ours = open_ones.enter_context(
            found(folder / "ours", person="u03", clock=lambda: NOW + timedelta(hours=1))
        )
        export(ours, folder / "all.db")
        others = [
            open_ones.enter_context(
                found_from(folder / f"{number}", folder / "all.db", clock=lambda: NOW)
            )
            for number in range(OTHERS)
        ]
        for laptop in (ours, *others, ours):
            trip(laptop, url, carried)

        idle = trip(ours, url, carried)
        table.hold(f"{kind}: no news", _line(idle), idle.told.requests, 1, unit="req.")
        for number in range(FINDINGS):
            record(ours, a_draft(on=number / 50))
        words = trip(ours, url, carried)
        _show_up(table, f"{kind}: {FINDINGS} findings in words", words)
        for number in range(PHOTOS):
            record(ours, a_draft(on=1 + number / 50, photos=(_photo(folder, number),)))
        _show_up(table, f"{kind}: {PHOTOS} findings with a photo", trip(ours, url, carried))
        for number, laptop in enumerate(others):
            record(laptop, a_draft(on=2 + number / 50))
            trip(laptop, url, carried)
        news = trip(ours, url, carried)
        name = f"{kind}: news of {OTHERS} laptops ({news.told.requests} requests)"
        table.hold(name, _line(news), news.told.lists, 1 + OTHERS, unit="lists")


def _show_up(table: Table, name: str, one: Trip) -> None:
    content = sum(one.put.values())
    table.hold(
        f"{name} ({one.told.requests} requests)", _line(one), content / one.new, OVER, unit="x"
    )
    parts = (("segments", "seg"), ("photos", "blob"), ("lists", "put"))
    shown = "  " + ", ".join(f"{word} {one.put[part]:,}" for word, part in parts)
    if one.line_up and one.put["blob"]:
        table.hold(shown, "on the line", one.line_up / one.new, OVER, unit="x")
    elif one.line_up:
        table.line(shown, "on the line", ratio=f"{one.line_up / one.new:.2f} x")


def _line(one: Trip) -> str:
    return f"{one.line_up or sum(one.put.values()):,} B up"


def _photo(folder: Path, number: int) -> Path:
    """About 300 KB."""
    path = folder / f"{number}.jpg"
    Image.effect_noise((1200, 900), 60 + number).save(path, quality=60)
    return path


def main(arguments: Sequence[str] | None = None) -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--servers", nargs="*", default=SERVERS, choices=SERVERS)
    given = parser.parse_args(arguments)
    os.environ |= {"INSPECTOR_REMOTE_USER": USER, "INSPECTOR_REMOTE_PASSWORD": PASSWORD}
    table = Table("Sync on real servers: requests, and bytes up against segments and photos")
    for kind in given.servers:
        with tempfile.TemporaryDirectory(prefix="bench-sync-") as folder:
            os.environ["INSPECTOR_HOME"] = f"{folder}/home"
            race(kind, Path(folder), table)
    table.end()


if __name__ == "__main__":
    main()
