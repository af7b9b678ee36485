"""A visit answered item by item: what stands, what is next, what is stored."""

from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal

import pytest

from inspector.app.checklist_told import Checklist, Item
from inspector.domain.errors import InspectorError, MachineError
from inspector.domain.standard import Measure
from tests.ui.conftest import AtOnce
from tests.ui.fake_office import FakeOffice
from tests.ui.fake_visits import BEHAVIOUR, ITEMS, past_of, the_list
from ui.far_office import GONE
from ui.issue_told import IssueCase
from ui.rooms.capture.checklist.presenter import ChecklistPresenter
from ui.rooms.capture.checklist.sheet import Answer, Sheet, falls_short, read_back

POINT = "003-OR-04"
CODES = [code for code, *_rest in ITEMS]
MEASURED = "P4.05.01"


class Surface:
    """Remembers what it was shown."""

    def __init__(self) -> None:
        self.stood_on: list[str] = []
        self.to_record: list[tuple[str, int]] = []
        self.stored: list[str] = []
        self.words: list[str] = []
        self.faults: list[InspectorError] = []
        self.cases: list[IssueCase | None] = []

    def show_checklist(self, checklist: Checklist, sheet: Sheet) -> None: ...

    def show_sheet(self, sheet: Sheet) -> None: ...

    def stand_on(self, code: str) -> None:
        self.stood_on.append(code)

    def show_item(self, item: Item, place: int, sheet: Sheet) -> None: ...

    def show_last_case(self, case: IssueCase | None) -> None:
        self.cases.append(case)

    def ask_to_record(self, item: Item, phrase: int) -> None:
        self.to_record.append((item.code, phrase))

    def show_kept(self, words: str) -> None: ...

    def show_stored(self, words: str, undo: Callable[[], None]) -> None:
        self.stored.append(words)
        self.undo = undo

    def show_taken_back(self, words: str) -> None:
        self.words.append(words)

    def show_word(self, words: str) -> None:
        self.words.append(words)

    def show_fault(self, error: InspectorError) -> None:
        self.faults.append(error)


@pytest.fixture
def surface() -> Surface:
    return Surface()


@pytest.fixture
def visit(surface: Surface, office: FakeOffice, at_once: AtOnce) -> ChecklistPresenter:
    presenter = ChecklistPresenter(surface, office, at_once)
    presenter.open(POINT)
    return presenter


def test_an_answer_goes_on_to_the_next_item(visit: ChecklistPresenter, surface: Surface) -> None:
    visit.answer(Answer.PASS)
    visit.answer(Answer.NONE)
    assert visit.sheet.answers == {CODES[0]: Answer.PASS, CODES[1]: Answer.NONE}
    assert surface.stood_on[-1] == CODES[2]


def test_after_the_last_item_the_first_one_left_out_is_next(
    visit: ChecklistPresenter, surface: Surface
) -> None:
    visit.choose(CODES[-2])
    visit.answer(Answer.PASS)
    visit.answer(Answer.FAULT)
    assert surface.stood_on[-1] == CODES[0]


def test_a_fault_counts_once_its_finding_is_recorded(
    visit: ChecklistPresenter, surface: Surface
) -> None:
    visit.answer(Answer.FAULT)
    assert surface.to_record == [(CODES[0], 0)]
    assert visit.sheet.answers == {}
    visit.fault_recorded((("repeat", "第3次"),))
    assert visit.sheet.answers == {CODES[0]: Answer.FAULT}
    assert visit.sheet.verdicts == {CODES[0]: (("repeat", "第3次"),)}


def test_a_fault_that_was_left_unwritten_is_no_answer(visit: ChecklistPresenter) -> None:
    visit.answer(Answer.FAULT)
    visit.record_no_fault()
    visit.fault_recorded(())  # another finding, recorded later
    assert visit.sheet.answers == {}


def test_behaviour_is_answered_without_a_finding(
    visit: ChecklistPresenter, surface: Surface
) -> None:
    visit.choose(BEHAVIOUR)
    visit.answer(Answer.FAULT)
    assert surface.to_record == []
    assert visit.sheet.answers == {BEHAVIOUR: Answer.FAULT}


def test_digits_are_the_number_of_a_measured_item(visit: ChecklistPresenter) -> None:
    visit.choose(MEASURED)
    for letter in "12.5":
        visit.type(letter)
    assert visit.sheet.values == {MEASURED: "12.5"}
    visit.rub_out()
    assert visit.sheet.values == {MEASURED: "12."}


def test_a_digit_is_the_phrase_of_any_other_item(
    visit: ChecklistPresenter, surface: Surface
) -> None:
    visit.choose("P3.03.01")
    visit.type("2")
    assert surface.to_record == [("P3.03.01", 1)]


def test_a_digit_without_a_phrase_does_nothing(visit: ChecklistPresenter, surface: Surface) -> None:
    visit.type("7")
    assert surface.to_record == []


def test_the_rest_passes_and_what_was_answered_stays(visit: ChecklistPresenter) -> None:
    visit.answer(Answer.NONE)
    visit.pass_the_rest()
    answers = visit.sheet.answers
    assert answers[CODES[0]] is Answer.NONE
    assert set(answers) == set(CODES)
    assert [code for code in CODES[1:] if answers[code] is not Answer.PASS] == []


def test_a_number_that_misses_what_is_asked_does_not_pass_with_the_rest(
    visit: ChecklistPresenter, surface: Surface
) -> None:
    visit.choose(MEASURED)
    visit.type("6")
    visit.pass_the_rest()
    assert MEASURED not in visit.sheet.answers
    assert len(visit.sheet.answers) == len(CODES) - 1
    assert surface.stood_on[-1] == MEASURED
    visit.answer(Answer.PASS)  # the person may still say so
    assert visit.sheet.answers[MEASURED] is Answer.PASS
    assert "达不到" in surface.words[-1]


def test_the_last_answer_is_taken_back_a_recorded_fault_is_not(
    visit: ChecklistPresenter, surface: Surface
) -> None:
    visit.answer(Answer.PASS)
    visit.answer(Answer.FAULT)
    visit.fault_recorded(())
    visit.rub_out()
    assert visit.sheet.answers == {CODES[1]: Answer.FAULT}
    assert surface.stood_on[-1] == CODES[0]


def test_a_visit_with_an_open_item_is_not_stored(
    visit: ChecklistPresenter, surface: Surface, office: FakeOffice
) -> None:
    visit.answer(Answer.PASS)
    visit.store()
    assert office.own_visits.closed == []
    assert "还有 11 项没答" in surface.words[-1]


def test_a_whole_visit_is_stored_once_with_its_numbers(
    visit: ChecklistPresenter, surface: Surface, office: FakeOffice
) -> None:
    visit.choose(MEASURED)
    visit.type("3")
    visit.choose(CODES[0])
    visit.answer(Answer.FAULT)
    visit.fault_recorded(())
    visit.pass_the_rest()
    visit.store()
    visit.store()
    (stored,) = office.own_visits.closed
    assert stored.point == POINT
    assert stored.failed == (CODES[0],)
    assert sorted(stored.passed) == sorted(CODES[1:])
    assert stored.values == ((MEASURED, "3"),)
    assert surface.stored == ["检查表已存"]


def test_a_stored_visit_is_taken_back_with_its_answers(
    visit: ChecklistPresenter, surface: Surface, office: FakeOffice
) -> None:
    visit.answer(Answer.NONE)
    visit.pass_the_rest()
    before = visit.sheet
    visit.store()
    surface.undo()
    assert office.own_visits.taken_back == ["visit-1"]
    visit.open(POINT)
    assert visit.sheet == before


def test_answers_outlive_the_window(
    visit: ChecklistPresenter, surface: Surface, office: FakeOffice, at_once: AtOnce
) -> None:
    visit.answer(Answer.PASS)
    visit.answer(Answer.FAULT)
    visit.fault_recorded((("rebound", "反弹"),))
    again = ChecklistPresenter(Surface(), office, at_once)
    again.open(POINT)
    assert again.sheet == visit.sheet


def test_each_point_has_its_own_answers(visit: ChecklistPresenter) -> None:
    visit.answer(Answer.PASS)
    visit.open("001-FM-01")
    assert visit.sheet.answers == {}
    visit.open(POINT)
    assert visit.sheet.answers == {CODES[0]: Answer.PASS}


@pytest.mark.parametrize("text", ["", "{", "[]", '{"answers": {"P1": "Q"}}', '{"answers": []}'])
def test_a_draft_that_cannot_be_read_is_an_empty_sheet(text: str) -> None:
    assert read_back(text) == Sheet()


def test_answers_are_written_down_by_the_next_office_where_one_was_lost(
    surface: Surface, office: FakeOffice, at_once: AtOnce, monkeypatch: pytest.MonkeyPatch
) -> None:
    visit = ChecklistPresenter(surface, office, at_once)
    visit.open(POINT)
    keep, lost = office.own_visits.keep, [MachineError("后台停了", "再做一次", code=GONE)]

    def fail_once(point: str, text: str) -> None:
        if lost:
            raise lost.pop()
        keep(point, text)

    monkeypatch.setattr(office.own_visits, "keep", fail_once)
    visit.answer(Answer.PASS)
    assert read_back(office.own_visits.kept[POINT]) == visit.sheet
    assert surface.faults == []


def test_an_item_shows_the_photo_of_its_last_issue_and_none_where_there_was_none(
    visit: ChecklistPresenter, surface: Surface
) -> None:
    visit.choose("P3.03.01")
    assert surface.cases[-1] is not None
    visit.choose(CODES[0])
    assert surface.cases[-1] is None


def test_an_issue_without_a_photo_leaves_it_to_the_one_before(
    surface: Surface, office: FakeOffice, at_once: AtOnce, monkeypatch: pytest.MonkeyPatch
) -> None:
    bare, older = past_of("P3.03.01")
    item = replace(the_list().items[3], past=(replace(bare, photos=0, issue="bare"), older))
    monkeypatch.setattr(
        office.own_visits, "checklist", lambda _point: replace(the_list(), items=(item,))
    )
    asked: list[str] = []
    show = office.show_issue
    monkeypatch.setattr(office, "show_issue", lambda name: asked.append(name) or show(name))
    ChecklistPresenter(surface, office, at_once).open(POINT)
    assert asked == [older.issue]


@pytest.mark.parametrize(
    ("operator", "number", "short"),
    [
        (">=", "2", True),
        (">=", "3", False),
        ("<=", "3", False),
        ("<=", "3.5", True),
        (">", "3", True),
        ("<", "3", True),
        ("<", "2", False),
        (">=", "", False),
        (">=", ".", False),
    ],
)
def test_a_number_is_held_against_what_the_standard_asks(
    operator: str, number: str, short: bool
) -> None:
    asked = Measure(what="公益广告数量", unit="处", operator=operator, threshold=Decimal(3))
    assert falls_short(asked, number) is short
