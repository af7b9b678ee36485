"""基础资料 on the screen: kinds, a list that is sought through, one record, a sheet to import."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QStackedWidget, QWidget

from inspector.domain.errors import InspectorError
from inspector.text import _
from ui.dropped import files_of
from ui.look import Look
from ui.main_window import KeyHint, Room
from ui.rooms.register.import_pane import ImportPane
from ui.rooms.register.importing import ImportPresenter
from ui.rooms.register.presenter import RegisterPresenter
from ui.rooms.register.record_pane import RecordPane
from ui.rooms.register.rows import entry_row, heads_of, kind_rows
from ui.widgets.asking import PAPERS, settle
from ui.widgets.buttons import DeedButton
from ui.widgets.empty import EmptyState
from ui.widgets.fields import IconField
from ui.widgets.keys import on_keys
from ui.widgets.marks import Text
from ui.widgets.pane import MarkLine, Pane
from ui.widgets.rows import RowList, RowsOnDemand

if TYPE_CHECKING:
    from inspector.app.register_told import (
        EditTold,
        Entry,
        Imported,
        KindTold,
        Listing,
        Proposal,
        RecordTold,
    )
    from ui.office import Office
    from ui.tasks import Runner

KINDS_WIDTH, SIDE_WIDTH = 168, 372
READING = (
    KeyHint(key="↑ ↓", words=_("换一条")),
    KeyHint(key="Ctrl+F", words=_("找")),
    KeyHint(key="E", words=_("修改")),
    KeyHint(key="A", words=_("添加")),
    KeyHint(key="Ctrl+O", words=_("导入表格")),
)
WRITING = (
    KeyHint(key="Tab", words=_("下一栏")),
    KeyHint(key="Ctrl+S", words=_("保存")),
    KeyHint(key="Esc", words=_("取消")),
)
IMPORTING = (
    KeyHint(key="Tab", words=_("下一列")),
    KeyHint(key="↑ ↓", words=_("换字段")),
    KeyHint(key="Ctrl+O", words=_("换文件")),
    KeyHint(key="Ctrl+Enter", words=_("导入")),
    KeyHint(key="Esc", words=_("取消")),
)
SHEETS = (".xlsx", ".csv", ".geojson", ".json")


class RegisterRoom(Room):
    """基础资料."""

    changed = Signal()  # something was written: counts elsewhere may differ
    faulted = Signal(object)

    keys: tuple[KeyHint, ...] = READING

    def __init__(
        self, look: Look, office: Office, runner: Runner, now: Callable[[], datetime]
    ) -> None:
        super().__init__()
        self._look = look
        self._listing: Listing | None = None
        self._found: Sequence[Entry] = ()
        self._kinds = RowList(look, _("资料种类"), inset=16)
        self._find = IconField(
            look,
            _("在列表里找"),
            icon="search",
            placeholder=_("名称、编号、拼音首字母"),
            key="Ctrl+F",
            bar=True,
        )
        self._count = MarkLine(look, height="bar_control")
        self._add = DeedButton(look, _("添加"), icon="plus", key="A")
        self._heads = MarkLine(look, height="quiet_row")
        self._above = Pane(look, edges="b", margins=(20, 0, 20, 0))
        self._list = RowList(look, _("资料"))
        self._list.setUniformItemSizes(True)
        self._nothing = EmptyState(look, "database")
        self._lists = QStackedWidget()
        self._record = RecordPane(look, now)
        self._import = ImportPane(look)
        self._pages = QStackedWidget()
        self._take_in = DeedButton(look, _("导入表格"), icon="download", key="Ctrl+O")
        self.setAcceptDrops(True)
        self._lay_out()
        self.presenter = RegisterPresenter(self, office, runner)
        self.importing = ImportPresenter(self, office, runner, self._after_import)
        self._connect()

    def deed(self) -> QWidget:
        return self._take_in

    def enter(self) -> None:
        self.told.emit(_("查什么、找谁、怎么算"))
        self.presenter.refresh()
        if not self.presenter.is_writing:
            self._list.setFocus()

    def show_kinds(self, kinds: Sequence[KindTold], chosen: str) -> None:
        self._kinds.show_rows(kind_rows(kinds))
        self._kinds.choose(chosen)
        self._offer()

    def show_listing(self, listing: Listing, found: Sequence[Entry], words: str) -> None:
        self._listing, self._found = listing, found
        self._count.show_marks((Text(words=words, tone="text2"),))
        self._show_rows()
        self._lists.setCurrentIndex(0 if found else 1)
        sought = self._find.text().strip()
        self._nothing.say(
            _("没有“{text}”。换个说法，或清空再看").format(text=sought)
            if sought
            else _("这里还没有内容。把表格拖进来，或按 Ctrl+O 选文件")
            if self._take_in.isEnabled()
            else _("这里还没有内容")
        )

    def show_record(self, record: RecordTold | None) -> None:
        was_form = self._record.is_form
        self._record.show_record(record)
        self._hold(free=True)
        if was_form:
            self._list.setFocus()

    def show_history(self, edits: Sequence[EditTold]) -> None:
        self._record.show_history(edits)

    def show_form(self, record: RecordTold) -> None:
        self._record.show_form(record)
        self._hold(free=False)

    def choose_entry(self, key: str) -> None:
        self._list.choose(key)

    def show_proposal(self, proposal: Proposal | None, fields: Mapping[str, str]) -> None:
        opened = self._pages.currentIndex() == 1
        self._pages.setCurrentIndex(0 if proposal is None else 1)
        self._work_by(READING if proposal is None else IMPORTING)
        if proposal is None:
            self._list.setFocus()
            return
        known = self.presenter.known()
        self._import.show_proposal(known.name if known else "", proposal, fields)
        if not opened:
            self._import.stand_on_first()

    def show_rehearsal(self, told: Imported | None, words: str) -> None:
        self._import.show_rehearsal(told, words)

    def show_stopped(self, words: str) -> None:
        self.saved.emit(words)

    def show_taken(self, told: Imported, words: str) -> None:
        self._import.show_taken(told, words)
        self.saved.emit(words)

    def show_saved(self, words: str) -> None:
        self.saved.emit(words)
        self._find.clear()
        self.changed.emit()

    def show_fault(self, error: InspectorError) -> None:
        self._record.blame(error.field, str(error))
        self.faulted.emit(error)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if _sheets(event.mimeData().urls()) and self._take_in.isEnabled():
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        for file in _sheets(event.mimeData().urls())[:1]:
            self.importing.open(self.presenter.kind, file)

    def choose_file(self) -> None:
        """Ask for a sheet of the kind that is looked at; the dialog does not block the window."""
        if not self._take_in.isEnabled():
            return
        dialog = QFileDialog(self, _("导入表格"))
        settle(dialog, PAPERS)
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        suffixes = " ".join(f"*{suffix}" for suffix in SHEETS)
        dialog.setNameFilter(_("表格和地图点 ({suffixes})").format(suffixes=suffixes))
        dialog.fileSelected.connect(self._open_file)
        dialog.open()

    def open_kind(self, kind: str) -> None:
        """Look at one kind, unless a form is open: what was typed there stays."""
        if not self.presenter.is_writing:
            self._kinds.choose(kind)
            self._choose_kind(kind)

    def _open_file(self, name: str) -> None:
        self.importing.open(self.presenter.kind, Path(name))

    def _after_import(self) -> None:
        self.presenter.refresh()
        self.changed.emit()

    def _choose_kind(self, kind: str) -> None:
        if kind == self.presenter.kind:
            return
        self._find.clear()
        if self.importing.is_open:
            self.importing.close()
        self.presenter.choose_kind(kind)
        self._offer()

    def _offer(self) -> None:
        known = self.presenter.known()
        self._add.setVisible(known is not None and known.editable)
        self._take_in.setEnabled(known is not None and known.importable)

    def _show_rows(self) -> None:
        if self._listing is None:
            return
        self._heads.show_marks(*heads_of(self._look, self._listing))
        look, listing, found = self._look, self._listing, self._found
        self._list.show_rows(
            RowsOnDemand(
                [one.key for one in found],
                lambda place: entry_row(look, listing, found[place]),
            )
        )

    def _hold(self, *, free: bool) -> None:
        """While a form is open nothing else may be chosen: what was typed would be lost."""
        for widget in (self._list, self._kinds, self._find, self._add, self._take_in):
            widget.setEnabled(free)
        if free:
            self._offer()
        self._work_by(READING if free else WRITING)

    def _work_by(self, keys: tuple[KeyHint, ...]) -> None:
        self.keys = keys
        self.keys_changed.emit()

    def _set_heads(self) -> None:
        """The heads stand over their columns, whether the list needs a scroll bar or not."""
        bar = self._list.verticalScrollBar()
        taken = bar.sizeHint().width() if bar.maximum() > 0 else 0
        self._above.rows.setContentsMargins(20, 0, 20 + taken, 1)

    def _step_out(self) -> None:
        """Esc: out of the form, out of the import, out of the search."""
        if self.presenter.is_writing:
            self.presenter.cancel()
        elif self.importing.is_open:
            self.importing.close()
        else:
            self._find.clear()
            self._list.setFocus()

    def _seek_here(self) -> None:
        self._find.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self._find.selectAll()

    def _lay_out(self) -> None:
        look = self._look
        kinds = Pane(look, edges="r")
        kinds.setFixedWidth(KINDS_WIDTH)
        kinds.add(self._kinds)
        bar = Pane(look, edges="b", across=True, margins=(20, 8, 12, 8), spacing=12)
        self._find.setMaximumWidth(300)
        bar.add(self._find, self._count, self._add)
        bar.rows.setStretch(0, 3)
        bar.rows.setStretch(1, 1)
        self._above.add(self._heads)
        self._lists.addWidget(self._list)
        self._lists.addWidget(self._nothing)
        middle = Pane(look)
        middle.add(bar, self._above, self._lists)
        middle.rows.setStretch(2, 1)
        self._record.setFixedWidth(SIDE_WIDTH)
        reading = Pane(look, across=True)
        reading.add(middle, self._record)
        reading.rows.setStretch(0, 1)
        self._pages.addWidget(reading)
        self._pages.addWidget(self._import)
        whole = QHBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addWidget(kinds)
        whole.addWidget(self._pages, 1)

    def _connect(self) -> None:
        presenter = self.presenter
        self._look.changed.connect(self._show_rows)
        self._list.verticalScrollBar().rangeChanged.connect(self._set_heads)
        self._kinds.chosen.connect(self._choose_kind)
        self._find.textChanged.connect(presenter.seek)
        self._find.returnPressed.connect(self._list.setFocus)
        self._list.chosen.connect(presenter.choose)
        self._list.opened.connect(self._edit)
        self._add.clicked.connect(presenter.add)
        self._take_in.clicked.connect(self.choose_file)
        self._record.edit_wanted.connect(presenter.edit)
        self._record.saved.connect(presenter.save)
        self._record.cancelled.connect(presenter.cancel)
        self._record.withdrawn.connect(presenter.withdraw)
        self._import.mapped.connect(self.importing.map)
        self._import.taken.connect(self.importing.take)
        self._import.closed.connect(self.importing.close)
        on_keys(
            self,
            ("Ctrl+F", self._seek_here),
            ("/", self._seek_here),
            ("E", presenter.edit),
            ("A", presenter.add),
            ("Ctrl+S", self._record.save),
            ("Ctrl+O", self.choose_file),
            ("Ctrl+Return", self._carry_out),
            ("Ctrl+Enter", self._carry_out),
            ("Esc", self._step_out),
        )

    def _edit(self, _key: str) -> None:
        self.presenter.edit()

    def _carry_out(self) -> None:
        """Ctrl+Enter does the one filled deed that is on the screen."""
        if self.importing.is_open:
            self.importing.take()
        else:
            self._record.save()


def _sheets(urls: Sequence[object]) -> list[Path]:
    return [path for path in files_of(urls) if path.suffix.lower() in SHEETS]
