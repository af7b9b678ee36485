"""Backups (备份): a copy that has been opened and checked before it counts, and the way back."""

import filecmp
import os
import shutil
import sqlite3
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from inspector.app.care_told import BackedUp
from inspector.app.workspace import Workspace, open_workspace
from inspector.domain.errors import InputError, MachineError
from inspector.store.connection import FILE_NAME
from inspector.store.faults import locked, told
from inspector.store.lock import writer_lock
from inspector.store.schema import APPLICATION_ID, SCHEMA_VERSION
from inspector.text import _

KEEP = 10  # older ones go only after a good new one
_PAGES = 256  # copied at a time, so that readers are never held up for long
_EDITED = "templates"  # the office's own texts: the newest goes along, none is put over another
_CORE = frozenset({"meta", "stream", "segment", "tail"})  # without these nothing can be folded
_BYTES = ("photos", "notices")  # named by content: a file that is there already is the same


@dataclass(frozen=True, slots=True, kw_only=True)
class Restored:
    """The workspace as it was; ``kept`` is where the one before it was put, if any."""

    workspace: str
    kept: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class LastBackup:
    """The newest copy; ``beside`` where it lies on no other place than the workspace itself."""

    path: Path
    at: datetime
    beside: bool


def latest_backup(ws: Workspace, folder: Path | None = None) -> LastBackup | None:
    """The newest copy in the workspace or in ``folder``, if any."""
    places = [(ws.folder / "backups", True), *([(folder, False)] if folder else [])]
    with told():
        found = [
            LastBackup(
                path=copy,
                at=datetime.fromtimestamp(copy.stat().st_mtime, ws.register.zone),
                beside=beside,
            )
            for place, beside in places
            if place.is_dir()
            for copy in place.glob("*.db")
        ]
    return max(found, key=lambda one: one.at, default=None)


def back_up(ws: Workspace, folder: Path | None = None) -> BackedUp:
    """Copy the database, check the copy, then let the oldest go.

    With ``folder``, another disk say, photos and documents go there too, only the new ones.
    """
    target = folder or ws.folder / "backups"
    with told():
        target.mkdir(parents=True, exist_ok=True)
        copied = _mirror(ws.folder, target) + _copy_edited(ws.folder, target) if folder else 0
        with _copied(ws, target) as copy:
            _must_be_sound(copy.db)
            copy.count()
    return BackedUp(backup=str(copy.place), copied=copied)


@contextmanager
def backed_up_meanwhile(ws: Workspace) -> Iterator[Callable[[], None]]:
    """Copy the database, and check the copy while the caller goes on.

    What is given waits for the check, and the copy counts from then on: it is called before
    anything stands that the backup is for. Left without that, there is no backup.

    :raises MachineError: by what is given, where the copy is not sound.
    """
    target = ws.folder / "backups"
    with told():
        target.mkdir(parents=True, exist_ok=True)
    with _copied(ws, target) as copy, ThreadPoolExecutor(1, "checking a backup") as checker:
        checked = checker.submit(_must_be_sound, copy.db)

        def settle() -> None:
            with told():
                checked.result()
                copy.count()

        try:
            yield settle
        finally:
            if not checked.done():
                copy.db.interrupt()  # nobody waits for it any more


def restore(backup: Path, folder: Path) -> Restored:
    """Put a backup in place; a workspace that is there is kept beside, never deleted.

    Whenever it is cut short, the folder holds the database of before or the one restored.
    """
    current = folder / FILE_NAME
    staged = folder / f".{FILE_NAME}.{os.getpid()}"
    with told():
        _check(backup)
        for name in (*_BYTES, "derived", "backups", "logs", "inbox"):
            (folder / name).mkdir(parents=True, exist_ok=True)
        with writer_lock(folder):
            _mirror(backup.parent, folder)
            if not (folder / _EDITED).exists():
                _copy_edited(backup.parent, folder)
            kept = _set_beside(current) if current.exists() else None
            try:
                _copy_durably(backup, staged)
                staged.replace(current)
            finally:
                staged.unlink(missing_ok=True)
    open_workspace(folder, read_only=True).close()
    return Restored(workspace=str(folder), kept=str(kept) if kept else None)


def _set_beside(current: Path) -> Path:
    """Keep what is there, with what its log holds, under another name; the log is empty then.

    A log left beside another database would be played into it.
    """
    kept = current.with_name(f"{FILE_NAME}.before-restore-{os.getpid()}")
    logs = [current.with_name(current.name + suffix) for suffix in ("-wal", "-shm")]
    with suppress(sqlite3.DatabaseError), closing(sqlite3.connect(current)) as db:
        if db.execute("pragma wal_checkpoint(truncate)").fetchone()[0]:
            raise locked()
    for file in (current, *logs):
        if file.exists():
            _copy_durably(file, kept.with_name(file.name.replace(FILE_NAME, kept.name)))
    for log in logs:
        log.unlink(missing_ok=True)
    return kept


def _copy_durably(source: Path, target: Path) -> None:
    shutil.copyfile(source, target)
    with target.open("rb+") as file:
        os.fsync(file.fileno())


@dataclass(frozen=True, slots=True)
class _Copy:
    """A copy that does not count yet: it lies ``beside`` its place."""

    db: sqlite3.Connection
    beside: Path
    place: Path

    def count(self) -> None:
        """Put it in its place; the oldest go."""
        self.db.close()
        self.beside.replace(self.place)
        for old in sorted(self.place.parent.glob("*.db"))[:-KEEP]:
            old.unlink()


@contextmanager
def _copied(ws: Workspace, target: Path) -> Iterator[_Copy]:
    """The database as it stands; whatever does not count in the end is removed."""
    name = f"{ws.now:%Y%m%d-%H%M%S}-{ws.new_id()[-6:]}.db"
    beside = target / f".{name}.{os.getpid()}"
    try:
        with told():
            db = sqlite3.connect(beside, check_same_thread=False)
        with closing(db):
            with told():
                ws.db.conn.backup(db, pages=_PAGES)
            yield _Copy(db, beside, target / name)
    finally:
        for leftover in target.glob(f".{name}.*"):
            leftover.unlink(missing_ok=True)


def _must_be_sound(copy: sqlite3.Connection) -> None:
    if copy.execute("pragma integrity_check(1)").fetchone()[0] != "ok":
        raise MachineError(_("备份没有通过检查，未采用。"), _("检查磁盘后重试。"), code="backup")


def _check(backup: Path) -> None:
    if not backup.is_file():
        raise InputError(
            _("没有这个备份：{backup}").format(backup=backup),
            _("在工作区的 backups 文件夹里找 .db 文件。"),
            code="missing",
        )
    with closing(
        sqlite3.connect(f"{backup.resolve().as_uri()}?mode=ro&immutable=1", uri=True)
    ) as db:
        try:
            sound = db.execute("pragma integrity_check(1)").fetchone()[0] == "ok"
            ours = sound and _is_ours(db)
            version = db.execute("pragma user_version").fetchone()[0]
        except sqlite3.DatabaseError:
            sound = ours = False
    if not sound:
        raise InputError(_("这个备份已损坏，没有使用。"), _("换一个较早的备份。"), code="damaged")
    if not ours:
        raise InputError(
            _("{backup} 不是工作区的备份，没有使用。").format(backup=backup.name),
            _("在工作区的 backups 文件夹里找 .db 文件；数据包请用 inspector merge。"),
            code="not_a_backup",
        )
    if version > SCHEMA_VERSION:
        raise InputError(
            _("{backup} 由更新的版本写成，没有使用。").format(backup=backup.name),
            _("请升级本软件后再恢复。"),
            code="newer",
        )


def _is_ours(db: sqlite3.Connection) -> bool:
    """Whether it is the database of a workspace, and not a bundle, say, or an empty file."""
    application_id = db.execute("pragma application_id").fetchone()[0]
    tables = {name for (name,) in db.execute("select name from sqlite_schema where type = 'table'")}
    return bool(application_id == APPLICATION_ID and tables >= _CORE)


def _mirror(source: Path, target: Path) -> int:
    copied = 0
    for kind in _BYTES:
        for file in sorted((source / kind).rglob("*")):
            place = target / kind / file.relative_to(source / kind)
            whole = place.is_file() and place.stat().st_size == file.stat().st_size
            if file.is_file() and not file.name.startswith(".") and not whole:
                place.parent.mkdir(parents=True, exist_ok=True)
                shutil.copyfile(file, place)
                copied += 1
    return copied


def _copy_edited(source: Path, target: Path) -> int:
    copied = 0
    for file in sorted((source / _EDITED).glob("[!.]*")):
        place = target / _EDITED / file.name
        if file.is_file() and not (place.is_file() and filecmp.cmp(file, place, shallow=False)):
            place.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(file, place)
            copied += 1
    return copied
