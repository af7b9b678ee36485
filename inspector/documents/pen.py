"""Writing on pictures for a telephone: text, tags and photos on 1080 pixels, saved small."""

from collections.abc import Iterable, Sequence
from functools import cache
from io import BytesIO

from PIL import Image, ImageDraw, ImageFont

from inspector.documents.composer import Line, Span, compose
from inspector.documents.faces import Face, font_bytes
from inspector.documents.paper import Complaint, Trouble
from inspector.documents.pictures import Picture

Ink = tuple[int, int, int]
WIDTH, MOST_HEIGHT, MOST_BYTES = 1080, 12_000, 3_000_000
INK, RED, BLACK, GREY = (31, 58, 95), (192, 0, 0), (26, 26, 26), (96, 96, 96)
GROUND, WHITE, GOLD, PALE = (242, 243, 245), (255, 255, 255), (255, 226, 150), (220, 228, 240)
GREEN, BAND = (45, 106, 79), (226, 229, 234)
_OWN = (INK, RED, BLACK, GREY, GROUND, WHITE, GOLD, PALE, GREEN, BAND)


@cache
def font_of(face: str, size: int) -> ImageFont.FreeTypeFont:
    return ImageFont.truetype(BytesIO(font_bytes(Face(face))), size)


def wrapped(
    words: str, size: int, most: float, missing: set[str], face: Face = Face.HEI
) -> list[Line]:
    """Lines of at most ``most`` pixels; characters no face has go into ``missing``."""
    return compose([Span(words or " ", face)], most, size, missing=missing)


def shrunk(
    words: str, size: int, least: int, most: float, missing: set[str], face: Face = Face.HEI
) -> tuple[int, list[Line]]:
    """The largest size from ``size`` down at which it is one line; else its lines at the least."""
    lines = wrapped(words, size, most, missing, face)
    while len(lines) > 1 and size > least:
        size -= 2
        lines = wrapped(words, size, most, missing, face)
    return size, lines


class Pen:
    """Writing on a picture; ``y`` is the upper edge of the line, ``least`` the smallest text."""

    def __init__(self, image: Image.Image, missing: set[str], *, least: int, most: float) -> None:
        self.image, self.missing = image, missing
        self.draw = ImageDraw.Draw(image)
        self._least, self._most = least, most

    def line(self, x: float, y: float, line: Line, size: int, ink: Ink) -> None:
        base = y + size * 0.95
        for piece in line.pieces:
            x += piece.kern if x else 0
            self.draw.text(
                (x, base), piece.text, font=font_of(piece.face, size), fill=ink, anchor="ls"
            )
            x += piece.width

    def text(
        self,
        x: float,
        y: float,
        words: str,
        size: int,
        ink: Ink = BLACK,
        *,
        face: Face = Face.HEI,
        most: float | None = None,
    ) -> float:
        """One line, made smaller (never below the least) to be at most ``most`` wide."""
        room = self._most if most is None else most
        size, lines = shrunk(words, size, self._least, room, self.missing, face)
        self.line(x, y, lines[0], size, ink)
        return lines[0].width

    def block(
        self, x: float, y: float, lines: Sequence[Line], size: int, ink: Ink, pitch: int
    ) -> int:
        """Lines one below the other; where the next one would stand."""
        for line in lines:
            self.line(x, y, line, size, ink)
            y += pitch
        return int(y)

    def pill(
        self, x: float, y: float, words: str, *, filled: bool, ink: Ink = RED, size: int = 38
    ) -> float:
        """A rounded tag; returns its right edge."""
        pad = 18
        (line,) = wrapped(words, size, self._most - 2 * pad, self.missing, Face.HEI_BOLD)[:1]
        box = (x, y, x + line.width + 2 * pad, y + size + 18)
        self.draw.rounded_rectangle(
            box, (size + 18) // 2, fill=ink if filled else WHITE, outline=ink, width=3
        )
        self.line(x + pad, y + 6, line, size, WHITE if filled else ink)
        return box[2]

    def paste(self, picture: Picture, at: tuple[int, int], size: tuple[int, int]) -> None:
        """A photo, whole; its frame where it cannot be read."""
        x, y = at
        if not picture.jpeg:
            self.draw.rectangle((x, y, x + size[0], y + size[1]), outline=GREY, width=2)
            middle = y + size[1] / 2 - 20
            self.text(x + 24, middle, "照片无法读取", self._least, GREY, most=size[0] - 48)
            return
        with Image.open(BytesIO(picture.jpeg)) as photo:
            self.image.paste(photo.convert("RGB").resize(size, Image.Resampling.LANCZOS), at)


def saved(image: Image.Image) -> bytes:
    """The picture as PNG of 256 colours: photos stay readable, our own colours exact."""
    out = BytesIO()
    image.quantize(palette=_palette(image)).save(out, "PNG")
    return out.getvalue()


def lacking(missing: Iterable[str]) -> list[Complaint]:
    """What to tell of characters that no face has."""
    return [
        Complaint(kind=Trouble.MISSING_GLYPH, detail=f"U+{ord(one):04X}") for one in sorted(missing)
    ]


def parted(heights: Sequence[int], around: int, most: int) -> list[range]:
    """Which cards stand on which picture, ``around`` pixels being taken by head and foot."""
    parts: list[range] = []
    start, used = 0, around
    for at, height in enumerate(heights):
        if at > start and used + height > most:
            parts.append(range(start, at))
            start, used = at, around
        used += height
    return [*parts, range(start, len(heights))]


def _palette(image: Image.Image) -> Image.Image:
    small = image.resize((image.width // 4, image.height // 4), Image.Resampling.NEAREST)
    found = small.quantize(256 - len(_OWN), method=Image.Quantize.MEDIANCUT)
    colours = (found.getpalette() or [])[: 3 * (256 - len(_OWN))]
    palette = Image.new("P", (1, 1))
    palette.putpalette([*colours, *(part for colour in _OWN for part in colour)])
    return palette
