"""Segments (变更段): sealed, signed, chained runs of changes; the truth behind the tables."""

import re
import zlib
from dataclasses import dataclass
from functools import partial
from hashlib import sha256
from itertools import islice, repeat
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
MAX_SEALED = 4 << 20  # bytes of JSON after which we seal, whatever the number of changes
_MAX_BODY = 2 * MAX_SEALED  # bytes after inflating: a bomb is refused before it is read
_MAX_PACKED = 4 << 20  # bytes of a body as it comes
_MAX_HEADER = 1 << 20
_MAX_SEEN = 10_000
_MAX_NUMBER = (1 << 63) - 1  # what SQLite can keep
_STREAM = re.compile(r"[0-9a-f]{32}")
_STREAM_OR_BRANCH = re.compile(r"[0-9a-f]{32}(~[0-9a-f]{1,64})?")
_HASH = re.compile(r"([0-9a-f]{64})?")
_MAX_TAIL = 64
_PACKING = 9  # of zlib: a hundredth smaller than 6, for 4 µs more a change, once
_PARTS = 5  # of a change; a later version may say more behind them
_MAX_RUN = 100_000  # changes; a later version may seal longer runs than we do

Seen = dict[str, tuple[int, str]]
Word = tuple[str, int, str]  # key of the old stream, its last change, its signature: see words.py


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


def seal(
    entries: list[Entry],
    *,
    header: Header,
    key: Ed25519PrivateKey,
    words: list[Word] | None = None,
) -> Segment:
    """Close a run of changes for good: canonical JSON, zlib, hash, signature.

    ``words``, in a stream's first segment alone, say for whom it goes on.
    """
    continues = {"continues": [list(one) for one in words]} if words else {}
    head = canonical(
        {
            **continues,
            "first": header.first,
            "last": header.last,
            "min_reader": header.min_reader,
            "prev": header.prev,
            "schema": _SCHEMA,
            "seen": {uid: list(entry) for uid, entry in header.seen.items()},
            "stream": header.stream,
        }
    ).encode()
    body = _packed(canonical([list(entry) for entry in entries]).encode())
    return Segment(header=head, body=body, sig=key.sign(sha256(head + body).digest()))


def read_header(segment: Segment) -> Header:
    """The header's facts. Raises ValueError when it does not say what a header says."""
    if len(segment.header) > _MAX_HEADER:
        raise ValueError("segment header is too long")
    try:
        raw = orjson.loads(segment.header)
        header = Header(
            stream=raw["stream"],
            first=raw["first"],
            last=raw["last"],
            prev=raw["prev"],
            min_reader=raw["min_reader"],
            seen={uid: (seq, tail) for uid, (seq, tail) in raw["seen"].items()},
        )
        sound = (
            _STREAM.fullmatch(header.stream)
            and _HASH.fullmatch(header.prev)
            and 0 < header.first <= header.last <= _MAX_NUMBER
            and header.last - header.first < _MAX_RUN
            and 0 <= header.min_reader <= _MAX_NUMBER
            and len(header.seen) <= _MAX_SEEN
            and all(map(_is_seen, header.seen.items()))
        )
    except (KeyError, TypeError, AttributeError) as error:
        raise ValueError("not a segment header") from error
    if not sound:
        raise ValueError("not a segment header")
    return header


def _is_seen(entry: tuple[str, tuple[int, str]]) -> bool:
    uid, (seq, tail) = entry
    whole = type(seq) is int and 0 <= seq <= _MAX_NUMBER
    return whole and bool(_STREAM_OR_BRANCH.fullmatch(uid)) and len(tail) <= _MAX_TAIL


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
    return parse_entries(segment, inflate(segment))


def _packed(raw: bytes) -> bytes:
    """Deflated without copies of under six characters.

    Ids share none longer but by chance; a body is 6 to 9 % smaller for it (80,000 edits: 2,354,308
    instead of 2,529,518 bytes), and any inflater reads it.
    """
    packer = zlib.compressobj(
        _PACKING, zlib.DEFLATED, zlib.MAX_WBITS, zlib.DEF_MEM_LEVEL, zlib.Z_FILTERED
    )
    return packer.compress(raw) + packer.flush()


def inflate(segment: Segment) -> bytes:
    """The body's JSON; ValueError for a bomb or what is no zlib, before more of it is unpacked."""
    inflater = zlib.decompressobj()
    try:
        raw = inflater.decompress(segment.body[:_MAX_PACKED], _MAX_BODY)
    except zlib.error as error:
        raise ValueError("segment body cannot be read") from error
    if not inflater.eof or inflater.unused_data or len(segment.body) > _MAX_PACKED:
        raise ValueError("segment body is too large or cut short")
    return raw


def parse_entries(segment: Segment, raw: bytes) -> list[Entry]:
    """The changes of an inflated body; ValueError as :func:`read_entries`."""
    header = read_header(segment)
    try:
        found = orjson.loads(raw)
    except TypeError as error:
        raise ValueError("segment body cannot be read") from error
    run = range(header.first, header.last + 1)
    if type(found) is not list or len(found) != len(run):
        raise ValueError("segment body is not the run its header names")
    return _entries(found, run)


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
    if not entries:
        return []
    seqs, clocks, entities, rows, fields = zip(*entries, strict=True)
    stamps = map(partial(tuple.__new__, Stamp), zip(clocks, repeat(stream), seqs, strict=False))
    return list(
        map(partial(tuple.__new__, Write), zip(entities, rows, stamps, fields, strict=True))
    )


def _entries(found: list[Any], run: range) -> list[Entry]:
    """Held against their form column by column: a thousand changes are a few steps."""
    if set(map(type, found)) != {list} or min(map(len, found)) < _PARTS:
        raise ValueError("not a change")
    seqs, clocks, entities, rows, fields = islice(zip(*found, strict=False), _PARTS)
    if set(map(type, seqs)) != {int} or seqs != tuple(run):
        raise ValueError("segment body is not the run its header names")
    whole = set(map(type, clocks)) == {int} and 0 <= min(clocks) <= max(clocks) <= _MAX_NUMBER
    named = set(map(type, entities)) == set(map(type, rows)) == {str}
    if not (whole and named and set(map(type, fields)) == {dict}):
        raise ValueError("not a change")
    return list(zip(seqs, clocks, entities, rows, fields, strict=True))
