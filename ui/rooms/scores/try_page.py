"""测算 on the screen: numbers of the profile at the left, the order they make at the right."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLineEdit, QScrollArea, QWidget

from inspector.text import _
from ui.look import Look
from ui.main_window import KeyHint
from ui.rooms.scores.rows import moved_rows
from ui.rooms.scores.trying import TryPresenter
from ui.widgets.buttons import DeedButton
from ui.widgets.choices import ChoiceField, Segments
from ui.widgets.keys import on_keys
from ui.widgets.marks import Text
from ui.widgets.pane import MarkLine, Pane, Words
from ui.widgets.rows import RowList

if TYPE_CHECKING:
    from inspector.domain.errors import InspectorError
    from ui.assess_office import NumberLine, Tried
    from ui.office import Office
    from ui.tasks import Runner

NUMBERS_WIDTH = 372
FIELD_WIDTH = 116
PAUSE_MS = 200  # after the last key a number is tried
KEYS = (
    KeyHint(key="Tab", words=_("下一个数")),
    KeyHint(key="Alt+F C U", words=_("现场 综合 部门")),
    KeyHint(key="Ctrl+D", words=_("还原")),
    KeyHint(key="Esc", words=_("回排名")),
)
PARTS = (
    ("field", _("现场"), "Alt+F"),
    ("composite", _("综合"), "Alt+C"),
    ("units", _("部门"), "Alt+U"),
)


class TryPage(QWidget):
    """Nothing here is kept: leaving it leaves no trace."""

    faulted = Signal(object)

    def __init__(
        self, look: Look, office: Office, runner: Runner, month: Callable[[], str]
    ) -> None:
        super().__init__()
        self._look = look
        self._tried: Tried | None = None
        self._part = PARTS[0][0]
        self._fields: dict[str, QLineEdit | ChoiceField] = {}
        self._named: dict[str, Words] = {}
        self._titles: dict[str, str] = {}
        self._scroll = QScrollArea()
        self._parts = Segments(look, _("谁的名次"), [(code, name) for code, name, _key in PARTS])
        self._told = Words(look, "", tone="text2", elided=True)
        self._order = RowList(look, _("名次的变化"))
        self._reset = DeedButton(look, _("还原"), icon="undo-2", key="Ctrl+D")
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(PAUSE_MS)
        self._typed = ""
        self._lay_out()
        self.presenter = TryPresenter(self, office, runner, month)
        self._connect()

    def enter(self) -> None:
        self.presenter.open()

    def settle(self) -> None:
        """Try what was typed without waiting for the pause."""
        self._pause.stop()
        field = self._fields.get(self._typed)
        if isinstance(field, QLineEdit):
            self.presenter.set(self._typed, field.text())

    def show_numbers(self, numbers: Sequence[NumberLine]) -> None:
        focused = next((name for name, one in self._fields.items() if one.hasFocus()), "")
        if list(self._fields) != [one.name for one in numbers]:
            self._scroll.setWidget(self._boxes(numbers))
        for one in numbers:
            field = self._fields[one.name]
            if isinstance(field, ChoiceField):
                field.show_choices(one.choices, one.value)
            else:
                field.setText(one.value)
        first = next(iter(self._fields.values()), None)
        if first is not None:
            self._fields.get(focused, first).setFocus()

    def show_changed(self, before: Mapping[str, str]) -> None:
        for name, label in self._named.items():
            changed = name in before
            words = _("{title}　原 {value}").format(
                title=self._titles[name], value=before.get(name) or "—"
            )
            label.say(words if changed else self._titles[name], "accent" if changed else "text2")
        self._reset.setEnabled(bool(before))

    def show_tried(self, tried: Tried, words: str) -> None:
        self._tried = tried
        self._told.say(words, "text2")
        self._show_order()

    def show_bad(self, words: str) -> None:
        self._told.say(words, "danger")

    def show_fault(self, error: InspectorError) -> None:
        self.faulted.emit(error)

    def _show_order(self) -> None:
        if self._tried is not None:
            self._order.show_rows(moved_rows(self._look, getattr(self._tried, self._part)))

    def _boxes(self, numbers: Sequence[NumberLine]) -> Pane:
        sheet = Pane(self._look, margins=(20, 0, 12, 12))
        self._fields, self._named, self._titles = {}, {}, {}
        group = ""
        for one in numbers:
            if one.group != group:
                group = one.group
                sheet.add(MarkLine(self._look, (Text(words=group, strong=True),), height="row"))
            label = Words(self._look, one.title, tone="text2", elided=True)
            field = self._field(one)
            field.setFixedWidth(round(FIELD_WIDTH * self._look.px("body") / 13))
            self._fields[one.name], self._named[one.name] = field, label
            self._titles[one.name] = one.title
            line = Pane(self._look, across=True, margins=(0, 2, 0, 2), spacing=8)
            line.add(label, field)
            line.rows.setStretch(0, 1)
            sheet.add(line)
        sheet.add(0)
        return sheet

    def _field(self, one: NumberLine) -> QLineEdit | ChoiceField:
        if one.choices:
            box = ChoiceField(self._look, one.title)
            box.picked.connect(partial(self.presenter.set, one.name))
            return box
        field = QLineEdit()
        field.setProperty("bar", True)
        field.setAccessibleName(one.title)
        field.setAlignment(Qt.AlignmentFlag.AlignRight)
        field.textEdited.connect(partial(self._type, one.name))
        field.editingFinished.connect(self.settle)
        return field

    def _type(self, name: str, _text: str) -> None:
        self._typed = name
        self._pause.start()

    def _choose_part(self, code: str) -> None:
        self._part = code
        self._parts.choose(code)
        self._show_order()

    def _lay_out(self) -> None:
        look = self._look
        self._scroll.setWidgetResizable(True)
        self._scroll.setFrameShape(QFrame.Shape.NoFrame)
        self._scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        left = Pane(look, edges="r")
        left.setFixedWidth(NUMBERS_WIDTH)
        head = Pane(look, edges="b", across=True, margins=(20, 0, 12, 0), spacing=8)
        head.setFixedHeight(look.px("check_row") + 1)
        head.add(Words(look, _("规则里的数"), role="h3"), 0, self._reset)
        left.add(head, self._scroll)
        above = Pane(look, edges="b", across=True, margins=(20, 0, 16, 0), spacing=12)
        above.setFixedHeight(look.px("check_row") + 1)
        above.add(self._told, self._parts)
        above.rows.setStretch(0, 1)
        right = Pane(look)
        right.add(above, self._order)
        right.rows.setStretch(1, 1)
        whole = QHBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addWidget(left)
        whole.addWidget(right, 1)
        self._parts.choose(self._part)

    def _connect(self) -> None:
        self._pause.timeout.connect(self.settle)
        self._parts.picked.connect(self._choose_part)
        self._reset.clicked.connect(self.presenter.reset)
        self._look.changed.connect(self._show_order)
        on_keys(
            self,
            ("Ctrl+D", self.presenter.reset),
            *((key, partial(self._choose_part, code)) for code, _name, key in PARTS),
        )
