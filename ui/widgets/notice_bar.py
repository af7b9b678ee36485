"""The notice bar: a lasting matter told under the top bar, which never takes the focus."""

from collections.abc import Callable

from PySide6.QtCore import Qt

from inspector.text import _
from ui.look import Look
from ui.widgets.buttons import DeedButton
from ui.widgets.marks import Icon, Text
from ui.widgets.pane import MarkLine, Pane

KEY = "Ctrl+I"


class NoticeBar(Pane):
    """One matter at a time, the newest; gone when it is done, closed, or no longer so."""

    def __init__(self, look: Look) -> None:
        super().__init__(
            look, tone="soft", edges="b", across=True, margins=(20, 2, 12, 2), spacing=8
        )
        self._deed: Callable[[], object] | None = None
        self.about = ""
        self._words = MarkLine(look, height="bar_control")
        self._do = DeedButton(look, "", key=KEY, kind="link")
        self._close = DeedButton(look, _("收起这条提示"), icon="x", kind="tool")
        for button in (self._do, self._close):
            button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self._do.clicked.connect(self.do)
        self._close.clicked.connect(self.drop)
        self.add(self._words, self._do, self._close)
        self.rows.setStretch(0, 1)
        self.hide()

    def tell(self, about: str, icon: str, words: str, deed: str, do: Callable[[], object]) -> None:
        """``about`` names the matter, so that it can be dropped; ``deed`` is the link's word."""
        self.about, self._deed = about, do
        self._words.show_marks((Icon(name=icon, tone="accent"), Text(words=words, elastic=True)))
        self._do.name(deed)
        self.show()

    def do(self) -> None:
        deed = self._deed
        self.drop()
        if deed is not None:
            deed()

    def drop(self) -> None:
        self.about, self._deed = "", None
        self.hide()
