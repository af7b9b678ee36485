"""When one picture serves twice: same file, same pixels, or looks alike; told, never blocked."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from inspector.photos.likeness import Likeness, distance
from inspector.photos.shelf import AMBER_CROP, AMBER_MIRROR, AMBER_PLAIN, AMBER_TILT, RED_PLAIN
from inspector.text import _

_ANOTHER_SHOT = timedelta(seconds=60)


class Level(StrEnum):
    """How sure the sameness is; the wording never mixes them."""

    FILE = "同一文件"
    PIXELS = "同一画面"
    ALIKE = "看起来相同"


class Tone(StrEnum):
    """RED: a reviewer gives a reason; AMBER: worth a look."""

    RED = "red"
    AMBER = "amber"


@dataclass(frozen=True, slots=True, kw_only=True)
class Used:
    """A photo in its use. ``visit`` is one point on one day; ``shows_result`` for after-photos.

    ``taken_at`` comes from EXIF only (aware); a photo without has lost its EXIF on the way.
    """

    sha256: str
    finding: str
    visit: str
    picture_hash: str | None = None
    likeness: Likeness | None = None
    taken_at: datetime | None = None
    shows_result: bool = False
    void: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Reuse:
    """``rule`` is R1 to R5; ``bits`` the distance of the nearest hashes, if hashes told it."""

    rule: str
    tone: Tone
    level: Level
    words: str
    bits: int | None = None


def compare(one: Used, other: Used) -> Reuse | None:
    """What two uses of photos have in common; None when nothing, or nothing odd.

    One photo may show several problems of one visit, and bursts are taken there: such uses are
    quiet. Before and after are not one visit's affair and always compared. Void findings do not
    count.
    """
    if one.void or other.void:
        return None
    before_and_after = one.shows_result != other.shows_result
    if not before_and_after and (one.finding == other.finding or one.visit == other.visit):
        return None
    if one.sha256 == other.sha256:
        return Reuse(
            rule="R1", tone=Tone.RED, level=Level.FILE, words=_("与另一处使用的是同一个文件")
        )
    if one.picture_hash and one.picture_hash == other.picture_hash:
        words = _("画面逐点相同，只有拍摄信息不同")
        return Reuse(rule="R2", tone=Tone.RED, level=Level.PIXELS, words=words)
    return _alike(one, other, before_and_after=before_and_after)


def _alike(one: Used, other: Used, *, before_and_after: bool) -> Reuse | None:
    alike = nearest(one.likeness, other.likeness) if one.likeness and other.likeness else None
    if alike is None:
        return None
    bits, red = alike
    if not red:
        words = _("画面很像（可能裁切、翻转或转动过），请核对")
        return Reuse(rule="R4", tone=Tone.AMBER, level=Level.ALIKE, words=words, bits=bits)
    if not _are_two_shots(one, other):
        words = _("看起来是同一张照片")
        return Reuse(rule="R3", tone=Tone.RED, level=Level.ALIKE, words=words, bits=bits)
    if before_and_after:
        words = _("整改前后画面几乎一样，请核对是否为新拍照片")
        return Reuse(rule="R5", tone=Tone.AMBER, level=Level.ALIKE, words=words, bits=bits)
    return None


def nearest(one: Likeness, other: Likeness) -> tuple[int, bool] | None:
    """(bits, whether it is the same picture outright), or None when the two do not look alike."""
    plain = distance(one.plain, other.plain)
    if plain <= RED_PLAIN:
        return plain, True
    crop = min(distance(one.crop, other.plain), distance(one.plain, other.crop))
    mirror = distance(one.mirror, other.plain)
    tilt = min(
        distance(turned, held)
        for asks, holds in ((one, other), (other, one))
        for turned in asks.tilted
        for held in (holds.plain, holds.crop)
    )
    reached = [
        bits
        for bits, reach in (
            (plain, AMBER_PLAIN), (crop, AMBER_CROP), (mirror, AMBER_MIRROR), (tilt, AMBER_TILT),
        )
        if bits <= reach
    ]  # fmt: skip
    return (min(reached), False) if reached else None


def _are_two_shots(one: Used, other: Used) -> bool:
    """Both still tell when they were taken, a minute or more apart."""
    if one.taken_at is None or other.taken_at is None:
        return False
    return abs(one.taken_at - other.taken_at) >= _ANOTHER_SHOT
