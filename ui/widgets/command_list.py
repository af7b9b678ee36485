"""The commands under the field at the top, as one types; it never takes the focus."""

from collections.abc import Sequence

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from inspector.text import _
from ui.commands import Command
from ui.look import Look
from ui.widgets.marks import Key, Mark, Text
from ui.widgets.rows import Row, RowList

_WIDE = 420  # pixels: a command, where it works, its key
_EDGE = 8  # pixels left free at the window's lower edge


class CommandList(QFrame):
    """The list under the field; it never takes the focus away from it."""

    taken = Signal(str)

    def __init__(self, look: Look, window: QWidget) -> None:
        super().__init__(window)
        self._look = look
        look.clothe(self)
        self.list = RowList(look, _("命令"), inset=10)
        self.list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.list.clicked.connect(lambda _index: self.taken.emit(self.list.chosen_key()))
        rows = QVBoxLayout(self)
        rows.setContentsMargins(1, 5, 1, 5)
        rows.addWidget(self.list)
        self.hide()

    def show_below(self, field: QWidget, commands: Sequence[Command]) -> None:
        window = self.parentWidget()
        self.list.show_rows([_row(one) for one in commands])
        self.list.choose(commands[0].code)
        if window is None:
            return
        corner = field.mapTo(window, QPoint(field.width() - _WIDE, field.height() + 2))
        wanted = len(commands) * self._look.px("quiet_row") + 12
        high = min(wanted, window.height() - corner.y() - _EDGE)
        self.setGeometry(max(corner.x(), _EDGE), corner.y(), _WIDE, high)
        self.show()
        self.raise_()

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), self._look.color("surface"))
        painter.setPen(QPen(self._look.color("border"), 1))
        painter.drawRect(self.rect().adjusted(0, 0, -1, -1))


def _row(one: Command) -> Row:
    right: list[Mark] = []
    if one.where:
        right.append(Text(words=one.where, role="cap", tone="text3"))
    if one.key:
        right.append(Key(words=one.key))
    return Row(
        key=one.code,
        left=(Text(words=one.words, strong=True, elastic=True),),
        right=tuple(right),
        height="quiet_row",
    )
