"""The item one stands on: what is asked, how a fault is put, what was there before."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QMouseEvent

from inspector.domain.issue import State
from inspector.text import _
from ui.look import Look
from ui.rooms.capture.checklist.sheet import Sheet, asked_of, falls_short
from ui.rooms.capture.phrase import lay_out
from ui.widgets.buttons import DeedButton
from ui.widgets.marks import Chip, Glyph, Icon, Key, Mark, Text
from ui.widgets.pane import MarkLine, Pane, Words
from ui.widgets.pictures import Picture

if TYPE_CHECKING:
    from inspector.app.checklist_told import Item, PastLine
    from ui.issue_told import IssueCase
    from ui.office import Office
    from ui.tasks import Runner

WIDTH = 372
PHRASES = 3
PAST = 2
PHOTO_HEIGHT = 212


class LastPhoto(Picture):
    """The newest earlier photo; a click shows it large."""

    opened = Signal()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() is Qt.MouseButton.LeftButton:
            self.opened.emit()


class ItemPane(Pane):
    """At the right of the list; its deeds are those of the keys."""

    def __init__(self, look: Look, office: Office, runner: Runner) -> None:
        super().__init__(look, edges="l")
        self.setFixedWidth(WIDTH)
        self._head = MarkLine(look, height="check_row")
        self.photo = LastPhoto(look, runner, _("上次的照片"), fetch=office.screen_photo)
        self.photo.setMinimumHeight(96)
        self.photo.setMaximumHeight(PHOTO_HEIGHT)
        self._caption = MarkLine(look, height="quiet_row")
        self._asked = Words(look, "", wrap=True)
        self._number = MarkLine(look, height="quiet_row")
        self._phrases = [MarkLine(look, height="quiet_row") for _n in range(PHRASES)]
        self._past = [
            (MarkLine(look, height="quiet_row"), Words(look, "", role="cap", tone="text2"))
            for _n in range(PAST)
        ]
        self.fault = DeedButton(
            look, _("记为问题"), icon="triangle-alert", key="N", height="control", spread=True
        )
        self.passed = DeedButton(
            look, _("符合"), icon="check", key="Y", kind="filled", height="control", spread=True
        )
        self.store = DeedButton(
            look,
            _("存下检查表"),
            icon="check",
            key="Ctrl+Enter",
            kind="filled",
            height="main_deed",
            spread=True,
        )
        self._look = look
        self._lay_out()

    def show_item(self, item: Item, place: int, sheet: Sheet, *, is_whole: bool) -> None:
        """``place`` from 0; where the sheet ``is_whole``, storing it is the deed."""
        what = f"{item.code} · {_(item.severity)} {item.deduct.normalize():f}"
        name = Text(words=item.title, role="h3", strong=True, elastic=True)
        self._head.show_marks(
            (Text(words=f"{place + 1}", role="h3", tone="text3"), name),
            (Chip(kind="plain", words=what),),
        )
        self._asked.say(item.text)
        self._show_number(item, sheet)
        for number, line in enumerate(self._phrases):
            shown = number < len(item.phrases) and item.records
            line.setVisible(shown)
            if shown:
                words = Text(words=_readable(item.phrases[number]), tone="text2", elastic=True)
                keys = () if item.measure else (Key(words=str(number + 1)),)
                line.show_marks((words,), keys)
        self._phrases_head.setVisible(bool(item.phrases) and item.records)
        self._show_past(item)
        for button in (self.fault, self.passed):
            button.setVisible(not is_whole)
        self.store.setVisible(is_whole)

    def show_last_case(self, case: IssueCase | None) -> None:
        photo = case.photos[0] if case and case.photos else None
        for part in (self._frame, self._under):
            part.setVisible(photo is not None)
        self.photo.show_photo(photo.screen if photo else None)
        if case is not None and photo is not None:
            words = f"{case.line.found_at:%m-%d %H:%M} · {case.line.spot or case.line.point_name}"
            self._caption.show_marks(
                (Text(words=words, role="cap", tone="text2", elastic=True),),
                (Key(words=_("空格")), Text(words=_("看大图"), role="cap", tone="text2")),
            )

    def _show_number(self, item: Item, sheet: Sheet) -> None:
        self._number.setVisible(item.measure is not None)
        if item.measure is None:
            return
        typed = sheet.values.get(item.code, "")
        short = falls_short(item.measure, typed)
        marks: tuple[Mark, ...] = (Text(words=asked_of(item.measure), strong=True, elastic=True),)
        if typed:
            tone = "danger" if short else "ok"
            icon = "triangle-alert" if short else "check"
            words = _("实测 {n}，达不到") if short else _("实测 {n}")
            measured = Text(words=words.format(n=typed), tone=tone, strong=True)
            self._number.show_marks(marks, (Icon(name=icon, tone=tone, size=14), measured))
        else:
            self._number.show_marks(marks, (Text(words=_("直接打数"), role="cap", tone="text3"),))

    def _show_past(self, item: Item) -> None:
        self._past_head.say(_("本点位以往") if item.past else _("本点位以往没有这个问题"))
        for number, (line, below) in enumerate(self._past):
            shown = number < len(item.past)
            line.setVisible(shown)
            below.setVisible(shown)
            if shown:
                self._show_past_line(item, item.past[number], line, below)

    def _show_past_line(self, item: Item, past: PastLine, line: MarkLine, below: Words) -> None:
        state = State[past.state.upper()]
        place = f"{past.found_at:%m-%d} {past.spot}".strip()
        line.show_marks(
            (Glyph(state=past.state), Text(words=place, elastic=True)),
            (Text(words=_(state.value), role="cap", tone="text2"),),
        )
        nth = _("第{n}次").format(n=past.occurrence) if past.occurrence > 1 else ""
        days = _("{n} 天前").format(n=past.days) if past.days else _("今天")
        window = _("重复期 {n} 天").format(n=item.repeat_days) if item.repeat_days else ""
        below.say(" · ".join(filter(None, (days, window, nth))))

    def _lay_out(self) -> None:
        look = self._look
        head = Pane(look, edges="b", margins=(16, 0, 16, 0))
        head.add(self._head)
        self._frame = Pane(look, margins=(16, 12, 16, 0))
        self._frame.add(self.photo)
        self._under = Pane(look, edges="b", margins=(16, 0, 16, 0))
        self._under.add(self._caption)
        asked = Pane(look, edges="b", margins=(16, 10, 16, 10), spacing=4)
        asked.add(self._asked, self._number)
        self._phrases_head = Words(look, _("怎样算问题"), role="cap", tone="text3")
        self._past_head = Words(look, "", role="cap", tone="text3")
        known = Pane(look, margins=(16, 10, 16, 8))
        known.add(self._phrases_head, *self._phrases, 10, self._past_head)
        for line, below in self._past:
            below.setContentsMargins(20, 0, 0, 0)
            known.add(line, below)
        deeds = Pane(look, edges="t", across=True, margins=(16, 12, 16, 12), spacing=8)
        deeds.add(self.fault, self.passed, self.store)
        self.add(head, self._frame, self._under, asked, known, 0, deeds)
        self.rows.setStretchFactor(self._frame, 100)  # the photo takes what is free, to its most


def _readable(phrase: str) -> str:
    """The phrase without its place, its other blanks empty."""
    return "".join(one.words for one in lay_out(phrase, {}))
