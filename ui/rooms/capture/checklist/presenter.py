"""The mind of 检查表: one answer a key, the next item by itself, faults recorded in place."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Protocol

from inspector.text import _
from ui.far_office import GONE
from ui.rooms.capture.checklist.sheet import (
    Answer,
    Flags,
    Sheet,
    falls_short,
    next_open,
    read_back,
    write_down,
)
from ui.visit_office import VisitAnswers

if TYPE_CHECKING:
    from collections.abc import Callable

    from inspector.app.checklist_told import Checklist, Item
    from inspector.domain.errors import InspectorError
    from ui.issue_told import IssueCase
    from ui.office import Office
    from ui.tasks import Runner
    from ui.visit_office import VisitStored

NUMBER = frozenset("0123456789.")


class ChecklistSurface(Protocol):
    def show_checklist(self, checklist: Checklist, sheet: Sheet) -> None: ...
    def show_sheet(self, sheet: Sheet) -> None: ...
    def stand_on(self, code: str) -> None: ...
    def show_item(self, item: Item, place: int, sheet: Sheet) -> None: ...
    def show_last_case(self, case: IssueCase | None) -> None:
        """The newest issue of the item at this point that has a photo."""

    def ask_to_record(self, item: Item, phrase: int) -> None:
        """Open the form at this standard, with its phrase of that number, from 0."""

    def show_kept(self, words: str) -> None: ...
    def show_stored(self, words: str, undo: Callable[[], None]) -> None: ...
    def show_taken_back(self, words: str) -> None: ...
    def show_word(self, words: str) -> None:
        """What is in the way, at the foot of the window."""

    def show_fault(self, error: InspectorError) -> None: ...


class ChecklistPresenter:
    """Keeps the sheet of one visit; every answer is written down before the next is given."""

    def __init__(self, view: ChecklistSurface, office: Office, runner: Runner) -> None:
        self._view, self._office, self._runner = view, office, runner
        self._list: Checklist | None = None
        self._standing = ""
        self._recording = ""
        self._is_storing = False
        self.sheet = Sheet()

    @property
    def point(self) -> str:
        return self._list.point if self._list else ""

    @property
    def name(self) -> str:
        """The point's name."""
        return self._list.name if self._list else ""

    @property
    def items(self) -> tuple[Item, ...]:
        return self._list.items if self._list else ()

    def open(self, point: str) -> None:
        """The list of the point with the answers it was left with."""
        if point == self.point:
            self._stand(self._standing or next_open(self.items, self.sheet, ""))
            return
        visits = self._office.visits()

        def show(answer: tuple[Checklist, str]) -> None:
            self._list, kept = answer
            self.sheet, self._standing = read_back(kept), ""
            self._view.show_checklist(self._list, self.sheet)
            first = self.items[0].code if self.items else ""
            self._stand(next_open(self.items, self.sheet, "") or first)

        self._runner.read(
            lambda: (visits.checklist(point), visits.left(point)), show, self._view.show_fault
        )

    def choose(self, code: str) -> None:
        """The person stands on an item."""
        item = self._item(code)
        if item is None or code == self._standing:
            return
        self._standing = code
        self._view.show_item(item, self.items.index(item), self.sheet)
        self._ask_last(item)

    def answer(self, answer: Answer, phrase: int = 0) -> None:
        """Answer the item one stands on; a fault that makes an issue is recorded in place."""
        item = self._item(self._standing)
        if item is None:
            return
        if answer is Answer.FAULT and item.records:
            self._recording = item.code
            self._view.ask_to_record(item, phrase)
        else:
            if item.code in self.sheet.verdicts:
                self._view.show_word(_("答案改了；登记的问题还在台账，要撤销按 Ctrl+Z"))
            elif answer is Answer.PASS and _misses(item, self.sheet):
                self._view.show_word(_("{item} 实测达不到要求，仍记为符合").format(item=item.title))
            self._set(self.sheet.answer(item.code, answer))
            self._go_on()

    def answer_at(self, code: str, answer: Answer) -> None:
        """Answer an item by the mouse."""
        self._view.stand_on(code)
        self.choose(code)
        self.answer(answer)

    def type(self, letter: str) -> None:
        """A digit: of the number a measured item asks for, else the phrase of a fault."""
        item = self._item(self._standing)
        if item is None or letter not in NUMBER:
            return
        if item.measure is not None:
            self._set(self.sheet.measure(item.code, self.sheet.values.get(item.code, "") + letter))
        elif letter.isdigit() and 0 < int(letter) <= len(item.phrases):
            self.answer(Answer.FAULT, int(letter) - 1)

    def rub_out(self) -> None:
        """The last digit of the number, else the last answer."""
        typed = self.sheet.values.get(self._standing, "")
        if typed and self._standing not in self.sheet.answers:
            self._set(self.sheet.measure(self._standing, typed[:-1]))
            return
        code, sheet = self.sheet.take_back()
        if code:
            self._set(sheet)
            self._stand(code)

    def fault_recorded(self, flags: Flags) -> None:
        """The form recorded the finding of the item it was opened for."""
        code, self._recording = self._recording, ""
        if code:
            self._set(self.sheet.answer(code, Answer.FAULT).judge(code, flags))
            self._go_on()

    def record_no_fault(self) -> None:
        """The form was left without recording."""
        self._recording = ""

    def pass_the_rest(self) -> None:
        """What has no answer is found in order; a number that misses what is asked is not."""
        sheet, short = self.sheet, ""
        for item in self.items:
            if item.code in sheet.answers:
                continue
            if _misses(item, sheet):
                short = short or item.code
            else:
                sheet = sheet.answer(item.code, Answer.PASS)
        self._set(sheet)
        if short:
            self._view.show_word(_("实测达不到要求的没有算符合，请逐项作答"))
            self._stand(short)

    def store(self) -> None:
        """Store the visit, once every item is answered."""
        if self._list is None or self._is_storing:
            return
        missing = len(self.items) - len(self.sheet.answers)
        if missing:
            self._view.show_word(
                _("还有 {n} 项没答。逐项作答，或按 Ctrl+Shift+Y 其余均符合").format(n=missing)
            )
            self._stand(next_open(self.items, self.sheet, ""))
            return
        self._is_storing = True
        sheet, point = self.sheet, self._list.point
        answers = VisitAnswers(
            point=point,
            passed=sheet.of(Answer.PASS),
            failed=sheet.of(Answer.FAULT),
            not_applicable=sheet.of(Answer.NONE),
            values=tuple(sheet.values.items()),
        )

        def done(stored: VisitStored) -> None:
            self._is_storing = False
            self._list, self.sheet, self._standing = None, Sheet(), ""
            undo = partial(self._take_back, stored.visit, point, write_down(sheet))
            self._view.show_stored(stored.words, undo)

        def failed(error: InspectorError) -> None:
            self._is_storing = False
            self._view.show_fault(error)

        self._runner.write(lambda: self._office.visits().close(answers), done, failed)

    def _take_back(self, visit: str, point: str, text: str) -> None:
        def done(_nothing: None) -> None:
            self._list = None  # read anew when it is opened, with these answers
            self._view.show_taken_back(_("检查表已撤回，答案还在，按 F2 接着答"))

        visits = self._office.visits()
        self._runner.write(
            lambda: visits.take_back(visit, point, text), done, self._view.show_fault
        )

    def _go_on(self) -> None:
        following = next_open(self.items, self.sheet, self._standing)
        if following:
            self._stand(following)

    def _stand(self, code: str) -> None:
        if code:
            self._view.stand_on(code)
            self.choose(code)

    def _set(self, sheet: Sheet) -> None:
        self.sheet = sheet
        self._view.show_sheet(sheet)
        item = self._item(self._standing)
        if item is not None:
            self._view.show_item(item, self.items.index(item), sheet)
        self._keep(self.point, write_down(sheet), is_second_try=False)

    def _keep(self, point: str, text: str, *, is_second_try: bool) -> None:
        """Where the back office was lost under way, the one that opens next writes it down."""

        def failed(error: InspectorError) -> None:
            if error.code == GONE and not is_second_try:
                self._keep(point, text, is_second_try=True)
            else:
                self._view.show_fault(error)

        def told(_nothing: None) -> None:
            self._view.show_kept(_("已自动保存"))

        self._runner.write(lambda: self._office.visits().keep(point, text), told, failed)

    def _ask_last(self, item: Item) -> None:
        issue = next((one.issue for one in item.past if one.photos), "")
        if not issue:
            self._view.show_last_case(None)
            return

        def show(case: IssueCase) -> None:
            if self._standing == item.code:
                self._view.show_last_case(case)

        self._runner.read(lambda: self._office.show_issue(issue), show, self._view.show_fault)

    def _item(self, code: str) -> Item | None:
        return next((one for one in self.items if one.code == code), None)


def _misses(item: Item, sheet: Sheet) -> bool:
    measured = sheet.values.get(item.code, "")
    return item.measure is not None and falls_short(item.measure, measured)
