"""What a period reads: issues found, due, late, returned and closed in it, visits, charges."""

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from sqlite_utils import Database

# An issue first found in the period: found_at, town, unit, key_place, standard, pricing,
# occurrence, rebound, severity. Plain tuples: a month may have a hundred thousand of them.
Found = tuple[str, str | None, str | None, str, str, str, int, int, str | None]

# An issue told one deadline that is or was late: id or "", the deadline's local day as an ordinal,
# days from it to the end of the work (None while open), whether it was late when the period
# began, town, unit, key_place, standard.
Late = tuple[str, int, int | None, int, str | None, str | None, str, str]


TOWN = "town"  # what stands in the town's place of a row found or touched, unless told otherwise


class Numbers(NamedTuple):
    """How many issues of one town and unit were first found in the period."""

    town: str | None
    unit: str | None
    issues: int
    repeats: int
    rebounds: int


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
        where found_at >= :begin and found_at <= :until and +state <> 'void' order by found_at, unit
    """
    return db.execute(sql, {"begin": begin, "until": until}).fetchall()


def last_found(db: Database, before: str) -> str | None:
    """When the newest issue was first found, of those found before a moment."""
    row = db.execute("select max(found_at) from issue where found_at < ?", [before]).fetchone()
    return str(row[0]) if row[0] else None


def numbers_between(db: Database, begin: str, until: str) -> list[Numbers]:
    """How many issues were first found in the period, by town and unit."""
    sql = """
        select town, unit, count(*), sum(occurrence > 1), sum(rebound)
        from issue indexed by issue_month
        where found_at >= :begin and found_at <= :until and +state <> 'void'
        group by town, unit order by town, unit
    """
    return list(map(Numbers._make, db.execute(sql, {"begin": begin, "until": until})))


def _touched(line: str) -> str:
    return f"select id, found_at, {line}, unit, key_place, standard"


def late_between(
    db: Database, begin: str, until: str, horizon: str, *, named: bool, line: str = TOWN
) -> list[Late]:
    """Issues late in the period since ``horizon`` or later; with their ids where ``named``."""
    sql = f"""
        select {"id" if named else "''"}, late_day,
            case when ended_at <= :until then late_days end, late_from < :begin,
            {line}, unit, key_place, standard
        from issue indexed by issue_late
        where late_from >= :horizon and late_from <= :until and turns is null
        and (ended_at is null or ended_at >= :begin) order by late_from
    """
    values = {"begin": begin, "until": until, "horizon": horizon}
    return db.execute(sql, values).fetchall()


def turned_between(db: Database, begin: str, until: str, *, line: str = TOWN) -> list[Touched]:
    """Issues told several deadlines, late since any time and not ended before the period."""
    sql = f"""
        {_touched(line)}, turns, ended_at from issue
        where turns is not null and late_from <= :until
        and (ended_at is null or ended_at >= :begin) order by late_from
    """
    return list(map(Touched._make, db.execute(sql, {"begin": begin, "until": until})))


def returned_between(db: Database, begin: str, until: str, *, line: str = TOWN) -> list[Touched]:
    """Issues found by ``until`` whose last failed verification is not before ``begin``."""
    sql = f"""
        {_touched(line)}, returns, null from issue indexed by issue_return
        where last_return_at >= :begin and found_at <= :until order by last_return_at
    """
    return list(map(Touched._make, db.execute(sql, {"begin": begin, "until": until})))


def relieved_between(db: Database, begin: str, until: str, *, line: str = TOWN) -> list[Touched]:
    """Issues found in the period of which a decided dispute took points off."""
    sql = f"""
        {_touched(line)}, relief, pricing || ' ' || occurrence || ' ' || rebound from issue
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


# Whole days come from the index alone; on a day still running only what was found up to as_of
# counts, which asks for each finding.
_WHOLE_DAYS = """
    from place indexed by place_of_day
    where void = 0 and point is not null and day >= :first and day < :last
"""
_LAST_DAY = """
    from place indexed by place_of_day cross join finding on finding.id = place.finding
    where place.void = 0 and place.point is not null and place.day = :last
    and finding.found_at <= :until
"""


class Days(NamedTuple):
    """From ``first`` to before ``last``; ``until``: up to when ``last`` counts too, or nothing."""

    first: str
    last: str
    until: str


def _sources(days: Days) -> tuple[str, ...]:
    """Whole days and the running one: no day is in both."""
    return (_WHOLE_DAYS, _LAST_DAY) if days.until else (_WHOLE_DAYS,)


def days_seen(db: Database, days: Days) -> list[tuple[str, int, int]]:
    """Point, the days something was found there, whether anything was serious or critical.

    A point comes twice where a day is running.
    """
    sql = """
        select point, count(*), max(grave) from (
            select place.day, place.point as point,
                max(place.severity = 'serious' or place.severity = 'critical') as grave
            {source} group by place.day, place.point)
        group by point order by point
    """
    return [
        row
        for source in _sources(days)
        for row in db.execute(sql.format(source=source), days._asdict())
    ]


def seen_by_person(db: Database, days: Days) -> list[tuple[str, str, int, int]]:
    """Person, point, the days that person found something there, and how many things."""
    sql = """
        select person, point, count(*), sum(number) from (
            select place.point as point, place.person as person, count(*) as number
            {source} and place.person is not null group by place.day, place.point, place.person)
        group by person, point order by person, point
    """
    return [
        row
        for source in _sources(days)
        for row in db.execute(sql.format(source=source), days._asdict())
    ]


def is_seen(db: Database, days: Days, day: str, point: str, person: str | None = None) -> bool:
    """Whether a finding of the period was made that day at the point, by anybody or by one."""
    running = day == days.last
    sql = f"""
        select 1 {_LAST_DAY if running else _WHOLE_DAYS} and place.day = :day
        and place.point = :point and (:person is null or place.person = :person) limit 1
    """
    values = days._asdict() | {"day": day, "point": point, "person": person}
    return db.execute(sql, values).fetchone() is not None


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


def open_at(db: Database, as_of: str, edges: Sequence[str]) -> list[int]:
    """How many issues open at ``as_of`` were found after each of ``edges``."""
    later = ", ".join(f"total(found_at > :edge{place})" for place in range(len(edges)))
    values = {f"edge{place}": edge for place, edge in enumerate(edges)} | {"as_of": as_of}
    still = f"""
        select {later} from issue indexed by issue_state where state in
        ('open', 'notified', 'replied', 'returned', 'deferred', 'parked') and found_at <= :as_of
    """
    since = f"""
        select {later} from issue indexed by issue_closed
        where closed_at > :as_of and found_at <= :as_of
    """
    counted = [db.execute(sql, values).fetchone() for sql in (still, since)]
    return [int(one + other) for one, other in zip(*counted, strict=True)]


def subscores(db: Database, month: str) -> list[tuple[str, str, str, str]]:
    """Component, town, scorer and points of every sub-score imported for a month."""
    sql = """
        select item, town, scorer, points from subscore where month = :month
        and item is not null and town is not null and points is not null
        and not exists (select 1 from void where subject = subscore.id)
        order by item, town, scorer, id
    """
    return db.execute(sql, {"month": month}).fetchall()
