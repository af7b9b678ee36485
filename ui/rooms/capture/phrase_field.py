"""The sentence with its blanks: typed freely, Tab walks the blanks, ↓ takes the next phrase."""

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QKeyEvent, QTextCharFormat, QTextCursor
from PySide6.QtWidgets import QSizePolicy, QTextEdit, QVBoxLayout, QWidget

from inspector.text import _
from ui.look import Look
from ui.rooms.capture.phrase import UNFILLED, lay_out
from ui.widgets.fields import is_undo_key
from ui.widgets.pane import Words


class PhraseEdit(QTextEdit):
    """Holds the words; a blank is a stretch between two cursors that grows with what is typed."""

    another = Signal(int)

    def __init__(self, look: Look) -> None:
        super().__init__()
        self._look = look
        self._blanks: list[tuple[QTextCursor, QTextCursor]] = []
        self.setAcceptRichText(False)
        self.setTabChangesFocus(True)
        self.setAccessibleName(_("描述"))
        self.setFrameShape(QTextEdit.Shape.NoFrame)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.document().setDocumentMargin(0)
        look.changed.connect(self.tint)

    def show_pieces(self, phrase: str, filled: Mapping[str, str]) -> None:
        self._blanks = []
        pieces = lay_out(phrase, filled)
        self.setPlainText("".join(piece.words for piece in pieces))
        start = 0
        for piece in pieces:
            end = start + len(piece.words)
            if piece.blank:
                self._blanks.append(self._stretch(start, end))
            start = end
        # text typed at the end of a blank belongs to it, text before its start does not
        for first, _last in self._blanks:
            first.setKeepPositionOnInsert(True)
        self.tint()

    def event(self, event: QEvent) -> bool:
        """As in every field: where no typing is left to take back, Ctrl+Z is the window's."""
        if is_undo_key(event) and not self.document().isUndoAvailable():
            event.ignore()
            return False
        return super().event(event)

    def enter_blank(self) -> bool:
        """Select the first blank that still waits; False where none does."""
        for first, last in self._blanks:
            if UNFILLED in self._words_between(first, last):
                self._select(first, last)
                return True
        self.moveCursor(QTextCursor.MoveOperation.End)
        return False

    def tint(self) -> None:
        marks = []
        for first, last in self._blanks:
            mark = QTextEdit.ExtraSelection()
            mark.cursor = self._between(first, last)
            shape = QTextCharFormat()
            shape.setBackground(self._look.color("soft"))
            mark.format = shape
            marks.append(mark)
        self.setExtraSelections(marks)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = event.key()
        if key == Qt.Key.Key_Down:
            self.another.emit(1)
        elif key == Qt.Key.Key_Up:
            self.another.emit(-1)
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            event.ignore()  # one sentence; Ctrl+Enter belongs to the room
        else:
            super().keyPressEvent(event)
            self.tint()

    def focusNextPrevChild(self, forward: bool) -> bool:
        if forward and self.hasFocus() and self._next_blank():
            return True
        return super().focusNextPrevChild(forward)

    def _next_blank(self) -> bool:
        here = self.textCursor().selectionEnd()
        for first, last in self._blanks:
            if first.position() > here:
                self._select(first, last)
                return True
        return False

    def _stretch(self, start: int, end: int) -> tuple[QTextCursor, QTextCursor]:
        first, last = QTextCursor(self.document()), QTextCursor(self.document())
        first.setPosition(start)
        last.setPosition(end)
        return first, last

    def _between(self, first: QTextCursor, last: QTextCursor) -> QTextCursor:
        cursor = QTextCursor(self.document())
        cursor.setPosition(first.position())
        cursor.setPosition(last.position(), QTextCursor.MoveMode.KeepAnchor)
        return cursor

    def _words_between(self, first: QTextCursor, last: QTextCursor) -> str:
        return self._between(first, last).selectedText()

    def _select(self, first: QTextCursor, last: QTextCursor) -> None:
        self.setTextCursor(self._between(first, last))


class PhraseField(QWidget):
    """The boxed sentence and, under it, how to go on."""

    written = Signal(str)
    another = Signal(int)

    def __init__(self, look: Look) -> None:
        super().__init__()
        self._look = look
        self.edit = PhraseEdit(look)
        self._hint = Words(look, "", role="cap", tone="text3", elided=True)
        self.setAccessibleName(_("描述"))
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setObjectName("phrase")
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setFocusProxy(self.edit)
        rows = QVBoxLayout(self)
        rows.setContentsMargins(10, 6, 10, 4)
        rows.setSpacing(2)
        rows.addWidget(self.edit)
        rows.addWidget(self._hint)
        self.edit.textChanged.connect(self._tell)
        self.edit.another.connect(self.another)
        self.edit.installEventFilter(self)
        look.changed.connect(self._dress)
        self._dress()

    def show_phrase(self, phrases: Sequence[str], number: int, filled: Mapping[str, str]) -> None:
        self.edit.show_pieces(phrases[number], filled)
        if len(phrases) > 1:
            words = _("Tab 跳到下一空　↓ 换一句（共 {n} 句）").format(n=len(phrases))
        else:
            words = _("Tab 跳到下一空")
        self._hint.say(words)

    def show_note(self, words: str) -> None:
        self.edit.show_pieces(words, {})
        self._hint.say("")

    def enter(self) -> None:
        self.edit.setFocus()
        self.edit.enter_blank()

    def eventFilter(self, watched: object, event: QEvent) -> bool:
        if event.type() in (QEvent.Type.FocusIn, QEvent.Type.FocusOut):
            self._dress()
        return False

    def _tell(self) -> None:
        self.written.emit(self.edit.toPlainText())

    def _dress(self) -> None:
        look = self._look
        tones = look.theme.tones
        here = self.edit.hasFocus()
        line = look.px("ring") if here else look.px("control_line")
        colour = tones.accent if here else tones.border
        self.setStyleSheet(
            f"#phrase {{ border: {line}px solid {colour}; border-radius: 6px;"
            f" background: {tones.surface}; }}"
        )
        self.edit.setFixedHeight(2 * round(look.px("body") * 1.6) + 2)
        self._hint.setFixedHeight(look.px("chip"))
        self.setFixedHeight(self.edit.height() + self._hint.height() + 12)
