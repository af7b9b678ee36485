"""Pixels of a photo, decoded once and within limits: small, upright, sRGB."""

import io
import threading
from collections.abc import Callable, Mapping
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass

import pillow_heif
from PIL import Image, ImageCms, ImageFile, JpegImagePlugin, PngImagePlugin, WebPImagePlugin

from inspector.photos.containers import Container
from inspector.photos.formats import DRAWABLE, Format

MAX_BASELINE_JPEG = 210_000_000  # pixels; 200 MP phones exist, and draft() keeps these small
MAX_OTHER = 50_000_000  # pixels; progressive JPEG, PNG, WebP and HEIF are held whole
_BIG = 12_000_000  # pixels held whole; above, only one at a time, so two threads stay < 300 MB

_OPENERS: Mapping[Format, Callable[[io.BytesIO], ImageFile.ImageFile]] = {
    Format.JPEG: JpegImagePlugin.jpeg_factory,
    Format.PNG: PngImagePlugin.PngImageFile,
    Format.WEBP: WebPImagePlugin.WebPImageFile,
    Format.HEIF: pillow_heif.HeifImageFile,
}
"""Four decoders, called by name: whatever else Pillow can read is never reached."""

_TURNS = {
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_270,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_90,
}
_END_OF_JPEG = b"\xff\xd9"

_one_big_at_a_time = threading.Lock()


class CannotDraw(Exception):  # noqa: N818 - an answer about one file, told as a flag
    """The photo has no pixels we can show; ``too_large`` tells why."""

    def __init__(self, *, too_large: bool = False) -> None:
        super().__init__()
        self.too_large = too_large


@dataclass(frozen=True, slots=True)
class Decoded:
    """An upright RGB image; ``damaged`` when part of the file was missing or overwritten."""

    image: Image.Image
    damaged: bool


def decode(content: bytes, container: Container, turn: int, long_side: int) -> Decoded:
    """Decode once, no larger than needed for ``long_side`` pixels, and apply ``turn`` (1-8).

    A JPEG is decoded at the nearest power of two above the size asked for; the box has the
    photo's own aspect, for a square one would forbid the half-size decode of a 4:3 photo.
    A JPEG that ends too soon is drawn as far as it goes.

    :raises CannotDraw: no decoder of ours, no sane header, beyond the limits, or damaged.
    """
    if container.format not in DRAWABLE or not container.opens:
        raise CannotDraw
    if is_too_large(container):
        raise CannotDraw(too_large=True)
    with _turn_for_memory(container):
        try:
            return Decoded(_draw(content, container.format, turn, long_side), damaged=False)
        except Exception:  # noqa: BLE001 - one foreign file; codecs raise what they like
            if container.format is not Format.JPEG:
                raise CannotDraw from None
        try:
            # An end marker makes libjpeg fill what is missing, without the process-wide switch.
            return Decoded(
                _draw(content + _END_OF_JPEG, Format.JPEG, turn, long_side), damaged=True
            )
        except Exception:  # noqa: BLE001
            raise CannotDraw from None


def is_too_large(container: Container) -> bool:
    """Whether the header claims more pixels than we decode, truly or not."""
    return container.width * container.height > _limit(container)


def _limit(container: Container) -> int:
    by_parts = container.format is Format.JPEG and not container.progressive
    return MAX_BASELINE_JPEG if by_parts else MAX_OTHER


def _turn_for_memory(container: Container) -> AbstractContextManager[object]:
    whole = _limit(container) == MAX_OTHER
    return (
        _one_big_at_a_time if whole and container.width * container.height > _BIG else nullcontext()
    )


def _draw(content: bytes, kind: Format, turn: int, long_side: int) -> Image.Image:
    with _OPENERS[kind](io.BytesIO(content)) as opened:
        box = fit(opened.size, long_side)
        opened.draft("RGB", box)
        opened.load()
        profile = opened.info.get("icc_profile")
        image: Image.Image = opened
        if max(image.size) > long_side:
            box = fit(image.size, long_side)
            image = _reducible(image).resize(box, Image.Resampling.BILINEAR, reducing_gap=1.1)
        image = _to_srgb(image, profile)
    return image.transpose(_TURNS[turn]) if turn in _TURNS else image


def fit(size: tuple[int, int], long_side: int) -> tuple[int, int]:
    """The size with the same aspect whose longer side is ``long_side``, never enlarged."""
    scale = min(1.0, long_side / max(size))
    return max(1, round(size[0] * scale)), max(1, round(size[1] * scale))


def _reducible(image: Image.Image) -> Image.Image:
    """Palette and one-bit images cannot be averaged as they are; 16 bits are cut to 8."""
    if image.mode == "1":
        return image.convert("L")
    if image.mode == "P":
        return image.convert("RGBA" if "transparency" in image.info else "RGB")
    if image.mode.startswith("I"):
        return image.convert("I").point(lambda value: value * (1 / 256)).convert("L")
    return image


def _to_srgb(image: Image.Image, profile: bytes | None) -> Image.Image:
    """RGB in sRGB, transparency over white; a profile that cannot be used is passed over."""
    image = _reducible(image)
    if "A" in image.getbands():
        rgba = image.convert("RGBA")
        ground = Image.new("RGBA", rgba.size, "white")
        return Image.alpha_composite(ground, rgba).convert("RGB")
    if profile and image.mode in ("RGB", "CMYK", "L"):
        try:
            source = ImageCms.ImageCmsProfile(io.BytesIO(profile))
            target = ImageCms.createProfile("sRGB")
            turned = ImageCms.profileToProfile(image, source, target, outputMode="RGB")
        except (ImageCms.PyCMSError, OSError, ValueError):
            turned = None
        if turned is not None:
            return turned
    return image if image.mode == "RGB" else image.convert("RGB")
