"""Rows that people's own decisions left: charges, disputes."""

from typing import NamedTuple

from sqlite_utils import Database


class Hand(NamedTuple):
    """One entry or decision, and who it was about."""

    what: str
    row: str
    at: str
    who: str | None
    kind: str | None
    points: str | None
    reason: str | None
    person: str | None


class Disputed(NamedTuple):
    """One dispute; ``decided_at`` None while it waits."""

    row: str
    finding: str
    at: str
    kind: str
    reason: str | None
    decision: str | None
    decided_at: str | None


def charges_by_hand(db: Database, begin: str, until: str) -> list[Hand]:
    """Charges of a period."""
    sql = """
        select 'charge', id, at, coalesce(town, unit), kind, points, reason, person from charge
        where at >= :begin and at <= :until
        and not exists (select 1 from void where subject = charge.id) order by at, id
    """
    return list(map(Hand._make, db.execute(sql, {"begin": begin, "until": until})))


def disputes_decided(db: Database, begin: str, until: str) -> list[Hand]:
    """Disputes decided in a period, or about an issue first found in it: its figure changed."""
    sql = """
        select 'dispute', d.id, d.decided_at, coalesce(v.issue, d.finding), d.decision, d.points,
            coalesce(nullif(d.ruling, ''), d.reason), d.person
        from dispute d left join verdict v on v.finding = d.finding
        left join issue i on i.id = coalesce(v.issue, d.finding)
        where d.decided_at is not null and (d.decided_at >= :begin and d.decided_at <= :until
            or i.found_at >= :begin and i.found_at <= :until)
        and not exists (select 1 from void where subject = d.id) order by d.decided_at, d.id
    """
    return list(map(Hand._make, db.execute(sql, {"begin": begin, "until": until})))


def disputes_of(db: Database, issue: str) -> list[Disputed]:
    """Disputes about an issue, oldest first."""
    sql = """
        select d.id, d.finding, d.at, d.kind, d.reason, d.decision, d.decided_at from dispute d
        where d.finding in (select finding from verdict where issue = :issue)
        and not exists (select 1 from void where subject = d.id) order by d.at, d.id
    """
    return list(map(Disputed._make, db.execute(sql, {"issue": issue})))


class Raised(NamedTuple):
    """A dispute in the list of all; ``unit`` and ``points`` are what was ruled."""

    row: str
    issue: str
    at: str
    kind: str
    reason: str | None
    decision: str | None
    decided_at: str | None
    ruling: str | None
    unit: str | None
    points: str | None


def all_disputes(db: Database) -> list[Raised]:
    """Every dispute, those that wait first, the oldest of them on top; then the latest ruled."""
    sql = """
        select d.id, coalesce(v.issue, d.finding), d.at, d.kind, d.reason, d.decision,
            d.decided_at, d.ruling, d.unit, d.points
        from dispute d left join verdict v on v.finding = d.finding
        where not exists (select 1 from void where subject = d.id)
        order by d.decided_at is not null, case when d.decided_at is null then d.at end,
            d.decided_at desc, d.id
    """
    return list(map(Raised._make, db.execute(sql)))


def count_waiting_disputes(db: Database, begin: str, until: str) -> tuple[int, int]:
    """How many wait for a ruling, and how many of them about what was first found in a period."""
    sql = """
        select count(*), coalesce(sum(i.found_at >= :begin and i.found_at < :until), 0)
        from dispute d left join verdict v on v.finding = d.finding
        left join issue i on i.id = v.issue
        where d.decided_at is null and not exists (select 1 from void where subject = d.id)
        order by 1
    """
    waiting, of_period = db.execute(sql, {"begin": begin, "until": until}).fetchone()
    return int(waiting), int(of_period)


def frozen_row(db: Database, month: str) -> tuple[str, str, str, str, str, str] | None:
    """Moment, person, profile, its numbers, the source factors and the result of a frozen month."""
    row = db.execute(
        "select at, coalesce(person, ''), profile, numbers, factors, result from frozen "
        "where month = :month and result is not null "
        "and not exists (select 1 from void where subject = frozen.id) order by at, id limit 1",
        {"month": month},
    ).fetchone()
    return tuple(row) if row else None
