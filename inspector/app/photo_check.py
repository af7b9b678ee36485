"""Reading every original again (重读原件): a disk that rots is noticed before the paper is due."""

from collections.abc import Callable
from datetime import datetime

import orjson

from inspector.app.care_told import BrokenPhoto, PhotosRead
from inspector.app.workspace import Workspace
from inspector.domain.moment import from_stored, stored
from inspector.store.faults import told
from inspector.store.streams import read_meta, write_meta
from inspector.text import _

_META = "photos_read"
Tell = Callable[[int, int], None]
"""Hears how many of how many are read; what it raises calls the reading off."""


def read_photos(ws: Workspace, tell: Tell) -> PhotosRead:
    """Read every original that is here and compare it with its name; changes nothing."""
    with told():
        rows = ws.db.execute(
            "select p.sha256, coalesce(max(p.name), ''), coalesce(max(f.label), '') from photo p "
            "left join evidence e on e.photo = p.id left join finding f on f.id = e.finding "
            "where p.sha256 is not null group by p.sha256 order by p.sha256"
        ).fetchall()
        here = [row for row in rows if ws.photo_store.has(row[0])]
        broken = []
        for number, (sha256, name, label) in enumerate(here, start=1):
            if not ws.photo_store.check(sha256):
                meaning = _("原件与登记时不同")
                broken.append(BrokenPhoto(sha256=sha256, name=name, label=label, meaning=meaning))
            tell(number, len(here))
    return PhotosRead(at=ws.now, checked=len(here), broken=tuple(broken))


def remember_read(ws: Workspace, read: PhotosRead) -> None:
    """Note on this computer when the originals were last read, and how many were broken."""
    note = {"at": stored(read.at), "checked": read.checked, "broken": len(read.broken)}
    with ws.writing() as tx:
        write_meta(tx.db, _META, orjson.dumps(note).decode())


def last_read(ws: Workspace) -> tuple[datetime, int, int] | None:
    """When all originals were last read here, how many, how many of them broken."""
    with told():
        note = orjson.loads(read_meta(ws.db, _META) or "null")
    if not isinstance(note, dict):
        return None
    at = from_stored(note["at"]).astimezone(ws.register.zone)
    return at, int(note["checked"]), int(note["broken"])
