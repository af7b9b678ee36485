"""Two bars a day: what was found and what was closed; the days named at both ends."""

from collections.abc import Sequence

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from inspector.text import _
from ui.look import Look

_HEIGHT, _HEAD, _FOOT = 132, 28, 20
_GAP = 6
_NUMBER = 16  # over the highest bar


class DayBars(QWidget):
    """Grey is found, accent is closed; the highest day gives the scale and says its number."""

    def __init__(self, look: Look) -> None:
        super().__init__()
        self._look = look
        self._days: Sequence[tuple[str, int, int]] = ()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        look.changed.connect(self.updateGeometry)

    def show_days(self, days: Sequence[tuple[str, int, int]]) -> None:
        """Name of the day, found, closed; the oldest first."""
        self._days = days
        spoken = (_("{day} 发现 {n} 销号 {m}").format(day=d, n=n, m=m) for d, n, m in days)
        self.setAccessibleName(_("每日件数：") + "，".join(spoken))
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(240, round(_HEIGHT * self._look.text_size / 100))

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter, look = QPainter(self), self._look
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._paint_head(painter)
        room = QRectF(0, _HEAD, self.width(), self.height() - _HEAD - _FOOT)
        painter.setPen(QPen(look.color("line"), 1))
        painter.drawLine(
            QPointF(0, room.bottom() + 0.5), QPointF(room.right(), room.bottom() + 0.5)
        )
        most = max((max(found, closed) for _day, found, closed in self._days), default=0)
        wide = room.width() / max(len(self._days), 1)
        said = 0
        for place, (_day, found, closed) in enumerate(self._days):
            left, half = place * wide, (wide - _GAP) / 2
            for at, (number, tone) in enumerate(((found, "text3"), (closed, "accent"))):
                high = (room.height() - _NUMBER) * number / most if most else 0
                bar = QRectF(left + at * half, room.bottom() - high, half - 1, high)
                painter.fillRect(bar, look.color(tone))
                if number == most > said:
                    self._say(painter, bar, number)
                    said = most
        if self._days and not most:
            painter.setFont(look.font("cap"))
            painter.setPen(look.color("text3"))
            painter.drawText(room, Qt.AlignmentFlag.AlignCenter, _("这些天没有新发现，也没有销号"))
        self._paint_foot(painter)

    def _say(self, painter: QPainter, bar: QRectF, number: int) -> None:
        """The number of the highest bar over it: the scale of all."""
        painter.setFont(self._look.font("cap"))
        painter.setPen(self._look.color("text2"))
        wide = self._look.measure(str(number), "cap") + 4
        left = min(max(bar.center().x() - wide / 2, 0), self.width() - wide)
        box = QRectF(left, bar.top() - _NUMBER, wide, _NUMBER)
        painter.drawText(box, Qt.AlignmentFlag.AlignCenter, str(number))

    def _paint_head(self, painter: QPainter) -> None:
        look = self._look
        painter.setFont(look.font("cap"))
        left = 0.0
        for words, tone in ((_("发现"), "text3"), (_("销号"), "accent")):
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(look.color(tone))
            painter.drawEllipse(QRectF(left, 6, 8, 8))
            painter.setPen(look.color("text2"))
            wide = look.measure(words, "cap")
            painter.drawText(QPointF(left + 14, 15), words)
            left += wide + 32
        box = QRectF(0, 0, self.width(), 20)
        align = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        painter.drawText(box, align, _("每日件数"))

    def _paint_foot(self, painter: QPainter) -> None:
        if not self._days:
            return
        look = self._look
        painter.setFont(look.font("cap"))
        painter.setPen(look.color("text3"))
        foot = QRectF(0, self.height() - _FOOT, self.width(), _FOOT)
        middle = Qt.AlignmentFlag.AlignVCenter
        painter.drawText(foot, Qt.AlignmentFlag.AlignLeft | middle, self._days[0][0])
        painter.drawText(foot, Qt.AlignmentFlag.AlignRight | middle, self._days[-1][0])
