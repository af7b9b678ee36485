"""What plans read: last visits, open issues by point, what waits for another look, draws."""

from typing import NamedTuple

from sqlite_utils import Database

_OPEN = "('open', 'notified', 'replied', 'returned', 'deferred', 'parked')"


class Drawn(NamedTuple):
    """A draw as it was recorded; ``asked`` and ``points`` as JSON."""

    row: str
    at: str
    seed: str
    person: str | None
    campaign: str | None
    asked: str
    points: str


class Waiting(NamedTuple):
    """An issue that somebody must look at again."""

    issue: str
    label: str
    point: str | None
    title: str
    town: str | None
    unit: str | None
    state: str
    deadline: str | None


def last_seen(db: Database, until: str) -> dict[str, str]:
    """The last local day before ``until`` (a day, not counted) on which a point had a finding."""
    sql = """
        select point, max(day) from place indexed by place_of_day
        where void = 0 and point is not null and day < :until group by point order by point
    """
    return dict(db.execute(sql, {"until": until}).fetchall())


def last_inspected(db: Database, until: str) -> dict[str, str]:
    """The last moment before ``until`` at which a point was inspected."""
    sql = """
        select point, max(at) from inspection where point is not null and at < :until
        and not exists (select 1 from void where subject = inspection.id)
        group by point order by point
    """
    return dict(db.execute(sql, {"until": until}).fetchall())


def open_by_point(db: Database) -> dict[str, int]:
    """How many issues are open at each point."""
    sql = f"""
        select point, count(*) from issue where state in {_OPEN} and point is not null
        group by point order by point
    """
    return dict(db.execute(sql).fetchall())


def waiting(db: Database, now: str) -> list[Waiting]:
    """Issues replied to, and those whose deadline has passed; the longest waiting first."""
    sql = """
        select id, label, point, title, town, unit, state, deadline from issue
        where state = 'replied' or (state in ('notified', 'returned')
            and delivered_at is not null and deadline < :now)
        order by state = 'replied' desc, deadline, id
    """
    return list(map(Waiting._make, db.execute(sql, {"now": now})))


def last_of_standard(db: Database, standard: str) -> dict[str, tuple[str, int]]:
    """Points with findings of a standard: when last found, how many issues of it are open."""
    sql = f"""
        select point, max(last_found_at), total(state in {_OPEN}) from issue
        where standard = :standard and point is not null and state <> 'void'
        group by point order by point
    """
    rows = db.execute(sql, {"standard": standard})
    return {point: (last, int(number)) for point, last, number in rows}


def draws(db: Database) -> list[Drawn]:
    """Every draw that is not void, the newest first."""
    sql = """
        select id, at, coalesce(seed, ''), person, campaign, asked, points from draw
        where at is not null and points is not null
        and not exists (select 1 from void where subject = draw.id) order by at desc, id desc
    """
    return list(map(Drawn._make, db.execute(sql)))
