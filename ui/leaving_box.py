"""The question at closing: sync first, close, or stay."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QDialog, QHBoxLayout, QLayout, QVBoxLayout, QWidget

from inspector.text import _
from ui.leaving import Leaving
from ui.look import Look
from ui.widgets.buttons import DeedButton
from ui.widgets.pane import Words

_WIDE = 400


class LeavingBox(QDialog):
    """Small and quiet; Esc stays, and closing the window once more closes it."""

    def __init__(self, look: Look, window: QWidget) -> None:
        super().__init__(window)
        look.clothe(self)
        self._look, self._window = look, window
        self._leaving: Leaving | None = None
        self.setWindowTitle(_("关闭点位督查"))
        self._head = Words(look, "", role="h3")
        self._words = Words(look, "", tone="text2", wrap=True)
        self._sync = DeedButton(
            look, _("同步后关闭"), icon="repeat-2", key="Enter", kind="filled", height="control"
        )
        self._leave = DeedButton(look, _("直接关闭"), height="control")
        self._stay = DeedButton(look, _("不关了"), key="Esc", height="control")
        rows = QVBoxLayout(self)
        rows.setSizeConstraint(QLayout.SizeConstraint.SetNoConstraint)  # it grows with its words
        rows.setContentsMargins(20, 18, 20, 16)
        rows.setSpacing(8)
        deeds = QHBoxLayout()
        deeds.setSpacing(8)
        for one in (self._sync, self._leave, self._stay):
            deeds.addWidget(one)
        deeds.addStretch(1)
        rows.addWidget(self._head)
        rows.addWidget(self._words)
        rows.addSpacing(6)
        rows.addLayout(deeds)
        self._words.setFixedWidth(_WIDE)

    def obey(self, leaving: Leaving) -> None:
        self._leaving = leaving
        self._sync.clicked.connect(leaving.sync_first)
        self._leave.clicked.connect(leaving.leave_now)
        self._stay.clicked.connect(leaving.stay)
        self.rejected.connect(leaving.stay)

    def ask(self, words: str) -> None:
        self._head.say(words)
        self._words.say(_("可以同步后再关；不同步也都在本机，下次接着传。"), "text2")
        self._sync.name(_("同步后关闭"))
        self._offer(may_sync=True)

    def show_syncing(self, words: str) -> None:
        self._head.say(words)
        self._words.say(_("完了就关。不想等可以直接关闭，传过的都留着。"), "text2")
        self._offer(may_sync=False)

    def show_fault(self, words: str) -> None:
        self._head.say(_("没有同步成"))
        self._words.say(words, "danger")
        self._sync.name(_("再试一次"))
        self._offer(may_sync=True)

    def step_back(self) -> None:
        self.hide()

    def leave(self) -> None:
        self.hide()
        self._window.close()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter does what has the focus; Esc is the dialog's own."""
        asked = self.focusWidget()
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and isinstance(asked, DeedButton):
            asked.click()
        else:
            super().keyPressEvent(event)

    def paintEvent(self, _event: QPaintEvent) -> None:
        QPainter(self).fillRect(self.rect(), self._look.color("surface"))

    def _offer(self, *, may_sync: bool) -> None:
        self._sync.setVisible(may_sync)
        if not self.isVisible():  # it bars nothing: closing the window once more closes it
            self.show()
        self.adjustSize()
        (self._sync if may_sync else self._leave).setFocus()
