"""扣分明细 on the screen: towns and units, the statement as it is written, PDF or workbook."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from inspector.text import _
from ui.look import Look
from ui.main_window import KeyHint
from ui.rooms.scores.stating import StatementPresenter
from ui.widgets.asking import PAPERS, where_to_lay
from ui.widgets.buttons import DeedButton
from ui.widgets.fields import IconField
from ui.widgets.keys import on_keys
from ui.widgets.marks import Text
from ui.widgets.page_pane import PagePane
from ui.widgets.pane import Pane
from ui.widgets.rows import Row, RowList, head

if TYPE_CHECKING:
    from inspector.domain.errors import InspectorError
    from ui.assess_office import Payer
    from ui.office import Office
    from ui.tasks import Runner

LIST_WIDTH = 372
KEYS = (
    KeyHint(key="↑ ↓", words=_("换单位")),
    KeyHint(key="Ctrl+F", words=_("找")),
    KeyHint(key="PgDn", words=_("翻页")),
    KeyHint(key="P", words="PDF"),
    KeyHint(key="X", words="Excel"),
    KeyHint(key="Esc", words=_("回排名")),
)


class StatementPage(QWidget):
    """What each payer can be sent."""

    saved = Signal(str)
    faulted = Signal(object)

    def __init__(
        self, look: Look, office: Office, runner: Runner, month: Callable[[], str]
    ) -> None:
        super().__init__()
        self._find = IconField(
            look,
            _("找镇街或单位"),
            icon="search",
            placeholder=_("镇街、单位"),
            key="Ctrl+F",
            bar=True,
        )
        self._list = RowList(look, _("镇街和单位"))
        self._pdf = DeedButton(
            look, _("存成 PDF"), icon="file-text", key="P", kind="filled", height="main_deed"
        )
        self._sheet = DeedButton(
            look, _("存成 Excel"), icon="list-checks", key="X", height="main_deed"
        )
        deeds = Pane(look, edges="t", across=True, margins=(20, 12, 16, 12), spacing=8)
        deeds.add(0, self._sheet, self._pdf)
        self._page = PagePane(look, runner, deeds)
        above = Pane(look, edges="b", margins=(20, 8, 20, 8))
        above.add(self._find)
        left = Pane(look, edges="r")
        left.setFixedWidth(LIST_WIDTH)
        left.add(above, self._list)
        left.rows.setStretch(1, 1)
        whole = QHBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addWidget(left)
        whole.addWidget(self._page, 1)
        self.presenter = StatementPresenter(self, office, runner, month)
        self._connect()

    def enter(self, code: str) -> None:
        self.presenter.open(code)
        self._list.setFocus()

    def show_payers(self, payers: Sequence[Payer]) -> None:
        rows: list[Row] = []
        for name, wanted in ((_("镇街"), True), (_("单位"), False)):
            some = [one for one in payers if one.is_town is wanted]
            if some:
                rows.append(head(name, len(some)))
                rows += [
                    Row(key=one.code, left=(Text(words=one.name, strong=True, elastic=True),))
                    for one in some
                ]
        self._list.show_rows(rows)

    def show_paper(self, name: str, paper: bytes) -> None:
        self._page.show_paper(name, paper)

    def show_no_paper(self, words: str) -> None:
        self._page.show_words(words)

    def show_saved(self, words: str) -> None:
        self.saved.emit(words)

    def show_fault(self, error: InspectorError) -> None:
        self.faulted.emit(error)

    def stand_on(self, code: str) -> None:
        if self._list.chosen_key() == code:
            self.presenter.choose(code)
        else:
            self._list.choose(code)

    def step_out(self) -> bool:
        """Out of the search; false where nothing is sought."""
        if not self._find.text():
            return False
        self._find.clear()
        self._list.setFocus()
        return True

    def choose_place(self, suffix: str) -> None:
        """Ask where the statement shall lie; the dialog does not block the window."""
        name = self.presenter.file_name(suffix)
        if not name:
            return
        where_to_lay(self, _("存放"), PAPERS, name, self.presenter.write).open()

    def _connect(self) -> None:
        self._find.textChanged.connect(self.presenter.seek)
        self._find.returnPressed.connect(self._list.setFocus)
        self._list.chosen.connect(self._choose)
        for button, suffix in ((self._pdf, ".pdf"), (self._sheet, ".xlsx")):
            button.clicked.connect(partial(self.choose_place, suffix))
        on_keys(
            self,
            ("P", partial(self.choose_place, ".pdf")),
            ("X", partial(self.choose_place, ".xlsx")),
            ("Ctrl+F", self._find.setFocus),
            ("PgUp", partial(self._page.turn, -1)),
            ("PgDown", partial(self._page.turn, 1)),
        )

    def _choose(self, code: str) -> None:
        if not code.startswith("head "):
            self.presenter.choose(code)
