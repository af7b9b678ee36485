"""When the machine fails: exit 3 in words, what was saved stays as it was."""

import os
import resource
import shutil
import signal
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from inspector.app.upkeep import digest
from inspector.app.workspace import open_workspace
from inspector.store.lock import writer_lock
from tests.builders import POINT, STANDARD, a_photo
from tests.cli.inspector import Inspector
from tests.cli.test_bad_input import is_told

WRITES: list[tuple[str, ...]] = [
    ("record", "WS", "--point", POINT, "--standard", STANDARD),
    ("record", "WS", "--point", POINT, "--standard", STANDARD, "--photo", "PHOTO"),
    ("take-in", "WS", "PHOTO"),
    ("inspect", "WS", "--point", POINT, "--rest", "pass"),
    ("office", "WS", "phone=1"),
    ("void", "WS", "LABEL", "--reason", "误登"),
    ("reply", "WS", "LABEL", "--measures", "已清理", "--photo", "PHOTO"),
    ("notice", "WS", "--out", "OUT", "--yes"),
    ("export", "WS", "OUT.db"),
    ("import", "units", "WS", "UNITS"),
]
_NOBODY = 65534
_NAMED = [f"{one[0]}-{number}" for number, one in enumerate(WRITES)]

Command = Callable[[tuple[str, ...]], list[str]]


def _fingerprint(folder: Path) -> object:
    with open_workspace(folder, read_only=True) as ws:
        return digest(ws)


@pytest.fixture
def command(inspector: Inspector, folder: Path, tmp_path: Path) -> Command:
    """Fills a command's words in for a workspace of one issue."""
    told = inspector("record", folder, *WRITES[0][2:], "--json").told
    units = tmp_path / "units.csv"
    units.write_text("编号,名称\n" + "".join(f"U-{n},单位{n}\n" for n in range(2000)), "utf-8")
    words = {
        "WS": folder,
        "PHOTO": a_photo(),
        "LABEL": told["label"],
        "OUT": tmp_path / "out",
        "OUT.db": tmp_path / "out.db",
        "UNITS": units,
    }
    return lambda one: [str(words.get(word, word)) for word in one]


@pytest.mark.parametrize("one", [WRITES[0], WRITES[2], WRITES[8]], ids=lambda one: one[0])
def test_a_second_writer_waits_two_seconds_and_says_so(
    inspector: Inspector, folder: Path, command: Command, one: tuple[str, ...]
) -> None:
    before = _fingerprint(folder)
    with writer_lock(folder):
        answer = inspector(*command(one))

        assert is_told(answer, 3), answer
        assert inspector("issues", folder).code == 0  # readers never wait
    assert _fingerprint(folder) == before
    assert inspector(*command(one)).code == 0


@contextmanager
def _largest_file(size: int) -> Iterator[None]:
    """No file may grow beyond ``size`` bytes, as on a disk that is full.

    Commands are imported when they are asked for: Python would leave half their compiled code.
    """
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    compiles, sys.dont_write_bytecode = sys.dont_write_bytecode, True
    before = signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
        signal.signal(signal.SIGXFSZ, before)
        sys.dont_write_bytecode = compiles


@pytest.mark.parametrize("size", [0, 5_000, 50_000])
@pytest.mark.parametrize("one", WRITES, ids=_NAMED)
def test_a_full_disk_leaves_the_last_good_state(
    inspector: Inspector,
    folder: Path,
    tmp_path: Path,
    command: Command,
    one: tuple[str, ...],
    size: int,
) -> None:
    before = _fingerprint(folder)
    with _largest_file(size):
        answer = inspector(*command(one))

    if answer.code:
        assert is_told(answer, 3), answer
        assert _fingerprint(folder) == before
        assert not (tmp_path / "out.db").exists()
        assert not list(folder.rglob("*.part"))
    else:
        assert size  # a little may still have fitted
    assert inspector("refold", folder, "--json").told["same"]
    assert inspector(*command(one)).code in (0, 2)  # twice void is refused


@contextmanager
def _as_somebody_without_rights() -> Iterator[None]:
    if os.geteuid():
        yield
        return
    os.seteuid(_NOBODY)
    try:
        yield
    finally:
        os.seteuid(0)


@pytest.fixture
def open_folder() -> Iterator[Path]:
    """A folder everybody may enter, which a test's own is not."""
    place = Path(tempfile.mkdtemp())
    place.chmod(0o755)
    yield place
    for path in place.rglob("*"):
        path.chmod(0o755)
    shutil.rmtree(place)


@pytest.mark.parametrize("one", WRITES, ids=_NAMED)
def test_without_rights_nothing_is_written(
    inspector: Inspector,
    folder: Path,
    open_folder: Path,
    command: Command,
    one: tuple[str, ...],
) -> None:
    place = open_folder / "ws"
    shutil.copytree(folder, place)
    for path in [place, *place.rglob("*")]:
        path.chmod(0o555 if path.is_dir() else 0o444)
    photo, units = open_folder / "photo.jpg", open_folder / "units.csv"
    shutil.copyfile(a_photo(), photo)
    shutil.copyfile(command(("UNITS",))[0], units)
    words = {str(folder): str(place), str(a_photo()): str(photo)}
    words |= {command(("UNITS",))[0]: str(units), command(("OUT",))[0]: str(place / "out")}
    words |= {command(("OUT.db",))[0]: str(place / "out.db")}
    before = {path: path.read_bytes() for path in place.rglob("*") if path.is_file()}

    with _as_somebody_without_rights():
        answer = inspector(*[words.get(word, word) for word in command(one)])

    assert is_told(answer, 3), answer
    assert {path: path.read_bytes() for path in place.rglob("*") if path.is_file()} == before


def test_nowhere_to_found_a_workspace_is_told(inspector: Inspector, open_folder: Path) -> None:
    (open_folder / "shut").mkdir(mode=0o555)

    with _as_somebody_without_rights():
        answer = inspector("init", open_folder / "shut" / "ws", "--demo")

    assert is_told(answer, 3), answer
    assert list((open_folder / "shut").iterdir()) == []
