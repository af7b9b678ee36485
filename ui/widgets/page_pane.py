"""A paper with its name, its pages turned by key and button, and the deeds below it."""

from functools import partial

from PySide6.QtWidgets import QWidget

from inspector.text import _
from ui.look import Look
from ui.tasks import Runner
from ui.widgets.buttons import DeedButton
from ui.widgets.pane import Pane, Words
from ui.widgets.paper import PaperView


class PagePane(Pane):
    """Head, page on grey ground, ``deeds`` at the foot."""

    def __init__(self, look: Look, runner: Runner, deeds: QWidget) -> None:
        super().__init__(look)
        self._paper = PaperView(look, runner)
        self._name = Words(look, "", role="h3", elided=True)
        self._page = Words(look, "", role="cap", tone="text2")
        self._back = DeedButton(look, _("上一页"), icon="chevron-left", key="PgUp", kind="tool")
        self._on = DeedButton(look, _("下一页"), icon="chevron-right", key="PgDn", kind="tool")
        head = Pane(look, edges="b", across=True, margins=(20, 0, 12, 0), spacing=6)
        head.add(self._name, self._page, 0, self._back, self._on)
        head.setFixedHeight(look.px("check_row") + 1)
        self.add(head, self._paper, deeds)
        self.rows.setStretch(1, 1)
        self._paper.turned.connect(self._show_page)
        self._back.clicked.connect(partial(self.turn, -1))
        self._on.clicked.connect(partial(self.turn, 1))

    @property
    def paper(self) -> bytes:
        return self._paper.paper

    def show_paper(self, name: str, paper: bytes) -> None:
        self._name.say(name)
        self._paper.show_paper(paper)

    def show_words(self, words: str) -> None:
        self._name.say("")
        self._paper.show_words(words)

    def turn(self, by: int) -> None:
        self._paper.turn(by)

    def _show_page(self, number: int, pages: int) -> None:
        words = _("第 {n} 页，共 {total} 页").format(n=number, total=pages) if pages else ""
        self._page.say(words)
        self._back.setEnabled(number > 1)
        self._on.setEnabled(number < pages)
