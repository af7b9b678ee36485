"""清单 on the screen: what the month's figures do not say, list by list."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from inspector.text import _
from ui.look import Look
from ui.main_window import KeyHint
from ui.rooms.scores.listing import ListPresenter
from ui.rooms.scores.rows import kind_row, list_rows
from ui.widgets.marks import Text
from ui.widgets.pane import MarkLine, Pane
from ui.widgets.rows import RowList

if TYPE_CHECKING:
    from inspector.domain.errors import InspectorError
    from ui.assess_office import MonthList
    from ui.office import Office
    from ui.tasks import Runner

KINDS_WIDTH = 260
KEYS = (
    KeyHint(key="↑ ↓", words=_("换一项")),
    KeyHint(key="Tab", words=_("到清单")),
    KeyHint(key="Enter", words=_("看问题")),
    KeyHint(key="Esc", words=_("回排名")),
)


class ListsPage(QWidget):
    """Weak items, blind spots, clean points, who answers, outside results."""

    faulted = Signal(object)
    standard_wanted = Signal(str)

    def __init__(
        self, look: Look, office: Office, runner: Runner, month: Callable[[], str]
    ) -> None:
        super().__init__()
        self._kinds = RowList(look, _("清单"))
        self._head = MarkLine(look, height="check_row")
        self._lines = RowList(look, _("这一项的清单"))
        left = Pane(look, edges="r")
        left.setFixedWidth(KINDS_WIDTH)
        left.add(self._kinds)
        left.rows.setStretch(0, 1)
        named = Pane(look, edges="b", margins=(20, 0, 20, 0))
        named.add(self._head)
        right = Pane(look)
        right.add(named, self._lines)
        right.rows.setStretch(1, 1)
        whole = QHBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addWidget(left)
        whole.addWidget(right, 1)
        self.presenter = ListPresenter(self, office, runner, month)
        self._kinds.chosen.connect(self.presenter.choose)
        self._kinds.opened.connect(lambda _kind: self._lines.setFocus())
        self._lines.opened.connect(self.presenter.open_line)

    def enter(self) -> None:
        self.presenter.open()
        self._kinds.setFocus()

    def show_kinds(self, lists: Sequence[MonthList], chosen: str) -> None:
        self._kinds.show_rows([kind_row(one) for one in lists])
        self._kinds.choose(chosen)

    def show_list(self, shown: MonthList) -> None:
        count = _("{n} 条").format(n=len(shown.lines))
        self._head.show_marks(
            (Text(words=shown.name, role="h3", strong=True),),
            (Text(words=count, role="cap", tone="text2"),),
        )
        self._lines.show_rows(list_rows(shown))

    def show_fault(self, error: InspectorError) -> None:
        self.faulted.emit(error)

    def open_standard(self, standard: str) -> None:
        self.standard_wanted.emit(standard)
