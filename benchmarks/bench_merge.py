"""Budgets: 20 bundles × 40,000 changes merged into 200,000 findings with signatures
checked, conflicts found and history kept ≤ 1.5 × the CPU of ATTACH + INSERT OR REPLACE, which
loses data, and ≥ 5 × less than geodiff's rebase; one by one ≤ 2.3 ×; a known bundle < 50 ms; a
day's 20 × 500 changes < 1 s; derivation ≤ 30 µs a finding.

One run, the same rows for all, floor and ours three times in turns, medians. The table is
``finding`` with all its columns; the floors' has no index but its primary key. CPU seconds of
this process and its children. A merge is run without deriving; what deriving costs, search and
writing included, is what the same merge takes more with it.
"""

import argparse
import os
import shutil
import sqlite3
import statistics
import tempfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from unittest.mock import patch

import pygeodiff

from benchmarks.table import Table, Timer, timed
from benchmarks.workload import (
    Laptop,
    Office,
    an_office,
    close_whole,
    fill_plain,
    plain_database,
    send_out,
    send_visiting,
)
from inspector.app import merging
from inspector.app.backup import back_up as back_up_whole
from inspector.app.found import found
from inspector.app.workspace import Workspace, open_workspace
from inspector.store import intake
from inspector.store.derive import derive
from inspector.store.digest import open_conflicts
from inspector.store.fold import Touched, fold
from inspector.store.history import index_segments
from inspector.store.intake import take_segments
from inspector.store.streams import read_tx
from inspector.store.tx import Tx

NOW = datetime(2026, 11, 22, tzinfo=UTC)
TOGETHER, ONE_BY_ONE, GEODIFF = 1.5, 2.3, 0.2  # × floor, × floor, of geodiff's CPU
KNOWN_MS, DAY_S, DERIVE_US = 50, 1.0, 30


def attach_and_replace(base: Path, devices: Sequence[Path], into: Path) -> None:
    """The floor: every device's whole table over the one before; the last writer wins all."""
    shutil.copy(base, into)
    db = sqlite3.connect(into, isolation_level=None)
    db.execute("pragma journal_mode = wal")
    db.execute("pragma synchronous = normal")
    for device in devices:
        db.execute("attach ? as other", [str(device)])
        db.execute("insert or replace into finding select * from other.finding")
        db.execute("detach other")
    db.close()


def rebase_in_a_row(base: Path, devices: Sequence[Path], folder: Path) -> int:
    """Geodiff's way: each device's copy is rebased onto what was merged before it; says how many
    conflict files that left."""
    geodiff, merged, conflicts = pygeodiff.GeoDiff(), base, 0
    for number, device in enumerate(devices):
        mine, said = folder / f"rebased-{number}.db", folder / f"conflict-{number}.json"
        shutil.copy(device, mine)
        geodiff.rebase(str(base), str(merged), str(mine), str(said))
        conflicts += said.exists()
        if merged != base:
            merged.unlink()
        merged = mine
    return conflicts


class Hub:
    """The office's workspace with the findings in it, set back before each race."""

    def __init__(self, folder: Path, office: Office) -> None:
        self._folder, self._saved = folder / "hub", folder / "hub.saved"
        self._home = folder / "home"
        author = office.author
        ws = found(self._folder, clock=lambda: NOW)
        ws.db.execute("begin immediate")
        tx = read_tx(ws.db, NOW)
        taken = take_segments(tx, {author.uid: author.pubkey}, author.segments)
        touched = fold(tx, taken.writes).touched
        self.derived = timed(lambda: derive(tx, touched))
        ws.db.execute("commit")
        ws.db.execute("pragma wal_checkpoint(truncate)")
        ws.close()
        shutil.copy(self._folder / "inspector.db", self._saved)
        shutil.copytree(self._home, folder / "home.saved")

    @contextmanager
    def fresh(self) -> Iterator[Workspace]:
        """As before any merge; the file stays the one this computer wrote."""
        for beside in self._folder.glob("inspector.db-*"):
            beside.unlink()
        shutil.copyfile(self._saved, self._folder / "inspector.db")
        shutil.copytree(self._home.with_name("home.saved"), self._home, dirs_exist_ok=True)
        with open_workspace(self._folder, clock=lambda: NOW) as ws:
            yield ws


class Meter:
    """Merges metered: the backup before them apart, deriving after them done or left out."""

    def __init__(self, *, derives: bool = True) -> None:
        self._derives = derives
        self.backup = Timer()
        self.judged = 0

    def merge(self, ws: Workspace, runs: Sequence[Sequence[Path]]) -> Timer:
        """What the merges take without the backup, which is in ``backup``."""

        @contextmanager
        def before(ws: Workspace) -> Iterator[Callable[[], None]]:
            self.backup += timed(lambda: back_up_whole(ws))
            yield lambda: None  # checked before the merge, so that each has a processor of its own

        with (
            patch.object(merging, "backed_up_meanwhile", before),
            patch.object(intake, "derive", self._derive if self._derives else _leave_underived),
        ):
            whole = timed(lambda: [merging.merge(ws, files) for files in runs])
        return Timer(cpu=whole.cpu - self.backup.cpu, wall=whole.wall - self.backup.wall)

    def _derive(self, tx: Tx, touched: Touched) -> int:
        judged = derive(tx, touched)
        self.judged += judged
        return judged


def _leave_underived(tx: Tx, touched: Touched) -> int:
    del tx, touched
    return 0


def index_history(ws: Workspace) -> None:
    """What the first question about a row's history makes."""
    remain = 1
    while remain:
        with ws.writing() as tx:
            remain = index_segments(tx)


def race_merge(
    table: Table, hub: Hub, office: Office, fleet: list[Laptop], folder: Path, *, geodiff: bool
) -> None:
    base, devices = plain_devices(office, fleet, folder)
    bundles = [one.bundle(folder / f"{one.number}.db", one.segments) for one in fleet]
    singles = [[one] for one in bundles]
    floors, together, singly = [], [], []
    for turn in range(3):
        path = folder / f"floor-{turn}.db"
        floors.append(timed(partial(attach_and_replace, base, devices, path)).cpu)
        for runs, spent in (([bundles], together), (singles, singly)):
            with hub.fresh() as ws:
                spent.append(Meter(derives=False).merge(ws, runs).cpu)
                one_by_one_conflicts = open_conflicts(ws.db)
    with hub.fresh() as ws:
        meter = Meter()
        whole = meter.merge(ws, [bundles])
        indexed = timed(partial(index_history, ws))
        known = [timed(lambda: merging.merge(ws, bundles[:1])).wall for _ in range(5)]
        conflicts = open_conflicts(ws.db)
    floor, at_once, one_by_one = map(statistics.median, (floors, together, singly))
    each = 1e6 * (whole.cpu - at_once) / max(meter.judged, 1)
    table.line("floor: ATTACH + INSERT OR REPLACE, loses data", f"{floor:.2f} s")
    table.hold("ours, all at once", f"{at_once:.2f} s", at_once / floor, TOGETHER, unit="x")
    table.hold("ours, one by one", f"{one_by_one:.2f} s", one_by_one / floor, ONE_BY_ONE, unit="x")
    agree = one_by_one_conflicts == conflicts
    table.line("same conflicts either way", f"{conflicts:,}", ratio="yes" if agree else "NO")
    table.line("beside: history's index, made when first asked", f"{indexed.cpu:.2f} s")
    table.line("beside: verified backup", f"{meter.backup.cpu:.2f} s")
    table.hold(
        f"beside: {meter.judged:,} findings derived, search with them",
        f"{whole.cpu - at_once:.2f} s",
        each,
        DERIVE_US,
        unit="us",
    )
    again = 1000 * statistics.median(known)
    table.hold("a known bundle again", f"{again:.1f} ms", again, KNOWN_MS, unit="ms")
    if not agree:
        table.over.append("order of merging")
    if geodiff:
        rival = timed(lambda: rebase_in_a_row(base, devices, folder))
        table.hold(
            "geodiff rebase, 20 in a row",
            f"{rival.cpu:.2f} s",
            at_once / rival.cpu,
            GEODIFF,
            unit="of it",
        )


def race_day(table: Table, hub: Hub, fleet: list[Laptop], folder: Path, name: str) -> None:
    """Twenty small bundles at the end of a day: what a person waits, and the backup beside."""
    bundles = [one.bundle(folder / f"day-{one.number}.db", one.segments) for one in fleet]
    with hub.fresh() as ws:
        meter = Meter()
        wall = meter.merge(ws, [bundles]).wall
    with hub.fresh() as ws:
        waited = timed(lambda: merging.merge(ws, bundles)).wall
    table.line("beside: verified backup", f"{meter.backup.wall:.2f} s")
    table.line("waited for both, which go side by side", f"{waited:.2f} s")
    name = f"{name}: {len(bundles)} x {fleet[0].seq} changes, {meter.judged:,} judged, by the wall"
    table.hold(name, f"{wall:.2f} s", wall, DAY_S, unit="s")


def plain_devices(office: Office, fleet: list[Laptop], folder: Path) -> tuple[Path, list[Path]]:
    """The office's table, and each laptop's copy of it with its edits."""
    base = folder / "base.db"
    db = plain_database(base)
    fill_plain(db, office.author.segments)
    close_whole(db)
    devices = []
    for one in fleet:
        path = folder / f"device-{one.number}.db"
        shutil.copy(base, path)
        db = sqlite3.connect(path, isolation_level=None)
        fill_plain(db, one.segments)
        close_whole(db)
        devices.append(path)
    return base, devices


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--scale", type=float, default=1.0, help="share of rows and changes")
    options.add_argument("--no-geodiff", action="store_true", help="leave the rival out")
    chosen = options.parse_args()
    rows, edits = int(200_000 * chosen.scale), int(40_000 * chosen.scale)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        os.environ["INSPECTOR_HOME"] = str(folder / "home")
        office = an_office(rows)
        hub = Hub(folder, office)
        table = Table(f"merging 20 bundles x {edits:,} changes into {rows:,} findings, CPU")
        visits = send_visiting(office, laptops=20, changes=500)
        race_day(table, hub, visits, folder, "a day of visits")
        edits_alone = send_out(office, laptops=20, edits=500)
        race_day(table, hub, edits_alone, folder, "edits of findings alone")
        fleet = send_out(office, laptops=20, edits=edits)
        race_merge(table, hub, office, fleet, folder, geodiff=not chosen.no_geodiff)
    table.end()


if __name__ == "__main__":
    main()
