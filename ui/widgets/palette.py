"""The field at the top: searches the ledger, and offers rooms and commands as one types."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent

from inspector.text import _
from ui.commands import SEARCH, Command, offered
from ui.look import Look
from ui.widgets.fields import IconField

if TYPE_CHECKING:
    from ui.widgets.command_list import CommandList


class PaletteField(IconField):
    """``searched`` for what was typed, ``chosen`` for the code of a command."""

    searched = Signal(str)
    chosen = Signal(str)

    def __init__(
        self, look: Look, commands: Callable[[], Sequence[Command]], initials: Callable[[str], str]
    ) -> None:
        super().__init__(
            look,
            _("搜索或执行命令"),
            icon="search",
            placeholder=_("搜索或执行命令"),
            key="Ctrl+K",
            bar=True,
        )
        self._ask, self._initials = commands, initials
        self._commands: Sequence[Command] = ()
        self._offered: list[Command] = []
        self._all_keys = False
        self._popup: CommandList | None = None
        self.textEdited.connect(self._offer)

    def open_field(self, *, all_keys: bool) -> None:
        """Come in by Ctrl+K, or by F1 for the whole list of keys."""
        self._commands, self._all_keys = self._ask(), all_keys
        self.setFocus(Qt.FocusReason.ShortcutFocusReason)
        if all_keys:
            self.clear()
        self.selectAll()
        self._offer()

    def offered(self) -> list[Command]:
        return list(self._offered)

    def close_list(self) -> None:
        self._offered, self._all_keys = [], False
        if self._popup is not None:
            self._popup.hide()

    def focusInEvent(self, event: QFocusEvent) -> None:
        self._commands = self._ask()
        super().focusInEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        # a click on the list must arrive before the list goes
        QTimer.singleShot(0, self, self.close_list)
        super().focusOutEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = event.key()
        if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._take(self._popup.list.chosen_key() if self._offered and self._popup else SEARCH)
        elif key in (Qt.Key.Key_Down, Qt.Key.Key_Up) and self._offered:
            self._walk(1 if key == Qt.Key.Key_Down else -1)
        elif key == Qt.Key.Key_Escape and self._offered:
            self.close_list()
        else:
            super().keyPressEvent(event)

    def _offer(self) -> None:
        lines = offered(self.text(), self._commands, self._initials, all_keys=self._all_keys)
        self._offered = lines
        if not lines:
            if self._popup is not None:
                self._popup.hide()
            return
        if self._popup is None:
            from ui.widgets.command_list import CommandList  # not before the first painting

            self._popup = CommandList(self._look, self.window())
            self._popup.taken.connect(self._take)
        self._popup.show_below(self, lines)

    def _walk(self, by: int) -> None:
        if self._popup is not None:
            codes = [one.code for one in self._offered]
            at = codes.index(self._popup.list.chosen_key()) + by
            self._popup.list.choose(codes[min(max(at, 0), len(codes) - 1)])

    def _take(self, code: str) -> None:
        words = self.text()
        self.close_list()
        if code == SEARCH:
            self.searched.emit(words)
        elif code:
            self.clear()
            self.chosen.emit(code)
