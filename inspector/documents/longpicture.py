"""交办长图: what a street's contact reads on a telephone, as PNG pictures 1080 wide."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from functools import cache
from io import BytesIO

from PIL import Image, ImageDraw, ImageFont

from inspector.documents.composer import Line, Span, compose
from inspector.documents.faces import Face, font_bytes
from inspector.documents.paper import Complaint, NoticePaper, ProblemOnPaper, Trouble
from inspector.documents.pictures import Picture, open_picture
from inspector.documents.wording import MANNERS, day, full_day, reached

WIDTH, MOST_HEIGHT, MOST_BYTES = 1080, 12_000, 3_000_000
EDGE, INNER, CARD_GAP = 24, 56, 22
HEAD, ABOVE = 330, 30
INK, RED, BLACK, GREY = (31, 58, 95), (192, 0, 0), (26, 26, 26), (96, 96, 96)
GROUND, WHITE, GOLD, PALE = (242, 243, 245), (255, 255, 255), (255, 226, 150), (220, 228, 240)
_OWN = (INK, RED, BLACK, GREY, GROUND, WHITE, GOLD, PALE)
LEAST_TEXT = 34  # pixels: readable on a screen 360 points wide
PORTRAIT_SHARE = 0.62
MOST_PHOTOS = 2
FOOT = 170
ROOM = WIDTH - 2 * INNER
PHOTO_GAP = 16


@dataclass(frozen=True, slots=True, kw_only=True)
class LongPicture:
    """PNG files in reading order, and what could not be drawn."""

    pngs: tuple[bytes, ...]
    warnings: tuple[Complaint, ...] = field(default=())


@cache
def _font(face: str, size: int) -> ImageFont.FreeTypeFont:
    return ImageFont.truetype(BytesIO(font_bytes(Face(face))), size)


def long_pictures(paper: NoticePaper) -> LongPicture:
    """One picture, or several where one would be longer than 12,000 pixels or than 3 MB."""
    missing: set[str] = set()
    cards = [
        _Card(item, missing, asking=not MANNERS[paper.unit.relation].commands)
        for item in paper.items
    ]
    complaints = [complaint for card in cards for complaint in card.complaints]
    pngs = _cut(paper, cards, missing, MOST_HEIGHT)
    complaints += [
        Complaint(kind=Trouble.MISSING_GLYPH, detail=f"U+{ord(one):04X}") for one in sorted(missing)
    ]
    return LongPicture(pngs=tuple(pngs), warnings=tuple(complaints))


def _cut(paper: NoticePaper, cards: Sequence["_Card"], missing: set[str], most: int) -> list[bytes]:
    """Cards are never torn; halves the height until every file is small enough."""
    parts: list[list[_Card]] = [[]]
    used = HEAD + ABOVE + FOOT
    for card in cards:
        if parts[-1] and used + card.height + CARD_GAP > most:
            parts.append([])
            used = HEAD + ABOVE + FOOT
        parts[-1].append(card)
        used += card.height + CARD_GAP
    pngs = [_draw(paper, part, missing, (at, len(parts))) for at, part in enumerate(parts, 1)]
    if all(len(png) <= MOST_BYTES for png in pngs) or len(parts) == len(cards):
        return pngs
    return _cut(paper, cards, missing, most * 2 // 3)


class _Pen:
    """Writing on a picture; ``y`` is the upper edge of the line."""

    def __init__(self, image: Image.Image, missing: set[str]) -> None:
        self.image, self._missing = image, missing
        self.draw = ImageDraw.Draw(image)

    def line(self, x: float, y: float, line: Line, size: int, ink: tuple[int, int, int]) -> None:
        base = y + size * 0.95
        for piece in line.pieces:
            x += piece.kern if x else 0
            self.draw.text(
                (x, base), piece.text, font=_font(piece.face, size), fill=ink, anchor="ls"
            )
            x += piece.width

    def text(
        self,
        x: float,
        y: float,
        words: str,
        size: int,
        ink: tuple[int, int, int] = BLACK,
        *,
        face: Face = Face.HEI,
        most: float = ROOM,
    ) -> float:
        """One line, made smaller (never below 34 pixels) to be at most ``most`` wide."""
        lines = _wrap(words, size, most, self._missing, face)
        while len(lines) > 1 and size > LEAST_TEXT:
            size -= 2
            lines = _wrap(words, size, most, self._missing, face)
        self.line(x, y, lines[0], size, ink)
        return lines[0].width

    def pill(self, x: float, y: float, words: str, *, filled: bool) -> float:
        """A rounded tag; returns its right edge."""
        size, pad = 38, 18
        (line,) = _wrap(words, size, ROOM - 2 * pad, self._missing, Face.HEI_BOLD)[:1]
        box = (x, y, x + line.width + 2 * pad, y + size + 18)
        self.draw.rounded_rectangle(
            box, (size + 18) // 2, fill=RED if filled else WHITE, outline=RED, width=3
        )
        self.line(x + pad, y + 6, line, size, WHITE if filled else RED)
        return box[2]


def _wrap(
    words: str, size: int, most: float, missing: set[str], face: Face = Face.HEI
) -> list[Line]:
    return compose([Span(words or " ", face)], most, size, missing=missing)


class _Card:
    """One problem: number, place, deadline, what is wrong, photos."""

    def __init__(self, item: ProblemOnPaper, missing: set[str], *, asking: bool) -> None:
        self.item = item
        self._due = "办 " if asking else "限 "
        opened = [open_picture(photo) for photo in item.photos[:MOST_PHOTOS]]
        self.complaints = [
            Complaint(kind=Trouble.PHOTO_UNREADABLE, detail=one.fault, problem=item.no)
            for one in opened
            if one.fault
        ]
        self.photos = _sized(opened)
        self.place = _wrap(item.point, 50, ROOM - 84, missing, Face.HEI_BOLD)
        beside = ROOM - 84 - self.place[-1].width - 14
        spot = _wrap(item.spot, 42, ROOM - 84, missing) if item.spot else []
        self.spot_beside = len(spot) == 1 and spot[0].width <= beside
        self.spot = spot
        self.description = _wrap(item.description, 42, ROOM, missing)
        self._two_pills = bool(item.occurrence > 1 or item.rebound)
        pills = [f"{self._due}{item.deadline}"] if item.deadline else []
        if self._two_pills:
            pills.append(reached(item))
        self.pills = pills
        widths = [_wrap(pill, 38, ROOM, missing, Face.HEI_BOLD)[0].width + 36 for pill in pills]
        self.pill_rows = 1 if sum(widths) + 18 <= ROOM else len(pills)
        self.pill_rows = self.pill_rows if pills else 0

    @property
    def _lines_above(self) -> int:
        return len(self.place) + (0 if self.spot_beside else len(self.spot))

    @property
    def height(self) -> int:
        photos = max((height for _one, _width, height in self.photos), default=0)
        text = self._lines_above * 72 + self.pill_rows * 72 + len(self.description) * 60
        return 30 + 10 + text + 18 + photos + 34

    def draw(self, pen: _Pen, top: int) -> None:
        box = (EDGE, top, WIDTH - EDGE, top + self.height)
        pen.draw.rounded_rectangle(box, 22, fill=WHITE)
        y = top + 30
        pen.draw.rounded_rectangle((INNER, y + 2, INNER + 64, y + 66), 10, fill=INK)
        number = str(self.item.no)
        size = 44 if len(number) < 3 else 34
        pen.draw.text(
            (INNER + 32, y + 34), number, font=_font(Face.HEI_BOLD, size), fill=WHITE, anchor="mm"
        )
        y = self._places(pen, y)
        y = self._tags(pen, y + 10)
        for line in self.description:
            pen.line(INNER, y, line, 42, BLACK)
            y += 60
        x = INNER
        for picture, width, height in self.photos:
            _paste(pen, picture, (x, y + 10), (width, height))
            x += width + PHOTO_GAP

    def _places(self, pen: _Pen, y: int) -> int:
        x = INNER + 84
        for line in self.place:
            pen.line(x, y, line, 50, BLACK)
            y += 72
        if self.spot_beside:
            pen.line(x + self.place[-1].width + 14, y - 72 + 8, self.spot[0], 42, GREY)
            return y
        for line in self.spot:
            pen.line(x, y, line, 42, GREY)
            y += 72
        return y

    def _tags(self, pen: _Pen, y: int) -> int:
        x: float = INNER
        for at, words in enumerate(self.pills):
            right = pen.pill(x, y, words, filled=bool(self.item.deadline) and at == 0)
            if self.pill_rows == len(self.pills) > 1:
                y += 72
            else:
                x = right + 18
        return y + (72 if self.pill_rows == 1 else 0)


def _sized(pictures: Sequence[Picture]) -> list[tuple[Picture, int, int]]:
    """Full width, a portrait one at 62 %; two side by side at equal height."""
    if not pictures:
        return []
    room = ROOM - PHOTO_GAP * (len(pictures) - 1)
    if len(pictures) == 1 and pictures[0].shape < 1:
        room = int(ROOM * PORTRAIT_SHARE)
    height = room / sum(one.shape for one in pictures)
    return [(one, int(height * one.shape), int(height)) for one in pictures]


def _paste(pen: _Pen, picture: Picture, at: tuple[int, int], size: tuple[int, int]) -> None:
    x, y = at
    if not picture.jpeg:
        pen.draw.rectangle((x, y, x + size[0], y + size[1]), outline=GREY, width=2)
        pen.text(x + 24, y + size[1] / 2 - 20, "照片无法读取", LEAST_TEXT, GREY)
        return
    with Image.open(BytesIO(picture.jpeg)) as photo:
        pen.image.paste(photo.convert("RGB").resize(size, Image.Resampling.LANCZOS), at)


def _draw(
    paper: NoticePaper, cards: Sequence[_Card], missing: set[str], part: tuple[int, int]
) -> bytes:
    height = HEAD + ABOVE + sum(card.height + CARD_GAP for card in cards) + FOOT
    image = Image.new("RGB", (WIDTH, height), GROUND)
    pen = _Pen(image, missing)
    _head(pen, paper, part)
    y = HEAD + ABOVE
    for card in cards:
        card.draw(pen, y)
        y += card.height + CARD_GAP
    _foot(pen, paper, y)
    out = BytesIO()
    image.quantize(palette=_palette(image)).save(out, "PNG")
    return out.getvalue()


def _palette(image: Image.Image) -> Image.Image:
    """256 colours: photos stay readable, a picture stays below 3 MB, our own colours exact."""
    small = image.resize((image.width // 4, image.height // 4), Image.Resampling.NEAREST)
    found = small.quantize(256 - len(_OWN), method=Image.Quantize.MEDIANCUT)
    colours = (found.getpalette() or [])[: 3 * (256 - len(_OWN))]
    palette = Image.new("P", (1, 1))
    palette.putpalette([*colours, *(part for colour in _OWN for part in colour)])
    return palette


def _head(pen: _Pen, paper: NoticePaper, part: tuple[int, int]) -> None:
    asking = not MANNERS[paper.unit.relation].commands
    pen.draw.rectangle((0, 0, WIDTH, HEAD), fill=INK)
    most = WIDTH - 96
    pen.text(48, 36, paper.unit.name, 60, WHITE, face=Face.HEI_BOLD, most=most)
    title = f"{'情况函告' if asking else '整改交办'}  {len(paper.items)}件"
    right = 48 + pen.text(48, 122, title, 76, WHITE, face=Face.HEI_BOLD, most=most)
    repeated = sum(item.occurrence > 1 for item in paper.items)
    if repeated:
        pen.text(right + 32, 146, f"其中重复{repeated}件", 46, GOLD, most=WIDTH - right - 80)
    of_many = f"   第{part[0]}张 共{part[1]}张" if part[1] > 1 else ""
    by = f"反馈截止 {_moment(paper.report_by)}"
    pen.text(48, 242, f"{paper.number}   {by}{of_many}", 40, PALE, most=most)


def _moment(moment: datetime) -> str:
    clock = f"{moment.hour}时" + (f"{moment.minute}分" if moment.minute else "")
    return f"{day(moment)}{clock}"


def _foot(pen: _Pen, paper: NoticePaper, y: int) -> None:
    office = paper.office
    what = "整改后请在原位置、同一角度拍照，填《整改反馈单》报回。"
    if not MANNERS[paper.unit.relation].commands:
        what = "办理后请在原位置、同一角度拍照，一并函复。"
    most = WIDTH - 96
    pen.text(48, y + 14, what, 38, GREY, most=most)
    told = "  ".join(one for one in (office.name, office.phone, full_day(paper.issued_on)) if one)
    pen.text(48, y + 74, told, 36, GREY, most=most)
