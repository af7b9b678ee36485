"""The notice bar: a lasting matter told under the top bar, which never takes the focus."""

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import Qt

from inspector.text import _
from ui.look import Look
from ui.widgets.buttons import DeedButton
from ui.widgets.marks import Icon, Text
from ui.widgets.pane import MarkLine, Pane

KEY = "Ctrl+I"


@dataclass(frozen=True, slots=True, kw_only=True)
class Matter:
    """Something lasting: what it is about, and the word of the link, empty where none helps."""

    about: str
    icon: str
    words: str
    deed: str
    do: Callable[[], object]


class NoticeBar(Pane):
    """One matter at a time, the newest; those before show again once it is done or over."""

    def __init__(self, look: Look) -> None:
        super().__init__(
            look, tone="soft", edges="b", across=True, margins=(20, 2, 12, 2), spacing=8
        )
        self._matters: list[Matter] = []
        self._words = MarkLine(look, height="bar_control")
        self._do = DeedButton(look, "", key=KEY, kind="link")
        self._close = DeedButton(look, _("收起这条提示"), icon="x", kind="tool")
        for button in (self._do, self._close):
            button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self._do.clicked.connect(self.do)
        self._close.clicked.connect(self._drop_newest)
        self.add(self._words, self._do, self._close)
        self.rows.setStretch(0, 1)
        self.hide()

    @property
    def about(self) -> str:
        """What the matter on the screen is about; empty where none is."""
        return self._matters[-1].about if self._matters else ""

    def tell(
        self,
        about: str,
        icon: str,
        words: str,
        deed: str = "",
        do: Callable[[], object] = lambda: None,
    ) -> None:
        """Put a matter on top; an older one of the same name goes."""
        told = Matter(about=about, icon=icon, words=words, deed=deed, do=do)
        self._matters = [*(one for one in self._matters if one.about != about), told]
        self._show()

    def do(self) -> None:
        """What the link says; a matter that nobody can help stays until it is over."""
        if self._matters and self._matters[-1].deed:
            matter = self._matters.pop()
            self._show()
            matter.do()

    def drop(self, about: str) -> None:
        """This matter is over."""
        self._matters = [one for one in self._matters if one.about != about]
        self._show()

    def _drop_newest(self) -> None:
        self.drop(self.about)

    def _show(self) -> None:
        if self._matters:
            newest = self._matters[-1]
            self._words.show_marks(
                (Icon(name=newest.icon, tone="accent"), Text(words=newest.words, elastic=True))
            )
            self._do.name(newest.deed)
            self._do.setVisible(bool(newest.deed))
        self.setVisible(bool(self._matters))
