"""A screen reader is told a name of every control, in every room and in every dialog."""

from pathlib import Path

import pytest

from tests.e2e.conftest import PICTURES
from tests.e2e.person import Node, Person, at_the_window
from tests.e2e.stage import Stage

pytestmark = pytest.mark.slow

CONTROLS = frozenset(
    {
        *("push button", "check box", "radio button", "toggle button", "menu item", "text"),
        *("combo box", "list", "table", "tree table", "tree", "slider", "spin button", "page tab"),
        *("dialog", "frame", "popup menu", "link"),
    }
)
ROOMS = ("工作台", "问题登记", "问题台账", "复查销号", "通知书", "考核评分与通报", "地图")
MORE_ROOMS = ("数据汇总", "基础资料", "设置与体检")
DIALOGS = (("ctrl+2", "ctrl+o"), ("ctrl+5", "ctrl+p"), ("ctrl+6", "ctrl+b"), ("ctrl+8", "ctrl+h"))


def nameless(person: Person) -> list[Node]:
    return [one for one in person.tree() if one.role in CONTROLS and not one.name.strip()]


def test_no_control_of_any_room_or_dialog_is_without_a_name(stage: Stage, district: Path) -> None:
    found: dict[str, list[str]] = {}
    with at_the_window(stage, district, PICTURES / "names") as person:
        for digit, room in enumerate((*ROOMS, *MORE_ROOMS), start=1):
            person.press(f"ctrl+{digit % 10}")
            person.sees(lambda node, room=room: node.role == "label" and node.name == room, room)
            found[room] = told(nameless(person))
            person.picture(f"room-{digit}")
        for room, chord in DIALOGS:
            person.press(room)
            person.picture("before-dialog")
            person.press(chord)
            person.sees(lambda node: node.role == "dialog", "a dialog")
            person.picture("dialog")
            found[f"{room} {chord}"] = told(nameless(person))
            person.press("Escape")
    assert {place: some for place, some in found.items() if some} == {}


def told(nodes: list[Node]) -> list[str]:
    return [f"{one.role} in {one.within[-60:]}" for one in nodes]
