"""Segments (变更段): sealed, signed, chained runs of changes; the truth behind the tables."""

import zlib
from dataclasses import dataclass
from hashlib import sha256
from typing import Any

import orjson
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from inspector.domain.change import Fields, Stamp
from inspector.store.fold import Write
from inspector.store.values import canonical

MAX_CHANGES = 1000
READER = 1  # a segment whose min_reader is higher is carried, not folded
_SCHEMA = 1
_MAX_BODY = 64 * 1024 * 1024  # bytes after inflating: a bomb is refused before it is read

Seen = dict[str, tuple[int, str]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Segment:
    """A sealed run; ``header`` and ``body`` are the bytes that were signed, never rewritten."""

    header: bytes
    body: bytes
    sig: bytes

    @property
    def hash(self) -> str:
        return sha256(self.header + self.body).hexdigest()


@dataclass(frozen=True, slots=True, kw_only=True)
class Header:
    """What a segment says of itself; ``seen`` names only what is new since the one before."""

    stream: str
    first: int
    last: int
    prev: str
    min_reader: int
    seen: Seen


Entry = tuple[int, int, str, str, Fields]  # seq, clock, entity, row, fields


def stream_uid(pubkey: bytes) -> str:
    """A stream is named by its key, so that nobody else can write into it."""
    return sha256(pubkey).hexdigest()[:32]


def seal(entries: list[Entry], *, header: Header, key: Ed25519PrivateKey) -> Segment:
    """Close a run of changes for good: canonical JSON, zlib, hash, signature."""
    head = canonical(
        {
            "first": header.first,
            "last": header.last,
            "min_reader": header.min_reader,
            "prev": header.prev,
            "schema": _SCHEMA,
            "seen": {uid: list(entry) for uid, entry in header.seen.items()},
            "stream": header.stream,
        }
    ).encode()
    body = zlib.compress(canonical([list(entry) for entry in entries]).encode(), 6)
    return Segment(header=head, body=body, sig=key.sign(sha256(head + body).digest()))


def read_header(segment: Segment) -> Header:
    """The header's facts. Raises ValueError when it does not say what a header says."""
    try:
        raw = orjson.loads(segment.header)
        return Header(
            stream=str(raw["stream"]),
            first=int(raw["first"]),
            last=int(raw["last"]),
            prev=str(raw["prev"]),
            min_reader=int(raw["min_reader"]),
            seen={str(uid): (int(seq), str(tail)) for uid, (seq, tail) in raw["seen"].items()},
        )
    except (KeyError, TypeError, AttributeError) as error:
        raise ValueError("not a segment header") from error


def is_genuine(segment: Segment, pubkey: bytes) -> bool:
    """Whether the stream's own key signed exactly these bytes."""
    try:
        key = Ed25519PublicKey.from_public_bytes(pubkey)
        key.verify(segment.sig, sha256(segment.header + segment.body).digest())
    except (InvalidSignature, ValueError):
        return False
    return read_header(segment).stream == stream_uid(pubkey)


def read_entries(segment: Segment) -> list[Entry]:
    """The changes in order. Raises ValueError when they are not a full run of the header's."""
    header = read_header(segment)
    try:
        inflater = zlib.decompressobj()
        raw = orjson.loads(inflater.decompress(segment.body, _MAX_BODY))
        if len(raw) != header.last - header.first + 1:
            raise ValueError("segment body is not the run its header names")
        return [_entry(item, seq) for seq, item in enumerate(raw, header.first)]
    except (zlib.error, TypeError, KeyError) as error:
        raise ValueError("segment body cannot be read") from error


def is_carried(segment: Segment) -> bool:
    """Whether it needs a newer version: kept and handed on as it is, never read by this one."""
    return read_header(segment).min_reader > READER


def known_entries(segment: Segment) -> list[Entry]:
    """The changes this version may read: all of them, or none of a carried segment."""
    return [] if is_carried(segment) else read_entries(segment)


def writes(segment: Segment, stream: int) -> list[Write]:
    """The segment's changes on their way into rows; ``stream`` is its number here."""
    return writes_of(known_entries(segment), stream)


def writes_of(entries: list[Entry], stream: int) -> list[Write]:
    """Changes of a stream on their way into rows; ``stream`` is its number here."""
    return [
        Write(entity, row, Stamp(clock, stream, seq), fields)
        for seq, clock, entity, row, fields in entries
    ]


def _entry(item: list[Any], expected: int) -> Entry:
    if type(item) is not list or len(item) < 5:
        raise ValueError("not a change")
    seq, clock, entity, row, fields = item if len(item) == 5 else item[:5]
    if seq != expected or type(seq) is not int:
        raise ValueError("segment body is not the run its header names")
    whole = type(clock) is int and type(fields) is dict
    if not (whole and type(entity) is str and type(row) is str):
        raise ValueError("not a change")
    return seq, clock, entity, row, fields
