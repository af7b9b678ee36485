"""A card with everything wrong that can be: a line for each file, and the good ones are taken."""

import errno
import io
import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from PIL import Image

from inspector.photos.batch import prepare_many, take_in_many
from inspector.photos.gather import gather
from inspector.photos.photo_store import PhotoStore
from inspector.photos.take_in import Status
from tests.photos.builders import a_file, a_heic, a_jpeg, a_picture, a_png, a_png_bomb, a_webp

MOST_MEGABYTES = 300
GOOD = a_jpeg(image=a_picture(600, 400), quality=95)


def overwritten(content: bytes) -> bytes:
    """A third of it zeros, as a card leaves it whose battery failed."""
    third = len(content) // 3
    return content[:third] + bytes(third) + content[2 * third :]


def lying(content: bytes) -> bytes:
    """The frame header claims 65,000 by 65,000."""
    at = content.index(b"\xff\xc0") + 5
    return content[:at] + b"\xfd\xe8\xfd\xe8" + content[at + 4 :]


CARD: dict[str, tuple[bytes, set[Status]]] = {
    "01 好.jpg": (GOOD, {Status.NEW}),
    "02 bomb.png": (a_png_bomb(), {Status.KEPT}),
    "03 lying.jpg": (lying(GOOD), {Status.KEPT}),
    "04 cut.jpg": (GOOD[: len(GOOD) // 2], {Status.KEPT}),
    "05 overwritten.jpg": (overwritten(GOOD), {Status.NEW, Status.KEPT}),
    "06 really png.jpg": (a_png(), {Status.NEW}),
    "07 empty.jpg": (b"", {Status.REJECTED}),
    "08 " + "长" * 80 + ".jpg": (a_jpeg(image=a_picture(81, 60)), {Status.NEW}),
    "09 \u202egpj.exe": (a_jpeg(image=a_picture(82, 60)), {Status.NEW}),
    "10 صورة.jpg": (a_jpeg(image=a_picture(83, 60)), {Status.NEW}),
    "CON": (a_jpeg(image=a_picture(84, 60)), {Status.NEW}),
    "aux.jpg": (a_jpeg(image=a_picture(85, 60)), {Status.NEW}),
    "com1.heic": (a_heic(), {Status.NEW}),
    "z cut.webp": (a_webp()[:60], {Status.KEPT}),
    "zz last.jpg": (a_jpeg(image=a_picture(86, 60)), {Status.NEW}),
}


@pytest.fixture
def card(tmp_path: Path) -> Path:
    for name, (content, _expected) in CARD.items():
        a_file(tmp_path / "card", name, content)
    return tmp_path / "card"


def test_each_file_has_its_line_and_the_good_ones_are_taken(tmp_path: Path, card: Path) -> None:
    store = PhotoStore(tmp_path / "workspace")
    lines = list(take_in_many(store, [card]))
    prepared = {one.sha256: one for one in prepare_many(store, store.hashes())}

    assert [line.file.name for line in lines] == sorted(CARD)
    for line in lines:
        content, expected = CARD[line.file.name]
        assert line.status in expected, line.file.name
        assert line.reason or line.status is Status.NEW
        if line.sha256:
            assert store.path(line.sha256).read_bytes() == content
            assert line.sha256 in prepared


def test_a_name_of_300_characters_is_a_line_like_any_other(tmp_path: Path) -> None:
    """Linux has no such file; a list pasted from a Windows machine may name one."""
    long = tmp_path / ("长" * 300 + ".jpg")
    good = a_file(tmp_path, "good.jpg", GOOD)
    store = PhotoStore(tmp_path / "workspace")

    lines = list(take_in_many(store, [long, good]))

    assert [line.status for line in lines] == [Status.REJECTED, Status.NEW]
    assert lines[0].reason
    assert gather([long]) == [long]


class Pulled(io.FileIO):
    """A file on a card that is pulled after the first piece was read."""

    def read(self, size: int | None = -1) -> bytes:
        if self.tell():
            raise OSError(errno.EIO, "Input/output error")
        return super().read(min(size or 100, 100)) or b""


def refused(path: Path) -> io.FileIO:
    raise PermissionError(errno.EACCES, "Permission denied", str(path))


@pytest.mark.parametrize(
    ("opened", "word"), [(Pulled, "存储卡"), (refused, "权限")], ids=["pulled out", "unreadable"]
)
def test_a_file_that_cannot_be_read_to_its_end_leaves_nothing_and_stops_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, opened: Callable[[Path], Any], word: str
) -> None:
    bad, good = a_file(tmp_path, "a.jpg", GOOD), a_file(tmp_path, "b.jpg", a_jpeg())
    real = Path.open
    monkeypatch.setattr(
        Path,
        "open",
        lambda self, *how, **more: opened(self) if self == bad else real(self, *how, **more),
    )
    store = PhotoStore(tmp_path / "workspace")

    lines = list(take_in_many(store, [bad, good]))

    assert [line.status for line in lines] == [Status.REJECTED, Status.NEW]
    assert word in lines[0].reason
    assert list(store.hashes()) == [lines[1].sha256]
    assert not list(store.root.rglob(".tmp-*"))


TAKE_IN = """
import re, sys; from pathlib import Path
from inspector.photos.batch import prepare_many, take_in_many
from inspector.photos.photo_store import PhotoStore
store = PhotoStore(Path(sys.argv[2]))
lines = list(take_in_many(store, [Path(sys.argv[1])]))
list(prepare_many(store, store.hashes()))
peak = re.search("VmHWM:[^0-9]+([0-9]+)", Path("/proc/self/status").read_text())
print(len(lines), int(peak[1]) // 1024)
"""


@pytest.mark.skipif(sys.platform != "linux", reason="peak memory is read from /proc")
def test_bombs_and_the_largest_photos_stay_within_memory(tmp_path: Path, card: Path) -> None:
    Image.new("1", (7000, 7000)).save(card / "49mp.png")
    Image.new("1", (6900, 7100), 1).save(card / "49mp too.png")
    Image.new("RGB", (8000, 6000), (90, 120, 60)).save(card / "48mp.jpg")

    shown = subprocess.run(
        [sys.executable, "-c", TAKE_IN, str(card), str(tmp_path / "workspace")],
        check=True, capture_output=True, text=True,
    )  # fmt: skip
    files, peak = map(int, re.findall(r"\d+", shown.stdout))

    assert files == len(CARD) + 3
    assert peak < MOST_MEGABYTES
