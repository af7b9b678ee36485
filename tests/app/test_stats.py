"""A month at a glance: what is counted, what is null, what stays frozen."""

from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from inspector.app import assess, rectify
from inspector.app.history import import_events
from inspector.app.period import assessed
from inspector.app.stats import stats
from inspector.app.stats_told import Stats, TownStat, UnitStat
from inspector.app.workspace import Workspace
from inspector.domain.errors import InputError
from tests.builders import POINT, STANDARD, a_workspace, day

Raw = dict[str, Any]
TOWN, OTHER_TOWN = "990102003", "990102001"
ROAD = "001-AR-01"  # the sanitation department answers for it


def a_find(ref: str, on: float, **fields: Any) -> Raw:
    usual = {"do": "find", "ref": ref, "at": day(on).isoformat()}
    return {**usual, "point": POINT, "standard": STANDARD, **fields}


def a_deed(do: str, ref: str, on: float, **moments: float) -> Raw:
    told = {name: day(at).isoformat() for name, at in moments.items()}
    return {"do": do, "ref": ref, "at": day(on).isoformat(), **told}


@pytest.fixture
def ws(tmp_path: Path) -> Workspace:
    return a_workspace(tmp_path / "ws")


def told(ws: Workspace, *events: Raw, month: str = "2026-08") -> Stats:
    import_events(ws, {"history": {"events": list(events)}})
    return stats(ws, assessed(ws, month=month))


def town(seen: Stats, code: str = TOWN) -> TownStat:
    return next(one for one in seen.towns if one.town == code)


def unit(seen: Stats, code: str) -> UnitStat:
    return next(one for one in seen.units if one.unit == code)


def test_an_empty_month_has_no_rates_and_nobody_is_ranked(ws: Workspace) -> None:
    seen = told(ws)

    assert all(getattr(seen.rates, name) is None for name in _RATES if name != "coverage_rate")
    assert seen.rates.coverage_rate == 0
    assert all(one.score is None and one.rank is None and not one.tail for one in seen.towns)
    assert seen.previous.change.issues is None
    assert seen.composite[0].score is None
    assert seen.composite[0].missing == ("field", "department", "digital", "hotline")


_RATES = (
    "close_rate",
    "on_time_close_rate",
    "rectification_rate",
    "repeat_rate",
    "rebound_rate",
    "compliance_rate",
    "coverage_rate",
    "issue_density",
)


def test_a_months_rates_against_a_hand_calculation(ws: Workspace) -> None:
    seen = told(
        ws,
        a_find("f1", 0),
        a_deed("notify", "f1", 1, deadline=4),
        a_deed("reply", "f1", 3, done=3),
        a_deed("close", "f1", 5),  # ended on day 3: in time, though closed after the deadline
        a_find("f2", 8),  # second time, a rebound
        a_deed("notify", "f2", 9, deadline=12),
        a_find("f3", 0, point=ROAD, standard="P3.02.01"),
        a_deed("notify", "f3", 1, deadline=6),
        a_deed("close", "f3", 8),  # late
        a_find("f4", 1, point=ROAD, standard="P3.03.01"),
        a_deed("notify", "f4", 2, deadline=6),
        {**a_deed("defer", "f4", 3), "until": day(90).isoformat()},
    )

    rates = seen.rates
    assert rates.close_rate == Decimal("50.00")  # 2 of 4
    assert rates.on_time_close_rate == Decimal("33.33")  # 1 of 4 − 1 deferred
    assert rates.rectification_rate == Decimal("50.00")
    assert rates.repeat_rate == Decimal("25.00")  # 1 of 4
    assert rates.rebound_rate == Decimal("50.00")  # 1 ÷ 2 closed
    assert rates.issue_density == Decimal("1.00")  # 4 on 4 visits
    assert rates.compliance_rate == Decimal("100.00")  # nothing serious at either point
    assert seen.counts.by_tier == {"moderate": 4}
    assert seen.counts.by_state == {"closed": 2, "deferred": 1, "notified": 1}


def test_towns_and_departments_pay_their_shares(ws: Workspace) -> None:
    seen = told(
        ws,
        a_find("f1", 0),
        a_find("f2", 0, point=ROAD, standard="P3.02.01"),
        {"do": "inspect", "at": day(1).isoformat(), "point": POINT},
    )

    assert town(seen).deduction == Decimal("0.50")
    assert town(seen).score == Decimal("97.50")  # 100 − 0.50 ÷ 2 × 10
    assert town(seen, OTHER_TOWN).deduction == Decimal("0.15")
    assert town(seen, OTHER_TOWN).score == Decimal("98.50")
    assert unit(seen, "DEP-HW").deduction == Decimal("0.50")


def test_lateness_is_paid_in_the_month_it_accrued_in(ws: Workspace) -> None:
    """Due on 24 August 18:00; 25 August is the last day of the month."""
    late = (a_find("f1", 0), a_deed("notify", "f1", 1, deadline=21.375))

    august = told(ws, *late)
    september = told(ws, month="2026-09")

    assert town(august).deduction == Decimal("1.10")  # 0.50 + 0.50 + 0.10
    assert town(september).deduction == Decimal("1.40")  # up to the cap of 2.00


def test_a_town_visited_too_little_is_not_ranked(ws: Workspace) -> None:
    seen = told(ws, a_find("f1", 0))

    assert town(seen).score == Decimal("95.00")
    assert town(seen).rank is None
    assert town(seen).coverage is not None


def test_a_charge_on_a_towns_office_is_a_charge_on_the_town(ws: Workspace) -> None:
    assess.charge(
        ws, town=None, unit=f"JD-{TOWN}", kind="refusal", points="1", reason="推诿", on="2026-08-20"
    )
    assess.charge(
        ws, town=TOWN, unit=None, kind="bonus", points="9", reason="样板路", on="2026-08-20"
    )

    seen = told(ws, a_find("f1", 0, source="grid"))

    assert town(seen).charges == 1
    assert town(seen).score == Decimal("102.00")  # the bonus is capped at 3
    assert {one.reason for one in seen.by_hand} == {"推诿", "样板路"}


@pytest.mark.parametrize("points", ["0", "-1", "1000", "x", "nan"])
def test_a_charge_needs_sensible_points(ws: Workspace, points: str) -> None:
    with pytest.raises(InputError):
        assess.charge(ws, town=TOWN, unit=None, kind="bonus", points=points, reason="样板路")


def test_what_was_frozen_stays_and_later_facts_stand_beside_it(ws: Workspace) -> None:
    before = told(ws, a_find("f1", 0))

    assess.freeze(ws, "2026-08")
    after = told(ws, a_find("f2", 1, point="003-OR-03"))

    assert town(after) == town(before)
    assert after.frozen is not None
    changed = {(one.who, one.figure): (one.frozen, one.now) for one in after.amendment}
    assert changed[TOWN, "issues"] == ("1", "2")
    assert changed[TOWN, "deduction"] == ("0.50", "1.00")


def test_a_month_is_frozen_once_and_not_before_it_is_over(ws: Workspace) -> None:
    assess.freeze(ws, "2026-08")

    with pytest.raises(InputError):
        assess.freeze(ws, "2026-08")
    with pytest.raises(InputError):
        assess.freeze(ws, "2026-12")


def test_a_reduced_appeal_takes_points_off_the_issue(ws: Workspace) -> None:
    import_events(ws, {"history": {"events": [a_find("f1", 0)]}})
    assess.dispute(ws, "f1", "appeal", "已当场整改")
    standing = assess.decide(ws, "f1", "reduced", points="0.3", reason="属实")

    seen = told(ws)

    assert "reduced" in standing.flags
    assert town(seen).deduction == Decimal("0.20")


def test_relief_never_exceeds_what_the_issue_cost(ws: Workspace) -> None:
    import_events(ws, {"history": {"events": [a_find("f1", 0)]}})
    assess.dispute(ws, "f1", "appeal", "不属实")
    assess.decide(ws, "f1", "reduced", points="5", reason="属实")

    assert town(told(ws)).deduction == 0


def test_a_reassigned_issue_is_paid_by_the_new_unit(ws: Workspace) -> None:
    import_events(ws, {"history": {"events": [a_find("f1", 0)]}})
    assess.dispute(ws, "f1", "reassign", "不属本单位管理")
    assess.decide(ws, "f1", "reassigned", unit="DEP-HW")

    seen = told(ws)

    assert unit(seen, "DEP-HW").deduction == Decimal("0.50")
    assert town(seen).deduction == Decimal("0.15")


def test_a_dispute_needs_something_to_decide_and_only_one_waits(ws: Workspace) -> None:
    import_events(ws, {"history": {"events": [a_find("f1", 0)]}})

    with pytest.raises(InputError):
        assess.decide(ws, "f1", "upheld")
    assess.dispute(ws, "f1", "appeal", "不属实")
    with pytest.raises(InputError):
        assess.dispute(ws, "f1", "appeal", "再次申诉")


def test_a_void_finding_costs_nothing_and_visits_nothing(ws: Workspace) -> None:
    seen = told(ws, a_find("f1", 0), a_deed("void", "f1", 1))

    assert town(seen).issues == 0
    assert town(seen).visits == 0


def test_states_are_those_at_the_end_of_the_month(ws: Workspace) -> None:
    seen = told(ws, a_find("f1", 0), a_deed("notify", "f1", 1), a_deed("close", "f1", 60))

    assert seen.counts.by_state == {"notified": 1}
    assert seen.counts.by_age == {"0-3": 0, "4-7": 0, "8-15": 0, "16-30": 1, "31+": 0}


def test_two_dates_make_a_period_and_no_period_is_refused(ws: Workspace) -> None:
    import_events(ws, {"history": {"events": [a_find("f1", 0), a_find("f2", 7)]}})

    week = stats(ws, assessed(ws, since="2026-08-03", until="2026-08-09"))

    assert week.totals.issues == 1
    for wrong in ({}, {"month": "8"}, {"since": "2026-08-09", "until": "2026-08-03"}):
        with pytest.raises(InputError):
            assessed(ws, **wrong)
    with pytest.raises(InputError):
        stats(ws, assessed(ws, month="2026-08"), profile="nobody")


def test_as_of_a_moment_counts_only_what_had_happened(ws: Workspace) -> None:
    import_events(
        ws,
        {"history": {"events": [a_find("f1", 0), a_deed("close", "f1", 5), a_find("f2", 9)]}},
    )
    moment = datetime(2026, 8, 5, tzinfo=UTC)

    seen = stats(ws, assessed(ws, month="2026-08", as_of=moment))

    assert seen.totals.issues == 1
    assert seen.totals.closed == 0
    assert seen.counts.by_state == {"open": 1}


def test_a_deed_after_a_dispute_leaves_the_rest_of_the_workflow_alone(ws: Workspace) -> None:
    import_events(ws, {"history": {"events": [a_find("f1", 0)]}})
    assess.dispute(ws, "f1", "appeal", "不属实")

    assert rectify.verify_fix(ws, "f1", passed=True).state == "closed"


def test_a_reply_that_names_no_day_leaves_completion_to_the_closing(ws: Workspace) -> None:
    events = [
        *(a_find("f1", 1), a_deed("notify", "f1", 2, deadline=5)),
        *(a_deed("reply", "f1", 4), a_deed("pass", "f1", 9)),
        *(a_find("f2", 1, standard="P3.02.01"), a_deed("notify", "f2", 2, deadline=5)),
        *(a_deed("reply", "f2", 4, done=4), a_deed("pass", "f2", 9)),
    ]
    import_events(ws, {"history": {"events": events}})

    told = stats(ws, assessed(ws, month="2026-08"))

    assert (told.totals.due, told.rates.on_time_close_rate) == (2, Decimal("50.00"))
