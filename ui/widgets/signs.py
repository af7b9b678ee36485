"""Signs of the map as shapes: visits done, due, overdue; states of issues; what came back."""

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QPainter, QPen, QPolygonF

from ui.look import Look
from ui.widgets.glyph import paint_state

SIGN_TONES = {
    "on_time": "ok",
    "due": "warn",
    "overdue": "late",
    "repeat": "repeat",
    "grid": "text3",
    "quiet": "text3",
}
_DRAWN_AT = 14  # as the states are


def paint_sign(painter: QPainter, look: Look, corner: QPointF, sign: str, side: float) -> None:
    """Draw a sign into the square at ``corner``; on any ground it has a pale rim of its own."""
    if sign not in SIGN_TONES:
        _rim(painter, look, corner, side)
        paint_state(painter, look, corner, sign, side)
        return
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.translate(corner)
    painter.scale(side / _DRAWN_AT, side / _DRAWN_AT)
    rim, tone = look.color("surface"), look.color(SIGN_TONES[sign])
    painter.setPen(QPen(rim, 1.5))
    painter.setBrush(tone)
    if sign == "overdue":
        painter.drawPolygon(QPolygonF([QPointF(7, 0.9), QPointF(13.5, 12.6), QPointF(0.5, 12.6)]))
    elif sign == "due":
        painter.setBrush(rim)
        painter.drawEllipse(QRectF(0.75, 0.75, 12.5, 12.5))
        painter.setPen(QPen(tone, 2.2))
        painter.drawEllipse(QRectF(2.3, 2.3, 9.4, 9.4))
    elif sign == "grid":
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(tone, 1.6))
        painter.drawRect(QRectF(1.5, 1.5, 11, 11))
        painter.drawLine(QPointF(7, 1.5), QPointF(7, 12.5))
        painter.drawLine(QPointF(1.5, 7), QPointF(12.5, 7))
    elif sign == "quiet":
        painter.drawEllipse(QRectF(4, 4, 6, 6))
    else:
        painter.drawEllipse(QRectF(1.5, 1.5, 11, 11))
    painter.restore()


def _rim(painter: QPainter, look: Look, corner: QPointF, side: float) -> None:
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(look.color("surface"))
    painter.drawEllipse(QRectF(corner.x() - 2, corner.y() - 2, side + 4, side + 4))
    painter.restore()
