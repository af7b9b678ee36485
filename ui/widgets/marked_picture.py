"""A photo with its marks over it: drawn by mouse or keys, picked, taken off."""

from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtCore import QPointF, QRectF, Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QLineEdit

from inspector.domain.mark import Mark, MarkKind, Shape
from inspector.text import _
from ui.look import Look
from ui.marking_office import PhotoMark, Sketch
from ui.tasks import Runner
from ui.widgets.mark_paint import area, is_on, paint_mark
from ui.widgets.zoomed_picture import ZoomedPicture

TOOLS = {
    Qt.Key.Key_A: MarkKind.ARROW,
    Qt.Key.Key_R: MarkKind.BOX,
    Qt.Key.Key_T: MarkKind.TEXT,
    Qt.Key.Key_H: MarkKind.REDACT,
    Qt.Key.Key_M: MarkKind.MOSAIC,
}
_LEAST = 6.0  # pixels; less is a click, not a stroke
_STRIDE = 0.01  # of the photo an arrow key moves what is being drawn
_FIRST: Shape = (0.4, 0.4, 0.6, 0.6)  # both corners of what the keys begin with


class MarkedPicture(ZoomedPicture):
    """Signals carry what a person wants; who listens keeps it and shows the marks again."""

    drawn = Signal(object)
    taken_off = Signal(str)
    undone = Signal()
    tool_changed = Signal(object)
    picked = Signal(str)  # what is picked and how many there are, in words

    def __init__(
        self,
        look: Look,
        runner: Runner,
        name: str,
        hint: str = "",
        *,
        fetch: Callable[[Path], Path],
    ) -> None:
        super().__init__(look, runner, name, hint, fetch=fetch)
        self._marks: tuple[PhotoMark, ...] = ()
        self._picked = ""
        self._tool: MarkKind | None = None
        self._stroke: Shape | None = None  # both ends, in fractions of the photo
        self._words = QLineEdit(self)
        self._words.setAccessibleName(_("标注的文字"))
        self._words.setPlaceholderText(_("写在照片上的字，回车放上"))
        self._words.hide()
        self._words.returnPressed.connect(self._set_words)
        self.setAccessibleDescription(
            _("加减号缩放，0 看整张；A 箭头，R 方框，T 文字，H 遮挡，M 马赛克；N 选标注，Del 去掉")
        )

    @property
    def tool(self) -> MarkKind | None:
        return self._tool

    def show_photo(self, path: Path | None) -> None:
        if path != self._path:
            self.take_tool(None)
            self.show_marks(())
        super().show_photo(path)

    def show_marks(self, marks: Sequence[PhotoMark]) -> None:
        self._marks = tuple(marks)
        self._pick(self._picked if self._picked in {one.name for one in marks} else "")

    def _pick(self, name: str) -> None:
        self._picked = name
        names = [one.name for one in self._marks]
        if name in names:
            place = names.index(name)
            kind = _(self._marks[place].drawn.kind.value)
            words = _("标注 {n}/{all}：{kind}").format(n=place + 1, all=len(names), kind=kind)
        else:
            words = _("标注 {n} 个").format(n=len(names)) if names else ""
        self.picked.emit(words)
        self.update()

    def take_tool(self, tool: MarkKind | None) -> None:
        """Draw with this tool from now on; None puts it down."""
        if self._path is None:
            tool = None
        if tool is not self._tool:
            self._tool, self._stroke = tool, None
            self._words.hide()
            self.setCursor(Qt.CursorShape.CrossCursor if tool else Qt.CursorShape.ArrowCursor)
            self.tool_changed.emit(tool)
            self._pick("")

    def take_picked_off(self) -> None:
        if self._picked:
            self.taken_off.emit(self._picked)

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        place, font = self.place(), self._look.font("body", strong=True)
        if not self._image.isNull():
            for one in sorted(self._marks, key=lambda mark: not mark.drawn.covers):
                paint_mark(painter, one.drawn, place, self._image, font)
                if one.name == self._picked:
                    self._paint_ring(painter, area(one.drawn, place, font))
            self._paint_stroke(painter, place)
        if self.hasFocus():
            ring = self._look.px("ring")
            painter.setPen(QPen(self._look.color("accent"), ring))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRect(QRectF(self.rect()).adjusted(ring / 2, ring / 2, -ring / 2, -ring / 2))

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() != Qt.MouseButton.LeftButton or self._image.isNull():
            return
        share = self._share(event.position())
        if self._tool is None:
            self._pick(self._mark_at(event.position()))
            if not self._picked:
                super().mousePressEvent(event)
        elif self._tool is MarkKind.TEXT:
            self._ask_words(share)
        else:
            self._stroke = (*share, *share)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self._stroke is None or not event.buttons():
            super().mouseMoveEvent(event)
            return
        self._stroke = (*self._stroke[:2], *self._share(event.position()))
        self.update()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if self._stroke is None or self._tool is MarkKind.TEXT:
            super().mouseReleaseEvent(event)
            return
        place, (x, y, right, bottom) = self.place(), self._stroke
        long = max(abs(right - x) * place.width(), abs(bottom - y) * place.height())
        if long >= _LEAST:
            self._set_stroke()
        self._stroke = None
        self.update()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = Qt.Key(event.key())
        plain = not event.modifiers() & ~(
            Qt.KeyboardModifier.KeypadModifier | Qt.KeyboardModifier.ShiftModifier
        )
        if event.matches(QKeySequence.StandardKey.Undo):
            self.undone.emit()
        elif plain and key in TOOLS and self._path is not None:
            self.take_tool(None if TOOLS[key] is self._tool else TOOLS[key])
            self._stroke = _FIRST if self._tool else None
            self.update()
        elif self._stroke is not None and self._steer(key, event):
            self.update()
        elif key == Qt.Key.Key_Escape and (self._tool or self._picked):
            self.take_tool(None)
            self._pick("")
        elif plain and key == Qt.Key.Key_N:
            self._pick_next()
        elif key in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace) and self._picked:
            self.take_picked_off()
        else:
            super().keyPressEvent(event)

    def _steer(self, key: Qt.Key, event: QKeyEvent) -> bool:
        """Move what the keys draw, with Shift its far end alone; Enter sets it."""
        if self._stroke is None:
            return False
        if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            if self._tool is MarkKind.TEXT:
                self._ask_words((self._stroke[0], self._stroke[1]))
            else:
                self._set_stroke()
                self._stroke = None
            return True
        steps = {
            Qt.Key.Key_Left: (-_STRIDE, 0.0),
            Qt.Key.Key_Right: (_STRIDE, 0.0),
            Qt.Key.Key_Up: (0.0, -_STRIDE),
            Qt.Key.Key_Down: (0.0, _STRIDE),
        }
        if key not in steps:
            return False
        across, down = steps[key]
        x, y, right, bottom = self._stroke
        if not event.modifiers() & Qt.KeyboardModifier.ShiftModifier:
            x, y = _inside(x + across), _inside(y + down)
        self._stroke = (x, y, _inside(right + across), _inside(bottom + down))
        return True

    def _set_stroke(self) -> None:
        mark = self._sketched()
        if mark is not None:
            self.drawn.emit(Sketch(kind=mark.kind, numbers=mark.shape))

    def _sketched(self) -> Mark | None:
        """The stroke as the mark it would be."""
        if self._stroke is None or self._tool is None or self._tool is MarkKind.TEXT:
            return None
        x, y, right, bottom = self._stroke
        if self._tool is MarkKind.ARROW:
            return Mark(kind=self._tool, shape=self._stroke)
        left, top = min(x, right), min(y, bottom)
        return Mark(kind=self._tool, shape=(left, top, abs(right - x), abs(bottom - y)))

    def _ask_words(self, share: tuple[float, float]) -> None:
        """A field where the words will stand."""
        place = self.place()
        self._stroke = (*share, *share)
        left = min(place.x() + share[0] * place.width(), self.width() - 248.0)
        top = min(place.y() + share[1] * place.height(), self.height() - 40.0)
        self._words.setGeometry(round(max(left, 8)), round(max(top, 8)), 240, 32)
        self._words.clear()
        self._words.show()
        self._words.setFocus()

    def _set_words(self) -> None:
        words, stroke = self._words.text().strip(), self._stroke
        self._words.hide()
        self.setFocus()
        if words and stroke is not None:
            self.drawn.emit(Sketch(kind=MarkKind.TEXT, numbers=stroke[:2], words=words))
        self._stroke = None

    def _mark_at(self, at: QPointF) -> str:
        """The newest mark there."""
        place, font = self.place(), self._look.font("body", strong=True)
        hit = (one.name for one in reversed(self._marks) if is_on(one.drawn, place, at, font))
        return next(hit, "")

    def _pick_next(self) -> None:
        names = [one.name for one in self._marks]
        at = names.index(self._picked) + 1 if self._picked in names else 0
        self._pick(names[at % len(names)] if names else "")

    def _share(self, at: QPointF) -> tuple[float, float]:
        place = self.place()
        return (
            _inside((at.x() - place.x()) / place.width()),
            _inside((at.y() - place.y()) / place.height()),
        )

    def _paint_stroke(self, painter: QPainter, place: QRectF) -> None:
        mark = self._sketched()
        font = self._look.font("body", strong=True)
        if mark is not None:
            paint_mark(painter, mark, place, self._image, font)
            self._paint_ring(painter, area(mark, place, font))
        elif self._tool is MarkKind.TEXT and self._stroke is not None:
            at = QPointF(
                place.x() + self._stroke[0] * place.width(),
                place.y() + self._stroke[1] * place.height(),
            )
            self._paint_ring(painter, QRectF(at.x(), at.y(), 24, 24))

    def _paint_ring(self, painter: QPainter, box: QRectF) -> None:
        """Dashes around what is picked or being drawn, in two colours for any ground."""
        painter.setBrush(Qt.BrushStyle.NoBrush)
        ring = box.adjusted(-5, -5, 5, 5)
        painter.setPen(QPen(Qt.GlobalColor.white, 2))
        painter.drawRect(ring)
        painter.setPen(QPen(self._look.color("accent"), 2, Qt.PenStyle.DashLine))
        painter.drawRect(ring)


def _inside(share: float) -> float:
    return min(max(share, 0.0), 1.0)
