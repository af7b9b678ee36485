"""What is known of a record, plain to read: words at the left, values that wrap beside them."""

from collections.abc import Sequence

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QFont, QPainter, QPaintEvent, QResizeEvent, QTextLayout, QTextOption
from PySide6.QtWidgets import QFrame, QScrollArea, QSizePolicy, QWidget

from ui.look import Look

_GAP = 12
_INSET = 20
_LABEL = 72.0  # room of the words, until one is wider
_PADDING = 5  # above and below a line
_NEW_LINE = "\u2028"
_OPTION = QTextOption()
_OPTION.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)


class _Sheet(QWidget):
    """The lines themselves, as high as they need to be."""

    def __init__(self, look: Look) -> None:
        super().__init__()
        self._look = look
        self._facts: Sequence[tuple[str, str]] = ()
        self._values: tuple[QTextLayout, ...] = ()  # laid out once for a width and a look
        self._label = _LABEL
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        look.changed.connect(self._grow)

    def show_facts(self, facts: Sequence[tuple[str, str]]) -> None:
        self._facts = facts
        self.setAccessibleName("；".join(f"{word} {value}" for word, value in facts))
        self._grow()

    def sizeHint(self) -> QSize:
        return QSize(120, round(sum(map(_height, self._values))) + 4)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self._grow()

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter, look = QPainter(self), self._look
        top = 0.0
        painter.setFont(look.font("body"))
        left = _INSET + self._label + _GAP
        for (word, _value), value in zip(self._facts, self._values, strict=True):
            painter.setPen(look.color("text2"))
            first = QRectF(_INSET, top + _PADDING, self._label, _height(value))
            painter.drawText(first, Qt.AlignmentFlag.AlignTop, word)
            painter.setPen(look.color("text"))
            value.draw(painter, QPointF(left, top + _PADDING))
            top += _height(value)

    def _value_room(self) -> float:
        return max(40.0, self.width() - 2 * _INSET - self._label - _GAP)

    def _grow(self) -> None:
        widest = max((self._look.measure(word) for word, _value in self._facts), default=0.0)
        self._label = max(_LABEL, widest)
        font, room = self._look.font("body"), self._value_room()
        self._values = tuple(lay_out(value, font, room) for _word, value in self._facts)
        self.setFixedHeight(self.sizeHint().height())
        self.update()


def lay_out(value: str, font: QFont, room: float) -> QTextLayout:
    """Lines of at most ``room`` pixels, broken where a line may end; a long code breaks anywhere.

    No stop begins a line (行首避头). A painter told by flags to break words does not heed that.
    """
    laid = QTextLayout(value.replace("\n", _NEW_LINE) or " ", font)
    laid.setTextOption(_OPTION)
    laid.beginLayout()
    top = 0.0
    while (line := laid.createLine()).isValid():
        line.setLineWidth(room)
        line.setPosition(QPointF(0, top))
        top += line.height()
    laid.endLayout()
    return laid


def _height(value: QTextLayout) -> float:
    return value.boundingRect().height() + 2 * _PADDING


class FactSheet(QScrollArea):
    """A sheet of facts that scrolls where it does not fit."""

    def __init__(self, look: Look, name: str) -> None:
        super().__init__()
        self._sheet = _Sheet(look)
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
