"""检查表 on the screen: the items with their answers, the one that is looked at beside them."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from inspector.text import _
from ui.look import Look
from ui.main_window import KeyHint
from ui.rooms.capture.checklist.answer_list import AnswerList, rows_of
from ui.rooms.capture.checklist.item_pane import ItemPane
from ui.rooms.capture.checklist.presenter import ChecklistPresenter
from ui.rooms.capture.checklist.sheet import Answer, Sheet
from ui.widgets.buttons import DeedButton
from ui.widgets.keys import on_key
from ui.widgets.marks import Chip, Mark, Share, Text
from ui.widgets.pane import MarkLine, Pane

if TYPE_CHECKING:
    from collections.abc import Callable

    from inspector.app.checklist_told import Checklist, Item
    from inspector.domain.errors import InspectorError
    from ui.issue_told import IssueCase
    from ui.office import Office
    from ui.tasks import Runner

KEYS = (
    KeyHint(key="Y", words=_("符合")),
    KeyHint(key="N", words=_("问题")),
    KeyHint(key="X", words=_("不涉及")),
    KeyHint(key="Backspace", words=_("撤销上一答")),
    KeyHint(key="F2", words=_("回到照片")),
)


class ChecklistPage(QWidget):
    """In place of tray and photo while a visit is answered."""

    record_wanted = Signal(str, int)  # standard, which of its phrases
    opened = Signal()
    stored = Signal(str, object)  # in words, and what takes it back
    kept = Signal(str)
    left = Signal()
    photo_wanted = Signal(object, int)
    taken_back = Signal()
    in_the_way = Signal(str)
    faulted = Signal(object)

    def __init__(self, look: Look, office: Office, runner: Runner) -> None:
        super().__init__()
        self._look = look
        self._checklist: Checklist | None = None
        self._case: IssueCase | None = None
        self._head = MarkLine(look, height="check_row")
        self._rest = DeedButton(look, _("其余均符合"), icon="list-checks", key="Ctrl+Shift+Y")
        self._back = DeedButton(look, _("回到照片"), icon="image", key="F2", kind="tool")
        self.list = AnswerList(look, _("检查表"))
        self.pane = ItemPane(look, office, runner)
        self._lay_out()
        self.presenter = ChecklistPresenter(self, office, runner)
        self._connect()

    def show_checklist(self, checklist: Checklist, sheet: Sheet) -> None:
        self._checklist = checklist
        self.show_sheet(sheet)
        self.pane.show_last_case(None)
        self.opened.emit()

    def show_sheet(self, sheet: Sheet) -> None:
        if self._checklist is None:
            return
        items, done = self._checklist.items, len(sheet.answers)
        faults = len(sheet.of(Answer.FAULT))
        name = _("{kind}检查表 {edition} 版").format(
            kind=self._checklist.type_name, edition=self._checklist.edition
        )
        marks: list[Mark] = [
            Text(words=name, role="h3", strong=True, elastic=True),
            Text(words=" "),
            Share(part=done / len(items) if items else 0, tone="accent"),
            Text(words=_("已答 {n} / {all}").format(n=done, all=len(items)), tone="text2"),
        ]
        if faults:
            marks.append(Chip(kind="danger", words=_("问题 {n}").format(n=faults)))
        self._head.show_marks(tuple(marks))
        self._rest.setEnabled(done < len(items))
        self.list.show_rows(rows_of(self._look, self._checklist, sheet))

    def put_below(self, panel: QWidget) -> None:
        """What is known of the fault that is written, under the list."""
        self._left.add(panel)

    def stand_on(self, code: str) -> None:
        self.list.choose(code)
        self.list.scrollTo(self.list.currentIndex())

    def show_item(self, item: Item, place: int, sheet: Sheet) -> None:
        whole = self._checklist is not None and len(sheet.answers) == len(self._checklist.items)
        self.pane.show_item(item, place, sheet, is_whole=whole)

    def show_last_case(self, case: IssueCase | None) -> None:
        self._case = case
        self.pane.show_last_case(case)

    def ask_to_record(self, item: Item, phrase: int) -> None:
        self.record_wanted.emit(item.code, phrase)

    def show_kept(self, words: str) -> None:
        self.kept.emit(words)

    def show_stored(self, words: str, undo: Callable[[], None]) -> None:
        self.stored.emit(words, undo)

    def show_taken_back(self, words: str) -> None:
        self.in_the_way.emit(words)
        self.taken_back.emit()

    def show_word(self, words: str) -> None:
        self.in_the_way.emit(words)

    def show_fault(self, error: InspectorError) -> None:
        self.faulted.emit(error)

    def _open_photo(self) -> None:
        if self._case is not None and self._case.photos:
            self.photo_wanted.emit([photo.screen for photo in self._case.photos], 0)

    def _answer_at(self, code: str, answer: str) -> None:
        self.presenter.answer_at(code, Answer(answer))

    def _lay_out(self) -> None:
        look = self._look
        head = Pane(look, edges="b", across=True, margins=(20, 0, 12, 0), spacing=8)
        head.setFixedHeight(look.px("check_row") + 5)
        head.add(self._head, self._rest, self._back)
        head.rows.setStretch(0, 1)
        left = Pane(look)
        left.add(head, self.list)
        left.rows.setStretch(1, 1)
        self._left = left
        whole = QHBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addWidget(left, 1)
        whole.addWidget(self.pane)

    def _connect(self) -> None:
        presenter = self.presenter
        self.list.chosen.connect(presenter.choose)
        self.list.answered.connect(self._answer_at)
        self.list.ticked.connect(self._open_photo)
        self.pane.photo.opened.connect(self._open_photo)
        self.pane.fault.clicked.connect(partial(self._answer, Answer.FAULT))
        self.pane.passed.clicked.connect(partial(self._answer, Answer.PASS))
        self.pane.store.clicked.connect(presenter.store)
        self._rest.clicked.connect(presenter.pass_the_rest)
        self._back.clicked.connect(self.left)
        for answer in Answer:
            on_key(self, answer.value, partial(self._answer, answer))
        for letter in "0123456789.":
            on_key(self, letter, partial(presenter.type, letter))
        on_key(self, "Backspace", presenter.rub_out)
        on_key(self, "Ctrl+Shift+Y", presenter.pass_the_rest)

    def _answer(self, answer: Answer, _checked: bool = False) -> None:
        self.presenter.answer(answer)
