"""Buttons that carry their key: filled, outlined, quiet, link and tool."""

from math import ceil

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QSizePolicy

from ui.look import Look
from ui.widgets.marks import Icon, Key, Mark, Text, Tick, paint_marks, width_of

PADDING = {"filled": 10, "outlined": 10, "quiet": 8, "link": 2, "tool": 8}


class DeedButton(QAbstractButton):
    """A deed with its icon, its word and its key; one filled button a room."""

    def __init__(
        self,
        look: Look,
        words: str,
        *,
        icon: str = "",
        key: str = "",
        kind: str = "outlined",
        height: str = "bar_control",
        spread: bool = False,
    ) -> None:
        super().__init__()
        self._look, self._icon, self._key, self._kind = look, icon, key, kind
        self._height = height
        self._spread = spread
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled, on=False)
        policy = QSizePolicy.Policy.Expanding if spread else QSizePolicy.Policy.Fixed
        self.setSizePolicy(policy, QSizePolicy.Policy.Fixed)
        look.changed.connect(self._redress)
        self.name(words)

    @property
    def key(self) -> str:
        """The key that does the same, as it is written on the button."""
        return self._key

    def name(self, words: str) -> None:
        """Say what the button does; icon-only buttons keep it as tooltip and name."""
        self.setText(words)
        self.setAccessibleName(words)
        if self._kind == "tool":
            self.setToolTip(f"{words}  {self._key}".strip())
        self._redress()

    def sizeHint(self) -> QSize:
        height = self._look.px(self._height)
        if self._kind == "tool":
            return QSize(height, height)
        width = width_of(self._marks(), self._look) + 2 * PADDING[self._kind] + 2
        return QSize(round(width + 0.5), height)

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._paint_ground(painter)
        marks = self._marks()
        width = width_of(marks, self._look)
        left = (self.width() - width) / 2
        if not self.isEnabled():
            painter.setOpacity(0.45)
        paint_marks(painter, self._look, QRectF(left, 0, width + 1, self.height()), marks)

    def _paint_ground(self, painter: QPainter) -> None:
        look = self._look
        line = look.px("control_line")
        inset = line / 2
        box = QRectF(self.rect()).adjusted(inset, inset, -inset, -inset)
        ground, edge = self._tones()
        painter.setPen(QPen(look.color(edge), line) if edge else Qt.PenStyle.NoPen)
        painter.setBrush(look.color(ground) if ground else Qt.BrushStyle.NoBrush)
        if not self.isEnabled():
            painter.setOpacity(0.45)
        painter.drawRoundedRect(box, 6, 6)
        painter.setOpacity(1)
        if self.hasFocus():
            ring = look.px("ring")
            # on a filled button the ring lies inside in the colour of its words
            inside = ring / 2 + (2 if self._kind == "filled" else 0)
            tone = "on_accent" if self._kind == "filled" else "accent"
            painter.setPen(QPen(look.color(tone), ring))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(
                QRectF(self.rect()).adjusted(inside, inside, -inside, -inside), 5, 5
            )

    def _tones(self) -> tuple[str, str]:
        lit = self.isDown() or self.underMouse()
        if self._kind == "filled":
            return "accent", ""
        if self._kind == "outlined":
            return ("hover" if lit else "surface"), "edge"
        if self.isChecked():
            return "soft", ""
        return ("hover" if lit and self._kind != "link" else ""), ""

    def _marks(self) -> tuple[Mark, ...]:
        tone = {"filled": "on_accent", "link": "accent"}.get(self._kind, "text")
        if self._kind == "tool":
            return (Icon(name=self._icon, tone="accent" if self.isChecked() else "text2"),)
        marks: list[Mark] = []
        if self._icon:
            marks.append(Icon(name=self._icon, tone=tone))
        marks.append(Text(words=self.text(), tone=tone, strong=self._kind != "link"))
        if self._key:
            marks.append(Key(words=self._key, tone=tone if tone == "on_accent" else "text3"))
        return tuple(marks)

    def _redress(self) -> None:
        self.updateGeometry()
        self.update()


class TickBox(QAbstractButton):
    """A box to tick, its words and its key; the whole line can be hit."""

    def __init__(self, look: Look, words: str, key: str) -> None:
        super().__init__()
        self._look, self._key = look, key
        self.setText(words)
        self.setAccessibleName(words)
        self.setCheckable(True)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        look.changed.connect(self.updateGeometry)

    def sizeHint(self) -> QSize:
        left, right = self._marks()
        width = width_of((*left, *right), self._look)
        return QSize(round(width) + 8, self._look.px("quiet_row"))

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        left, right = self._marks()
        paint_marks(painter, self._look, QRectF(self.rect()), left, right)
        if self.hasFocus():
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(QPen(self._look.color("accent"), self._look.px("ring")))
            painter.drawRoundedRect(self.rect().adjusted(-2, 2, -1, -3), 4, 4)

    def _marks(self) -> tuple[tuple[Mark, ...], tuple[Mark, ...]]:
        return (Tick(ticked=self.isChecked()), Text(words=self.text())), (Key(words=self._key),)


class TabButton(QAbstractButton):
    """A view with its count; the chosen one is underlined in accent."""

    def __init__(self, look: Look, words: str) -> None:
        super().__init__()
        self._look = look
        self._count = ""
        self.setText(words)
        self.setCheckable(True)
        self.setAutoExclusive(True)
        self.setAccessibleName(words)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Expanding)
        look.changed.connect(self.updateGeometry)

    def count(self, number: int) -> None:
        self._count = f"{number:,}"
        self.setAccessibleName(f"{self.text()} {self._count}")
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        marks = self._marks(here=True)  # once chosen its words are heavier, and not cut
        return QSize(round(width_of(marks, self._look)) + 2, self._look.px("control"))

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        marks = self._marks(here=self.isChecked())
        paint_marks(painter, self._look, QRectF(self.rect()), marks)
        if self.isChecked():
            painter.fillRect(0, self.height() - 2, self.width(), 2, self._look.color("accent"))
        if self.hasFocus():
            painter.setPen(QPen(self._look.color("accent"), self._look.px("ring")))
            painter.drawRoundedRect(self.rect().adjusted(1, 4, -1, -5), 4, 4)

    def _marks(self, *, here: bool) -> tuple[Mark, ...]:
        marks: list[Mark] = [
            Text(words=self.text(), tone="text" if here else "text2", strong=here),
        ]
        if self._count:
            marks.append(Text(words=self._count, tone="text2" if here else "text3"))
        return tuple(marks)


_EDGE, _INSET = 6, 7  # of a room's name on a narrow rail


class RoomButton(QAbstractButton):
    """A room in the rail: icon, name, and a number only where somebody must act."""

    def __init__(self, look: Look, words: str, short: str, icon: str, key: str) -> None:
        super().__init__()
        self._look, self._short, self._icon = look, short, icon
        self._number = 0
        self.compact = False
        self.setText(words)
        self.setCheckable(True)
        self.setAutoExclusive(True)
        self.setAccessibleName(words)
        self.setToolTip(f"{words}  {key}")
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        look.changed.connect(self.updateGeometry)

    def number(self, number: int) -> None:
        self._number = number
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(10, self._look.px("row"))

    def compact_width(self) -> int:
        """Pixels by which the short name stands whole."""
        short = Text(words=self._short, strong=True, role="body")
        return ceil(width_of((Icon(name=self._icon), short), self._look)) + 2 * _EDGE + _INSET + 2

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        look, here = self._look, self.isChecked()
        edge = _EDGE if self.compact else 8
        box = QRectF(self.rect()).adjusted(edge, 1, -edge, -1)
        bold = here and look.theme.outlined
        painter.setPen(Qt.PenStyle.NoPen)
        if here or self.underMouse():
            painter.setBrush(look.color("accent" if bold else "surface" if here else "hover"))
            painter.drawRoundedRect(box, 6, 6)
        if here and not bold:
            painter.setBrush(look.color("accent"))
            painter.drawRoundedRect(QRectF(box.x(), box.y() + 9, 3, box.height() - 18), 1.5, 1.5)
        if self.hasFocus():
            painter.setPen(QPen(look.color("accent"), look.px("ring")))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(box.adjusted(1, 1, -1, -1), 5, 5)
        left, right = self._marks(bold=bold)
        inset, far = (_INSET, 0) if self.compact else (12, 8)
        paint_marks(painter, look, box.adjusted(inset, 0, -far, 0), left, right)

    def _marks(self, *, bold: bool) -> tuple[tuple[Mark, ...], tuple[Mark, ...]]:
        here = self.isChecked()
        tone = "on_accent" if bold else "text" if here else "text2"
        icon_tone = "on_accent" if bold else "accent" if here else "text2"
        icon = Icon(name=self._icon, tone=icon_tone)
        if self.compact:
            name = Text(words=self._short, tone=tone, strong=True, role="body")
            return (icon, name), ()
        name = Text(words=self.text(), tone=tone, strong=here)
        number = Text(words=str(self._number), role="body", strong=True)
        space = Text(words=" ", role="body")
        return (icon, space, name), (number,) if self._number else ()
