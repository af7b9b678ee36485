"""A conflict on the screen: its values side by side, each with who wrote it and when."""

from collections.abc import Callable
from datetime import datetime
from functools import partial

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QHBoxLayout, QSizePolicy, QWidget

from inspector.text import _
from ui.look import Look
from ui.merge_told import ConflictLine, LeafLine
from ui.moments import when
from ui.widgets.buttons import DeedButton
from ui.widgets.fields import IconField
from ui.widgets.marks import Icon, Key, Mark, Text, paint_marks
from ui.widgets.pane import MarkLine, Pane, Words

MOST_CARDS = 3  # values side by side; of more the latest
CARD_HEIGHT = 112
_INSET = 14


class ValueCard(QAbstractButton):
    """One value as a card to choose: whose, what, when."""

    def __init__(self, look: Look, number: int, now: Callable[[], datetime]) -> None:
        super().__init__()
        self._look, self._number, self._now = look, number, now
        self._leaf: LeafLine | None = None
        self.setCheckable(True)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        look.changed.connect(self.updateGeometry)

    def show_leaf(self, leaf: LeafLine, *, chosen: bool) -> None:
        self._leaf = leaf
        self.setChecked(chosen)
        self.setAccessibleName(f"{leaf.value}  {leaf.device} {leaf.person}")
        self.setToolTip(leaf.value)
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(160, CARD_HEIGHT)

    def paintEvent(self, _event: QPaintEvent) -> None:
        leaf = self._leaf
        if leaf is None:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        look = self._look
        line = look.px("control_line") + (0.5 if self.isChecked() else 0)
        box = QRectF(self.rect()).adjusted(line / 2, line / 2, -line / 2, -line / 2)
        painter.setPen(QPen(look.color("accent" if self.isChecked() else "edge"), line))
        painter.setBrush(look.color("surface"))
        painter.drawRoundedRect(box, 8, 8)
        if self.hasFocus():
            painter.setPen(QPen(look.color("accent"), look.px("ring")))
            painter.drawRoundedRect(box.adjusted(2, 2, -2, -2), 6, 6)
        room = box.adjusted(_INSET, 6, -_INSET + 2, 0)
        rows = self._rows(leaf)
        height = (box.height() - 12) / len(rows)
        for number, (left, right) in enumerate(rows):
            place = QRectF(room.x(), room.y() + number * height, room.width(), height)
            paint_marks(painter, look, place, left, right)

    def _rows(self, leaf: LeafLine) -> list[tuple[tuple[Mark, ...], tuple[Mark, ...]]]:
        here = self.isChecked()
        icon = Icon(name="circle-dot" if here else "circle", tone="accent" if here else "text3")
        whose = (
            icon,
            Text(words=leaf.device, strong=True),
            Text(words=leaf.person, tone="text2", elastic=True),
        )
        value = Text(words=leaf.value or _("（空）"), role="h3", strong=True, elastic=True)
        changed = _("{when} 修改").format(when=when(leaf.at, self._now()))
        told = Text(words=changed, role="cap", tone="text2")
        remark = (Text(words=leaf.remark, role="cap", tone="warn", elastic=True),)
        return [
            (whose, (Key(words=str(self._number)),)),
            ((value,), ()),
            ((told, *(remark if leaf.remark else ())), ()),
        ]


class ConflictPane(Pane):
    """Head, cards, and how it is settled; gone when nothing is to be decided."""

    chosen = Signal(int)
    taken = Signal()
    written = Signal(str)
    kept = Signal()

    def __init__(self, look: Look, now: Callable[[], datetime]) -> None:
        super().__init__(look, edges="t", margins=(20, 8, 20, 8), spacing=6)
        self._head = MarkLine(look, height="check_row")
        self._cards = [ValueCard(look, number, now) for number in range(1, MOST_CARDS + 1)]
        self._own = IconField(look, _("另写一个值"), placeholder=_("另写，Enter 定下"), bar=True)
        words = _("几个值都会留在记录里，以后可以改定")
        self._note = Words(look, words, role="cap", tone="text2", elided=True)
        self._write = DeedButton(look, _("另写"), icon="pencil", key="W")
        self._keep = DeedButton(look, _("都留下"), icon="copy-plus", key="A")
        self._take = DeedButton(look, _("按选中的定"), icon="check", key="Enter")
        deeds = _across(self._note, self._own, self._write, self._keep, self._take)
        self.add(self._head, _across(*self._cards), deeds)
        self._connect()
        self._let_write(open_=False)
        self.hide()

    def show_conflict(
        self, conflict: ConflictLine | None, place: int, total: int, chosen: int
    ) -> None:
        self.setVisible(conflict is not None)
        if conflict is None:
            return
        self._let_write(open_=False)
        self._own.clear()
        apart = _("{n} 台电脑各自改过").format(n=len({one.device for one in conflict.leaves}))
        self._head.show_marks(
            (
                Text(words=_("第 {n} 处，共 {all} 处").format(n=place, all=total), strong=True),
                Text(words=f"{conflict.title} · {conflict.field}", strong=True, elastic=True),
                Text(words=apart, role="cap", tone="text2"),
            ),
            (Text(words=_("原值：{value}").format(value=conflict.base or "—"), tone="text2"),),
        )
        for number, card in enumerate(self._cards):
            card.setVisible(number < len(conflict.leaves))
            if number < len(conflict.leaves):
                card.show_leaf(conflict.leaves[number], chosen=number == chosen)

    def begin_writing(self) -> None:
        """A line for words of one's own."""
        self._let_write(open_=True)
        self._own.setFocus()

    def _let_write(self, *, open_: bool) -> None:
        self._own.setVisible(open_)
        self._note.setVisible(not open_)

    def _connect(self) -> None:
        for number, card in enumerate(self._cards):
            card.clicked.connect(partial(self.chosen.emit, number))
        self._write.clicked.connect(self.begin_writing)
        self._keep.clicked.connect(self.kept)
        self._take.clicked.connect(self.taken)
        self._own.returnPressed.connect(lambda: self.written.emit(self._own.text()))


def _across(*widgets: QWidget) -> QWidget:
    row = QWidget()
    box = QHBoxLayout(row)
    box.setContentsMargins(0, 0, 0, 0)
    box.setSpacing(8)
    for widget in widgets:
        box.addWidget(widget)
    return row
