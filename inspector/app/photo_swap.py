"""Choosing a photo afterwards (重选、补照片): for one that cannot be read, or where none is."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from inspector.app.capture import evidence, kept_photo
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
    """A photo no finding shows yet, and how far from the broken one, or the finding, in time."""

    sha256: str
    name: str
    taken_at: datetime | None
    apart: timedelta
    thumb: Path


def spare_photos(ws: Workspace, name: str) -> tuple[SparePhoto, ...]:
    """Photos that could stand for the broken one of an issue, or where it has none.

    The nearest in time come first.
    """
    wanted_at = _wanted_at(ws, findings_of(ws.db, known_issue(ws, name)))
    if not wanted_at:
        return ()
    taken = from_stored(wanted_at)
    rows = ws.db.query(
        "select * from photo p where p.taken_at >= :first and p.taken_at <= :last "
        "and not exists (select 1 from evidence e where e.photo = p.id) order by p.taken_at, p.id",
        {"first": stored(taken - _WITHIN), "last": stored(taken + _WITHIN)},
    )
    nearest = sorted(rows, key=lambda row: abs(from_stored(row["taken_at"]) - taken))
    return tuple(_readable(ws, nearest[: 2 * _OFFERED], taken))[:_OFFERED]


def replace_photo(ws: Workspace, name: str, photo: Path | str) -> None:
    """Put a photo, a file or the content name of one that is here, in a broken one's place.

    An issue without photos gets it as the first one of its last finding. InputError where every
    photo of the issue can be read.
    """
    findings = findings_of(ws.db, known_issue(ws, name))
    shown_now = _own_photos(ws, findings)
    if not shown_now:
        with ws.writing() as tx:
            derive(tx, apply(tx, evidence(ws, findings[-1], findings[-1], [photo], "wide")))
        return
    broken = _broken(ws, shown_now)
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


def _own_photos(ws: Workspace, findings: Sequence[str]) -> list[Row]:
    """The photos of the findings themselves, not of what was done about them."""
    return [row for row in photos_of(ws.db, findings) if row["subject"] == row["finding"]]


def _broken(ws: Workspace, photos: Sequence[Row]) -> Row | None:
    """The first one that makes no print."""
    return next((row for row in photos if not _drawn(ws, row["sha256"], Kind.PRINT)), None)


def _wanted_at(ws: Workspace, findings: Sequence[str]) -> str | None:
    """When the photo to be found was taken: as the broken one, else at the last finding."""
    photos = _own_photos(ws, findings)
    if photos:
        broken = _broken(ws, photos)
        return broken["taken_at"] if broken else None
    row = ws.db.execute("select found_at from finding where id = ?", [findings[-1]]).fetchone()
    return str(row[0]) if row else None


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
