"""What came back, row by row: refused and broken first, then what was taken."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal

from inspector.text import _
from ui.look import Look
from ui.main_window import KeyHint
from ui.rooms.notices.register_rows import taken_rows
from ui.widgets.buttons import DeedButton
from ui.widgets.empty import EmptyState
from ui.widgets.marks import Icon, Text
from ui.widgets.pane import MarkLine, Pane
from ui.widgets.rows import RowList

if TYPE_CHECKING:
    from ui.papers_office import TakenIn

KEYS = (
    KeyHint(key="↑ ↓", words=_("看下一条")),
    KeyHint(key="Enter", words=_("去复查")),
    KeyHint(key="Ctrl+O", words=_("再收")),
    KeyHint(key="Esc", words=_("关上")),
)


class TakenPage(Pane):
    """The result of taking feedback in; Enter on an answer looks at its issue again."""

    closed = Signal()
    recheck_wanted = Signal(str)

    def __init__(self, look: Look) -> None:
        super().__init__(look)
        self._head = MarkLine(look, height="check_row")
        self._rows = RowList(look, _("收到的反馈"))
        self._nothing = EmptyState(
            look, "inbox", _("没有新的内容。反馈单要在“整改后”几栏填写，回执要拍到二维码")
        )
        self._close = DeedButton(look, _("关上"), key="Esc")
        above = Pane(look, edges="b", across=True, margins=(20, 0, 16, 0), spacing=8)
        above.add(self._head, self._close)
        above.rows.setStretch(0, 1)
        self.add(above, self._rows, self._nothing)
        self.rows.setStretch(1, 1)
        self.rows.setStretch(2, 1)
        self._close.clicked.connect(self.closed)
        self._rows.opened.connect(self._open)
        self._issues: dict[str, str] = {}

    def show_taken(self, taken: TakenIn, words: str) -> None:
        tone = "warn" if taken.problems else "ok"
        icon = "triangle-alert" if taken.problems else "circle-check"
        self._head.show_marks(
            (
                Icon(name=icon, tone=tone),
                Text(words=_("收到的反馈"), role="h3", strong=True),
                Text(words=words, tone="text2", elastic=True),
            )
        )
        rows, self._issues = taken_rows(taken)
        self._rows.setVisible(bool(rows))
        self._nothing.setVisible(not rows)
        self._rows.show_rows(rows)
        (self._rows if rows else self._close).setFocus()

    def _open(self, key: str) -> None:
        if key in self._issues:
            self.recheck_wanted.emit(self._issues[key])
