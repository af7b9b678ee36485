"""Backups (备份): a copy of the database that has been opened and checked before it counts."""

import os
import sqlite3
from pathlib import Path

from inspector.app.workspace import Workspace
from inspector.domain.errors import MachineError
from inspector.store.faults import told
from inspector.text import _

KEEP = 10  # reliability-security.md §8: the last ten; older ones go only after a good new one
_PAGES = 256  # copied at a time, so that readers are never held up for long


def back_up(ws: Workspace, folder: Path | None = None) -> Path:
    """Copy the database, check the copy, then let the oldest go; says where it is."""
    target = folder or ws.folder / "backups"
    name = f"{ws.now:%Y%m%d-%H%M%S}-{ws.new_id()[-6:]}.db"
    beside = target / f".{name}.{os.getpid()}"
    with told():
        target.mkdir(parents=True, exist_ok=True)
        try:
            copy = sqlite3.connect(beside)
            try:
                ws.db.conn.backup(copy, pages=_PAGES)
                sound = copy.execute("pragma integrity_check(1)").fetchone()[0]
            finally:
                copy.close()
            if sound != "ok":
                raise MachineError(
                    _("备份没有通过检查，未采用。"), _("检查磁盘后重试。"), code="backup"
                )
            beside.replace(target / name)
        finally:
            for leftover in target.glob(f".{name}.*"):
                leftover.unlink(missing_ok=True)
        for old in sorted(target.glob("*.db"))[:-KEEP]:
            old.unlink()
    return target / name
