"""What a month's figures do not say: weak items, blind spots, clean points, who answers for it."""

from pathlib import Path
from typing import Any

import pytest

from inspector.app.bad_row import Rejected
from inspector.app.breakdown import By
from inspector.app.history import import_events
from inspector.app.imports import import_register
from inspector.app.period import assessed
from inspector.app.stats import stats
from inspector.app.stats_told import MonthLists
from inspector.app.workspace import Workspace
from tests.app.test_stats import ROAD, a_deed, a_find
from tests.builders import OTHER_POINT, POINT, STANDARD, a_workspace, day

GRID = "990102003001002"  # of POINT, by the register
COMMUNITY = "990102003001"  # of GRID
LITTER = "P3.02.01"


@pytest.fixture
def ws(tmp_path: Path) -> Workspace:
    return a_workspace(tmp_path / "ws")


def lists(ws: Workspace, *events: Any, month: str = "2026-08") -> MonthLists:
    import_events(ws, {"history": {"events": list(events)}})
    told = stats(ws, assessed(ws, month=month), lists=True).lists
    assert told is not None
    return told


def visited(point: str, on: float, **answers: Any) -> dict[str, Any]:
    return {"do": "inspect", "at": day(on).isoformat(), "point": point, **answers}


def test_a_problem_in_three_towns_is_common_and_one_in_one_is_individual(ws: Workspace) -> None:
    towns: dict[str, str] = {}
    for point in ws.register.points:
        towns.setdefault(point.town or "", point.code)
    three = list(towns.values())[:3]

    told = lists(
        ws,
        *(a_find(f"f{n}", n, point=point) for n, point in enumerate(three)),
        a_find("g1", 5, standard=LITTER),
    )

    weak = {one.standard: one for one in told.weak}
    assert (weak[STANDARD].issues, weak[STANDARD].points, weak[STANDARD].towns) == (3, 3, 3)
    assert weak[STANDARD].common
    assert not weak[LITTER].common
    assert [one.deduction for one in told.weak] == sorted(
        (one.deduction for one in told.weak), reverse=True
    )


def test_a_grid_is_a_blind_spot_until_somebody_goes_to_a_point_of_it(ws: Workspace) -> None:
    before = {one.grid: one for one in lists(ws).blind_spots}
    assert before[GRID].last_visit is None
    assert before[GRID].days is None
    assert before[GRID].officer

    after = {one.grid for one in lists(ws, visited(POINT, 1)).blind_spots}

    assert set(before) - after == {GRID}


def test_a_blind_spot_says_how_long_nobody_was_there(ws: Workspace) -> None:
    told = lists(ws, visited(POINT, 1), month="2026-09")  # 4 August; the month ends 25 September

    spot = next(one for one in told.blind_spots if one.grid == GRID)
    assert (str(spot.last_visit), spot.days) == ("2026-08-04", 52)
    assert told.blind_spots[-1] == spot  # those never visited come first


def test_a_visit_after_the_period_makes_no_grid_seen(ws: Workspace) -> None:
    told = lists(ws, visited(POINT, 60))

    assert GRID in {one.grid for one in told.blind_spots}


def test_a_clean_point_was_visited_and_had_nothing(ws: Workspace) -> None:
    told = lists(
        ws,
        visited(POINT, 1, **{"pass": [STANDARD]}),
        visited(OTHER_POINT, 1, fail=[STANDARD]),
        visited(ROAD, 2),
        a_find("f1", 2, point=ROAD),
    )

    assert [(one.point, one.visits) for one in told.clean_points] == [(POINT, 1)]


def test_a_void_finding_leaves_its_point_clean_only_if_somebody_was_there(ws: Workspace) -> None:
    events = [a_find("f1", 1), a_deed("void", "f1", 2)]

    assert lists(ws, *events).clean_points == ()
    assert [one.point for one in lists(ws, visited(POINT, 1)).clean_points] == [POINT]


def test_an_issue_counts_for_the_officer_of_its_points_grid(ws: Workspace) -> None:
    told = lists(ws, a_find("f1", 1), a_deed("notify", "f1", 2, deadline=4))
    grids = stats(ws, assessed(ws, month="2026-08"), by=By.GRID).breakdown

    (officer,) = (one for one in told.officers if one.issues)
    assert GRID in officer.areas
    assert (officer.duty, officer.issues, officer.due, officer.overdue) == ("grid", 1, 1, 1)
    assert [one.code for one in grids if one.issues] == [GRID]


def assigned(ws: Workspace, folder: Path, *lines: str) -> tuple[Rejected, ...]:
    file = folder / "包村居.csv"
    file.write_text("\n".join(["姓名,包联社区,起,止", *lines]), encoding="gbk")
    return import_register(ws, "assignments", [file]).rejected


def test_an_assigned_official_counts_what_was_found_in_his_communities_while_assigned(
    ws: Workspace, tmp_path: Path
) -> None:
    names = {one.code: one.name for one in ws.register.areas["community"]}
    home, other = COMMUNITY, next(code for code in names if code != COMMUNITY)
    refused = assigned(
        ws,
        tmp_path,
        f"包某甲,{home}、{names[other]},2026-01-01,2026年8月5日",
        f"包某乙,{home},2026/8/6,",
        f"包某丙,{home},2026-09-01,",
        "包某丁,没有的村,,",
    )

    told = lists(ws, a_find("f1", 0), a_find("f2", 6, standard=LITTER))

    mine = {one.officer: one for one in told.officers if one.duty == "assigned"}
    assert [one.column for one in refused] == ["包联社区"]
    assert mine.keys() == {"包某甲", "包某乙"}  # the third comes in September
    assert set(mine["包某甲"].areas) == {home, other}
    assert (mine["包某甲"].issues, mine["包某乙"].issues) == (1, 1)


def test_who_is_named_twice_for_a_community_answers_for_it_once(
    ws: Workspace, tmp_path: Path
) -> None:
    assigned(ws, tmp_path, f"包某甲,{COMMUNITY},2026-01-01,", f"包某甲,{COMMUNITY},2026-02-01,")

    told = lists(ws, a_find("f1", 0))

    assert [one.issues for one in told.officers if one.duty == "assigned"] == [1]
