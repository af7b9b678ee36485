"""The keys of a room in the status line: as many as fit whole, the first ones first."""

from collections.abc import Sequence

from PySide6.QtCore import QSize
from PySide6.QtGui import QResizeEvent

from ui.look import Look
from ui.widgets.marks import Key, Mark, Text, width_of
from ui.widgets.pane import MarkLine

LEAST = 24


class KeyLine(MarkLine):
    """Takes the room that is left; what was just done and what is here come before it."""

    def __init__(self, look: Look) -> None:
        self._hints: Sequence[tuple[str, str]] = ()
        super().__init__(look)
        look.changed.connect(self._fit)

    def show_keys(self, hints: Sequence[tuple[str, str]]) -> None:
        """Each a key and what it does."""
        self._hints = hints
        self._fit()
        self.setAccessibleName("，".join(f"{key} {words}" for key, words in hints))

    def sizeHint(self) -> QSize:
        return QSize(LEAST, super().sizeHint().height())

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        shown: tuple[Mark, ...] = ()
        for key, words in self._hints:
            space = (Text(words=" ", role="cap"),) if shown else ()
            more = (*shown, *space, Key(words=key), Text(words=words, role="cap", tone="text2"))
            if width_of(more, self._look) > self.width():
                break
            shown = more
        if shown != self._left:
            name = self.accessibleName()
            self.show_marks(shown)
            self.setAccessibleName(name)
