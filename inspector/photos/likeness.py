"""How alike two photos look: small hashes of the picture, and what their distance means."""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from operator import mul

from PIL import Image, ImageStat

_SIDE = 32
_LOW = 8
_FLAT = 8.0  # standard deviation of luma below which a hash is noise
_CROP = 0.84  # what an 8 % crop on each side leaves
_TILT = 3.0  # degrees
_TILT_CROP = 0.9  # a turn by 3 degrees, cropped square again, leaves about this
_BAR = 12  # levels within which a border counts as one colour
_COSINES = tuple(
    tuple(math.cos(math.pi * (2 * x + 1) * u / (2 * _SIDE)) for x in range(_SIDE))
    for u in range(_LOW)
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Likeness:
    """Hashes of 64 bits, unsigned. ``plain`` and ``crop`` are searched, the rest only asks.

    ``tilted`` are the 90 % centre turned by 3 degrees either way.
    """

    plain: int
    crop: int
    mirror: int
    tilted: tuple[int, int]


def likeness_of(image: Image.Image) -> Likeness | None:
    """Hashes of an upright picture, bars trimmed; None for a flat one, whose hash is chance."""
    grey = _trim_bars(image.convert("L"))
    if ImageStat.Stat(grey).stddev[0] < _FLAT:
        return None
    waves = _waves(grey)
    return Likeness(
        plain=_hash_of(waves),
        crop=_hash_of(_waves(_centre(grey, _CROP))),
        mirror=_hash_of([-wave if at % 2 else wave for at, wave in enumerate(waves)]),
        tilted=(_tilted(grey, _TILT), _tilted(grey, -_TILT)),
    )


def distance(one: int, other: int) -> int:
    """Bits that differ, 0 to 64."""
    return (one ^ other).bit_count()


def signed(number: int) -> int:
    """A 64-bit hash as SQLite's signed integer."""
    return number - (1 << 64) if number >> 63 else number


def unsigned(number: int) -> int:
    """The hash behind SQLite's signed integer."""
    return number & ((1 << 64) - 1)


def _waves(grey: Image.Image) -> list[float]:
    """The 8 x 8 lowest frequencies of the picture at 32 x 32, row by row."""
    small = grey.resize((_SIDE, _SIDE), Image.Resampling.BILINEAR)
    levels = small.tobytes()
    rows = [levels[at : at + _SIDE] for at in range(0, _SIDE * _SIDE, _SIDE)]
    across = [[sum(map(mul, wave, row)) for wave in _COSINES] for row in rows]
    columns: Sequence[Sequence[float]] = list(zip(*across, strict=True))
    return [sum(map(mul, wave, column)) for wave in _COSINES for column in columns]


def _hash_of(waves: Sequence[float]) -> int:
    ordered = sorted(waves)
    middle = (ordered[31] + ordered[32]) / 2
    number = 0
    for wave in waves:
        number = number << 1 | (wave > middle)
    return number


def _centre(grey: Image.Image, share: float) -> Image.Image:
    wide, high = grey.size
    left, top = wide * (1 - share) / 2, high * (1 - share) / 2
    return grey.crop((round(left), round(top), round(wide - left), round(high - top)))


def _tilted(grey: Image.Image, degrees: float) -> int:
    turned = grey.rotate(degrees, Image.Resampling.BILINEAR)
    return _hash_of(_waves(_centre(turned, _TILT_CROP)))


def _trim_bars(grey: Image.Image) -> Image.Image:
    """Without the bars a screenshot puts on two opposite sides; a bar is one flat colour."""
    top, bottom = _bars(grey.size[1], grey.tobytes(), grey.size[0])
    turned = grey.transpose(Image.Transpose.TRANSPOSE)
    left, right = _bars(grey.size[0], turned.tobytes(), grey.size[1])
    wide, high = grey.size
    return grey.crop((left, top, wide - right, high - bottom))


def _bars(lines: int, levels: bytes, length: int) -> tuple[int, int]:
    """How many lines of one colour lie at the start and end; none unless both have some."""
    colour = levels[0]

    def is_bar(line: int) -> bool:
        row = levels[line * length : (line + 1) * length]
        return max(row) - colour <= _BAR and colour - min(row) <= _BAR

    start = next((line for line in range(lines // 2) if not is_bar(line)), 0)
    end = next((line for line in range(lines // 2) if not is_bar(lines - 1 - line)), 0)
    return (start, end) if start and end else (0, 0)
