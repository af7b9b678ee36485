"""What a deed on one issue must know, asked at the foot of its case."""

from PySide6.QtCore import Signal

from inspector.text import _
from ui.look import Look
from ui.rooms.ledger.one import Question
from ui.widgets.buttons import DeedButton
from ui.widgets.choices import ChoiceField
from ui.widgets.fields import IconField
from ui.widgets.pane import Pane, Words


class QuestionPane(Pane):
    """A choice, a value and a reason; Enter answers, Esc (the room's) leaves."""

    answered = Signal(object, str, str, str)  # question, choice, value, reason
    left = Signal()

    def __init__(self, look: Look) -> None:
        super().__init__(look, edges="t", margins=(20, 12, 16, 12), spacing=8)
        self._question = Question(deed="", label="", do="")
        self._choice = ChoiceField(look, _("怎么改"))
        self._choice.setMinimumContentsLength(9)
        self._value = IconField(look, _("改成"), bar=True)
        self._why = IconField(look, _("原因"), bar=True)
        self._named = Words(look, "", tone="text2")
        self._not = DeedButton(look, _("不改了"), key="Esc", height="control")
        self._do = DeedButton(look, "", key="Enter", kind="filled", height="control")
        which = Pane(look, across=True, spacing=8)
        which.add(self._choice, self._value)
        which.rows.setStretch(1, 1)
        answers = Pane(look, across=True, spacing=8)
        answers.add(self._named, 0, self._not, self._do)
        self.add(which, self._why, answers)
        self._choice.picked.connect(self._show_value)
        for field in (self._value, self._why):
            field.returnPressed.connect(self.answer)
        self._do.clicked.connect(self.answer)
        self._not.clicked.connect(self.left)

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
        self._show_value()

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
            self.answered.emit(question, choice, value, why)

    def _asks_value(self) -> bool:
        question = self._question
        return bool(question.choices) and self._choice.code() in dict(question.values)

    def _show_value(self, _choice: str = "") -> None:
        asks = self._asks_value()
        self._value.setVisible(asks)
        self._value.setText(dict(self._question.values)[self._choice.code()] if asks else "")
        self._value.selectAll()
        (self._value if asks else self._why).setFocus()
