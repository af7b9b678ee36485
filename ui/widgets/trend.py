"""The last months as a chart: one line, a dashed one to compare with, their scale at the left."""

from collections.abc import Sequence
from itertools import pairwise

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from inspector.text import _
from ui.look import Look

_HEIGHT, _LEAST = 144, 80  # pixels; on a low screen it yields
_LEFT, _BELOW, _ABOVE = 34, 24, 14
_LINES = 4

Values = Sequence[float | None]


class Trend(QWidget):
    """Months along, points up; the axis begins where the figures do, and says so by its numbers."""

    def __init__(self, look: Look) -> None:
        super().__init__()
        self._look = look
        self._months: Sequence[str] = ()
        self._own: Values = ()
        self._middle: Values = ()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        look.changed.connect(self.updateGeometry)

    def show_values(self, months: Sequence[str], own: Values, middle: Values) -> None:
        self._months, self._own, self._middle = months, own, middle
        told = [f"{month} {one:.2f}" for month, one in zip(months, own, strict=True) if one]
        self.setAccessibleName(_("近几个月：") + " ".join(told))
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(240, round(_HEIGHT * self._look.text_size / 100))

    def minimumSizeHint(self) -> QSize:
        return QSize(240, round(_LEAST * self._look.text_size / 100))

    def paintEvent(self, _event: QPaintEvent) -> None:
        known = [one for one in (*self._own, *self._middle) if one is not None]
        if not known:
            return
        painter, look = QPainter(self), self._look
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setFont(look.font("cap"))
        room = QRectF(_LEFT, _ABOVE, self.width() - _LEFT - 12, self.height() - _ABOVE - _BELOW)
        low, high = _scale(min(known), max(known))
        self._paint_axes(painter, room, low, high)
        self._paint_line(painter, room, self._middle, low, high, dashed=True)
        self._paint_line(painter, room, self._own, low, high, dashed=False)

    def _paint_axes(self, painter: QPainter, room: QRectF, low: float, high: float) -> None:
        look = self._look
        for number in range(_LINES):
            value = low + (high - low) * number / (_LINES - 1)
            y = room.bottom() - room.height() * number / (_LINES - 1)
            painter.setPen(QPen(look.color("line"), 1))
            painter.drawLine(QPointF(room.x(), y), QPointF(room.right(), y))
            painter.setPen(look.color("text2"))
            scale = QRectF(0, y - 9, room.x() - 6, 18)
            align = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
            painter.drawText(scale, align, f"{value:.0f}")
        for at, month in enumerate(self._months):
            x = self._x(room, at)
            below = QRectF(x - 30, room.bottom() + 4, 60, _BELOW - 4)
            painter.drawText(below, Qt.AlignmentFlag.AlignCenter, month)

    def _paint_line(
        self,
        painter: QPainter,
        room: QRectF,
        values: Values,
        low: float,
        high: float,
        *,
        dashed: bool,
    ) -> None:
        look = self._look
        pen = QPen(look.color("text3" if dashed else "accent"), 1.2 if dashed else 1.6)
        if dashed:
            pen.setDashPattern([4, 3])
        painter.setPen(pen)
        points = [
            None
            if one is None
            else QPointF(
                self._x(room, at), room.bottom() - (one - low) / (high - low) * room.height()
            )
            for at, one in enumerate(values)
        ]
        for here, there in pairwise(points):
            if here is not None and there is not None:
                painter.drawLine(here, there)
        if dashed:
            return
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(look.color("accent"))
        for point in points:
            if point is not None:
                painter.drawEllipse(point, 3, 3)

    def _x(self, room: QRectF, at: int) -> float:
        return room.x() + 8 + (room.width() - 16) * at / max(len(self._months) - 1, 1)


def _scale(low: float, high: float) -> tuple[float, float]:
    """Whole points around the figures, three steps of one, two, five, ten apart."""
    span = max(high - low, 0.5)
    step = next(one for one in (1, 2, 5, 10, 20, 50, 1000) if one * (_LINES - 1) >= span + one)
    begin = float(int(low // step) * step)
    if begin + step * (_LINES - 1) < high:
        begin += step
    return begin, begin + step * (_LINES - 1)
