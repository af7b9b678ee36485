"""Opening the database: pragmas, version gate, and what counts as one of ours."""

import sqlite3
from pathlib import Path

from sqlite_utils import Database

from inspector.domain.errors import InputError
from inspector.store.faults import told
from inspector.store.lock import writer_lock
from inspector.store.schema import APPLICATION_ID, SCHEMA_VERSION, migrations
from inspector.text import _

FILE_NAME = "inspector.db"
_ID_AT = slice(68, 72)  # bytes of a SQLite file that hold its application_id

# synchronous FULL is what makes "saved" survive a power cut.
_PRAGMAS = (
    "busy_timeout = 2000",
    "foreign_keys = off",
    "synchronous = full",
    "trusted_schema = off",
    "cell_size_check = on",
    "mmap_size = 0",
    "cache_size = -65536",  # KiB; with the usual 2 MiB a merge writes most pages several times
    "temp_store = memory",
    "journal_size_limit = 67108864",
    "wal_autocheckpoint = 1000",
)


def create_database(folder: Path) -> Database:
    """A new, empty database in ``folder``; InputError when one is there already."""
    path = folder / FILE_NAME
    if path.exists():
        raise InputError(
            _("这里已经有一个工作区：{folder}").format(folder=folder),
            _("换一个文件夹，或直接打开它。"),
            code="exists",
        )
    with told():
        db = _connect(path)
        db.execute("pragma journal_mode = wal")
        migrations.apply(db)
    return db


def open_database(folder: Path, *, read_only: bool = False) -> Database:
    """The database of a workspace; InputError for anything else, untouched, and for newer files."""
    path = folder / FILE_NAME
    with told():
        if not path.is_file():
            raise not_a_workspace(folder)
        db = _connect(path, read_only=read_only)
        _check_ours(db, folder)
        if not read_only and migrations.pending(db):
            with writer_lock(folder):  # of two that meet an older file the second finds it done
                migrations.apply(db)
    return db


def spare(path: Path) -> None:
    """Nothing we write for people takes the place of records, or of what is no file.

    :raises InputError: a workspace's database lies there, or a backup of one, or a device.
    """
    with told():
        if not path.exists():
            return
        if not path.is_file():
            raise InputError(
                _("{name} 不是普通文件，没有写入。").format(name=path.name),
                _("换一个文件名。"),
                code="exists",
            )
        with path.open("rb") as file:
            head = file.read(_ID_AT.stop)
    if head.startswith(b"SQLite") and int.from_bytes(head[_ID_AT], "big") == APPLICATION_ID:
        raise InputError(
            _("{name} 是工作区的数据库或它的备份，没有覆盖。").format(name=path.name),
            _("换一个文件名。"),
            code="exists",
        )


def not_a_workspace(folder: Path) -> InputError:
    """This folder holds no workspace."""
    return InputError(
        _("这个文件夹不是工作区：{folder}").format(folder=folder),
        _("用 inspector init 新建，或检查路径是否写对。"),
        code="not_a_workspace",
    )


def _connect(path: Path, *, read_only: bool = False) -> Database:
    mode = "ro" if read_only else "rwc"
    connection = sqlite3.connect(
        f"{path.resolve().as_uri()}?mode={mode}",
        uri=True,
        isolation_level=None,
        cached_statements=256,
    )
    db = Database(connection)
    for pragma in _PRAGMAS:
        connection.execute(f"pragma {pragma}")
    return db


def _check_ours(db: Database, folder: Path) -> None:
    ours = db.execute("pragma application_id").fetchone()[0]
    version = db.execute("pragma user_version").fetchone()[0]
    if ours != APPLICATION_ID:
        db.close()
        raise not_a_workspace(folder)
    if version > SCHEMA_VERSION:
        db.close()
        raise InputError(
            _("这个工作区由更新的版本写成，没有改动它。"),
            _("请升级本软件后再打开。"),
            code="newer",
        )
