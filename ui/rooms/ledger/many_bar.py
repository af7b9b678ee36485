"""The bar over the status line while several rows are selected: what can be done with them."""

from collections.abc import Sequence

from PySide6.QtCore import Signal

from inspector.text import _
from ui.look import Look
from ui.match import Choice
from ui.widgets.buttons import DeedButton
from ui.widgets.pane import Pane, Words
from ui.widgets.suggest import SuggestField

FIELD_WIDTH = 260


class ManyBar(Pane):
    """Gone while fewer than two rows are selected, unless a unit is being chosen."""

    unit_wanted = Signal()
    unit_chosen = Signal(str)
    copied = Signal()
    left = Signal()

    def __init__(self, look: Look) -> None:
        super().__init__(
            look, tone="soft", edges="t", across=True, margins=(20, 6, 12, 6), spacing=8
        )
        self._count = Words(look, "", strong=True)
        self._unit = DeedButton(look, _("改责任单位"), key="U", kind="quiet")
        self._copy = DeedButton(look, _("复制成表"), key="Ctrl+C", kind="quiet")
        self._leave = DeedButton(look, _("取消"), key="Esc", kind="quiet")
        self._field = SuggestField(look, _("改由哪个单位负责"), placeholder=_("拼音首字母、编号"))
        self._field.setMinimumWidth(FIELD_WIDTH // 2)
        self._field.setMaximumWidth(FIELD_WIDTH)
        self._unit.clicked.connect(self.unit_wanted)
        self._copy.clicked.connect(self.copied)
        self._leave.clicked.connect(self.left)
        self._field.chosen.connect(self._choose)
        self.add(self._count, 8, self._unit, self._field, self._copy, 0, self._leave)
        self._field.hide()
        self.hide()

    def show_count(self, words: str) -> None:
        self._count.say(words)
        self._field.hide()
        self.setVisible(bool(words))

    def ask_unit(self, units: Sequence[Choice]) -> None:
        self._field.offer_choices(units)
        self._field.show_value("")
        self._field.show()
        self.show()
        self._field.setFocus()

    def _choose(self, unit: str) -> None:
        self._field.hide()
        self.unit_chosen.emit(unit)
