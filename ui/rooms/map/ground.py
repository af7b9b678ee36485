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
_ROOM = 0.8  # of an area's width that its name may fill
_HALO = 3
_ONE_TOWN = 15.0  # from this zoom on the tint of a town compares it with nothing
_FRESH = 10  # names drawn anew in one frame


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
        self._hairs: dict[str, QPainterPath] = {}
        self._single: dict[str, list[QPainterPath]] = {}
        self._heated: dict[Theme, list[tuple[Shape, QPainterPath]]] = {}
        self._grounds: dict[Theme, dict[int, QPainterPath]] = {}
        self._names: dict[tuple[str, bool, float], QPixmap] = {}
        self._rooms: dict[str, float] = {}
        self._fresh = 0
        self.is_unfinished = False  # names are missing that the next frame will have
        look.changed.connect(self._names.clear)
        look.changed.connect(self._rooms.clear)

    def show_sheet(self, sheet: Sheet) -> None:
        self._sheet = sheet
        extent = sheet.extent()
        self._origin = extent[0] if extent else Place(0.5, 0.5)
        # A hairline is cheapest as one path of all; a wider one by far as one path each (Qt joins
        # the edges of a path before it fills them, which costs their product).
        self._hairs = {
            "grids": self._joined(sheet.grids, closed=True),
            "communities": self._joined(sheet.communities, closed=True),
        }
        self._single = {
            "towns": [self._joined((one,), closed=True) for one in sheet.towns],
            "lines": [self._joined((one,), closed=False) for one in sheet.lines],
        }
        self._heated = {
            theme: [(one, self._joined((one,), closed=True)) for one in sheet.heated(theme)]
            for theme in Theme
        }
        self._grounds = {
            theme: {
                heat: self._joined(
                    (one for one in sheet.heated(theme) if one.heat == heat), closed=True
                )
                for heat in range(CLASSES)
            }
            for theme in Theme
        }
        self._bare = self._joined(sheet.towns, closed=True)

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
        painter.setTransform(self._transform(camera), combine=True)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, on=False)
        is_heated = theme in (Theme.RETURNED, Theme.GRIDS) or (
            "heat" in layers and camera.zoom < _ONE_TOWN
        )
        self._paint_heat(painter, theme, on_tiles=on_tiles, is_heated=is_heated)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        edge, view = self._look.color("border"), self._view(camera)
        if "grids" in layers:
            painter.strokePath(self._hairs["grids"], self._pen(self._hair(), 1.0))
        if "communities" in layers:
            painter.strokePath(self._hairs["communities"], self._pen(edge, 1.0))
        self._stroke(painter, "towns", edge, 1.6, view)
        if "lines" in layers:
            self._stroke(painter, "lines", edge, 5.0, view)
            self._stroke(painter, "lines", self._look.color("surface"), 3.0, view)
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

    def _paint_heat(
        self, painter: QPainter, theme: Theme, *, on_tiles: bool, is_heated: bool
    ) -> None:
        """Edges are left hard: soft ones would let the ground shine through between neighbours."""
        if not on_tiles:
            painter.fillPath(self._bare, self._look.color("surface"))
        if not is_heated:
            return
        for heat, path in self._grounds[theme].items():
            if heat and not path.isEmpty():
                colour = heat_color(self._look, heat, theme)
                colour.setAlpha(150 if on_tiles else 255)
                painter.fillPath(path, colour)

    def _stroke(
        self, painter: QPainter, kind: str, colour: QColor, width: float, view: QRectF
    ) -> None:
        pen = self._pen(colour, width)
        for path in self._single[kind]:
            if path.controlPointRect().intersects(view):
                painter.strokePath(path, pen)

    def _hair(self) -> QColor:
        """Grid lines carry no meaning and stay behind; in the sun a grey of their own."""
        colour = self._look.color("line")
        if self._look.theme.outlined:
            colour.setAlpha(110)
        return colour

    def _pen(self, colour: QColor, width: float) -> QPen:
        pen = QPen(colour, width)
        pen.setCapStyle(Qt.PenCapStyle.RoundCap)
        pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
        pen.setCosmetic(True)
        return pen

    def _view(self, camera: Camera) -> QRectF:
        """What is on the screen, in the paths' own pixels."""
        box = camera.box(more=8)
        low, high = (
            self._local(Place(box.west, box.north)),
            self._local(Place(box.east, box.south)),
        )
        return QRectF(low, high)

    def _paint_names(self, painter: QPainter, camera: Camera, theme: Theme) -> None:
        """Towns always, within them whatever has room; none lies on another."""
        sheet = self._sheet
        if sheet is None:
            return
        self._fresh, self.is_unfinished = 0, False
        # a name that fits into its own area can only lie on a town's
        taken = self._paint_set(painter, camera, sheet.towns, (), strong=True)
        if theme is Theme.GRIDS:
            self._paint_set(painter, camera, sheet.heated(theme), taken, numbered=True)
        else:
            self._paint_set(painter, camera, sheet.grids, taken)

    def _paint_set(
        self,
        painter: QPainter,
        camera: Camera,
        shapes: Sequence[Shape],
        taken: Sequence[QRectF],
        *,
        strong: bool = False,
        numbered: bool = False,
    ) -> list[QRectF]:
        box, scale, written = camera.box(), camera.scale * _ROOM, list[QRectF]()
        for one in shapes:
            if not box.holds(one.middle):
                continue
            words = f"{one.name} {one.number}" if numbered else one.name
            if not strong and self._room(words) > one.width * scale:
                words = str(one.number) if numbered and one.number else ""
                if not words or self._room(words) > one.width * scale:
                    continue
            picture = self._name(words, painter, strong=strong)
            if picture is None:
                continue
            size = picture.deviceIndependentSize()
            x, y = camera.on_screen(one.middle)
            place = QRectF(x - size.width() / 2, y - size.height() / 2, size.width(), size.height())
            if not any(place.intersects(one) for one in taken):
                painter.drawPixmap(place.topLeft(), picture)
                written.append(place)
        return written

    def _room(self, words: str) -> float:
        """Pixels the words take, with a gap; asked anew for every frame, so kept."""
        if words not in self._rooms:
            self._rooms[words] = self._look.measure(words, "cap") + 4
        return self._rooms[words]

    def _name(self, words: str, painter: QPainter, *, strong: bool) -> QPixmap | None:
        """Words with a halo, so that they read on any ground; None: they come with a later frame.

        To draw one costs as much as to place fifty, and one step nearer may bring hundreds.
        """
        ratio = painter.device().devicePixelRatioF()
        key = (words, strong, ratio)
        if key not in self._names:
            if self._fresh >= _FRESH:
                self.is_unfinished = True
                return None
            self._fresh += 1
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


_AROUND = tuple((across, down) for across in (-1.5, 0, 1.5) for down in (-1.5, 0, 1.5))
