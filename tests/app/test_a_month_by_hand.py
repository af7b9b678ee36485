"""One month from findings to its amendment, reckoned by hand on paper first.

August 2026 runs from 26 July to 25 August. Every finding costs 0.50; the town pays what is its
own, 0.3 of what is the department's; the field score is 100 − sum ÷ visits × 10.
"""

from decimal import Decimal
from pathlib import Path

import pytest

from inspector.app import assess
from inspector.app.history import import_events
from inspector.app.imports import import_register
from inspector.app.period import assessed
from inspector.app.stats import stats
from inspector.app.stats_told import CompositeStat, Stats
from inspector.app.workspace import Workspace
from tests.app.test_stats import OTHER_TOWN, ROAD, TOWN, a_deed, a_find, town, unit
from tests.builders import OTHER_POINT, a_workspace

SHEET = f"""月份,镇街,部门评分,数字城管,12345热线
2026-08,{TOWN},87.5,95,80
2026-08,{OTHER_TOWN},88,90,100
"""
EVENTS = [
    a_find("f1", 0),  # 0.50
    a_deed("notify", "f1", 1, deadline=4),  # 7 August
    a_deed("close", "f1", 6),  # 9 August, two days late: 0.50 + 2 × 0.10 = 0.70
    a_find("f2", 12),  # second time 0.50 + 0.50; its rebound, 0.25, is the smaller of the two
    a_find("h1", 2, point=OTHER_POINT),  # 0.50, of which an appeal takes 0.30 off
    a_find("g1", 1, point=ROAD, standard="P3.02.01"),  # 0.50, the department's
    a_deed("notify", "g1", 2, deadline=5),  # 8 August
    a_deed("return", "g1", 4),  # 0.20
    a_deed("close", "g1", 8),  # 11 August, three days late: 0.80
]


@pytest.fixture
def ws(tmp_path: Path) -> Workspace:
    ws = a_workspace(tmp_path / "ws")
    import_events(ws, {"history": {"events": EVENTS}})
    sheet = tmp_path / "scores.csv"
    sheet.write_text(SHEET, "utf-8")
    assert import_register(ws, "scores", [sheet]).rejected == ()
    assess.dispute(ws, "h1", "appeal", "已当场整改")
    assess.decide(ws, "h1", "reduced", points="0.3", reason="属实")
    for kind, points in (("bonus", "0.5"), ("refusal", "1")):
        assess.charge(
            ws, town=TOWN, unit=None, kind=kind, points=points, reason=kind, on="2026-08-20"
        )
    return ws


def august(ws: Workspace) -> Stats:
    return stats(ws, assessed(ws, month="2026-08"))


def composite(seen: Stats, code: str) -> CompositeStat:
    return next(one for one in seen.composite if one.town == code)


def test_the_towns_field_scores(ws: Workspace) -> None:
    seen = august(ws)

    # 0.50 + 0.70 + 1.00 + 0.50 − 0.30 on three visits, then + 0.50 − 1.00 by hand
    assert (town(seen).deduction, town(seen).visits) == (Decimal("2.40"), 3)
    assert town(seen).score == Decimal("91.50")
    # 0.3 × (0.50 + 0.20 + 0.80) on one visit
    assert town(seen, OTHER_TOWN).deduction == Decimal("0.45")
    assert town(seen, OTHER_TOWN).score == Decimal("95.50")


def test_the_department_is_ranked_apart_on_all_visits_of_the_district(ws: Workspace) -> None:
    roads = unit(august(ws), "DEP-HW")

    assert roads.deduction == Decimal("1.50")
    assert roads.score == Decimal("96.25")  # 100 − 1.50 ÷ 4 × 10
    assert roads.rank == 1


def test_the_composite_weighs_four_sheets(ws: Workspace) -> None:
    seen = august(ws)

    # 0.6 × 91.50 + 0.2 × 87.5 + 0.1 × 95 + 0.1 × 80
    assert composite(seen, TOWN).score == Decimal("89.90")
    # 0.6 × 95.50 + 0.2 × 88 + 0.1 × 90 + 0.1 × 100
    assert composite(seen, OTHER_TOWN).score == Decimal("93.90")


def test_every_figure_changed_by_hand_is_listed(ws: Workspace) -> None:
    changed = sorted((one.kind, str(one.points)) for one in august(ws).by_hand)

    assert changed == [("bonus", "0.5"), ("reduced", "0.3"), ("refusal", "1")]


def test_what_comes_after_the_freeze_stands_beside_it(ws: Workspace) -> None:
    assess.freeze(ws, "2026-08")
    frozen = august(ws)

    # seen again on 13 August while still open: no second deduction, but a fourth visit
    import_events(ws, {"history": {"events": [a_find("h2", 10, point=OTHER_POINT)]}})
    after = august(ws)

    assert (after.towns, after.units) == (frozen.towns, frozen.units)
    assert composite(after, TOWN).score == Decimal("89.90")
    changed = {(one.who, one.figure): (one.frozen, one.now) for one in after.amendment}
    assert changed[TOWN, "score"] == ("91.50", "93.50")  # 100 − 2.40 ÷ 4 × 10 − 0.50
    assert changed[TOWN, "visits"] == ("3", "4")
    assert changed["DEP-HW", "score"] == ("96.25", "97.00")  # 100 − 1.50 ÷ 5 × 10
    assert (TOWN, "deduction") not in changed
    assert (OTHER_TOWN, "score") not in changed


def test_a_ranking_needs_enough_of_the_points_visited(ws: Workspace) -> None:
    seen = august(ws)

    assert all(one.rank is None and not one.tail for one in seen.towns)  # below 60 % everywhere
