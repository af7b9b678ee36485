"""Budgets (design.md §12): fold from zero ≤ 2.0 × the floor of one INSERT OR REPLACE per change,
a bundle ≤ 35 bytes a change, a hub ≤ 120 bytes a change, a known bundle < 50 ms.

One run, the same changes for both: 20 devices create findings and edit them, one to three fields
at a time, a tenth of the edits on others' rows. CPU seconds of this process; the floor loses data.
"""

import os
import sqlite3
import sys
import tempfile
import time
from datetime import UTC, datetime
from pathlib import Path
from random import Random

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from inspector.app.found import found
from inspector.app.merging import merge
from inspector.domain.change import Value
from inspector.domain.ids import fact_id
from inspector.exchange.bundle import StreamInBundle, write_bundle
from inspector.store.fold import fold
from inspector.store.intake import take_segments
from inspector.store.schema import ENTITIES
from inspector.store.segments import Entry, Header, Segment, seal, stream_uid
from inspector.store.streams import read_tx

DEVICES = 20
CHANGES = int(sys.argv[1]) if len(sys.argv) > 1 else 200_000
PER_SEGMENT = 1000
NOW = datetime(2026, 11, 22, tzinfo=UTC)


def edits(chance: Random, device: int, rows: list[str]) -> tuple[str, dict[str, Value]]:
    """One finding in five is new; the rest are edits of one to three fields."""
    if not rows or chance.random() < 0.2:
        row = fact_id(1_780_000_000_000 + len(rows), chance.randbytes(10))
        rows.append(row)
        return row, {
            "label": f"K7QF-{len(rows)}",
            "point": f"{chance.randrange(12):03d}-OR-{chance.randrange(6):02d}",
            "standard": f"P3.0{chance.randrange(9)}.01",
            "found_at": f"2026-0{1 + chance.randrange(9)}-1{chance.randrange(9)}T01:00:00.000Z",
            "spot": chance.choice(["北门", "东门", "3号楼", None]),
            "note": "垃圾桶满冒，垃圾散落",
            "person": f"u{device:02d}",
            "source": "district",
        }
    row = chance.choice(rows)
    names = chance.sample(["note", "spot", "unit", "round"], chance.randint(1, 3))
    return row, {name: f"{name}{chance.randrange(1000)}" for name in names}


def a_fleet() -> tuple[list[StreamInBundle], list[Segment], list[Entry]]:
    chance, streams, segments, every = Random(1), [], [], []
    shared: list[str] = []
    for device in range(DEVICES):
        key = Ed25519PrivateKey.from_private_bytes(bytes([device + 1] * 32))
        pubkey = key.public_key().public_bytes_raw()
        uid, own, prev = stream_uid(pubkey), [], ""
        entries: list[Entry] = []
        for seq in range(1, CHANGES // DEVICES + 1):
            pool = shared if shared and chance.random() < 0.1 else own
            row, fields = edits(chance, device, pool)
            entries.append((seq, (1_780_000_000_000 + seq * 977) << 16, "finding", row, fields))
        shared += own[:50]
        for start in range(0, len(entries), PER_SEGMENT):
            run = entries[start : start + PER_SEGMENT]
            header = Header(
                stream=uid, first=run[0][0], last=run[-1][0], prev=prev, min_reader=1, seen={}
            )
            segments.append(seal(run, header=header, key=key))
            prev = segments[-1].hash
        streams.append(StreamInBundle(uid=uid, pubkey=pubkey, name=f"LAPTOP-{device:02d}"))
        every += entries
    return streams, segments, every


def floor(folder: Path, every: list[Entry]) -> float:
    """One INSERT OR REPLACE per change into the same table: fast, and wrong."""
    columns = list(ENTITIES["finding"])
    db = sqlite3.connect(folder / "floor.db", isolation_level=None)
    db.execute("pragma journal_mode = wal")
    names = ", ".join(f'"{name}"' for name in columns)
    db.execute(f"create table finding (id text primary key, {names}) without rowid")
    marks = ", ".join("?" * (len(columns) + 1))
    began = time.process_time()
    db.execute("begin")
    for _seq, _clock, _entity, row, fields in every:
        values = [row, *(fields.get(name) for name in columns)]
        db.execute(f"insert or replace into finding values ({marks})", values)
    db.execute("commit")
    spent = time.process_time() - began
    db.close()
    return spent


def main() -> None:
    streams, segments, every = a_fleet()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        os.environ["INSPECTOR_HOME"] = str(folder / "home")
        lowest = floor(folder, every)
        ws = found(folder / "hub", bare=True, clock=lambda: NOW)
        pubkeys = {one.uid: one.pubkey for one in streams}
        ws.db.execute("begin immediate")
        tx = read_tx(ws.db, NOW)
        began = time.process_time()
        intake = take_segments(tx, pubkeys, segments)
        taken = time.process_time() - began
        fold(tx, intake.writes)
        whole = time.process_time() - began
        ws.db.execute("commit")
        ws.db.execute("pragma wal_checkpoint(truncate)")
        hub = (folder / "hub" / "inspector.db").stat().st_size
        bundle = folder / "all.db"
        write_bundle(bundle, streams, segments, [], {})
        began = time.perf_counter()
        merge(ws, [bundle])  # every segment is here, the file itself was never seen
        looked = (time.perf_counter() - began) * 1000
        began = time.perf_counter()
        again = merge(ws, [bundle])
        known = (time.perf_counter() - began) * 1000
        ws.close()
        print(f"{CHANGES:,} changes of {DEVICES} devices")
        print(f"floor, which loses data      {lowest:6.2f} s CPU")
        print(f"verified and taken           {taken:6.2f} s CPU  {taken / lowest:5.2f} x")
        print(f"verified, taken and folded   {whole:6.2f} s CPU  {whole / lowest:5.2f} x  (2.00)")
        print(
            f"bundle                       {bundle.stat().st_size / CHANGES:6.1f} B a change  (35)"
        )
        print(f"hub                          {hub / CHANGES:6.1f} B a change  (120)")
        print(f"known segments in a new file {looked:6.0f} ms")
        print(f"known bundle                 {known:6.0f} ms  (50), {again.known:,} changes")


if __name__ == "__main__":
    main()
