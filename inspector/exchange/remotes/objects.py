"""What lies on a remote besides files: a sealed segment, and a signed list of files put there."""

import struct
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
    header = canonical(
        {
            "before": listed.before,
            "last": listed.last,
            "prev": listed.prev,
            "stream": listed.stream,
        }
    ).encode()
    rows = [[one.kind, one.name, one.sha256, one.size] for one in listed.pieces]
    body = canonical(rows).encode()
    digest = sha256(header + body)
    content = _pack(header, body, key.public_key().public_bytes_raw(), key.sign(digest.digest()))
    return marker(listed.stream, Chain.FILES, listed.last, digest.hexdigest()), content


def read_list(content: bytes, at: Marker) -> FileList:
    """The list under a marker's name; TornError or TamperedError."""
    header, body, pubkey, sig = _unpack(content)
    try:
        digest = sha256(header + body)
        Ed25519PublicKey.from_public_bytes(pubkey).verify(sig, digest.digest())
        said, rows = orjson.loads(header), orjson.loads(body)
        listed = FileList(
            stream=str(said["stream"]),
            last=int(said["last"]),
            before=int(said["before"]),
            prev=str(said["prev"]),
            pieces=tuple(
                Piece(kind=str(kind), name=str(name), sha256=str(digits), size=int(size))
                for kind, name, digits, size in rows
            ),
        )
    except (InvalidSignature, ValueError, TypeError, KeyError) as error:
        raise TamperedError(at.name) from error
    named = marker(listed.stream, Chain.FILES, listed.last, digest.hexdigest())
    sound = all(map(_is_sound, listed.pieces)) and 0 <= listed.before < listed.last
    if named != at or listed.stream != stream_uid(pubkey) or not sound:
        raise TamperedError(at.name)
    return listed


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
