"""Fields one types into: with an icon at the left and a code or key at the right."""

from PySide6.QtCore import QEvent, QRectF, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QKeySequence, QPainter, QPaintEvent
from PySide6.QtWidgets import QLineEdit

from inspector.text import _
from ui.look import Look
from ui.widgets.marks import Icon, Key, Mark, Text, paint_marks, width_of


class IconField(QLineEdit):
    """A line edit whose icon and right-hand mark are drawn inside its edge."""

    entered = Signal()

    def __init__(
        self,
        look: Look,
        name: str,
        *,
        icon: str = "",
        placeholder: str = "",
        key: str = "",
        bar: bool = False,
    ) -> None:
        super().__init__()
        self.setProperty("bar", bar)
        self._look, self._icon = look, icon
        self._right: tuple[Mark, ...] = (Key(words=key),) if key else ()
        self._asked: tuple[Mark, ...] | None = None  # what stood at the right before we asked
        self.setAccessibleName(name)
        self.setPlaceholderText(placeholder)
        self.textChanged.connect(self._asked_no_more)
        look.changed.connect(self._inset)
        self._inset()

    def set_code(self, words: str) -> None:
        """Show a code at the right, as the point's or standard's."""
        self._right = (Text(words=words, role="cap", tone="text3"),) if words else ()
        self._inset()
        self.update()

    def ask(self) -> None:
        """Nothing stands here that must: the caret comes, and it is said until one types."""
        if self._asked is None:
            self._asked = self._right
            self._right = (Text(words=_("必填"), role="cap", tone="danger"),)
            self.setAccessibleDescription(_("必填"))
            self._inset()
        self.setFocus()
        self.update()

    def _asked_no_more(self) -> None:
        if self._asked is not None:
            self._right, self._asked = self._asked, None
            self.setAccessibleDescription("")
            self._inset()
            self.update()

    def event(self, event: QEvent) -> bool:
        """Ctrl+Z takes back typing; where there is none to take back, it is the window's."""
        if is_undo_key(event) and not self.isUndoAvailable():
            event.ignore()
            return False
        return super().event(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.entered.emit()

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        marks = (Icon(name=self._icon),) if self._icon else ()
        box = QRectF(self.rect()).adjusted(10, 0, -9, 0)
        paint_marks(QPainter(self), self._look, box, marks, self._right)

    def _inset(self) -> None:
        left = self._look.px("icon") + 8 if self._icon else 0
        right = round(width_of(self._right, self._look)) + 6 if self._right else 0
        self.setTextMargins(left, 0, right, 0)


def is_undo_key(event: QEvent) -> bool:
    """Whether a field is asked if Ctrl+Z is meant for it."""
    return (
        event.type() == QEvent.Type.ShortcutOverride
        and isinstance(event, QKeyEvent)
        and event.matches(QKeySequence.StandardKey.Undo)
    )
