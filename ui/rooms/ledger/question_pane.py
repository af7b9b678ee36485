"""What a deed on one issue must know, asked at the foot of its case."""

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import Signal

from inspector.text import _
from ui.look import Look
from ui.rooms.ledger.one import Answer, Question
from ui.widgets.asking import ask_photos
from ui.widgets.buttons import DeedButton
from ui.widgets.choices import ChoiceField
from ui.widgets.fields import IconField
from ui.widgets.keys import on_key
from ui.widgets.pane import Pane, Words


class QuestionPane(Pane):
    """A choice, a value, a reason, a day and photos; Enter answers, Esc (the room's) leaves."""

    answered = Signal(object, object)  # question, answer
    left = Signal()

    def __init__(self, look: Look) -> None:
        super().__init__(look, edges="t", margins=(20, 12, 16, 12), spacing=8)
        self._question = Question(deed="", label="", do="")
        self._choice = ChoiceField(look, _("怎么改"))
        self._choice.setMinimumContentsLength(9)
        self._value = IconField(look, _("改成"), bar=True)
        self._why = IconField(look, _("原因"), bar=True)
        self._day = IconField(look, _("日期"), icon="clock", bar=True)
        self._photos: tuple[str, ...] = ()
        self._pick = DeedButton(look, "", icon="image", key="Alt+O", height="control")
        self._named = Words(look, "", tone="text2")
        self._not = DeedButton(look, _("不改了"), key="Esc", height="control")
        self._do = DeedButton(look, "", key="Enter", kind="filled", height="control")
        which = Pane(look, across=True, spacing=8)
        which.add(self._choice, self._value)
        which.rows.setStretch(1, 1)
        answers = Pane(look, across=True, spacing=8)
        answers.add(self._named, 0, self._not, self._do)
        beside = Pane(look, across=True, spacing=8)
        beside.add(self._day, self._pick)
        beside.rows.setStretch(0, 1)
        self._beside = beside
        self.add(which, self._why, beside, answers)
        self._choice.picked.connect(self._show_value)
        for field in (self._value, self._why, self._day):
            field.returnPressed.connect(self.answer)
        self._do.clicked.connect(self.answer)
        self._not.clicked.connect(self.left)
        self._pick.clicked.connect(self.choose_photos)
        on_key(self, "Alt+O", self._pick.click)

    def ask(self, question: Question) -> None:
        """Stand ready for the answer."""
        self._question = question
        self._choice.setVisible(bool(question.choices))
        if question.choices:
            self._choice.show_choices(question.choices, question.choices[0][0])
        self._value.setPlaceholderText(question.value_hint)
        self._why.setPlaceholderText(question.why_hint)
        self._why.clear()
        self._named.say(question.label)
        self._do.name(question.do)
        self._day.setText(question.day)
        self._day.setPlaceholderText(question.day_hint)
        self._day.set_code(question.day_hint if question.day else "")
        self._day.setVisible(bool(question.day_hint))
        self._day.setAccessibleName(question.day_hint)
        self._beside.setVisible(bool(question.day_hint) or question.photos)
        self._pick.setVisible(question.photos)
        self._take_photos(())
        self._show_value()

    def stand(self) -> None:
        """The caret where one began, everything as it was written."""
        (self._value if self._asks_value() else self._why).setFocus()

    def answer(self) -> None:
        """Tell the answer once it is whole; else the field that lacks something asks for it."""
        question, why = self._question, self._why.text().strip()
        if self._asks_value() and not self._value.text().strip():
            self._value.ask()
        elif question.why_needed and not why:
            self._why.ask()
        else:
            choice = self._choice.code() if question.choices else ""
            value = self._value.text().strip() if self._asks_value() else ""
            day = self._day.text().strip() if question.day_hint else ""
            answer = Answer(choice=choice, value=value, why=why, day=day, photos=self._photos)
            self.answered.emit(question, answer)

    def choose_photos(self) -> None:
        """Ask for the photos; the dialog does not block the window."""
        ask_photos(self, _("选照片"), self._take_photos)

    def _take_photos(self, photos: Sequence[Path]) -> None:
        self._photos = tuple(map(str, photos))
        chosen = _("照片 {n} 张").format(n=len(photos))
        self._pick.name(chosen if photos else _("选照片"))

    def _asks_value(self) -> bool:
        question = self._question
        return bool(question.choices) and self._choice.code() in dict(question.values)

    def _show_value(self, _choice: str = "") -> None:
        asks = self._asks_value()
        self._value.setVisible(asks)
        self._value.setText(dict(self._question.values)[self._choice.code()] if asks else "")
        self._value.selectAll()
        self.stand()
