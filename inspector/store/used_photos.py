"""Photos in their uses (照片引用): which finding shows which photo, as rows."""

from collections.abc import Sequence
from typing import Any, NamedTuple

import orjson
from sqlite_utils import Database

from inspector.store.values import canonical

Row = dict[str, Any]


def used_photos(db: Database, same_as: Sequence[str] = ()) -> list[Row]:
    """Every use of a photo as evidence, with its hashes, its finding's place and day.

    ``same_as``: of these contents alone, and of photos with the very same pixels.
    """
    sql = """
        select p.sha256, p.scan_hash, p.phash, p.crop,
            p.taken_at, p.time_source, e.finding, e.subject, f.label, f.point, f.found_at,
            exists (select 1 from void where void.subject = e.finding) as void
        from evidence e join photo p on p.id = e.photo join finding f on f.id = e.finding
        where p.sha256 is not null and f.found_at is not null {which} order by f.found_at, e.id
    """
    if not same_as:
        return list(db.query(sql.format(which="")))
    return list(db.query(sql.format(which=f"and p.id in ({_SAME})"), {"same": canonical(same_as)}))


_SAME = """
    select id from photo where sha256 in (select value from json_each(:same))
    union select id from photo where scan_hash in (
        select scan_hash from photo
        where sha256 in (select value from json_each(:same)) and scan_hash is not null)
"""


class Shown(NamedTuple):
    """The photos of one issue as it was found, by which findings, and at which point."""

    issue: str
    point: str | None
    findings: frozenset[str]
    contents: list[str]


def photos_shown(db: Database, issues: Sequence[str]) -> list[Shown]:
    """The photos of each of ``issues`` that has any, in the order of their findings."""
    sql = """
        select v.issue, max(f.point), json_group_array(distinct f.id),
            json_group_array(distinct p.sha256)
        from verdict v join finding f on f.id = v.finding
        join evidence e on e.finding = f.id and e.subject = f.id join photo p on p.id = e.photo
        where v.issue in (select value from json_each(?)) and p.sha256 is not null
        group by v.issue order by v.issue
    """
    rows = db.execute(sql, [canonical(issues)]).fetchall()
    return [
        Shown(issue, point, frozenset(orjson.loads(findings)), sorted(orjson.loads(contents)))
        for issue, point, findings, contents in rows
    ]


def rows_of_photos(db: Database, contents: Sequence[str]) -> list[Row]:
    """The rows of photos by content: name, size and place as told, flags, the thumbnail."""
    sql = """
        select id, sha256, name, format, width, height, thumb_bits, lon, lat, datum,
            coalesce(json_extract(more, '$.flags'), '[]') as flags
        from photo where sha256 in (select value from json_each(?)) order by id
    """
    return list(db.query(sql, [canonical(contents)]))


def usual_models(db: Database, person: str) -> list[str]:
    """The camera models of at least ``_USUAL`` photos this person found something with."""
    sql = """
        select p.model from finding f join evidence e on e.subject = f.id
        join photo p on p.id = e.photo
        where f.person = ? and p.model is not null
        group by p.model having count(*) >= ? order by p.model
    """
    return [model for (model,) in db.execute(sql, [person, _USUAL]).fetchall()]


_USUAL = 20  # photos after which a device counts as somebody's own; fewer may be borrowed
