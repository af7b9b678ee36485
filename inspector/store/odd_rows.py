"""Queries for what cannot be right: deeds without their finding, void ones, wrong moments."""

from collections.abc import Iterable
from typing import NamedTuple

import orjson
from sqlite_utils import Database

_DEEDS = {
    "delivery": "d.deadline",
    "reply": "null",
    "verification": "null",
    "extension": "d.until",
    "deferral": "d.until",
}


class OddDeed(NamedTuple):
    """A deed and the first thing odd about it; ``label`` None where nobody has the finding."""

    code: str  # waits, void, early or deadline
    entity: str
    row: str
    finding: str
    label: str | None
    at: str


def moments_of_findings(db: Database, findings: Iterable[str]) -> dict[str, str]:
    """When each finding that is here was found."""
    sql = """
        select id, found_at from finding
        where id in (select value from json_each(?)) and found_at is not null order by id
    """
    return dict(db.execute(sql, [_json(findings)]).fetchall())


def void_ones(db: Database, findings: Iterable[str]) -> set[str]:
    """Which of these are void."""
    sql = "select subject from void where subject in (select value from json_each(?)) order by id"
    return {row[0] for row in db.execute(sql, [_json(findings)]).fetchall()}


def odd_deeds(
    db: Database, most: int, *, begin: str = "", until: str = "9999"
) -> tuple[int, list[OddDeed]]:
    """How many deeds from ``begin`` to ``until`` are odd, and the first so many by time.

    A deed on a finding that was voided afterwards is not: it was right when it was done.
    """
    parts = " union all ".join(_odd(entity, until) for entity, until in _DEEDS.items())
    whole = f"select * from ({parts}) where code is not null"
    values = {"begin": begin, "until": until, "most": most}
    count = int(db.execute(f"select count(*) from ({whole})", values).fetchone()[0])
    page = f"{whole} order by at, row limit :most"
    rows = db.execute(page, values).fetchall() if count else []
    return count, [OddDeed(*row) for row in rows]


def _odd(entity: str, until: str) -> str:
    return f"""
        select case when f.id is null then 'waits'
            when (select min(void.at) from void where void.subject = f.id) < d.at then 'void'
            when d.at < f.found_at then 'early'
            when {until} < f.found_at then 'deadline' end as code,
            '{entity}' as entity, d.id as row, d.finding, f.label, d.at as at
        from {entity} d left join finding f on f.id = d.finding where d.finding is not null
            and d.at >= :begin and d.at <= :until
    """


def is_small(db: Database, issues: int) -> bool:
    """Whether there are at most so many issues."""
    sql = "select count(*) from (select 1 from issue indexed by issue_month limit ?)"
    return int(db.execute(sql, [issues + 1]).fetchone()[0]) <= issues


def points_of_grids(db: Database) -> list[tuple[str, str | None, float | None, float | None]]:
    """Active points: code, the grid they are said to lie in, longitude, latitude."""
    sql = """
        select code, grid, lon, lat from point
        where code is not null and coalesce(active, 1) = 1 order by code
    """
    return db.execute(sql).fetchall()


def _json(findings: Iterable[str]) -> str:
    return orjson.dumps(sorted(findings)).decode()
