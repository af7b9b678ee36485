"""One issue read in full: photos, facts and what happened to it."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import QPoint, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QLayout, QScrollArea, QSizePolicy, QWidget

from inspector.text import _
from ui.look import Look
from ui.rooms.ledger.one import ALIKE, DISPUTE, EDIT, LETTER, REPLY, TERM, VOID, Answer, Question
from ui.rooms.ledger.question_pane import QuestionPane
from ui.rooms.ledger.rows import ShownCase, ShownStep
from ui.tasks import Runner
from ui.widgets.buttons import DeedButton
from ui.widgets.marks import Chip, Glyph, Mark, Text, paint_marks
from ui.widgets.pane import MarkLine, Pane, Words
from ui.widgets.pictures import Thumb

WIDTH = 432
THUMB = QSize(194, 108)
SHOWN_PHOTOS = 2


class Timeline(QWidget):
    """Steps down a line: a dot for what was done, a ring for what is due, grey for before."""

    def __init__(self, look: Look) -> None:
        super().__init__()
        self._look = look
        self._steps: tuple[ShownStep, ...] = ()
        self.setAccessibleName(_("经过"))
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        look.changed.connect(self.updateGeometry)

    def show_steps(self, steps: tuple[ShownStep, ...]) -> None:
        self._steps = steps
        said = "；".join(f"{one.when} {one.what} {one.words}" for one in steps)
        self.setAccessibleDescription(said)
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(200, len(self._steps) * self._line() + self._gap())

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        look, top = self._look, 0.0
        dates = max((look.measure(one.when) for one in self._steps), default=0) + 24
        whats = max((look.measure(one.what, strong=True) for one in self._steps), default=0) + 8
        before: ShownStep | None = None
        for step in self._steps:
            if before is not None and step.weight == "past" and before.weight != "past":
                top += self._gap()
            middle = top + self._line() / 2
            if before is not None:
                painter.setPen(QPen(look.color("line"), 2))
                upper = middle - self._line() + 8
                painter.drawLine(QPoint(6, round(upper)), QPoint(6, round(middle - 8)))
            self._paint_dot(painter, step, middle)
            tone = "text2" if step.weight == "past" else "text"
            row = QRectF(24, top, self.width() - 24, self._line())
            paint_marks(painter, look, row, (Text(words=step.when, tone="text2"),))
            what = Text(
                words=step.what,
                tone="accent" if step.weight == "ahead" else tone,
                strong=step.weight != "past",
            )
            paint_marks(painter, look, row.adjusted(dates, 0, 0, 0), (what,))
            words = Text(words=step.words, role="cap", tone="text2", elastic=True)
            paint_marks(painter, look, row.adjusted(dates + whats, 0, 0, 0), (words,))
            top += self._line()
            before = step

    def _paint_dot(self, painter: QPainter, step: ShownStep, middle: float) -> None:
        look = self._look
        if step.weight == "ahead":
            painter.setPen(QPen(look.color("accent"), 2))
            painter.setBrush(look.color("surface"))
            painter.drawEllipse(QRectF(1, middle - 5, 10, 10))
            return
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(look.color("accent" if step.weight == "done" else "border"))
        painter.drawEllipse(QRectF(2, middle - 4, 8, 8))

    def _line(self) -> int:
        return self._look.px("quiet_row") - 2

    def _gap(self) -> int:
        return 16


class CasePane(Pane):
    """The right-hand pane of the ledger; its deeds are signals."""

    notice_wanted = Signal()
    recheck_wanted = Signal()
    again_wanted = Signal()
    photo_wanted = Signal(object, int)  # all photos of the case, and which of them
    changes_wanted = Signal()
    wished = Signal(str)
    answered = Signal(object, object)
    left = Signal()

    def __init__(self, look: Look, runner: Runner) -> None:
        super().__init__(look, edges="l")
        self._look, self._runner = look, runner
        self._case: ShownCase | None = None
        self.setFixedWidth(WIDTH)
        self._title = MarkLine(look, height="tall_row")
        self._where = Words(look, "", tone="text2", elided=True)
        self._photos = [Thumb(look, runner, _("照片"), THUMB) for _n in range(SHOWN_PHOTOS)]
        self._captions = [Words(look, "", role="cap", tone="text2") for _n in range(SHOWN_PHOTOS)]
        self._facts = Pane(look, spacing=4)
        self._steps = Timeline(look)
        self._history = Words(look, "", role="cap", tone="text2", wrap=True)
        self._history.hide()
        self._all_changes = DeedButton(look, _("改动记录"), kind="link", key="H")
        self._all_changes.clicked.connect(self.toggle_history)
        self._notice = DeedButton(
            look, _("开通知书"), icon="stamp", key="P", kind="filled", height="control"
        )
        self._notice.clicked.connect(self.notice_wanted)
        self._recheck = DeedButton(
            look, _("复查"), icon="circle-check", key="V", kind="filled", height="control"
        )
        self._recheck.clicked.connect(self.recheck_wanted)
        self._again = DeedButton(look, _("同处再记"), icon="copy-plus", key="N", height="control")
        self._again.clicked.connect(self.again_wanted)
        self._empty = Words(look, _("选一条问题，这里看它的照片和经过"), tone="text3", wrap=True)
        self._empty.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._body = self._build_body()
        self._amends = {
            EDIT: DeedButton(look, _("更正"), key="E", kind="link"),
            ALIKE: DeedButton(look, _("同一处"), key="S", kind="link"),
            TERM: DeedButton(look, _("期限"), key="D", kind="link"),
            REPLY: DeedButton(look, _("登记答复"), key="R", kind="link"),
            DISPUTE: DeedButton(look, _("退单、申诉"), key="T", kind="link"),
            LETTER: DeedButton(look, _("发函"), key="L", kind="link"),
            VOID: DeedButton(look, _("作废"), key="Del", kind="link"),
        }
        for deed, button in self._amends.items():
            button.clicked.connect(partial(self.wished.emit, deed))
        self._deeds = self._build_deeds()
        self._question = QuestionPane(look)
        self._question.answered.connect(self._answer)
        self._question.left.connect(self.ask_no_more)
        self.add(self._body, self._deeds, self._question, self._empty)
        self.show_case(None)

    def show_case(self, case: ShownCase | None) -> None:
        self._case = case
        for widget in (self._body, self._deeds):
            widget.setVisible(case is not None)
        self._question.hide()
        self._empty.setVisible(case is None)
        if case is None:
            return
        chips: tuple[Mark, ...] = tuple(Chip(kind=kind, words=words) for kind, words in case.flags)
        name = Text(words=case.title, role="h2", strong=True, elastic=True)
        self._title.show_marks((Glyph(state=case.tone), name, *chips))
        self._where.say(case.where)
        self._show_photos(case)
        self._show_facts(case)
        self._steps.show_steps(case.steps)
        self._history.hide()
        replied = case.tone == "replied"  # its next step is to look again, of the others a notice
        self._recheck.setVisible(replied)
        self._notice.setVisible(self.is_unsettled and not replied)

    def offer(self, deeds: Sequence[str]) -> None:
        """Show the deeds that can be done with the case."""
        for deed, button in self._amends.items():
            button.setVisible(deed in deeds)

    def ask(self, question: Question) -> None:
        """Ask in place of the deeds."""
        self._deeds.hide()
        self._question.show()
        self._question.ask(question)

    def ask_again(self) -> None:
        """The question as it was answered: something in the answer could not be."""
        self._deeds.hide()
        self._question.show()
        self._question.stand()

    @property
    def is_unsettled(self) -> bool:
        """Whether the case shown is one somebody still has to see to."""
        return self._case is not None and self._case.tone not in ("closed", "void")

    @property
    def is_asking(self) -> bool:
        """Whether a question stands in place of the deeds."""
        return self._question.isVisible()

    def ask_no_more(self) -> None:
        """The deeds again."""
        self._question.hide()
        self._deeds.setVisible(self._case is not None)
        self.left.emit()

    def _answer(self, question: Question, answer: Answer) -> None:
        self.ask_no_more()
        self.answered.emit(question, answer)

    def toggle_history(self) -> None:
        """Ask for every change of the case; the same key hides them."""
        if self._history.isHidden():
            self.changes_wanted.emit()
        else:
            self._history.hide()

    def show_changes(self, changes: Sequence[str]) -> None:
        self._history.say("\n".join(changes) or _("没有改动"))
        self._history.show()

    def _build_body(self) -> QScrollArea:
        look = self._look
        inner = Pane(look, margins=(20, 0, 18, 8))
        photos = Pane(look, across=True, spacing=4)
        for thumb, caption in zip(self._photos, self._captions, strict=True):
            column = Pane(look, spacing=4)
            column.add(thumb, caption)
            thumb.setCheckable(False)
            thumb.clicked.connect(self._open_photo)
            photos.add(column)
        photos.add(0)
        facts = Pane(look, edges="b", margins=(20, 8, 18, 12))
        facts.add(self._facts)
        head = Pane(look, across=True, margins=(20, 8, 18, 4))
        head.add(Words(look, _("经过"), role="h3"), 0, self._all_changes)
        steps = Pane(look, margins=(20, 0, 18, 8))
        steps.add(self._steps, self._history)
        inner.add(self._title, self._where, 8, photos)
        whole = Pane(look)
        whole.add(inner, facts, head, steps, 0)
        # the scroll area squeezes a pane that holds wrapped words below its least height
        whole.rows.setSizeConstraint(QLayout.SizeConstraint.SetMinimumSize)
        area = QScrollArea()
        area.setWidget(whole)
        area.setWidgetResizable(True)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setAccessibleName(_("问题详情"))
        return area

    def _build_deeds(self) -> Pane:
        look = self._look
        said = [self._amends[one] for one in (REPLY, DISPUTE, LETTER)]  # from units, and to
        amends = Pane(look, across=True, spacing=12)
        amends.add(*(one for one in self._amends.values() if one not in said), 0)
        units = Pane(look, across=True, spacing=12)
        units.add(*said, 0)
        usual = Pane(look, across=True, spacing=8)
        usual.add(self._notice, self._recheck, self._again, 0)
        deeds = Pane(look, edges="t", margins=(20, 12, 12, 12), spacing=8)
        deeds.add(amends, units, usual)
        return deeds

    def _show_photos(self, case: ShownCase) -> None:
        for number, (thumb, caption) in enumerate(zip(self._photos, self._captions, strict=True)):
            there = number < len(case.photos)
            thumb.setVisible(there)
            caption.setVisible(there)
            if there:
                photo = case.photos[number]
                thumb.show_photo(photo.thumb)
                thumb.setAccessibleName(_("照片 {caption}").format(caption=photo.caption))
                caption.say(photo.caption)

    def _show_facts(self, case: ShownCase) -> None:
        rows = self._facts.rows
        while rows.count():
            item = rows.takeAt(0)
            widget = item.widget() if item is not None else None
            if widget is not None:
                widget.deleteLater()
        for label, strong, quiet in case.facts:
            line = Pane(self._look, across=True, spacing=4)
            name = Words(self._look, label, tone="text3")
            name.setFixedWidth(round(self._look.measure(_("责任责任"))) + 4)
            long = not quiet
            value = Words(self._look, strong, strong=label == _("扣分"), wrap=long)
            line.add(name, value)
            if quiet:
                more = Words(self._look, quiet, role="cap", tone="text3", elided=True)
                more.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
                line.add(4, more)
            line.rows.setStretch(line.rows.count() - 1, 1)
            line.setMinimumHeight(self._look.px("chip") + 4)
            self._facts.add(line)

    def _open_photo(self) -> None:
        sender = self.sender()
        if self._case is not None and isinstance(sender, Thumb):
            number = self._photos.index(sender)
            self.open_photo(number)

    def open_photo(self, number: int = 0) -> None:
        """Ask for a photo of the case over the whole window."""
        if self._case is not None and self._case.photos:
            self.photo_wanted.emit([one.path for one in self._case.photos], number)
