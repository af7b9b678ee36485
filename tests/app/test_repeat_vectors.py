"""The repeat rule replayed through the door people use: every case of the fictional district."""

import json
from collections.abc import Iterator
from importlib.resources import files
from typing import Any

import pytest

from inspector.app.history import HistoryImported, import_events
from inspector.app.workspace import Workspace

Raw = dict[str, Any]

DISTRICT = json.loads((files("resources") / "district.json").read_text("utf-8"))
CASES: list[Raw] = DISTRICT["repeat_cases"]


def _in_order_of(case: Raw) -> Iterator[Any]:
    """The events as listed, and in every order in which the case says they may arrive."""
    usual = list(range(len(case["events"])))
    for order in [usual, *case.get("arrivals", [])]:
        yield pytest.param(case, order, id=f"{case['id']}-{''.join(map(str, order))}")


def _verdicts(told: HistoryImported) -> Raw:
    named = ("kind", "occurrence", "rebound", "level", "issue")
    return {
        one.ref: {name: getattr(one, name) for name in named}
        | ({"candidate_of": one.candidate_of} if one.candidate_of else {})
        if one.kind
        else None
        for one in told.verdicts
    }


@pytest.mark.parametrize(
    ("case", "order"), [param for case in CASES for param in _in_order_of(case)]
)
def test_a_case_of_the_district_is_judged_as_written(
    ws: Workspace, case: Raw, order: list[int]
) -> None:
    events = [case["events"][place] for place in order]

    told = import_events(ws, {case["id"]: {"events": events}})

    assert told.rejected == ()
    assert _verdicts(told) == case["expect"]


@pytest.mark.parametrize(
    ("case", "order"),
    [param for case in CASES if "arrivals" in case for param in _in_order_of(case)],
)
def test_events_that_arrive_one_by_one_end_in_the_same_verdicts(
    ws: Workspace, case: Raw, order: list[int]
) -> None:
    for place in order:
        import_events(ws, {"one": {"events": [case["events"][place]]}})

    told = import_events(ws, {case["id"]: {"events": case["events"]}})

    assert told.added == 0
    assert _verdicts(told) == case["expect"]


def test_all_cases_are_here() -> None:
    assert len(CASES) == 76
