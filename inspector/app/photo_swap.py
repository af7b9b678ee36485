"""Choosing another photo (重选照片): one that cannot be read gives its place to another."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from inspector.app.capture import kept_photo
from inspector.app.ledger import known_issue, local
from inspector.app.pictures import picture
from inspector.app.workspace import Workspace
from inspector.domain.change import Draft
from inspector.domain.errors import InputError
from inspector.domain.ids import photo_id
from inspector.domain.moment import from_stored, stored
from inspector.photos.renditions import Kind
from inspector.store.apply import apply
from inspector.store.deeds import photos_of
from inspector.store.derive import derive
from inspector.store.issues import findings_of
from inspector.text import _

Row = dict[str, Any]
_WITHIN = timedelta(hours=12)  # a photo of another round shows something else
_OFFERED = 8


@dataclass(frozen=True, slots=True, kw_only=True)
class SparePhoto:
    """A photo no finding shows yet, and how long before or after the broken one it was taken."""

    sha256: str
    name: str
    taken_at: datetime | None
    apart: timedelta
    thumb: Path


def spare_photos(ws: Workspace, name: str) -> tuple[SparePhoto, ...]:
    """Photos that could stand for the broken one of an issue, the nearest in time first."""
    broken = _broken(ws, known_issue(ws, name))
    if broken is None or not broken["taken_at"]:
        return ()
    taken = from_stored(broken["taken_at"])
    rows = ws.db.query(
        "select * from photo p where p.taken_at >= :first and p.taken_at <= :last "
        "and not exists (select 1 from evidence e where e.photo = p.id) order by p.taken_at, p.id",
        {"first": stored(taken - _WITHIN), "last": stored(taken + _WITHIN)},
    )
    nearest = sorted(rows, key=lambda row: abs(from_stored(row["taken_at"]) - taken))
    return tuple(_readable(ws, nearest[: 2 * _OFFERED], taken))[:_OFFERED]


def replace_photo(ws: Workspace, name: str, photo: Path | str) -> None:
    """Put a photo, a file or the content name of one that is here, in a broken one's place.

    InputError where every photo of the issue can be read.
    """
    broken = _broken(ws, known_issue(ws, name))
    if broken is None:
        raise InputError(_("这个问题的照片都读得出。"), _("不必重选。"), code="nothing")
    row, sha256 = kept_photo(ws, photo)
    shown = ws.db.execute(
        "select id from evidence where photo = ? and subject = ? order by position, id limit 1",
        [photo_id(broken["sha256"]), broken["finding"]],
    ).fetchone()
    drafts = [row] if row else []
    drafts.append(Draft("evidence", shown[0], {"photo": photo_id(sha256)}))
    with ws.writing() as tx:
        derive(tx, apply(tx, drafts))


def _broken(ws: Workspace, issue: str) -> Row | None:
    """The first photo of the findings that makes no print."""
    rows = photos_of(ws.db, findings_of(ws.db, issue))
    own = (row for row in rows if row["subject"] == row["finding"])
    return next((row for row in own if not _drawn(ws, row["sha256"], Kind.PRINT)), None)


def _readable(ws: Workspace, rows: Sequence[Row], taken: datetime) -> Iterator[SparePhoto]:
    for row in rows:
        thumb = _drawn(ws, row["sha256"], Kind.THUMB)
        if thumb:
            yield SparePhoto(
                sha256=row["sha256"],
                name=str(row["name"] or row["sha256"][:8]),
                taken_at=local(ws, row["taken_at"]),
                apart=from_stored(row["taken_at"]) - taken,
                thumb=thumb,
            )


def _drawn(ws: Workspace, sha256: str, kind: Kind) -> Path | None:
    try:
        return picture(ws, sha256, kind)
    except InputError:
        return None
