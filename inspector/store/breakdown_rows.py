"""What a breakdown reads: issues of a period counted line by line of one dimension."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import NamedTuple

from sqlite_utils import Database

from inspector.store.period_rows import Found

# How the line of an issue is found. Groups are read as towns and types as points, of which there
# are few: see ``_WIDER``.
_LINE_OF_ISSUE: Mapping[str, str] = MappingProxyType(
    {
        "town": "issue.town",
        "group": "issue.town",
        "community": "issue.community",
        "grid": "coalesce(issue.grid, (select grid from point where point.code = issue.point))",
        "type": "issue.point",
        "point": "issue.point",
        "standard": "issue.standard",
        "unit": "issue.unit",
        "inspector": "issue.person",
        "source": "issue.source",
    }
)
_LINE_OF_POINT: Mapping[str, str] = MappingProxyType(
    {
        "town": "point.town",
        "group": "(select grp from area where area.kind = 'town' and area.code = point.town)",
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


_WIDER: Mapping[str, str] = MappingProxyType(
    {
        "group": "select code, grp from area where kind = 'town' order by id",
        "type": "select code, type from point order by code, id desc",
    }
)


# The indexes of a month hold these lines, so that no issue is looked up for them.
_IN_INDEXES = frozenset({"town", "group", "unit", "inspector", "source"})


class CountedLine(NamedTuple):
    """Issues found in the period, due in it as they stood at its end, and closed in it."""

    line: str
    issues: int
    repeats: int
    rebounds: int
    due: int
    due_closed: int
    ended: int
    put_off: int
    in_time: int
    closed: int


def line_of(by: str) -> str:
    """The SQL of an issue's line, ``""`` where it has none."""
    return f"coalesce(cast({_LINE_OF_ISSUE[by]} as text), '')"


def wider_lines(db: Database, by: str) -> dict[str, str]:
    """What each line of :func:`line_of` is gathered into; empty where it stays as it is."""
    sql = _WIDER.get(by)
    return {code: str(line) for code, line in db.execute(sql) if line is not None} if sql else {}


def gathers(by: str) -> bool:
    """Whether lines are gathered into wider ones; what has none then has no line."""
    return by in _WIDER


def counted_lines(db: Database, by: str, begin: str, end: str, until: str) -> list[CountedLine]:
    """Counts from ``begin`` to ``until``, of deadlines to ``end``; void ones are never found.

    A line may come several times, once for each of what it is counted for.
    """
    sql = _FROM_INDEXES if by in _IN_INDEXES else _FROM_ISSUES
    values = {"begin": begin, "end": end, "until": until}
    rows = db.execute(sql.format(line=line_of(by)), values)
    return [CountedLine(row[0], *(int(one) for one in row[1:])) for row in rows]


_FOUND = "found_at >= :begin and found_at <= :until"
_DUE = "due_at >= :begin and due_at <= :end"
_CLOSED = "closed_at >= :begin and closed_at <= :until"
_OF_DUE = ", ".join(
    f"total(({_DUE}) and {one})"
    for one in (
        "1",
        "closed_at <= :until",
        "ended_at <= :until",
        "put_off_at <= :until",
        "ended_at <= :until and in_time = 1 and (put_off_at is null or put_off_at > :until)",
    )
)
_FROM_INDEXES = f"""
    select {{line}} as line, count(*), sum(occurrence > 1), sum(rebound), 0, 0, 0, 0, 0, 0
        from issue indexed by issue_month where {_FOUND} and +state <> 'void' group by line
    union all select {{line}} as line, 0, 0, 0, {_OF_DUE}, 0
        from issue indexed by issue_due where {_DUE} group by line
    union all select {{line}} as line, 0, 0, 0, 0, 0, 0, 0, 0, count(*)
        from issue indexed by issue_closed where {_CLOSED} group by line
    order by line
"""
# Every issue is looked up once, whichever of the three it is counted for.
_FROM_ISSUES = f"""
    select {{line}} as line, sum({_FOUND} and state <> 'void'),
        sum({_FOUND} and state <> 'void' and occurrence > 1),
        sum(({_FOUND} and state <> 'void') * rebound), {_OF_DUE}, total({_CLOSED})
    from issue where doc in (
        select doc from issue indexed by issue_month where {_FOUND}
        union select doc from issue where {_DUE} union select doc from issue where {_CLOSED})
    group by line order by line
"""


def found_with_lines(db: Database, by: str, begin: str, until: str) -> list[Found]:
    """Issues first found in the period, void ones left out, oldest first, line for town."""
    # unary plus keeps SQLite to the index, which holds every column but some lines
    sql = f"""
        select found_at, {line_of(by)}, unit, key_place, standard, pricing, occurrence, rebound,
            severity
        from issue indexed by issue_month
        where found_at >= :begin and found_at <= :until and +state <> 'void'
        order by found_at, unit, 2
    """
    return db.execute(sql, {"begin": begin, "until": until}).fetchall()


def overdue_lines(db: Database, by: str, until: str) -> dict[str, int]:
    """How many issues that were told one deadline were past it and not mended at ``until``."""
    sql = f"""
        select {line_of(by)} as line, count(*) from issue
        where late_from <= :until and turns is null and (ended_at is null or ended_at > :until)
        group by line order by line
    """
    return dict(db.execute(sql, {"until": until}).fetchall())


def turned_lines(db: Database, by: str, until: str) -> list[tuple[str, str, str | None]]:
    """Line, turns and end of the work of issues that were told several deadlines."""
    sql = f"""
        select {line_of(by)}, turns, ended_at from issue
        where late_from <= :until and turns is not null
        and (ended_at is null or ended_at > :until) order by late_from
    """
    return db.execute(sql, {"until": until}).fetchall()


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
