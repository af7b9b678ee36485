"""The week as seven cells: day, points visited of those wanted, a bar that fills up."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from ui.look import Look

_HEIGHT, _BAR, _INSET = 72, 6, 12


@dataclass(frozen=True, slots=True, kw_only=True)
class DayCell:
    """``share`` of the bar that is filled, None for none; ``spoken`` is the cell in words."""

    name: str
    number: str
    count: str
    share: float | None
    is_today: bool
    is_ahead: bool
    spoken: str


class WeekStrip(QWidget):
    """Seven cells abreast; today lit."""

    def __init__(self, look: Look) -> None:
        super().__init__()
        self._look = look
        self._cells: Sequence[DayCell] = ()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        look.changed.connect(self.updateGeometry)

    def show_days(self, cells: Sequence[DayCell]) -> None:
        self._cells = cells
        self.setAccessibleName("，".join(cell.spoken for cell in cells))
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(640, round(_HEIGHT * self._look.text_size / 100))

    def minimumSizeHint(self) -> QSize:
        return QSize(320, self.sizeHint().height())

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.fillRect(self.rect(), self._look.color("surface"))
        painter.fillRect(0, self.height() - 1, self.width(), 1, self._look.color("line"))
        wide = (self.width() - 2 * _INSET) / max(len(self._cells), 1)
        for place, cell in enumerate(self._cells):
            box = QRectF(_INSET + place * wide, 8, wide, self.height() - 17)
            self._paint_cell(painter, cell, box.adjusted(2, 0, -2, 0))

    def _paint_cell(self, painter: QPainter, cell: DayCell, box: QRectF) -> None:
        look = self._look
        painter.setPen(Qt.PenStyle.NoPen)
        if cell.is_today:
            painter.setBrush(look.color("soft"))
            painter.drawRoundedRect(box, 6, 6)
        inner = box.adjusted(10, 8, -10, -10)
        line = QRectF(inner.x(), inner.y(), inner.width(), look.px("chip"))
        tone = "accent" if cell.is_today else "text3" if cell.is_ahead else "text"
        painter.setPen(look.color(tone))
        painter.setFont(look.font("cap", strong=cell.is_today))
        left = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        painter.drawText(line, left, cell.name)
        painter.setFont(look.font("body", strong=not cell.is_ahead))
        painter.drawText(
            line.adjusted(look.measure(cell.name, "cap", strong=cell.is_today) + 6, 0, 0, 0),
            left,
            cell.number,
        )
        painter.setFont(look.font("cap"))
        painter.setPen(look.color("text3" if cell.is_ahead else "text2"))
        right = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        painter.drawText(line, right, cell.count)
        if cell.share is None:
            return
        painter.setPen(Qt.PenStyle.NoPen)
        bar = QRectF(inner.x(), inner.bottom() - _BAR, inner.width(), _BAR)
        painter.setBrush(look.color("line"))
        painter.drawRoundedRect(bar, 3, 3)
        if cell.share > 0:
            painter.setBrush(look.color("accent" if cell.is_today else "text3"))
            bar.setWidth(max(bar.width() * min(cell.share, 1.0), _BAR))
            painter.drawRoundedRect(bar, 3, 3)
