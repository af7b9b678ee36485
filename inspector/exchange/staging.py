"""Staging: a received file is copied to a private place first; the original is never opened again.

A journal or log lying beside the original would be replayed by SQLite, and a stick may vanish.
"""

import os
import shutil
import stat
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from inspector.domain.errors import InputError, MachineError
from inspector.exchange.bundle import too_large
from inspector.store.faults import of_disk, told
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


class SourceError(MachineError):
    """What came cannot be read where it lies: it costs that file and no other."""


@contextmanager
def reading(source: Path) -> Iterator[None]:
    """Let a fault of the place where ``source`` lies be told from one of our own disk."""
    try:
        yield
    except PermissionError as error:
        raise SourceError(
            _("没有读取权限：{name}").format(name=source.name),
            _("换一个位置复制过来，或请管理员开放权限。"),
            code="unreadable",
        ) from error
    except OSError as error:
        told_as = of_disk(error)
        if isinstance(told_as, InputError):
            raise told_as from error
        raise SourceError(
            _("读不出 {name}：存储介质可能有坏区，或已被拔出。").format(name=source.name),
            _("重新插好再试一次；仍读不出就请对方换一个 U 盘重新导出。"),
            code="unreadable",
        ) from error


class Staging:
    """A folder of our own for the copies, gone when the receiving ends."""

    def __init__(self, beside: Path | None = None) -> None:
        self._beside = beside
        self._folder: Path | None = None

    def take(self, source: Path) -> Staged:
        """Copy a regular file in, under a name that only chance knows.

        InputError for anything that is no regular file or larger than allowed, SourceError where
        it cannot be read, MachineError when our own disk is full.
        """
        with reading(source):
            found = source.lstat()
            if not stat.S_ISREG(found.st_mode):
                raise no_file(source.name)
            if found.st_size > LARGEST:
                raise too_large(source.name)
        with told():
            copy = self.folder / os.urandom(8).hex()
            try:
                return Staged(path=copy, sha256=_copied(source, copy, LARGEST))
            except BaseException:
                with suppress(OSError):
                    copy.unlink()
                raise

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


def _copied(source: Path, copy: Path, largest: int) -> str:
    """Copy ``source``; the SHA-256 of what was read."""
    digest = sha256()
    with copy.open("xb") as out:
        for piece in read_regular(source, largest):
            digest.update(piece)
            out.write(piece)
    return digest.hexdigest()


def read_regular(source: Path, largest: int) -> Iterator[bytes]:
    """The bytes of a regular file, piece by piece.

    :raises InputError: it is something else, or larger.
    :raises SourceError: it cannot be read.
    """
    with reading(source), os.fdopen(os.open(source, os.O_RDONLY | _CAREFUL), "rb") as file:
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
