"""The chunks of PNG and WebP: which hold metadata, which hold the picture, how large it is."""

import binascii
import hashlib
import re
import zlib
from collections.abc import Iterator
from dataclasses import dataclass

_MAX_CHUNKS = 100_000
_MAX_TEXT = 4 << 20  # an inflated text chunk above this is a bomb, not a profile
_PROFILE = re.compile(rb"\s*(?:exif|app1|generic profile)\s+\d+\s+([0-9A-Fa-f\s]+)", re.IGNORECASE)


@dataclass(slots=True)
class ChunkParts:
    """What one walk over the chunks finds; sizes in pixels as stored, 0 when no header."""

    exif: bytes | None = None
    xmp: bytes | None = None
    width: int = 0
    height: int = 0
    complete: bool = False
    picture_hash: str | None = None


def walk_png(content: bytes) -> ChunkParts:
    """Read PNG chunks, also those behind the pixels; damage ends the walk, it never raises.

    EXIF is taken from ``eXIf``, else from ImageMagick's text chunk ``Raw profile type exif``.
    """
    parts, digest, pixels = ChunkParts(), hashlib.sha256(), False
    for kind, body in _png_chunks(content):
        if kind == b"IHDR" and len(body) >= 8:
            parts.width = int.from_bytes(body[:4], "big")
            parts.height = int.from_bytes(body[4:8], "big")
        if kind in (b"IHDR", b"PLTE", b"tRNS", b"IDAT"):
            digest.update(body)
            pixels = pixels or kind == b"IDAT"
        elif kind == b"eXIf":
            parts.exif = bytes(body)
        elif kind in (b"tEXt", b"zTXt", b"iTXt"):
            _read_text(parts, kind, bytes(body))
        elif kind == b"IEND":
            parts.complete = True
            break
    parts.picture_hash = digest.hexdigest() if pixels else None
    return parts


def walk_webp(content: bytes) -> ChunkParts:
    """Read RIFF chunks of a WebP in any order; damage ends the walk, it never raises."""
    parts, digest, pixels = ChunkParts(), hashlib.sha256(), False
    for kind, body in _riff_chunks(content):
        if kind in (b"VP8 ", b"VP8L", b"ALPH"):
            digest.update(body)
            pixels = pixels or kind != b"ALPH"
        if kind in _WEBP_SIZE and not parts.width:
            parts.width, parts.height = _WEBP_SIZE[kind](bytes(body[:10]))
        elif kind == b"EXIF":
            block = bytes(body)
            parts.exif = block[6:] if block.startswith(b"Exif\x00") else block
        elif kind == b"XMP ":
            parts.xmp = bytes(body)
    parts.complete = 8 + int.from_bytes(content[4:8], "little") <= len(content)
    parts.picture_hash = digest.hexdigest() if pixels else None
    return parts


def _png_chunks(content: bytes) -> Iterator[tuple[bytes, memoryview]]:
    view, at = memoryview(content), 8
    for _ in range(_MAX_CHUNKS):
        length = int.from_bytes(content[at : at + 4], "big")
        if at + 12 + length > len(content):
            return
        yield content[at + 4 : at + 8], view[at + 8 : at + 8 + length]
        at += 12 + length


def _riff_chunks(content: bytes) -> Iterator[tuple[bytes, memoryview]]:
    view, at = memoryview(content), 12
    for _ in range(_MAX_CHUNKS):
        length = int.from_bytes(content[at + 4 : at + 8], "little")
        if at + 8 + length > len(content):
            return
        yield content[at : at + 4], view[at + 8 : at + 8 + length]
        at += 8 + length + (length & 1)


def _read_text(parts: ChunkParts, kind: bytes, body: bytes) -> None:
    keyword, _, rest = body.partition(b"\x00")
    if keyword.lower() in (b"raw profile type exif", b"raw profile type app1"):
        if parts.exif is None:
            parts.exif = _unhex(_plain_text(kind, rest))
    elif keyword == b"XML:com.adobe.xmp" and parts.xmp is None:
        parts.xmp = _plain_text(kind, rest)


def _plain_text(kind: bytes, rest: bytes) -> bytes:
    """The text of a tEXt, zTXt or iTXt chunk behind its keyword; empty when it will not inflate."""
    if kind == b"tEXt":
        return rest
    if kind == b"zTXt":
        return _inflate(rest[1:])
    packed, text = rest[:1] == b"\x01", rest[2:].split(b"\x00", 2)[-1]
    return _inflate(text) if packed else text


def _inflate(packed: bytes) -> bytes:
    try:
        return zlib.decompressobj().decompress(packed, _MAX_TEXT)
    except zlib.error:
        return b""


def _unhex(text: bytes) -> bytes | None:
    """The TIFF block written as hex digits behind a name and a length."""
    found = _PROFILE.match(text)
    if not found:
        return None
    digits = b"".join(found[1].split())
    block = binascii.unhexlify(digits[: len(digits) & ~1])
    return block[6:] if block.startswith(b"Exif\x00") else block


def _size_extended(body: bytes) -> tuple[int, int]:
    return 1 + int.from_bytes(body[4:7], "little"), 1 + int.from_bytes(body[7:10], "little")


def _size_lossy(body: bytes) -> tuple[int, int]:
    if body[3:6] != b"\x9d\x01\x2a":
        return 0, 0
    return (
        int.from_bytes(body[6:8], "little") & 0x3FFF,
        int.from_bytes(body[8:10], "little") & 0x3FFF,
    )


def _size_lossless(body: bytes) -> tuple[int, int]:
    bits = int.from_bytes(body[1:5], "little")
    return 1 + (bits & 0x3FFF), 1 + (bits >> 14 & 0x3FFF)


_WEBP_SIZE = {b"VP8X": _size_extended, b"VP8 ": _size_lossy, b"VP8L": _size_lossless}
