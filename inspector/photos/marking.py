"""Marks and stamp drawn into derivatives; the original is never touched."""

import hashlib
import json
import math
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from functools import cache
from importlib.resources import files
from io import BytesIO

from PIL import Image, ImageDraw, ImageFont

from inspector.domain.mark import MOSAIC_CELLS, Mark, MarkKind

DRAWN = 1
"""Raised whenever layers would be drawn differently; renditions with the old ones are left."""

_INK, _HALO, _COVER = (214, 30, 30), (255, 255, 255), (20, 20, 20)
_LINE = 1 / 240  # of the longer side
_WORDS, _STAMP = 1 / 28, 1 / 44  # height of a character, of the longer side
_LEAST = 11  # pixels of a character that can still be read
_FINE = 2  # lines are drawn so many times larger, then made smaller: no steps in slanting ones
_SHADE = 150  # of 255: the ground under the stamp

Pen = Callable[[ImageDraw.ImageDraw, int], None]


@dataclass(frozen=True, slots=True, kw_only=True)
class Layers:
    """What lies over one photo: its marks, oldest first, and the lines of its stamp."""

    marks: tuple[Mark, ...] = ()
    stamp: tuple[str, ...] = ()

    @property
    def key(self) -> str:
        """Names these layers among all; empty when there are none."""
        if not self.marks and not self.stamp:
            return ""
        told = [[one.kind.name, one.shape, one.words] for one in self.marks]
        text = json.dumps([DRAWN, told, self.stamp], ensure_ascii=False)
        return hashlib.sha256(text.encode("utf-8", "replace")).hexdigest()[:16]

    def without_stamp(self) -> "Layers":
        return replace(self, stamp=())

    def only_covers(self) -> "Layers":
        """What must never be left out, whoever draws the rest."""
        return Layers(marks=tuple(one for one in self.marks if one.covers))


BARE = Layers()
"""No layers: the picture as it was taken."""


def cover(image: Image.Image, layers: Layers) -> Image.Image:
    """A copy whose covered areas hold nothing of the picture; edges are rounded outwards."""
    covered = image.copy()
    for mark in layers.marks:
        box = _pixels(mark, image.size)
        if mark.kind is MarkKind.REDACT:
            covered.paste(_COVER, box)
        elif mark.kind is MarkKind.MOSAIC:
            covered.paste(_coarse(image.crop(box)), box)
    return covered


def draw(image: Image.Image, layers: Layers) -> Image.Image:
    """A copy with lines, words and stamp in it; covers are :func:`cover`'s."""
    drawn = image.copy()
    thick = max(2, round(max(image.size) * _LINE))
    edge = max(1, thick // 3)
    for mark in layers.marks:
        if mark.kind is MarkKind.ARROW:
            _stroke(drawn, edge, _arrow(mark, image.size, thick))
        elif mark.kind is MarkKind.BOX:
            _stroke(drawn, edge, _frame(mark, image.size, thick))
        elif mark.kind is MarkKind.TEXT:
            _write(drawn, mark)
    if layers.stamp:
        _press(drawn, layers.stamp)
    return drawn


def _pixels(mark: Mark, size: tuple[int, int]) -> tuple[int, int, int, int]:
    x, y, wide, high = mark.shape
    left, top = math.floor(x * size[0]), math.floor(y * size[1])
    right, bottom = math.ceil((x + wide) * size[0]), math.ceil((y + high) * size[1])
    # A cover of no size (from a version that thinks otherwise) still takes a pixel.
    left, top = min(left, size[0] - 1), min(top, size[1] - 1)
    return left, top, min(size[0], max(right, left + 1)), min(size[1], max(bottom, top + 1))


def _coarse(part: Image.Image) -> Image.Image:
    scale = MOSAIC_CELLS / max(part.size)
    cells = (max(1, round(part.width * scale)), max(1, round(part.height * scale)))
    small = part.resize(cells, Image.Resampling.BOX)
    return small.resize(part.size, Image.Resampling.NEAREST)


def _arrow(mark: Mark, size: tuple[int, int], thick: int) -> Pen:
    begin = mark.shape[0] * size[0], mark.shape[1] * size[1]
    end = mark.shape[2] * size[0], mark.shape[3] * size[1]
    along = math.atan2(end[1] - begin[1], end[0] - begin[0])
    head = 5.0 * thick
    wings = [
        (end[0] - head * math.cos(along + turn), end[1] - head * math.sin(along + turn))
        for turn in (0.45, -0.45)
    ]
    neck = end[0] - 0.8 * head * math.cos(along), end[1] - 0.8 * head * math.sin(along)

    def pen(draw: ImageDraw.ImageDraw, edge: int) -> None:
        draw.line(_larger([begin, neck]), 255, (thick + 2 * edge) * _FINE)
        draw.polygon(_larger([end, *wings]), 255)
        if edge:
            around = _larger([end, *wings, end, wings[0]])
            draw.line(around, 255, 2 * edge * _FINE, joint="curve")

    return pen


def _frame(mark: Mark, size: tuple[int, int], thick: int) -> Pen:
    left, top, right, bottom = _pixels(mark, size)

    def pen(draw: ImageDraw.ImageDraw, edge: int) -> None:
        corners = _larger([(left - edge, top - edge), (right - 1 + edge, bottom - 1 + edge)])
        draw.rectangle(corners, outline=255, width=(thick + 2 * edge) * _FINE)

    return pen


def _larger(points: Iterable[tuple[float, float]]) -> list[tuple[float, float]]:
    return [(x * _FINE, y * _FINE) for x, y in points]


def _stroke(image: Image.Image, edge: int, pen: Pen) -> None:
    """Ink with a light edge, so that it shows on any ground."""
    for colour, beyond in ((_HALO, edge), (_INK, 0)):
        mask = Image.new("L", (image.width * _FINE, image.height * _FINE))
        pen(ImageDraw.Draw(mask), beyond)
        image.paste(colour, mask=mask.reduce(_FINE))


def _write(image: Image.Image, mark: Mark) -> None:
    font = _font(max(_LEAST, round(max(image.size) * _WORDS)))
    edge = max(1, round(font.size / 10))
    pen = ImageDraw.Draw(image)
    words = _broken(mark.words, font, image.width - 4 * edge)
    box = pen.multiline_textbbox((0, 0), words, font, stroke_width=edge)
    # Words that would run over the edge are moved in.
    left = min(mark.shape[0] * image.width, image.width - box[2] - edge)
    top = min(mark.shape[1] * image.height, image.height - box[3] - edge)
    at = max(edge, left), max(edge, top)
    pen.multiline_text(at, words, _INK, font, stroke_width=edge, stroke_fill=_HALO)


def _press(image: Image.Image, lines: tuple[str, ...]) -> None:
    """The stamp: white on a darkened strip in the lower left corner."""
    font = _font(max(_LEAST, round(max(image.size) * _STAMP)))
    pad = round(font.size / 2)
    words = "\n".join(_broken(line, font, image.width - 2 * pad) for line in lines)
    box = ImageDraw.Draw(image).multiline_textbbox((0, 0), words, font)
    wide, high = (
        min(image.width, round(box[2]) + 2 * pad),
        min(image.height, round(box[3]) + 2 * pad),
    )
    corner = (0, image.height - high, wide, image.height)
    ground = Image.new("RGB", (wide, high))
    image.paste(ground, corner, Image.new("L", (wide, high), _SHADE))
    pen = ImageDraw.Draw(image)
    pen.multiline_text((pad, image.height - high + pad), words, (255, 255, 255), font)


def _broken(words: str, font: ImageFont.FreeTypeFont, room: float) -> str:
    """Words in lines no longer than ``room`` pixels; Chinese may be broken anywhere."""
    lines = [""]
    for sign in words:
        if lines[-1] and font.getlength(lines[-1] + sign) > room:
            lines.append("")
        lines[-1] += sign
    return "\n".join(lines)


@cache
def _font(size: int) -> ImageFont.FreeTypeFont:
    return ImageFont.truetype(BytesIO(_face()), size)


@cache
def _face() -> bytes:
    return (files("resources") / "fonts" / "InspectorHei-Medium.ttf").read_bytes()
