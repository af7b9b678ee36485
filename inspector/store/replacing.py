"""Replacing derived rows: only what differs is written, so that most indexes are left alone."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from itertools import compress
from operator import ne

from sqlite_utils import Database

Values = tuple[object, ...]


@dataclass(frozen=True, slots=True)
class Standing:
    """Rows as they stand, by their first column, which is the key; ``names`` are the columns'."""

    names: tuple[str, ...]
    rows: Mapping[object, Values]


def standing(db: Database, sql: str) -> Standing:
    """The rows that ``sql`` selects."""
    cursor = db.conn.execute(sql)
    names = tuple(column[0] for column in cursor.description)
    return Standing(names, {row[0]: row for row in cursor})


def replace_rows(
    db: Database, table: str, before: Standing, after: Mapping[object, Values]
) -> None:
    """Make the rows that stand those of ``after``, which have the same columns."""
    names = before.names
    db.conn.executemany(
        f"delete from {table} where {names[0]} = ?",
        [(key,) for key in before.rows.keys() - after.keys()],
    )
    db.conn.executemany(
        f"insert or replace into {table} ({', '.join(names)}) "
        f"values ({', '.join('?' * len(names))})",
        [row for key, row in after.items() if key not in before.rows],
    )
    for places, rows in _edits(before.rows, after).items():
        sets = ", ".join(f"{names[at]} = ?" for at in places)
        db.conn.executemany(f"update {table} set {sets} where {names[0]} = ?", rows)


def _edits(
    before: Mapping[object, Values], after: Mapping[object, Values]
) -> dict[tuple[int, ...], list[Values]]:
    """New values and key of each row that differs, by the places where it does."""
    edits: dict[tuple[int, ...], list[Values]] = defaultdict(list)
    for key, row in after.items():
        old = before.get(key, row)
        if old != row:
            places = tuple(compress(range(len(row)), map(ne, row, old)))
            edits[places].append((*(row[at] for at in places), key))
    return edits
