"""The map itself: drawn and moved by hand, wheel and keys."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from math import hypot

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, QTimer, Signal
from PySide6.QtGui import (
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QPolygonF,
    QResizeEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import QSizePolicy, QWidget

from inspector.domain.mercator import Place, place_of, position_of
from inspector.text import _
from ui.look import Look
from ui.rooms.map.camera import Camera
from ui.rooms.map.clusters import Cluster
from ui.rooms.map.ground import Ground
from ui.rooms.map.presenter import SHOWN_FIRST, Move
from ui.rooms.map.sheet import Sheet, Theme
from ui.rooms.map.stamps import Stamps
from ui.rooms.map.tiles import Tiles

_NOTCH, _HALF_LEVEL = 120, 0.5
_STRIDE = 64.0  # pixels an arrow key draws the map by
_HAND = 12.0  # pixels around a mark that hit it
_CLICK = 4.0  # pixels a hand may tremble
_NEAR = 17.5  # the zoom of one place: a metre is one and a half pixels
_JOINED = 2.0  # levels nearer, for a mark of several
_MARGIN, _LEGEND = 28.0, 56.0


class MapCanvas(QWidget):
    """Shows a sheet; tells what was hit and where a moved point was drawn to."""

    hit = Signal(object)  # a Cluster, or None
    area_hit = Signal(str)
    dragged = Signal(object)  # a Position
    shifted = Signal(float, float)  # metres east, north
    entered = Signal()
    escaped = Signal()
    list_wanted = Signal()
    camera_moved = Signal()

    def __init__(self, look: Look, tiles: Tiles) -> None:
        super().__init__()
        self._look, self._tiles = look, tiles
        self._ground, self._stamps = Ground(look), Stamps(look)
        self._sheet: Sheet | None = None
        self._theme, self._layers = Theme.COVERAGE, SHOWN_FIRST
        self._route: tuple[Place, ...] = ()
        self._chosen: Place | None = None
        self._area = ""
        self._move: Move | None = None
        self._held: QPointF | None = None
        self._pressed = QPointF()
        self._is_own = False  # the person has moved the map: it is no longer fitted
        self.camera = Camera()
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled, on=False)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setMinimumSize(320, 240)
        self.setAccessibleName(_("地图"))
        self.setAccessibleDescription(_("方向键移动，加减号缩放，Tab 到清单"))
        look.changed.connect(self.update)
        tiles.arrived.connect(self.update)

    def show_sheet(self, sheet: Sheet) -> None:
        first = self._sheet is None
        self._sheet = sheet
        self._ground.show_sheet(sheet)
        if first:
            self.fit()
        self.update()

    def show_theme(self, theme: Theme, words: str) -> None:
        self._theme = theme
        self.setAccessibleDescription(f"{theme.word}：{words}")
        self.update()

    def show_layers(self, layers: frozenset[str]) -> None:
        self._layers = layers
        self.update()

    def show_route(self, stops: Sequence[Place]) -> None:
        self._route = tuple(stops)
        if stops:
            self._aim(self.camera.fitted(stops, _MARGIN * 2, _LEGEND))
        self.update()

    def show_chosen(self, place: Place | None, area: str = "") -> None:
        self._chosen, self._area = place, area
        self.update()

    def show_move(self, move: Move | None) -> None:
        self._move = move
        self.setCursor(Qt.CursorShape.CrossCursor if move else Qt.CursorShape.ArrowCursor)
        if move is not None:
            self._keep_in_view(place_of(move.now))
        self.update()

    def fit(self) -> None:
        """The whole district."""
        self._is_own = False
        if self._sheet is not None:
            self.camera = self.camera.fitted(self._sheet.extent(), _MARGIN, _LEGEND)
        self._tell()

    def look_at(self, place: Place, *, near: bool) -> None:
        """Bring a place into view; ``near``: so close that houses could be told apart."""
        if near:
            self._aim(self.camera.looking_at(place, max(self.camera.zoom, _NEAR)))
        else:
            self._keep_in_view(place)

    def go_into(self, one: Cluster) -> None:
        self._aim(self.camera.looking_at(one.place).zoomed(_JOINED))

    def zoom(self, by: float, at: QPointF | None = None) -> None:
        self._aim(self.camera.zoomed(by, (at.x(), at.y()) if at else None))

    def chosen_at(self) -> QPointF | None:
        """Where the chosen thing stands on the screen."""
        place = place_of(self._move.now) if self._move else self._chosen
        return QPointF(*self.camera.on_screen(place)) if place else None

    def marks(self) -> list[Cluster]:
        """What is marked on the screen now."""
        if self._sheet is None or self._theme is Theme.GRIDS:
            return []
        box = self.camera.box(more=24)
        return list(self._sheet.marks_in(self._theme, self.camera.zoom, box))

    def sizeHint(self) -> QSize:
        return QSize(640, 480)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.camera = self.camera.sized(self.width(), self.height())
        if not self._is_own:
            self.fit()
        self._tell()

    def focusNextPrevChild(self, forward: bool) -> bool:
        """Tab goes to the list twin, wherever that stands on the screen."""
        if forward:
            self.list_wanted.emit()
            return True
        return super().focusNextPrevChild(forward)

    def wheelEvent(self, event: QWheelEvent) -> None:
        self.zoom(_HALF_LEVEL * event.angleDelta().y() / _NOTCH, event.position())

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton:
            self._held = self._pressed = event.position()
            if self._move is None:
                self.setCursor(Qt.CursorShape.ClosedHandCursor)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self._held is None:
            return
        by = event.position() - self._held
        self._held = event.position()
        if self._move is not None and self._on_moved(self._pressed):
            x, y = self.camera.on_screen(place_of(self._move.now))
            place = self.camera.place_at(x + by.x(), y + by.y())
            self._pressed += by
            self.dragged.emit(position_of(place))
        elif _apart(event.position(), self._pressed) > _CLICK or self._move is None:
            self._aim(self.camera.panned(by.x(), by.y()))

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if self._held is None:
            return
        self._held = None
        if self._move is None:
            self.unsetCursor()
            if _apart(event.position(), self._pressed) <= _CLICK:
                self._hit(event.position())

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        self.zoom(1, event.position())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = Qt.Key(event.key())
        if key in _WAYS:
            self._go(*_WAYS[key], far=bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier))
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.entered.emit()
        elif key == Qt.Key.Key_Escape:
            self.escaped.emit()
        else:
            super().keyPressEvent(event)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        look, camera = self._look, self.camera
        painter.fillRect(self.rect(), look.color("sunken"))
        on_tiles = self._tiles.has_map and "base" in self._layers
        if on_tiles:
            self._tiles.paint(painter, camera)
            veil = look.color("surface")
            veil.setAlpha(150 if look.theme.dark else 70)
            painter.fillRect(self.rect(), veil)
        self._ground.paint(painter, camera, self._theme, self._layers, on_tiles=on_tiles)
        if self._ground.is_unfinished:
            QTimer.singleShot(0, self, self.update)
        if self._area:
            self._ground.outline(painter, camera, self._theme, self._area)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if self._chosen is not None and not self._area:
            self._paint_chosen(painter)
        self._paint_marks(painter)
        if self._route:
            self._paint_route(painter)
        if self._move is not None:
            self._paint_move(painter, self._move)
        if self.hasFocus():
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(look.color("accent"), look.px("ring")))
            painter.drawRect(QRectF(self.rect()).adjusted(1, 1, -1, -1))

    def _paint_marks(self, painter: QPainter) -> None:
        camera, ratio = self.camera, self.devicePixelRatioF()
        numbered = self._theme is Theme.RETURNED
        half_wide, half_high, scale = camera.width / 2, camera.height / 2, camera.scale
        for one in self.marks():
            stamp = self._stamps.of(one, numbered=numbered, ratio=ratio)
            half = stamp.width() / ratio / 2
            x = (one.x - camera.x) * scale + half_wide
            y = (one.y - camera.y) * scale + half_high
            painter.drawPixmap(QPointF(x - half, y - half), stamp)

    def _paint_chosen(self, painter: QPainter) -> None:
        at = self.chosen_at()
        if at is None:
            return
        accent = self._look.color("accent")
        painter.setPen(QPen(accent, self._look.px("ring")))
        accent.setAlpha(40)
        painter.setBrush(accent)
        painter.drawEllipse(at, 21, 21)

    def _paint_route(self, painter: QPainter) -> None:
        """The way in accent, each stop by its number."""
        look = self._look
        stops = [QPointF(*self.camera.on_screen(one)) for one in self._route]
        painter.setBrush(Qt.BrushStyle.NoBrush)
        for colour, width in (("surface", 6.0), ("accent", 2.5)):
            pen = QPen(look.color(colour), width)
            pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
            painter.setPen(pen)
            painter.drawPolyline(QPolygonF(stops))
        painter.setFont(look.font("cap", strong=True))
        side = look.px("cap") + 8.0
        for number, at in enumerate(stops, start=1):
            box = QRectF(at.x() - side / 2, at.y() - side / 2, side, side)
            painter.setPen(QPen(look.color("surface"), 2))
            painter.setBrush(look.color("accent"))
            painter.drawEllipse(box)
            painter.setPen(look.color("on_accent"))
            painter.drawText(box, Qt.AlignmentFlag.AlignCenter, str(number))

    def _paint_move(self, painter: QPainter, move: Move) -> None:
        """Where it stood, hollow; where it stands, in a cross of accent; the way between."""
        look = self._look
        start = QPointF(*self.camera.on_screen(place_of(move.start)))
        now = QPointF(*self.camera.on_screen(place_of(move.now)))
        dashes = QPen(look.color("accent"), 2, Qt.PenStyle.DashLine)
        painter.setPen(dashes)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawEllipse(start, 9, 9)
        painter.drawLine(start, now)
        for colour, width in (("surface", 6.0), ("accent", 2.5)):
            painter.setPen(QPen(look.color(colour), width))
            painter.drawEllipse(now, 13, 13)
            for across, down in ((1, 0), (-1, 0), (0, 1), (0, -1)):
                way = QPointF(across, down)
                painter.drawLine(now + way * 8, now + way * 21)

    def _hit(self, at: QPointF) -> None:
        near = [
            (_apart(QPointF(*self.camera.on_screen(one.place)), at), one) for one in self.marks()
        ]
        best = min(near, key=lambda one: one[0], default=None)
        if best is not None and best[0] <= _HAND:
            self.hit.emit(best[1])
            return
        area = None
        if self._theme is Theme.GRIDS:
            area = self._ground.area_at(self._theme, self.camera.place_at(at.x(), at.y()))
        if area is not None:
            self.area_hit.emit(area.code)
        else:
            self.hit.emit(None)

    def _go(self, east: int, north: int, *, far: bool) -> None:
        """An arrow: the map goes by, or what is moved goes a metre, with Shift ten."""
        if self._move is not None:
            metres = 10 if far else 1
            self.shifted.emit(float(east * metres), float(north * metres))
        else:
            stride = _STRIDE * (3 if far else 1)
            self._aim(self.camera.panned(-east * stride, north * stride))

    def _on_moved(self, at: QPointF) -> bool:
        now = self.chosen_at()
        return now is not None and _apart(now, at) <= 2 * _HAND

    def _keep_in_view(self, place: Place) -> None:
        x, y = self.camera.on_screen(place)
        inner = QRectF(self.rect()).adjusted(_MARGIN, _MARGIN, -_MARGIN, -_MARGIN - _LEGEND)
        if not inner.contains(QPointF(x, y)):
            self._aim(self.camera.looking_at(place))

    def _aim(self, camera: Camera) -> None:
        self.camera, self._is_own = camera, True
        self._tell()

    def _tell(self) -> None:
        self.update()
        self.camera_moved.emit()


_WAYS: Mapping[Qt.Key, tuple[int, int]] = {
    Qt.Key.Key_Left: (-1, 0),
    Qt.Key.Key_Right: (1, 0),
    Qt.Key.Key_Up: (0, 1),
    Qt.Key.Key_Down: (0, -1),
}


def _apart(a: QPointF, b: QPointF) -> float:
    return hypot(a.x() - b.x(), a.y() - b.y())
