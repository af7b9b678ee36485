"""The repeat panel: what the rule says, by which rule, and the earlier photos."""

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QSizePolicy

from ui.look import Look
from ui.rooms.capture.verdict import EarlierPhoto, ShownVerdict
from ui.tasks import Runner
from ui.widgets.buttons import DeedButton
from ui.widgets.marks import Chip, Icon, Mark, Text
from ui.widgets.pane import MarkLine, Pane, Words
from ui.widgets.pictures import Thumb

THUMB = QSize(182, 103)
SHOWN = 3
INSET, GAP = 16, 12


class EarlierView(Pane):
    """One earlier photo: which, when, how far, how it ended."""

    def __init__(self, look: Look, runner: Runner) -> None:
        super().__init__(look, spacing=2)
        self._thumb = Thumb(look, runner, "", THUMB)
        self._thumb.setCheckable(False)
        self._thumb.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._thumb.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)  # F3 opens it
        self._caption = MarkLine(look)
        self._below = Words(look, "", role="cap", tone="text3", elided=True)
        self.setFixedWidth(THUMB.width())
        self.add(self._thumb, 2, self._caption, self._below)

    def show_photo(self, photo: EarlierPhoto) -> None:
        self._thumb.show_photo(photo.path)
        self._thumb.setAccessibleName(photo.caption)
        self._caption.show_marks(
            (Text(words=photo.caption, role="cap", strong=True, elastic=True),),
            (Text(words=photo.distance, role="cap", tone="text2"),) if photo.distance else (),
        )
        self._below.say(photo.below)


class RepeatPanel(Pane):
    """Under the photo, never over it, and never taking the focus."""

    answered = Signal(str)

    def __init__(self, look: Look, runner: Runner) -> None:
        super().__init__(look, edges="t", bar="repeat", margins=(INSET, 8, INSET, 8), spacing=4)
        self._verdict: ShownVerdict | None = None
        self._line = MarkLine(look, height="quiet_row")
        self._answer = DeedButton(look, "", key="F4", kind="link")
        self._answer.clicked.connect(self.answer)
        self._rule = Words(look, "", role="cap", tone="text2", elided=True)
        self._earlier = [EarlierView(look, runner) for _n in range(SHOWN)]
        top = Pane(look, across=True)
        top.add(self._line, self._answer)
        top.rows.setStretch(0, 1)
        self._photos = Pane(look, across=True, spacing=GAP)
        self._photos.add(*self._earlier, 0)
        self.add(top, self._rule, 4, self._photos)
        # as many earlier photos as fit; the pane's width is the photo's, not theirs
        self._photos.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
        self.show_verdict(None)

    def show_verdict(self, verdict: ShownVerdict | None) -> None:
        self._verdict = verdict
        self.setVisible(verdict is not None)
        if verdict is None:
            return
        self.bar = _bar(verdict)
        marks: list[Mark] = [Chip(kind=kind, words=words) for kind, words in verdict.flags]
        if verdict.quiet:
            marks.append(Icon(name="circle-check", tone="ok"))
        marks.append(Text(words=verdict.words, strong=not verdict.quiet, elastic=True))
        self._line.show_marks(tuple(marks))
        self._rule.say(verdict.rule)
        self._rule.setVisible(bool(verdict.rule) and not verdict.quiet)
        self._answer.name(verdict.answer)
        self._answer.setVisible(bool(verdict.answer))
        for view, photo in zip(self._earlier, verdict.photos, strict=False):
            view.show_photo(photo)
        self._photos.setVisible(bool(verdict.photos))
        self._fit()
        self.setAccessibleName(verdict.words)
        self.setAccessibleDescription(verdict.rule)
        self.update()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        known = len(self._verdict.photos) if self._verdict else 0
        room = (self.width() - 2 * INSET + GAP) // (THUMB.width() + GAP)
        for number, view in enumerate(self._earlier):
            view.setVisible(number < min(known, max(1, room)))

    def answer(self) -> None:
        if self._verdict is not None and self._verdict.answer:
            self.answered.emit(self._verdict.answer_as)


def _bar(verdict: ShownVerdict) -> str:
    if verdict.quiet:
        return "ok"
    return verdict.flags[0][0] if verdict.flags else "border"
