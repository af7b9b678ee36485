"""Pictures of photos as they may be shown and sent: the one way from an original to a rendition."""

from enum import StrEnum
from pathlib import Path
from typing import Any

import orjson

from inspector.app.workspace import Workspace
from inspector.domain.errors import NeedsPerson
from inspector.domain.ids import photo_id
from inspector.domain.mark import as_stored
from inspector.domain.moment import from_stored
from inspector.photos.marking import BARE, Layers
from inspector.photos.renditions import Kind, rendition
from inspector.store.marks import covers_on, first_use, marks_of, photos_named
from inspector.text import _

Row = dict[str, Any]


class StampLine(StrEnum):
    """What a stamp may say."""

    TIME = "拍摄时间"
    PLACE = "地点"
    PERSON = "检查人"
    POSITION = "经纬度"
    HASH = "原件编号"


USUAL_STAMP = (StampLine.TIME, StampLine.PLACE)
NAMED = 12
"""Digits of a hash by which people, and an issued notice, name a photo."""


def picture(ws: Workspace, sha256: str, kind: Kind) -> Path:
    """The rendition with its marks and stamp, covered where it must be.

    InputError: its bytes are not here, or nothing in them can be drawn.
    """
    return rendition(ws.photo_store, sha256, kind, layers_of(ws, sha256))


def bare_screen(ws: Workspace, sha256: str) -> Path:
    """The picture without marks, for the screen on which they are set; it never leaves the office.

    InputError as :func:`picture`.
    """
    return rendition(ws.photo_store, sha256, Kind.SCREEN, BARE)


def covered_print(ws: Workspace, sha256: str) -> Path:
    """The print that travels to another laptop, which draws the other marks itself."""
    return rendition(ws.photo_store, sha256, Kind.PRINT, layers_of(ws, sha256).only_covers())


def layers_of(ws: Workspace, sha256: str) -> Layers:
    """What lies over a photo at this moment."""
    rows = marks_of(ws.db, photo_id(sha256))
    marks = (as_stored(row["kind"], row["shape"], row["text"]) for row in rows)
    return Layers(marks=tuple(one for one in marks if one), stamp=_stamp(ws, sha256))


def stamp_setting(ws: Workspace) -> tuple[StampLine, ...]:
    """The lines this office stamps; time and place until it says otherwise."""
    settings = orjson.loads(ws.register.office.get("settings") or "{}")
    chosen = settings.get("stamp")
    if not isinstance(chosen, list):
        return USUAL_STAMP
    return tuple(one for one in StampLine if one.name.lower() in chosen)


def check_still_covered(ws: Workspace, notice: Row) -> None:
    """NeedsPerson where an issued notice shows what was covered only after it was printed.

    An issued paper is never drawn anew. Covers are compared by name, not by time: one made
    earlier on another laptop may have been merged in later.
    """
    row = ws.db.execute("select content from notice where id = ?", [notice["id"]]).fetchone()
    kept = orjson.loads(row[0] or "{}") if row else {}
    printed = tuple(one for one in kept.get("photos") or () if isinstance(one, str))
    photos = [one for name in printed for one in photos_named(ws.db, name)]
    if set(covers_on(ws.db, photos)) - set(kept.get("covers") or ()):
        raise NeedsPerson(
            _("{number} 印有后来才遮挡的照片，不能再外发。").format(
                number=notice["number"] or notice["draft"] or ""
            ),
            _("作废这份通知书（inspector notices --void），重新下发。"),
            code="bare_paper",
        )


def _stamp(ws: Workspace, sha256: str) -> tuple[str, ...]:
    """Lines of the stamp; what is not known has no line."""
    row = first_use(ws.db, photo_id(sha256)) or {}
    point = ws.register.point(row.get("point"))
    place = point.name if point else ""
    if place and row["spot"]:
        place += f"（{row['spot']}）"
    taken = row.get("taken_at")
    local = from_stored(taken).astimezone(ws.register.zone) if taken else None
    position = row.get("lat") is not None and row.get("lon") is not None
    lines = {
        StampLine.TIME: f"{local:%Y-%m-%d %H:%M}" if local else "",
        StampLine.PLACE: place,
        StampLine.PERSON: row.get("person") or "",
        StampLine.POSITION: f"{row['lon']:.6f}, {row['lat']:.6f}" if position else "",
        StampLine.HASH: _("派生图 · 原件 {hash}").format(hash=sha256[:NAMED]),
    }
    return tuple(lines[one] for one in stamp_setting(ws) if lines[one])
