"""The ledger on the screen: tabs, filter bar, table, and the case beside it."""

from collections.abc import Callable, Sequence
from datetime import datetime
from functools import partial
from pathlib import Path

from PySide6.QtCore import QPoint, Qt, QTimer, Signal
from PySide6.QtGui import QCursor, QGuiApplication
from PySide6.QtWidgets import (
    QButtonGroup,
    QHBoxLayout,
    QInputDialog,
    QMenu,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from inspector.domain.errors import InspectorError
from inspector.text import _
from ui.issue_told import IssueCase, Wanted
from ui.look import Look
from ui.main_window import KeyHint, Room
from ui.match import Choice
from ui.office import Office
from ui.preferences import Forgetful, Preferences
from ui.rooms.ledger.case_pane import CasePane
from ui.rooms.ledger.filter_field import FilterField
from ui.rooms.ledger.many import MOST_AT_ONCE, ManyPresenter
from ui.rooms.ledger.many_bar import ManyBar
from ui.rooms.ledger.model import LedgerModel, words_of
from ui.rooms.ledger.one import (
    ALIKE,
    DISPUTE,
    EDIT,
    LETTER,
    REPLY,
    TERM,
    VOID,
    OnePresenter,
    Question,
)
from ui.rooms.ledger.presenter import TABS, LedgerPresenter
from ui.rooms.ledger.rows import LedgerRow, ShownCase
from ui.rooms.ledger.saved_views import MOST, SavedView, drop_view, keep_view, read_views
from ui.rooms.ledger.table import IssueTable
from ui.tasks import Runner
from ui.widgets.asking import PAPERS, where_to_lay
from ui.widgets.buttons import DeedButton, TabButton
from ui.widgets.empty import EmptyState
from ui.widgets.fields import IconField
from ui.widgets.keys import on_key
from ui.widgets.pane import Pane, Words

SEARCH_PAUSE_MS = 150
ISSUE_KEYS = {"E": EDIT, "S": ALIKE, "D": TERM, "R": REPLY, "T": DISPUTE, "L": LETTER, "Del": VOID}

SEARCH_WIDTH = 228  # pixels
CHIP_LETTERS = 8  # of a filter's name; the whole is its tip
CROWDED = 2  # filters, with which the range of rows gives way


class LedgerRoom(Room):
    """问题台账."""

    notice_wanted = Signal(str)
    recheck_wanted = Signal(str)
    again_wanted = Signal(str)
    record_wanted = Signal()
    photo_wanted = Signal(object, int)
    done = Signal(str, object)
    faulted = Signal(object)

    keys = (
        KeyHint(key="↑↓", words=_("换行")),
        KeyHint(key="Space", words=_("看大图")),
        KeyHint(key="H", words=_("全部改动")),
        KeyHint(key="Alt+1…6", words=_("换视图")),
        KeyHint(key="Ctrl+F", words=_("搜索")),
        KeyHint(key="F", words=_("筛选")),
        KeyHint(key="E", words=_("更正")),
        KeyHint(key="S", words=_("认定同一处")),
        KeyHint(key="D", words=_("改期限")),
        KeyHint(key="R", words=_("登记答复")),
        KeyHint(key="T", words=_("退单、申诉")),
        KeyHint(key="L", words=_("发函")),
        KeyHint(key="Del", words=_("作废")),
        KeyHint(key="V", words=_("复查")),
        KeyHint(key="U", words=_("改责任单位")),
        KeyHint(key="Ctrl+E", words=_("导出这个视图")),
        KeyHint(key="Ctrl+Shift+S", words=_("存为视图")),
    )

    def __init__(
        self,
        look: Look,
        office: Office,
        runner: Runner,
        now: Callable[[], datetime],
        preferences: Preferences | None = None,
    ) -> None:
        super().__init__()
        self._look, self._now = look, now
        self._preferences = preferences or Forgetful()
        self._model = LedgerModel()
        self._table = IssueTable(look, self._model)
        self._case = CasePane(look, runner)
        self._tabs: list[TabButton] = []
        self._views: tuple[SavedView, ...] = ()
        self._marked: tuple[LedgerRow, ...] = ()
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
        self._filter = FilterField(look)
        self._filter_bar = self._build_filter_bar()
        self._record = DeedButton(look, _("登记问题"), icon="camera", key="Ctrl+N")
        self._record.clicked.connect(self.record_wanted)
        self._empty = EmptyState(look, "inbox")
        self._list = QStackedWidget()
        self._list.addWidget(self._table)
        self._list.addWidget(self._empty)
        self._bar = ManyBar(look)
        self._lay_out()
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(SEARCH_PAUSE_MS)
        self._pause.timeout.connect(self._search_now)
        self._presenter = LedgerPresenter(self, office, runner, now)
        self._many = ManyPresenter(self, office, runner)
        self._one = OnePresenter(self, office, runner, now)
        self._connect()
        self._show_views(read_views(self._preferences))

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
            button.hide()
            button.deleteLater()
        self._range.setVisible(len(filters) < CROWDED)
        for kind, name, value in filters:
            words = _("{name} {value}").format(name=name, value=value)
            short = value if len(value) <= CHIP_LETTERS else f"{value[: CHIP_LETTERS - 1]}…"
            chip = DeedButton(self._look, f"{short}  ×", kind="outlined")
            chip.setToolTip(words)
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

    def stand_on(self, case: IssueCase | None) -> None:
        self._one.stand_on(case)
        self._case.offer(self._one.doable())

    def ask(self, question: Question) -> None:
        self._case.ask(question)

    def ask_again(self) -> None:
        self._case.ask_again()

    def show_changes(self, changes: Sequence[str]) -> None:
        self._case.show_changes(changes)

    def show_empty(self, words: str) -> None:
        self._empty.say(words)
        self._list.setCurrentWidget(self._empty)

    def offer_filters(self, choices: Sequence[Choice]) -> None:
        self._filter.open(choices)

    def show_fault(self, error: InspectorError) -> None:
        self.faulted.emit(error)

    def show_many(self, words: str) -> None:
        self._bar.show_count(words)

    def offer_units(self, units: Sequence[Choice]) -> None:
        self._bar.ask_unit(units)

    def show_done(self, words: str, undo: Callable[[], None] | None) -> None:
        self.done.emit(words, undo)

    def read_again(self) -> None:
        self._presenter.refresh()
        self._table.setFocus()

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
        self._own = Pane(look, across=True, spacing=24)
        self._group = group
        tabs.add(self._own, 0)
        tabs.setFixedHeight(look.px("main_deed"))
        group.idClicked.connect(self._choose_tab)
        left = Pane(look)
        left.add(self._filter_bar, self._list, self._bar)
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
        self._search.setMinimumWidth(SEARCH_WIDTH // 2)
        self._search.setMaximumWidth(SEARCH_WIDTH)
        self._chips = Pane(self._look, across=True, spacing=8)
        bar.add(self._search, self._chips, self._filter, 0, self._total, self._range)
        return bar

    def _connect(self) -> None:
        self._model.needed.connect(self._presenter.want_page)
        self._table.chosen.connect(self._choose_row)
        self._table.scrolled.connect(self._show_range)
        self._search.textEdited.connect(self._wait_for_typing)
        self._search.returnPressed.connect(self._to_table)
        self._filter.wanted.connect(self._presenter.ask_filters)
        self._filter.chosen.connect(self._narrow)
        self._case.notice_wanted.connect(self._want_notice)
        self._case.recheck_wanted.connect(self._want_recheck)
        self._case.changes_wanted.connect(self._presenter.ask_changes)
        self._case.again_wanted.connect(self._want_again)
        self._case.photo_wanted.connect(self.photo_wanted)
        self._case.wished.connect(self._one.wish)
        self._case.answered.connect(self._one.answer)
        self._case.left.connect(self._table.setFocus)
        for keys, deed in ISSUE_KEYS.items():
            self._bind(keys, partial(self._one.wish, deed), table_only=True)
        self._table.marked.connect(self._mark)
        self._table.menu_wanted.connect(self._open_menu)
        self._bar.unit_wanted.connect(self._many.ask_unit)
        self._bar.unit_chosen.connect(self._many.reassign)
        self._bar.copied.connect(self._copy)
        self._bar.left.connect(self._unmark)
        self._bind("U", self._ask_unit, table_only=True)
        self._bind(
            "Shift+F10", self._table.ask_menu, table_only=True
        )  # Linux has the Menu key alone
        self._bind("Ctrl+C", self._copy, table_only=True)
        self._bind("Esc", self._step_out)
        self._bind("Ctrl+E", self._choose_place)
        self._bind("Ctrl+Shift+S", self._name_view)
        for number in range(MOST):
            self._bind(f"Alt+{len(TABS) + number + 1}", partial(self._choose_own, number))
        for number in range(len(TABS)):
            self._bind(f"Alt+{number + 1}", partial(self._choose_tab, number))
        self._bind("Ctrl+F", self._search.setFocus)
        self._bind("/", self._search.setFocus, table_only=True)
        self._bind("F", self._presenter.ask_filters, table_only=True)
        self._bind("H", self._case.toggle_history, table_only=True)
        self._bind("Space", self._case.open_photo, table_only=True)
        self._bind("P", self._want_notice, table_only=True)
        self._bind("V", self._want_recheck, table_only=True)
        self._bind("N", self._want_again, table_only=True)

    def _bind(self, keys: str, deed: Callable[[], object], *, table_only: bool = False) -> None:
        # single letters work in the list only, so that a field keeps what is typed
        holder: QWidget = self._table if table_only else self
        on_key(holder, keys, deed)

    def _choose_tab(self, number: int) -> None:
        self._presenter.choose_tab(number)
        self._table.setFocus()

    def _choose_row(self, number: int) -> None:
        row = self._model.row(number)
        if row is not None:
            self._presenter.choose(row.issue)

    def _mark(self, runs: Sequence[tuple[int, int]]) -> None:
        count = sum(last - first + 1 for first, last in runs)
        few = count <= MOST_AT_ONCE
        numbers = [n for first, last in runs for n in range(first, last + 1)] if few else []
        rows = [row for n in numbers if (row := self._model.row(n)) is not None]
        self._many.select(rows, count)
        self._marked = tuple(rows)

    def _step_out(self) -> None:
        if self._case.is_asking:
            self._case.ask_no_more()
        elif self._filter.is_open:
            self._filter.close_field()
            self._table.setFocus()
        else:
            self._unmark()

    def _unmark(self) -> None:
        self._table.setFocus()
        self._table.unmark()
        self.show_many("")

    def _ask_unit(self) -> None:
        self._many.ask_unit()

    def _copy(self) -> None:
        """The selected rows as a table, for a mail or a sheet."""
        lines = ["\t".join(words_of(row)) for row in self._marked]
        QGuiApplication.clipboard().setText("\n".join(lines))
        self.saved.emit(_("已复制 {n} 行").format(n=len(lines)))

    def _choose_place(self) -> None:
        name = _("问题台账-{day}").format(day=f"{self._now():%Y%m%d}") + ".xlsx"
        where_to_lay(self, _("导出这个视图"), PAPERS, name, self._write_table).open()

    def _write_table(self, file: Path) -> None:
        self._many.write_table(self._presenter.wanted, file)

    def _name_view(self) -> None:
        dialog = QInputDialog(self)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.setWindowTitle(_("存为视图"))
        dialog.setLabelText(_("这组筛选叫什么？最多存 {n} 个，最早的让位").format(n=MOST))
        dialog.setOkButtonText(_("存下"))
        dialog.setCancelButtonText(_("取消"))
        dialog.textValueSelected.connect(self._keep_view)
        dialog.open()

    def _keep_view(self, name: str) -> None:
        if name.strip():
            wanted = self._presenter.wanted
            self._show_views(keep_view(self._preferences, name.strip(), wanted))
            self.saved.emit(_("已存为视图“{name}”").format(name=name.strip()))

    def _show_views(self, views: Sequence[SavedView]) -> None:
        self._views = tuple(views)
        for button in self._own.findChildren(TabButton):
            self._group.removeButton(button)
            button.deleteLater()
        for number, view in enumerate(views):
            button = TabButton(self._look, view.name)
            button.setToolTip(f"Alt+{len(TABS) + number + 1}")
            button.clicked.connect(partial(self._choose_own, number))
            button.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
            button.customContextMenuRequested.connect(partial(self._ask_drop, view.name))
            self._own.add(button)

    def _ask_drop(self, name: str, _spot: QPoint) -> None:
        menu = QMenu(self)
        menu.setAccessibleName(name)
        menu.addAction(_("删去视图“{name}”").format(name=name)).triggered.connect(
            partial(self._drop_view, name)
        )
        menu.popup(QCursor.pos())

    def _drop_view(self, name: str) -> None:
        self._show_views(drop_view(self._preferences, name))

    def _choose_own(self, number: int) -> None:
        """A view of one's own: its whole filter, the words in the search field with it."""
        if number < len(self._views):
            self.show_wanted(self._views[number].wanted)
            self._own.findChildren(TabButton)[number].setChecked(True)
            self._table.setFocus()

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

    def _want_recheck(self) -> None:
        if self._presenter.issue and self._case.is_unsettled:
            self.recheck_wanted.emit(self._presenter.issue)

    def _want_again(self) -> None:
        if self._presenter.issue:
            self.again_wanted.emit(self._presenter.issue)

    def _open_menu(self, spot: QPoint) -> None:
        """What can be done with the row, each with the key that does it without a menu."""
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.setAccessibleName(_("这一条能做的事"))
        deeds: tuple[tuple[str, str, Callable[[], object]], ...] = (
            (_("看大图"), "Space", self._case.open_photo),
            (_("全部改动"), "H", self._case.toggle_history),
            (_("开通知书"), "P", self._want_notice),
            (_("复查"), "V", self._want_recheck),
            (_("同处再记"), "N", self._want_again),
            (_("更正"), "E", partial(self._one.wish, EDIT)),
            (_("认定同一处"), "S", partial(self._one.wish, ALIKE)),
            (_("改期限"), "D", partial(self._one.wish, TERM)),
            (_("登记答复"), "R", partial(self._one.wish, REPLY)),
            (_("登记退单、申诉"), "T", partial(self._one.wish, DISPUTE)),
            (_("发函：提醒、督办、约谈"), "L", partial(self._one.wish, LETTER)),
            (_("作废"), "Del", partial(self._one.wish, VOID)),
            (_("改责任单位"), "U", self._ask_unit),
            (_("复制成表"), "Ctrl+C", self._copy),
        )
        for words, key, deed in deeds:
            menu.addAction(f"{words}\t{key}").triggered.connect(deed)
        menu.popup(spot)

    def _narrow(self, choice: str) -> None:
        self._presenter.narrow(choice)
        self._table.setFocus()
