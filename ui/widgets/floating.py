"""A list that floats over the window under a field; it never takes the focus away from it."""

from PySide6.QtCore import QRect, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from ui.look import Look
from ui.widgets.rows import RowList


class FloatingList(QFrame):
    """``taken`` gives the key of the row that was clicked; a row without one is only to read."""

    taken = Signal(str)

    def __init__(self, look: Look, window: QWidget, name: str) -> None:
        super().__init__(window)
        self._look = look
        look.clothe(self)
        self.list = RowList(look, name, inset=10)
        self.list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.list.clicked.connect(self._take)
        rows = QVBoxLayout(self)
        rows.setContentsMargins(1, 5, 1, 5)
        rows.addWidget(self.list)
        self.hide()

    def high_for(self, rows: int) -> int:
        """Pixels that so many rows need."""
        return rows * self._look.px("quiet_row") + 12

    def show_at(self, place: QRect) -> None:
        """Before everything else in the window."""
        self.setGeometry(place)
        self.show()
        self.raise_()

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), self._look.color("surface"))
        painter.setPen(QPen(self._look.color("border"), 1))
        painter.drawRect(self.rect().adjusted(0, 0, -1, -1))

    def _take(self) -> None:
        if self.list.chosen_key():
            self.taken.emit(self.list.chosen_key())
