"""October of an office and two cars by commands alone, reckoned on paper first.

The month runs from 26 September to 25 October; the market's toilet has two working hours, a shop
sign four. The market pays for itself through its town, which bears 0.3 of what a bureau owes.
"""

from itertools import permutations
from pathlib import Path
from typing import Any

import pytest

from tests.builders import a_photo
from tests.cli.inspector import Inspector

MARKET, OTHER_MARKET, ROAD, ESTATE, PARK = (
    "001-FM-01",
    "005-FM-03",
    "001-AR-01",
    "001-OR-01",
    "001-PS-01",
)
TOILET, SIGN, STAIRS = "P3.05.01", "P2.04.02", "P2.06.02"
TOWN, OTHER_TOWN = "990102001", "990102005"


class Month:
    """The three folders, and their commands."""

    def __init__(self, inspector: Inspector, folder: Path) -> None:
        self._inspector, self._folder = inspector, folder
        self.first = folder / "first.db"
        inspector("init", folder / "office", "--person", "何某申")
        inspector("export", folder / "office", self.first)
        for car in ("north", "south"):
            self.found(car)

    def found(self, name: str) -> None:
        self._inspector("init", self._folder / name, "--from", self.first, "--device", name)

    def say(self, where: str, command: str, *arguments: str | Path) -> Any:
        answer = self._inspector(command, self._folder / where, *arguments, "--json")
        assert answer.code == 0, answer.err
        return answer.told

    def find(self, where: str, point: str, standard: str, at: str, *more: str | Path) -> Any:
        said = ("--point", point, "--standard", standard, "--at", f"2026-10-{at}")
        return self.say(where, "record", *said, *more)

    def bundle(self, where: str, name: str) -> Path:
        out = self._folder / f"{name}.db"
        self.say(where, "export", out)
        return out


@pytest.fixture
def month(inspector: Inspector, tmp_path: Path) -> Month:
    return Month(inspector, tmp_path)


def test_three_laptops_come_to_the_scores_that_paper_says(month: Month, tmp_path: Path) -> None:
    toilet = month.find("north", MARKET, TOILET, "12T10:00", "--photo", a_photo())
    assert (toilet["verdict"]["kind"], toilet["unit"]) == ("new", "OP-001-FM-01")
    assert (toilet["deduction"], toilet["deadline"]) == ("0.50", "2026-10-12T12:00:00+08:00")
    again = month.find("north", MARKET, TOILET, "12T16:30")
    assert again["verdict"]["kind"] == "duplicate"
    sign = month.find("north", ROAD, SIGN, "13T09:00")  # three hours before noon, one after
    assert (sign["unit"], sign["deadline"]) == ("DEP-CG", "2026-10-13T15:00:00+08:00")
    month.find("south", MARKET, TOILET, "13T11:00")  # the south does not know of the north's
    stairs = month.find("south", ESTATE, STAIRS, "14T09:30", "--on-the-spot")
    assert stairs["deduction"] == "0.25"
    city = month.find("south", OTHER_MARKET, TOILET, "14T16:00", "--source", "city")
    assert (city["deduction"], city["deadline"]) == ("1.00", "2026-10-15T09:00:00+08:00")
    visit = ("--point", PARK, "--rest", "pass", "--at", "2026-10-14T15:00")
    assert month.say("south", "inspect", *visit)["failed"] == 0

    north, south = month.bundle("north", "north 1"), month.bundle("south", "south 1")
    month.say("office", "merge", south, north)
    case = month.say("office", "show", toilet["label"])
    assert [one["verdict"]["kind"] for one in case["findings"]] == ["new", "duplicate", "sighting"]
    assert month.say("office", "issues", "--month", "2026-10")["total"] == 4

    out = ("--out", tmp_path / "out", "--on", "2026-10-14", "--yes")
    notices = month.say("office", "notice", "--month", "2026-10", *out)["notices"]
    assert [one["number"][-2:] for one in notices] == ["1号", "2号", "3号", "4号"]
    home = month.bundle("office", "home")
    for car in ("north", "south"):
        month.say(car, "merge", home)
    assert len({str(month.say(one, "digest")["derived"]) for one in ("office", "north")}) == 1

    def answer(label: str, done: str, at: str) -> None:
        said = ("--measures", "已整改", "--done", f"2026-10-{done}", "--at", f"2026-10-{at}")
        month.say("office", "reply", label, *said)

    def look(where: str, label: str, at: str, *result: str) -> None:
        month.say(where, "verify-fix", label, *result, "--at", f"2026-10-{at}")

    answer(toilet["label"], "14T18:00", "14T18:10")
    look("north", toilet["label"], "15T10:00", "--fail", "--reason", "仍有异味")  # 0.20
    granted = ("--until", "2026-10-16T17:30", "--reason", "商户协调", "--at", "2026-10-14")
    month.say("office", "extend", sign["label"], *granted)
    answer(sign["label"], "16T17:00", "16T17:10")  # in time by the term granted on the 14th
    month.say("office", "merge", month.bundle("north", "north 2"))
    answer(toilet["label"], "16T12:00", "16T15:00")  # due 14th 10:30: 0.50 + 2 × 0.10
    look("office", toilet["label"], "17T10:00", "--pass")
    look("office", sign["label"], "19T09:00", "--pass")
    look("south", stairs["label"], "15T09:00", "--pass")
    month.say("south", "merge", month.bundle("office", "office 2"))

    back = month.find("south", MARKET, TOILET, "20T09:10")
    assert (back["verdict"]["occurrence"], back["verdict"]["rebound"]) == (2, True)
    assert back["deduction"] == "1.00"  # 0.50 once more; its rebound, 0.25, is the smaller
    (earlier,) = back["verdict"]["earlier"]
    assert (earlier["label"], earlier["days"]) == (toilet["label"], 7)
    month.say("office", "merge", month.bundle("south", "south 3"))

    told = month.say("office", "stats", "--month", "2026-10")
    towns = {one["town"]: one for one in told["towns"]}
    # 0.50 + 0.20 + 0.70, then 1.00, 0.25, and 0.3 of the bureau's 0.20; on six visits
    assert (towns[TOWN]["deduction"], towns[TOWN]["visits"]) == ("2.71", 6)
    assert (towns[TOWN]["score"], towns[TOWN]["coverage"]) == ("95.48", "57.14")
    # 1.00 and ten days late when the month ends: 0.50 + 10 × 0.10
    assert (towns[OTHER_TOWN]["deduction"], towns[OTHER_TOWN]["score"]) == ("2.50", "75.00")
    rates = told["rates"]
    assert (rates["close_rate"], rates["on_time_close_rate"]) == ("75.00", "50.00")
    assert (rates["repeat_rate"], rates["rebound_rate"]) == ("20.00", "33.33")
    assert rates["issue_density"] == "0.71"

    last = [month.bundle(one, f"{one} last") for one in ("office", "north", "south")]
    for number, order in enumerate(permutations(last)):
        month.found(f"other {number}")
        for one in order:
            month.say(f"other {number}", "merge", one)
        assert month.say(f"other {number}", "stats", "--month", "2026-10")["towns"] == told["towns"]
