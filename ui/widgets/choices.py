"""Choosing one of several: a field that opens a list, and a row of segments."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import partial

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QPen, QWheelEvent
from PySide6.QtWidgets import (
    QAbstractButton,
    QComboBox,
    QHBoxLayout,
    QSizePolicy,
    QStyle,
    QStyleOptionComboBox,
    QWidget,
)

from ui.look import Look
from ui.widgets.marks import Icon, Text, paint_marks, width_of

_SHOWN = 12  # lines of the opened list


class ChoiceField(QComboBox):
    """A field whose values are given; ``picked`` only when a person chose."""

    picked = Signal(str)

    def __init__(self, look: Look, name: str, *, bar: bool = True) -> None:
        super().__init__()
        self._look = look
        self._given: list[tuple[str, str]] = []
        self.setProperty("bar", bar)
        self.setAccessibleName(name)
        # On Linux the name of a combo box is its value; the description still says what it is.
        self.setAccessibleDescription(name)
        self.setMaxVisibleItems(_SHOWN)
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.setMinimumContentsLength(6)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.activated.connect(self._tell)
        look.changed.connect(self.update)

    def show_choices(self, choices: Sequence[tuple[str, str]], chosen: str) -> None:
        """Code and name of each; one that is none of them is put first, so that nothing is lost."""
        known = [code for code, _name in choices]
        given = [*([] if chosen in known else [(chosen, chosen)]), *choices]
        if given != self._given:
            self._given = given
            self.clear()
            for code, name in given:
                self.addItem(name, code)
        self.setCurrentIndex([code for code, _name in given].index(chosen))

    def code(self) -> str:
        return str(self.currentData() or "")

    def initStyleOption(self, option: QStyleOptionComboBox) -> None:
        """What is too long for the field ends in dots; the list below says it whole."""
        super().initStyleOption(option)
        field = self.style().subControlRect(
            QStyle.ComplexControl.CC_ComboBox,
            option,
            QStyle.SubControl.SC_ComboBoxEditField,
            self,
        )
        option.currentText = self.fontMetrics().elidedText(
            option.currentText, Qt.TextElideMode.ElideRight, field.width()
        )

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Turning the wheel scrolls the form; it never changes what was chosen."""
        event.ignore()

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        side = self._look.px("icon")
        box = QRectF(self.width() - side - 8, 0, side, self.height())
        paint_marks(QPainter(self), self._look, box, (Icon(name="chevron-down"),))

    def _tell(self) -> None:
        self.picked.emit(self.code())


class Segment(QAbstractButton):
    """One of the values that stand side by side."""

    def __init__(self, look: Look, name: str, words: str, key: str = "") -> None:
        super().__init__()
        self._look, self._key = look, key
        self.setText(words)
        self.setAccessibleName(f"{name} {words}")
        self.setCheckable(True)
        self.setAutoExclusive(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        look.changed.connect(self.updateGeometry)

    def sizeHint(self) -> QSize:
        strong = tuple(replace(one, strong=n == 0) for n, one in enumerate(self._marks()))
        width = width_of(strong, self._look)
        return QSize(round(width) + 28, self._look.px("bar_control"))

    def paintEvent(self, _event: QPaintEvent) -> None:
        look, here = self._look, self.isChecked()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        line = look.px("control_line")
        box = QRectF(self.rect()).adjusted(line / 2, line / 2, -line / 2, -line / 2)
        ground = "soft" if here else "hover" if self.underMouse() else "surface"
        painter.setPen(QPen(look.color("accent" if here else "edge"), line))
        painter.setBrush(look.color(ground))
        painter.drawRoundedRect(box, 6, 6)
        if self.hasFocus():
            painter.setPen(QPen(look.color("accent"), look.px("ring")))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(box.adjusted(1, 1, -1, -1), 5, 5)
        marks = self._marks()
        left = (self.width() - width_of(marks, look)) / 2
        paint_marks(painter, look, QRectF(left, 0, self.width() - left, self.height()), marks)

    def _marks(self) -> tuple[Text, ...]:
        here = self.isChecked()
        words = Text(words=self.text(), strong=here, tone="text" if here else "text2")
        return (words, Text(words=self._key, role="cap", tone="text3")) if self._key else (words,)


class Segments(QWidget):
    """A few values side by side, one of them chosen."""

    picked = Signal(str)

    def __init__(
        self,
        look: Look,
        name: str,
        choices: Sequence[tuple[str, str]],
        keys: Mapping[str, str] | None = None,
    ) -> None:
        """Code and words of each; ``keys`` by code are written beside them."""
        super().__init__()
        self.setAccessibleName(name)
        given = keys or {}
        self._buttons = {
            code: Segment(look, name, words, given.get(code, "")) for code, words in choices
        }
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(4)
        for code, button in self._buttons.items():
            button.clicked.connect(partial(self._tell, code))
            row.addWidget(button)

    def choose(self, code: str) -> None:
        if code in self._buttons:
            self._buttons[code].setChecked(True)

    def choose_none(self) -> None:
        """No value is chosen yet."""
        for button in self._buttons.values():
            button.setAutoExclusive(False)
            button.setChecked(False)
            button.setAutoExclusive(True)

    def _tell(self, code: str, _checked: bool = False) -> None:
        self.picked.emit(code)
