"""One record on the screen: what is known of it, who changed it, and boxes to correct it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QGridLayout, QScrollArea, QStackedWidget, QWidget

from inspector.text import _
from ui.look import Look
from ui.rooms.register.rows import edit_row
from ui.widgets.buttons import DeedButton
from ui.widgets.choices import ChoiceField
from ui.widgets.empty import EmptyState
from ui.widgets.facts import FactSheet
from ui.widgets.fields import IconField
from ui.widgets.marks import Chip, Mark, Text
from ui.widgets.pane import MarkLine, Pane, Words
from ui.widgets.rows import RowList

if TYPE_CHECKING:
    from inspector.app.register_told import EditTold, FieldTold, RecordTold

_HISTORY_HIGH = 150


class RecordPane(Pane):
    """Reads by itself; writes only while its form is open."""

    edit_wanted = Signal()
    saved = Signal(object, str)
    cancelled = Signal()
    withdrawn = Signal(str)

    def __init__(self, look: Look, now: Callable[[], datetime]) -> None:
        super().__init__(look, edges="l")
        self._now = now
        self._inputs: dict[str, IconField | ChoiceField] = {}
        self._head = MarkLine(look, height="check_row")
        self._facts = FactSheet(look, _("资料内容"))
        self._history_head = MarkLine(look, height="quiet_row")
        self._history = RowList(look, _("改动记录"))
        self._form = QScrollArea()
        self._why = IconField(look, _("理由"), placeholder=_("为什么改（可不填）"), bar=True)
        self._reason = Pane(look, edges="t", margins=(20, 8, 20, 8))
        self._edit = DeedButton(look, _("修改"), icon="pencil", key="E")
        self._save = DeedButton(look, _("保存"), icon="check", key="Ctrl+S", kind="filled")
        self._cancel = DeedButton(look, _("取消"), key="Esc")
        self._withdraw = DeedButton(look, _("撤回"))
        self._nothing = EmptyState(look, "database", _("选一条看内容；在上面输入几个字就能找到"))
        self._body = QStackedWidget()
        self._deeds = Pane(look, edges="t", across=True, margins=(12, 12, 12, 12), spacing=4)
        self._lay_out()
        self._edit.clicked.connect(self.edit_wanted)
        self._save.clicked.connect(self.save)
        self._cancel.clicked.connect(self.cancelled)
        self._withdraw.clicked.connect(self._take_back)
        self.show_record(None)

    @property
    def is_form(self) -> bool:
        return self._body.currentIndex() == 1

    def show_record(self, record: RecordTold | None) -> None:
        """Everything that is known of it; fields that hold nothing are left out."""
        self._body.setCurrentIndex(2 if record is None else 0)
        self._head.setVisible(record is not None)
        self._history.show_rows([])
        self._history_head.show_marks(())
        self._offer(reading=record is not None and record.editable, writing=False)
        if record is None:
            return
        self._name(record.name or record.code, record.code, ())
        facts = [(one.word, one.shown) for one in record.fields if one.shown]
        self._facts.show_facts(facts)

    def show_history(self, edits: Sequence[EditTold]) -> None:
        count = Text(words=_("{n} 次").format(n=len(edits)), role="cap", tone="text3")
        self._history_head.show_marks((Text(words=_("改动记录"), role="h3", strong=True), count))
        now = self._now()
        self._history.show_rows([edit_row(n, one, now) for n, one in enumerate(edits)])

    def show_form(self, record: RecordTold) -> None:
        """A box for each field; what is fixed stands there plain."""
        self._head.show()
        draft = Chip(kind="warn", words=_("修改中") if record.key else _("添加"))
        self._name(record.name or _("新的一条"), record.code, (draft,))
        self._form.setWidget(self._boxes(record))
        self._reason.setVisible(bool(record.key))
        self._why.clear()
        self._body.setCurrentIndex(1)
        self._offer(reading=False, writing=True)
        self._withdraw.setVisible(bool(record.key) and record.withdrawable)
        first = next(iter(self._inputs.values()), None)
        if first is not None:
            first.setFocus()

    def save(self) -> None:
        """Hand on what stands in the boxes."""
        if self.is_form:
            self.saved.emit(
                {name: _typed(box) for name, box in self._inputs.items()}, self._why.text()
            )

    def _take_back(self) -> None:
        """Without a reason the field asks for it."""
        if self._why.text().strip():
            self.withdrawn.emit(self._why.text())
        else:
            self._why.ask()

    def blame(self, field: str, words: str) -> None:
        """Put the caret where something must be mended, and say right below it what."""
        box = self._inputs.get(field)
        if box is None:
            return
        self._grid.addWidget(self._wrong, 2 * [*self._inputs].index(field) + 1, 1)
        self._wrong.say(words)
        self._wrong.show()
        self._grid.activate()
        box.setFocus()
        for one in (self._wrong, box):
            self._form.ensureWidgetVisible(one)

    def _name(self, name: str, code: str, flags: tuple[Mark, ...]) -> None:
        title = Text(words=name, role="h3", strong=True, elastic=True)
        self._head.show_marks((title, *flags), (Text(words=code, role="cap", tone="text3"),))

    def _offer(self, *, reading: bool, writing: bool) -> None:
        self._edit.setVisible(reading)
        self._save.setVisible(writing)
        self._cancel.setVisible(writing)
        self._withdraw.setVisible(False)
        self._deeds.setVisible(reading or writing)

    def _boxes(self, record: RecordTold) -> QWidget:
        sheet = QWidget()
        self._grid = grid = QGridLayout(sheet)
        self._wrong = Words(self._look, "", role="cap", tone="danger", wrap=True)
        self._wrong.hide()
        grid.setContentsMargins(20, 8, 20, 12)
        grid.setHorizontalSpacing(12)
        grid.setVerticalSpacing(8)
        self._inputs = {}
        for field in record.fields:
            if field.fixed and record.key:
                continue  # its code stands in the head; other lines are not typed by hand
            row = 2 * len(self._inputs)  # below each a line for what is wrong with it
            label = Words(self._look, field.word + (" *" if field.required else ""), tone="text2")
            box = self._box(field)
            label.setBuddy(box)
            grid.addWidget(label, row, 0)
            grid.addWidget(box, row, 1)
            self._inputs[field.name] = box
        grid.setColumnStretch(1, 1)
        grid.setRowStretch(2 * len(self._inputs), 1)
        return sheet

    def _box(self, field: FieldTold) -> IconField | ChoiceField:
        if field.choices:
            choice = ChoiceField(self._look, field.word)
            choice.show_choices(field.choices, field.text)
            choice.picked.connect(self._wrong.hide)
            return choice
        line = IconField(self._look, field.word, bar=True)
        line.setText(field.text)
        line.setCursorPosition(0)  # a long value is read from its beginning
        if field.typed.name == "LINES":
            line.setPlaceholderText(_("用顿号隔开"))
        line.textEdited.connect(self._wrong.hide)
        return line

    def _lay_out(self) -> None:
        look = self._look
        named = Pane(look, edges="b", margins=(20, 0, 16, 0))
        named.add(self._head)
        reading = Pane(look)
        past = Pane(look, edges="t", margins=(20, 6, 16, 0))
        past.add(self._history_head)
        self._history.setFixedHeight(_HISTORY_HIGH)
        reading.add(6, self._facts, past, self._history)
        reading.rows.setStretch(1, 1)
        self._form.setWidgetResizable(True)
        self._form.setFrameShape(QFrame.Shape.NoFrame)
        self._form.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._form.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        writing = Pane(look)
        self._reason.add(self._why)
        writing.add(self._form, self._reason)
        writing.rows.setStretch(0, 1)
        for page in (reading, writing, self._nothing):
            self._body.addWidget(page)
        self._deeds.add(self._edit, self._withdraw, 0, self._cancel, self._save)
        self.add(named, self._body, self._deeds)
        self.rows.setStretch(1, 1)


def _typed(box: IconField | ChoiceField) -> str:
    return box.code() if isinstance(box, ChoiceField) else box.text()
