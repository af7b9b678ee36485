"""Budget: the verdict of one key among 1,000,000 issues < 5 ms, and ≤ 2 × its time among 10,000.

Both databases are filled with the same share of open, closed and repeated issues and asked in
turns within one run; the table shows medians of 200 keys that were not asked before.
"""

import os
import statistics
import tempfile
import time
from pathlib import Path
from random import Random

from sqlite_utils import Database

from inspector.app.found import found
from inspector.domain.finding import Finding
from inspector.domain.ids import FindingId, PointId, StandardCode
from inspector.domain.moment import from_stored
from inspector.store.derive import foresee

SIZES = (10_000, 1_000_000)
PER_KEY = 5
ASKED = 200
STANDARDS = ("P3.03.01", "P4.01.01", "P2.02.01", "P6.02.01")


def fill(db: Database, issues: int) -> int:
    """Rows as a fold would leave them; returns how many keys there are."""
    keys = issues // PER_KEY
    db.execute("pragma synchronous = off")
    db.execute("begin immediate")
    fields = "name, type, town, radius_m, active"
    db.execute(
        f"with recursive n(i) as (select 1 union all select i + 1 from n where i < {keys // 4}) "
        f"insert into point (id, code, {fields}, _clk) "
        "select 'b' || i, 'B' || i, '点位' || i, 'OR', '990102003', 60, 1, '[]' from n"
    )
    rows = (
        (f"{key:08d}-{place}", f"B{key // 4 + 1}", STANDARDS[key % 4], moment(key, place))
        for key in range(keys)
        for place in range(PER_KEY)
    )
    db.conn.executemany(
        "insert into finding (id, label, point, standard, found_at, _clk) "
        "values (:0, :0, :1, :2, :3, '[]')",
        ({"0": a, "1": b, "2": c, "3": d} for a, b, c, d in rows),
    )
    db.execute(
        "insert into place select id, point, standard, null, '990102003', null, 0 from finding"
    )
    db.execute(
        "insert into verification (id, finding, at, result, _clk) select 'v' || id, id, "
        "replace(found_at, 'T01', 'T09'), 'pass', '[]' from finding where id not like '%-4'"
    )
    db.execute("insert into verdict select id, id, 'new', 1, 0, 0, null, '{}', '[]' from finding")
    db.execute(
        "insert into issue (id, label, point, standard, title, found_at, last_found_at, state, "
        "occurrence, rebound, level, chain, deduction, findings, photos, text) "
        "select id, label, point, standard, '', found_at, found_at, 'closed', 1, 0, 0, "
        "substr(id, 1, 8), '0.50', 1, 0, label from finding"
    )
    db.execute("commit")
    return keys


def moment(key: int, place: int) -> str:
    return f"2026-{4 + place:02d}-{1 + key % 27:02d}T01:00:00.000Z"


def ask(db: Database, key: int) -> float:
    """Milliseconds until the verdict of a new finding of this key is known."""
    finding = Finding(
        id=FindingId("~"),
        label="",
        point=PointId(f"B{key // 4 + 1}"),
        standard=StandardCode(STANDARDS[key % 4]),
        found_at=from_stored("2026-09-20T01:00:00.000Z"),
    )
    began = time.perf_counter()
    seen = foresee(db, finding)
    spent = time.perf_counter() - began
    if seen is None or len(seen[1].earlier) != PER_KEY:
        raise SystemExit(f"key {key} lost its past")
    return spent * 1000


def main() -> None:
    chance = Random(1)
    with tempfile.TemporaryDirectory() as name:
        os.environ["INSPECTOR_HOME"] = str(Path(name) / "home")
        spaces = {size: found(Path(name) / str(size)) for size in SIZES}
        keys = {size: fill(ws.db, size) for size, ws in spaces.items()}
        times: dict[int, list[float]] = {size: [] for size in SIZES}
        for _ in range(ASKED):
            for size, ws in spaces.items():
                times[size].append(ask(ws.db, chance.randrange(keys[size])))
        medians = {size: statistics.median(some) for size, some in times.items()}
        for size, some in times.items():
            worst = sorted(some)[int(len(some) * 0.95)]
            print(f"{size:>9,} issues: median {medians[size]:.2f} ms, 95 % {worst:.2f} ms")
        small, large = (medians[size] for size in SIZES)
        print(f"ratio {large / small:.2f} (budget 2.00), {large:.2f} ms (budget 5.00)")
        for ws in spaces.values():
            ws.close()
    if large > 5 or large > 2 * small:
        raise SystemExit("over budget")


if __name__ == "__main__":
    main()
