"""通知书 on the screen: what waits to be told, the register of what was, what came back."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QStackedWidget, QWidget

from inspector.domain.errors import InspectorError
from inspector.text import _
from ui.dropped import files_of
from ui.issue_told import IssueCase
from ui.look import Look
from ui.main_window import KeyHint, Room
from ui.office import Office
from ui.preferences import Preferences, shift_of_sheets
from ui.rooms.notices import draft_page, register_page, taken_page
from ui.rooms.notices.carrying import SCANS, SHEETS, CarryPresenter
from ui.rooms.notices.draft_page import DraftPage
from ui.rooms.notices.presenter import NoticesPresenter
from ui.rooms.notices.register_page import RegisterPage
from ui.rooms.notices.taken_page import TakenPage
from ui.tasks import Runner
from ui.widgets.asking import PAPERS, settle, where_to_lay
from ui.widgets.buttons import DeedButton
from ui.widgets.keys import on_keys
from ui.widgets.printing import Press

if TYPE_CHECKING:
    from ui.papers_office import TakenIn

DRAFTS, BOOK, TAKEN = range(3)
_KEYS = (draft_page.KEYS, register_page.KEYS, taken_page.KEYS)
_TOLD = (_("选单位，查一遍，签发"), _("登记簿：发了什么，到了哪一步"), _("反馈单和送达回执"))


class NoticesRoom(Room):
    """通知书."""

    issued = Signal(object)
    issue_wanted = Signal(str)
    recheck_wanted = Signal(str)
    faulted = Signal(object)
    changed = Signal()

    keys: tuple[KeyHint, ...] = draft_page.KEYS

    def __init__(
        self,
        look: Look,
        office: Office,
        runner: Runner,
        now: Callable[[], datetime],
        preferences: Preferences,
    ) -> None:
        super().__init__()
        self._preferences = preferences
        self.drafts = DraftPage(look, office, runner, now)
        self.book = RegisterPage(look, office, runner)
        self.taken = TakenPage(look)
        self.press = Press(self, runner)
        self._pages = QStackedWidget()
        for page in (self.drafts, self.book, self.taken):
            self._pages.addWidget(page)
        whole = QHBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(self._pages)
        self._turn = DeedButton(look, _("登记簿"), icon="book-marked", key="Ctrl+R")
        self.carrying = CarryPresenter(self, office, runner)
        self.setAcceptDrops(True)
        self._before = DRAFTS
        self._connect()

    @property
    def presenter(self) -> NoticesPresenter:
        return self.drafts.presenter

    def deed(self) -> QWidget:
        return self._turn

    def enter(self) -> None:
        self._open(self._pages.currentIndex())

    def choose_unit_of(self, case: IssueCase) -> None:
        """Stand on the unit that answers for an issue."""
        self._open(DRAFTS)
        self.presenter.choose_unit_of(case)

    def turn_over(self) -> None:
        """From what waits to the register, and back."""
        self._open(DRAFTS if self._pages.currentIndex() == BOOK else BOOK)

    def show_progress(self, words: str) -> None:
        self.told.emit(words or _TOLD[self._pages.currentIndex()])

    def show_taken(self, taken: TakenIn, words: str) -> None:
        self._open(TAKEN)
        self.taken.show_taken(taken, words)
        self.show_saved(_("已收反馈"))
        self.changed.emit()

    def show_saved(self, words: str) -> None:
        self.saved.emit(words)

    def show_fault(self, error: InspectorError) -> None:
        self.faulted.emit(error)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if _files(event.mimeData().urls()):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        self.carrying.take_in(_files(event.mimeData().urls()))

    def choose_files(self) -> None:
        """Ask for feedback; the dialog does not block the window."""
        dialog = QFileDialog(self, _("收反馈"))
        settle(dialog, PAPERS)
        dialog.setFileMode(QFileDialog.FileMode.ExistingFiles)
        suffixes = " ".join(f"*{suffix}" for suffix in (*SHEETS, *SCANS))
        dialog.setNameFilter(_("反馈单和回执 ({suffixes})").format(suffixes=suffixes))
        dialog.filesSelected.connect(
            lambda names: self.carrying.take_in([Path(name) for name in names])
        )
        dialog.open()

    def choose_folder(self, units: Sequence[str]) -> None:
        """Ask where the packages shall lie."""
        dialog = QFileDialog(self, _("打包到"))
        settle(dialog, PAPERS)
        dialog.setFileMode(QFileDialog.FileMode.Directory)
        dialog.setOption(QFileDialog.Option.ShowDirsOnly)
        dialog.fileSelected.connect(lambda name: self.carrying.pack(units, Path(name)))
        dialog.open()

    def ask_bound(self, notices: Sequence[str], name: str) -> None:
        """The dialog does not block the window."""
        bind = partial(self.carrying.bind, notices)
        dialog = where_to_lay(self, _("合并为一个PDF"), PAPERS, name, bind)
        dialog.setNameFilter(_("PDF 文件 (*.pdf)"))
        dialog.setDefaultSuffix("pdf")
        dialog.open()

    def print_papers(self, papers: Sequence[bytes]) -> None:
        """Onto plain sheets, or onto the office's own with their red head."""
        self.carrying.fit_to_sheets(papers, shift_of_sheets(self._preferences))

    def show_fitted(self, papers: Sequence[bytes]) -> None:
        self.press.print_papers(
            papers,
            done=lambda pages: self._printed(_("已送打印机 {n} 页").format(n=pages)),
            failed=self.show_fault,
            progress=self._tell_printing,
            stopped=lambda: self._printed(_("已停止打印")),
        )

    def _printed(self, words: str) -> None:
        self.show_progress("")
        self.show_saved(words)

    def _tell_printing(self, now: int, total: int) -> None:
        self.show_progress(_("正在打印 {now} / {total} · 取消 Esc").format(now=now, total=total))

    def _connect(self) -> None:
        self.drafts.issued.connect(self.issued)
        self.drafts.issue_wanted.connect(self.issue_wanted)
        self.book.changed.connect(self.changed)
        for page in (self.drafts, self.book):
            page.saved.connect(self.saved)
            page.faulted.connect(self.faulted)
            page.printing.connect(self.print_papers)
            page.packing.connect(self.choose_folder)
            page.binding.connect(self.carrying.name_bound)
        self.taken.closed.connect(self._leave_taken)
        self.taken.recheck_wanted.connect(self.recheck_wanted)
        self._turn.clicked.connect(self.turn_over)
        on_keys(
            self,
            ("Ctrl+R", self.turn_over),
            ("Ctrl+O", self.choose_files),
            ("Esc", self._step_out),
        )

    def _open(self, place: int) -> None:
        if self._pages.currentIndex() != TAKEN:
            self._before = self._pages.currentIndex()
        self._pages.setCurrentIndex(place)
        self.told.emit(_TOLD[place])
        self._turn.name(_("待开") if place == BOOK else _("登记簿"))
        self.keys = _KEYS[place]
        self.keys_changed.emit()
        if place != TAKEN:
            (self.drafts if place == DRAFTS else self.book).enter()

    def _leave_taken(self) -> None:
        self._open(self._before)

    def _step_out(self) -> None:
        """Esc: long work, then what is asked, then the page."""
        here = self._pages.currentIndex()
        if self.carrying.call_off() or self.press.call_off():
            return
        if here == TAKEN:
            self._leave_taken()
        elif here == BOOK and not self.book.step_out():
            self._open(DRAFTS)
        elif here == DRAFTS:
            self.drafts.step_out()


def _files(urls: Sequence[object]) -> list[Path]:
    return [path for path in files_of(urls) if path.suffix.lower() in (*SHEETS, *SCANS)]
