"""The originals on disk: byte for byte, named by content, read-only."""

import errno
import hashlib
import os
import re
import shutil
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from inspector.domain.errors import InputError, MachineError
from inspector.photos.formats import Format
from inspector.text import _

RESERVE = 200 << 20
"""Bytes that stay free: the database must still be able to save what a person is doing."""

_CHUNK = 1 << 20
_TEMP = ".tmp-"
_STALE_SECONDS = 3600.0
_SHA256 = re.compile(r"[0-9a-f]{64}")
_EXTENSIONS = tuple(kind.value for kind in Format if kind not in (Format.EMPTY, Format.TEXT))


@dataclass(frozen=True, slots=True)
class Staged:
    """An original written beside its final place: whole and durable, without its name yet."""

    beside: Path
    name: str
    size: int


@dataclass(frozen=True, slots=True)
class PhotoStore:
    """``root`` is the workspace; originals lie in ``photos/ab/<sha256>.jpg``."""

    root: Path

    @property
    def originals(self) -> Path:
        return self.root / "photos"

    @property
    def derived(self) -> Path:
        return self.root / "derived"

    def has(self, sha256: str) -> bool:
        return self._find(sha256) is not None

    def path(self, sha256: str) -> Path:
        """The original's file. :raises InputError: it is not here."""
        found = self._find(sha256)
        if found is None:
            raise InputError(
                _("照片原件不在本机：{hash}").format(hash=sha256[:12]),
                _("请从备份或其他电脑的数据包中取回"),
                code="photo_missing",
            )
        return found

    def check(self, sha256: str) -> bool:
        """Whether the original is here and its bytes still have this hash; reads the whole file."""
        found = self._find(sha256)
        if found is None:
            return False
        try:
            return _hash_file(found) == sha256
        except OSError:
            return False

    def hashes(self) -> Iterator[str]:
        """Hashes of all originals here, in order; nothing is read but names."""
        for folder in sorted(self.originals.glob("[0-9a-f][0-9a-f]")):
            yield from sorted(
                file.stem for file in folder.iterdir() if _SHA256.fullmatch(file.stem)
            )

    def keep(
        self, pieces: Iterable[bytes | memoryview], sha256: str, kind: Format, size: int
    ) -> bool:
        """Save an original durably under its hash; False if the same content was there.

        :raises MachineError: as :meth:`stage` and :meth:`place`.
        """
        staged = self.stage(pieces, sha256, kind, size)
        return staged is not None and self.place(staged)

    def stage(
        self, pieces: Iterable[bytes | memoryview], sha256: str, kind: Format, size: int
    ) -> Staged | None:
        """Write an original beside its final place, durably; None if the same content is there.

        Written, fsynced, read back and compared; then :meth:`place` renames it and fsyncs the
        directory. Only afterwards may a row name it. The whole order was proven against power
        loss; leaving out any step loses photos.

        :raises MachineError: disk full, read-only, no permission, or the disk does not keep
            what was written; nothing is then left.
        """
        found = self._find(sha256)
        if found is not None and found.stat().st_size == size:
            return None
        try:
            self._need_space(size)
            return Staged(self._write(pieces, sha256), f"{sha256}.{kind.value}", size)
        except OSError as error:
            raise told(error) from error

    def place(self, staged: Staged) -> bool:
        """Give a staged original its final name; False if another of this content came first.

        :raises MachineError: the store cannot be written; the name is then not taken.
        """
        sha256 = Path(staged.name).stem
        found = self._find(sha256)
        if found is not None and found.stat().st_size == staged.size:
            self.discard(staged)
            return False
        folder = self.originals / sha256[:2]
        try:
            made = not folder.is_dir()
            folder.mkdir(parents=True, exist_ok=True)
            os.replace(staged.beside, folder / staged.name)
            _sync_folder(folder)
            if made:
                _sync_folder(self.originals)
        except OSError as error:
            self.discard(staged)
            raise told(error) from error
        return True

    def discard(self, staged: Staged) -> None:
        """Remove what was staged and is not to be placed."""
        with suppress(OSError):  # swept later
            staged.beside.unlink(missing_ok=True)

    def has_room(self, size: int) -> bool:
        """Whether ``size`` more bytes leave the reserve free.

        :raises MachineError: the disk does not say.
        """
        try:
            return shutil.disk_usage(self.root).free >= size + RESERVE
        except OSError as error:
            raise told(error) from error

    def write_derived(self, path: Path, content: bytes) -> None:
        """Write a file that can be rebuilt: whole or not at all, but without waiting for the disk.

        :raises MachineError: it cannot be written.
        """
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            handle, name = tempfile.mkstemp(prefix=_TEMP, dir=path.parent)
            try:
                with os.fdopen(handle, "wb") as file:
                    file.write(content)
                os.replace(name, path)
            except BaseException:
                Path(name).unlink(missing_ok=True)
                raise
        except OSError as error:
            raise _not_drawn(error) from error

    def sweep(self, now: float) -> int:
        """Remove temporary files older than an hour before ``now`` (epoch seconds); how many."""
        stale = [
            file
            for file in (*self.originals.rglob(_TEMP + "*"), *self.derived.rglob(_TEMP + "*"))
            if now - file.stat().st_mtime > _STALE_SECONDS
        ]
        for file in stale:
            file.unlink(missing_ok=True)
        return len(stale)

    def _find(self, sha256: str) -> Path | None:
        if not _SHA256.fullmatch(sha256):
            return None
        folder = self.originals / sha256[:2]
        return next(
            (path for end in _EXTENSIONS if (path := folder / f"{sha256}.{end}").is_file()), None
        )

    def _need_space(self, size: int) -> None:
        self.originals.mkdir(parents=True, exist_ok=True)
        if shutil.disk_usage(self.originals).free < 2 * size:
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    def _write(self, pieces: Iterable[bytes | memoryview], sha256: str) -> Path:
        handle, name = tempfile.mkstemp(prefix=_TEMP, dir=self.originals)
        try:
            with os.fdopen(handle, "wb", buffering=0) as file:
                for piece in pieces:
                    _write_all(file.fileno(), piece)
                os.fsync(file.fileno())
                _forget_cache(file.fileno())
            if _hash_file(Path(name)) != sha256:
                raise OSError(errno.EIO, os.strerror(errno.EIO))
            os.chmod(name, 0o444)
        except BaseException:
            Path(name).unlink(missing_ok=True)
            raise
        return Path(name)


def told(error: OSError) -> MachineError:
    """What a failing store means, in words for the person."""
    words = {
        errno.ENOSPC: (
            _("磁盘已满，照片没有保存"),
            _("请清理磁盘空间后重新导入，已保存的照片不受影响"),
        ),
        errno.EDQUOT: (_("磁盘配额已满，照片没有保存"), _("请清理磁盘空间后重新导入")),
        errno.EFBIG: (_("磁盘装不下这么大的文件，照片没有保存"), _("请换到别的磁盘")),
        errno.EROFS: (
            _("工作区所在磁盘是只读的，照片没有保存"),
            _("请换到可写的磁盘，或解除写保护"),
        ),
        errno.EACCES: (_("没有写入工作区的权限，照片没有保存"), _("请检查文件夹权限")),
        errno.EPERM: (_("没有写入工作区的权限，照片没有保存"), _("请检查文件夹权限")),
    }
    message, hint = words.get(
        error.errno or 0,
        (_("磁盘写入出错，照片没有保存"), _("请检查磁盘是否松动或损坏，再重新导入")),
    )
    return MachineError(message, hint, code="photo_store")


def _not_drawn(error: OSError) -> MachineError:
    """A picture that can be made again was not written: nothing that came from people is lost."""
    if error.errno in (errno.ENOSPC, errno.EDQUOT, errno.EFBIG):
        return MachineError(
            _("磁盘已满，照片的小图没有生成；原件都在"),
            _("请清理磁盘空间后重试"),
            code="derived",
        )
    return MachineError(
        _("照片的小图写不进工作区；原件都在"),
        _("请检查工作区所在的磁盘能否写入，再重试"),
        code="derived",
    )


def _write_all(handle: int, piece: bytes | memoryview) -> None:
    view = memoryview(piece)
    while view:  # a write may stop short
        view = view[os.write(handle, view[: 16 * _CHUNK]) :]


def _hash_file(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _forget_cache(handle: int) -> None:
    """Let the read-back come from the disk, where the system can be asked to."""
    if hasattr(os, "posix_fadvise"):
        os.posix_fadvise(handle, 0, 0, os.POSIX_FADV_DONTNEED)


def _sync_folder(folder: Path) -> None:
    if os.name == "nt":  # Windows knows no fsync of a directory
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
