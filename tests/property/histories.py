"""Random histories: what laptops record, copy, restore, and how their segments travel."""

import os
from dataclasses import dataclass, replace
from random import Random

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st

from inspector.domain.change import Value
from inspector.store.segments import Segment
from tests.property.devices import Device, Edit

ROWS = [f"f{number}" for number in range(4)]
YEARS_10 = 10 * 365 * 86_400_000  # milliseconds

seeds = st.integers(0, 2**32)
histories = settings(
    max_examples=int(os.environ.get("HISTORIES", "1000")),
    suppress_health_check=[HealthCheck.too_slow],
)

STANDARD: Edit = (
    "standard",
    "s1",
    {
        "code": "S1",
        "edition": "1",
        "title": "S1",
        "kind": "problem",
        "severity": "minor",
        "deduct": "0.2",
        "repeat_window_days": 30,
        "rebound_window_days": 15,
    },
)


def an_edit(chance: Random) -> Edit:
    """A finding, a deed, a correction, a void: what laptops record."""
    row = chance.choice(ROWS)
    moment = f"2026-08-{chance.randint(1, 28):02d}T0{chance.randint(1, 9)}:00:00.000Z"
    kind = chance.randrange(10)
    if kind < 5:
        fields: dict[str, Value] = {
            "point": chance.choice(["P1", "P2"]),
            "standard": "S1",
            "found_at": moment,
            "label": row,
        }
        return "finding", row, fields
    if kind < 8:
        name = chance.choice(["note", "spot", "field_of_2028"])  # the last has no column here
        return "finding", row, {name: chance.choice(["甲", "乙", None])}
    deed = f"d{chance.randint(1, 3)}"
    if kind == 8:
        return "verification", deed, {"finding": row, "at": moment, "result": "pass"}
    return "void", f"v{chance.randint(1, 2)}", {"subject": row, "at": moment}


def a_history(chance: Random, *, skew: bool = True, forks: bool = False) -> list[Device]:
    """Two to five laptops that write and, now and then, meet; clocks off by up to ten years."""
    devices = [
        Device(number, skew=chance.randint(-YEARS_10, YEARS_10) * skew)
        for number in range(1, chance.randint(2, 5) + 1)
    ]
    devices[0].write([STANDARD], YEARS_10)
    for tick in range(chance.randint(2, 12)):
        device, other = chance.choice(devices), chance.choice(devices)
        if chance.random() < 0.4 and device is not other:
            device.meet(other)
        if forks and device.segments and not device.forked_at and chance.random() < 0.3:
            devices.append(device.copied())
        moment = 2 * YEARS_10 + tick * 3_600_000
        device.write([an_edit(chance) for _ in range(chance.randint(1, 4))], moment)
    return devices


def every_segment(devices: list[Device]) -> list[Segment]:
    every = (segment for device in devices for segment in device.segments)
    return list({segment.hash: segment for segment in every}.values())


def flipped(chance: Random, segment: Segment) -> Segment:
    """The segment with one bit of its body turned over on the way."""
    body = bytearray(segment.body)
    body[chance.randrange(len(body))] ^= 1 << chance.randrange(8)
    return replace(segment, body=bytes(body))


@dataclass(frozen=True)
class Journey:
    """The portions in which segments arrive, and the damaged ones among them."""

    portions: list[list[Segment]]
    damaged: set[str]  # hashes


def a_journey(chance: Random, segments: list[Segment]) -> Journey:
    """Shuffled, some twice, some damaged, some lost until the end, cut anywhere."""
    lost = chance.sample(segments, len(segments) // 5)
    bad = [flipped(chance, one) for one in chance.sample(segments, len(segments) // 5)]
    gone = {one.hash for one in lost}
    sent = [one for one in segments if one.hash not in gone]
    arriving = [*sent, *bad, *chance.sample(sent, len(sent) // 2)]
    chance.shuffle(arriving)
    portions, start = [], 0
    while start < len(arriving):
        end = start + chance.randint(1, 4)
        portions.append(arriving[start:end])
        start = end
    return Journey([*portions, lost], {one.hash for one in bad})
