"""What SQLite and the file system report, told to a person in one sentence and one hint."""

import errno
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from inspector.domain.errors import InputError, InspectorError, MachineError
from inspector.text import _

_DRIVE_FAILS = frozenset({errno.EIO, errno.ENXIO, errno.ENODEV, errno.ESTALE, errno.ENOTCONN})
"""Bad sectors, a stick that was pulled out, a drive of the network that is away."""


@contextmanager
def told() -> Iterator[None]:
    """Let no fault of database or disk out except as an :class:`InspectorError`."""
    try:
        yield
    except sqlite3.Error as error:
        raise of_sqlite(error) from error
    except OSError as error:
        raise of_disk(error) from error


def of_sqlite(error: sqlite3.Error) -> InspectorError:
    """The person's words for one of SQLite's errors."""
    name = getattr(error, "sqlite_errorname", "") or ""
    if name.startswith(("SQLITE_BUSY", "SQLITE_LOCKED")):
        return locked()
    if name.startswith("SQLITE_FULL"):
        return full()
    if name.startswith(("SQLITE_READONLY", "SQLITE_PERM", "SQLITE_CANTOPEN", "SQLITE_AUTH")):
        return read_only()
    if name.startswith("SQLITE_IOERR"):
        return _failing()
    if name.startswith(("SQLITE_CORRUPT", "SQLITE_NOTADB")):
        return InputError(
            _("数据库文件已损坏或不是数据库。"),
            _("不要删除它；用 inspector restore 从备份恢复。"),
            code="damaged",
        )
    raise error


def of_disk(error: OSError) -> InspectorError:
    """The person's words for one of the file system's errors."""
    if error.errno in (errno.ENOSPC, errno.EDQUOT, errno.EFBIG):
        return full()
    if error.errno in (errno.EROFS, errno.EACCES, errno.EPERM):
        return read_only(str(error.filename or ""))
    if error.errno in _DRIVE_FAILS:
        return _failing()
    if error.errno == errno.ENAMETOOLONG:
        return InputError(
            _("文件名太长：{name}").format(name=error.filename or ""),
            _("换一个短一些的名字。"),
            code="long_name",
        )
    if error.errno == errno.EEXIST:
        return InputError(
            _("那里已有一个同名的文件：{name}").format(name=error.filename or ""),
            _("换一个文件夹或新名字。"),
            code="exists",
        )
    if error.errno in (errno.ENOENT, errno.ENOTDIR, errno.EISDIR):
        return InputError(
            _("找不到文件：{name}").format(name=error.filename or ""),
            _("检查路径是否写对。"),
            code="missing",
        )
    return MachineError(
        _("读写磁盘出错：{reason}").format(reason=error.strerror or error),
        _("检查磁盘和数据线，换一个位置后重试。"),
        code="disk",
    )


def _failing() -> MachineError:
    return MachineError(
        _("读写磁盘出错，刚才的操作没有写入。"),
        _("检查磁盘和数据线，换一个位置后重试。"),
        code="disk",
    )


def full() -> MachineError:
    """The disk is full; nothing was written."""
    return MachineError(
        _("磁盘空间不足，刚才的操作没有写入。"),
        _("腾出空间后重试，已保存的不受影响。"),
        code="disk_full",
    )


def read_only(name: str = "") -> MachineError:
    """We may not write there; nothing was written."""
    return MachineError(
        _("没有写入权限：{name}").format(name=name) if name else _("没有写入权限。"),
        _("换到可写的文件夹，或请管理员开放权限。"),
        code="read_only",
    )


def gone(folder: Path) -> MachineError:
    """The workspace was there when it was opened; its drive is away, or somebody moved it."""
    return MachineError(
        _("工作区已不在原处：{folder}").format(folder=folder),
        _("接好磁盘，或把文件夹放回原处，再做一次。"),
        code="workspace_gone",
    )


def locked() -> MachineError:
    """Another program is writing; nothing was written."""
    return MachineError(
        _("另一个程序正在写入这个工作区。"),
        _("等它完成，或关掉另一个窗口后重试。"),
        code="locked",
    )
