"""The segments of a JPEG: where its metadata lies, how large it is, which bytes are the picture."""

import hashlib
import re
from collections.abc import Iterator
from dataclasses import dataclass, field

_EXIF = b"Exif\x00"
_XMP = b"http://ns.adobe.com/xap/1.0/\x00"
_STARTS_OF_FRAME = frozenset(range(0xC0, 0xD0)) - {0xC4, 0xC8, 0xCC}
_PROGRESSIVE = frozenset({0xC2, 0xC6, 0xCA, 0xCE})
_ALONE = frozenset({0x01, *range(0xD0, 0xD9)})  # markers without a length
_SCAN, _END, _COMMENT = 0xDA, 0xD9, 0xFE
_APPLICATION = range(0xE0, 0xF0)
_AFTER_SCAN = re.compile(rb"\xff[^\x00\xff\xd0-\xd7]")  # the next marker behind coded data
_MAX_SEGMENTS = 10_000


@dataclass(slots=True)
class JpegParts:
    """What one walk over the segments finds; sizes in pixels as stored, 0 when no frame header."""

    exif: bytes | None = None
    xmp: bytes | None = None
    width: int = 0
    height: int = 0
    components: int = 0
    progressive: bool = False
    complete: bool = False  # the end marker of the first picture was reached
    picture: list[tuple[int, int]] = field(default_factory=list)  # spans that are no metadata


def walk(content: bytes) -> JpegParts:
    """Read the segments up to the first picture's end; damage ends the walk, it never raises.

    APP1 is looked for anywhere: Huawei and Motorola put 64 KB of APP6 and APP7 before it.
    """
    parts = JpegParts()
    for marker, start, end in _segments(content):
        if marker == _END:
            parts.complete = True
            return parts
        if marker in _STARTS_OF_FRAME and not parts.width:
            _read_frame(parts, marker, content[start + 4 : end])
        if marker in _APPLICATION:
            _read_application(parts, content[start + 4 : end], marker)
        elif marker != _COMMENT:
            parts.picture.append((start, end))
    return parts


def hash_picture(content: bytes, parts: JpegParts) -> str | None:
    """SHA-256 of everything but APPn and COM: equal for two files that differ in metadata alone."""
    if not parts.picture:
        return None
    digest = hashlib.sha256()
    view = memoryview(content)
    for start, end in parts.picture:
        digest.update(view[start:end])
    return digest.hexdigest()


def _segments(content: bytes) -> Iterator[tuple[int, int, int]]:
    """(marker, start, end) of each segment; a scan's coded data belongs to its SOS segment."""
    at, size = 2, len(content)
    for _ in range(_MAX_SEGMENTS):
        at = content.find(b"\xff", at)
        while 0 <= at < size - 1 and content[at + 1] == 0xFF:  # fill bytes
            at += 1
        if at < 0 or at + 1 >= size:
            return
        marker = content[at + 1]
        if marker == _END:
            yield marker, at, at + 2
            return
        if marker in _ALONE or marker == 0:
            at += 2
            continue
        length = int.from_bytes(content[at + 2 : at + 4], "big")
        end = at + 2 + length
        if length < 2 or end > size:
            return
        if marker == _SCAN:
            behind = _AFTER_SCAN.search(content, end)
            end = behind.start() if behind else size
        yield marker, at, end
        at = end


def _read_frame(parts: JpegParts, marker: int, body: bytes) -> None:
    if len(body) < 6:
        return
    parts.height = int.from_bytes(body[1:3], "big")
    parts.width = int.from_bytes(body[3:5], "big")
    parts.components = body[5]
    parts.progressive = marker in _PROGRESSIVE


def _read_application(parts: JpegParts, body: bytes, marker: int) -> None:
    if marker != 0xE1:
        return
    if body.startswith(_EXIF) and parts.exif is None and body[6:8] in (b"II", b"MM"):
        parts.exif = body[6:]
    elif body.startswith(_XMP) and parts.xmp is None:
        parts.xmp = body[len(_XMP) :]
