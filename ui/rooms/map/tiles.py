"""Tiles of the base map: read and decoded behind the screen, kept as pictures."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QRectF, Signal
from PySide6.QtGui import QImage, QPainter, QPixmap

from inspector.domain.errors import InspectorError
from inspector.domain.mercator import Place
from ui.rooms.map.camera import TILE, Camera

if TYPE_CHECKING:
    from inspector.app.mbtiles import BaseMap, Tile
    from ui.tasks import Runner

KEPT = 256  # pictures: four screens, some 64 MB
_LARGEST_SIDE = 1024  # pixels: a tile that claims more is not drawn
_BATCH = 24  # tiles of one question, so that the first ones show early


class Tiles(QObject):
    """The nearest level that the file holds is drawn, larger or smaller as the camera wants."""

    arrived = Signal()

    def __init__(self, runner: Runner) -> None:
        super().__init__()
        self._runner = runner
        self._map: BaseMap | None = None
        self._kept: OrderedDict[Tile, QPixmap | None] = OrderedDict()
        self._asked: set[Tile] = set()

    @property
    def has_map(self) -> bool:
        return self._map is not None

    @property
    def attribution(self) -> str:
        return self._map.attribution if self._map else ""

    def use(self, base: BaseMap | None) -> None:
        self._map = base
        self._kept.clear()
        self._asked.clear()
        self.arrived.emit()

    def paint(self, painter: QPainter, camera: Camera) -> None:
        """Draw what is here; what is missing is asked for and arrives later."""
        if self._map is None:
            return
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        missing = []
        for tile in self._seen(camera, self._map):
            if tile not in self._kept:
                missing.append(tile)
                continue
            self._kept.move_to_end(tile)
            picture = self._kept[tile]
            if picture is not None:
                painter.drawPixmap(_place(tile, camera), picture, QRectF(picture.rect()))
        self._ask([one for one in missing if one not in self._asked])

    def _seen(self, camera: Camera, base: BaseMap) -> Iterator[Tile]:
        zoom = min(max(round(camera.zoom), base.lowest), base.highest)
        side, box = 1 << zoom, camera.box()
        if camera.zoom < zoom - 3:
            return  # hundreds of tiles, each a few pixels: nothing one could read
        for column in range(max(int(box.west * side), 0), min(int(box.east * side), side - 1) + 1):
            for row in range(
                max(int(box.north * side), 0), min(int(box.south * side), side - 1) + 1
            ):
                yield (zoom, column, row)

    def _ask(self, wanted: list[Tile]) -> None:
        base = self._map
        if base is None:
            return
        for start in range(0, len(wanted), _BATCH):
            batch = wanted[start : start + _BATCH]
            self._asked.update(batch)

            def take(images: Mapping[Tile, QImage], batch: list[Tile] = batch) -> None:
                if base is self._map:
                    self._take(batch, images)

            def leave(_fault: InspectorError, batch: list[Tile] = batch) -> None:
                self._take(batch, {})  # a tile that cannot be read stays bare

            def read(batch: list[Tile] = batch) -> Mapping[Tile, QImage]:
                return {tile: _decoded(data) for tile, data in base.tiles(batch).items()}

            self._runner.read(read, take, leave)

    def _take(self, batch: list[Tile], images: Mapping[Tile, QImage]) -> None:
        for tile in batch:
            image = images.get(tile)
            usable = image is not None and not image.isNull()
            self._kept[tile] = QPixmap.fromImage(image) if image is not None and usable else None
            self._asked.discard(tile)
        while len(self._kept) > KEPT:
            self._kept.popitem(last=False)
        self.arrived.emit()


def _decoded(data: bytes) -> QImage:
    image = QImage.fromData(data)
    return image if max(image.width(), image.height()) <= _LARGEST_SIDE else QImage()


def _place(tile: Tile, camera: Camera) -> QRectF:
    zoom, column, row = tile
    side = 1 << zoom
    x, y = camera.on_screen(Place(column / side, row / side))
    wide = TILE * 2 ** (camera.zoom - zoom)
    return QRectF(x, y, wide + 0.5, wide + 0.5)  # half a pixel over, or seams show through
