"""Marks of the map as pictures that are drawn once: signs, and circles with counts."""

from collections.abc import Callable

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QFontMetricsF, QPainter, QPen, QPixmap

from ui.look import Look
from ui.rooms.map.clusters import Cluster
from ui.widgets.signs import SIGN_TONES, paint_sign

_Key = tuple[object, ...]
_KEPT = 2048
_RING = 3.5  # pixels of the ring that is parted by kinds
_FULL = 360 * 16  # Qt counts sixteenths of a degree


class Stamps:
    """Every mark by what it says; two marks that look alike are one picture."""

    def __init__(self, look: Look) -> None:
        self._look = look
        self._made: dict[_Key, QPixmap] = {}
        look.changed.connect(self._made.clear)

    def of(self, one: Cluster, *, numbered: bool, ratio: float) -> QPixmap:
        """A sign for one thing, a circle with its number for several or where numbers count."""
        if one.count == 1 and not (numbered and one.weight):
            return self._kept(("sign", one.kinds[0][0], ratio), ratio, self._sign)
        number = one.weight if numbered else one.count
        if numbered and not number:
            return self._kept(("sign", "quiet", ratio), ratio, self._sign)
        shares = tuple((kind, round(24 * part / one.weight)) for kind, part in one.kinds if part)
        return self._kept(("count", number, shares, ratio), ratio, self._circle)

    def _kept(self, key: _Key, ratio: float, draw: Callable[[_Key, float], QPixmap]) -> QPixmap:
        if key not in self._made:
            if len(self._made) > _KEPT:
                self._made.clear()
            self._made[key] = draw(key, ratio)
        return self._made[key]

    def _sign(self, key: _Key, ratio: float) -> QPixmap:
        side = self._look.px("glyph")
        picture, painter = _blank(side + 6, ratio)
        paint_sign(painter, self._look, QPointF(3, 3), str(key[1]), side)
        painter.end()
        return picture

    def _circle(self, key: _Key, ratio: float) -> QPixmap:
        _kind, number, shares = key[:3]
        look, words = self._look, f"{number:,}"
        font = look.font("cap", strong=True)
        wide = QFontMetricsF(font).horizontalAdvance(words)
        side = max(look.px("cap") + 12.0, wide + 14.0)
        picture, painter = _blank(side + 2, ratio)
        box = QRectF(1, 1, side, side)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(look.color("surface"))
        painter.drawEllipse(box)
        _paint_shares(painter, look, box, shares if isinstance(shares, tuple) else ())
        painter.setFont(font)
        painter.setPen(look.color("text"))
        painter.drawText(box, Qt.AlignmentFlag.AlignCenter, words)
        painter.end()
        return picture


def _paint_shares(
    painter: QPainter, look: Look, box: QRectF, shares: tuple[tuple[str, int], ...]
) -> None:
    """The ring: of each kind as much as it has of the whole, from the top on."""
    inset = _RING / 2 + 0.5
    ring = box.adjusted(inset, inset, -inset, -inset)
    shown = [(kind, max(part, 1)) for kind, part in shares]
    whole, start = sum(part for _kind, part in shown) or 1, 90 * 16
    for kind, part in shown:
        span = round(_FULL * part / whole)
        pen = QPen(look.color(SIGN_TONES.get(kind, kind)), _RING)
        pen.setCapStyle(Qt.PenCapStyle.FlatCap)
        painter.setPen(pen)
        painter.drawArc(ring, start, -span)
        start -= span


def _blank(side: float, ratio: float) -> tuple[QPixmap, QPainter]:
    picture = QPixmap(round(side * ratio), round(side * ratio))
    picture.setDevicePixelRatio(ratio)
    picture.fill(Qt.GlobalColor.transparent)
    painter = QPainter(picture)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    return picture, painter
