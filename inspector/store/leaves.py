"""Values that stand side by side because nobody who wrote one had seen the other."""

from collections import defaultdict
from dataclasses import dataclass

import orjson
from sqlite_utils import Database

from inspector.domain.change import Value

OpenFields = dict[tuple[str, str], set[str]]


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenLeaf:
    """One of several values of a field, with the stamp of who wrote it."""

    entity: str
    row: str
    field: str
    value: Value
    clock: int
    stream: str
    seq: int


def open_leaves(db: Database) -> list[OpenLeaf]:
    """Every value of every field that holds more than one; equal values are no conflict."""
    rows = db.execute(
        "select l.entity, l.row, l.field, l.value, l.clock, s.uid, l.seq from leaf l "
        "join stream s on s.no = l.stream where (l.entity, l.row, l.field) in ("
        "select entity, row, field from leaf group by entity, row, field "
        "having count(distinct value) > 1) "
        "order by l.entity, l.row, l.field, l.clock, s.uid, l.seq"
    ).fetchall()
    return [
        OpenLeaf(
            entity=entity,
            row=row,
            field=field,
            value=orjson.loads(value),
            clock=clock,
            stream=stream,
            seq=seq,
        )
        for entity, row, field, value, clock, stream, seq in rows
    ]


def open_fields(db: Database) -> OpenFields:
    """The fields of every conflict, by entity and row."""
    rows = db.execute(
        "select entity, row, field from leaf group by entity, row, field "
        "having min(value) <> max(value) order by entity, row, field"
    )
    found: OpenFields = defaultdict(set)
    for entity, row, field in rows:
        found[entity, row].add(field)
    return found


def conflicting_rows(db: Database, entity: str, fields: frozenset[str]) -> set[str]:
    """Rows of an entity with an open conflict in one of these fields."""
    return {one.row for one in open_leaves(db) if one.entity == entity and one.field in fields}
