"""What a day's work reads: who was where on which day, what was found and closed."""

from typing import NamedTuple

from sqlite_utils import Database

_OPEN = "('open', 'notified', 'replied', 'returned', 'deferred', 'parked')"


class PointStands(NamedTuple):
    """Open issues of a point, how many of them are late, how many are repeats."""

    point: str
    open: int
    late: int
    repeats: int


def visits_by_day(db: Database, first: str, last: str) -> dict[tuple[str, str], int]:
    """How many findings by local day and point, both days included; void ones left out."""
    sql = """
        select day, point, count(*) from place indexed by place_of_day
        where void = 0 and point is not null and day >= :first and day <= :last
        group by day, point order by day, point
    """
    rows = db.execute(sql, {"first": first, "last": last})
    return {(day, point): number for day, point, number in rows}


def inspections_between(db: Database, begin: str, until: str) -> list[tuple[str, str]]:
    """Moment and point of each inspection that is not void, oldest first."""
    sql = """
        select at, point from inspection where at >= :begin and at <= :until
        and point is not null and not exists (select 1 from void where subject = inspection.id)
        order by at
    """
    return db.execute(sql, {"begin": begin, "until": until}).fetchall()


def last_finds(db: Database, begin: str) -> dict[str, str]:
    """The last moment since ``begin`` at which something was found at a point."""
    sql = """
        select point, max(found_at) from issue where found_at >= :begin and state <> 'void'
        and point is not null group by point order by point
    """
    return dict(db.execute(sql, {"begin": begin}).fetchall())


def standing_at(db: Database, now: str) -> dict[str, PointStands]:
    """What is open at each point."""
    sql = f"""
        select point, count(*), total(state in ('notified', 'returned')
            and delivered_at is not null and deadline < :now), total(occurrence > 1)
        from issue where state in {_OPEN} and point is not null group by point order by point
    """
    return {
        row[0]: PointStands(row[0], int(row[1]), int(row[2]), int(row[3]))
        for row in db.execute(sql, {"now": now})
    }


def found_moments(db: Database, begin: str, until: str) -> list[str]:
    """When each issue of a span was found, void ones left out."""
    sql = """
        select found_at from issue where found_at >= :begin and found_at <= :until
        and state <> 'void' order by found_at
    """
    return [row[0] for row in db.execute(sql, {"begin": begin, "until": until})]


def closed_moments(db: Database, begin: str, until: str) -> list[str]:
    """When each issue closed in a span was closed."""
    sql = """
        select closed_at from issue where closed_at >= :begin and closed_at <= :until
        order by closed_at
    """
    return [row[0] for row in db.execute(sql, {"begin": begin, "until": until})]
