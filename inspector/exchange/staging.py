"""Staging: a received file is copied to a private place first; the original is never opened again.

A journal or log lying beside the original would be replayed by SQLite, and a stick may vanish.
"""

import os
import shutil
import stat
import tempfile
import time
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from inspector.domain.errors import InputError
from inspector.exchange.bundle import too_large
from inspector.store.faults import told
from inspector.text import _

LARGEST = 64 << 30  # bytes; no bundle of ours comes near it, photos included
_PIECE = 1 << 20
_PREFIX = ".receiving-"
_LEFT_BEHIND_S = 3600  # a staging folder this old belongs to nobody that still runs
# Neither a link is followed nor a pipe waited for, should the file be exchanged under our hands.
_CAREFUL = getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)


@dataclass(frozen=True, slots=True, kw_only=True)
class Staged:
    """Our copy of a received file, and the SHA-256 of the bytes that came."""

    path: Path
    sha256: str


class Staging:
    """A folder of our own for the copies, gone when the receiving ends."""

    def __init__(self, beside: Path | None = None, *, largest: int = LARGEST) -> None:
        self._largest = largest
        self._beside = beside
        self._folder: Path | None = None

    def take(self, source: Path) -> Staged:
        """Copy a regular file in, under a name that only chance knows.

        InputError for anything that is no regular file or larger than allowed, MachineError when
        the disk is full.
        """
        with told():
            found = source.lstat()
            if not stat.S_ISREG(found.st_mode):
                raise no_file(source.name)
            if found.st_size > self._largest:
                raise too_large(source.name)
            copy = self.folder / os.urandom(8).hex()
            digest = sha256()
            with copy.open("xb") as out:
                for piece in read_regular(source, self._largest):
                    digest.update(piece)
                    out.write(piece)
        return Staged(path=copy, sha256=digest.hexdigest())

    def drop(self, staged: Staged) -> None:
        """Give the room of a copy back before the others are read."""
        with suppress(OSError):
            staged.path.unlink()

    @property
    def folder(self) -> Path:
        if self._folder is None:
            self._sweep()
            self._folder = Path(tempfile.mkdtemp(prefix=_PREFIX, dir=self._beside))
        return self._folder

    def close(self) -> None:
        if self._folder is not None:
            shutil.rmtree(self._folder, ignore_errors=True)
            self._folder = None

    def _sweep(self) -> None:
        """What a killed merge left behind."""
        if self._beside is None:
            return
        for left in self._beside.glob(f"{_PREFIX}*"):
            with suppress(OSError):
                if time.time() - left.lstat().st_mtime > _LEFT_BEHIND_S:
                    shutil.rmtree(left, ignore_errors=True)


def read_regular(source: Path, largest: int) -> Iterator[bytes]:
    """The bytes of a regular file, piece by piece; OSError or InputError for anything else."""
    with os.fdopen(os.open(source, os.O_RDONLY | _CAREFUL), "rb") as file:
        if not stat.S_ISREG(os.fstat(file.fileno()).st_mode):
            raise no_file(source.name)
        while piece := file.read(_PIECE):
            largest -= len(piece)
            if largest < 0:
                raise too_large(source.name)
            yield piece


def no_file(name: str) -> InputError:
    """A link, a pipe, a device or a folder: never read."""
    return InputError(
        _("{name} 不是普通文件，没有打开。").format(name=name),
        _("把数据包本身复制过来，再选它。"),
        code="not_ours",
    )
