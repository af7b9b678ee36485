"""The checkup on the screen: calm lines, each with what it means and the one thing to do."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QScrollArea, QSizePolicy, QWidget

from inspector.text import _
from ui.look import Look
from ui.rooms.settings.presenter import HealthLine
from ui.widgets.buttons import DeedButton
from ui.widgets.marks import Icon, Text, paint_marks
from ui.widgets.pane import MarkLine, Pane

_SIGNS = {"ok": "circle-check", "warn": "triangle-alert", "danger": "octagon-x"}
_SPOKEN = {"ok": _("正常"), "warn": _("留意"), "danger": _("要处理")}
_GAP = 12
_TIGHTER = 2  # pixels than a row of two lines: all nine fit the smallest screen in sunlight
WIDEST = 820  # of the lines: the eye must find the button that belongs to them


class HealthWords(QWidget):
    """Sign, title and words of a line; two lines of words where one is too short."""

    def __init__(self, look: Look) -> None:
        super().__init__()
        self._look = look
        self._line: HealthLine | None = None
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        look.changed.connect(self.update)

    def show_line(self, line: HealthLine) -> None:
        self._line = line
        self.setAccessibleName(f"{line.title} {_SPOKEN[line.weight]} {line.words}")
        self.setToolTip(line.words)
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(200, self._look.px("tall_row") - _TIGHTER)

    def minimumSizeHint(self) -> QSize:
        return QSize(120, self._look.px("tall_row") - _TIGHTER)

    def paintEvent(self, _event: QPaintEvent) -> None:
        if self._line is None:
            return
        painter, look, line = QPainter(self), self._look, self._line
        side = look.px("icon") + 2
        sign = QRectF(0, 0, side, self.height())
        icon = Icon(name=_SIGNS[line.weight], tone=line.weight, size=side)
        paint_marks(painter, look, sign, (icon,))
        left, width = side + _GAP, self.width() - side - _GAP
        half = self.height() / 2
        upper = QRectF(left, 6, width, half - 4)
        lower = QRectF(left, half - 1, width, half - 4)
        tone = "text2" if line.weight == "ok" else "text"
        paint_marks(painter, look, upper, (Text(words=line.title, strong=True),))
        paint_marks(
            painter, look, lower, (Text(words=line.words, role="cap", tone=tone, elastic=True),)
        )


class HealthPage(Pane):
    """All lines, the deed of each by its number."""

    wanted = Signal(str)
    again = Signal()

    def __init__(self, look: Look) -> None:
        super().__init__(look)
        self._lines: dict[str, tuple[HealthWords, DeedButton]] = {}
        self._told = MarkLine(look, height="check_row")
        self._again = DeedButton(look, _("重新检查"), icon="repeat-2", key="F5")
        self._again.clicked.connect(self.again)
        head = Pane(look, edges="b", across=True, margins=(24, 0, 16, 0), spacing=8)
        head.add(self._told, self._again)
        head.rows.setStretch(0, 1)
        self._sheet = Pane(look, margins=(24, 0, 24, 0))
        self._scroll = QScrollArea()
        self._scroll.setWidgetResizable(True)
        self._scroll.setFrameShape(QFrame.Shape.NoFrame)
        self._scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._scroll.setWidget(self._sheet)
        self.add(head, self._scroll)
        self.rows.setStretch(1, 1)
        look.changed.connect(self._fit)
        self._fit()

    def show_lines(self, lines: Sequence[HealthLine], words: str) -> None:
        """The lines as they stand; their widgets are made once."""
        weights = {one.weight for one in lines}
        tone = "danger" if "danger" in weights else "warn" if "warn" in weights else "ok"
        self._told.show_marks(
            (Text(words=_("体检"), role="h3", strong=True), Text(words=words, tone=tone))
        )
        for line in lines:
            if line.code not in self._lines:
                self._add(line)
            said, deed = self._lines[line.code]
            said.show_line(line)
            if deed.text() != line.deed:
                deed.name(line.deed)

    def _fit(self) -> None:
        self._sheet.setMaximumWidth(round(WIDEST * self._look.px("body") / 13))

    def _add(self, line: HealthLine) -> None:
        number = len(self._lines) + 1
        said = HealthWords(self._look)
        deed = DeedButton(self._look, line.deed, icon=line.icon, key=str(number))
        deed.clicked.connect(partial(self.wanted.emit, line.code))
        self._lines[line.code] = (said, deed)
        row = Pane(self._look, edges="b", across=True, spacing=16)
        row.add(said, deed)
        row.rows.setStretch(0, 1)
        if number == 1:
            self._sheet.add(row, 0)
        else:
            self._sheet.rows.insertWidget(number - 1, row)
