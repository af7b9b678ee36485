"""The commands under the field at the top, as one types."""

from collections.abc import Sequence

from PySide6.QtCore import QPoint, QRect
from PySide6.QtWidgets import QWidget

from inspector.text import _
from ui.commands import Command
from ui.look import Look
from ui.widgets.floating import FloatingList
from ui.widgets.marks import Key, Mark, Text
from ui.widgets.rows import Row

_WIDE = 420  # pixels: a command, where it works, its key
_EDGE = 8  # pixels left free at the window's lower edge


class CommandList(FloatingList):
    """At the right edge of its field, as high as the window leaves room for."""

    def __init__(self, look: Look, window: QWidget) -> None:
        super().__init__(look, window, _("命令"))

    def show_below(self, field: QWidget, commands: Sequence[Command]) -> None:
        window = self.parentWidget()
        self.list.show_rows([_row(one) for one in commands])
        self.list.choose(commands[0].code)
        if window is None:
            return
        corner = field.mapTo(window, QPoint(field.width() - _WIDE, field.height() + 2))
        high = min(self.high_for(len(commands)), window.height() - corner.y() - _EDGE)
        self.show_at(QRect(max(corner.x(), _EDGE), corner.y(), _WIDE, high))


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
