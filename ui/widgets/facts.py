"""What is known of a record, plain to read: words at the left, values that wrap beside them."""

from collections.abc import Sequence

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QFontMetricsF, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QFrame, QScrollArea, QSizePolicy, QWidget

from ui.look import Look

_GAP = 12
_PADDING = 5  # above and below a line
_WRAP = Qt.TextFlag.TextWrapAnywhere


class _Sheet(QWidget):
    """The lines themselves, as high as they need to be."""

    def __init__(self, look: Look, label_room: int, inset: int) -> None:
        super().__init__()
        self._look, self._label_room, self._inset = look, label_room, inset
        self._facts: Sequence[tuple[str, str]] = ()
        self._heights: tuple[float, ...] = ()  # reckoned once for a width and a look
        self._label = float(label_room)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        look.changed.connect(self._grow)

    def show_facts(self, facts: Sequence[tuple[str, str]]) -> None:
        self._facts = facts
        self.setAccessibleName("；".join(f"{word} {value}" for word, value in facts))
        self._grow()

    def sizeHint(self) -> QSize:
        return QSize(120, round(sum(self._heights)) + 4)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self._grow()

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter, look = QPainter(self), self._look
        top = 0.0
        for (word, value), height in zip(self._facts, self._heights, strict=True):
            painter.setFont(look.font("body"))
            painter.setPen(look.color("text2"))
            first = QRectF(self._inset, top + _PADDING, self._label, height)
            painter.drawText(first, Qt.AlignmentFlag.AlignTop, word)
            painter.setPen(look.color("text"))
            left = self._inset + self._label + _GAP
            box = QRectF(left, top + _PADDING, self._value_room(), height - 2 * _PADDING + 2)
            painter.drawText(box, int(Qt.AlignmentFlag.AlignTop) | _WRAP, value)
            top += height

    def _value_room(self) -> float:
        return max(40.0, self.width() - 2 * self._inset - self._label - _GAP)

    def _height(self, value: str) -> float:
        metrics = QFontMetricsF(self._look.font("body"))
        room = QRectF(0, 0, self._value_room(), 10_000)
        return metrics.boundingRect(room, _WRAP, value or " ").height() + 2 * _PADDING

    def _grow(self) -> None:
        widest = max((self._look.measure(word) for word, _value in self._facts), default=0.0)
        self._label = max(float(self._label_room), widest)
        self._heights = tuple(self._height(value) for _word, value in self._facts)
        self.setFixedHeight(self.sizeHint().height())
        self.update()


class FactSheet(QScrollArea):
    """A sheet of facts that scrolls where it does not fit."""

    def __init__(self, look: Look, name: str, *, label_room: int = 72, inset: int = 20) -> None:
        super().__init__()
        self._sheet = _Sheet(look, label_room, inset)
        self.setWidget(self._sheet)
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setAccessibleName(name)

    def show_facts(self, facts: Sequence[tuple[str, str]]) -> None:
        """Word and value of each line, in the order they are read."""
        self._sheet.show_facts(facts)
        self.verticalScrollBar().setValue(0)
