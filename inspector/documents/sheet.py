"""A page to write on: GB/T 9704-2012 geometry and the pen that keeps to it."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from io import BytesIO
from itertools import groupby
from operator import attrgetter

from reportlab import rl_config
from reportlab.pdfgen.canvas import Canvas

from inspector.documents.composer import Line, Span, clean, compose
from inspector.documents.faces import Face, glyphs, register, text_width
from inspector.documents.paper import Complaint, Trouble

rl_config.useA85 = 0  # ASCII85 makes every picture a quarter larger and changes its bytes

MM = 72 / 25.4
PAGE = (210 * MM, 297 * MM)
LEFT, MEASURE, TOP, BOTTOM = 28 * MM, 156 * MM, (297 - 37) * MM, 35 * MM
ROWS, CELLS = 22, 28
PITCH = 225 * MM / ROWS  # 28.99 pt
CELL = MEASURE / CELLS  # 15.79 pt
BODY = 15.75  # 三号 is 16 pt, of which only 27 stand in 156 mm
BODY_GAP = CELL - BODY
RISE = 0.88  # of an em: the baseline lies that far below the top of a character's square
RED = (0.86, 0.0, 0.0)
RED_HEAD = "RedHead"  # marks what an office's printed paper bears already
_MOST_COMPOSED = 500  # paragraphs that are remembered: those of a notice or two
MADE_WITH = "点位督查"  # what every paper names as its creator


@dataclass(frozen=True, slots=True, kw_only=True)
class Area:
    """Where text may stand, in points from the lower left corner of the page."""

    left: float = LEFT
    measure: float = MEASURE
    top: float = TOP
    bottom: float = BOTTOM

    @property
    def right(self) -> float:
        return self.left + self.measure


PORTRAIT = Area()
LANDSCAPE = Area(left=36 * MM, measure=225 * MM, top=(210 - 28) * MM, bottom=26 * MM)


def baseline(top: float, pitch: float, size: float) -> float:
    """The baseline of a character that stands in the middle of a line box below ``top``."""
    return top - (pitch - size) / 2 - RISE * size


class Sheet:
    """A paper being written; everything that goes wrong is kept for whoever issues it."""

    def __init__(self, title: str, *, author: str = "", subject: str = "") -> None:
        register(Face.SONG)
        self._out = BytesIO()
        # initialFontName: otherwise every page declares Helvetica, which is nowhere embedded
        self.canvas = Canvas(
            self._out,
            pagesize=PAGE,
            pageCompression=1,
            invariant=1,
            initialFontName=Face.SONG.value,
        )
        self.canvas.setTitle(clean(title))
        self.canvas.setAuthor(clean(author))
        self.canvas.setSubject(clean(subject))
        self.canvas.setCreator(MADE_WITH)
        self.page = 1
        self.missing: set[str] = set()
        self._composed: dict[tuple[tuple[Span, ...], float, float, float], list[Line]] = {}
        self.complaints: list[Complaint] = []

    def text(
        self,
        x: float,
        y: float,
        words: str,
        face: Face = Face.SONG,
        size: float = BODY,
        *,
        anchor: float = 0.0,
        gap: float = 0.0,
        scale: float = 1.0,
        most: float = 0.0,
    ) -> float:
        """One line at baseline ``y``; ``anchor`` 0 starts at ``x``, 0.5 centres, 1 ends there.

        ``gap`` is added between characters, ``scale`` stretches them sideways; words that are
        wider than ``most`` points are set smaller, 0 is any width. Returns the width.
        """
        size = fitted(words, face, size, most) if most else size
        words = clean(words)
        known = [glyphs(face).of(one) for one in words]
        self.missing.update(one for one, glyph in zip(words, known, strict=True) if glyph.missing)
        natural = sum(glyph.width for glyph in known) * size * scale
        width = natural + gap * max(len(known) - 1, 0)
        pen = self.canvas.beginText(x - width * anchor, y)
        pen.setCharSpace(gap)
        pen.setHorizScale(scale * 100)
        for now, run in groupby(known, attrgetter("face")):
            pen.setFont(now, size)
            pen.textOut("".join(glyph.text for glyph in run))
        pen.setHorizScale(100)
        pen.setCharSpace(0)
        self.canvas.drawText(pen)
        return width

    def set_line(
        self, x: float, y: float, line: Line, size: float, *, measure: float | None, gap: float = 0
    ) -> None:
        """A composed line at baseline ``y``; it ends exactly at ``measure``, or runs naturally."""
        if measure is not None:
            gap = line.gap(measure)
        pen = self.canvas.beginText(x, y)
        pen.setCharSpace(gap)
        face, run = "", ""
        for number, piece in enumerate(line.pieces):
            kern = piece.kern if number else 0.0
            if piece.face != face or kern:
                if run:
                    pen.textOut(run)
                    run = ""
                if kern:
                    x += kern
                    pen.setTextOrigin(x, y)
                if piece.face != face:
                    face = piece.face
                    pen.setFont(face, size)
            run += piece.text
            x += piece.width + gap * len(piece.text)
        pen.textOut(run)
        pen.setCharSpace(0)
        self.canvas.drawText(pen)

    def paragraph(
        self,
        x: float,
        top: float,
        measure: float,
        spans: str | Sequence[Span],
        size: float,
        pitch: float,
        *,
        fill: bool = True,
        indent: float = 0.0,
    ) -> float:
        """Lines below ``top``; returns the bottom of the last. ``fill`` makes both edges even."""
        whole = [Span(spans, Face.SONG)] if isinstance(spans, str) else spans
        for number, line in enumerate(self.lines(whole, measure, size, indent=indent)):
            short = indent if number == 0 else 0.0
            room = measure - short
            even = room if (fill and not line.last) or line.width > room else None
            self.set_line(x + short, baseline(top, pitch, size), line, size, measure=even)
            top -= pitch
        return top

    def lines(
        self, spans: Sequence[Span], measure: float, size: float, *, indent: float = 0.0
    ) -> list[Line]:
        """What is measured before it is drawn, or stands in every row, is composed once."""
        told = (tuple(spans), measure, size, indent)
        if told not in self._composed:
            if len(self._composed) >= _MOST_COMPOSED:
                self._composed.clear()
            self._composed[told] = compose(
                spans, measure, size, missing=self.missing, indent=indent
            )
        return list(self._composed[told])

    def rule(self, x: float, y: float, width: float, weight: float, *, red: bool = False) -> None:
        """A level rule ``weight`` points thick."""
        if red:
            self.canvas.setStrokeColorRGB(*RED)
        self.canvas.setLineWidth(weight)
        self.canvas.line(x, y, x + width, y)
        self.canvas.setStrokeGray(0)

    def box(self, x: float, y: float, width: float, height: float, weight: float) -> None:
        self.canvas.setLineWidth(weight)
        self.canvas.rect(x, y, width, height)

    def complain(self, kind: Trouble, detail: str = "", problem: int = 0) -> None:
        self.complaints.append(Complaint(kind=kind, detail=detail, problem=problem))

    @contextmanager
    def red_head(self) -> Iterator[None]:
        """What is drawn within can be left out again, to print on paper that bears it."""
        self.canvas.addLiteral(f"/{RED_HEAD} BMC")
        yield
        self.canvas.addLiteral("EMC")

    def bookmark(self, title: str, level: int = 0) -> None:
        """A line of the outline that leads to this page."""
        key = f"p{self.page}-{len(title)}-{level}"
        self.canvas.bookmarkPage(key)
        self.canvas.addOutlineEntry(clean(title), key, level=level)

    def turn(self, size: tuple[float, float] = PAGE) -> None:
        """End this page and begin the next."""
        self.canvas.showPage()
        self.canvas.setPageSize(size)
        self.page += 1

    def finish(self) -> bytes:
        """The file as it came from the pen; nothing may be written afterwards."""
        for one in sorted(self.missing):
            self.complain(Trouble.MISSING_GLYPH, f"U+{ord(one):04X}")
        self.canvas.save()
        return self._out.getvalue()


def fitted(words: str, face: Face, size: float, most: float) -> float:
    """The size at which the words are at most ``most`` points wide."""
    width = text_width(clean(words), face, size)
    return size if width <= most else size * most / width
