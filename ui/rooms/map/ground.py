"""The ground of the map: areas, lines and their names, as paths that are made once."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import pairwise

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPen, QPixmap, QTransform

from inspector.domain.mercator import Place
from ui.look import Look
from ui.rooms.map.camera import TILE, Camera
from ui.rooms.map.sheet import CLASSES, Shape, Sheet, Theme

_UNIT = TILE * 2**16  # paths are kept in pixels of this zoom, where doubles are exact enough
_STRENGTH = (0.0, 0.10, 0.21, 0.34)  # of the tint, by class of heat
_COMMUNITIES_FROM, _GRID_NAMES_FROM, _NAMES_FROM = 14.0, 14.6, 15.2  # zoom levels
_HALO = 3


def heat_color(look: Look, heat: int, theme: Theme) -> QColor:
    """The ground of a class: the surface with more and more of the tone."""
    tone = look.color("text3" if theme is Theme.GRIDS else "repeat")
    ground, share = look.color("surface"), _STRENGTH[min(heat, CLASSES - 1)]
    parts = zip(
        (ground.red(), ground.green(), ground.blue()),
        (tone.red(), tone.green(), tone.blue()),
        strict=True,
    )
    return QColor(*(round(low + (high - low) * share) for low, high in parts))


class Ground:
    """What lies under the marks."""

    def __init__(self, look: Look) -> None:
        self._look = look
        self._sheet: Sheet | None = None
        self._origin = Place(0.5, 0.5)
        self._outlines: dict[str, QPainterPath] = {}
        self._heated: dict[Theme, list[tuple[Shape, QPainterPath]]] = {}
        self._names: dict[tuple[str, str, bool, float], QPixmap] = {}
        look.changed.connect(self._names.clear)

    def show_sheet(self, sheet: Sheet) -> None:
        self._sheet = sheet
        extent = sheet.extent()
        self._origin = extent[0] if extent else Place(0.5, 0.5)
        self._outlines = {
            kind: self._joined(shapes, closed=kind != "lines")
            for kind, shapes in (
                ("towns", sheet.towns),
                ("communities", sheet.communities),
                ("grids", sheet.grids),
                ("lines", sheet.lines),
            )
        }
        self._heated = {
            theme: [(one, self._joined((one,), closed=True)) for one in sheet.heated(theme)]
            for theme in Theme
        }

    def paint(
        self,
        painter: QPainter,
        camera: Camera,
        theme: Theme,
        layers: frozenset[str],
        *,
        on_tiles: bool,
    ) -> None:
        if self._sheet is None:
            return
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setTransform(self._transform(camera), combine=True)
        if "heat" in layers or theme in (Theme.RETURNED, Theme.GRIDS):
            self._paint_heat(painter, theme, on_tiles=on_tiles)
        elif not on_tiles:
            painter.fillPath(self._outlines["towns"], self._look.color("surface"))
        line, edge = self._look.color("line"), self._look.color("border")
        if self._look.theme.outlined:
            line = self._look.color("edge").lighter(100)
            line.setAlpha(90)
        if "grids" in layers:
            self._stroke(painter, "grids", line, 1.0)
        if "communities" in layers and camera.zoom >= _COMMUNITIES_FROM - 2:
            self._stroke(painter, "communities", edge, 1.0, Qt.PenStyle.DashLine)
        self._stroke(painter, "towns", edge, 1.6)
        if "lines" in layers:
            self._stroke(painter, "lines", edge, 5.0)
            self._stroke(painter, "lines", self._look.color("surface"), 3.0)
        painter.restore()
        if "names" in layers:
            self._paint_names(painter, camera, theme)

    def area_at(self, theme: Theme, place: Place) -> Shape | None:
        """The heated area in which a place lies."""
        at = self._local(place)
        return next((one for one, path in self._heated.get(theme, ()) if path.contains(at)), None)

    def outline(self, painter: QPainter, camera: Camera, theme: Theme, code: str) -> None:
        """A ring in accent round one area."""
        found = next((p for one, p in self._heated.get(theme, ()) if one.code == code), None)
        if found is not None:
            painter.save()
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setTransform(self._transform(camera), combine=True)
            painter.strokePath(found, self._pen(self._look.color("accent"), 3.0))
            painter.restore()

    def _paint_heat(self, painter: QPainter, theme: Theme, *, on_tiles: bool) -> None:
        for one, path in self._heated[theme]:
            if on_tiles and not one.heat:
                continue
            colour = heat_color(self._look, one.heat, theme)
            if on_tiles:
                colour.setAlpha(150)
            painter.fillPath(path, colour)
        if not self._heated[theme] and not on_tiles:
            painter.fillPath(self._outlines["towns"], self._look.color("surface"))

    def _stroke(
        self,
        painter: QPainter,
        kind: str,
        colour: QColor,
        width: float,
        style: Qt.PenStyle = Qt.PenStyle.SolidLine,
    ) -> None:
        painter.strokePath(self._outlines[kind], self._pen(colour, width, style))

    def _pen(
        self, colour: QColor, width: float, style: Qt.PenStyle = Qt.PenStyle.SolidLine
    ) -> QPen:
        pen = QPen(colour, width, style, Qt.PenCapStyle.RoundCap, Qt.PenJoinStyle.RoundJoin)
        pen.setCosmetic(True)
        return pen

    def _paint_names(self, painter: QPainter, camera: Camera, theme: Theme) -> None:
        if self._sheet is None:
            return
        view = QRectF(-80, -20, camera.width + 160, camera.height + 40)
        numbered = theme in (Theme.RETURNED, Theme.GRIDS)
        sets: list[tuple[Sequence[Shape], bool, bool]] = []
        if numbered and camera.zoom >= _COMMUNITIES_FROM - 1.2:
            sets.append((self._sheet.heated(theme), False, True))
        elif camera.zoom >= _GRID_NAMES_FROM:
            sets.append((self._sheet.grids, False, False))
        sets.append((self._sheet.towns, True, False))
        taken: list[QRectF] = []
        for shapes, strong, with_number in reversed(sets):
            for one in shapes:
                words = self._words(one, camera, with_number=with_number)
                if not words:
                    continue
                x, y = camera.on_screen(one.middle)
                picture = self._name(words, painter, strong=strong)
                size = picture.deviceIndependentSize()
                box = QRectF(x - size.width() / 2, y - size.height() / 2, *size.toTuple())
                if view.contains(box.center()) and not any(box.intersects(t) for t in taken):
                    taken.append(box)
                    painter.drawPixmap(box.topLeft(), picture)

    def _words(self, one: Shape, camera: Camera, *, with_number: bool) -> str:
        if not with_number:
            return one.name
        if camera.zoom >= _NAMES_FROM:
            return f"{one.name} {one.number}"
        return str(one.number) if one.number else ""

    def _name(self, words: str, painter: QPainter, *, strong: bool) -> QPixmap:
        """Words with a halo, so that they read on any ground."""
        ratio = painter.device().devicePixelRatioF()
        key = (words, self._look.theme.code, strong, ratio)
        if key not in self._names:
            self._names[key] = self._draw_name(words, ratio, strong=strong)
        return self._names[key]

    def _draw_name(self, words: str, ratio: float, *, strong: bool) -> QPixmap:
        look, role = self._look, "body" if strong else "cap"
        wide = look.measure(words, role) + 2 * _HALO + 4
        high = look.px(role) * 1.6 + 2 * _HALO
        picture = QPixmap(round(wide * ratio), round(high * ratio))
        picture.setDevicePixelRatio(ratio)
        picture.fill(Qt.GlobalColor.transparent)
        pen = QPainter(picture)
        pen.setRenderHint(QPainter.RenderHint.Antialiasing)
        pen.setFont(look.font(role))
        box = QRectF(0, 0, wide, high)
        pen.setPen(look.color("surface"))
        for across, down in _AROUND:
            pen.drawText(box.translated(across, down), Qt.AlignmentFlag.AlignCenter, words)
        pen.setPen(look.color("text" if strong else "text2"))
        pen.drawText(box, Qt.AlignmentFlag.AlignCenter, words)
        pen.end()
        return picture

    def _joined(self, shapes: Iterable[Shape], *, closed: bool) -> QPainterPath:
        path = QPainterPath()
        path.setFillRule(Qt.FillRule.WindingFill)
        for shape in shapes:
            corners = [self._local(one) for one in shape.corners]
            path.moveTo(corners[0])
            for before, corner in pairwise(corners):
                if corner != before:
                    path.lineTo(corner)
            if closed:
                path.closeSubpath()
        return path

    def _local(self, place: Place) -> QPointF:
        return QPointF((place.x - self._origin.x) * _UNIT, (place.y - self._origin.y) * _UNIT)

    def _transform(self, camera: Camera) -> QTransform:
        x, y = camera.on_screen(self._origin)
        factor = camera.scale / _UNIT
        return QTransform(factor, 0, 0, factor, x, y)


_AROUND = tuple(
    (across * step, down * step)
    for step in (1.0, 2.0)
    for across, down in (
        (1, 0),
        (-1, 0),
        (0, 1),
        (0, -1),
        (0.7, 0.7),
        (-0.7, 0.7),
        (0.7, -0.7),
        (-0.7, -0.7),
    )
)
