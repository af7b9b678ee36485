"""Pages of a PDF on a grey ground, one at a time, drawn behind by pypdfium2."""

from PySide6.QtCore import QRect, Qt, Signal
from PySide6.QtGui import QImage, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from inspector.domain.errors import InspectorError
from inspector.text import _
from ui.look import Look
from ui.tasks import Runner

MARGIN = 16
DRAWN_WIDTH = 1240  # A4 at 150 dpi: sharp at scale 2 on a 620 px page


def draw_page(paper: bytes, number: int, width: int) -> tuple[int, int, QImage]:
    """Number, count of pages, and the page as an image ``width`` pixels wide."""
    import pypdfium2

    document = pypdfium2.PdfDocument(paper)
    try:
        page = document[number]
        drawn = page.render(scale=width / page.get_width(), rev_byteorder=True).to_pil()
        picture = drawn.convert("RGB")
        image = QImage(
            picture.tobytes(),
            picture.width,
            picture.height,
            picture.width * 3,
            QImage.Format.Format_RGB888,
        ).copy()  # the bytes go with the Pillow picture
        return number, len(document), image
    finally:
        document.close()


def count_pages(paper: bytes) -> int:
    import pypdfium2

    document = pypdfium2.PdfDocument(paper)
    try:
        return len(document)
    finally:
        document.close()


class PaperView(QWidget):
    """The page as it will be printed, whole and centred."""

    turned = Signal(int, int)

    def __init__(self, look: Look, runner: Runner) -> None:
        super().__init__()
        self._look, self._runner = look, runner
        self._paper = b""
        self._image = QImage()
        self._words = ""
        self._number, self._pages = 0, 0
        self.setAccessibleName(_("页面预览"))
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setMinimumSize(200, 200)
        look.changed.connect(self.update)

    def show_paper(self, paper: bytes) -> None:
        self._paper, self._words = paper, ""
        self._turn_to(0)

    @property
    def paper(self) -> bytes:
        """What is shown; empty while words stand there."""
        return self._paper

    def show_words(self, words: str) -> None:
        self._paper, self._image, self._words = b"", QImage(), words
        self._number, self._pages = 0, 0
        self.turned.emit(0, 0)
        self.update()

    def turn(self, by: int) -> None:
        if self._paper and 0 <= self._number + by < self._pages:
            self._turn_to(self._number + by)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), self._look.color("line"))
        if self._image.isNull():
            painter.setPen(self._look.color("text"))
            painter.setFont(self._look.font("body"))
            box = self.rect().adjusted(40, 40, -40, -40)
            flags = Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap
            painter.drawText(box, flags, self._words)
            return
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        room = self.rect().adjusted(MARGIN, MARGIN, -MARGIN, -MARGIN)
        size = self._image.size().scaled(room.size(), Qt.AspectRatioMode.KeepAspectRatio)
        place = QRect(0, 0, size.width(), size.height())
        place.moveCenter(room.center())
        ratio = self.devicePixelRatioF()
        scaled = self._image.scaled(
            size * ratio,
            Qt.AspectRatioMode.IgnoreAspectRatio,
            Qt.TransformationMode.SmoothTransformation,
        )
        painter.drawImage(place, scaled)

    def _turn_to(self, number: int) -> None:
        paper = self._paper

        def show(answer: tuple[int, int, QImage]) -> None:
            if paper == self._paper:
                self._number, self._pages, self._image = answer
                self.turned.emit(self._number + 1, self._pages)
                self.update()

        def fail(error: InspectorError) -> None:
            self.show_words(str(error.args[0]))

        self._runner.read(lambda: draw_page(paper, number, DRAWN_WIDTH), show, fail)
