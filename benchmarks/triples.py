"""Any two SQLite files made from one base, merged by our fold and by geodiff's rebase.

Our tables are fixed, so a foreign row becomes a row of ``finding`` whose cells are fields this
version does not know: they are folded like any others and kept in ``_extra``. A row made on a
device has an id of its own, as all our facts have; a deletion is our ``void``, which names the row.
"""

import json
import shutil
import sqlite3
from base64 import b64decode
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import orjson
import pygeodiff
from sqlite_utils import Database

from benchmarks.workload import BORN_MS, Laptop
from inspector.domain.change import Fields, Value
from inspector.domain.ids import master_id
from inspector.store.connection import create_database
from inspector.store.fold import fold
from inspector.store.intake import take_segments
from inspector.store.streams import new_stream, read_tx

NOW = datetime(2026, 11, 22, tzinfo=UTC)
_NOT_CONTENT = ("sqlite_", "gpkg_", "rtree_")
_A, _B = 1, 2

Key = tuple[Value, ...]


@dataclass(frozen=True)
class Cells:
    """One row: its cells, its key, whether that key is content and not just a number."""

    table: str
    key: Key
    cells: dict[str, Value]
    named: bool  # a key somebody chose

    @property
    def content(self) -> str:
        """What must be found again; a running number may be another."""
        own = self.key if self.named else ()
        return json.dumps([self.table, own, self.cells], sort_keys=True)


Rows = dict[tuple[str, Key], Cells]


@dataclass(frozen=True)
class Edit:
    """What a person did to one row: made it, deleted it (no cells), or set one cell."""

    kind: str
    row: Cells
    column: str = ""

    @property
    def value(self) -> Value:
        return self.row.cells[self.column]


@dataclass
class Merged:
    """What one way of merging made of it: rows to be seen, and which edits can still be found."""

    rows: Counter[str]
    reachable: list[bool] = field(default_factory=list)
    conflicts: int = 0

    @property
    def lost(self) -> int:
        return self.reachable.count(False)


def read_rows(path: Path) -> Rows:
    """Every row of the tables that people fill; bytes as hexadecimal text."""
    db = sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro", uri=True)
    names = db.execute("select name from sqlite_schema where type = 'table' order by name")
    tables = [name for (name,) in names if not name.startswith(_NOT_CONTENT)]
    rows = [row for table in tables for row in _rows_of(db, table)]
    db.close()
    return {(row.table, row.key): row for row in rows}


def _rows_of(db: sqlite3.Connection, table: str) -> Iterator[Cells]:
    columns = db.execute(f'pragma table_info("{table}")').fetchall()
    refers = {one[3] for one in db.execute(f'pragma foreign_key_list("{table}")')}
    keys = [name for _, name, _, _, _, place in columns if place]
    named = any("int" not in kind.lower() for _, _, kind, _, _, place in columns if place)
    if len(keys) > 1:
        named = True
    for row in db.execute(f'select * from "{table}"'):
        cells = {one[1]: _plain(value) for one, value in zip(columns, row, strict=True)}
        key = tuple(cells[name] for name in keys)
        own = {n: v for n, v in cells.items() if n not in keys and n not in refers}
        yield Cells(table=table, key=key, cells=own, named=named)


def _plain(value: Value | bytes) -> Value:
    return value.hex() if isinstance(value, bytes) else value


def edits_between(base: Rows, changed: Rows) -> list[Edit]:
    """Row by row, what was done to ``base`` to make it ``changed``."""
    made = [Edit("insert", changed[key]) for key in changed if key not in base]
    gone = [Edit("delete", base[key]) for key in base if key not in changed]
    set_ = [
        Edit("update", changed[key], column)
        for key in changed
        if key in base
        for column, value in changed[key].cells.items()
        if value != base[key].cells.get(column)
    ]
    return [*made, *gone, *set_]


def an_empty_hub(folder: Path) -> Database:
    """A database for :func:`merge_ours`; it is as empty after each merge as before."""
    folder.mkdir(parents=True)
    db = create_database(folder)
    new_stream(db)
    return db


def merge_ours(db: Database, base: Rows, a: list[Edit], b: list[Edit]) -> Merged:
    """Both devices had seen the base, neither the other; B's clock is the later one."""
    office, ours, theirs = Laptop(0), Laptop(_A), Laptop(_B)
    office.record((_made(row, 0) for row in base.values()), at_ms=BORN_MS, seen={})
    for number, laptop, edits in ((_A, ours, a), (_B, theirs, b)):
        changes = [_change(edit, number) for edit in edits]
        seen = office.seen_whole() if base else {}
        laptop.record(changes, at_ms=BORN_MS + number * 10**9, seen=seen)
    db.execute("begin immediate")
    tx = read_tx(db, NOW)
    authors = (office, ours, theirs)
    segments = [segment for one in authors for segment in one.segments]
    fold(tx, take_segments(tx, {one.uid: one.pubkey for one in authors}, segments).writes)
    shown = {
        row: orjson.loads(cells)
        for row, cells in db.execute(
            "select id, _extra from finding where _extra is not null order by id"
        )
    }
    void = {row for (row,) in db.execute("select subject from void order by id")}
    leaves: dict[tuple[str, str], list[Value]] = {}
    for row, name, value in db.execute("select row, field, value from leaf order by row, field"):
        leaves.setdefault((row, name), []).append(orjson.loads(value))
    db.execute("rollback")
    reachable = []
    for number, edits in ((_A, a), (_B, b)):
        for edit in edits:
            row = _id(edit.row, number if edit.kind == "insert" else 0)
            reachable.append(_is_reachable(edit, row, shown, void, leaves))
    rows = Counter(_content(cells) for row, cells in shown.items() if row not in void)
    conflicts = sum(len({json.dumps(one) for one in some}) > 1 for some in leaves.values())
    edited = {_id(one.row, 0) for one in (*a, *b) if one.kind == "update"}
    return Merged(rows=rows, reachable=reachable, conflicts=conflicts + len(void & edited))


def _is_reachable(
    edit: Edit,
    row: str,
    shown: dict[str, dict[str, Value]],
    void: set[str],
    leaves: dict[tuple[str, str], list[Value]],
) -> bool:
    if edit.kind == "delete":
        return row in void
    names = [edit.column] if edit.kind == "update" else list(edit.row.cells)
    return all(
        edit.row.cells[name] in (shown[row].get(f"x_{name}"), *leaves.get((row, f"x_{name}"), ()))
        for name in names
    )


def _id(row: Cells, device: int) -> str:
    return master_id("rival", json.dumps([row.table, row.key, device]))


def _made(row: Cells, device: int) -> tuple[str, str, Fields]:
    cells = {f"x_{name}": value for name, value in row.cells.items()}
    of: dict[str, Value] = {"t_table": row.table, "t_key": list(row.key) if row.named else []}
    return "finding", _id(row, device), {**of, **cells}


def _change(edit: Edit, device: int) -> tuple[str, str, Fields]:
    if edit.kind == "insert":
        return _made(edit.row, device)
    row = _id(edit.row, 0)
    if edit.kind == "delete":
        return "void", master_id("void", f"{row}/{device}"), {"entity": "finding", "subject": row}
    return "finding", row, {f"x_{edit.column}": edit.value}


def _content(fields: dict[str, Value]) -> str:
    cells = {name[2:]: value for name, value in fields.items() if name.startswith("x_")}
    return json.dumps([fields["t_table"], fields["t_key"], cells], sort_keys=True)


def merge_geodiff(folder: Path, base: Path, a: Path, b: Path) -> tuple[Merged, str]:
    """B rebased on A, as geodiff's own users do it; its words where it refuses."""
    folder.mkdir(parents=True)
    mine, said = folder / f"merged{b.suffix}", folder / "conflicts.json"
    shutil.copy(b, mine)
    was, of_a, of_b = read_rows(base), read_rows(a), read_rows(b)
    refused = ""
    try:
        pygeodiff.GeoDiff().rebase(str(base), str(a), str(mine), str(said))
    except pygeodiff.geodifflib.GeoDiffLibError as error:
        refused = " ".join(str(error).split()) or "no reason given"
    merged = read_rows(mine)
    told = json.loads(said.read_text("utf-8"))["geodiff"] if said.exists() else []
    changes = [(one["table"], change) for one in told for change in one["changes"]]
    edits = [*edits_between(was, of_a), *edits_between(was, of_b)]
    added = Counter(row.content for key, row in merged.items() if key not in was)
    reachable = [_found_in(edit, merged, added, changes) for edit in edits]
    rows = Counter(row.content for row in merged.values())
    return Merged(rows=rows, reachable=reachable, conflicts=len(changes)), refused


def _found_in(
    edit: Edit, merged: Rows, added: Counter[str], told: Iterable[tuple[str, dict[str, Any]]]
) -> bool:
    """Whether the merged file or the conflict file beside it still says what a person did.

    Each row of ``added`` answers for one that somebody made.
    """
    key = (edit.row.table, edit.row.key)
    if edit.kind == "delete":
        return key not in merged
    if edit.kind == "insert":
        added[edit.row.content] -= 1
        return added[edit.row.content] >= 0
    if key in merged and merged[key].cells.get(edit.column) == edit.value:
        return True
    said = [value for table, one in told if table == edit.row.table for value in one.values()]
    return edit.value in [_told(value) for value in said] or edit.value in said


def _told(value: Value) -> Value:
    """A value of the conflict file: bytes are base64 there."""
    try:
        return b64decode(str(value), validate=True).hex()
    except ValueError:
        return value
