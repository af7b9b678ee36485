"""What the printer holds: plain sheets or red-head ones, and how far off they lie."""

from PySide6.QtCore import QLocale, Signal
from PySide6.QtGui import QDoubleValidator
from PySide6.QtWidgets import QLineEdit

from inspector.text import _
from ui.look import Look
from ui.widgets.choices import Segments
from ui.widgets.pane import Pane, Words

FURTHEST = 20.0  # millimetres; further a page would run off its sheet
_FIELD_WIDTH = 56
_PLAIN, _RED = "plain", "red_head"


class SheetsChoice(Pane):
    """Two fields of millimetres beside the choice; both wait for sheets with a red head."""

    picked = Signal(bool, str)  # whether the sheets bear a red head; "right,down"

    def __init__(self, look: Look) -> None:
        super().__init__(look, across=True, spacing=8)
        self._right = self._field(_("整页向右移几毫米"))
        self._down = self._field(_("整页向下移几毫米"))
        self._kind = Segments(look, _("打印用纸"), [(_PLAIN, _("普通纸")), (_RED, _("红头纸"))])
        self.add(
            Words(look, _("右移 mm"), tone="text2"),
            self._right,
            Words(look, _("下移 mm"), tone="text2"),
            self._down,
            self._kind,
        )
        self._red_head = False
        self._kind.picked.connect(self._take)
        for field in (self._right, self._down):
            field.editingFinished.connect(self._tell)

    def show_sheets(self, *, red_head: bool, shift: str) -> None:
        self._red_head = red_head
        self._kind.choose(_RED if red_head else _PLAIN)
        for field, millimetres in zip((self._right, self._down), shift.split(","), strict=True):
            field.setText(millimetres)
            field.setEnabled(red_head)

    def _take(self, kind: str) -> None:
        self._red_head = kind == _RED
        self._tell()

    def _tell(self) -> None:
        shift = ",".join(field.text().strip() or "0" for field in (self._right, self._down))
        self.picked.emit(self._red_head, shift)

    def _field(self, name: str) -> QLineEdit:
        field = QLineEdit()
        field.setAccessibleName(name)
        field.setToolTip(name)
        field.setFixedWidth(_FIELD_WIDTH)
        field.setProperty("bar", True)
        limits = QDoubleValidator(-FURTHEST, FURTHEST, 1, field)
        limits.setNotation(QDoubleValidator.Notation.StandardNotation)
        limits.setLocale(QLocale.c())
        field.setValidator(limits)
        return field
