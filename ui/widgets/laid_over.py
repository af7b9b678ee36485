"""Two photos at one scale, one upon the other: parted by a line, or the later shining through."""

from collections.abc import Callable
from enum import Enum, auto
from functools import partial
from pathlib import Path

from PySide6.QtCore import QPointF, QRect, QRectF, Qt
from PySide6.QtGui import QImage, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from inspector.domain.errors import InspectorError
from inspector.text import _
from ui.look import Look
from ui.tasks import Runner
from ui.widgets.pictures import LARGEST, read_picture

_STEP = 0.05
_GRIP = 14.0  # half the height of the handle on the line


class Over(Enum):
    """How the later photo lies over the earlier one."""

    PARTED = auto()
    SHINING = auto()


class LaidOver(QWidget):
    """``share``: how much is the earlier photo, from the left or in strength."""

    def __init__(
        self, look: Look, runner: Runner, words: tuple[str, str], *, fetch: Callable[[Path], Path]
    ) -> None:
        super().__init__()
        self._look, self._runner, self._words, self._fetch = look, runner, words, fetch
        self._paths: list[Path | None] = [None, None]
        self._images = [QImage(), QImage()]
        self._over, self._share = Over.PARTED, 0.5
        self.setAccessibleName(_("前后照片叠看"))
        self.setAccessibleDescription(_("按住鼠标移动分界，或用 , 和 . 移动"))
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMinimumSize(320, 120)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        look.changed.connect(self.update)

    @property
    def share(self) -> float:
        return self._share

    def lay(self, over: Over) -> None:
        self._over, self._share = over, 0.5
        self.update()

    def show_photos(self, before: Path | None, after: Path | None) -> None:
        for place, path in enumerate((before, after)):
            if path != self._paths[place]:
                self._paths[place], self._images[place] = path, QImage()
                if path is not None:
                    read, take = partial(self._read, path), partial(self._take, place, path)
                    self._runner.read(read, take, self._leave)
        self.update()

    def shift(self, by: float) -> None:
        """More of the earlier photo, or less."""
        self._share = min(max(self._share + by, 0.0), 1.0)
        self.update()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self._follow(event.position())

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if event.buttons():
            self._follow(event.position())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        steps = {Qt.Key.Key_Comma: -_STEP, Qt.Key.Key_Period: _STEP}
        key = Qt.Key(event.key())
        if key in steps:
            self.shift(steps[key])
        else:
            super().keyPressEvent(event)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), self._look.color("mat"))
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        before, after = self._images
        if self._over is Over.PARTED:
            self._paint(painter, after)
            edge = self.width() * self._share
            painter.save()
            painter.setClipRect(QRectF(0, 0, edge, self.height()))
            painter.fillRect(self.rect(), self._look.color("mat"))
            self._paint(painter, before)
            painter.restore()
            self._paint_line(painter, edge)
        else:
            self._paint(painter, before)
            painter.setOpacity(1 - self._share)
            self._paint(painter, after)
            painter.setOpacity(1)
        for place, align in ((0, Qt.AlignmentFlag.AlignLeft), (1, Qt.AlignmentFlag.AlignRight)):
            self._paint_word(painter, self._words[place], align)

    def _paint(self, painter: QPainter, image: QImage) -> None:
        """Both at one scale: as high as the mat allows, about its middle."""
        if image.isNull():
            return
        size = image.size().scaled(self.size(), Qt.AspectRatioMode.KeepAspectRatio)
        place = QRect(0, 0, size.width(), size.height())
        place.moveCenter(self.rect().center())
        painter.drawImage(place, image)

    def _paint_line(self, painter: QPainter, edge: float) -> None:
        middle = self.height() / 2
        painter.setPen(QPen(Qt.GlobalColor.white, 2))
        painter.drawLine(QPointF(edge, 0), QPointF(edge, self.height()))
        painter.setBrush(self._look.color("accent"))
        painter.drawRoundedRect(QRectF(edge - 5, middle - _GRIP, 10, 2 * _GRIP), 5, 5)

    def _paint_word(self, painter: QPainter, words: str, align: Qt.AlignmentFlag) -> None:
        look = self._look
        painter.setFont(look.font("body", strong=True))
        wide = look.measure(words, strong=True) + 16
        left = 8 if align is Qt.AlignmentFlag.AlignLeft else self.width() - wide - 8
        box = QRectF(left, 8, wide, look.px("bar_control") - 4)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(look.color("mat"))
        painter.drawRoundedRect(box, 4, 4)
        painter.setPen(Qt.GlobalColor.white)
        painter.drawText(box, Qt.AlignmentFlag.AlignCenter, words)

    def _follow(self, at: QPointF) -> None:
        self._share = min(max(at.x() / max(self.width(), 1), 0.0), 1.0)
        self.update()

    def _read(self, path: Path) -> QImage:
        return read_picture(self._fetch(path), LARGEST)

    def _take(self, place: int, path: Path, image: QImage) -> None:
        if path == self._paths[place]:
            self._images[place] = image
            self.update()

    def _leave(self, _fault: InspectorError) -> None:
        self.update()
