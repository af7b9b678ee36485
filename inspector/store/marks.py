"""Marks on photos (标注), and what a photo's stamp is made of, as rows."""

from collections.abc import Iterable
from typing import Any

import orjson
from sqlite_utils import Database

from inspector.domain.mark import as_stored

Row = dict[str, Any]

_LIVE = """
    select id, photo, kind, shape, text, person, at from mark
    where photo = :photo and not exists (select 1 from void where void.subject = mark.id)
    order by at, id
"""


def marks_of(db: Database, photo: str) -> list[Row]:
    """Live marks of a photo, oldest first; ``shape`` is a list, or None where it is set aside."""
    rows = db.query(_LIVE, {"photo": photo})
    return [{**row, "shape": orjson.loads(row["shape"] or "null")} for row in rows]


def mark_row(db: Database, name: str) -> Row | None:
    """The live mark of this id."""
    rows = db.query("select photo from mark where id = :id", {"id": name})
    photo = next((row["photo"] for row in rows), None)
    live = marks_of(db, photo) if photo else []
    return next((row for row in live if row["id"] == name), None)


def photos_named(db: Database, beginning: str) -> list[str]:
    """Hashes of known photos that begin so, at most two: one is meant, two are too many."""
    sql = "select sha256 from photo where sha256 >= :low and sha256 < :high order by sha256 limit 2"
    named = {"low": beginning, "high": beginning + "g"}  # hex digits end before g
    return [row["sha256"] for row in db.query(sql, named)]


def first_use(db: Database, photo: str) -> Row | None:
    """The photo's own time, and place and person of the first finding it is evidence of."""
    sql = """
        select p.taken_at, p.lat, p.lon, f.point, f.spot, f.person
        from photo p left join evidence e on e.photo = p.id left join finding f
            on f.id = e.finding and not exists (select 1 from void where void.subject = f.id)
        where p.id = :photo order by f.id is null, f.found_at, f.id limit 1
    """
    return next(iter(db.query(sql, {"photo": photo})), None)


def covers_on(db: Database, photos: Iterable[str]) -> list[str]:
    """Ids of the live marks that cover a part of one of these photos, named by sha256."""
    sql = """
        select m.id, m.kind, m.shape, m.text from photo p join mark m on m.photo = p.id
        where p.sha256 = :sha256 and not exists (select 1 from void where void.subject = m.id)
        order by m.id
    """
    rows = (row for one in photos for row in db.query(sql, {"sha256": one}))
    return [row["id"] for row in rows if _covers(row)]


def _covers(row: Row) -> bool:
    mark = as_stored(row["kind"], orjson.loads(row["shape"] or "null"), row["text"])
    return mark is not None and mark.covers
