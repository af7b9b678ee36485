"""Budgets: 1,000,000 changes checked and folded from nothing ≤ 2.0 × the CPU of one
INSERT OR REPLACE per change, which loses data; a bundle ≤ 35 bytes a change, a hub ≤ 120.

One run, the same changes for both, into a table of the same columns; the floor's has no index but
its primary key. A hub is its segments and its state with their indexes, without search (issues
and what else is derived) and photos.
"""

import argparse
import os
import sqlite3
import tempfile
import time
from datetime import UTC, datetime
from pathlib import Path

from sqlite_utils import Database

from benchmarks.table import Table, Timer, timed
from benchmarks.workload import COLUMNS, Laptop, an_office, plain_database, send_out
from inspector.app.found import found
from inspector.store.fold import fold
from inspector.store.intake import take_segments
from inspector.store.schema import ENTITIES
from inspector.store.segments import read_entries
from inspector.store.streams import read_tx

NOW = datetime(2026, 11, 22, tzinfo=UTC)
FOLD, BUNDLE_B, HUB_B = 2.0, 35, 120
_STATE = ("segment", "leaf", "stream", "tail", *ENTITIES)


def replace_each(path: Path, authors: list[Laptop]) -> Timer:
    """The floor: what a change does not name is emptied, who wrote is not asked."""
    db = plain_database(path)
    marks = ", ".join("?" * len(COLUMNS))
    spent = 0.0
    db.execute("begin")
    for segment in (one for author in authors for one in author.segments):
        entries = [one for one in read_entries(segment) if one[2] == "finding"]
        began = time.process_time()
        for _seq, _clock, _entity, row, fields in entries:
            db.execute(
                f"insert or replace into finding values ({marks})",
                [row, *(fields.get(name) for name in COLUMNS[1:])],
            )
        spent += time.process_time() - began
    db.execute("commit")
    db.close()
    return Timer(cpu=spent)


def fold_all(db: Database, authors: list[Laptop]) -> None:
    db.execute("begin immediate")
    tx = read_tx(db, NOW)
    segments = [segment for one in authors for segment in one.segments]
    fold(tx, take_segments(tx, {one.uid: one.pubkey for one in authors}, segments).writes)
    db.execute("commit")


def state_bytes(path: Path) -> dict[str, int]:
    """Bytes of each table with its indexes; all of the file where SQLite cannot tell."""
    db = sqlite3.connect(path)
    rows = db.execute(
        "select m.tbl_name, sum(s.pgsize) from dbstat s join sqlite_schema m on m.name = s.name "
        "group by m.tbl_name order by 2 desc"
    )
    sizes = {name: size for name, size in rows if name in _STATE}
    db.close()
    return sizes


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--scale", type=float, default=1.0, help="share of the changes")
    scale = options.parse_args().scale
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        os.environ["INSPECTOR_HOME"] = str(folder / "home")
        office = an_office(int(200_000 * scale))
        laptops = send_out(office, laptops=20, edits=int(40_000 * scale))
        authors = [office.author, *laptops]
        changes = sum(one.seq for one in authors)
        table = Table(f"folding {changes:,} changes of {len(authors)} devices from nothing, CPU")
        before = replace_each(folder / "floor-0.db", authors)
        with found(folder / "hub", bare=True, clock=lambda: NOW) as ws:
            ours = timed(lambda: fold_all(ws.db, authors))
            ws.db.execute("pragma wal_checkpoint(truncate)")
        after = replace_each(folder / "floor-1.db", authors)
        floor = (before.cpu + after.cpu) / 2
        table.line("floor: INSERT OR REPLACE each, loses data", f"{floor:.2f} s")
        ratio = ours.cpu / floor
        table.hold("ours: checked, folded, conflicts", f"{ours.cpu:.2f} s", ratio, FOLD, unit="x")
        table.line("ours a second", f"{changes / ours.cpu:,.0f}")
        bundles = [one.bundle(folder / f"{one.number}.db", one.segments) for one in laptops]
        size = sum(one.stat().st_size for one in bundles) / sum(one.seq for one in laptops)
        table.hold("a bundle", f"{bundles[0].stat().st_size:,} B", size, BUNDLE_B, unit="B/change")
        sizes = state_bytes(folder / "hub" / "inspector.db")
        hub = sum(sizes.values())
        table.hold("the hub", f"{hub:,} B", hub / changes, HUB_B, unit="B/change")
        for name in list(sizes)[:3]:
            table.line(f"  of that {name}", f"{sizes[name] / changes:.1f} B/change")
    table.end()


if __name__ == "__main__":
    main()
