"""The toast: what was just done, with its undo; never for faults."""

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, QPoint, Qt, QTimer
from PySide6.QtGui import QEnterEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QWidget

from inspector.text import _
from ui.look import Look

SHOWN_MS = 8000
DEEDS_KEPT = 100
_FOOT, _GAP = 88, 12  # pixels to the foot of the window, and to what it stands above


class Toast(QWidget):
    """One at a time, eight seconds, longer while the pointer rests on it."""

    def __init__(self, look: Look, parent: QWidget) -> None:
        super().__init__(parent)
        self._look = look
        self._undone: list[Callable[[], None]] = []
        self._above: QWidget | None = None
        self._words = QLabel()
        self._words.setTextFormat(Qt.TextFormat.PlainText)
        self._button = QPushButton(_("撤销"))
        self._button.setAccessibleName(_("撤销"))
        self._button.setCursor(Qt.CursorShape.PointingHandCursor)
        self._button.clicked.connect(self.undo)
        row = QHBoxLayout(self)
        row.setContentsMargins(16, 0, 12, 0)
        row.setSpacing(16)
        row.addWidget(self._words)
        row.addWidget(self._button)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(SHOWN_MS)
        self._timer.timeout.connect(self.hide)
        parent.installEventFilter(self)
        self.hide()

    def tell(
        self, words: str, undo: Callable[[], None] | None, *, above: QWidget | None = None
    ) -> None:
        """``above`` is what must stay readable meanwhile: the next thing somebody decides."""
        self._above = above
        if above is not None:
            above.installEventFilter(self)  # what it tells of is laid out after it
        self._words.setText(words)
        self._words.setAccessibleName(words)
        if undo is not None:
            self._undone = [*self._undone, undo][-DEEDS_KEPT:]
        self._button.setVisible(undo is not None)
        ground = self._look.theme.tones
        self._words.setStyleSheet(f"color: {ground.surface};")
        self._button.setStyleSheet(
            "QPushButton { border: none; background: transparent; padding: 6px 8px;"
            f" font-weight: 500; color: {ground.soft}; text-decoration: underline; }}"
        )
        self.setFixedHeight(max(40, self._look.px("control")))
        self.adjustSize()
        self._settle()
        self.show()
        self.raise_()
        self._timer.start()

    def undo(self) -> None:
        """Take back the last deed of this sitting that can be; the next time the one before it."""
        if self._undone:
            self.hide()
            self._undone.pop()()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() in (QEvent.Type.Resize, QEvent.Type.Move):
            self._settle()
        return super().eventFilter(watched, event)

    def enterEvent(self, event: QEnterEvent) -> None:
        self._timer.stop()
        super().enterEvent(event)

    def leaveEvent(self, event: QEvent) -> None:
        self._timer.start()
        super().leaveEvent(event)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self._look.color("text"))
        painter.drawRoundedRect(self.rect(), 8, 8)

    def _settle(self) -> None:
        parent = self.parentWidget()
        if parent is None:
            return
        foot = parent.height() - _FOOT
        if self._above is not None and self._above.isVisible():
            foot = min(foot, self._above.mapTo(parent, QPoint(0, 0)).y() - _GAP)
        self.move(20, foot - self.height())
