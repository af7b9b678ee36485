"""文书措辞 on the screen: the sentences at the left, the paper they make at the right."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QHBoxLayout, QPlainTextEdit, QWidget

from inspector.text import _
from ui.look import Look
from ui.rooms.settings.wording import WordingPresenter
from ui.widgets.buttons import DeedButton
from ui.widgets.keys import on_keys
from ui.widgets.page_pane import PagePane
from ui.widgets.pane import Pane, Words

if TYPE_CHECKING:
    from inspector.domain.errors import InspectorError
    from ui.office import Office
    from ui.tasks import Runner

PAUSE_MS = 300  # after the last key the paper is made anew
PAGE_WIDTH = 440


class WordingPage(QWidget):
    """The templates of all papers in one text, the page of the section one stands in beside it."""

    saved = Signal(str)
    faulted = Signal(object)

    def __init__(self, look: Look, office: Office, runner: Runner) -> None:
        super().__init__()
        self._look = look
        self._text = QPlainTextEdit()
        self._text.setAccessibleName(_("文书措辞"))
        self._text.setProperty("whole", True)  # as high as the page
        self._wrong = Words(look, "", tone="danger", elided=True)
        self._back = DeedButton(look, _("还原"), icon="undo-2", key="Ctrl+D")
        self._keep = DeedButton(look, _("保存"), icon="check", key="Ctrl+S", kind="filled")
        self._page = PagePane(look, runner, self._foot())
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(PAUSE_MS)
        self._lay_out()
        self.presenter = WordingPresenter(self, office, runner)
        self._connect()

    def enter(self) -> None:
        self.presenter.open()
        self._text.setFocus()

    def settle(self) -> None:
        """Show what was typed without waiting for the pause."""
        self._pause.stop()
        self._try_out()

    def show_text(self, text: str) -> None:
        if self._text.toPlainText() != text:
            self._text.setPlainText(text)
        self.settle()

    def show_sample(self, section: str, paper: bytes) -> None:
        self._page.show_paper(_("{section} · 样张").format(section=section), paper)

    def show_wrong(self, words: str) -> None:
        self._wrong.say(words)

    def show_kept(self, *, changed: bool) -> None:
        self._keep.setEnabled(changed)
        self._back.setEnabled(changed)

    def show_saved(self, words: str) -> None:
        self.saved.emit(words)

    def show_fault(self, error: InspectorError) -> None:
        self.faulted.emit(error)

    def _try_out(self) -> None:
        self.presenter.try_out(self._text.toPlainText(), self._text.textCursor().blockNumber() + 1)

    def _save(self) -> None:
        if self._keep.isEnabled():
            self.presenter.keep(self._text.toPlainText())

    def _foot(self) -> Pane:
        foot = Pane(self._look, edges="t", across=True, margins=(16, 8, 12, 8), spacing=8)
        foot.add(self._back, 0, self._keep)
        return foot

    def _lay_out(self) -> None:
        look = self._look
        left = Pane(look, edges="r", margins=(20, 12, 16, 12), spacing=8)
        told = _("一行一句；花括号里由程序填写，没有内容时连同分句省去。右边是光标所在文书的样张")
        left.add(Words(look, told, role="cap", tone="text2", elided=True), self._text, self._wrong)
        left.rows.setStretch(1, 1)
        whole = QHBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addWidget(left, 1)
        self._page.setFixedWidth(PAGE_WIDTH)
        whole.addWidget(self._page)

    def _connect(self) -> None:
        self._text.textChanged.connect(self._pause.start)
        self._text.cursorPositionChanged.connect(self._pause.start)
        self._pause.timeout.connect(self._try_out)
        self._keep.clicked.connect(self._save)
        self._back.clicked.connect(self.presenter.put_back)
        on_keys(
            self,
            ("Ctrl+S", self._save),
            ("Ctrl+D", self.presenter.put_back),
            ("PgUp", partial(self._page.turn, -1)),
            ("PgDown", partial(self._page.turn, 1)),
        )
