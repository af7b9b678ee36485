"""The state of an issue as a shape: a clock face that fills up."""

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QPainter, QPen, QPolygonF

from ui.look import Look

FILLED = {"notified": 0.5, "replied": 0.8}
DRAWN_AT = 14  # the strokes below are proportions of a 14 px face


def paint_state(painter: QPainter, look: Look, corner: QPointF, state: str, side: float) -> None:
    """Draw the glyph of ``state`` (a tone's name) into the square at ``corner``."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.translate(corner)
    painter.scale(side / DRAWN_AT, side / DRAWN_AT)
    pen = QPen(look.color(state), 1.6)
    pen.setCapStyle(Qt.PenCapStyle.RoundCap)
    pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
    painter.setPen(pen)
    if state == "returned":
        _triangle(painter, look, pen)
    elif state == "closed":
        _disc(painter, look, pen)
    elif state == "parked":
        painter.drawRoundedRect(QRectF(1.2, 1.2, 11.6, 11.6), 2, 2)
        painter.drawLine(QPointF(4.4, 7), QPointF(9.6, 7))
    else:
        _ring(painter, pen, state)
    painter.restore()


def _ring(painter: QPainter, pen: QPen, state: str) -> None:
    face = QRectF(1, 1, 12, 12)
    if state == "open":
        pen.setCapStyle(Qt.PenCapStyle.FlatCap)
        pen.setDashPattern([1.7, 1.25])
        painter.setPen(pen)
    painter.drawEllipse(face)
    if state in FILLED:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(pen.color())
        sixteenths = round(FILLED[state] * 360 * 16)
        painter.drawPie(face.adjusted(2.5, 2.5, -2.5, -2.5), 90 * 16, -sixteenths)
    elif state == "deferred":
        painter.drawLine(QPointF(5.3, 5), QPointF(5.3, 9))
        painter.drawLine(QPointF(8.7, 5), QPointF(8.7, 9))
    elif state == "void":
        painter.drawLine(QPointF(3.8, 10.2), QPointF(10.2, 3.8))


def _triangle(painter: QPainter, look: Look, pen: QPen) -> None:
    painter.setPen(QPen(pen.color(), 1.2, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap))
    painter.setBrush(pen.color())
    painter.drawPolygon(QPolygonF([QPointF(7, 1.2), QPointF(13.2, 12.4), QPointF(0.8, 12.4)]))
    painter.setPen(QPen(look.color("surface"), 1.6, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap))
    painter.drawLine(QPointF(7, 5.2), QPointF(7, 8.2))
    painter.drawPoint(QPointF(7, 10.6))


def _disc(painter: QPainter, look: Look, pen: QPen) -> None:
    painter.setBrush(pen.color())
    painter.setPen(Qt.PenStyle.NoPen)
    painter.drawEllipse(QRectF(0.4, 0.4, 13.2, 13.2))
    pen.setColor(look.color("surface"))
    painter.setPen(pen)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawPolyline([QPointF(4, 7.2), QPointF(6.2, 9.4), QPointF(10.2, 4.8)])
