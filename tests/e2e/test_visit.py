"""A visit to a point: its checklist by keys, a fault in place, stored, taken back, gone on with."""

from pathlib import Path

import pytest

from tests.e2e.conftest import PICTURES
from tests.e2e.person import Person, at_the_window, inspector
from tests.e2e.stage import Stage
from tests.e2e.test_names import nameless, told

pytestmark = pytest.mark.slow

POINT = "003-OR-04"


def open_the_list(person: Person) -> None:
    person.press("ctrl+2")
    person.stands_in("点位")
    person.write(POINT.lower())
    person.press("Return")
    person.reads("纺机二村")
    person.press("F2")
    person.stands_in("检查表")


def test_a_visit_is_answered_stored_and_taken_back(stage: Stage, district: Path) -> None:
    known = len(inspector(stage.surroundings, "issues", str(district), "--limit", "5000")["issues"])
    with at_the_window(stage, district, PICTURES / "visit") as person:
        open_the_list(person)
        person.reads("已答 0 /")
        person.picture("list")
        assert told(nameless(person)) == []
        person.inputs = 0
        person.press("n")
        person.stands_in("描述")
        person.picture("fault")
        assert told(nameless(person)) == []
        person.press("ctrl+Return")
        person.reads("已答 1 /")
        person.press("ctrl+shift+y")
        person.reads("存下检查表")
        person.picture("all-answered")
        person.press("ctrl+Return")
        person.reads("检查表已存")
        assert person.inputs == 4
        person.picture("stored")
        person.press("ctrl+z")
        person.reads("检查表已撤回")
        person.picture("taken-back")
    with at_the_window(stage, district, PICTURES / "visit-again") as person:
        open_the_list(person)
        person.reads("存下检查表")  # all answers are still there
        person.press("ctrl+Return")
        person.reads("检查表已存")
        person.picture("stored-again")
    now = inspector(stage.surroundings, "issues", str(district), "--limit", "5000")["issues"]
    assert len(now) == known + 1
