"""One issue: answered, disputed, corrected, ruled on, given time or voided; each taken back."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Protocol

from inspector.domain.errors import InspectorError
from inspector.domain.issue import State
from inspector.domain.notice import NoticeKind
from inspector.text import _
from ui.issue_told import IssueCase
from ui.moments import last_day
from ui.office import Office
from ui.tasks import Runner

if TYPE_CHECKING:
    from inspector.app.told import Amendment

EDIT, ALIKE, TERM, VOID = "edit", "alike", "term", "void"
REPLY, DISPUTE, LETTER = "reply", "dispute", "letter"
_OTHER = "other"


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """What a deed must know: one of ``choices``, a value where a choice asks for one, a reason.

    ``values`` are what is written in the field at first, by choice; a choice that is not among them
    asks for none. ``day`` is the day first written where one is asked for, named by ``day_hint``.
    """

    deed: str
    label: str
    do: str
    choices: tuple[tuple[str, str], ...] = ()
    values: tuple[tuple[str, str], ...] = ()
    value_hint: str = ""
    why_hint: str = ""
    why_needed: bool = True
    day: str = ""
    day_hint: str = ""
    photos: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What the person said to a question; empty where nothing was asked or written."""

    choice: str = ""
    value: str = ""
    why: str = ""
    day: str = ""
    photos: tuple[str, ...] = ()


class OneSurface(Protocol):
    def ask(self, question: Question) -> None: ...
    def ask_again(self) -> None: ...
    def show_done(self, words: str, undo: Callable[[], None] | None) -> None: ...
    def show_fault(self, error: InspectorError) -> None: ...
    def read_again(self) -> None: ...


class OnePresenter:
    """The deeds on the issue the person stands on."""

    def __init__(
        self, view: OneSurface, office: Office, runner: Runner, now: Callable[[], datetime]
    ) -> None:
        self._view, self._office, self._runner, self._now = view, office, runner, now
        self._case: IssueCase | None = None

    def stand_on(self, case: IssueCase | None) -> None:
        self._case = case

    def wish(self, deed: str) -> None:
        """Ask what the deed must know; nothing where it cannot be done."""
        if self._case is not None and deed in self.doable():
            self._view.ask(_QUESTIONS[deed](self._case, self._today()))

    def doable(self) -> tuple[str, ...]:
        """What can be done with the issue as it stands."""
        if self._case is None or self._case.line.state is State.VOID:
            return ()
        if self._case.line.state is State.CLOSED:
            return (EDIT, ALIKE, TERM, DISPUTE, LETTER, VOID)
        return (EDIT, ALIKE, TERM, REPLY, DISPUTE, LETTER, VOID)

    def answer(self, question: Question, answer: Answer) -> None:
        """Do what was asked about, and offer to take it back."""
        case, ledger = self._case, self._office.ledger
        if case is None or case.line.label != question.label:
            return
        issue, choice, value, why = case.line.issue, answer.choice, answer.value, answer.why
        if question.deed == LETTER:
            self._hand_in(question, issue, answer)
            return
        day = "" if answer.day == self._today() else answer.day  # today means now
        deeds: dict[str, Callable[[], Amendment]] = {
            EDIT: lambda: ledger().correct(issue, choice, value, why),
            ALIKE: lambda: ledger().rule(issue, value if choice == _OTHER else choice, why),
            TERM: lambda: ledger().give_time(issue, choice, value, why, day),
            REPLY: lambda: ledger().reply(issue, why, answer.day, answer.photos),
            DISPUTE: lambda: ledger().dispute(issue, choice, why, day),
            VOID: lambda: ledger().void(issue, why),
        }

        def done(told: Amendment) -> None:
            words = f"{question.label} {_did(question.deed)}"
            self._view.show_done(words, lambda: self._unsay(question, told))
            self._view.read_again()

        self._runner.write(deeds[question.deed], done, self._refused(question))

    def _hand_in(self, question: Question, issue: str, answer: Answer) -> None:
        """A letter waits in the register of papers, where it is withdrawn if it was a mistake."""
        self._runner.write(
            lambda: self._office.ledger().letter(issue, answer.choice, answer.value, answer.why),
            lambda words: self._view.show_done(words, None),
            self._refused(question),
        )

    def _refused(self, question: Question) -> Callable[[InspectorError], None]:
        """What was written is there to be mended, as long as the person stays with the issue."""

        def tell(error: InspectorError) -> None:
            if self._case is not None and self._case.line.label == question.label:
                self._view.ask_again()
            self._view.show_fault(error)

        return tell

    def _today(self) -> str:
        return f"{self._now():%Y-%m-%d}"

    def _unsay(self, question: Question, told: Amendment) -> None:
        def done(_nothing: None) -> None:
            words = _("{label} 已撤销：{did}").format(label=question.label, did=_did(question.deed))
            self._view.show_done(words, None)
            self._view.read_again()

        self._runner.write(lambda: self._office.ledger().unsay(told), done, self._view.show_fault)


def _did(deed: str) -> str:
    return {
        EDIT: _("已更正"),
        ALIKE: _("已认定"),
        TERM: _("期限已改"),
        REPLY: _("已登记答复"),
        DISPUTE: _("已登记，等待裁定"),
        VOID: _("已作废"),
    }[deed]


def _edit(case: IssueCase, _today: str) -> Question:
    return Question(
        deed=EDIT,
        label=case.line.label,
        do=_("更正"),
        choices=(
            ("note", _("描述")),
            ("spot", _("位置")),
            ("point", _("点位")),
            ("standard", _("标准")),
            ("at", _("发现时间")),
        ),
        values=(
            ("note", case.description),
            ("spot", case.line.spot),
            ("point", ""),
            ("standard", ""),
            ("at", f"{case.line.found_at:%Y-%m-%d %H:%M}"),
        ),
        value_hint=_("应当是"),
        why_hint=_("原因，如：记错位置"),
    )


def _alike(case: IssueCase, _today: str) -> Question:
    alike = ((case.alike, _("与 {label} 同一处").format(label=case.alike)),) if case.alike else ()
    return Question(
        deed=ALIKE,
        label=case.line.label,
        do=_("这样认定"),
        choices=(*alike, ("none", _("不是同一处")), (_OTHER, _("与另一条同一处"))),
        values=((_OTHER, ""),),
        value_hint=_("那一条的编号"),
        why_hint=_("依据（可不填）"),
        why_needed=False,
    )


def _term(case: IssueCase, today: str) -> Question:
    until = f"{last_day(case.line.deadline):%Y-%m-%d}" if case.line.deadline else ""
    return Question(
        deed=TERM,
        label=case.line.label,
        do=_("定下"),
        choices=(("extend", _("延期至")), ("defer", _("缓办至")), ("park", _("挂账"))),
        values=(("extend", until), ("defer", until)),
        value_hint=_("哪一天"),
        why_hint=_("原因，如：等管线迁改"),
        day=today,
        day_hint=_("批准日"),
    )


def _reply(case: IssueCase, _today: str) -> Question:
    return Question(
        deed=REPLY,
        label=case.line.label,
        do=_("登记答复"),
        why_hint=_("整改措施，如：已清运，加密巡查"),
        day_hint=_("完成日，可不填"),
        photos=True,
    )


def _dispute(case: IssueCase, today: str) -> Question:
    return Question(
        deed=DISPUTE,
        label=case.line.label,
        do=_("登记"),
        choices=(("reassign", _("退单（不归本单位）")), ("appeal", _("申诉（不应扣分）"))),
        why_hint=_("单位的理由，如：属于燃气公司管线"),
        day=today,
        day_hint=_("提出日"),
    )


def _letter(case: IssueCase, _today: str) -> Question:
    kinds = [one for one in NoticeKind if not one.orders]
    return Question(
        deed=LETTER,
        label=case.line.label,
        do=_("送审"),
        choices=tuple((one.name.lower(), _(one.value)) for one in kinds),
        values=(("talk", ""), ("extension", "")),
        value_hint=_("约谈：时间和地点；延期：新期限"),
        why_hint=_("要求的措施，或事由（可不填）"),
        why_needed=False,
    )


def _void(case: IssueCase, _today: str) -> Question:
    return Question(
        deed=VOID, label=case.line.label, do=_("作废这条"), why_hint=_("原因，如：重复登记")
    )


_QUESTIONS: dict[str, Callable[[IssueCase, str], Question]] = {
    EDIT: _edit,
    ALIKE: _alike,
    TERM: _term,
    REPLY: _reply,
    DISPUTE: _dispute,
    LETTER: _letter,
    VOID: _void,
}
