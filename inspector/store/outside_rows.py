"""Rows of what stands beside the month's figures: outside results and assigned officials."""

from dataclasses import dataclass

from sqlite_utils import Database


@dataclass(frozen=True, slots=True)
class OutsideRow:
    """An outside result as it is kept; ``town`` empty: the whole district's."""

    row: str
    source: str
    period: str
    town: str | None
    place: int | None
    out_of: int | None
    points: str | None
    note: str | None


@dataclass(frozen=True, slots=True)
class AssignmentRow:
    """An official answering for a community from ``first`` to ``last``; None: without end."""

    official: str
    community: str
    first: str | None
    last: str | None


def outside_rows(db: Database) -> list[OutsideRow]:
    """Results with a place or a score; one that was withdrawn has neither."""
    sql = """
        select id, source, period, town, place, out_of, points, note from outside
        where source is not null and period is not null
        and (place is not null or points is not null) order by period, source, town, id
    """
    return [OutsideRow(*row) for row in db.execute(sql)]


def assignment_rows(db: Database) -> list[AssignmentRow]:
    """Every assignment that names somebody and a community, by official and first day."""
    sql = """
        select official, community, first, last from assignment
        where official <> '' and community <> '' order by official, first, community, id
    """
    return [AssignmentRow(*row) for row in db.execute(sql)]
