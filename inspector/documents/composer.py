"""Chinese lines by the rules of the trade: what may begin a line, end it, or be torn."""

import re
import unicodedata
from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import IntEnum
from functools import lru_cache
from itertools import accumulate
from typing import NamedTuple

from inspector.documents.faces import Face, Glyphs, glyphs

NO_START = frozenset("，。、；：？！”’）》〉】〕〗」』…—～·‰℃％%,.;:?!)]}㎡㎥°′″々ー")
NO_END = frozenset("“‘（《〈【〔〖「『([{￥＄№")
CLOSING = frozenset("，。、；：？！”’）》〉】〕〗」』")  # the right half of the cell is blank
OPENING = frozenset("“‘（《〈【〔〖「『")  # the left half is
MOST_STRETCH = 0.08  # of an em in each gap; looser lines are torn at a joint instead
LEAST_TORN = 14  # characters of a Latin run; shorter ones are codes and telephone numbers
MOST_SQUEEZE = 0.05  # of an em in each gap, to take in a last line of one character

_UNITS = (
    "个工作日|个工作时|平方米|立方米|公里|年|月|日|时|分|秒|天|周|次|号|项|类|家|处|件|条|张|米|㎡|㎥|℃|"
    "台|辆|组|名|人|户|轮|页|份|户|棵|根|块|元|倍|位|个百分点|个|办"
)
_TOKEN = re.compile(
    # hanzi between which a line may always end; 第 and 约 may belong to a figure
    r"[\u4e00-\u7b2b\u7b2d-\u7ea5\u7ea7-\u9fff]+"
    # a date, with its hour
    r"|(?:\d{4}年)?\d{1,2}月\d{1,2}日(?:\d{1,2}时(?:\d{1,2}分)?|\d{1,2}:\d\d)?[前后]?"
    r"|\d{1,2}时\d{1,2}分[前后]?"
    r"|〔\d+〕\d+号"  # the number of a paper
    r"|\d{3,4}(?:-\d{3,4}){1,2}(?![\dA-Za-z-])"  # a telephone
    # a figure or from one to another, and its unit
    rf"|第?约?\d[\d.,:/]*+(?:[-~～—]\d[\d.]*+)?(?:(?:{_UNITS})前?|前?(?![A-Za-z0-9]|-\d))"
    r"|[A-Za-z0-9][A-Za-z0-9.,:/\-+#@_&%'=?~]*"  # Latin
    r"|—+|…+| +|.",
    re.DOTALL,
)
_JOINTS = re.compile(r"(?<=[年日〕])(?=\d)|(?<=[-/_&?=])(?=[A-Za-z0-9])")
_TELEPHONE = re.compile(r"\d{3,4}(?:-\d{3,4}){1,2}")  # never torn at its dashes
_BREAKS = re.compile(r"[\t\r\n\v\f\u2028\u2029\u00a0]+")


class Span(NamedTuple):
    """A stretch of text in one face."""

    text: str
    face: Face


class Bond(IntEnum):
    """How a piece hangs on the one before it."""

    FREE = 0
    JOINT = 1  # torn only when the line would gape
    FAST = 2


class Piece(NamedTuple):
    """What is never torn; ``width`` in points, ``kern`` the gap taken out before it."""

    text: str
    face: str
    width: float
    kern: float
    bond: Bond


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """``width`` is natural, in points; ``cut`` is the blank half of a stop at the right edge."""

    pieces: tuple[Piece, ...]
    width: float
    cut: float = 0.0
    last: bool = False

    @property
    def text(self) -> str:
        return "".join(piece.text for piece in self.pieces)

    def gap(self, measure: float) -> float:
        """The character space that makes the line end at ``measure``."""
        gaps = sum(len(piece.text) for piece in self.pieces) - 1
        return (measure - self.width + self.cut) / gaps if gaps else 0.0


def clean(text: str) -> str:
    """Composed form, without what has no shape: controls, direction marks, lone surrogates."""
    if not text.isprintable():
        plain = _BREAKS.sub(" ", text)
        kept = (one for one in plain if unicodedata.category(one) not in ("Cc", "Cf", "Cs"))
        text = "".join(kept)
    return unicodedata.normalize("NFC", text)


_MOST_MET = 20_000  # tokens remembered in one face and size
_SPECIAL = NO_START | NO_END | CLOSING | OPENING | {" "}


class _Plain(dict[str, Piece]):
    """The piece of each character that stands between ordinary ones, made at its first use."""

    def __init__(self, face: Face, size: float) -> None:
        super().__init__()
        self._known, self._size = glyphs(face), size

    def __missing__(self, character: str) -> Piece:
        made = self[character] = _piece(character, self._known, self._size, 0.0, Bond.FREE)
        return made


class _Met(dict[tuple[str, str], tuple[Piece, ...]]):
    """The pieces of a token behind the character before it, where the two bear on each other."""

    def __init__(self, face: Face, size: float) -> None:
        super().__init__()
        self._known, self._size = glyphs(face), size

    def __missing__(self, met: tuple[str, str]) -> tuple[Piece, ...]:
        if len(self) >= _MOST_MET:
            self.clear()
        before, token = met
        bond, kern = _meet(before, token[0], self._size)
        made: list[Piece] = []
        whole = len(token) == 1 or _TELEPHONE.fullmatch(token)
        for part in [token] if whole else _JOINTS.split(token):
            made += _runs(part, self._known, self._size, kern, bond)
            bond, kern = Bond.JOINT, 0.0
        self[met] = tuple(made)
        return self[met]


# by face and size, which hash slowly: looked up once a stretch of text, not once a character
_plain, _met = lru_cache(maxsize=64)(_Plain), lru_cache(maxsize=64)(_Met)


def cut_pieces(spans: Iterable[Span], size: float, missing: set[str]) -> list[Piece]:
    """The text as pieces; characters nobody has a glyph for are added to ``missing``."""
    pieces: list[Piece] = []
    before = ""
    for text, face in spans:
        text = clean(text)
        plain, met = _plain(face, size), _met(face, size)
        for token in _TOKEN.findall(text):
            if "\u4e00" <= token[0] <= "\u9fff" and token[0] not in "第约":
                ordinary = token
                if before in _SPECIAL:
                    pieces += met[before, token[0]]
                    ordinary = token[1:]
                pieces.extend(map(plain.__getitem__, ordinary))
            elif len(token) > 1 or token in _SPECIAL or before in _SPECIAL:
                pieces += met[before, token]
            else:
                pieces.append(plain[token])
            before = token[-1]
        lacking = glyphs(face).lacking
        if lacking:  # hardly ever
            missing |= lacking.intersection(text)
    return pieces


def _meet(before: str, after: str, size: float) -> tuple[Bond, float]:
    """How two characters stand side by side."""
    if not before:
        return Bond.FREE, 0.0
    fast = after in NO_START or before in NO_END or after == " "
    closed = before in CLOSING and (after in CLOSING or after in OPENING)
    opened = before in OPENING and after in OPENING
    return (Bond.FAST if fast else Bond.FREE), (-size / 2 if closed or opened else 0.0)


def _runs(part: str, known: Glyphs, size: float, kern: float, bond: Bond) -> list[Piece]:
    """A part as one piece, or as several held fast where a character comes from another face."""
    faces = {known.of(one).face for one in part}
    if len(faces) == 1 and not any(known.of(one).missing for one in part):
        width = sum(known.of(one).width for one in part) * size
        return [Piece(part, faces.pop(), width, kern, bond)]
    return [
        _piece(part[0], known, size, kern, bond),
        *(_piece(one, known, size, 0.0, Bond.FAST) for one in part[1:]),
    ]


def _piece(character: str, known: Glyphs, size: float, kern: float, bond: Bond) -> Piece:
    glyph = known.of(character)
    return Piece(glyph.text, glyph.face, glyph.width * size, kern, bond)


class _Setter:
    """One paragraph being broken into lines."""

    def __init__(self, pieces: list[Piece], size: float) -> None:
        self.pieces, self.size = pieces, size
        self._measure_all()

    def _measure_all(self) -> None:
        """``_ends[n]`` is where the first n pieces end on an endless line."""
        advances = [width + kern for _text, _face, width, kern, _bond in self.pieces]
        self._ends = [0.0, *accumulate(advances)]

    def width(self, start: int, stop: int) -> float:
        return self._ends[stop] - self._ends[start] - self.pieces[start].kern

    def line(self, start: int, stop: int, room: float) -> Line:
        last = stop >= len(self.pieces)
        while start < stop - 1 and self.pieces[start].text == " ":
            start += 1
        while stop > start + 1 and self.pieces[stop - 1].text == " ":
            stop -= 1
        width = self.width(start, stop)
        # the stop's blank half hangs over the edge only when the line would not fit otherwise
        half = self.size / 2 if self.pieces[stop - 1].text in CLOSING else 0.0
        cut = half if width > room + 0.01 else 0.0
        return Line(pieces=tuple(self.pieces[start:stop]), width=width, cut=cut, last=last)

    def fits(self, start: int, stop: int, room: float) -> bool:
        """Only the last piece may hang over, and only by the blank half of a stop."""
        half = self.size / 2 if self.pieces[stop - 1].text in CLOSING else 0.0
        return self.width(start, stop) - half <= room + 0.01

    def reach(self, start: int, room: float) -> int:
        """How many pieces, at most, a line that begins at ``start`` can hold, counted from 0."""
        end = self._ends[start] + self.pieces[start].kern + room + 0.01
        stop = bisect_right(self._ends, end, lo=start + 1) - 1
        while stop < len(self.pieces) and (
            self.pieces[stop].text == " " or self.fits(start, stop + 1, room)
        ):
            stop += 1
        return stop

    def stop(self, start: int, room: float) -> int:
        """Where the line that begins at ``start`` ends; a piece that is too long is torn."""
        over = self.reach(start, room)
        if over >= len(self.pieces):
            return over
        best = self._break(start, over, room, Bond.FREE)
        if best is None or self._gapes(start, best, room):
            joint = self._break(start, over, room, Bond.JOINT)
            best = joint if joint is not None else best
        if best is None or self._gapes(start, best, room):
            torn = self._tear(start, over, room, hard=best is None)
            best = torn if torn is not None else best
        return best if best is not None else max(over, start + 1)

    def _break(self, start: int, over: int, room: float, most: Bond) -> int | None:
        for at in range(min(over, len(self.pieces) - 1), start, -1):
            if self.pieces[at].bond <= most and self.fits(start, at, room):
                return at
        return None

    def _gapes(self, start: int, stop: int, room: float) -> bool:
        most = MOST_STRETCH * self.size
        # there are at least as many gaps as there are pieces after the first
        if room - self.width(start, stop) <= most * (stop - start - 1):
            return False
        return self.line(start, stop, room).gap(room) > most

    def _tear(self, start: int, over: int, room: float, *, hard: bool) -> int | None:
        """Split the Latin run that is in the way; ``hard`` when nothing else can be done."""
        at = min(over, len(self.pieces) - 1)
        piece = self.pieces[at]
        if len(piece.text) < (2 if hard else LEAST_TORN) or not piece.text.isascii():
            return None
        used = self._ends[at] - self._ends[start] + piece.kern - self.pieces[start].kern
        each = piece.width / len(piece.text)
        count = min(int((room - used) / each), len(piece.text) - 1)
        while count > 1 and (piece.text[count] in NO_START or piece.text[count - 1] in NO_END):
            count -= 1
        if count < (1 if hard or at == start else 3):
            return None
        head, tail = piece.text[:count], piece.text[count:]
        known = glyphs(Face(piece.face))
        widths = [sum(known.of(one).width for one in part) * self.size for part in (head, tail)]
        self.pieces[at : at + 1] = [
            Piece(head, piece.face, widths[0], piece.kern, piece.bond),
            Piece(tail, piece.face, widths[1], 0.0, Bond.JOINT),
        ]
        self._measure_all()
        return at + 1


def compose(
    spans: Sequence[Span],
    measure: float,
    size: float,
    *,
    missing: set[str],
    indent: float = 0.0,
) -> list[Line]:
    """The paragraph in lines no wider than ``measure`` points; the first is short by ``indent``.

    No line begins or ends with a forbidden sign unless a single unbreakable run is wider
    than the line. Characters without any glyph are printed as 〓 and added to ``missing``.
    """
    setter = _Setter(cut_pieces(spans, size, missing), size)
    lines: list[Line] = []
    at = 0
    while at < len(setter.pieces):
        room = measure - (0.0 if lines else indent)
        stop = setter.stop(at, room)
        lines.append(setter.line(at, stop, room))
        at = stop
    return _take_in_orphan(lines, measure, size, short=indent)


def _take_in_orphan(lines: list[Line], measure: float, size: float, *, short: float) -> list[Line]:
    """Squeeze a last line of one character into the line before it, when it hardly shows."""
    if len(lines) < 2 or sum(piece.text not in CLOSING for piece in lines[-1].pieces) > 1:
        return lines
    if len(lines[-1].text) > 2:
        return lines
    before, orphan = lines[-2], lines[-1]
    pieces = before.pieces + orphan.pieces
    width = sum(piece.width + piece.kern for piece in pieces) - pieces[0].kern
    half = size / 2 if pieces[-1].text in CLOSING else 0.0
    room = measure - (short if len(lines) == 2 else 0.0)
    whole = Line(pieces=pieces, width=width, cut=half, last=False)
    if whole.gap(room) < -MOST_SQUEEZE * size:
        return lines
    return [*lines[:-2], whole]
