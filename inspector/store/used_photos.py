"""Photos in their uses (照片引用): which finding shows which photo, as rows."""

from typing import Any

from sqlite_utils import Database

Row = dict[str, Any]


def used_photos(db: Database) -> list[Row]:
    """Every use of a photo as evidence, with its hashes, its finding's place and day."""
    sql = """
        select p.sha256, p.scan_hash, p.phash, p.crop,
            p.taken_at, p.time_source, e.finding, e.subject, f.label, f.point, f.found_at,
            exists (select 1 from void where void.subject = e.finding) as void
        from evidence e join photo p on p.id = e.photo join finding f on f.id = e.finding
        where p.sha256 is not null and f.found_at is not null order by f.found_at, e.id
    """
    return list(db.query(sql))
