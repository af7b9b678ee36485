"""Budget: a finding saved by our one road (change, row, stamps, in one durable
transaction) ≤ 1.3 × a plain INSERT of the same row, each with its own fsync.

One run, the two in turns in databases of the same schema, pragmas and size; medians by the wall,
since waiting for the disk is part of both. The whole deed with its verdict is printed beside.
"""

import argparse
import os
import statistics
import tempfile
import time
from collections.abc import Callable
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from random import Random

from benchmarks.table import Table
from inspector.app.capture import CaptureDraft, record
from inspector.app.found import found
from inspector.app.workspace import Workspace
from inspector.domain.change import Draft, Value
from inspector.domain.ids import fact_id
from inspector.store.apply import apply

AIM = 1.3
NOW = datetime(2026, 11, 22, 2, tzinfo=UTC)


def a_finding(chance: Random, number: int) -> tuple[str, dict[str, Value]]:
    row = fact_id(1_790_000_000_000 + number, chance.randbytes(10))
    return row, {
        "label": f"K7QF-{number}",
        "point": f"{chance.randrange(1200):04d}-OR-01",
        "standard": "P3.03.01",
        "found_at": f"2026-11-{1 + chance.randrange(20):02d}T01:00:00.000Z",
        "spot": "北门",
        "note": "垃圾桶满冒，垃圾散落",
        "person": "u01",
        "source": "district",
    }


def insert(ws: Workspace, row: str, fields: dict[str, Value]) -> None:
    """What any program would do: begin, insert, commit."""
    names = ", ".join(f'"{name}"' for name in fields)
    marks = ", ".join("?" * (len(fields) + 2))
    db = ws.db.conn
    db.execute("begin immediate")
    db.execute(
        f"insert into finding (id, {names}, _clk) values ({marks})", [row, *fields.values(), b""]
    )
    db.execute("commit")


def save(ws: Workspace, row: str, fields: dict[str, Value]) -> None:
    """Our way: a change at the end of our stream, folded into its row."""
    with ws.writing() as tx:
        apply(tx, [Draft("finding", row, fields)])


def milliseconds(work: Callable[[], object]) -> float:
    began = time.perf_counter()
    work()
    return 1000 * (time.perf_counter() - began)


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--scale", type=float, default=1.0, help="share of the deeds")
    deeds = int(1000 * options.parse_args().scale)
    chance = Random(1)
    with tempfile.TemporaryDirectory() as name:
        os.environ["INSPECTOR_HOME"] = str(Path(name) / "home")
        plain = found(Path(name) / "plain", clock=lambda: NOW)
        ours = found(Path(name) / "ours", clock=lambda: NOW)
        whole = found(Path(name) / "whole", clock=lambda: NOW)
        point = whole.register.points[0].code
        draft = CaptureDraft(standard="P3.03.01", point=point)
        times: dict[str, list[float]] = {"insert": [], "save": [], "record": []}
        for number in range(deeds):
            row, fields = a_finding(chance, number)
            times["insert"].append(milliseconds(partial(insert, plain, row, fields)))
            times["save"].append(milliseconds(partial(save, ours, row, fields)))
            if number % 10 == 0:
                times["record"].append(milliseconds(partial(record, whole, draft)))
        for ws in (plain, ours, whole):
            ws.close()
    floor, mine, deed = (statistics.median(some) for some in times.values())
    table = Table(f"saving one finding, {deeds:,} times in turns, one fsync each, by the wall")
    table.line("floor: begin, INSERT, commit", f"{floor:.2f} ms")
    table.hold("ours: change, row, stamps", f"{mine:.2f} ms", mine / floor, AIM, unit="x")
    table.line("beside: the whole deed, with its verdict", f"{deed:.2f} ms")
    table.end()


if __name__ == "__main__":
    main()
