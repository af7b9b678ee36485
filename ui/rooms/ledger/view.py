"""The ledger on the screen: tabs, filter bar, table, and the case beside it."""

from collections.abc import Callable, Sequence
from datetime import datetime
from functools import partial

from PySide6.QtCore import QPoint, Qt, QTimer, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QMenu, QStackedWidget, QVBoxLayout, QWidget

from inspector.domain.errors import InspectorError
from inspector.text import _
from ui.look import Look
from ui.main_window import KeyHint, Room
from ui.office import Office, Wanted
from ui.rooms.ledger.case_pane import CasePane
from ui.rooms.ledger.model import LedgerModel
from ui.rooms.ledger.presenter import TABS, LedgerPresenter
from ui.rooms.ledger.rows import LedgerRow, ShownCase
from ui.rooms.ledger.table import IssueTable
from ui.tasks import Runner
from ui.widgets.buttons import DeedButton, TabButton
from ui.widgets.empty import EmptyState
from ui.widgets.fields import IconField
from ui.widgets.pane import Pane, Words

SEARCH_PAUSE_MS = 150
MONTHS_OFFERED = 6


class LedgerRoom(Room):
    """问题台账."""

    notice_wanted = Signal(str)
    again_wanted = Signal(str)
    record_wanted = Signal()
    photo_wanted = Signal(object, int)
    faulted = Signal(object)

    keys = (
        KeyHint(key="↑↓", words=_("换行")),
        KeyHint(key="Space", words=_("看大图")),
        KeyHint(key="H", words=_("全部改动")),
        KeyHint(key="Alt+1…6", words=_("换视图")),
        KeyHint(key="Ctrl+F", words=_("搜索")),
        KeyHint(key="F", words=_("筛选")),
    )

    def __init__(
        self, look: Look, office: Office, runner: Runner, now: Callable[[], datetime]
    ) -> None:
        super().__init__()
        self._look, self._now = look, now
        self._towns: Sequence[str] = ()
        self._model = LedgerModel()
        self._table = IssueTable(look, self._model)
        self._case = CasePane(look, runner)
        self._tabs: list[TabButton] = []
        self._search = IconField(
            look,
            _("在台账里搜索"),
            icon="search",
            placeholder=_("点位、编号、拼音"),
            key="Ctrl+F",
            bar=True,
        )
        self._total = Words(look, "", strong=True)
        self._range = Words(look, "", role="cap", tone="text3")
        self._filter = DeedButton(look, _("筛选"), icon="list-filter", key="F", kind="quiet")
        self._filter_bar = self._build_filter_bar()
        self._record = DeedButton(look, _("登记问题"), icon="camera", key="Ctrl+N")
        self._record.clicked.connect(self.record_wanted)
        self._empty = EmptyState(look, "inbox")
        self._list = QStackedWidget()
        self._list.addWidget(self._table)
        self._list.addWidget(self._empty)
        self._lay_out()
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(SEARCH_PAUSE_MS)
        self._pause.timeout.connect(self._search_now)
        self._presenter = LedgerPresenter(self, office, runner, now)
        self._connect()

    def deed(self) -> QWidget:
        return self._record

    def enter(self) -> None:
        self.told.emit(_("{month} 月").format(month=self._now().month))
        self._presenter.refresh()
        self._table.setFocus()

    def show_wanted(self, wanted: Wanted) -> None:
        """Open the ledger on what another room asks for."""
        self._search.setText(wanted.text)
        self._pause.stop()
        self._presenter.show_wanted(wanted)

    def show_tab(self, number: int) -> None:
        self._tabs[number].setChecked(True)

    def show_count(self, number: int, count: int) -> None:
        self._tabs[number].count(count)

    def show_filters(self, filters: Sequence[tuple[str, str, str]]) -> None:
        for button in self._chips.findChildren(DeedButton):
            button.deleteLater()
        for kind, name, value in filters:
            words = _("{name} {value}").format(name=name, value=value)
            chip = DeedButton(self._look, f"{words}  ×", kind="outlined")
            chip.setAccessibleName(_("去掉筛选 {words}").format(words=words))
            chip.clicked.connect(partial(self._presenter.drop_filter, kind))
            self._chips.add(chip)

    def show_total(self, total: int) -> None:
        self._list.setCurrentWidget(self._table)
        self._total.say(_("{n:,} 条").format(n=total))
        self._model.show_total(total)

    def show_page(self, page: int, rows: Sequence[LedgerRow]) -> None:
        self._model.show_page(page, rows)
        if page == 0 and rows:
            known = self._model.known_row(self._presenter.issue)
            self._table.stand_on(max(known, 0))

    def show_case(self, case: ShownCase | None) -> None:
        self._case.show_case(case)

    def show_changes(self, changes: Sequence[str]) -> None:
        self._case.show_changes(changes)

    def show_empty(self, words: str) -> None:
        self._empty.say(words)
        self._list.setCurrentWidget(self._empty)

    def offer_towns(self, towns: Sequence[str]) -> None:
        self._towns = towns

    def show_fault(self, error: InspectorError) -> None:
        self.faulted.emit(error)

    def _lay_out(self) -> None:
        look = self._look
        tabs = Pane(look, edges="b", across=True, margins=(20, 0, 16, 0), spacing=24)
        group = QButtonGroup(self)
        for number, tab in enumerate(TABS):
            button = TabButton(look, tab.name)
            button.setToolTip(f"Alt+{number + 1}")
            group.addButton(button, number)
            self._tabs.append(button)
            tabs.add(button)
        tabs.add(0)
        tabs.setFixedHeight(look.px("main_deed"))
        group.idClicked.connect(self._choose_tab)
        left = Pane(look)
        left.add(self._filter_bar, self._list)
        row = QHBoxLayout()
        row.setSpacing(0)
        row.addWidget(left, 1)
        row.addWidget(self._case)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addWidget(tabs)
        whole.addLayout(row, 1)

    def _build_filter_bar(self) -> Pane:
        bar = Pane(self._look, edges="b", across=True, margins=(20, 7, 12, 7), spacing=8)
        self._search.setMinimumWidth(228)
        self._search.setMaximumWidth(228)
        self._chips = Pane(self._look, across=True, spacing=8)
        bar.add(self._search, self._chips, self._filter, 0, self._total, self._range)
        return bar

    def _connect(self) -> None:
        self._model.needed.connect(self._presenter.want_page)
        self._table.chosen.connect(self._choose_row)
        self._table.scrolled.connect(self._show_range)
        self._search.textEdited.connect(self._wait_for_typing)
        self._search.returnPressed.connect(self._to_table)
        self._filter.clicked.connect(self._open_filter)
        self._case.notice_wanted.connect(self._want_notice)
        self._case.changes_wanted.connect(self._presenter.ask_changes)
        self._case.again_wanted.connect(self._want_again)
        self._case.photo_wanted.connect(self.photo_wanted)
        for number in range(len(TABS)):
            self._bind(f"Alt+{number + 1}", partial(self._choose_tab, number))
        self._bind("Ctrl+F", self._search.setFocus)
        self._bind("/", self._search.setFocus, table_only=True)
        self._bind("F", self._open_filter, table_only=True)
        self._bind("H", self._case.toggle_history, table_only=True)
        self._bind("Space", self._case.open_photo, table_only=True)
        self._bind("P", self._want_notice, table_only=True)
        self._bind("N", self._want_again, table_only=True)

    def _bind(self, keys: str, deed: Callable[[], object], *, table_only: bool = False) -> None:
        # single letters work in the list only, so that a field keeps what is typed
        holder: QWidget = self._table if table_only else self
        shortcut = QShortcut(QKeySequence(keys), holder)
        shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        shortcut.activated.connect(deed)

    def _choose_tab(self, number: int) -> None:
        self._presenter.choose_tab(number)
        self._table.setFocus()

    def _choose_row(self, number: int) -> None:
        row = self._model.row(number)
        if row is not None:
            self._presenter.choose(row.issue)

    def _show_range(self, first: int, last: int) -> None:
        self._range.say(_("第 {first}–{last}").format(first=first, last=last) if last else "")

    def _wait_for_typing(self) -> None:
        self._pause.start()

    def _search_now(self) -> None:
        self._presenter.search(self._search.text())

    def _to_table(self) -> None:
        self._pause.stop()
        self._search_now()
        self._table.setFocus()

    def _want_notice(self) -> None:
        if self._presenter.issue:
            self.notice_wanted.emit(self._presenter.issue)

    def _want_again(self) -> None:
        if self._presenter.issue:
            self.again_wanted.emit(self._presenter.issue)

    def _open_filter(self) -> None:
        menu = QMenu(self)
        menu.setAccessibleName(_("筛选"))
        for town in self._towns:
            menu.addAction(town).triggered.connect(partial(self._presenter.filter_town, town))
        menu.addSeparator()
        for month in _months(self._now()):
            action = menu.addAction(_("{month} 发现").format(month=month))
            action.triggered.connect(partial(self._presenter.filter_month, month))
        menu.popup(self._filter.mapToGlobal(QPoint(0, self._filter.height() + 4)))


def _months(now: datetime) -> list[str]:
    """The last months as YYYY-MM, this one first."""
    count = now.year * 12 + now.month - 1
    return [f"{at // 12}-{at % 12 + 1:02d}" for at in range(count, count - MONTHS_OFFERED, -1)]
