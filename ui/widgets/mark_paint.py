"""Marks as the screen paints them over a photo; proportions are those of the drawn renditions."""

import math

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import (
    QColor,
    QFont,
    QFontMetricsF,
    QImage,
    QPainter,
    QPainterPath,
    QPen,
    QPolygonF,
)

from inspector.domain.mark import MOSAIC_CELLS, Mark, MarkKind, Shape

_INK, _HALO, _COVER = QColor(214, 30, 30), QColor(255, 255, 255), QColor(20, 20, 20)
_LINE, _WORDS = 1 / 240, 1 / 28  # of the photo's longer side, as in the renditions
_LEAST_LINE, _LEAST_WORDS = 2.0, 11.0
_NEAR = 6.0  # pixels beside a line that still count as on it


def paint_mark(painter: QPainter, mark: Mark, place: QRectF, image: QImage, font: QFont) -> None:
    """Paint one mark of the photo ``image`` that lies at ``place``."""
    box = area(mark, place, font)
    thick = max(_LEAST_LINE, max(place.width(), place.height()) * _LINE)
    if mark.kind is MarkKind.REDACT:
        painter.fillRect(box, _COVER)
    elif mark.kind is MarkKind.MOSAIC:
        painter.drawImage(box, _coarse(image, mark.shape))
    elif mark.kind is MarkKind.BOX:
        path = QPainterPath()
        path.addRect(box)
        _stroke(painter, path, thick)
    elif mark.kind is MarkKind.ARROW:
        _paint_arrow(painter, *ends(mark.shape, place), thick)
    else:
        _paint_words(painter, mark.words, box, _sized(font, place))


def area(mark: Mark, place: QRectF, font: QFont) -> QRectF:
    """The part of the screen a mark takes."""
    x, y, third, fourth = mark.shape
    if mark.kind is MarkKind.ARROW:
        begin, end = ends(mark.shape, place)
        return QRectF(begin, end).normalized()
    corner = QPointF(place.x() + x * place.width(), place.y() + y * place.height())
    if mark.kind is MarkKind.TEXT:
        box = QFontMetricsF(_sized(font, place)).boundingRect(mark.words)
        left = min(corner.x(), place.right() - box.width() - 4)
        top = min(corner.y(), place.bottom() - box.height() - 4)
        return QRectF(left, top, box.width() + 4, box.height())
    return QRectF(corner.x(), corner.y(), third * place.width(), fourth * place.height())


def ends(shape: Shape, place: QRectF) -> tuple[QPointF, QPointF]:
    """Both ends of an arrow on the screen, its head second."""
    first, second = (
        QPointF(place.x() + x * place.width(), place.y() + y * place.height())
        for x, y in (shape[:2], shape[2:])
    )
    return first, second


def is_on(mark: Mark, place: QRectF, at: QPointF, font: QFont) -> bool:
    """Whether a click there means this mark; a frame is taken by its line, not by what it holds."""
    if mark.kind is MarkKind.ARROW:
        return _apart(at, *ends(mark.shape, place)) <= _NEAR
    box = area(mark, place, font)
    outer = box.adjusted(-_NEAR, -_NEAR, _NEAR, _NEAR)
    inner = box.adjusted(_NEAR, _NEAR, -_NEAR, -_NEAR)
    hollow = mark.kind is MarkKind.BOX and inner.isValid() and inner.contains(at)
    return outer.contains(at) and not hollow


def _apart(at: QPointF, begin: QPointF, end: QPointF) -> float:
    """Pixels from a point to a stretch."""
    along = end - begin
    square = QPointF.dotProduct(along, along)
    share = QPointF.dotProduct(at - begin, along) / square if square else 0.0
    gap = at - (begin + along * min(max(share, 0.0), 1.0))
    return math.hypot(gap.x(), gap.y())


def _sized(font: QFont, place: QRectF) -> QFont:
    sized = QFont(font)
    sized.setPixelSize(round(max(_LEAST_WORDS, max(place.width(), place.height()) * _WORDS)))
    return sized


def _stroke(painter: QPainter, path: QPainterPath, thick: float) -> None:
    """Ink with a light edge, so that it shows on any ground."""
    painter.setBrush(Qt.BrushStyle.NoBrush)
    for colour, wide in ((_HALO, thick * 5 / 3), (_INK, thick)):
        painter.setPen(QPen(colour, wide, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap))
        painter.drawPath(path)


def _paint_arrow(painter: QPainter, begin: QPointF, end: QPointF, thick: float) -> None:
    along = math.atan2(end.y() - begin.y(), end.x() - begin.x())
    head = 5.0 * thick
    wings = [
        end - QPointF(math.cos(along + turn), math.sin(along + turn)) * head
        for turn in (0.45, -0.45)
    ]
    path = QPainterPath(begin)
    path.lineTo(end - QPointF(math.cos(along), math.sin(along)) * head * 0.8)
    _stroke(painter, path, thick)
    painter.setPen(QPen(_HALO, thick / 3))
    painter.setBrush(_INK)
    painter.drawPolygon(QPolygonF([end, *wings]))


def _paint_words(painter: QPainter, words: str, box: QRectF, font: QFont) -> None:
    path = QPainterPath()
    path.addText(box.x(), box.y() + QFontMetricsF(font).ascent(), font, words)
    painter.strokePath(path, QPen(_HALO, font.pixelSize() / 5))
    painter.fillPath(path, _INK)


def _coarse(image: QImage, shape: Shape) -> QImage:
    """The part as a few cells of its mean colours."""
    x, y, wide, high = shape
    part = image.copy(
        round(x * image.width()),
        round(y * image.height()),
        max(1, round(wide * image.width())),
        max(1, round(high * image.height())),
    )
    scale = MOSAIC_CELLS / max(part.width(), part.height())
    cells = (max(1, round(part.width() * scale)), max(1, round(part.height() * scale)))
    return part.scaled(
        *cells,
        Qt.AspectRatioMode.IgnoreAspectRatio,
        Qt.TransformationMode.SmoothTransformation,
    ).scaled(part.size(), Qt.AspectRatioMode.IgnoreAspectRatio)
