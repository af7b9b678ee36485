"""筛选 in the filter bar: a button that becomes the field in which one types what to narrow by."""

from collections.abc import Sequence

from PySide6.QtCore import Signal

from inspector.text import _
from ui.look import Look
from ui.match import Choice
from ui.widgets.buttons import DeedButton
from ui.widgets.pane import Pane
from ui.widgets.suggest import SuggestField

FIELD_WIDTH = 240


class FilterField(Pane):
    """``wanted`` asks for the choices; ``chosen`` gives a choice's key."""

    wanted = Signal()
    chosen = Signal(str)

    def __init__(self, look: Look) -> None:
        super().__init__(look, across=True)
        self._button = DeedButton(look, _("筛选"), icon="list-filter", key="F", kind="quiet")
        self._field = SuggestField(
            look, _("按什么筛选"), icon="list-filter", placeholder=_("镇街、单位、标准、月份")
        )
        self._field.setProperty("bar", True)
        self._field.setFixedWidth(FIELD_WIDTH)
        self._button.clicked.connect(self.wanted)
        self._field.chosen.connect(self._choose)
        self.add(self._button, self._field)
        self._field.hide()

    def open(self, choices: Sequence[Choice]) -> None:
        """Show the field with its first suggestions."""
        self._field.offer_choices(choices)
        self._field.show_value("")
        self._button.hide()
        self._field.show()
        self._field.setFocus()
        self._field.open_list()

    @property
    def is_open(self) -> bool:
        return self._field.isVisible()

    def close_field(self) -> None:
        self._field.close_list()
        self._field.hide()
        self._button.show()

    def _choose(self, key: str) -> None:
        self.close_field()
        self.chosen.emit(key)
