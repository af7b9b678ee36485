"""The card beside the chosen point: how it stands, and what can be done there by which key."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QPointF, QRectF, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from inspector.text import _
from ui.look import Look
from ui.rooms.map.presenter import Move
from ui.rooms.map.words import Card
from ui.widgets.buttons import DeedButton
from ui.widgets.fields import IconField
from ui.widgets.marks import Chip, Icon, Mark, Text
from ui.widgets.pane import MarkLine, Words

_BESIDE, _EDGE, _LEAST = 30, 8, 268  # pixels from the point, from the map's edge, wide
_PLAIN = 13  # pixels of the words for which it is so wide


class CardPane(QWidget):
    """Says what is chosen or moved; ``deed`` names what was asked for."""

    deed = Signal(str)
    reasoned = Signal(str)

    def __init__(self, look: Look, parent: QWidget) -> None:
        super().__init__(parent)
        self._look = look
        self._name = Words(look, "", strong=True, role="h3")
        self._code = Words(look, "", role="cap", tone="text2")
        self._close = DeedButton(look, _("收起"), icon="x", key="Esc", kind="tool")
        self._visit, self._issues = MarkLine(look), MarkLine(look)
        words: Mapping[str, tuple[str, str]] = {
            "issues": (_("看问题"), "Enter"),
            "record": (_("去登记"), "N"),
            "move": (_("移位置"), "M"),
            "near": (_("看近些"), "Enter"),
            "set": (_("定在这里"), "Enter"),
            "cancel": (_("取消"), "Esc"),
        }
        self._deeds = {
            name: DeedButton(look, said, key=key, kind="link")
            for name, (said, key) in words.items()
        }
        self._why = IconField(
            look, _("移动的理由"), placeholder=_("为什么移动，如：现场核对"), key="Enter", bar=True
        )
        self.setAccessibleName(_("所选点位"))
        self._rows = QVBoxLayout(self)
        self._lay_out()
        self._close.clicked.connect(lambda: self.deed.emit("close"))
        for name, button in self._deeds.items():
            button.clicked.connect(lambda _checked=False, name=name: self.deed.emit(name))
        self._why.returnPressed.connect(self._tell_reason)
        look.changed.connect(self._fit)
        self.hide()

    @property
    def why(self) -> QLineEdit:
        return self._why

    def show_card(self, card: Card | None) -> None:
        self.setVisible(card is not None)
        if card is None:
            return
        self._name.say(card.name)
        self._code.say(card.code)
        self._visit.setVisible(bool(card.visit))
        self._visit.show_marks(
            (
                Icon(name="clock", tone=card.visit_tone),
                Text(words=card.visit, tone=card.visit_tone),
            )
        )
        marks: list[Mark] = [
            Icon(name="list-checks"),
            Text(words=card.issues or _("没有未销号的问题"), elastic=True),
        ]
        if card.late:
            marks.append(Chip(kind="late", words=_("逾期 {n}").format(n=card.late)))
        if card.returned:
            marks.append(Chip(kind="repeat", words=_("重复 {n}").format(n=card.returned)))
        self._issues.show_marks(tuple(marks))
        self._issues.show()
        self._offer(card.deeds, asking=False)

    def show_move(self, move: Move, *, asking: bool) -> None:
        """How far it was moved; then, on Enter, why."""
        opened = asking and not self._why.isVisible()
        self._name.say(_("移动 {name}").format(name=move.name))
        self._code.say("")
        self._visit.show_marks((Icon(name="move", tone="accent"), Text(words=move.words)))
        self._visit.show()
        hint = (
            _("写明理由再保存，记入改动记录") if asking else _("拖动，或按方向键 1 m、Shift 10 m")
        )
        self._issues.show_marks((Text(words=hint, role="cap", tone="text2", elastic=True),))
        self._offer(("cancel",) if asking else ("set", "cancel"), asking=asking)
        self.show()
        if opened:
            self._why.clear()
            self._why.setFocus()

    def stand_beside(self, at: QPointF, room: QRectF) -> None:
        """To the right of the point where there is room, else to its left; never over it."""
        size = self.sizeHint()
        self.resize(size)
        left = at.x() + _BESIDE
        if left + size.width() > room.right() - _EDGE:
            left = at.x() - _BESIDE - size.width()
        lowest = room.bottom() - _EDGE - size.height()
        top = min(max(at.y() - size.height() / 2, room.top() + _EDGE), lowest)
        self.move(round(min(max(left, _EDGE), room.right() - size.width() - _EDGE)), round(top))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.deed.emit("cancel" if self._deeds["cancel"].isVisible() else "close")
        else:
            super().keyPressEvent(event)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        line = self._look.px("control_line")
        painter.setPen(QPen(self._look.color("border"), line))
        painter.setBrush(self._look.color("surface"))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), 8, 8)

    def _offer(self, deeds: tuple[str, ...], *, asking: bool) -> None:
        for name, button in self._deeds.items():
            button.setVisible(name in deeds)
        self._why.setVisible(asking)
        self._fit()

    def _fit(self) -> None:
        self.setMinimumWidth(round(_LEAST * self._look.px("body") / _PLAIN))
        self._rows.activate()
        self.adjustSize()

    def _tell_reason(self) -> None:
        if self._why.text().strip():
            self.reasoned.emit(self._why.text())
        else:
            self._why.ask()

    def _lay_out(self) -> None:
        head, deeds = QHBoxLayout(), QHBoxLayout()
        head.setSpacing(8)
        head.addWidget(self._name)
        head.addWidget(self._code)
        head.addStretch(1)
        head.addWidget(self._close)
        deeds.setSpacing(16)
        for button in self._deeds.values():
            deeds.addWidget(button)
        deeds.addStretch(1)
        rows = self._rows
        rows.setContentsMargins(14, 8, 10, 8)
        rows.setSpacing(4)
        rows.addLayout(head)
        rows.addWidget(self._visit)
        rows.addWidget(self._issues)
        rows.addWidget(self._why)
        rows.addLayout(deeds)
