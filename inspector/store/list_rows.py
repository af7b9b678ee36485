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
