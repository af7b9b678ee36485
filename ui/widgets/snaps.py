"""Small photos in the rows of a list: read behind it, what is on the screen first."""

from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from PySide6.QtCore import QObject, QRectF, Qt, Signal
from PySide6.QtGui import QImage, QPainter

from inspector.domain.errors import InspectorError
from inspector.text import _
from ui.look import Look
from ui.tasks import Runner
from ui.widgets.pictures import cover, read_picture

KEPT = 400  # images held; a screen shows forty
WAITING = 48  # photos asked for at most: those scrolled past long ago are not read
READING = 2
WIDE = 4 / 3
LONGEST = 240  # pixels a side: twice what a row shows on a usual screen


class SnapShelf(QObject):
    """Images by the name of their photo; ``arrived`` when one more can be shown.

    ``fetch`` gives the file of a photo, None where it is not on this computer; it runs behind
    the window. Whoever paints never waits: what is not here yet is asked for, the last first.
    """

    arrived = Signal()

    def __init__(self, runner: Runner, fetch: Callable[[str], Path | None]) -> None:
        super().__init__()
        self._runner, self._fetch = runner, fetch
        self._images: OrderedDict[str, QImage] = OrderedDict()
        self._wanted: list[str] = []
        self._reading: set[str] = set()

    def image(self, photo: str) -> QImage | None:
        """The image, null where it cannot be read; None while it is not here yet."""
        if photo in self._images:
            self._images.move_to_end(photo)
            return self._images[photo]
        if photo not in self._reading:
            if photo in self._wanted:
                self._wanted.remove(photo)
            self._wanted = [*self._wanted, photo][-WAITING:]
            self._read_on()
        return self._images.get(photo)

    def _read_on(self) -> None:
        while self._wanted and len(self._reading) < READING:
            photo = self._wanted.pop()
            self._reading.add(photo)
            self._read(photo)

    def _read(self, photo: str) -> None:
        def work() -> QImage:
            file = self._fetch(photo)
            return QImage() if file is None else read_picture(file, LONGEST)

        def fail(_fault: InspectorError) -> None:
            self._take(photo, QImage())

        self._runner.read(work, lambda image: self._take(photo, image), fail)

    def _take(self, photo: str, image: QImage) -> None:
        self._reading.discard(photo)
        self._images[photo] = image
        while len(self._images) > KEPT:
            self._images.popitem(last=False)
        self.arrived.emit()
        self._read_on()


@dataclass(frozen=True, slots=True, kw_only=True)
class Snap:
    """One photo with a line of words below it; without a photo the words stand alone."""

    photo: str
    words: str
    shelf: SnapShelf = field(compare=False, repr=False)

    def width(self, look: Look) -> float:
        return max(look.px("snap") * WIDE, look.measure(self.words, "cap"))

    def paint(self, painter: QPainter, look: Look, box: QRectF) -> None:
        high = look.px("snap")
        frame = QRectF(box.x(), box.y(), high * WIDE, high)
        image = self.shelf.image(self.photo) if self.photo else None
        if image is None or image.isNull():
            self._paint_nothing(painter, look, frame)
        else:
            size = frame.size().toSize()
            painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
            painter.drawImage(frame, image, cover(image.size(), size))
        painter.setFont(look.font("cap"))
        painter.setPen(look.color("text2"))
        line = QRectF(box.x(), frame.bottom() + 2, box.width() + 4, look.px("cap") + 6)
        painter.drawText(line, Qt.AlignmentFlag.AlignVCenter, self.words)

    def _paint_nothing(self, painter: QPainter, look: Look, frame: QRectF) -> None:
        """A quiet place while it is read; words only where there is no photo to wait for."""
        painter.fillRect(frame, look.color("sunken"))
        if not self.photo:
            painter.setFont(look.font("cap"))
            painter.setPen(look.color("text3"))
            painter.drawText(frame, Qt.AlignmentFlag.AlignCenter, _("无照片"))
