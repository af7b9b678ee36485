"""What the signs mean, and how long a kilometre is: both lie inside the map."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QWidget

from inspector.text import _
from ui.look import Look
from ui.rooms.map.camera import Camera
from ui.rooms.map.ground import heat_color
from ui.rooms.map.sheet import Theme
from ui.rooms.map.words import Legend
from ui.widgets.marks import GAP, Mark, Sign, Text, paint_marks, width_of

_INSET, _STEP = 14, 18
_SCALES = (5, 10, 20, 50, 100, 200, 500, 1000, 2000, 5000, 10_000, 20_000, 50_000)
_LONGEST = 92.0  # pixels of the scale


class LegendBox(QWidget):
    """Signs with words and counts; the classes of the ground with the numbers they begin at."""

    def __init__(self, look: Look, parent: QWidget) -> None:
        super().__init__(parent)
        self._look, self._theme = look, Theme.COVERAGE
        self._legend = Legend(entries=())
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        look.changed.connect(self._grow)

    def show_legend(self, theme: Theme, legend: Legend) -> None:
        self._theme, self._legend = theme, legend
        self.setAccessibleName(_("图例：{words}").format(words=legend.words()))
        self._grow()

    def sizeHint(self) -> QSize:
        wide = width_of(self._signs(), self._look)
        if self._legend.ground:
            wide += (2 * GAP if wide else 0) + self._ground_width()
        if self._legend.note:
            wide = max(wide, self._look.measure(self._legend.note, "cap"))
        return QSize(round(wide) + 2 * _INSET, self._height())

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter, look = QPainter(self), self._look
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(look.color("edge"), look.px("control_line")))
        painter.setBrush(look.color("surface"))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), 6, 6)
        line = QRectF(_INSET, 0, self.width() - 2 * _INSET, look.px("quiet_row") + 4)
        signs = self._signs()
        paint_marks(painter, look, line, signs)
        if self._legend.ground:
            taken = width_of(signs, look)
            self._paint_ground(painter, line.adjusted(taken + (2 * GAP if taken else 0), 0, 0, 0))
        if self._legend.note:
            below = QRectF(_INSET, line.bottom() - 6, line.width(), look.px("cap") * 1.6)
            paint_marks(painter, look, below, (self._note(),))

    def _signs(self) -> tuple[Mark, ...]:
        marks: list[Mark] = []
        for one in self._legend.entries:
            marks += [
                Sign(sign=one.sign),
                Text(words=one.words),
                Text(words=f"{one.number:,}", tone="text2"),
                Text(words=" "),
            ]
        return tuple(marks)

    def _note(self) -> Text:
        return Text(words=self._legend.note, role="cap", tone="text2", elastic=True)

    def _height(self) -> int:
        more = round(self._look.px("cap") * 1.6) if self._legend.note else 0
        return self._look.px("quiet_row") + 4 + more

    def _ground_width(self) -> float:
        words = self._look.measure(self._legend.ground) + GAP
        return words + sum(self._step_width(one) for one in self._legend.steps)

    def _step_width(self, step: int) -> float:
        return _STEP + 4 + self._look.measure(self._step_words(step), "cap") + 8

    def _step_words(self, step: int) -> str:
        return f"{step}+" if step else "0"

    def _paint_ground(self, painter: QPainter, box: QRectF) -> None:
        look = self._look
        Text(words=self._legend.ground).paint(painter, look, box)
        left = box.x() + look.measure(self._legend.ground) + GAP
        for heat, step in enumerate(self._legend.steps):
            patch = QRectF(left, box.center().y() - 6, _STEP, 12)
            painter.setPen(QPen(look.color("border"), 1))
            painter.setBrush(heat_color(look, heat, self._theme))
            painter.drawRect(patch)
            words = Text(words=self._step_words(step), role="cap", tone="text2")
            room = QRectF(patch.right() + 4, box.y(), words.width(look) + 1, box.height())
            words.paint(painter, look, room)
            left += self._step_width(step)

    def _grow(self) -> None:
        self.setFixedSize(self.sizeHint())
        self.update()


class ScaleBar(QWidget):
    """The largest round length that fits, and which coordinates these are."""

    def __init__(self, look: Look, parent: QWidget) -> None:
        super().__init__(parent)
        self._look, self._camera = look, Camera()
        self._source = ""
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        look.changed.connect(self._grow)
        self._grow()

    def show_camera(self, camera: Camera, source: str) -> None:
        self._camera, self._source = camera, source
        self.setAccessibleName(_("比例尺 {length}").format(length=self._words(self._length())))
        self._grow()

    def sizeHint(self) -> QSize:
        words = self._look.measure(self._source, "cap") if self._source else 0
        return QSize(
            round(max(words, _LONGEST)) + 16,
            round(self._look.px("cap") * 1.5) * (2 if self._source else 1) + 14,
        )

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter, look = QPainter(self), self._look
        length = self._length()
        wide = length * self._camera.metre
        right, low = self.width() - 4.0, self.height() - 6.0
        high = look.px("cap") * 1.5
        ground = look.color("sunken")
        ground.setAlpha(200)
        painter.fillRect(self.rect(), ground)
        painter.setFont(look.font("cap"))
        painter.setPen(look.color("text2"))
        box = QRectF(right - max(wide, 60), low - high - 5, max(wide, 60), high)
        painter.drawText(box, Qt.AlignmentFlag.AlignRight, self._words(length))
        if self._source:
            top = QRectF(0, 0, right, high)
            painter.drawText(top, Qt.AlignmentFlag.AlignRight, self._source)
        painter.setPen(QPen(look.color("text2"), 1.6))
        painter.drawPolyline(
            [
                QPointF(right - wide, low - 5),
                QPointF(right - wide, low),
                QPointF(right, low),
                QPointF(right, low - 5),
            ]
        )

    def _length(self) -> int:
        metre = self._camera.metre
        return max((one for one in _SCALES if one * metre <= _LONGEST), default=_SCALES[0])

    def _words(self, metres: int) -> str:
        return f"{metres // 1000} km" if metres >= 1000 else f"{metres} m"

    def _grow(self) -> None:
        self.setFixedSize(self.sizeHint())
        self.update()
