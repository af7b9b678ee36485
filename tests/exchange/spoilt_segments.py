"""Segments spoilt from inside: bombs, false runs, foreign keys, forks; what becomes of each."""

import zlib
from collections.abc import Callable, Iterator
from hashlib import sha256

import orjson

from inspector.store.segments import Segment
from tests.exchange.base import TICK, Sender, a_device, a_finding_of, fact, one_device
from tests.property.devices import Device

Made = tuple[str, Sender, list[Segment], str]  # name, sender, what is sent, what is expected


def resealed(
    device: Device,
    segment: Segment,
    *,
    header: dict[str, object] | None = None,
    raw_header: bytes | None = None,
    entries: object = None,
    raw: bytes | None = None,
    body: bytes | None = None,
) -> Segment:
    """The segment with other contents, signed again by its own device: genuine, and hostile."""
    head = raw_header or orjson.dumps(
        {**orjson.loads(segment.header), **(header or {})}, option=orjson.OPT_SORT_KEYS
    )
    if entries is not None:
        raw = orjson.dumps(entries)
    if raw is not None:
        body = zlib.compress(raw, 9)
    content = segment.body if body is None else body
    sig = device.key.sign(sha256(head + content).digest())
    return Segment(header=head, body=content, sig=sig)


def _entries(segment: Segment) -> list[list[object]]:
    found: list[list[object]] = orjson.loads(zlib.decompress(segment.body))
    return found


HEADERS: dict[str, Callable[[Device], dict[str, object]]] = {
    "first-0": lambda _d: {"first": 0},
    "first-negative": lambda _d: {"first": -5},
    "first-after-last": lambda _d: {"first": 99},
    "last-huge": lambda _d: {"last": 1 << 62},
    "first-text": lambda _d: {"first": "1"},
    "first-true": lambda _d: {"first": True},
    "stream-path": lambda _d: {"stream": "../../x"},
    "stream-number": lambda _d: {"stream": 7},
    "stream-list": lambda _d: {"stream": ["x"]},
    "another-stream": lambda _d: {"stream": Device(99).uid},
    "prev-number": lambda _d: {"prev": 7},
    "prev-like": lambda _d: {"prev": "%"},
    "seen-list": lambda _d: {"seen": []},
    "seen-number": lambda _d: {"seen": {"x": 7}},
    "seen-huge": lambda _d: {"seen": {Device(98).uid: [1 << 63, ""]}},
    "seen-negative": lambda _d: {"seen": {Device(98).uid: [-1, ""]}},
    "seen-no-stream": lambda _d: {"seen": {"'; drop table stream; --": [1, ""]}},
    "seen-many": lambda _d: {"seen": {f"{n:032x}": [1, ""] for n in range(12_000)}},
    "min-reader-text": lambda _d: {"min_reader": "1"},
}

BODIES: dict[str, Callable[[list[list[object]]], object]] = {
    "too-many": lambda run: [*run, *([run[0]] * 2000)],
    "one-missing": lambda run: run[1:],
    "reversed": lambda run: run[::-1],
    "twice": lambda run: [*run, *run],
    "none": lambda _run: [],
    "an-object": lambda _run: {"a": 1},
    "null": lambda _run: None,
    "numbers": lambda run: [1] * len(run),
    "short-change": lambda run: [one[:3] for one in run],
    "seq-true": lambda run: [[True, *run[0][1:]], *run[1:]],
    "seq-text": lambda run: [[str(one[0]), *one[1:]] for one in run],
    "clock-negative": lambda run: [[one[0], -1, *one[2:]] for one in run],
    "clock-text": lambda run: [[one[0], "now", *one[2:]] for one in run],
    "clock-beyond": lambda run: [[one[0], (1 << 64) - 1, *one[2:]] for one in run],
    "entity-number": lambda run: [[*one[:2], 7, *one[3:]] for one in run],
    "row-list": lambda run: [[*one[:3], [], *one[4:]] for one in run],
    "fields-list": lambda run: [[*one[:4], []] for one in run],
    "fields-null": lambda run: [[*one[:4], None] for one in run],
}

RAW: dict[str, bytes] = {
    "no-json": b"[[1,",
    "not-utf8": b'[[1,1,"finding","x",{"note":"\xff\xfe"}]]',
    "lone-surrogate": b'[[1,1,"finding","x",{"note":"\\ud800"}]]',
    "nan": b'[[1,1,"finding","x",{"lon":NaN}]]',
    "huge-number": b'[[1,1,"finding","x",{"lon":1e999}]]',
    "deep": b"[" * 200_000,
    "deep-closed": b"[" * 900 + b"]" * 900,
    "bomb-of-blanks": b" " * (300 << 20),
    "bomb-of-lists": b"[" + b"[]," * (7 << 20) + b"[]]",
    "bomb-just-allowed": b"[" + b"[]," * (2_600_000) + b"[]]",
}


def bad_segments() -> Iterator[Made]:
    """Each spoils the second of three segments: it is quarantined, what follows it waits."""
    for name, change in HEADERS.items():
        yield from _second(f"header-{name}", header=change)
    for name, spoil in BODIES.items():
        yield from _second(f"body-{name}", entries=spoil)
    for name, raw in RAW.items():
        yield from _second(f"raw-{name}", raw=raw)
    yield from _second("zlib-none", body=b"no zlib at all")
    yield from _second("zlib-empty", body=b"")
    yield from _second("zlib-cut", body=zlib.compress(b"[]" * 1000)[:-9])
    yield from _second("zlib-and-more", body=zlib.compress(b"[]") + b"more")
    yield from _second("header-no-json", raw_header=b"not json")
    yield from _second("header-list", raw_header=b"[]")
    yield from _second("header-deep", raw_header=b'{"a":' * 2000)
    yield from _silent()


def _three() -> Sender:
    return one_device([a_finding_of(1), a_finding_of(2)], [a_finding_of(3)])


def _second(name: str, **spoilt: object) -> Iterator[Made]:
    sender = _three()
    device, segment = sender.devices[0], sender.segments[1]
    for key in ("header", "entries"):
        if callable(make := spoilt.get(key)):
            spoilt[key] = make(device if key == "header" else _entries(segment))
    if name == "body-null":
        spoilt = {"raw": b"null"}
    bad = resealed(device, segment, **spoilt)  # type: ignore[arg-type]
    yield name, sender, [sender.segments[0], bad, sender.segments[2]], "quarantined"


def _silent() -> Iterator[Made]:
    """One byte altered without a new signature; keys and signatures exchanged."""
    sender = _three()
    one, two, three = sender.segments
    body = bytearray(two.body)
    body[len(body) // 2] ^= 1
    spoilt = Segment(header=two.header, body=bytes(body), sig=two.sig)
    yield "one-byte-of-the-body", sender, [one, spoilt, three], "quarantined"
    spoilt = Segment(header=two.header, body=two.body, sig=three.sig)
    yield "another-ones-signature", sender, [one, spoilt, three], "quarantined"
    spoilt = Segment(header=two.header + b" ", body=two.body, sig=two.sig)
    yield "one-blank-in-the-header", sender, [one, spoilt, three], "quarantined"
    spoilt = Segment(header=two.header, body=two.body, sig=b"")
    yield "no-signature", sender, [one, spoilt, three], "quarantined"
    rogue = a_device(66)
    header = {"stream": sender.devices[0].uid, "prev": one.hash}
    spoilt = resealed(rogue, two, header=header)
    yield "signed-by-a-rogue", Sender([*sender.devices, rogue]), [one, spoilt], "quarantined"


def odd_segments() -> Iterator[Made]:
    """Nothing is wrong with these but their order, their number or their age."""
    sender = _three()
    one, two, three = sender.segments
    yield "reordered", sender, [three, one, two], "merged"
    yield "first-missing", sender, [two, three], "waiting"
    yield "middle-missing", sender, [one, three], "waiting"
    far = resealed(sender.devices[0], three, header={"min_reader": 99}, raw=b"from the future")
    yield "newer-reader", sender, [one, two, far], "merged"
    twin = _three().devices[0].copied()
    twin.segments, twin.seq = twin.segments[:1], 4
    twin.write([a_finding_of(9)], TICK + 9)
    yield "forked", sender, [one, two, three, twin.segments[1]], "merged"
    unknown = one_device([("hologram", fact(1), {"a": "\0"})])
    yield "unknown-entity", unknown, unknown.segments, "merged"
    machinery = one_device([("segment", "1", {"body": "x"}), ("meta", "x", {"v": "1"})])
    yield "machinery-as-entity", machinery, machinery.segments, "merged"
    nothing = one_device([("finding", fact(5), {})])
    yield "no-fields", nothing, nothing.segments, "merged"


def cycles() -> Iterator[Made]:
    """Graphs that end nowhere."""
    area = [
        ("area", "a", {"kind": "community", "code": "A", "parent": "B"}),
        ("area", "b", {"kind": "community", "code": "B", "parent": "A"}),
        ("area", "c", {"kind": "grid", "code": "C", "parent": "C"}),
    ]
    at = "2026-09-21T01:00:00.000Z"
    rings = {
        "areas": area,
        "itself": [a_finding_of(1, same_as=fact(1))],
        "two": [a_finding_of(1, same_as=fact(2)), a_finding_of(2, same_as=fact(1))],
        "ring-of-300": [a_finding_of(n, same_as=fact((n + 1) % 300)) for n in range(300)],
        "rulings": [
            *(a_finding_of(n) for n in range(30)),
            *(
                ("ruling", fact(500 + n), {"finding": fact(n), "same_as": fact(29 - n), "at": at})
                for n in range(30)
            ),
        ],
        "voids": [
            a_finding_of(1),
            ("void", fact(2), {"entity": "void", "subject": fact(3), "at": at}),
            ("void", fact(3), {"entity": "void", "subject": fact(2), "at": at}),
            ("void", fact(4), {"entity": "void", "subject": fact(4), "at": at}),
        ],
        "dangling": [a_finding_of(1, same_as=fact(77), inspection=fact(78), point="NONE")],
        "deeds-on-deeds": [
            ("reply", fact(2), {"finding": fact(3), "at": at}),
            ("reply", fact(3), {"finding": fact(2), "at": at}),
        ],
    }
    for name, edits in rings.items():
        sender = one_device(edits)
        yield name, sender, sender.segments, "merged"
