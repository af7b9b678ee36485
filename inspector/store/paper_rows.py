"""What monthly papers list: overdue issues, repeats, pictured ones, open ones by point."""

from typing import Any

from sqlite_utils import Database

Row = dict[str, Any]

_OPEN = "('open', 'notified', 'replied', 'returned', 'deferred', 'parked')"


_LATE = """
    from issue where late_from <= :as_of and deadline < :as_of
    and (ended_at is null or ended_at > :as_of) and state <> 'void'
"""


def late_at(db: Database, as_of: str, limit: int) -> list[Row]:
    """Issues late at a moment, the longest first."""
    sql = f"select * {_LATE} order by deadline, id limit :limit"
    return list(db.query(sql, {"as_of": as_of, "limit": limit}))


def count_late(db: Database, as_of: str) -> int:
    """How many issues were late at a moment."""
    return int(db.execute(f"select count(*) {_LATE}", {"as_of": as_of}).fetchone()[0])


def repeats_of(db: Database, begin: str, until: str, limit: int) -> list[Row]:
    """Repeated issues first found in the period, the most often found first."""
    sql = """
        select * from issue where found_at >= :begin and found_at <= :until and occurrence > 1
        and state <> 'void'
        order by occurrence > 2 and photos > 0 desc, occurrence desc, found_at, id limit :limit
    """
    return list(db.query(sql, {"begin": begin, "until": until, "limit": limit}))


def pictured_of(db: Database, begin: str, until: str, limit: int) -> list[Row]:
    """Issues of the period with a photo, the worst first."""
    sql = """
        select * from issue where found_at >= :begin and found_at <= :until and photos > 0
        and state <> 'void' order by occurrence desc, rebound desc,
        cast(deduction as real) desc, found_at, id limit :limit
    """
    return list(db.query(sql, {"begin": begin, "until": until, "limit": limit}))


def times_found(db: Database, begin: str, until: str) -> dict[int, int]:
    """How many issues of the period were found for the second, third … time."""
    sql = """
        select occurrence, count(*) from issue where found_at >= :begin and found_at <= :until
        and state <> 'void' group by occurrence order by occurrence
    """
    return dict(db.execute(sql, {"begin": begin, "until": until}).fetchall())


def rounds_between(db: Database, begin: str, until: str) -> int:
    """How many rounds the inspections and findings of the period name."""
    sql = """
        select count(*) from (
            select round from inspection where at >= :begin and at <= :until and round <> ''
            and not exists (select 1 from void where subject = inspection.id)
            union select f.round from issue i join finding f on f.id = i.id
            where i.found_at >= :begin and i.found_at <= :until and f.round <> '')
    """
    return int(db.execute(sql, {"begin": begin, "until": until}).fetchone()[0])


def at_points(db: Database, since: str) -> list[Row]:
    """Open issues at points, and those closed since a moment, by point."""
    sql = f"""
        select * from (
            select * from issue where point is not null and state in {_OPEN}
            union all select * from issue where point is not null and closed_at >= :since
        ) order by point, closed_at is not null, deadline, id
    """
    return list(db.query(sql, {"since": since}))


def last_visits(db: Database) -> dict[str, str]:
    """The last inspection of each point that is not void."""
    sql = """
        select point, max(at) from inspection where point is not null
        and not exists (select 1 from void where subject = inspection.id)
        group by point order by point
    """
    return dict(db.execute(sql).fetchall())


def projects(db: Database) -> dict[str, str]:
    """Names of the catalogue's projects by code; the latest edition's word counts."""
    return dict(db.execute("select code, name from project order by edition, code").fetchall())


def ids_of_found(db: Database, begin: str, until: str) -> list[Row]:
    """Every issue first found in the period with what prices it, oldest first."""
    sql = """
        select id, found_at, town, unit, key_place, standard, pricing, occurrence, rebound
        from issue where found_at >= :begin and found_at <= :until and state <> 'void'
        order by found_at, unit, id
    """
    return list(db.query(sql, {"begin": begin, "until": until}))


def issues_named(db: Database, ids: list[str]) -> dict[str, Row]:
    """Rows of these issues by id."""
    found: dict[str, Row] = {}
    for start in range(0, len(ids), 400):
        some = {f"i{place}": one for place, one in enumerate(ids[start : start + 400])}
        marks = ", ".join(f":{name}" for name in some)
        for row in db.query(f"select * from issue where id in ({marks}) order by id", some):
            found[row["id"]] = row
    return found


def pictured_in(db: Database, begin: str, until: str, town: str, limit: int) -> list[Row]:
    """Issues of one town in the period with a photo, the worst first."""
    sql = """
        select * from issue where town = :town and found_at >= :begin and found_at <= :until
        and photos > 0 and state <> 'void' order by occurrence desc, rebound desc,
        cast(deduction as real) desc, found_at, id limit :limit
    """
    return list(db.query(sql, {"town": town, "begin": begin, "until": until, "limit": limit}))


def busiest_points(db: Database, begin: str, until: str, town: str, limit: int) -> list[Row]:
    """Points of one town with the most issues of the period: point, and how many."""
    sql = """
        select point, count(*) as number from issue where town = :town and point is not null
        and found_at >= :begin and found_at <= :until and state <> 'void'
        group by point order by number desc, point limit :limit
    """
    return list(db.query(sql, {"town": town, "begin": begin, "until": until, "limit": limit}))


def mended(db: Database, begin: str, until: str, limit: int) -> list[Row]:
    """Issues closed in the period that have a photo from before and one from after."""
    sql = """
        select issue.*, (
            select measures from reply where reply.finding = issue.id
            and not exists (select 1 from void where void.subject = reply.id)
            order by at desc, id desc limit 1) as measures
        from issue where closed_at >= :begin and closed_at <= :until and photos > 0
        and exists (select 1 from evidence e where e.finding = issue.id and e.subject <> e.finding)
        order by occurrence desc, cast(deduction as real) desc, closed_at, id limit :limit
    """
    return list(db.query(sql, {"begin": begin, "until": until, "limit": limit}))
