"""The inbox (收件夹): a folder where photos arrive, taken in once each, when they are whole."""

import time
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path

from inspector.app.take_in import Batch, is_taken, take_in_batch
from inspector.app.workspace import Workspace
from inspector.domain.errors import InputError
from inspector.photos.gather import gather
from inspector.text import _

QUIET_SECONDS = 1.0
"""Between two looks: a copy that neither grows nor changes meanwhile counts as whole."""

_HALF_NAMES = (".part", ".partial", ".crdownload", ".download", ".tmp", ".filepart", "~")

Wait = Callable[[float], None]


@dataclass(frozen=True, slots=True, kw_only=True)
class Look:
    """What lay in a folder at one moment: size in bytes and time of change (ns) by path.

    ``settled`` are files as they were when they were told as new, or known by their content.
    """

    files: Mapping[Path, tuple[int, int]] = field(default_factory=dict)
    settled: Mapping[Path, tuple[int, int]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Arrived:
    """What an inbox gave: the new photos, how many were known, what is not whole yet.

    ``look`` is handed to the next call, which then need not wait.
    """

    batch: Batch
    known: int
    waiting: tuple[str, ...]
    look: Look


def look_into(folder: Path) -> Look:
    """Every file in the folder and below it; one that vanishes meanwhile is left out."""
    return Look(files=dict(_seen(gather([folder]))))


def take_in_new(
    ws: Workspace,
    folder: Path | None = None,
    *,
    before: Look | None = None,
    wait: Wait = time.sleep,
    report: Callable[[int, int], None] | None = None,
) -> Arrived:
    """Take in the files of ``folder`` (the inbox) that are whole and whose content is new.

    A file is whole when ``before``, a look at least QUIET_SECONDS old, saw it as it is now;
    without it this waits once, unless the folder is empty. Nothing is moved or deleted: what was
    taken is known by its content, so a second run reads each file once and stops there.

    :raises InputError: there is no such folder.
    :raises MachineError: the disk has no room for what is new.
    """
    place = folder or ws.inbox
    if not place.is_dir():
        raise InputError(
            _("找不到文件夹：{path}").format(path=place), _("检查路径是否写对。"), code="missing"
        )
    if before is None:
        before = look_into(place)
        if before.files:
            wait(QUIET_SECONDS)
    now = look_into(place)
    whole = {file for file, seen in now.files.items() if _is_whole(file, seen, before)}
    new = [file for file in sorted(whole) if not is_taken(ws, file)]
    return Arrived(
        batch=take_in_batch(ws, new, report=report),
        known=len(whole) - len(new),
        waiting=tuple(str(file) for file in now.files if file not in whole),
        look=now,
    )


def new_in(ws: Workspace, folder: Path, before: Look) -> tuple[tuple[Path, ...], Look]:
    """Files of ``folder`` that are whole and new since ``before``, each told once; and this look.

    A file is read once; as long as it stays as it is, further looks cost a stat. A folder that
    is away has none.
    """
    now = look_into(folder) if folder.is_dir() else Look()
    settled = {file: seen for file, seen in now.files.items() if before.settled.get(file) == seen}
    new = []
    for file, seen in sorted(now.files.items()):
        if file not in settled and _is_whole(file, seen, before):
            settled[file] = seen
            if not is_taken(ws, file):
                new.append(file)
    return tuple(new), replace(now, settled=settled)


def _seen(files: Iterable[Path]) -> Iterable[tuple[Path, tuple[int, int]]]:
    for file in files:
        try:
            status = file.stat()
        except OSError:
            continue
        yield file, (status.st_size, status.st_mtime_ns)


def _is_whole(file: Path, seen: tuple[int, int], before: Look) -> bool:
    is_half = file.name.startswith(".") or file.name.lower().endswith(_HALF_NAMES)
    return not is_half and before.files.get(file) == seen
