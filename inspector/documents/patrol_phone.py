"""巡查携带单 on a telephone: the same points and issues as pictures 1080 wide, read outdoors."""

from collections.abc import Sequence
from dataclasses import dataclass

from PIL import Image

from inspector.documents.faces import Face
from inspector.documents.longpicture import LongPicture
from inspector.documents.paper import Complaint, Trouble
from inspector.documents.patrol import (
    CLOSED,
    NOTHING,
    OpenIssue,
    PatrolPaper,
    Stop,
    closing_words,
)
from inspector.documents.pen import (
    BAND,
    BLACK,
    GREEN,
    GREY,
    INK,
    MOST_BYTES,
    MOST_HEIGHT,
    PALE,
    RED,
    WHITE,
    WIDTH,
    Ink,
    Pen,
    lacking,
    parted,
    saved,
    wrapped,
)
from inspector.documents.pictures import Picture, open_picture
from inspector.documents.wording import day, weekday

LEAST_TEXT = 30  # pixels
EDGE, GAP = 48, 24
ROOM = WIDTH - 2 * EDGE
HEAD, BAND_HEIGHT, BAND_GAP, CARD, FOOT = 236, 120, 30, 226, 170
NAME, SPOT, PROBLEM, SMALL = 50, 38, 42, 34
BOX = 56
PHOTO, PHOTO_HIGH = 248, 190
NOTE = "“已销号”为近30日销号的问题，再次发现即为重复或者反弹。"
INSIDE = "本单含内部信息，用后收回。"


def patrol_pictures(paper: PatrolPaper) -> LongPicture:
    """One picture, or several; a point's band stands with its first issue, no issue is torn."""
    missing: set[str] = set()
    pieces = [piece for stop in paper.stops for piece in _pieces(stop, missing)]
    complaints = [
        Complaint(kind=Trouble.PHOTO_UNREADABLE, detail=card.photo.fault, problem=card.no)
        for piece in pieces
        for card in piece.cards
        if card.photo and card.photo.fault
    ]
    pngs = _cut(paper, pieces, missing, MOST_HEIGHT)
    return LongPicture(pngs=tuple(pngs), warnings=(*complaints, *lacking(missing)))


def _cut(
    paper: PatrolPaper, pieces: Sequence["_Piece"], missing: set[str], most: int
) -> list[bytes]:
    """Pieces are never torn; takes two thirds of the height until every file is small enough."""
    parts = parted([one.height for one in pieces], HEAD + FOOT, most)
    pngs = [
        _draw(paper, [pieces[one] for one in part], missing, (at, len(parts)))
        for at, part in enumerate(parts, 1)
    ]
    if all(len(png) <= MOST_BYTES for png in pngs) or len(parts) >= len(pieces):
        return pngs
    return _cut(paper, pieces, missing, most * 2 // 3)


class _Band:
    """The grey band of a point: number, name, what it is, a box to tick."""

    def __init__(self, stop: Stop, missing: set[str]) -> None:
        room = ROOM - BOX - GAP
        self._name = wrapped(f"{stop.no}  {stop.name}", NAME, room, missing, Face.HEI_BOLD)
        told = [stop.remark, f"重点看：{'、'.join(stop.watch)}" if stop.watch else ""]
        self._remark = wrapped(" · ".join(one for one in told if one), 30, room, missing)
        self.high = BAND_HEIGHT + (len(self._name) - 1) * 60 + (len(self._remark) - 1) * 40
        self.height = self.high + BAND_GAP

    def draw(self, pen: Pen, top: int) -> None:
        pen.draw.rectangle((0, top, WIDTH, top + self.high), fill=BAND)
        y = pen.block(EDGE, top + 12, self._name, NAME, BLACK, 60)
        pen.block(EDGE, y + 2, self._remark, 30, GREY, 40)
        left, middle = WIDTH - EDGE - BOX, top + self.high // 2
        box = (left, middle - BOX // 2, left + BOX, middle + BOX // 2)
        pen.draw.rectangle(box, fill=WHITE, outline=BLACK, width=4)


class _Card:
    """One issue: its state, where, what, every time it was found, its term, its photo."""

    def __init__(self, no: int, issue: OpenIssue, missing: set[str]) -> None:
        self.no, self._issue = no, issue
        self.photo = open_picture(issue.photo) if issue.photo else None
        room = ROOM - (PHOTO + GAP if self.photo else 0)
        self._pill = wrapped(issue.state, 34, ROOM, missing, Face.HEI_BOLD)[0].width + 36
        beside = room - self._pill - 14
        spot = wrapped(issue.spot, SPOT, beside, missing) if issue.spot else []
        self._beside = spot if len(spot) == 1 else []
        self._below = [] if self._beside else wrapped(issue.spot, SPOT, room, missing)
        self._below = self._below if issue.spot else []
        what = f"{issue.problem}  {issue.occurrence or '首次'}"
        self._what = wrapped(what, PROBLEM, room, missing, Face.HEI_BOLD)
        found = "、".join(day(one) for one in issue.found_on)
        closed = closing_words(issue)
        term = f"期限{issue.deadline.removesuffix('前')}" if issue.deadline else closed
        self._facts = wrapped(found, SMALL, room, missing)
        self._facts += wrapped(term, SMALL, room, missing) if term else []
        rows = 64 + 50 * len(self._below) + 56 * len(self._what) + 42 * len(self._facts)
        self.height = max(CARD, rows + 22, (self._shown[1] + 36) if self.photo else 0)

    @property
    def _shown(self) -> tuple[int, int]:
        picture = self.photo
        shape = picture.shape if isinstance(picture, Picture) else 1.0
        width = min(PHOTO, int(PHOTO_HIGH * shape))
        return width, int(width / shape)

    def draw(self, pen: Pen, top: int) -> None:
        y = top + 10
        right = pen.pill(EDGE, y, self._issue.state, filled=True, ink=self._ink, size=34)
        pen.block(right + 14, y + 4, self._beside, SPOT, GREY, 0)
        y = pen.block(EDGE, y + 64, self._below, SPOT, GREY, 50)
        y = pen.block(EDGE, y, self._what, PROBLEM, BLACK, 56)
        pen.block(EDGE, y, self._facts, SMALL, GREY, 42)
        if self.photo:
            width, height = self._shown
            pen.paste(self.photo, (WIDTH - EDGE - width, top + 14), (width, height))
        low = top + self.height - 2
        pen.draw.line((EDGE, low, WIDTH - EDGE, low), fill=BAND, width=2)

    @property
    def _ink(self) -> Ink:
        state = self._issue.state
        if state.startswith(("逾期", "退回")):
            return RED
        return GREEN if state == CLOSED else INK


@dataclass(frozen=True, slots=True, kw_only=True)
class _Piece:
    """What is never parted: one issue, the first of a point with its band."""

    band: _Band | None
    cards: tuple[_Card, ...]

    @property
    def height(self) -> int:
        return (self.band.height if self.band else 0) + sum(card.height for card in self.cards)


def _pieces(stop: Stop, missing: set[str]) -> list[_Piece]:
    cards = [_Card(stop.no, issue, missing) for issue in stop.issues]
    first = _Piece(band=_Band(stop, missing), cards=tuple(cards[:1]))
    return [first, *(_Piece(band=None, cards=(card,)) for card in cards[1:])]


def _draw(
    paper: PatrolPaper, pieces: Sequence[_Piece], missing: set[str], part: tuple[int, int]
) -> bytes:
    height = HEAD + sum(piece.height for piece in pieces) + FOOT + (0 if pieces else 90)
    image = Image.new("RGB", (WIDTH, height), WHITE)
    pen = Pen(image, missing, least=LEAST_TEXT, most=ROOM)
    _head(pen, paper, part)
    y = HEAD
    if not pieces:
        pen.text(EDGE, y + 30, NOTHING, PROBLEM)
        y += 90
    for piece in pieces:
        if piece.band:
            piece.band.draw(pen, y + BAND_GAP // 2)
            y += piece.band.height
        for card in piece.cards:
            card.draw(pen, y)
            y += card.height
    pen.text(EDGE, y + 28, NOTE, SMALL, GREY)
    pen.text(EDGE, y + 86, INSIDE, SMALL, GREY)
    return saved(image)


def _head(pen: Pen, paper: PatrolPaper, part: tuple[int, int]) -> None:
    pen.draw.rectangle((0, 0, WIDTH, HEAD - 16), fill=INK)
    issues = [issue for stop in paper.stops for issue in stop.issues]
    closed = sum(issue.state == CLOSED for issue in issues)
    told = [paper.town, f"点位{len(paper.stops)}个", f"在办{len(issues) - closed}件"]
    told += [f"近30日销号{closed}件"] if closed else []
    of_many = f"   第{part[0]}张 共{part[1]}张" if part[1] > 1 else ""
    title = f"巡查携带单  {day(paper.day)}（{weekday(paper.day)}）"
    pen.text(EDGE, 28, title, 58, WHITE, face=Face.HEI_BOLD)
    pen.text(EDGE, 106, " · ".join(told), 40, WHITE)
    as_of = f"数据截至{day(paper.as_of)}{paper.as_of:%H:%M}{of_many}"
    pen.text(EDGE, 162, as_of, SMALL, PALE)
