"""What lies on a remote besides files: sealed segments, one or many, and signed lists of files."""

import struct
from collections.abc import Iterator
from dataclasses import dataclass
from hashlib import sha256

import orjson
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from inspector.exchange.remotes.layout import Chain, Marker, marker
from inspector.store.segments import Segment, is_genuine, read_header, stream_uid
from inspector.store.values import canonical

_MAGIC = b"DNDS"
_HEAD = struct.Struct(">4sII32s64s")  # magic, bytes of header, of body; key; signature
_LENGTH = struct.Struct(">I")
_HEX = frozenset("0123456789abcdef")
_KINDS = ("photo", "document", "print")


class TornError(Exception):
    """Shorter than it says, or empty: somebody is still writing it, or was cut off."""


class TamperedError(Exception):
    """Whole, and not what its name and its author's key say."""


@dataclass(frozen=True, slots=True)
class Piece:
    """A file that lies on the remote; ``name`` is the photo's or document's own hash.

    ``sha256`` is that of the bytes: another one than ``name`` where they are only a print of it.
    """

    kind: str
    name: str
    sha256: str
    size: int


@dataclass(frozen=True, slots=True, kw_only=True)
class FileList:
    """Files a device has put, after those of the list before; ``last`` counts all of them."""

    stream: str
    last: int
    before: int
    prev: str
    pieces: tuple[Piece, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Pack:
    """Many segments of all streams, each as it lies on the remote by itself.

    ``last`` counts the changes of this pack and those before it. Nothing in it is believed for its
    sake: each segment is checked as if it had been fetched alone.
    """

    stream: str
    last: int
    before: int
    prev: str
    objects: tuple[bytes, ...]


def segment_marker(segment: Segment) -> Marker:
    """The marker that says a stream goes as far as this segment."""
    header = read_header(segment)
    return marker(header.stream, Chain.SEGMENTS, header.last, segment.hash)


def pack_segment(segment: Segment, pubkey: bytes) -> bytes:
    """A segment as it lies on a remote, with the key that proves it; always the same bytes."""
    return _pack(segment.header, segment.body, pubkey, segment.sig)


def read_segment(content: bytes, at: Marker) -> tuple[Segment, bytes]:
    """The segment under a marker's name, and its stream's key; TornError or TamperedError."""
    header, body, pubkey, sig = _unpack(content)
    segment = Segment(header=header, body=body, sig=sig)
    try:
        if not is_genuine(segment, pubkey) or segment_marker(segment) != at:
            raise TamperedError(at.name)
    except ValueError as error:
        raise TamperedError(at.name) from error
    return segment, pubkey


def pack_list(listed: FileList, key: Ed25519PrivateKey) -> tuple[Marker, bytes]:
    """A list of files, signed, and the marker that names it."""
    rows = [[one.kind, one.name, one.sha256, one.size] for one in listed.pieces]
    return _signed(listed, Chain.FILES, canonical(rows).encode(), key)


def pack_many(pack: Pack, key: Ed25519PrivateKey) -> tuple[Marker, bytes]:
    """A pack of segments, signed by who packed it, and the marker that names it."""
    body = b"".join(_LENGTH.pack(len(one)) + one for one in pack.objects)
    return _signed(pack, Chain.PACKS, body, key)


def read_many(content: bytes, at: Marker) -> tuple[Pack, list[tuple[Marker, bytes]]]:
    """The pack under a marker's name, and each segment in it under its own; or TamperedError.

    TornError where it is not whole yet. Whether a segment is genuine its reader finds out.
    """
    header, body, pubkey, sig = _unpack(content)
    try:
        said = _proven(header, body, pubkey, sig, at)
        objects = tuple(_parts(body))
        named = [(_marker_in(one), one) for one in objects]
    except (InvalidSignature, ValueError, TypeError, KeyError, TornError, struct.error) as error:
        raise TamperedError(at.name) from error
    stream, last, before, prev = said
    return Pack(stream=stream, last=last, before=before, prev=prev, objects=objects), named


def _parts(body: bytes) -> Iterator[bytes]:
    at = 0
    while at < len(body):
        (long,) = _LENGTH.unpack_from(body, at)
        at += _LENGTH.size + long
        if at > len(body):
            raise ValueError("cut off")
        yield body[at - long : at]


def _marker_in(content: bytes) -> Marker:
    header, body, _pubkey, sig = _unpack(content)
    return segment_marker(Segment(header=header, body=body, sig=sig))


def _signed(
    one: FileList | Pack, chain: Chain, body: bytes, key: Ed25519PrivateKey
) -> tuple[Marker, bytes]:
    header = canonical(
        {"before": one.before, "last": one.last, "prev": one.prev, "stream": one.stream}
    ).encode()
    digest = sha256(header + body)
    content = _pack(header, body, key.public_key().public_bytes_raw(), key.sign(digest.digest()))
    return marker(one.stream, chain, one.last, digest.hexdigest()), content


def _proven(
    header: bytes, body: bytes, pubkey: bytes, sig: bytes, at: Marker
) -> tuple[str, int, int, str]:
    """Stream, last, before and prev of what its device signed; ValueError where it did not."""
    digest = sha256(header + body)
    Ed25519PublicKey.from_public_bytes(pubkey).verify(sig, digest.digest())
    said = orjson.loads(header)
    stream, last = str(said["stream"]), int(said["last"])
    before, prev = int(said["before"]), str(said["prev"])
    named = marker(stream, at.chain, last, digest.hexdigest())
    if named != at or stream != stream_uid(pubkey) or not 0 <= before < last:
        raise ValueError(at.name)
    return stream, last, before, prev


def read_list(content: bytes, at: Marker) -> FileList:
    """The list under a marker's name; TornError or TamperedError."""
    header, body, pubkey, sig = _unpack(content)
    try:
        stream, last, before, prev = _proven(header, body, pubkey, sig, at)
        pieces = tuple(
            Piece(kind=str(kind), name=str(name), sha256=str(digits), size=int(size))
            for kind, name, digits, size in orjson.loads(body)
        )
    except (InvalidSignature, ValueError, TypeError, KeyError) as error:
        raise TamperedError(at.name) from error
    if not all(map(_is_sound, pieces)):
        raise TamperedError(at.name)
    return FileList(stream=stream, last=last, before=before, prev=prev, pieces=pieces)


def _is_sound(piece: Piece) -> bool:
    hashes = all(len(one) == 64 and _HEX.issuperset(one) for one in (piece.name, piece.sha256))
    return hashes and piece.kind in _KINDS and piece.size >= 0


def _pack(header: bytes, body: bytes, pubkey: bytes, sig: bytes) -> bytes:
    return _HEAD.pack(_MAGIC, len(header), len(body), pubkey, sig) + header + body


def _unpack(content: bytes) -> tuple[bytes, bytes, bytes, bytes]:
    """Header, body, key, signature. What a power cut leaves, zeros or a stump, is torn."""
    if len(content) < _HEAD.size or not content.strip(b"\0"):
        raise TornError
    magic, long, rest, pubkey, sig = _HEAD.unpack_from(content)
    if magic != _MAGIC:
        raise TamperedError
    whole = _HEAD.size + long + rest
    if len(content) < whole:
        raise TornError
    if len(content) > whole:
        raise TamperedError
    header = content[_HEAD.size : _HEAD.size + long]
    return header, content[_HEAD.size + long :], pubkey, sig
