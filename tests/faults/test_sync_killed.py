"""A sync with a folder struck at any system call: both sides whole, and the next completes."""

from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from hashlib import sha256
from pathlib import Path

import pytest

from inspector.app.capture import record
from inspector.app.handover import export
from inspector.app.merging import found_from
from inspector.app.sync import sync
from inspector.app.upkeep import digest, missing, rebuild
from inspector.app.workspace import Workspace, open_workspace
from inspector.exchange.remotes.layout import Chain, marker, read_marker
from inspector.exchange.remotes.objects import read_list, read_segment
from tests.builders import NOW, a_draft, a_workspace
from tests.faults.harness import calls_made, needs_strace, run_struck
from tests.photos.builders import a_file, a_jpeg, a_picture

pytestmark = needs_strace

_FEW = 24  # of some three hundred calls, spread over all of them


class Pair:
    """Two laptops and the folder between them."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.cloud = folder, folder / "stick"
        self.number = 0
        with a_workspace(folder / "ours") as ws:
            export(ws, folder / "all.db")
        found_from(folder / "theirs", folder / "all.db", clock=lambda: NOW).close()
        for name in ("ours", "theirs", "ours", "theirs"):
            self.sync(name)

    @contextmanager
    def opened(self, name: str) -> Iterator[Workspace]:
        with open_workspace(self.folder / name, person="u03", clock=lambda: NOW) as ws:
            yield ws

    def find(self) -> None:
        """Something new at each of the two, with a photo."""
        for name in ("ours", "theirs"):
            self.number += 1
            picture = a_jpeg(image=a_picture(64 + self.number, 48))
            photo = a_file(self.folder, f"{self.number}.jpg", picture)
            with self.opened(name) as ws:
                record(ws, a_draft(on=self.number / 50, photos=(photo,)))

    def sync(self, name: str) -> None:
        with self.opened(name) as ws:
            told = sync(ws, self.cloud.as_uri(), sleep=lambda _s: None)
        assert (told.left, told.failed) == (0, 0)

    def seen(self, name: str) -> tuple[str, str, str]:
        with self.opened(name) as ws:
            told = digest(ws)
        return told.state, told.conflicts, told.derived

    def check_remote(self) -> None:
        """Whatever bears its own name is whole, and every head names what is there."""
        names = [one.name for one in (self.cloud / "v1" / "heads").iterdir()]
        assert [
            one for one in map(read_marker, names) if one and not self._has(one.object_key)
        ] == []
        for path in (self.cloud / "v1").rglob("*"):
            if path.is_file() and not path.name.startswith(".tmp-"):
                _check_whole(path)

    def _has(self, key: str) -> bool:
        return (self.cloud / key).is_file()


def _check_whole(path: Path) -> None:
    kind, content = path.parts[path.parts.index("v1") + 1], path.read_bytes()
    if kind == "blob":
        assert sha256(content).hexdigest() == path.name
    elif kind == "seg":
        last, _dash, tail = path.name.partition("-")
        read_segment(content, marker(path.parts[-3], Chain.SEGMENTS, int(last), tail))
    elif kind == "put":
        last, _dash, tail = path.name.partition("-")
        read_list(content, marker(path.parts[-3], Chain.FILES, int(last), tail))
    elif kind == "heads":
        assert content == b""


def _swept(tmp_path: Path, strike: str, most: int | None) -> tuple[int, int]:
    """Strike a sync at its calls, ``most`` of them; how many were tried, and how many died."""
    pair = Pair(tmp_path)
    pair.find()
    calls = calls_made(partial(pair.sync, "ours"), tmp_path)
    pair.sync("theirs")
    chosen = calls[:: max(len(calls) // most, 1)] if most else calls
    struck = 0
    for call, nth in chosen:
        pair.find()
        pair.sync("theirs")
        struck += run_struck(partial(pair.sync, "ours"), nth, strike, call=call) != 0
        pair.check_remote()
        with pair.opened("ours") as ws:
            assert rebuild(ws).same
        for name in ("ours", "theirs"):
            pair.sync(name)
        assert pair.seen("ours") == pair.seen("theirs")
        for name in ("ours", "theirs"):
            with pair.opened(name) as ws:
                assert missing(ws) == ()
        pair.check_remote()
    return len(chosen), struck


@pytest.mark.parametrize("most", [_FEW, pytest.param(None, marks=pytest.mark.slow)])
def test_a_sync_killed_at_any_call_leaves_both_sides_whole(
    tmp_path: Path, most: int | None
) -> None:
    tried, died = _swept(tmp_path, "signal=KILL", most)

    assert died >= tried * 3 // 4
    assert tried >= _FEW


@pytest.mark.slow
@pytest.mark.parametrize("error", ["ENOSPC", "EROFS", "EIO"])
def test_a_sync_refused_at_any_call_leaves_both_sides_whole(tmp_path: Path, error: str) -> None:
    tried, _refused = _swept(tmp_path, f"error={error}", None)

    assert tried >= _FEW
