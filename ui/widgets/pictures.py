"""Photos on the screen: read behind, scaled whole onto the mat, cropped only as thumbs."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QFontMetrics,
    QImage,
    QImageReader,
    QMouseEvent,
    QPainter,
    QPainterPath,
    QPaintEvent,
    QPen,
)
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QWidget

from inspector.domain.errors import InspectorError
from inspector.text import _
from ui.look import Look
from ui.tasks import Runner

LARGEST = 2048  # pixels a side; more is not seen on a screen


def read_picture(path: Path, longest: int) -> QImage:
    """The picture upright, at most ``longest`` pixels a side; a null image where unreadable."""
    reader = QImageReader(str(path))
    reader.setAutoTransform(True)
    size = reader.size()
    if size.isValid() and max(size.width(), size.height()) > longest:
        reader.setScaledSize(size.scaled(longest, longest, Qt.AspectRatioMode.KeepAspectRatio))
    return reader.read()


def begin_reading() -> None:
    """Use each of Qt's types that reading uses once, in the screen's thread, before any other does.

    WORKAROUND PySide6 6.11 fills in a type when its first attribute is asked for; two threads that
    are the first at the same time end the process (12 of 25 starts with the pictures of a case).
    """
    read_picture(Path(), 1)
    nothing = QSize(2, 2).scaled(1, 1, Qt.AspectRatioMode.KeepAspectRatio)
    QImageReader().setScaledSize(nothing)


class Picture(QWidget):
    """One photo on the mat, whole, never cropped.

    ``fetch`` gives the file to show for a photo's name; it runs behind the window.
    """

    def __init__(
        self,
        look: Look,
        runner: Runner,
        name: str,
        hint: str = "",
        *,
        fetch: Callable[[Path], Path],
    ) -> None:
        super().__init__()
        self._look, self._runner, self._hint, self._fetch = look, runner, hint, fetch
        self._image = QImage()
        self._path: Path | None = None
        self._label = ""
        self._broken = False
        self.setAccessibleName(name)
        self.setMinimumSize(160, 120)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)

    def show_photo(self, path: Path | None) -> None:
        if path == self._path:
            return
        self._path, self._broken = path, False
        if path is None:
            self._image = QImage()
            self.update()
            return
        self._runner.read(
            lambda: (path, read_picture(self._fetch(path), LARGEST)), self._take, self._show_fault
        )

    def label(self, words: str) -> None:
        """Words in the upper left corner: which photo this is, and of when."""
        self._label = words
        self.setAccessibleDescription(words)
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        self._paint_photo(painter)
        if self._label and not self._image.isNull():
            self._paint_label(painter)

    def _paint_label(self, painter: QPainter) -> None:
        look = self._look
        painter.setFont(look.font("body", strong=True))
        wide = round(look.measure(self._label, strong=True)) + 16
        box = QRectF(8, 8, wide, look.px("bar_control") - 4)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(look.color("mat"))
        painter.drawRoundedRect(box, 4, 4)
        painter.setPen(Qt.GlobalColor.white)
        painter.drawText(box, Qt.AlignmentFlag.AlignCenter, self._label)

    def _paint_photo(self, painter: QPainter) -> None:
        painter.fillRect(self.rect(), self._look.color("mat"))
        if self._broken and self._path is not None:
            painter.setPen(Qt.GlobalColor.white)
            painter.setFont(self._look.font("body"))
            words = _("照片读不出：{name}。请从存储卡重新复制").format(name=self._path.name)
            painter.drawText(self.rect(), Qt.AlignmentFlag.AlignCenter, words)
        elif self._path is None and self._hint:
            painter.setPen(Qt.GlobalColor.lightGray)
            painter.setFont(self._look.font("body"))
            painter.drawText(self.rect(), Qt.AlignmentFlag.AlignCenter, self._hint)
        if self._image.isNull():
            return
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        painter.drawImage(self.place(), self._image)

    def place(self) -> QRectF:
        """Where the whole picture lies on the mat."""
        size = self._image.size().scaled(self.size(), Qt.AspectRatioMode.KeepAspectRatio)
        place = QRect(0, 0, size.width(), size.height())
        place.moveCenter(self.rect().center())
        return QRectF(place)

    def _take(self, answer: tuple[Path, QImage]) -> None:
        path, image = answer
        if path == self._path:
            self._image, self._broken = image, image.isNull()
            self.update()

    def _show_fault(self, _fault: InspectorError) -> None:
        self._broken = True
        self.update()


class Thumb(QAbstractButton):
    """A small photo, filled to its box; ``caption`` and ``note`` stand below it."""

    opened = Signal()

    def __init__(self, look: Look, runner: Runner, name: str, size: QSize) -> None:
        super().__init__()
        self._look, self._runner = look, runner
        self._image = QImage()
        self._size = size
        self._badge = ""
        self._done = False
        self.path: Path | None = None
        self.setCheckable(True)
        self.setAccessibleName(name)
        self.setToolTip(name)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setFixedSize(size)

    def sizeHint(self) -> QSize:
        return self._size

    def show_photo(self, path: Path) -> None:
        self.path = path
        longest = 2 * max(self._size.width(), self._size.height())
        self._runner.read(lambda: (path, read_picture(path, longest)), self._take, self._show_fault)

    def mark(self, *, badge: str = "", done: bool = False) -> None:
        """A number for a photo in the form, a tick for one already recorded."""
        self._badge, self._done = badge, done
        self.update()

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        super().mouseDoubleClickEvent(event)
        self.opened.emit()

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHints(
            QPainter.RenderHint.Antialiasing | QPainter.RenderHint.SmoothPixmapTransform
        )
        look, box = self._look, QRectF(self.rect())
        clip = QPainterPath()
        clip.addRoundedRect(box, 4, 4)
        painter.setClipPath(clip)
        painter.fillRect(self.rect(), look.color("sunken"))
        if not self._image.isNull():
            painter.drawImage(box, self._image, cover(self._image.size(), self.size()))
        elif self.path is not None:
            metrics = QFontMetrics(look.font("cap"))
            painter.setFont(look.font("cap"))
            painter.setPen(look.color("text3"))
            name = metrics.elidedText(
                self.path.name, Qt.TextElideMode.ElideMiddle, self.width() - 8
            )
            painter.drawText(self.rect(), Qt.AlignmentFlag.AlignCenter, name)
        painter.setClipping(False)
        if self.isChecked() or self.hasFocus():
            painter.setPen(QPen(look.color("accent"), 3))
            painter.drawRoundedRect(box.adjusted(1.5, 1.5, -1.5, -1.5), 4, 4)
        self._paint_badge(painter)

    def _paint_badge(self, painter: QPainter) -> None:
        if not (self._badge or self._done):
            return
        look = self._look
        square = QRectF(self.width() - 22, 4, 18, 18)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(look.color("closed" if self._done else "surface"))
        painter.drawRoundedRect(square, 4, 4)
        if self._done:
            ratio = self.devicePixelRatioF()
            pixmap = look.pixmap("check", "surface", 12, ratio)
            painter.drawPixmap(square.topLeft().toPoint() + QRect(3, 3, 0, 0).topLeft(), pixmap)
        else:
            painter.setPen(look.color("text"))
            painter.setFont(look.font("cap", strong=True))
            painter.drawText(square, Qt.AlignmentFlag.AlignCenter, self._badge)

    def _take(self, answer: tuple[Path, QImage]) -> None:
        path, image = answer
        if path == self.path:
            self._image = image
            self.update()

    def _show_fault(self, _fault: InspectorError) -> None:
        self.update()


def cover(image: QSize, box: QSize) -> QRectF:
    """The part of the image that fills the box when cropped about its middle."""
    shown = QSize(box).scaled(image, Qt.AspectRatioMode.KeepAspectRatio)
    left = (image.width() - shown.width()) / 2
    top = (image.height() - shown.height()) / 2
    return QRectF(left, top, shown.width(), shown.height())
