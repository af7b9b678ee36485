"""What a period reads: issues found, due, late, returned and closed in it, visits, charges."""

from collections.abc import Iterable
from typing import NamedTuple

from sqlite_utils import Database


class Found(NamedTuple):
    """An issue first found in the period."""

    at: str
    town: str | None
    unit: str | None
    place: str
    standard: str
    pricing: str
    occurrence: int
    rebound: int
    severity: str | None


class Touched(NamedTuple):
    """An issue that something may accrue to: lateness, returns or relief as its column holds it."""

    issue: str
    at: str
    town: str | None
    unit: str | None
    place: str
    standard: str
    words: str
    ended_at: str | None


class Due(NamedTuple):
    """Issues of one town and unit whose first delivered deadline lies in the period."""

    town: str | None
    unit: str | None
    due: int
    closed: int
    ended: int
    put_off: int
    in_time: int


class Seen(NamedTuple):
    """What one person recorded at one point on one day; ``grave``: serious or critical."""

    day: str
    point: str
    person: str | None
    findings: int
    grave: int


class Charged(NamedTuple):
    """An entry that scores by hand."""

    row: str
    at: str
    town: str | None
    unit: str | None
    kind: str
    points: str
    reason: str | None


class PlaceOfPoint(NamedTuple):
    """What the month needs to know of a point of the register."""

    code: str
    town: str | None
    type: str
    active: int


def points_of_register(db: Database) -> dict[str, PlaceOfPoint]:
    """Every point by its code."""
    rows = db.execute("select code, town, type, active is not 0 from point order by code, id desc")
    return {row[0]: PlaceOfPoint(*row) for row in rows}


def found_between(db: Database, begin: str, until: str) -> list[Found]:
    """Issues first found in the period, void ones left out, oldest first."""
    # unary plus keeps SQLite to the index that holds every column asked for
    sql = """
        select found_at, town, unit, key_place, standard, pricing, occurrence, rebound, severity
        from issue indexed by issue_month
        where found_at >= :begin and found_at <= :until and +state <> 'void' order by found_at
    """
    return list(map(Found._make, db.execute(sql, {"begin": begin, "until": until})))


_TOUCHED = "select id, found_at, town, unit, key_place, standard"


def late_between(db: Database, begin: str, until: str, horizon: str) -> list[Touched]:
    """Issues late in the period; late since before ``horizon`` only where deadlines changed."""
    sql = f"""
        {_TOUCHED}, turns, ended_at from issue indexed by issue_late
        where late_from <= :until and (ended_at is null or ended_at >= :begin)
        and (late_from >= :horizon or turned = 1) order by late_from
    """
    values = {"begin": begin, "until": until, "horizon": horizon}
    return list(map(Touched._make, db.execute(sql, values)))


def returned_since(db: Database, begin: str) -> list[Touched]:
    """Issues whose last failed verification is not before the period."""
    sql = f"""
        {_TOUCHED}, returns, null from issue
        where last_return_at >= :begin order by last_return_at
    """
    return list(map(Touched._make, db.execute(sql, {"begin": begin})))


def relieved_between(db: Database, begin: str, until: str) -> list[Touched]:
    """Issues found in the period of which a decided dispute took points off."""
    sql = f"""
        {_TOUCHED}, relief, pricing || ' ' || occurrence || ' ' || rebound from issue
        where relief is not null and found_at >= :begin and found_at <= :until order by found_at
    """
    return list(map(Touched._make, db.execute(sql, {"begin": begin, "until": until})))


def due_between(db: Database, begin: str, end: str, until: str) -> list[Due]:
    """Counts of what was due from ``begin`` to ``end``, as it stood at ``until``."""
    sql = """
        select town, unit, count(*), total(closed_at <= :until), total(ended_at <= :until),
            total(put_off_at <= :until),
            total(ended_at <= :until and in_time = 1
                and (put_off_at is null or put_off_at > :until))
        from issue where due_at >= :begin and due_at <= :end
        group by town, unit order by town, unit
    """
    rows = db.execute(sql, {"begin": begin, "end": end, "until": until})
    return [Due(row[0], row[1], *(int(one) for one in row[2:])) for row in rows]


def closed_between(db: Database, begin: str, until: str) -> dict[str | None, int]:
    """How many issues were closed in the period, by town."""
    sql = """
        select town, count(*) from issue where closed_at >= :begin and closed_at <= :until
        group by town order by town
    """
    return dict(db.execute(sql, {"begin": begin, "until": until}).fetchall())


def seen_between(db: Database, first: str, last: str, until: str) -> list[Seen]:
    """Findings by day, point and person; on the last day only those up to ``until``."""
    counted = "count(*), total(severity in ('serious', 'critical'))"
    sql = f"""
        select day, point, person, {counted} from place indexed by place_of_day
        where void = 0 and point is not null and day >= :first and day < :last
        group by day, point, town, person
        union all
        select place.day, place.point, place.person, {counted}
        from place join finding on finding.id = place.finding
        where place.void = 0 and place.point is not null and place.day = :last
        and finding.found_at <= :until group by place.point, place.person
        order by 1, 2
    """
    rows = db.execute(sql, {"first": first, "last": last, "until": until})
    return [Seen(row[0], row[1], row[2], row[3], int(row[4])) for row in rows]


def inspected_between(db: Database, begin: str, until: str) -> list[tuple[str, str, str | None]]:
    """Moment, point and person of each inspection that is not void."""
    sql = """
        select at, point, person from inspection where at >= :begin and at <= :until
        and point is not null and not exists (select 1 from void where subject = inspection.id)
        order by at
    """
    return db.execute(sql, {"begin": begin, "until": until}).fetchall()


def failed_between(db: Database, begin: str, until: str) -> list[tuple[str, str, str]]:
    """Moment, point and standard of each failed check of an inspection that is not void."""
    sql = """
        select at, point, standard from "check"
        where answer = 'fail' and at >= :begin and at <= :until and point is not null
        and not exists (select 1 from void where subject in ("check".id, "check".inspection))
        order by at
    """
    return db.execute(sql, {"begin": begin, "until": until}).fetchall()


def charges_between(db: Database, begin: str, until: str) -> list[Charged]:
    """Charges of the period, void ones left out."""
    sql = """
        select id, at, town, unit, kind, points, reason from charge
        where at >= :begin and at <= :until
        and not exists (select 1 from void where subject = charge.id) order by at, id
    """
    return list(map(Charged._make, db.execute(sql, {"begin": begin, "until": until})))


def states_of_found(db: Database, begin: str, until: str) -> dict[str, int]:
    """How many issues found in the period stand in which state now."""
    sql = """
        select state, count(*) from issue indexed by issue_month
        where found_at >= :begin and found_at <= :until and +state <> 'void'
        group by state order by state
    """
    return dict(db.execute(sql, {"begin": begin, "until": until}).fetchall())


def moved_after(db: Database, begin: str, until: str) -> Iterable[tuple[str, str | None]]:
    """State now, and moves, of issues found in the period that something was done about later."""
    sql = """
        select state, moves from issue indexed by issue_moved
        where last_deed_at > :until and found_at >= :begin and found_at <= :until
        and +state <> 'void' order by last_deed_at
    """
    return db.execute(sql, {"begin": begin, "until": until}).fetchall()


def open_found_until(db: Database, since: str, until: str, as_of: str) -> int:
    """How many issues found after ``since`` up to ``until`` were open at ``as_of``."""
    sql = """
        select (select count(*) from issue where state in (
            'open', 'notified', 'replied', 'returned', 'deferred', 'parked')
            and found_at > :since and found_at <= :until)
        + (select count(*) from issue where closed_at > :as_of
            and found_at > :since and found_at <= :until)
    """
    values = {"since": since, "until": until, "as_of": as_of}
    return int(db.execute(sql, values).fetchone()[0])


def subscores(db: Database, month: str) -> list[tuple[str, str, str, str]]:
    """Component, town, scorer and points of every sub-score imported for a month."""
    sql = """
        select item, town, scorer, points from subscore where month = :month
        and item is not null and town is not null and points is not null
        and not exists (select 1 from void where subject = subscore.id)
        order by item, town, scorer, id
    """
    return db.execute(sql, {"month": month}).fetchall()
