"""The tags of a TIFF block as plain values, whatever the block contains."""

import io
import logging
import math
import struct
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import exifread

_MAX_ENTRIES = 512  # a camera writes fewer than 100 to a directory; 65,535 nested would never end
_MAX_DIRECTORIES = 12
_MAX_VALUES = 50_000
_LONGEST_READ = 1000  # ExifRead skips longer arrays itself
_POINTERS = frozenset({0x8769, 0x8825, 0xA005})
_MAX_TEXT = 200

# ExifRead words every damaged tag at WARNING; damage is told to the person as a flag instead.
logging.getLogger("exifread").setLevel(logging.ERROR)


@dataclass(frozen=True, slots=True)
class Tags:
    """Tags by ExifRead's names (``"EXIF DateTimeOriginal"``); damage is answered with None."""

    found: Mapping[str, Any]

    def text(self, name: str) -> str | None:
        """Printable text of the tag, trimmed and at most 200 characters; None when blank."""
        values = self._values(name)
        if isinstance(values, bytes):
            values = values.decode("gb18030", "replace")  # older Chinese firmware
        if not isinstance(values, str):
            return None
        clean = "".join(sign for sign in values if sign.isprintable()).strip()
        return clean[:_MAX_TEXT] or None

    def numbers(self, name: str) -> tuple[float, ...] | None:
        """The values as floats; None when absent or when one is 0/0, x/0, nan or not a number."""
        values = self._values(name)
        if not isinstance(values, Sequence) or isinstance(values, str | bytes) or not values:
            return None
        numbers = tuple(_number(value) for value in values)
        return None if any(map(math.isnan, numbers)) else numbers

    def number(self, name: str) -> float | None:
        numbers = self.numbers(name)
        return numbers[0] if numbers else None

    def whole(self, name: str) -> int | None:
        number = self.number(name)
        return int(number) if number is not None else None

    def _values(self, name: str) -> Any:
        tag = self.found.get(name)
        return getattr(tag, "values", None)


def read_tags(block: bytes | None) -> Tags:
    """All tags but maker notes of a TIFF block; no tags where the block cannot be read."""
    bounded = _bounded(block) if block else None
    if bounded is None:
        return Tags({})
    try:
        found = exifread.process_file(io.BytesIO(bounded), details=False, extract_thumbnail=False)
    except Exception:  # noqa: BLE001 - one foreign file: damage raises ten kinds of error here
        return Tags({})
    return Tags(found)


def thumbnail_in(block: bytes | None, tags: Tags) -> bytes | None:
    """The JPEG thumbnail embedded in the block (mostly 160 x 120), or None."""
    start = tags.whole("Thumbnail JPEGInterchangeFormat")
    length = tags.whole("Thumbnail JPEGInterchangeFormatLength")
    if block is None or not start or not length or start + length > len(block):
        return None
    thumb = block[start : start + length]
    return thumb if thumb.startswith(b"\xff\xd8") else None


def _number(value: Any) -> float:
    try:
        return float(value.num) / float(value.den) if hasattr(value, "den") else float(value)
    except (TypeError, ValueError, ZeroDivisionError, OverflowError):
        return math.nan


def _bounded(block: bytes) -> bytes | None:
    """The block with every pointer to an absurd directory led to an empty one; None if no TIFF.

    ExifRead itself knows no bound: 65,535 entries naming each other would keep it for days.
    Genuine files do carry such pointers (Motorola's third directory), so only they are cut.
    """
    order = {b"II": "<", b"MM": ">"}.get(block[:2])
    if order is None or len(block) < 8:
        return None
    bounded = bytearray(block) + bytes(8)
    waiting: list[tuple[int, bool]] = [(4, True)]  # where a pointer lies, whether it chains on
    seen: set[int] = set()
    values_left = _MAX_VALUES
    while waiting:
        place, chained = waiting.pop(0)
        (at,) = struct.unpack_from(order + "I", bounded, place)
        if at == 0 and chained:
            continue
        cost = _cost_of(bounded, order, at)
        if at in seen or len(seen) == _MAX_DIRECTORIES or not 0 < cost <= values_left:
            struct.pack_into(order + "I", bounded, place, 0 if chained else len(block))
            continue
        seen.add(at)
        values_left -= cost
        waiting += _pointers(bounded, order, at, chained=chained)
    return bytes(bounded)


def _cost_of(block: bytearray, order: str, at: int) -> int:
    """How many values ExifRead would read from the directory at ``at``; 0 if it cannot be one."""
    if not 8 <= at <= len(block) - 2:
        return 0
    (entries,) = struct.unpack_from(order + "H", block, at)
    if entries > _MAX_ENTRIES:
        return 0
    counts: Iterator[int] = (
        struct.unpack_from(order + "I", block, start + 4)[0]
        for start in range(at + 2, min(at + 2 + 12 * entries, len(block) - 12), 12)
    )
    return 1 + sum(count for count in counts if count < _LONGEST_READ)


def _pointers(block: bytearray, order: str, at: int, *, chained: bool) -> list[tuple[int, bool]]:
    """Where the directory at ``at`` names others; the next one only along the main chain."""
    (entries,) = struct.unpack_from(order + "H", block, at)
    behind = at + 2 + 12 * entries
    named = [
        (start + 8, False)
        for start in range(at + 2, min(behind, len(block) - 12), 12)
        if struct.unpack_from(order + "H", block, start)[0] in _POINTERS
    ]
    if chained and behind + 4 <= len(block):
        named.append((behind, True))
    return named
