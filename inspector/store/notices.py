"""The register of notices, and the issues that wait for one."""

import re
from collections.abc import Sequence
from typing import Any

from sqlite_utils import Database

Row = dict[str, Any]

_REGISTER = """
    select n.id, n.kind, n.number, n.draft, n.unit, n.issued_on, n.sha256, n.title, n.content,
        (select min(d.at) from delivery d where d.notice = n.id) as delivered_at,
        (select min(r.at) from receipt r where r.notice = n.id
            and not exists (select 1 from void where void.subject = r.id)) as signed_at,
        case when exists (select 1 from void where void.subject = n.id) then 'void'
             when exists (select 1 from delivery d where d.notice = n.id) then 'delivered'
             when n.state = 'submitted' and json_valid(n.content)
                 and json_extract(n.content, '$.signed.at') is not null then 'signed'
             when n.state = 'submitted' then 'submitted'
             else 'issued' end as state
    from notice n
"""


def list_notices(db: Database) -> list[Row]:
    """Every notice, newest first; of one day's the higher number, 10号 above 9号."""
    label = "coalesce(n.number, n.draft)"
    return list(
        db.query(
            f"{_REGISTER} order by n.issued_on desc, length({label}) desc, {label} desc, n.id desc"
        )
    )


def notices_named(db: Database, name: str) -> list[Row]:
    """The paper with this id, or those with this number or draft label, the live ones first."""
    sql = (
        f"{_REGISTER} where n.id = :name or n.number = :name or n.draft = :name "
        "order by state = 'void', n.id"
    )
    rows = list(db.query(sql, {"name": name}))
    exact = [row for row in rows if row["id"] == name]
    live = [row for row in rows if row["state"] != "void"]
    return exact or live or rows[:1]


def notice_of(db: Database, name: str) -> Row | None:
    """The notice with this id, number or draft label."""
    sql = (
        f"{_REGISTER} where n.id = :name or n.number = :name or n.draft = :name "
        "order by n.id limit 1"
    )
    rows = list(db.query(sql, {"name": name}))
    return rows[0] if rows else None


def items_of(db: Database, notice: str) -> list[Row]:
    """The findings a notice names, in its order, with the issue each belongs to now."""
    sql = (
        "select i.*, coalesce(v.issue, i.finding) as issue from notice_item i "
        "left join verdict v on v.finding = i.finding where i.notice = :notice "
        "order by i.position, i.id"
    )
    return list(db.query(sql, {"notice": notice}))


def letters_on(db: Database, issue: str) -> list[str]:
    """Kinds of the signed papers about an issue that order nothing: its letters, oldest first."""
    sql = """
        select n.kind from notice n
        where n.kind != 'rectification' and n.state is not 'submitted' and exists (
            select 1 from notice_item i left join verdict v on v.finding = i.finding
            where i.notice = n.id and coalesce(v.issue, i.finding) = :issue
        ) and not exists (select 1 from void where void.subject = n.id)
        order by n.issued_on, n.id
    """
    return [row["kind"] for row in db.query(sql, {"issue": issue})]


def kept_documents(db: Database) -> list[tuple[str, str, str]]:
    """Row, name of the bytes, and number, of every paper and filed slip."""
    sql = """
        select id, sha256, coalesce(number, draft, '') as label from notice
        where sha256 is not null
        union select r.id, r.sha256, coalesce(n.number, n.draft, '') from receipt r
        left join notice n on n.id = r.notice where r.sha256 is not null order by 2, 3, 1
    """
    return [(row["id"], row["sha256"], row["label"]) for row in db.query(sql)]


def waiting_issues(db: Database) -> list[Row]:
    """Issues still open that no live notice names, in the order papers list them."""
    return list(
        db.query(
            "select * from issue where notice is null and state not in ('closed', 'void') "
            "order by point, found_at, id"
        )
    )


def numbers_taken(db: Database, numbers: Sequence[str]) -> set[str]:
    """Those of these numbers that a paper carries, withdrawn ones too."""
    marks = ", ".join("?" * len(numbers))
    sql = f"select number from notice where number in ({marks}) order by number"
    return {row[0] for row in db.execute(sql, list(numbers)).fetchall()}


def doubled_numbers(db: Database) -> list[str]:
    """Numbers that more than one live paper carries, as a merge of two offices' work may leave."""
    sql = (
        "select number from notice n where number <> '' "
        "and not exists (select 1 from void where void.subject = n.id) "
        "group by number having count(*) > 1 order by number"
    )
    return [row[0] for row in db.execute(sql).fetchall()]


def count_labelled(db: Database, start: str) -> int:
    """How many papers carry a draft or review label that begins so."""
    sql = "select count(*) from notice where draft like :start || '%'"
    return int(db.execute(sql, {"start": start}).fetchone()[0])


def last_serial(db: Database, prefix: str, year: int) -> int:
    """The highest number given in a series and year; 0 before the first."""
    pattern = re.compile(rf"{re.escape(prefix)}〔{year}〕(\d+)号")
    rows = db.execute("select number from notice where number like ?", [f"{prefix}〔{year}〕%"])
    found = (pattern.fullmatch(row[0]) for row in rows.fetchall())
    return max((int(match[1]) for match in found if match), default=0)
