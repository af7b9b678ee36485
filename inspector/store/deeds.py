"""What was done about findings, as rows by time: the story an issue's page tells."""

from collections.abc import Iterable
from typing import Any

from sqlite_utils import Database

Row = dict[str, Any]

_STORY = """
    select id, 'delivery' as what, finding, at, deadline as until, null as words, null as result,
        person, notice from delivery
    union all select id, 'reply', finding, at, done, measures, null, person, null from reply
    union all select id, 'verification', finding, at, null, reason, result, person, null
        from verification
    union all select id, 'extension', finding, at, until, reason, null, person, null from extension
    union all select id, 'deferral', finding, at, until, reason, kind, person, null from deferral
    union all select id, 'ruling', finding, at, null, reason, same_as, person, null from ruling
    union all select id, 'dispute', finding, at, decided_at, reason, coalesce(decision, kind),
        person, null from dispute
"""


def story(db: Database, findings: Iterable[str]) -> list[Row]:
    """Deeds on these findings that are not void, by time."""
    names = {f"f{number}": one for number, one in enumerate(findings)}
    marks = ", ".join(f":{name}" for name in names)
    sql = (
        f"select * from ({_STORY}) where finding in ({marks}) and not exists "
        "(select 1 from void where void.subject = id) order by at, what, id"
    )
    return list(db.query(sql, names))


def photos_of(db: Database, findings: Iterable[str]) -> list[Row]:
    """Photos of these findings and of the deeds on them, in the order they were shown."""
    names = {f"f{number}": one for number, one in enumerate(findings)}
    marks = ", ".join(f":{name}" for name in names)
    sql = (
        "select e.id, e.finding, e.subject, e.role, e.caption, e.position, p.* "
        "from evidence e join photo p on p.id = e.photo "
        f"where e.finding in ({marks}) order by e.finding, e.position, e.id"
    )
    return list(db.query(sql, names))
