"""The empty state: one icon, one sentence."""

from PySide6.QtCore import Qt

from ui.look import Look
from ui.widgets.marks import Icon
from ui.widgets.pane import MarkLine, Pane, Words


class EmptyState(Pane):
    """Centred in its pane; says what is so and what to do."""

    def __init__(self, look: Look, icon: str, words: str = "") -> None:
        super().__init__(look, spacing=8, margins=(20, 20, 20, 20))
        picture = MarkLine(look, (Icon(name=icon, tone="text3", size=24),), height="quiet_row")
        picture.setFixedWidth(26)
        self._words = Words(look, words, tone="text2", wrap=True)
        self._words.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.add(0)
        self.rows.addWidget(picture, 0, Qt.AlignmentFlag.AlignHCenter)
        self.rows.addWidget(self._words)
        self.add(0)

    def say(self, words: str) -> None:
        self._words.say(words)
