"""What a map reads: open issues with the place they were found at, and where problems return."""

from typing import NamedTuple

from sqlite_utils import Database

_OPEN = "('open', 'notified', 'replied', 'returned', 'deferred', 'parked')"


class Located(NamedTuple):
    """An open issue; its first finding's raw position and datum, None where nobody measured."""

    issue: str
    label: str
    title: str
    point: str | None
    grid: str | None
    town: str | None
    state: str
    late: int
    occurrence: int
    lon: float | None
    lat: float | None
    datum: str | None


class Returned(NamedTuple):
    """How many issues came back at one point, or in one grid where there is no point."""

    point: str | None
    grid: str | None
    town: str | None
    number: int


def open_issues(db: Database, now: str) -> list[Located]:
    """Every issue that is not settled, by id."""
    sql = f"""
        select i.id, i.label, i.title, i.point, i.grid, i.town, i.state,
            i.state in ('notified', 'returned') and i.delivered_at is not null
                and coalesce(i.deadline < :now, 0),
            i.occurrence, f.lon, f.lat, f.datum
        from issue i left join finding f on f.id = i.id
        where i.state in {_OPEN} order by i.id
    """
    return list(map(Located._make, db.execute(sql, {"now": now})))


def returned_since(db: Database, since: str) -> list[Returned]:
    """Issues of a second or later occurrence found since a moment, counted by place."""
    sql = """
        select point, grid, town, count(*) from issue
        where found_at >= :since and occurrence >= 2 and state <> 'void'
        group by point, grid, town order by point, grid, town
    """
    return list(map(Returned._make, db.execute(sql, {"since": since})))


def point_rows(db: Database) -> dict[str, str]:
    """The row of each point by its code."""
    sql = "select code, id from point where code is not null order by id"
    return dict(db.execute(sql).fetchall())
