"""What a breakdown reads: issues of a period counted line by line of one dimension."""

from collections.abc import Iterable, Mapping
from types import MappingProxyType
from typing import NamedTuple

from sqlite_utils import Database

from inspector.store.values import canonical

# How the line of an issue is found; who and by what source it was found first says its finding.
_LINE_OF_ISSUE: Mapping[str, str] = MappingProxyType(
    {
        "town": "issue.town",
        "group": "(select grp from area where area.code = issue.town)",
        "community": "issue.community",
        "grid": "issue.grid",
        "type": "(select type from point where point.code = issue.point)",
        "point": "issue.point",
        "standard": "issue.standard",
        "unit": "issue.unit",
        "inspector": "(select person from finding where finding.id = issue.id)",
        "source": "(select source from finding where finding.id = issue.id)",
    }
)
_LINE_OF_POINT: Mapping[str, str] = MappingProxyType(
    {
        "town": "point.town",
        "group": "(select grp from area where area.code = point.town)",
        "community": "point.community",
        "grid": "point.grid",
        "type": "point.type",
        "point": "point.code",
    }
)
_NAMES: Mapping[str, str] = MappingProxyType(
    {
        "town": "select code, name from area order by id",
        "community": "select code, name from area order by id",
        "grid": "select code, name from area order by id",
        "type": "select code, name from point_type order by id",
        "point": "select code, name from point order by id",
        "standard": "select code, title from standard order by edition, id",
        "unit": "select code, short_name from unit order by id",
        "inspector": "select code, name from person order by id",
        "source": "select code, name from source_level order by id",
    }
)


class FoundLine(NamedTuple):
    """Issues first found in the period."""

    line: str
    issues: int
    repeats: int
    rebounds: int


class DueLine(NamedTuple):
    """Issues whose first delivered deadline lies in the period."""

    line: str
    due: int
    closed: int
    ended: int
    put_off: int
    in_time: int


def _line(by: str) -> str:
    return f"coalesce(cast({_LINE_OF_ISSUE[by]} as text), '')"


def found_lines(db: Database, by: str, begin: str, until: str) -> list[FoundLine]:
    """Void ones left out."""
    sql = f"""
        select {_line(by)} as line, count(*), sum(occurrence > 1), sum(rebound)
        from issue indexed by issue_month
        where found_at >= :begin and found_at <= :until and +state <> 'void'
        group by line order by line
    """
    return list(map(FoundLine._make, db.execute(sql, {"begin": begin, "until": until})))


def due_lines(db: Database, by: str, begin: str, end: str, until: str) -> list[DueLine]:
    """What was due from ``begin`` to ``end``, as it stood at ``until``."""
    sql = f"""
        select {_line(by)} as line, count(*), sum(coalesce(closed_at <= :until, 0)),
            sum(coalesce(ended_at <= :until, 0)), sum(coalesce(put_off_at <= :until, 0)),
            sum(coalesce(ended_at <= :until and in_time = 1
                and (put_off_at is null or put_off_at > :until), 0))
        from issue where due_at >= :begin and due_at <= :end group by line order by line
    """
    rows = db.execute(sql, {"begin": begin, "end": end, "until": until})
    return list(map(DueLine._make, rows))


def closed_lines(db: Database, by: str, begin: str, until: str) -> dict[str, int]:
    """How many issues were closed in the period."""
    sql = f"""
        select {_line(by)} as line, count(*) from issue
        where closed_at >= :begin and closed_at <= :until group by line order by line
    """
    return dict(db.execute(sql, {"begin": begin, "until": until}).fetchall())


def overdue_lines(db: Database, by: str, until: str) -> dict[str, int]:
    """How many issues that were told one deadline were past it and not mended at ``until``."""
    sql = f"""
        select {_line(by)} as line, count(*) from issue
        where late_from <= :until and turns is null and (ended_at is null or ended_at > :until)
        group by line order by line
    """
    return dict(db.execute(sql, {"until": until}).fetchall())


def turned_lines(db: Database, by: str, until: str) -> list[tuple[str, str, str | None]]:
    """Line, turns and end of the work of issues that were told several deadlines."""
    sql = f"""
        select {_line(by)}, turns, ended_at from issue
        where late_from <= :until and turns is not null
        and (ended_at is null or ended_at > :until) order by late_from
    """
    return db.execute(sql, {"until": until}).fetchall()


def lines_of(db: Database, by: str, issues: Iterable[str]) -> dict[str, str]:
    """The line of each of these issues."""
    sql = f"""
        select id, {_line(by)} from issue where id in (select value from json_each(?)) order by id
    """
    return dict(db.execute(sql, [canonical(list(issues))]).fetchall())


def lines_of_points(db: Database, by: str) -> dict[str, str]:
    """The line of every point; none where the dimension says nothing of points."""
    if by not in _LINE_OF_POINT:
        return {}
    sql = f"""
        select code, coalesce(cast({_LINE_OF_POINT[by]} as text), '') from point order by code
    """
    return dict(db.execute(sql).fetchall())


def names_of_lines(db: Database, by: str) -> dict[str, str]:
    """What a line's code stands for; of a standard as its latest edition has it."""
    sql = _NAMES.get(by)
    return dict(db.execute(sql).fetchall()) if sql else {}
