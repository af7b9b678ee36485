"""The items of a checklist in rows: each with its three answers, which a click gives too."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QMouseEvent, QPainter, QPen, QResizeEvent
from PySide6.QtWidgets import QStyleOptionViewItem

from inspector.text import _
from ui.look import Look
from ui.rooms.capture.checklist.sheet import Answer
from ui.widgets.marks import Chip, Icon, Key, Mark, Slot, Text, paint_marks, width_of
from ui.widgets.rows import Index, Row, RowDelegate, RowList, RowRole

if TYPE_CHECKING:
    from inspector.app.checklist_told import Checklist, Item
    from ui.rooms.capture.checklist.sheet import Sheet

WORDS: Mapping[Answer, str] = {
    Answer.PASS: _("符合"),
    Answer.FAULT: _("问题"),
    Answer.NONE: _("不涉及"),
}
ICONS = {Answer.PASS: "check", Answer.FAULT: "triangle-alert", Answer.NONE: ""}
GAP = 4
PADDING = 8
INSET = 20


@dataclass(frozen=True, slots=True, kw_only=True)
class AnswerRow(Row):
    """A row with answers at its right end; ``answer`` is the one given, None before.

    A measured item has a ``unit``, and a box for the ``number`` beside its answers.
    """

    answer: Answer | None = None
    number: str = ""
    unit: str = ""

    def words(self) -> str:
        told = WORDS[self.answer] if self.answer else _("还没有答")
        number = f"{self.number} {self.unit}".strip() if self.number else ""
        marks = (*self.left, *self.right)
        return " ".join([*(one.words for one in marks if hasattr(one, "words")), number, told])


def segment_width(look: Look) -> float:
    """As wide as the widest answer with its key, and not less than 72."""
    widest = max(width_of(_marks(one, None), look) for one in Answer)
    return max(72.0, widest + 2 * PADDING)


def answers_room(look: Look) -> float:
    return 3 * segment_width(look) + 2 * GAP


def number_width(look: Look) -> float:
    return 84.0 * look.px("body") / 13


def segments(look: Look, row: QRectF) -> dict[Answer, QRectF]:
    """Where the answers stand in the box of a row."""
    width, height = segment_width(look), look.px("bar_control")
    left = row.right() - INSET - answers_room(look)
    top = row.center().y() - height / 2
    return {
        one: QRectF(left + place * (width + GAP), top, width, height)
        for place, one in enumerate(Answer)
    }


class AnswerDelegate(RowDelegate):
    """Paints the answers over the right end of the row, which the row keeps free."""

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        super().paint(painter, option, index)
        row = index.data(RowRole)
        if isinstance(row, AnswerRow):
            painter.save()
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            boxes = segments(self._look, QRectF(option.rect))
            for answer, box in boxes.items():
                self._paint_answer(painter, answer, box, row.answer)
            if row.unit:
                self._paint_number(painter, row, boxes[Answer.PASS])
            painter.restore()

    def _paint_number(self, painter: QPainter, row: AnswerRow, beside: QRectF) -> None:
        """Boxed: it is typed in, wherever the row is stood on."""
        look = self._look
        width = number_width(look)
        box = beside.adjusted(-width - 2 * GAP, 0, -beside.width() - 2 * GAP, 0)
        painter.setPen(QPen(look.color("border"), look.px("control_line")))
        painter.setBrush(look.color("surface"))
        painter.drawRoundedRect(box.adjusted(0.5, 0.5, -0.5, -0.5), 6, 6)
        inner = box.adjusted(PADDING, 0, -PADDING, 0)
        number, unit = Text(words=row.number), Text(words=row.unit, role="cap", tone="text3")
        paint_marks(painter, look, inner, (number,), (unit,))

    def _paint_answer(
        self, painter: QPainter, answer: Answer, box: QRectF, given: Answer | None
    ) -> None:
        look = self._look
        line = look.px("control_line")
        ground, edge = _tones(answer, given)
        painter.setPen(QPen(look.color(edge), line))
        painter.setBrush(look.color(ground))
        inset = line / 2
        painter.drawRoundedRect(box.adjusted(inset, inset, -inset, -inset), 6, 6)
        marks = _marks(answer, given)
        left = box.x() + (box.width() - width_of(marks, look)) / 2
        paint_marks(painter, look, QRectF(left, box.y(), box.right() - left, box.height()), marks)


def _tones(answer: Answer, given: Answer | None) -> tuple[str, str]:
    """Ground and edge: 符合 tinted, 问题 solid, 不涉及 grey."""
    if answer is not given:
        return "surface", "edge"
    return {
        Answer.PASS: ("ok_tint", "ok"),
        Answer.FAULT: ("danger", "danger"),
        Answer.NONE: ("sunken", "border"),
    }[answer]


def _marks(answer: Answer, given: Answer | None) -> tuple[Mark, ...]:
    """The answered one loses its key and gains its icon."""
    if answer is not given:
        return (Text(words=WORDS[answer], tone="text2"), Key(words=answer.value))
    tone = {Answer.PASS: "ok", Answer.FAULT: "on_accent", Answer.NONE: "text2"}[answer]
    words = Text(words=WORDS[answer], tone=tone, strong=True)
    return (Icon(name=ICONS[answer], tone=tone, size=14), words) if ICONS[answer] else (words,)


class AnswerList(RowList):
    """The checklist; ``answered`` tells an item and the answer that was clicked."""

    answered = Signal(str, str)

    def __init__(self, look: Look, name: str) -> None:
        super().__init__(look, name, inset=INSET)
        self._look = look
        self._delegate = AnswerDelegate(look, INSET)
        self.setItemDelegate(self._delegate)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The item one stands on stays in sight beside what comes below the list."""
        super().resizeEvent(event)
        if self.currentIndex().isValid():
            self.scrollTo(self.currentIndex())

    def mousePressEvent(self, event: QMouseEvent) -> None:
        super().mousePressEvent(event)
        index = self.indexAt(event.position().toPoint())
        row = index.data(RowRole) if index.isValid() else None
        if isinstance(row, AnswerRow) and event.button() is Qt.MouseButton.LeftButton:
            for answer, box in segments(self._look, QRectF(self.visualRect(index))).items():
                if box.contains(event.position()):
                    self.answered.emit(row.key, answer.value)


def rows_of(look: Look, checklist: Checklist, sheet: Sheet) -> list[Row]:
    """The items under the heads of their groups, each head with how many are answered."""
    rows: list[Row] = []
    group = ""
    for place, item in enumerate(checklist.items, start=1):
        if item.group != group:
            group = item.group
            rows.append(_head(group, checklist, sheet))
        rows.append(_row(look, item, place, sheet))
    return rows


def _head(group: str, checklist: Checklist, sheet: Sheet) -> Row:
    codes = [one.code for one in checklist.items if one.group == group]
    done = sum(code in sheet.answers for code in codes)
    return Row(
        key=f"head {group}",
        left=(Text(words=group, role="cap", tone="text2", strong=True),),
        right=(Text(words=f"{done} / {len(codes)}", role="cap", tone="text2"),),
        height="quiet_row",
        head=True,
    )


def _row(look: Look, item: Item, place: int, sheet: Sheet) -> AnswerRow:
    typed = number_width(look) + 2 * GAP if item.measure else 0
    free = round((answers_room(look) + typed) * 100 / look.text_size)
    chips = tuple(
        Chip(kind=kind, words=words) for kind, words in sheet.verdicts.get(item.code, ())[:2]
    )
    return AnswerRow(
        key=item.code,
        left=(
            Slot(mark=Text(words=str(place), tone="text3"), room=20, far=True),
            Text(words=" "),
            Text(words=item.title, strong=True),
            Text(words=item.text, role="cap", tone="text2", elastic=True),
        ),
        right=(*chips, Slot(mark=Text(words=""), room=free, tight=True)),
        height="check_row",
        answer=sheet.answers.get(item.code),
        number=sheet.values.get(item.code, ""),
        unit=item.measure.unit if item.measure else "",
    )
