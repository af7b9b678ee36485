"""The generator's own small export: two devices, a register, findings and deeds, all sound."""

import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from inspector.domain.change import Value
from inspector.domain.ids import fact_id, master_id
from inspector.exchange.bundle import BlobInBundle, StreamInBundle, write_bundle
from inspector.store.causality import Vector
from inspector.store.segments import Segment, read_header
from tests.property.devices import Device, Edit

TICK = 1_790_000_000_000  # ms; a morning of 2026
AT = "2026-09-21T01:00:00.000Z"

Fields = dict[str, Value]


def fact(number: int) -> str:
    return fact_id(TICK + number, number.to_bytes(10, "big"))


def a_register() -> list[Edit]:
    standard: Fields = {
        "code": "P1.01",
        "edition": "1",
        "title": "暴露垃圾",
        "kind": "problem",
        "severity": "minor",
        "deduct": "0.2",
        "term": {"value": 1, "unit": "work_days"},
        "repeat_window_days": 30,
        "rebound_window_days": 15,
        "active": 1,
    }
    return [
        ("edition", master_id("edition", "1"), {"code": "1", "in_force_from": "2026-01-01"}),
        ("standard", master_id("standard", "1/P1.01"), standard),
        ("point", master_id("point", "P-1"), {"code": "P-1", "name": "北门", "type": "OR"}),
    ]


def a_finding_of(number: int, **fields: Value) -> Edit:
    usual: Fields = {
        "label": f"K7QF-{number}",
        "point": "P-1",
        "standard": "P1.01",
        "found_at": f"2026-09-{1 + number % 28:02d}T01:00:00.000Z",
        "spot": "东侧",
        "source": "district",
        "on_the_spot": 0,
        "lon": 83.45,
        "lat": 38.85,
    }
    return "finding", fact(number), {**usual, **fields}


def a_device(number: int = 7) -> Device:
    """A stranger's laptop, with a key of its own and the register in its first segment."""
    device = Device(number)
    name: Fields = {"name": f"LAPTOP-{number:02d}", "pubkey": device.pubkey.hex()}
    device.write([("device", device.uid, name), *a_register()], TICK)
    return device


def sound_devices(findings: int = 24) -> list[Device]:
    """Two laptops, six findings to a segment."""
    devices = [a_device(7), a_device(8)]
    for start in range(0, findings, 6):
        device = devices[start // 6 % 2]
        run = [a_finding_of(start + one) for one in range(6)]
        finding = run[0][1]
        run.append(
            ("reply", fact(1000 + start), {"finding": finding, "at": AT, "measures": "已清"})
        )
        device.write(run, TICK + start)
    return devices


def vector_of(devices: Sequence[Device]) -> Vector:
    return {one.uid: one.seq for one in devices}


@dataclass(frozen=True)
class Sender:
    """Everything a bundle is made of, so that a test may spoil any part before writing it."""

    devices: Sequence[Device]

    @property
    def streams(self) -> list[StreamInBundle]:
        return [
            StreamInBundle(uid=one.uid, pubkey=one.pubkey, name=f"LAPTOP-{one.number:02d}")
            for one in self.devices
        ]

    @property
    def segments(self) -> list[Segment]:
        return [segment for one in self.devices for segment in one.segments]

    @property
    def changes(self) -> int:
        return sum((header := read_header(one)).last - header.first + 1 for one in self.segments)

    def write(
        self,
        path: Path,
        *,
        segments: Sequence[Segment] | None = None,
        streams: Sequence[StreamInBundle] | None = None,
        blobs: Sequence[BlobInBundle] = (),
    ) -> Path:
        sent = self.segments if segments is None else segments
        manifest: dict[str, object] = {
            "vector": dict(vector_of(self.devices)),
            "segments": len(sent),
            "part": 1,
        }
        write_bundle(path, self.streams if streams is None else streams, (), blobs, manifest)
        # Our own writer would not write a segment that is none.
        db = sqlite3.connect(path, isolation_level=None)
        for place, one in enumerate(sent):
            db.execute(
                "insert into segment values (?, '', 1, 1, cast(? as text), ?, ?)",
                (f"{one.hash}{place}", one.header, one.sig, one.body),
            )
        db.close()
        return path


def one_device(*runs: Sequence[Edit]) -> Sender:
    """A stranger whose segments after the register are these."""
    device = a_device()
    for number, run in enumerate(runs):
        device.write(run, TICK + 1 + number)
    return Sender([device])
