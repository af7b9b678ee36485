"""An import on the screen: each column with its field, and what taking it in would change."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea

from inspector.text import _
from ui.look import Look
from ui.rooms.register.rows import doubtful_rows
from ui.widgets.buttons import DeedButton
from ui.widgets.choices import ChoiceField
from ui.widgets.marks import Icon, Mark, Slot, Text
from ui.widgets.pane import MarkLine, Pane, Words
from ui.widgets.rows import RowList

if TYPE_CHECKING:
    from inspector.app.register_told import Column, Imported, Proposal

SIDE_WIDTH = 372
_FIELD_ROOM = 168


class ImportPane(Pane):
    """Nothing is changed before the button is pressed."""

    mapped = Signal(str, str)
    taken = Signal()
    closed = Signal()

    def __init__(self, look: Look) -> None:
        super().__init__(look)
        self._fields: dict[str, ChoiceField] = {}
        self._file = MarkLine(look, height="check_row")
        self._columns = QScrollArea()
        self._head = MarkLine(look, height="check_row")
        self._counts = [
            (Words(look, name, role="cap", tone="text2"), Words(look, "—", role="num"))
            for name in (_("新增"), _("变更"), _("相同"), _("未收"))
        ]
        self._rejected_head = MarkLine(look, height="quiet_row")
        self._rejected = RowList(look, _("未收的行"))
        self._cancel = DeedButton(look, _("取消"), key="Esc", height="main_deed")
        self._take = DeedButton(
            look,
            _("导入"),
            icon="download",
            key="Ctrl+Enter",
            kind="filled",
            height="main_deed",
            spread=True,
        )
        self._lay_out()
        self._cancel.clicked.connect(self.closed)
        self._take.clicked.connect(self.taken)

    def show_proposal(self, kind: str, proposal: Proposal, fields: Mapping[str, str]) -> None:
        """The columns of a file; the boxes are made once for a file and then only set."""
        told = _("{kind} · {n:,} 行").format(kind=kind, n=proposal.rows)
        self._cancel.name(_("取消"))
        self._file.show_marks(
            (
                Text(words=proposal.file, role="h3", strong=True, elastic=True),
                Text(words=told, tone="text2"),
            )
        )
        if list(self._fields) != [one.name for one in proposal.columns]:
            self._columns.setWidget(self._boxes(proposal))
        choices = [("", _("不导入")), *((name, word) for name, word, _needed in proposal.fields)]
        for column, box in self._fields.items():
            box.show_choices(choices, fields.get(column, ""))

    def show_rehearsal(self, told: Imported | None, words: str) -> None:
        """Counts of what would be; without them only words, and nothing can be taken."""
        self._head.show_marks(
            (
                Text(words=_("预演"), role="h3", strong=True),
                Text(words=words, tone="text2" if told else "warn", elastic=True),
            )
        )
        ready = told.added + told.changed if told else 0
        self._take.setEnabled(ready > 0)
        self._take.name(_("导入 {n:,} 条").format(n=ready) if ready else _("导入"))
        self._show_counts(told)

    def show_taken(self, told: Imported, words: str) -> None:
        """What was done; the rows that were not taken stay to be mended."""
        done = Icon(name="circle-check", tone="ok")
        self._head.show_marks((done, Text(words=words, tone="text", strong=True, elastic=True)))
        self._take.setEnabled(False)
        self._take.name(_("导入"))
        self._cancel.name(_("完成"))
        self._cancel.setFocus()
        self._show_counts(told)

    def stand_on_first(self) -> None:
        """Put the focus on the first column that is not taken for anything, else on the deed."""
        open_ = next((box for box in self._fields.values() if not box.code()), None)
        (open_ or self._take).setFocus()

    def _show_counts(self, told: Imported | None) -> None:
        numbers = (
            (told.added, told.changed, told.unchanged, len(told.rejected)) if told else (None,) * 4
        )
        for (_name, value), number in zip(self._counts, numbers, strict=True):
            value.say("—" if number is None else f"{number:,}")
        rejected = told.rejected if told else ()
        self._counts[3][1].say(self._counts[3][1].text(), "danger" if rejected else "text")
        words: list[Mark] = []
        if rejected:
            words.append(Text(words=_("未收的行"), role="h3", strong=True))
            hint = _("在表里改好，再选一次")
            words.append(Text(words=hint, role="cap", tone="text2", elastic=True))
        notes = told.notes if told else ()
        if notes:
            said = _("已收，但请留意 {n} 处").format(n=len(notes))
            words.append(Text(words=said, role="cap", tone="warn", elastic=True))
        self._rejected_head.show_marks(tuple(words))
        self._rejected.show_rows(doubtful_rows(rejected, notes))

    def _boxes(self, proposal: Proposal) -> Pane:
        sheet = Pane(self._look, margins=(20, 4, 20, 8))
        self._fields = {}
        for column in proposal.columns:
            box = ChoiceField(self._look, _("列 {name} 导入为").format(name=column.name))
            box.setFixedWidth(_FIELD_ROOM)
            box.picked.connect(partial(self.mapped.emit, column.name))
            self._fields[column.name] = box
            line = Pane(self._look, edges="b", across=True, margins=(0, 6, 0, 6), spacing=12)
            line.add(self._column(column), box)
            line.rows.setStretch(0, 1)
            sheet.add(line)
        sheet.add(0)
        return sheet

    def _column(self, column: Column) -> MarkLine:
        sample = "，".join(column.sample) or _("没有内容")
        return MarkLine(
            self._look,
            (
                Text(words=column.name, strong=True),
                Text(words=sample, role="cap", tone="text2", elastic=True),
            ),
            (Icon(name="chevron-right", tone="text3"),),
            height="bar_control",
        )

    def _lay_out(self) -> None:
        look = self._look
        above = Pane(look, edges="b", across=True, margins=(20, 0, 12, 0), spacing=8)
        above.add(self._file)
        heads = Pane(look, margins=(20, 0, 20, 0))
        left = Text(words=_("表里的列，后面是其中几个值"), role="cap", tone="text2")
        right = Text(words=_("导入为"), role="cap", tone="text2")
        heads.add(
            MarkLine(look, (left,), (Slot(mark=right, room=_FIELD_ROOM),), height="quiet_row")
        )
        self._columns.setWidgetResizable(True)
        self._columns.setFrameShape(QFrame.Shape.NoFrame)
        self._columns.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._columns.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        columns = Pane(look)
        columns.add(above, heads, self._columns)
        columns.rows.setStretch(2, 1)
        side = Pane(look, edges="l")
        side.setFixedWidth(SIDE_WIDTH)
        named = Pane(look, edges="b", margins=(20, 0, 16, 0))
        named.add(self._head)
        counts = Pane(look, edges="b", across=True, margins=(20, 10, 20, 10))
        for name, value in self._counts:
            pair = Pane(look, spacing=0)
            pair.add(name, value)
            counts.add(pair)
        bad = Pane(look, margins=(20, 8, 16, 0))
        bad.add(self._rejected_head)
        deeds = Pane(look, edges="t", across=True, margins=(16, 12, 16, 12), spacing=8)
        deeds.add(self._cancel, self._take)
        side.add(named, counts, bad, self._rejected, deeds)
        side.rows.setStretch(3, 1)
        whole = QHBoxLayout()
        whole.setSpacing(0)
        whole.addWidget(columns, 1)
        whole.addWidget(side)
        self.rows.addLayout(whole)
