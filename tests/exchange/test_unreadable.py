"""A file that cannot be read where it lies costs itself: a bad sector, a stick pulled out."""

import errno
import os
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from inspector.app.merging import merge
from inspector.app.upkeep import digest
from inspector.app.workspace import Workspace
from inspector.domain.errors import MachineError
from tests.builders import a_workspace
from tests.exchange.base import Sender, sound_devices

Fail = Callable[[Path, int], None]


@pytest.fixture
def hub(tmp_path: Path) -> Iterator[Workspace]:
    with a_workspace(tmp_path / "hub", seat=False, bare=True) as ws:
        yield ws


@pytest.fixture
def bundles(tmp_path: Path) -> tuple[Path, Path]:
    """Two bundles of the same things, the first on a stick that will fail."""
    sender = Sender(sound_devices())
    return sender.write(tmp_path / "failing.db"), sender.write(tmp_path / "sound.db")


def at_opening(patch: pytest.MonkeyPatch) -> Fail:
    def fail(place: Path, number: int) -> None:
        real = os.open

        def opened(path: Any, *args: Any, **more: Any) -> int:
            if Path(path) == place:
                raise OSError(number, os.strerror(number), str(path))
            return real(path, *args, **more)

        patch.setattr(os, "open", opened)

    return fail


def at_a_look(patch: pytest.MonkeyPatch) -> Fail:
    def fail(place: Path, number: int) -> None:
        real = os.stat

        def looked(path: Any, *args: Any, **more: Any) -> os.stat_result:
            if isinstance(path, os.PathLike) and Path(path) == place:
                raise OSError(number, os.strerror(number), str(path))
            return real(path, *args, **more)

        patch.setattr(os, "stat", looked)

    return fail


def half_way(patch: pytest.MonkeyPatch) -> Fail:
    def fail(place: Path, number: int) -> None:
        inode, real = place.stat().st_ino, os.fdopen

        def opened(handle: int, *args: Any, **more: Any) -> Any:
            file = real(handle, *args, **more)
            return _Torn(file, number) if os.fstat(handle).st_ino == inode else file

        patch.setattr(os, "fdopen", opened)

    return fail


class _Torn:
    """A file whose first bytes can be read."""

    def __init__(self, file: Any, number: int) -> None:
        self._file, self._number, self._reads = file, number, 0

    def __enter__(self) -> "_Torn":
        return self

    def __exit__(self, *error: object) -> None:
        self._file.close()

    def fileno(self) -> int:
        return int(self._file.fileno())

    def read(self, _length: int) -> bytes:
        self._reads += 1
        if self._reads > 1:
            raise OSError(self._number, os.strerror(self._number))
        return bytes(self._file.read(2000))


@pytest.mark.parametrize("place", [at_opening, at_a_look, half_way])
@pytest.mark.parametrize("number", [errno.EIO, errno.ENODEV, errno.EACCES, errno.ETIMEDOUT])
def test_a_file_that_cannot_be_read_is_named_and_bars_no_other(
    hub: Workspace,
    bundles: tuple[Path, Path],
    monkeypatch: pytest.MonkeyPatch,
    place: Callable[[pytest.MonkeyPatch], Fail],
    number: int,
) -> None:
    place(monkeypatch)(bundles[0], number)

    told = merge(hub, bundles)

    status = {Path(one.file).name: one.status for one in told.files}
    reason = next(one.reason for one in told.files if one.status == "refused")
    assert status == {"failing.db": "refused", "sound.db": "merged"}
    assert "failing.db" in reason
    assert os.strerror(number) not in reason
    assert told.needs_person
    assert not list(hub.folder.glob(".receiving-*"))


def test_where_nothing_can_be_read_the_drive_is_told(
    hub: Workspace, bundles: tuple[Path, Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    before = digest(hub)
    half_way(monkeypatch)(bundles[0], errno.EIO)

    with pytest.raises(MachineError, match=r"failing\.db") as told:
        merge(hub, [bundles[0]])

    assert told.value.hint
    assert digest(hub) == before


def test_our_own_full_disk_is_not_the_senders_fault(
    hub: Workspace, bundles: tuple[Path, Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    real = Path.open

    def opened(path: Path, mode: str = "r", **more: Any) -> Any:
        if mode == "xb":
            raise OSError(errno.ENOSPC, "No space left on device", str(path))
        return real(path, mode, **more)

    monkeypatch.setattr(Path, "open", opened)
    with pytest.raises(MachineError, match="磁盘空间不足"):
        merge(hub, bundles)
