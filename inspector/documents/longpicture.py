"""交办长图: what a street's contact reads on a telephone, as PNG pictures 1080 wide."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime

from PIL import Image

from inspector.documents.composer import Line
from inspector.documents.faces import Face
from inspector.documents.paper import Complaint, NoticePaper, ProblemOnPaper, Trouble
from inspector.documents.pen import (
    BLACK,
    GOLD,
    GREY,
    GROUND,
    INK,
    MOST_BYTES,
    MOST_HEIGHT,
    PALE,
    WHITE,
    WIDTH,
    Pen,
    font_of,
    lacking,
    parted,
    saved,
    shrunk,
    wrapped,
)
from inspector.documents.pictures import Picture, open_picture
from inspector.documents.wording import MANNERS, day, full_day, reached

EDGE, INNER, CARD_GAP = 24, 56, 22
HEAD, ABOVE = 330, 30
LEAST_TEXT = 34  # pixels: readable on a screen 360 points wide
PORTRAIT_SHARE = 0.62
MOST_PHOTOS = 2
FOOT = 170
_WIDE = WIDTH - 96
_LEAST_NAME, _NAME_PITCH, _SIGNED_PITCH = 44, 66, 52
ROOM = WIDTH - 2 * INNER
PHOTO_GAP = 16


@dataclass(frozen=True, slots=True, kw_only=True)
class LongPicture:
    """PNG files in reading order, and what could not be drawn."""

    pngs: tuple[bytes, ...]
    warnings: tuple[Complaint, ...] = field(default=())


def long_pictures(paper: NoticePaper) -> LongPicture:
    """One picture, or several where one would be longer than 12,000 pixels or than 3 MB."""
    missing: set[str] = set()
    cards = [
        _Card(item, missing, asking=not MANNERS[paper.unit.relation].commands)
        for item in paper.items
    ]
    complaints = [complaint for card in cards for complaint in card.complaints]
    pngs = _cut(paper, cards, missing, MOST_HEIGHT)
    complaints += lacking(missing)
    return LongPicture(pngs=tuple(pngs), warnings=tuple(complaints))


def _cut(paper: NoticePaper, cards: Sequence["_Card"], missing: set[str], most: int) -> list[bytes]:
    """Cards are never torn; takes two thirds of the height until every file is small enough."""
    heights = [card.height + CARD_GAP for card in cards]
    parts = parted(heights, sum(_around(paper, missing)) + ABOVE, most)
    pngs = [
        _draw(paper, [cards[one] for one in part], missing, (at, len(parts)))
        for at, part in enumerate(parts, 1)
    ]
    if all(len(png) <= MOST_BYTES for png in pngs) or len(parts) == len(cards):
        return pngs
    return _cut(paper, cards, missing, most * 2 // 3)


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
        self.place = wrapped(item.point, 50, ROOM - 84, missing, Face.HEI_BOLD)
        beside = ROOM - 84 - self.place[-1].width - 14
        spot = wrapped(item.spot, 42, ROOM - 84, missing) if item.spot else []
        self.spot_beside = len(spot) == 1 and spot[0].width <= beside
        self.spot = spot
        self.description = wrapped(item.description, 42, ROOM, missing)
        self._two_pills = bool(item.occurrence > 1 or item.rebound)
        pills = [f"{self._due}{item.deadline}"] if item.deadline else []
        if self._two_pills:
            pills.append(reached(item))
        self.pills = pills
        widths = [wrapped(pill, 38, ROOM, missing, Face.HEI_BOLD)[0].width + 36 for pill in pills]
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

    def draw(self, pen: Pen, top: int) -> None:
        box = (EDGE, top, WIDTH - EDGE, top + self.height)
        pen.draw.rounded_rectangle(box, 22, fill=WHITE)
        y = top + 30
        pen.draw.rounded_rectangle((INNER, y + 2, INNER + 64, y + 66), 10, fill=INK)
        number = str(self.item.no)
        size = 44 if len(number) < 3 else 34
        pen.draw.text(
            (INNER + 32, y + 34), number, font=font_of(Face.HEI_BOLD, size), fill=WHITE, anchor="mm"
        )
        y = self._places(pen, y)
        y = self._tags(pen, y + 10)
        for line in self.description:
            pen.line(INNER, y, line, 42, BLACK)
            y += 60
        x = INNER
        for picture, width, height in self.photos:
            pen.paste(picture, (x, y + 10), (width, height))
            x += width + PHOTO_GAP

    def _places(self, pen: Pen, y: int) -> int:
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

    def _tags(self, pen: Pen, y: int) -> int:
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


def _draw(
    paper: NoticePaper, cards: Sequence[_Card], missing: set[str], part: tuple[int, int]
) -> bytes:
    head, foot = _around(paper, missing)
    height = head + ABOVE + sum(card.height + CARD_GAP for card in cards) + foot
    image = Image.new("RGB", (WIDTH, height), GROUND)
    pen = Pen(image, missing, least=LEAST_TEXT, most=ROOM)
    _head(pen, paper, part, head)
    y = head + ABOVE
    for card in cards:
        card.draw(pen, y)
        y += card.height + CARD_GAP
    _foot(pen, paper, y)
    return saved(image)


def _name(paper: NoticePaper, missing: set[str]) -> tuple[int, list[Line]]:
    """The unit in one line where it fits, else in several: nothing of a name is cut off."""
    return shrunk(paper.unit.name, 60, _LEAST_NAME, _WIDE, missing, Face.HEI_BOLD)


def _signed(paper: NoticePaper, missing: set[str]) -> tuple[int, list[Line]]:
    """Who sends it, how to ring, when."""
    office = paper.office
    told = "  ".join(one for one in (office.name, office.phone, full_day(paper.issued_on)) if one)
    return shrunk(told, 36, LEAST_TEXT, _WIDE, missing)


def _around(paper: NoticePaper, missing: set[str]) -> tuple[int, int]:
    """Pixels of head and foot; both grow with what a long name needs."""
    name, signed = _name(paper, missing)[1], _signed(paper, missing)[1]
    return HEAD + _NAME_PITCH * (len(name) - 1), FOOT + _SIGNED_PITCH * (len(signed) - 1)


def _head(pen: Pen, paper: NoticePaper, part: tuple[int, int], high: int) -> None:
    asking = not MANNERS[paper.unit.relation].commands
    pen.draw.rectangle((0, 0, WIDTH, high), fill=INK)
    size, lines = _name(paper, pen.missing)
    y = pen.block(48, 36, lines, size, WHITE, _NAME_PITCH) - _NAME_PITCH
    title = f"{'情况函告' if asking else '整改交办'}  {len(paper.items)}件"
    right = 48 + pen.text(48, y + 86, title, 76, WHITE, face=Face.HEI_BOLD, most=_WIDE)
    repeated = sum(item.occurrence > 1 for item in paper.items)
    if repeated:
        most = WIDTH - right - 80
        pen.text(right + 32, y + 110, f"其中重复{repeated}件", 46, GOLD, most=most)
    of_many = f"   第{part[0]}张 共{part[1]}张" if part[1] > 1 else ""
    by = f"反馈截止 {_moment(paper.report_by)}"
    pen.text(48, y + 206, f"{paper.number}   {by}{of_many}", 40, PALE, most=_WIDE)


def _moment(moment: datetime) -> str:
    clock = f"{moment.hour}时" + (f"{moment.minute}分" if moment.minute else "")
    return f"{day(moment)}{clock}"


def _foot(pen: Pen, paper: NoticePaper, y: int) -> None:
    what = "整改后请在原位置、同一角度拍照，填《整改反馈单》报回。"
    if not MANNERS[paper.unit.relation].commands:
        what = "办理后请在原位置、同一角度拍照，一并函复。"
    pen.text(48, y + 14, what, 38, GREY, most=_WIDE)
    size, lines = _signed(paper, pen.missing)
    pen.block(48, y + 74, lines, size, GREY, _SIGNED_PITCH)
