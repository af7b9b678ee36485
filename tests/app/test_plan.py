"""Plans say what is due, draw by lot so that anybody can repeat it, and follow a draw up."""

from datetime import date

import pytest

from inspector.app.capture import record
from inspector.app.history import import_events
from inspector.app.plan import PlanAsked, draw_points, plan
from inspector.app.rectify import reply
from inspector.app.upkeep import digest
from inspector.app.workspace import Workspace
from inspector.domain.errors import InputError
from tests.builders import OTHER_POINT, POINT, STANDARD, a_draft, day, issued

ON = "2026-08-20"


def visited(ws: Workspace, point: str, on: float) -> None:
    event = {"do": "inspect", "at": day(on).isoformat(), "point": point, "pass": [STANDARD]}
    import_events(ws, {"history": {"events": [event]}})


def due(ws: Workspace, on: str) -> set[str]:
    return {one.point for one in plan(ws, PlanAsked(on=on, types=("OR",))).points}


def test_a_point_never_visited_is_due_and_one_visited_is_due_after_its_days(ws: Workspace) -> None:
    every = ws.register.point_types["OR"].every_days
    assert every is not None
    assert POINT in due(ws, ON)
    visited(ws, POINT, 0)

    assert POINT not in due(ws, str(day(every - 1).date()))
    assert POINT in due(ws, str(day(every).date()))


def test_a_finding_is_a_visit_too(ws: Workspace) -> None:
    record(ws, a_draft(on=0))

    shown = plan(ws, PlanAsked(on=str(day(40).date()), types=("OR",)))

    point = next(one for one in shown.points if one.point == POINT)
    assert (point.last_visit, point.open_issues) == (day(0).date(), 1)


def test_the_same_seed_and_data_draw_the_same_points_once(ws: Workspace) -> None:
    asked = PlanAsked(on=ON)
    first = draw_points(ws, asked, 12, "20260820")
    before = digest(ws)
    again = draw_points(ws, asked, 12, "20260820")

    assert first.draw == again.draw
    assert len(first.points) == 12
    assert digest(ws) == before


def test_a_draw_is_recorded_with_who_when_seed_and_points(ws: Workspace) -> None:
    drawn = draw_points(ws, PlanAsked(on=ON, towns=("990102003",)), 3, "七").draw

    kept = plan(ws, PlanAsked(on=ON)).draws

    assert kept == (drawn,)
    assert drawn is not None
    assert (drawn.seed, drawn.person, drawn.towns, len(drawn.points)) == (
        "七",
        "u03",
        ("990102003",),
        3,
    )
    points = map(ws.register.point, drawn.points)
    assert {one.town for one in points if one} == {"990102003"}


def test_without_a_seed_the_day_is_the_seed(ws: Workspace) -> None:
    drawn = draw_points(ws, PlanAsked(on=ON), 2, None).draw

    assert drawn is not None
    assert (drawn.seed, drawn.on) == (ON, date.fromisoformat(ON))


def test_a_campaign_shows_how_far_its_draw_has_got(ws: Workspace) -> None:
    asked = PlanAsked(on=str(day(0).date()), standards=(STANDARD,), campaign="桶满冒专项整治")
    first = draw_points(ws, asked, 4, "1")
    assert not any(one.visited for one in first.points)
    visited(ws, first.points[2].point, 1)

    later = plan(ws, PlanAsked(on=str(day(2).date()), campaign="桶满冒专项整治"))

    assert [one.visited for one in later.points] == [False, False, True, False]


def test_a_standard_leaves_only_points_of_types_it_applies_to(ws: Workspace) -> None:
    standard = ws.register.standard(STANDARD, day(0).date())
    assert standard is not None
    types = {one.type for one in plan(ws, PlanAsked(on=ON, standards=(STANDARD,))).types}

    assert types
    assert types <= set(standard.point_types)


def test_siblings_are_points_of_the_type_and_those_looked_at_since_come_last(
    ws: Workspace,
) -> None:
    told = record(ws, a_draft(on=5))
    visited(ws, OTHER_POINT, 6)

    siblings = plan(ws, PlanAsked(on=str(day(7).date()), issue=told.label)).siblings

    of_type = {one.code for one in ws.register.points if one.type == "OR" and one.active}
    assert {one.point for one in siblings} == of_type - {POINT}
    assert (siblings[-1].point, siblings[-1].checked) == (OTHER_POINT, True)
    assert not any(one.checked for one in siblings[:-1])


def test_what_was_replied_to_waits_for_another_look(ws: Workspace) -> None:
    told = record(ws, a_draft(on=0))
    assert not plan(ws, PlanAsked(on=ON)).reinspections
    issued(ws, told.label, on=str(day(0).date()))
    reply(ws, told.label, measures="已清运", done=day(1).isoformat())

    waiting = plan(ws, PlanAsked(on=ON)).reinspections

    assert [(one.label, one.state) for one in waiting] == [(told.label, "replied")]


def test_coverage_counts_active_points_visited_in_the_assessment_month(ws: Workspace) -> None:
    """The month ends on the 25th: 3 August lies in August, whose first day is 26 July."""
    visited(ws, POINT, 0)

    inside = plan(ws, PlanAsked(on="2026-08-25")).coverage
    after = plan(ws, PlanAsked(on="2026-08-26")).coverage

    assert (inside.first, inside.last, inside.whole.visited) == (
        date(2026, 7, 26),
        date(2026, 8, 25),
        1,
    )
    assert (after.first, after.whole.visited) == (date(2026, 8, 26), 0)
    assert inside.whole.active == len([one for one in ws.register.points if one.active])


@pytest.mark.parametrize(
    "asked",
    [
        PlanAsked(types=("ZZ",)),
        PlanAsked(towns=("000",)),
        PlanAsked(standards=("P0.00.00",)),
        PlanAsked(campaign="无此行动"),
        PlanAsked(draw="无此抽取"),
        PlanAsked(issue="K7-1"),
    ],
)
def test_codes_nobody_knows_are_refused(ws: Workspace, asked: PlanAsked) -> None:
    with pytest.raises(InputError):
        plan(ws, asked)


def test_a_draw_of_none_is_refused(ws: Workspace) -> None:
    with pytest.raises(InputError):
        draw_points(ws, PlanAsked(), 0, "1")
