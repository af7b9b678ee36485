"""A folder, a share or a stick as remote, by the standard library alone."""

import errno
import os
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from inspector.exchange.remotes.remote import Fault, NotThereError, RemoteFaultError

_TEMP = ".tmp-"
_FAULTS = {
    errno.ENOSPC: Fault.FULL,
    errno.EDQUOT: Fault.FULL,
    errno.EFBIG: Fault.FULL,
    errno.EROFS: Fault.READ_ONLY,
    errno.EACCES: Fault.READ_ONLY,
    errno.EPERM: Fault.READ_ONLY,
}


class FolderRemote:
    """Keys are files below ``root``; each is written beside, flushed and renamed."""

    clock_offset_s: float | None = None

    def __init__(self, root: Path, *, may_make: bool) -> None:
        """``may_make``: the first sync makes the folder; later its absence is a pulled stick."""
        self._root = root
        with _faults():
            if not root.is_dir():
                if not may_make:
                    raise RemoteFaultError(Fault.AWAY, str(root))
                if root.exists():
                    raise RemoteFaultError(Fault.ABSENT, str(root))
                root.mkdir(parents=True, exist_ok=True)

    def list(self, folder: str) -> dict[str, int]:
        """Regular files of a folder; what is half written has another name and is left out."""
        with _faults():
            if not self._root.is_dir():
                raise RemoteFaultError(Fault.AWAY, str(self._root))
            try:
                with os.scandir(self._root / folder) as found:
                    return dict(_files(found))
            except (FileNotFoundError, NotADirectoryError):
                return {}

    def get(self, key: str) -> bytes:
        with _faults():
            try:
                return (self._root / key).read_bytes()
            except (FileNotFoundError, NotADirectoryError) as error:
                raise NotThereError(key) from error

    def put(self, key: str, content: bytes) -> None:
        path = self._root / key
        with _faults():
            if not self._root.is_dir():
                raise RemoteFaultError(Fault.AWAY, str(self._root))
            path.parent.mkdir(parents=True, exist_ok=True)
            beside = path.with_name(f"{_TEMP}{os.urandom(6).hex()}")
            try:
                with beside.open("xb") as file:
                    file.write(content)
                    file.flush()
                    os.fsync(file.fileno())
                os.replace(beside, path)
                _sync_folder(path.parent)
            except BaseException:
                with suppress(OSError):
                    beside.unlink(missing_ok=True)
                raise

    def size(self, key: str) -> int | None:
        with _faults():
            try:
                return (self._root / key).stat().st_size
            except (FileNotFoundError, NotADirectoryError):
                return None

    def retire(self, key: str) -> None:
        with _faults():
            (self._root / key).unlink(missing_ok=True)

    def close(self) -> None:
        """Nothing is held open."""


def _files(found: Iterable[os.DirEntry[str]]) -> Iterator[tuple[str, int]]:
    for one in found:
        with suppress(FileNotFoundError):  # a marker that its owner replaces while we look
            if not one.name.startswith(_TEMP) and one.is_file(follow_symlinks=False):
                yield one.name, one.stat().st_size


@contextmanager
def _faults() -> Iterator[None]:
    try:
        yield
    except OSError as error:
        fault = _FAULTS.get(error.errno or 0, Fault.AWAY)
        raise RemoteFaultError(fault, str(error)) from error


def _sync_folder(folder: Path) -> None:
    if os.name == "nt":  # Windows knows no fsync of a directory
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        with suppress(OSError):  # some shares refuse to flush a folder
            os.fsync(handle)
    finally:
        os.close(handle)
