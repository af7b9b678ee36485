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
from ui.widgets.buttons import DeedButton
from ui.widgets.keys import on_key
from ui.widgets.marks import Text
from ui.widgets.pane import MarkLine, Pane
from ui.widgets.rows import RowList
from ui.widgets.snaps import SnapShelf

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
    """What a leader asks for first: repeats, overdue ones, weak items, who answers for what."""

    faulted = Signal(object)
    standard_wanted = Signal(str)
    issue_wanted = Signal(str)
    register_wanted = Signal(str)

    def __init__(
        self, look: Look, office: Office, runner: Runner, month: Callable[[], str]
    ) -> None:
        super().__init__()
        self._kinds = RowList(look, _("清单"))
        self._head = MarkLine(look, height="check_row")
        self._lines = RowList(look, _("这一项的清单"))
        self._enter = DeedButton(look, _("去登记"), icon="pencil", key="E")
        self._shelf = SnapShelf(runner, lambda photo: office.assess().small_photo(photo))
        left = Pane(look, edges="r")
        left.setFixedWidth(KINDS_WIDTH)
        left.add(self._kinds)
        left.rows.setStretch(0, 1)
        named = Pane(look, edges="b", across=True, margins=(20, 0, 12, 0), spacing=12)
        named.add(self._head, self._enter)
        named.rows.setStretch(0, 1)
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
        self._enter.clicked.connect(self.presenter.open_register)
        self._shelf.arrived.connect(self._lines.viewport().update)
        on_key(self, "E", self.presenter.open_register)

    def enter(self) -> None:
        self.presenter.open()
        self._kinds.setFocus()

    def show_kinds(self, lists: Sequence[MonthList], chosen: str) -> None:
        self._kinds.show_rows([kind_row(one) for one in lists])
        self._kinds.choose(chosen)

    def show_list(self, shown: MonthList) -> None:
        self._enter.setVisible(bool(shown.entered))
        count = _("{n} 条").format(n=len(shown.lines))
        if shown.total is not None and shown.total > len(shown.lines):
            count = _("{all:,} 条，先列 {n} 条").format(all=shown.total, n=len(shown.lines))
        self._head.show_marks(
            (Text(words=shown.name, role="h3", strong=True),),
            (Text(words=count, role="cap", tone="text2"),),
        )
        self._lines.show_rows(list_rows(shown, self._shelf))

    def show_fault(self, error: InspectorError) -> None:
        self.faulted.emit(error)

    def open_standard(self, standard: str) -> None:
        self.standard_wanted.emit(standard)

    def open_issue(self, label: str) -> None:
        self.issue_wanted.emit(label)

    def open_register(self, kind: str) -> None:
        self.register_wanted.emit(kind)
