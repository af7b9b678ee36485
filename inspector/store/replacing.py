"""Replacing derived rows: only what differs is written, so that most indexes are left alone."""

from collections import defaultdict
from collections.abc import Iterable, Mapping

from sqlite_utils import Database

Line = Mapping[str, object]


def replace_rows(db: Database, table: str, standing: str, lines: Iterable[Line]) -> None:
    """Make the rows that ``standing`` selects those of ``lines``; their first column is the key.

    Every line names every column. Of two lines with one key the later holds.
    """
    cursor = db.execute(standing)
    names = [column[0] for column in cursor.description]
    before = {row[0]: row for row in cursor}
    after = {row[0]: row for row in (tuple(map(line.get, names)) for line in lines)}
    db.conn.executemany(
        f"delete from {table} where {names[0]} = ?",
        [(key,) for key in before.keys() - after.keys()],
    )
    db.conn.executemany(
        f"insert or replace into {table} ({', '.join(names)}) "
        f"values ({', '.join('?' * len(names))})",
        [row for key, row in after.items() if key not in before],
    )
    edits: dict[tuple[int, ...], list[list[object]]] = defaultdict(list)
    for key, row in after.items():
        old = before.get(key, row)
        if old != row:
            places = tuple(at for at, value in enumerate(row) if value != old[at])
            edits[places].append([*(row[at] for at in places), key])
    for places, rows in edits.items():
        sets = ", ".join(f"{names[at]} = ?" for at in places)
        db.conn.executemany(f"update {table} set {sets} where {names[0]} = ?", rows)
