"""A field with suggestions: type initials, take by Enter or by number."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QEvent, QObject, QPoint, QRect, Qt, QTimer, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QWidget

from inspector.text import _
from ui.look import Look
from ui.match import Choice, offer
from ui.widgets.fields import IconField
from ui.widgets.floating import FloatingList
from ui.widgets.marks import Key, Text
from ui.widgets.rows import Row


class Suggestions(FloatingList):
    """As wide as its field; above it where there is no room below."""

    def __init__(self, look: Look, window: QWidget) -> None:
        super().__init__(look, window, _("建议"))
        self.list.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)

    def show_below(self, field: QWidget, choices: Sequence[Choice]) -> None:
        self.list.show_rows(
            [
                Row(
                    key=choice.key,
                    left=(Text(words=choice.name, strong=True, elastic=True),),
                    right=(
                        Text(words=choice.words, role="cap", tone="text3"),
                        Key(words=str(number)),
                    ),
                    height="quiet_row",
                )
                for number, choice in enumerate(choices, start=1)
            ]
        )
        self._place(field, len(choices))
        self.list.choose(choices[0].key)

    def show_words(self, field: QWidget, words: str) -> None:
        """Say that nothing fits; there is nothing to take."""
        said = (Text(words=words, tone="text3", elastic=True),)
        self.list.show_rows([Row(key="", left=said, height="quiet_row")])
        self._place(field, 1)

    def _place(self, field: QWidget, rows: int) -> None:
        window = self.parentWidget()
        if window is None:
            return
        corner = field.mapTo(window, QPoint(0, field.height() + 2))
        height = self.high_for(rows)
        if corner.y() + height > window.height():  # a field at the foot has its list above it
            corner.setY(corner.y() - field.height() - height - 4)
        self.show_at(QRect(corner.x(), corner.y(), field.width(), height))


class SuggestField(IconField):
    """Up to eight suggestions as one types; Enter takes the lit one, 1–8 that one.

    ``chosen`` gives the key. Where ``free`` is set, what was typed may stand by itself and is
    told by ``written``.
    """

    chosen = Signal(str)
    written = Signal(str)

    def __init__(
        self, look: Look, name: str, *, icon: str = "", placeholder: str = "", free: bool = False
    ) -> None:
        super().__init__(look, name, icon=icon, placeholder=placeholder)
        self._free = free
        self._choices: Sequence[Choice] = ()
        self._recent: Sequence[str] = ()
        self._offered: list[Choice] = []
        self._shown = ""
        self._popup: Suggestions | None = None
        self.take_digit: Callable[[int], bool] = lambda _digit: False
        """Asked of a digit typed into the empty field; says whether it was meant for another."""
        self.textEdited.connect(self._offer)

    def offer_choices(self, choices: Sequence[Choice], recent: Sequence[str] = ()) -> None:
        self._choices, self._recent = choices, recent
        if self.hasFocus() and self.isModified():
            self._offer()

    def show_value(self, words: str, code: str = "") -> None:
        """What the field holds now, with its code at the right."""
        self._shown = words
        self.setText(words)
        self.set_code(code)
        self.setModified(False)
        self.close_list()

    def open_list(self) -> None:
        """Show the choices without typing: the recent ones first."""
        self._show(offer(self._choices, "", self._recent))

    def close_list(self) -> None:
        if self._popup is not None:
            self._popup.hide()
        self._offered = []

    def offered(self) -> list[Choice]:
        return list(self._offered)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = event.key()
        if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            # Ctrl+Enter saves the form and belongs to the room
            if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
                event.ignore()
            else:
                self._settle()
        elif key in (Qt.Key.Key_Down, Qt.Key.Key_Up):
            self._walk(1 if key == Qt.Key.Key_Down else -1)
        elif key == Qt.Key.Key_Escape and self._offered:
            self.show_value(self._shown)
        elif self._number(event) is not None:
            self._take(self._offered[self._number(event) or 0].key)
        elif not (self._is_spare(event) and self.take_digit(int(event.text()))):
            super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.selectAll()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        if self._free and self.isModified():
            self.written.emit(self.text().strip())
            self.setModified(False)
        elif not self._free and self.isModified():
            self.setText(self._shown)
            self.setModified(False)
        # a click on the list must arrive before the list goes
        QTimer.singleShot(0, self.close_list)
        super().focusOutEvent(event)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Resize:
            self.close_list()
        return super().eventFilter(watched, event)

    def _is_spare(self, event: QKeyEvent) -> bool:
        """A digit that neither counts suggestions nor goes on with what is typed."""
        return event.text() in tuple("12345678") and not (self._offered or self.text())

    def _number(self, event: QKeyEvent) -> int | None:
        """The place a digit stands for; digits are typed as such where a code is being typed."""
        if not self._offered or event.text() not in tuple("12345678"):
            return None
        typed = self.text() if self.isModified() else ""
        if any(letter.isdigit() for letter in typed):
            return None
        place = int(event.text()) - 1
        return place if place < len(self._offered) else None

    def _offer(self) -> None:
        typed = self.text()
        found = offer(self._choices, typed, self._recent) if typed.strip() else []
        self._show(found)
        if typed.strip() and not found and not self._free:
            self._list().show_words(self, _("没有找到“{typed}”").format(typed=typed.strip()))

    def _show(self, choices: list[Choice]) -> None:
        self._offered = choices
        if not choices:
            self.close_list()
            return
        self._list().show_below(self, choices)

    def _list(self) -> Suggestions:
        if self._popup is None:
            self._popup = Suggestions(self._look, self.window())
            self._popup.taken.connect(self._take)
            self.window().installEventFilter(self)
        return self._popup

    def _walk(self, by: int) -> None:
        if not self._offered:
            self.open_list()
        elif self._popup is not None:
            keys = [choice.key for choice in self._offered]
            at = keys.index(self._popup.list.chosen_key()) + by
            self._popup.list.choose(keys[min(max(at, 0), len(keys) - 1)])

    def _settle(self) -> None:
        if self._offered and self._popup is not None:
            self._take(self._popup.list.chosen_key())
        elif self._free:
            self.written.emit(self.text().strip())
            self.setModified(False)

    def _take(self, key: str) -> None:
        self.setModified(False)
        self.close_list()
        self.chosen.emit(key)
