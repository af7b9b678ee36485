"""Issues as lists and searches read them, newest first."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from sqlite_utils import Database

from inspector.domain.issue_filter import IssueFilter
from inspector.domain.moment import stored
from inspector.store.search import count_found, found_page, hunt_for

Row = dict[str, Any]

_LATE = (
    "(issue.state not in ('closed', 'void') and issue.delivered_at is not null "
    "and issue.deadline < :now)"
)

_LINE = f"""
    select issue.*, {_LATE} as late, (
        select p.sha256 from evidence e join photo p on p.id = e.photo
        where e.finding = issue.id order by e.subject = e.finding desc, e.position, e.id limit 1
    ) as thumb, n.number as notice_number
    from issue left join notice n on n.id = issue.notice
"""


def list_issues(
    db: Database, wanted: IssueFilter, now: datetime, *, after: str | None, limit: int
) -> list[Row]:
    """One page by moment and id, both falling; ``after`` is the cursor of the page before."""
    where, values = _where(wanted, now)
    found_at, _bar, row = (after or "").partition("|")
    if after:
        where.append("(issue.found_at, issue.id) < (:after_at, :after_id)")
        values |= {"after_at": found_at, "after_id": row}
    hunt = hunt_for(wanted)
    if not hunt.is_empty():
        ids = found_page(db, hunt, wanted, where, values, last_day=found_at or None, limit=limit)
        where = [f"issue.id in ({_marks('id', tuple(ids), values)})"]
    sql = (
        f"{_LINE} where {' and '.join(where)} "
        "order by issue.found_at desc, issue.id desc limit :limit"
    )
    return list(db.query(sql, values | {"limit": limit}))


def count_issues(db: Database, wanted: IssueFilter, now: datetime) -> int:
    """How many issues the filter leaves."""
    where, values = _where(wanted, now)
    hunt = hunt_for(wanted)
    if not hunt.is_empty():
        is_indexed = not (wanted.late or wanted.verdicts or wanted.spot)
        return count_found(db, hunt, wanted, where, values, is_indexed=is_indexed)
    if wanted.states:
        return _count(db, where, values)
    # Void ones are few and have an index: all less those is read from narrower indexes.
    where = where[1:] or ["1 = 1"]
    return _count(db, where, values) - _count(db, ["issue.state = 'void'", *where], values)


def _count(db: Database, where: list[str], values: dict[str, object]) -> int:
    sql = f"select count(*) from issue where {' and '.join(where)}"
    return int(db.execute(sql, values).fetchone()[0])


def issue_row(db: Database, issue: str, now: datetime) -> Row | None:
    """One issue by its id."""
    rows = list(db.query(f"{_LINE} where issue.id = :id", {"id": issue, "now": stored(now)}))
    return rows[0] if rows else None


def cursor(row: Row) -> str:
    """Where the page after this row begins."""
    return f"{row['found_at']}|{row['id']}"


def issue_of(db: Database, name: str) -> str | None:
    """The issue that a label or an id of any of its findings stands for."""
    row = db.execute(
        "select coalesce(v.issue, i.id) from finding f left join verdict v on v.finding = f.id "
        "left join issue i on i.id = f.id where f.id = :name or f.label = :name "
        "order by f.id = :name desc, f.id limit 1",
        {"name": name},
    ).fetchone()
    return str(row[0]) if row and row[0] else None


def finding_of(db: Database, name: str) -> str | None:
    """The finding with this id or label."""
    row = db.execute(
        "select id from finding where id = :name or label = :name "
        "order by id = :name desc, id limit 1",
        {"name": name},
    ).fetchone()
    return str(row[0]) if row else None


def findings_of(db: Database, issue: str) -> list[str]:
    """The findings of an issue, in their own order; a void finding is its own."""
    rows = db.execute(
        "select f.id from verdict v join finding f on f.id = v.finding where v.issue = :issue "
        "order by f.found_at, f.id",
        {"issue": issue},
    ).fetchall()
    return [row[0] for row in rows] or [issue]


def verdict_row(db: Database, finding: str) -> Row | None:
    """What one finding is; None for void ones and standards that form no issue."""
    rows = list(db.query("select * from verdict where finding = :id", {"id": finding}))
    return rows[0] if rows else None


def _where(wanted: IssueFilter, now: datetime) -> tuple[list[str], dict[str, object]]:
    bound: dict[str, object] = {"now": stored(now)}
    where = [
        "1 = 1" if wanted.states else "issue.state <> 'void'",
        *_of_codes(wanted, bound),
        *_of_flags(wanted),
    ]
    if wanted.spot:
        where.append("issue.spot = :spot")
        bound["spot"] = wanted.spot
    for name, moment, sign in (("since", wanted.since, ">="), ("until", wanted.until, "<")):
        if moment:
            where.append(f"issue.found_at {sign} :{name}")
            bound[name] = stored(moment)
    return where, bound


def _of_codes(wanted: IssueFilter, bound: dict[str, object]) -> Iterator[str]:
    several = {
        "point": wanted.points,
        "standard": wanted.standards,
        "town": wanted.towns,
        "unit": wanted.units,
        "state": wanted.states,
    }
    for column, codes in several.items():
        if codes:
            yield f"issue.{column} in ({_marks(column, codes, bound)})"
    if wanted.verdicts:
        marks = _marks("verdict", wanted.verdicts, bound)
        yield f"exists (select 1 from verdict v where v.issue = issue.id and v.kind in ({marks}))"


def _of_flags(wanted: IssueFilter) -> Iterator[str]:
    if wanted.late:
        yield _LATE
    if wanted.repeat:
        yield "issue.occurrence > 1"
    if wanted.unnoticed:
        yield "issue.notice is null"


def _marks(name: str, codes: tuple[str, ...], bound: dict[str, object]) -> str:
    keys = [f"{name}{number}" for number in range(len(codes))]
    bound.update(zip(keys, codes, strict=True))
    return ", ".join(f":{key}" for key in keys)
