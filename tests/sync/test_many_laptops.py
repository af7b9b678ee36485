"""Laptops on every kind of remote: killed, cut off and with wrong clocks, they come to one digest.

Few of each in every run on a folder, a WebDAV server and an object store; twenty on every server in
the long ones.
"""

from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, ExitStack, contextmanager, suppress
from datetime import timedelta
from pathlib import Path
from random import Random

import pytest

from inspector.app.capture import record
from inspector.app.merging import found_from
from inspector.app.sync import Synced, sync
from inspector.app.upkeep import missing
from inspector.app.workspace import Workspace, open_workspace
from inspector.domain.errors import InspectorError
from tests.builders import NOW, a_draft
from tests.founded import Founded
from tests.sync.dav_programs import apache, rclone
from tests.sync.killable import sync_and_die, watched
from tests.sync.laptops import a_photo, knowledge
from tests.sync.servers import PASSWORD, USER, a_dav_server, a_torn_line
from tests.sync.stores import BUCKET, a_store

_ROUNDS = 4  # after these nobody has anything new: what was cut off comes with the second or third
_FARTHEST_S = 10 * 365 * 86_400


class Server:
    """Where to sync with, and the same place at the far end of a line that breaks once."""

    def __init__(self, url: Callable[[int], str], port: int = 0) -> None:
        self._url, self._port = url, port
        self.url = url(port)

    @contextmanager
    def torn(self, chance: Random) -> Iterator[str | None]:
        """An address whose line is reset at some byte; None where there is no line."""
        if not self._port or self.url.startswith("s3"):  # a store signs its address
            yield None
            return
        with a_torn_line(
            self._port, **{chance.choice(["up", "down"]): chance.randrange(9000)}
        ) as at:
            yield self._url(at)


@contextmanager
def _folder(folder: Path) -> Iterator[Server]:
    yield Server(lambda _port: (folder / "共享 盘").as_uri())


@contextmanager
def _wsgidav(folder: Path) -> Iterator[Server]:
    (folder / "cloud").mkdir()
    with a_dav_server(folder / "cloud") as port:
        yield Server(_dav, port)


@contextmanager
def _apache(_folder: Path) -> Iterator[Server]:
    with apache() as port:
        yield Server(_dav, port)


@contextmanager
def _rclone(_folder: Path) -> Iterator[Server]:
    with rclone() as port:
        yield Server(_dav, port)


@contextmanager
def _seaweed(folder: Path) -> Iterator[Server]:
    with a_store(folder / "store") as port:
        yield Server(lambda at: f"s3://{BUCKET}/督查?endpoint=http://127.0.0.1:{at}", port)


def _dav(port: int) -> str:
    return f"webdav://127.0.0.1:{port}/督查/一队 甲"


SERVERS: dict[str, Callable[[Path], AbstractContextManager[Server]]] = {
    "folder": _folder,
    "wsgidav": _wsgidav,
    "apache": _apache,
    "rclone": _rclone,
    "seaweedfs": _seaweed,
}


@pytest.mark.parametrize(
    ("kind", "many"),
    [
        ("folder", 4),
        ("wsgidav", 4),
        ("seaweedfs", 4),
        *(pytest.param(kind, 20, marks=pytest.mark.slow) for kind in SERVERS),
    ],
)
def test_killed_cut_off_and_out_of_time_laptops_come_to_one_digest(
    founded: Founded, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, kind: str, many: int
) -> None:
    monkeypatch.setenv("INSPECTOR_REMOTE_USER", USER)
    monkeypatch.setenv("INSPECTOR_REMOTE_PASSWORD", PASSWORD)
    chance, book = Random(f"{kind} {many}"), tmp_path / "book"
    with SERVERS[kind](tmp_path) as server:
        folders, skews = _laptops(founded, tmp_path, many, chance)
        deaths = 0
        for number, (folder, skew) in enumerate(zip(folders, skews, strict=True)):
            with _opened(folder, skew) as ws:
                photos = (a_photo(tmp_path, number),) if number % 3 == 0 else ()
                record(ws, a_draft(at=ws.now.isoformat(), photos=photos))
            deaths += _struck(server, folder, skew, chance, book)
        with ExitStack() as open_ones:
            laptops = [
                open_ones.enter_context(_opened(folder, skew))
                for folder, skew in zip(folders, skews, strict=True)
            ]
            for _round in range(_ROUNDS):
                told = [_synced(laptop, server.url, book) for laptop in laptops]

            assert [one.left for one in told] == [0] * many
            assert len({knowledge(laptop) for laptop in laptops}) == 1
            assert [missing(laptop) for laptop in laptops] == [()] * many
            assert [_synced(laptop, server.url, book).requests for laptop in laptops] == [1] * many
    assert deaths >= many // 3
    _check_the_book(book)


def _laptops(
    founded: Founded, folder: Path, many: int, chance: Random
) -> tuple[list[Path], list[float]]:
    """Founded from one bundle, each with a clock up to ten years off."""
    folders = [folder / f"laptop {number}" for number in range(many)]
    for one in folders:
        found_from(one, founded.bundle, clock=lambda: NOW).close()
    skews = [chance.choice([0.0, chance.uniform(-_FARTHEST_S, _FARTHEST_S)]) for _one in folders]
    return folders, skews


def _opened(folder: Path, skew_s: float) -> Workspace:
    return open_workspace(folder, clock=lambda: NOW + timedelta(seconds=skew_s))


def _synced(ws: Workspace, url: str, book: Path) -> Synced:
    return sync(ws, url, connecting=watched(book), sleep=lambda _s: None)


def _struck(server: Server, folder: Path, skew_s: float, chance: Random, book: Path) -> bool:
    """A first sync that is killed, whose line goes away, or is reset; whether it was killed."""
    how = chance.choice(["before", "after", "before", "after", "cut", "torn"])
    if how == "torn":
        with server.torn(chance) as url, _opened(folder, skew_s) as ws, suppress(InspectorError):
            if url:
                _synced(ws, url, book)
                return False
        how = "cut"
    at = chance.randrange(1, 14)
    code = sync_and_die(folder, server.url, book, how, at, skew_s)
    assert code in ((-9, 0) if how != "cut" else (3, 0))
    return code == -9


def _check_the_book(book: Path) -> None:
    """Every key ever put had one content, and markers alone were taken away."""
    lines = [line.split() for line in book.read_text().splitlines()]
    contents = Counter(key for key, _digest in {(k, d) for k, d in lines if d != "-"})
    assert set(contents.values()) == {1}
    assert all(key.startswith("v1/heads/") for key, digest in lines if digest == "-")
