"""Panes and words: a plain ground with lines at its edges, and a label that follows the look."""

from PySide6.QtCore import QEvent, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent, QPalette, QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QFrame, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from ui.look import Look
from ui.widgets.marks import Mark, paint_marks, width_of

Margins = tuple[int, int, int, int]


class Pane(QFrame):
    """A ground in one tone; ``edges`` names the sides (l t r b) that carry a line."""

    def __init__(
        self,
        look: Look,
        *,
        tone: str = "surface",
        edges: str = "",
        across: bool = False,
        margins: Margins = (0, 0, 0, 0),
        spacing: int = 0,
        bar: str = "",
    ) -> None:
        super().__init__()
        self._look, self._tone, self._edges, self.bar = look, tone, edges, bar
        self.rows: QBoxLayout = QHBoxLayout(self) if across else QVBoxLayout(self)
        left, top, right, bottom = margins
        # the line's pixel needs its own margin, children paint over it otherwise
        self.rows.setContentsMargins(
            left + ("l" in edges) + (4 if bar else 0),
            top + ("t" in edges),
            right + ("r" in edges),
            bottom + ("b" in edges),
        )
        self.rows.setSpacing(spacing)
        look.changed.connect(self.update)

    def set_tone(self, tone: str) -> None:
        self._tone = tone
        self.update()

    def add(self, *widgets: QWidget | int) -> "Pane":
        """Put widgets one after the other; a number is a gap, 0 the stretch."""
        for widget in widgets:
            if isinstance(widget, QWidget):
                self.rows.addWidget(widget)
            elif widget:
                self.rows.addSpacing(widget)
            else:
                self.rows.addStretch(1)
        return self

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        look, width, height = self._look, self.width(), self.height()
        painter.fillRect(self.rect(), look.color(self._tone))
        if self.bar:
            painter.fillRect(0, 0, 4, height, look.color(self.bar))
        line = look.color("line")
        for side, box in (
            ("l", (0, 0, 1, height)),
            ("r", (width - 1, 0, 1, height)),
            ("t", (0, 0, width, 1)),
            ("b", (0, height - 1, width, 1)),
        ):
            if side in self._edges:
                painter.fillRect(*box, line)


class Words(QLabel):
    """A label in a role and tone of the look; elided words keep the whole in the tooltip."""

    def __init__(
        self,
        look: Look,
        words: str = "",
        *,
        role: str = "body",
        tone: str = "text",
        strong: bool = False,
        wrap: bool = False,
        elided: bool = False,
    ) -> None:
        super().__init__()
        self._look, self._role, self._tone, self._strong = look, role, tone, strong
        self._elided = elided
        self._whole = ""
        self.setWordWrap(wrap)
        self.setTextFormat(Qt.TextFormat.PlainText)
        look.changed.connect(self._dress)
        self._dress()
        self.say(words)

    def say(self, words: str, tone: str = "") -> None:
        self._whole = words
        self.setAccessibleName(words)
        if tone and tone != self._tone:
            self._tone = tone
            self._dress()
        self._fit()

    def sizeHint(self) -> QSize:
        hint = super().sizeHint()
        if self._elided:
            hint.setWidth(QFontMetrics(self.font()).horizontalAdvance(self._whole) + 2)
        return hint

    def minimumSizeHint(self) -> QSize:
        hint = super().minimumSizeHint()
        if self._elided:
            hint.setWidth(24)
        return hint

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def changeEvent(self, event: QEvent) -> None:
        """A sheet that is put on takes the palette back to the one from before."""
        super().changeEvent(event)
        if event.type() is QEvent.Type.StyleChange:
            self._dress()

    def _fit(self) -> None:
        shown = self._whole
        if self._elided and self.width() > 0:
            metrics = QFontMetrics(self.font())
            shown = metrics.elidedText(shown, Qt.TextElideMode.ElideRight, max(self.width(), 24))
            self.setToolTip(self._whole if shown != self._whole else "")
        if shown != self.text():
            self.setText(shown)

    def _dress(self) -> None:
        # by palette: a style sheet of its own for each label made building a room twice as slow
        colours = self.palette()
        colours.setColor(QPalette.ColorRole.WindowText, self._look.color(self._tone))
        self.setPalette(colours)
        self.setFont(self._look.font(self._role, strong=self._strong))


class MarkLine(QWidget):
    """A line of marks in a pane: chips, keys, icons and words, left and right."""

    def __init__(
        self,
        look: Look,
        left: tuple[Mark, ...] = (),
        right: tuple[Mark, ...] = (),
        *,
        height: str = "chip",
    ) -> None:
        super().__init__()
        self._look, self._left, self._right, self._height = look, left, right, height
        look.changed.connect(self._grow)
        self.show_marks(left, right)

    def show_marks(self, left: tuple[Mark, ...], right: tuple[Mark, ...] = ()) -> None:
        self._left, self._right = left, right
        words = [mark.words for mark in (*left, *right) if hasattr(mark, "words")]
        self.setAccessibleName(" ".join(words))
        self._grow()

    def sizeHint(self) -> QSize:
        width = width_of(self._left, self._look) + width_of(self._right, self._look) + 6
        return QSize(round(width), self._look.px(self._height))

    def minimumSizeHint(self) -> QSize:
        return QSize(round(width_of(self._right, self._look)) + 24, self._look.px(self._height))

    def paintEvent(self, _event: QPaintEvent) -> None:
        paint_marks(QPainter(self), self._look, QRectF(self.rect()), self._left, self._right)

    def _grow(self) -> None:
        self.setFixedHeight(self._look.px(self._height))
        self.updateGeometry()
        self.update()
