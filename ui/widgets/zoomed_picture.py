"""A photo one can walk into: nearer and farther by wheel and keys, moved by the hand."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QImage, QKeyEvent, QMouseEvent, QWheelEvent

from inspector.domain.errors import InspectorError
from ui.look import Look
from ui.tasks import Runner
from ui.widgets.pictures import LARGEST, Picture, read_picture

_STEP, _NEAREST = 1.25, 16.0
_WHOLE_FILE = 9000  # pixels a side: a camera's 48 million, upright
_NOTCH = 120  # of a wheel
_STRIDE = 48.0  # pixels an arrow key moves


class ZoomedPicture(Picture):
    """Whole at first; from twice that on the original's own pixels are read behind."""

    def __init__(
        self,
        look: Look,
        runner: Runner,
        name: str,
        hint: str = "",
        *,
        fetch: Callable[[Path], Path],
    ) -> None:
        super().__init__(look, runner, name, hint, fetch=fetch)
        self._nearness, self._middle = 1.0, QPointF(0.5, 0.5)  # of the photo, at the mat's middle
        self._read_whole = False
        self._held: QPointF | None = None
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)

    @property
    def nearness(self) -> float:
        """How many times larger than when shown whole."""
        return self._nearness

    def show_photo(self, path: Path | None) -> None:
        if path != self._path:
            self._nearness, self._middle, self._read_whole = 1.0, QPointF(0.5, 0.5), False
        super().show_photo(path)

    def place(self) -> QRectF:
        whole = super().place()
        wide, high = whole.width() * self._nearness, whole.height() * self._nearness
        mat = QPointF(self.width() / 2, self.height() / 2)
        left, top = mat.x() - self._middle.x() * wide, mat.y() - self._middle.y() * high
        return QRectF(left, top, wide, high)

    def go_nearer(self, times: float, at: QPointF | None = None) -> None:
        """Larger by ``times``; what lies at ``at`` of the screen stays there."""
        nearness = min(max(self._nearness * times, 1.0), _NEAREST)
        before = self.place()
        if nearness == self._nearness or not before.width() or not before.height():
            return
        still = at or QPointF(self.width() / 2, self.height() / 2)
        share = QPointF(
            (still.x() - before.x()) / before.width(), (still.y() - before.y()) / before.height()
        )
        self._nearness = nearness
        after = self.place()
        self._move(
            QPointF(
                still.x() - share.x() * after.width() - after.x(),
                still.y() - share.y() * after.height() - after.y(),
            )
        )
        if nearness >= 2 and not self._read_whole:
            self._read_more()

    def show_whole(self) -> None:
        self._nearness, self._middle = 1.0, QPointF(0.5, 0.5)
        self.update()

    def wheelEvent(self, event: QWheelEvent) -> None:
        self.go_nearer(_STEP ** (event.angleDelta().y() / _NOTCH), event.position())

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton and self._nearness > 1:
            self._held = event.position()
            self.setCursor(Qt.CursorShape.ClosedHandCursor)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self._held is not None:
            self._move(event.position() - self._held)
            self._held = event.position()

    def mouseReleaseEvent(self, _event: QMouseEvent) -> None:
        if self._held is not None:
            self._held = None
            self.unsetCursor()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        strides = {
            Qt.Key.Key_Left: QPointF(_STRIDE, 0),
            Qt.Key.Key_Right: QPointF(-_STRIDE, 0),
            Qt.Key.Key_Up: QPointF(0, _STRIDE),
            Qt.Key.Key_Down: QPointF(0, -_STRIDE),
        }
        key = Qt.Key(event.key())
        if key in (Qt.Key.Key_Plus, Qt.Key.Key_Equal):
            self.go_nearer(_STEP)
        elif key == Qt.Key.Key_Minus:
            self.go_nearer(1 / _STEP)
        elif key == Qt.Key.Key_0:
            self.show_whole()
        elif key in strides and self._nearness > 1:
            self._move(strides[key])
        else:
            super().keyPressEvent(event)

    def _move(self, by: QPointF) -> None:
        """Move the photo under the mat; its edge is not drawn into the middle."""
        place = self.place()
        if place.width() and place.height():
            x = self._middle.x() - by.x() / place.width()
            y = self._middle.y() - by.y() / place.height()
            edge = min(0.5, 0.5 / self._nearness)
            self._middle = QPointF(min(max(x, edge), 1 - edge), min(max(y, edge), 1 - edge))
        self.update()

    def _read_more(self) -> None:
        path = self._path
        self._read_whole = True
        if path is None or max(self._image.width(), self._image.height()) < LARGEST - 1:
            return

        def take(image: QImage) -> None:
            # a format Qt cannot read keeps the picture of screen size
            if path == self._path and image.width() > self._image.width():
                self._image = image
                self.update()

        def leave(_fault: InspectorError) -> None:
            return

        self._runner.read(lambda: read_picture(path, _WHOLE_FILE), take, leave)
