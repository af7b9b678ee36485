"""What the lists of a period read: spread of standards, last days in places, who answers."""

from typing import NamedTuple

from sqlite_utils import Database


class PointPlace(NamedTuple):
    """An active point and where it is said to lie."""

    code: str
    grid: str | None
    lon: float | None
    lat: float | None


def spread_of_standards(db: Database, begin: str, until: str) -> dict[str, tuple[int, int]]:
    """At how many points and in how many towns issues of each standard were first found."""
    sql = """
        select standard, count(distinct key_place), count(distinct town)
        from issue indexed by issue_month
        where found_at >= :begin and found_at <= :until and +state <> 'void'
        group by standard order by standard
    """
    rows = db.execute(sql, {"begin": begin, "until": until})
    return {standard: (points, towns) for standard, points, towns in rows}


class WeakInTown(NamedTuple):
    """A standard, how many issues of it a town had, and the points they were found at."""

    standard: str
    title: str
    issues: int
    points: tuple[str, ...]


def weak_in_town(
    db: Database, town: str, begin: str, until: str, limit: int
) -> tuple[WeakInTown, ...]:
    """The standards with most issues first found in the town from ``begin`` to before ``until``."""
    sql = """
        select standard, max(title), count(*), group_concat(distinct point) from issue
        where town = :town and found_at >= :begin and found_at < :until and state <> 'void'
        group by standard order by count(*) desc, standard limit :limit
    """
    rows = db.execute(sql, {"town": town, "begin": begin, "until": until, "limit": limit})
    return tuple(
        WeakInTown(standard, title, issues, tuple(sorted((points or "").split(","))))
        for standard, title, issues, points in rows.fetchall()
    )


def points_with_places(db: Database) -> list[PointPlace]:
    """Points that were given up left out."""
    sql = """
        select code, grid, lon, lat from point
        where code is not null and active is not 0 order by code
    """
    return list(map(PointPlace._make, db.execute(sql)))


def last_days_of_grids(db: Database, until: str) -> dict[str, str]:
    """The last local day before ``until`` on which something was found by its place in a grid."""
    sql = """
        select grid, max(day) from place where grid is not null and void = 0 and day < :until
        group by grid order by grid
    """
    return dict(db.execute(sql, {"until": until}).fetchall())


def points_with_findings(db: Database, first: str, last: str) -> set[str]:
    """Points with a finding that is not void on one of these local days."""
    sql = """
        select distinct point from place indexed by place_of_day
        where void = 0 and point is not null and day >= :first and day <= :last order by point
    """
    return {row[0] for row in db.execute(sql, {"first": first, "last": last})}


def officers(db: Database) -> list[tuple[str, str, str]]:
    """Kind and code of each area somebody answers for, and who."""
    sql = "select kind, code, officer from area where officer <> '' order by kind, code"
    return db.execute(sql).fetchall()


class RepeatRow(NamedTuple):
    """A repeated issue first found in a period."""

    id: str
    label: str
    standard: str
    title: str
    point: str | None
    spot: str | None
    town: str | None
    unit: str | None
    found_at: str
    occurrence: int
    rebound: int


class LateRow(NamedTuple):
    """An issue late at a moment; ``turns`` where it was told several deadlines."""

    id: str
    label: str
    standard: str
    title: str
    point: str | None
    spot: str | None
    town: str | None
    unit: str | None
    found_at: str
    occurrence: int
    deadline: str
    turns: str | None
    ended_at: str | None


_REPEATS = """
    from issue indexed by issue_month
    where found_at >= :begin and found_at <= :until and +state <> 'void' and occurrence > 1
"""
_LINE = "id, label, standard, title, point, spot, town, unit, found_at, occurrence"
_LATE_LINE = f"{_LINE}, coalesce(deadline, '') as deadline, turns, ended_at"


def repeats_found(db: Database, begin: str, until: str, limit: int) -> list[RepeatRow]:
    """Repeats of the period, the most often found first; what is not listed is not looked up."""
    sql = f"""
        select {_LINE}, rebound from issue where doc in (
            select doc {_REPEATS}
            order by occurrence desc, rebound desc, found_at, unit, key_place, standard
            limit :limit)
        order by occurrence desc, rebound desc, found_at, id
    """
    values = {"begin": begin, "until": until, "limit": limit}
    return list(map(RepeatRow._make, db.execute(sql, values)))


def count_repeats(db: Database, begin: str, until: str) -> int:
    """How many repeats were first found in the period."""
    sql = f"select count(*) {_REPEATS}"
    return int(db.execute(sql, {"begin": begin, "until": until}).fetchone()[0])


def late_rows(db: Database, until: str, limit: int) -> list[LateRow]:
    """Issues that were told one deadline and were past it at ``until``, the longest first."""
    sql = f"""
        select {_LATE_LINE} from issue where doc in (
            select doc from issue indexed by issue_late
            where late_from <= :until and turns is null
            and (ended_at is null or ended_at > :until) order by late_from limit :limit)
        order by deadline, id
    """
    return list(map(LateRow._make, db.execute(sql, {"until": until, "limit": limit})))


def turned_late_rows(db: Database, until: str) -> list[LateRow]:
    """Issues that were told several deadlines, late by ``until`` for a time at least."""
    sql = f"""
        select {_LATE_LINE} from issue where late_from <= :until and turns is not null
        and (ended_at is null or ended_at > :until) order by late_from, id
    """
    return list(map(LateRow._make, db.execute(sql, {"until": until})))


def odd_issues(db: Database, begin: str, until: str) -> list[tuple[str, str, str]]:
    """Id, label and what is odd of issues first found in the period with a deed out of order."""
    sql = """
        select id, label, odd from issue indexed by issue_odd where odd is not null
        and found_at >= :begin and found_at <= :until order by found_at, id
    """
    return db.execute(sql, {"begin": begin, "until": until}).fetchall()


def photos_of_issues(db: Database, issues: list[str]) -> dict[str, list[str]]:
    """Content hashes of the photos of each issue's findings, its first finding first."""
    marks = ", ".join("?" * len(issues))
    sql = f"""
        select v.issue, p.sha256 from verdict v
        join evidence e on e.finding = v.finding and e.subject = v.finding
        join photo p on p.id = e.photo where v.issue in ({marks})
        order by v.finding <> v.issue, v.finding, e.position, e.id
    """
    found: dict[str, list[str]] = {}
    for issue, sha256 in db.execute(sql, issues):
        if sha256 not in (some := found.setdefault(issue, [])):
            some.append(sha256)
    return found
