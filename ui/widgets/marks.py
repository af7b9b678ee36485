"""The small things a row is made of: words, chips, state glyphs, icons, keys."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QFont, QFontMetricsF, QPainter, QPen

from ui.look import Look
from ui.widgets.glyph import paint_state
from ui.widgets.signs import paint_sign

GAP = 6
KEY_PADDING = 5
_BAR = 6  # height of a bar of shares
CHIP_PADDING = 6

CHIP_ICONS = {
    "late": "clock-alert",
    "repeat": "repeat-2",
    "rebound": "trending-up",
    "candidate": "circle-question-mark",
    "ok": "check",
    "warn": "triangle-alert",
    "danger": "octagon-x",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Text:
    """Words in a role and tone; ``elastic`` words give way first, ending in “…”."""

    words: str
    role: str = "body"
    tone: str = "text"
    strong: bool = False
    elastic: bool = False
    struck: bool = False

    def width(self, look: Look) -> float:
        return look.measure(self.words, self.role, strong=self.strong)

    def paint(self, painter: QPainter, look: Look, box: QRectF) -> None:
        font = look.font(self.role, strong=self.strong)
        if self.struck:
            font = QFont(font)  # the look hands out one font for all
            font.setStrikeOut(True)
        painter.setFont(font)
        painter.setPen(look.color(self.tone))
        words = self.words
        if box.width() < self.width(look) - 0.5:
            words = QFontMetricsF(font).elidedText(
                words, Qt.TextElideMode.ElideRight, box.width() + 1
            )
        align = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft
        painter.drawText(box.adjusted(0, 0, 4, 0), align, words)


@dataclass(frozen=True, slots=True, kw_only=True)
class Chip:
    """A flag: icon, word and tint; under the sun a line instead of the tint."""

    kind: str
    words: str

    def width(self, look: Look) -> float:
        icon = _small(look) + 2 if self.kind in CHIP_ICONS else 0
        return look.measure(self.words, "cap", strong=True) + 2 * CHIP_PADDING + icon

    def paint(self, painter: QPainter, look: Look, box: QRectF) -> None:
        height = look.px("chip")
        tag = QRectF(box.x(), box.center().y() - height / 2, box.width(), height)
        plain = self.kind not in CHIP_ICONS
        word = "text2" if plain else self.kind
        tint = look.color("sunken" if plain else f"{self.kind}_tint")
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(self._outline(look, word))
        painter.setBrush(tint)
        painter.drawRoundedRect(tag.adjusted(0.5, 0.5, -0.5, -0.5), 4, 4)
        painter.restore()
        left = tag.x() + CHIP_PADDING
        if not plain:
            side = _small(look)
            ratio = painter.device().devicePixelRatioF()
            pixmap = look.pixmap(CHIP_ICONS[self.kind], word, side, ratio)
            painter.drawPixmap(QPointF(left - 1, tag.center().y() - side / 2), pixmap)
            left += side + 2
        painter.setFont(look.font("cap", strong=True))
        painter.setPen(look.color(word))
        painter.drawText(
            QRectF(left, tag.y(), box.right() - left + 4, height - 1),
            Qt.AlignmentFlag.AlignVCenter,
            self.words,
        )

    def _outline(self, look: Look, word: str) -> QPen:
        dashed = self.kind == "candidate"
        if not (look.theme.outlined or dashed):
            return QPen(Qt.PenStyle.NoPen)
        pen = QPen(look.color(word), 1.5 if look.theme.outlined else 1)
        if dashed:
            pen.setDashPattern([3, 2])
        return pen


@dataclass(frozen=True, slots=True, kw_only=True)
class Glyph:
    """The state as a clock face that fills up; ``state`` is the name of the tone."""

    state: str

    def width(self, look: Look) -> float:
        return look.px("glyph")

    def paint(self, painter: QPainter, look: Look, box: QRectF) -> None:
        side = look.px("glyph")
        paint_state(painter, look, QPointF(box.x(), box.center().y() - side / 2), self.state, side)


@dataclass(frozen=True, slots=True, kw_only=True)
class Sign:
    """A sign of the map, as the map draws it."""

    sign: str

    def width(self, look: Look) -> float:
        return look.px("icon")

    def paint(self, painter: QPainter, look: Look, box: QRectF) -> None:
        side = look.px("glyph")
        corner = QPointF(box.x() + (look.px("icon") - side) / 2, box.center().y() - side / 2)
        paint_sign(painter, look, corner, self.sign, side)


@dataclass(frozen=True, slots=True, kw_only=True)
class Icon:
    name: str
    tone: str = "text2"
    size: int = 0

    def width(self, look: Look) -> float:
        return self.size or look.px("icon")

    def paint(self, painter: QPainter, look: Look, box: QRectF) -> None:
        side = int(self.width(look))
        pixmap = look.pixmap(self.name, self.tone, side, painter.device().devicePixelRatioF())
        painter.drawPixmap(QPointF(box.x(), box.center().y() - side / 2), pixmap)


@dataclass(frozen=True, slots=True, kw_only=True)
class Key:
    """The key that does it, in a small outlined cap."""

    words: str
    tone: str = "text3"

    def width(self, look: Look) -> float:
        return max(look.measure(self.words, "cap") + 2 * KEY_PADDING, look.px("key"))

    def paint(self, painter: QPainter, look: Look, box: QRectF) -> None:
        height = look.px("key")
        cap = QRectF(box.x(), box.center().y() - height / 2, box.width(), height)
        line = look.color(self.tone if self.tone == "on_accent" else "edge")
        if self.tone == "on_accent":
            line.setAlpha(150)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(line, 1))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRoundedRect(cap.adjusted(0.5, 0.5, -0.5, -0.5), 4, 4)
        painter.restore()
        painter.setFont(look.font("cap"))
        painter.setPen(look.color(self.tone))
        painter.drawText(cap, Qt.AlignmentFlag.AlignCenter, self.words)


@dataclass(frozen=True, slots=True, kw_only=True)
class Tick:
    """A box to tick, drawn in a row."""

    ticked: bool

    def width(self, look: Look) -> float:
        return look.px("icon")

    def paint(self, painter: QPainter, look: Look, box: QRectF) -> None:
        side = look.px("icon") - 1.5
        square = QRectF(box.x() + 0.75, box.center().y() - side / 2, side, side)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(look.color("accent" if self.ticked else "border"), 1.5))
        painter.setBrush(look.color("accent" if self.ticked else "surface"))
        painter.drawRoundedRect(square, 3, 3)
        painter.restore()
        if self.ticked:
            small = look.px("icon") - 4
            pixmap = look.pixmap("check", "on_accent", small, painter.device().devicePixelRatioF())
            painter.drawPixmap(square.topLeft() + QPointF(1.25, 1.25), pixmap)


@dataclass(frozen=True, slots=True, kw_only=True)
class Slot:
    """A mark in a column of its own width; ``far`` sets it against the right edge, as numbers.

    A ``tight`` one never takes more room: its words end in “…”.
    """

    mark: Text | Chip
    room: int
    far: bool = False
    tight: bool = False

    @property
    def words(self) -> str:
        return self.mark.words

    def width(self, look: Look) -> float:
        room = self.room * look.text_size / 100
        return room if self.tight else max(room, self.mark.width(look))

    def paint(self, painter: QPainter, look: Look, box: QRectF) -> None:
        width = min(self.mark.width(look), box.width()) if self.tight else self.mark.width(look)
        left = box.right() - width if self.far else box.x()
        self.mark.paint(painter, look, QRectF(left, box.y(), width, box.height()))


@dataclass(frozen=True, slots=True, kw_only=True)
class Spark:
    """The last months as a line of its own scale, the last one as a dot; gaps stay gaps."""

    values: tuple[float | None, ...]
    room: int = 72

    def width(self, look: Look) -> float:
        return self.room * look.text_size / 100

    def paint(self, painter: QPainter, look: Look, box: QRectF) -> None:
        known = [one for one in self.values if one is not None]
        if len(known) < 2:
            return
        low, span = min(known), (max(known) - min(known)) or 1.0
        high = min(box.height() - 16, 18.0)
        step = (box.width() - 8) / (len(self.values) - 1)
        points = [
            None
            if one is None
            else QPointF(
                box.x() + 2 + step * at,
                box.center().y() + high / 2 - (one - low) / span * high,
            )
            for at, one in enumerate(self.values)
        ]
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(look.color("text2"), 1.3))
        for here, there in pairwise(points):
            if here is not None and there is not None:
                painter.drawLine(here, there)
        if points[-1] is not None:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(look.color("accent"))
            painter.drawEllipse(points[-1], 2.5, 2.5)
        painter.restore()


@dataclass(frozen=True, slots=True, kw_only=True)
class Share:
    """A part of a whole as a small bar; the number stands beside it. ``part`` is 0 to 1."""

    part: float
    tone: str = "text2"
    room: int = 88

    def width(self, look: Look) -> float:
        return self.room * look.text_size / 100

    def paint(self, painter: QPainter, look: Look, box: QRectF) -> None:
        bar = QRectF(box.x(), box.center().y() - _BAR / 2, box.width(), _BAR)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(look.color("sunken" if look.theme.outlined else "line"))
        painter.drawRoundedRect(bar, _BAR / 2, _BAR / 2)
        if self.part > 0:
            bar.setWidth(max(bar.width() * min(self.part, 1.0), _BAR))
            painter.setBrush(look.color(self.tone))
            painter.drawRoundedRect(bar, _BAR / 2, _BAR / 2)
        painter.restore()


Mark = Text | Chip | Glyph | Sign | Icon | Key | Tick | Slot | Spark | Share


def width_of(marks: Sequence[Mark], look: Look) -> float:
    return sum(mark.width(look) for mark in marks) + GAP * max(0, len(marks) - 1)


def paint_marks(
    painter: QPainter,
    look: Look,
    box: QRectF,
    left: Sequence[Mark],
    right: Sequence[Mark] = (),
) -> None:
    """Write a row: ``left`` from the left edge, ``right`` against the right one.

    Where it does not fit the elastic words are shortened, or else the last words.
    """
    reserved = width_of(right, look)
    limit = box.right() - reserved - (2 * GAP if right else 0)
    _paint_run(painter, look, box, left, widths_within(left, look, limit - box.x()))
    far = box.adjusted(box.width() - reserved, 0, 0, 0)
    _paint_run(painter, look, far, right, [mark.width(look) for mark in right])


def widths_within(marks: Sequence[Mark], look: Look, room: float) -> list[float]:
    """Pixels of each mark: the elastic words yield first, what is then still too long the last."""
    widths = [mark.width(look) for mark in marks]
    overflow = width_of(marks, look) - room
    words = [n for n, mark in enumerate(marks) if isinstance(mark, Text)]
    elastic = [n for n in words if isinstance(one := marks[n], Text) and one.elastic]
    for n in (*elastic[:1], *reversed(words)):
        yielded = min(max(overflow, 0.0), widths[n])
        widths[n] -= yielded
        overflow -= yielded
    return widths


def _paint_run(
    painter: QPainter, look: Look, box: QRectF, marks: Sequence[Mark], widths: Sequence[float]
) -> None:
    x = box.x()
    for mark, width in zip(marks, widths, strict=True):
        if width > 0:
            mark.paint(painter, look, QRectF(x, box.y(), width, box.height()))
        x += width + GAP


def _small(look: Look) -> int:
    return look.px("cap")
