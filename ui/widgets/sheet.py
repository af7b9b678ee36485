"""A question that must be answered before a deed that cannot be taken back."""

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QApplication, QDialog, QHBoxLayout, QLayout, QVBoxLayout, QWidget

from inspector.text import _
from ui.look import Look
from ui.widgets.buttons import DeedButton
from ui.widgets.pane import Words

WIDE = 480
_MARGIN = 20


class DecisionSheet(QDialog):
    """What the deed is and what follows from it; the button names the deed, Esc leaves."""

    def __init__(
        self, look: Look, over: QWidget, title: str, *, do: str, leave: str = "", icon: str = ""
    ) -> None:
        super().__init__(over.window())
        look.clothe(self)
        self._look, self._window = look, over.window()
        self.setWindowTitle(title)
        self.setModal(True)
        self._do = DeedButton(look, do, icon=icon, key="Enter", kind="filled", height="control")
        left = DeedButton(look, leave or _("先不"), key="Esc", height="control")
        self._do.clicked.connect(self.accept)
        left.clicked.connect(self.reject)
        self._rows = QVBoxLayout(self)
        self._rows.setSizeConstraint(QLayout.SizeConstraint.SetNoConstraint)
        self._rows.setContentsMargins(_MARGIN, 18, _MARGIN, 16)
        self._rows.setSpacing(8)
        self._rows.addWidget(Words(look, title, role="h3"))
        deeds = QHBoxLayout()
        deeds.setSpacing(8)
        deeds.addStretch(1)
        deeds.addWidget(left)
        deeds.addWidget(self._do)
        self._rows.addLayout(deeds)
        self._came_from: QWidget | None = None
        self.finished.connect(self._go_back)

    def say(self, words: str, tone: str = "text2") -> None:
        """One more sentence above the answers."""
        line = Words(self._look, words, tone=tone, wrap=True)
        line.setFixedWidth(WIDE - 2 * _MARGIN)
        self._rows.insertWidget(self._rows.count() - 1, line)

    def ask(self, deed: Callable[[], None]) -> None:
        """Show it; the window is not held up, and ``deed`` is done only by its own button."""
        self.accepted.connect(deed)
        self._came_from = QApplication.focusWidget()
        self.open()
        self.adjustSize()
        self._do.setFocus()

    def _go_back(self) -> None:
        """The keys go on where they were."""
        self._window.activateWindow()
        if self._came_from is not None:
            self._came_from.setFocus()
        self.deleteLater()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter does what has the focus; Esc is the dialog's own."""
        asked = self.focusWidget()
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and isinstance(asked, DeedButton):
            asked.click()
        else:
            super().keyPressEvent(event)

    def paintEvent(self, _event: QPaintEvent) -> None:
        QPainter(self).fillRect(self.rect(), self._look.color("surface"))
