"""A period broken down line by line, and tried with other numbers, against plain arithmetic."""

from decimal import Decimal
from pathlib import Path

import pytest

from inspector.app.breakdown import By
from inspector.app.history import import_events
from inspector.app.imports import import_register
from inspector.app.period import assessed, read_cadence
from inspector.app.stats import stats
from inspector.app.stats_told import Line, TownMoved
from inspector.app.workspace import Workspace
from inspector.domain.errors import InputError
from tests.app.test_stats import OTHER_TOWN, ROAD, TOWN, a_deed, a_find
from tests.builders import POINT, STANDARD, a_workspace, day

SANITATION = "P3.02.01"


@pytest.fixture
def ws(tmp_path: Path) -> Workspace:
    """August 2026: three at one point and standard, one at a road, one of them late."""
    ws = a_workspace(tmp_path / "ws")
    events = [
        a_find("f1", 0, person="u1", source="city"),
        a_deed("notify", "f1", 1, deadline=4),
        a_deed("close", "f1", 3),  # in time
        a_find("f2", 8, person="u1"),  # second time, a rebound
        a_deed("notify", "f2", 9, deadline=12),  # past it at the month's end
        a_find("f3", 1, point=ROAD, standard=SANITATION, person="u2"),
        a_deed("notify", "f3", 2, deadline=60),  # due in October
    ]
    import_events(ws, {"history": {"events": events}})
    return ws


def lines(ws: Workspace, by: By, month: str = "2026-08") -> dict[str, Line]:
    told = stats(ws, assessed(ws, month=month), by=by)
    return {one.code: one for one in told.breakdown}


def test_a_town_line_against_a_hand_calculation(ws: Workspace) -> None:
    line = lines(ws, By.TOWN)[TOWN]

    assert (line.issues, line.repeats, line.rebounds, line.closed) == (2, 1, 1, 1)
    assert (line.due, line.on_time, line.overdue, line.visits) == (2, 1, 1, 2)
    assert line.rates.close_rate == Decimal("50.00")  # 1 of 2
    assert line.rates.on_time_close_rate == Decimal("50.00")
    assert line.rates.repeat_rate == Decimal("50.00")
    assert line.rates.rebound_rate == Decimal("100.00")  # 1 ÷ 1 closed
    assert line.rates.issue_density == Decimal("1.00")  # 2 on 2 visits


def test_lines_of_a_dimension_add_up_to_the_district(ws: Workspace) -> None:
    whole = stats(ws, assessed(ws, month="2026-08")).totals

    for by in By:
        some = lines(ws, by).values()
        assert sum(one.issues for one in some) == whole.issues == 3
        assert sum(one.repeats for one in some) == whole.repeats == 1
        assert sum(one.due for one in some) == whole.due == 2
        assert sum(one.closed for one in some) == whole.closed == 1
        assert sum(one.overdue for one in some) == 1


def test_a_line_costs_the_same_whoever_it_is_broken_down_by(ws: Workspace) -> None:
    of_point = lines(ws, By.POINT)[POINT].deduction

    assert lines(ws, By.STANDARD)[STANDARD].deduction == of_point
    assert lines(ws, By.TOWN)[TOWN].deduction == of_point  # f1 and f2 are the town's only ones


def test_what_the_road_costs_is_its_standards_deduction(ws: Workspace) -> None:
    assert lines(ws, By.STANDARD)[SANITATION].deduction == Decimal("0.50")
    assert lines(ws, By.TOWN)[OTHER_TOWN].deduction == Decimal("0.50")  # before it is shared
    assert lines(ws, By.UNIT)["DEP-HW"].issues == 1


def test_persons_and_sources_are_those_of_the_first_finding(ws: Workspace) -> None:
    persons, sources = lines(ws, By.INSPECTOR), lines(ws, By.SOURCE)

    assert (persons["u1"].issues, persons["u2"].issues) == (2, 1)
    assert persons["u1"].visits == 2
    assert sources["city"].issues == 1


def test_where_there_is_nothing_to_divide_by_there_is_no_rate(ws: Workspace) -> None:
    road, unit = lines(ws, By.POINT)[ROAD], lines(ws, By.UNIT)["DEP-HW"]

    assert road.rates.close_rate is None  # nothing of it is due in August
    assert road.rates.rebound_rate is None  # nothing of it was closed
    assert unit.visits is None
    assert unit.rates.coverage_rate is None
    assert unit.rates.issue_density is None


def test_a_point_that_was_not_visited_is_not_covered(ws: Workspace) -> None:
    points = lines(ws, By.POINT)

    assert points[POINT].rates.coverage_rate == Decimal("100.00")
    assert points["003-OR-03"].rates.coverage_rate == Decimal("0.00")
    assert points["003-OR-03"].rates.compliance_rate is None


def test_an_extension_that_runs_takes_an_issue_out_of_the_overdue(ws: Workspace) -> None:
    later = {**a_deed("extend", "f2", 14), "until": day(50).isoformat()}
    import_events(ws, {"history": {"events": [later]}})

    assert lines(ws, By.TOWN)[TOWN].overdue == 0


def test_a_week_counts_only_its_own_days(ws: Workspace) -> None:
    week = assessed(ws, cadence=read_cadence("week", "2026-W32"))  # 3 to 9 August

    assert stats(ws, week).totals.issues == 2
    assert stats(ws, week).previous.totals.issues == 0


def test_a_quarter_holds_what_its_months_hold(ws: Workspace) -> None:
    quarter = assessed(ws, cadence=read_cadence("quarter", "2026-Q3"))
    months = [
        stats(ws, assessed(ws, month=name)).totals for name in ("2026-07", "2026-08", "2026-09")
    ]

    assert stats(ws, quarter).totals.issues == sum(one.issues for one in months)
    assert stats(ws, quarter).totals.due == sum(one.due for one in months)


def test_a_period_is_named_in_one_way_only(ws: Workspace) -> None:
    with pytest.raises(InputError):
        assessed(ws, month="2026-08", cadence=read_cadence("year", "2026"))
    with pytest.raises(InputError):
        read_cadence("week", "2026-08")


def tried(ws: Workspace, **numbers: str) -> dict[str, TownMoved]:
    dotted = {name.replace("__", "."): value for name, value in numbers.items()}
    told = stats(ws, assessed(ws, month="2026-08"), numbers=dotted).what_if
    assert told is not None
    return {one.town: one for one in told.towns}


def test_a_trial_shows_the_score_before_and_after(ws: Workspace) -> None:
    moved = tried(ws, normalise__K="20")[OTHER_TOWN]

    assert moved.score_before == Decimal("98.50")  # 100 − 0.50 × 0.3 ÷ 1 × 10
    assert moved.score == Decimal("97.00")  # 100 − 0.50 × 0.3 ÷ 1 × 20


def test_a_trial_may_rank_those_who_were_visited_too_little(ws: Workspace) -> None:
    moved = tried(ws, normalise__min_coverage_percent="")

    assert moved[OTHER_TOWN].rank_before is None
    assert moved[OTHER_TOWN].rank is not None


def test_a_trial_of_a_source_prices_what_it_reported(ws: Workspace) -> None:
    other = tried(ws, source__district="1")

    assert other[OTHER_TOWN].score == other[OTHER_TOWN].score_before


def test_a_trial_moves_departments_and_the_composite_too(ws: Workspace) -> None:
    told = stats(ws, assessed(ws, month="2026-08"), numbers={"normalise.K": "20"}).what_if

    assert told is not None
    (department,) = told.units
    assert department.score_before == Decimal("98.33")  # 100 − 0.50 × 1.0 ÷ 3 visits × 10
    assert department.score == Decimal("96.67")
    assert (department.rank_before, department.rank, department.rank_change) == (1, 1, 0)
    assert {one.town for one in told.composite} == {one.town for one in told.towns}
    assert all(one.score is None for one in told.composite)  # sub-scores are not in yet


def test_weights_of_the_composite_can_be_tried(ws: Workspace, tmp_path: Path) -> None:
    sheet = tmp_path / "scores.csv"
    rows = [f"2026-08,{OTHER_TOWN},department,80", f"2026-08,{OTHER_TOWN},digital,90"]
    sheet.write_text("\n".join(["month,town,item,points", *rows]), "utf-8")
    import_register(ws, "scores", [sheet])
    weights = {"composite.field": "50", "composite.department": "50"}
    without = {"composite.digital": "0", "composite.hotline": ""}

    told = stats(ws, assessed(ws, month="2026-08"), numbers=weights | without).what_if
    short = stats(ws, assessed(ws, month="2026-08"), numbers=without).what_if

    assert told is not None
    assert short is not None
    (moved,) = (one for one in told.composite if one.town == OTHER_TOWN)
    assert moved.score_before is None  # the hotline's sub-score has not come
    assert moved.score == Decimal("89.25")  # 98.50 × 50 % + 80 × 50 %
    assert (told.weights, short.weights) == (100, 80)


@pytest.mark.parametrize("weight", [{"composite.field": "101"}, {"composite.nobody": "10"}])
def test_a_weight_that_makes_no_sense_is_refused(ws: Workspace, weight: dict[str, str]) -> None:
    with pytest.raises(InputError):
        stats(ws, assessed(ws, month="2026-08"), numbers=weight)


def test_a_trial_is_not_kept(ws: Workspace) -> None:
    before = stats(ws, assessed(ws, month="2026-08"))
    tried(ws, base="50")

    assert stats(ws, assessed(ws, month="2026-08")) == before
    assert ws.register.profile.base == Decimal(100)


@pytest.mark.parametrize(
    "numbers", [{"bass": "1"}, {"base": "many"}, {"base": "-1"}, {"normalise__mode": "x"}]
)
def test_a_number_that_makes_no_sense_is_refused(ws: Workspace, numbers: dict[str, str]) -> None:
    with pytest.raises(InputError):
        tried(ws, **numbers)
