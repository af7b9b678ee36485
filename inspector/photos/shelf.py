"""Hashes of all photos known, searched by likeness in milliseconds."""

from collections.abc import Iterable
from dataclasses import dataclass

from inspector.photos.likeness import Likeness

RED_PLAIN = 6
"""Bits of ``plain`` up to which two photos count as the same picture."""

AMBER_PLAIN = 14
AMBER_CROP = 10  # against the 84 % centre of either
AMBER_MIRROR = 10
AMBER_TILT = 12

_LANE = 64
_REACH = (
    ("plain", "plain", AMBER_PLAIN),
    ("mirror", "plain", AMBER_MIRROR),
    ("crop", "plain", AMBER_CROP),
    ("plain", "crop", AMBER_CROP),
    ("tilt_left", "plain", AMBER_TILT),
    ("tilt_right", "plain", AMBER_TILT),
    ("tilt_left", "crop", AMBER_TILT),
    ("tilt_right", "crop", AMBER_TILT),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Near:
    """A photo that looks alike: ``bits`` by which the hash named ``way`` differs."""

    place: int  # index in the shelf
    way: str
    bits: int


class Shelf:
    """Hashes in order; ``plain`` and ``crop`` of each are searched.

    All distances of one query are taken at once: the hashes stand side by side in one long
    integer, which is XORed and popcounted lane by lane in C. 100,000 take a few milliseconds.
    """

    def __init__(self, hashes: Iterable[tuple[int, int]]) -> None:
        pairs = list(hashes)
        self._count = len(pairs)
        lanes = {
            "plain": b"".join(plain.to_bytes(8, "little") for plain, _ in pairs),
            "crop": b"".join(crop.to_bytes(8, "little") for _, crop in pairs),
        }
        self._lanes = {way: int.from_bytes(packed, "little") for way, packed in lanes.items()}
        self._ones = self._repeat(1)
        self._masks = tuple(self._repeat(mask) for mask in _MASKS)

    def near(self, asked: Likeness) -> list[Near]:
        """Photos that look like ``asked``, the closest way of each, nearest first."""
        left, right = asked.tilted
        query = {
            "plain": asked.plain, "mirror": asked.mirror, "crop": asked.crop,
            "tilt_left": left, "tilt_right": right,
        }  # fmt: skip
        best: dict[int, Near] = {}
        for way, held, reach in _REACH:
            for place, bits in self._within(query[way], held, reach):
                known = best.get(place)
                if known is None or bits < known.bits:
                    shown = way if held == "plain" else "crop"
                    best[place] = Near(place=place, way=shown, bits=bits)
        return sorted(best.values(), key=lambda one: (one.bits, one.place))

    def _within(self, number: int, held: str, reach: int) -> list[tuple[int, int]]:
        counts = self._distances(number, held)
        close = counts.translate(_CLOSE[reach])
        found, place = [], close.find(1)
        while place >= 0:
            found.append((place, counts[place]))
            place = close.find(1, place + 1)
        return found

    def _distances(self, number: int, held: str) -> bytes:
        """The Hamming distance of each lane to ``number``, one byte each."""
        pairs, nibbles, octets = self._masks
        lanes = self._lanes[held] ^ (self._ones * number)
        lanes -= (lanes >> 1) & pairs
        lanes = (lanes & nibbles) + ((lanes >> 2) & nibbles)
        lanes = (lanes + (lanes >> 4)) & octets
        # No mask from here: a byte never exceeds 64, and a neighbour's bits stay off byte 0.
        lanes += lanes >> 8
        lanes += lanes >> 16
        lanes += lanes >> 32
        return lanes.to_bytes(8 * self._count, "little")[::8]

    def _repeat(self, number: int) -> int:
        return int.from_bytes(number.to_bytes(_LANE // 8, "little") * self._count, "little")


_MASKS = (0x5555555555555555, 0x3333333333333333, 0x0F0F0F0F0F0F0F0F)
_CLOSE = {
    reach: bytes(1 if bits <= reach else 0 for bits in range(256))
    for reach in {reach for _, _, reach in _REACH}
}
