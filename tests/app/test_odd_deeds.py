"""Deeds that cannot be right are named beside the figures they touch, and stop nothing."""

from pathlib import Path
from typing import Any

import pytest

from inspector.app.checkup import checkup
from inspector.app.history import import_events
from inspector.app.period import assessed
from inspector.app.stats import stats
from inspector.app.stats_told import Stats
from inspector.app.upkeep import health, rebuild
from inspector.app.workspace import Workspace
from inspector.cli.scores import stats_words
from tests.app.test_stats import a_deed, a_find
from tests.builders import OTHER_POINT, a_workspace


@pytest.fixture
def ws(tmp_path: Path) -> Workspace:
    return a_workspace(tmp_path / "ws")


def seen(ws: Workspace, *events: Any, month: str = "2026-08") -> Stats:
    import_events(ws, {"history": {"events": list(events)}})
    return stats(ws, assessed(ws, month=month), lists=True)


def kinds(told: Stats) -> list[str]:
    return [one.kind for one in told.checks.odd_deeds]


def test_a_deed_before_its_finding_is_named_in_the_month_the_finding_counts_in(
    ws: Workspace,
) -> None:
    told = seen(ws, a_find("f1", 5), a_deed("close", "f1", 3))

    assert kinds(told) == ["early"]
    assert told.totals.closed == 1  # it counts from the moment of the finding
    assert kinds(seen(ws, month="2026-09")) == []
    assert any("早于发现" in line for line in stats_words(told))


def test_a_deadline_before_the_finding_is_named_where_it_makes_an_issue_late_at_once(
    ws: Workspace,
) -> None:
    told = seen(ws, a_find("f1", 5), a_deed("notify", "f1", 6, deadline=2))

    assert kinds(told) == ["deadline"]
    assert told.lists is not None
    assert told.lists.overdue_total == 1
    assert [one.kind for one in told.lists.odd_deeds] == ["deadline"]


def test_right_deeds_raise_no_doubt(ws: Workspace) -> None:
    told = seen(
        ws, a_find("f1", 0), a_deed("notify", "f1", 0, deadline=4), a_deed("close", "f1", 2)
    )

    assert kinds(told) == []
    assert told.lists is not None
    assert told.lists.odd_deeds_total == 0


def test_a_deed_on_a_void_finding_and_one_on_a_finding_nobody_has_are_listed(
    ws: Workspace,
) -> None:
    told = seen(
        ws,
        a_find("f1", 0),
        {"do": "void", "ref": "f1", "at": a_deed("x", "f1", 1)["at"], "reason": "记错"},
        a_deed("close", "f1", 2),
        a_find("f2", 1, point=OTHER_POINT),
    )
    assert told.lists is not None
    assert [one.kind for one in told.lists.odd_deeds] == ["void"]
    assert kinds(told) == []  # it touches no figure: nothing of a void finding counts
    assert told.totals.issues == 1


def test_what_is_odd_is_the_same_after_everything_is_derived_anew(ws: Workspace) -> None:
    events = (a_find("f1", 5), a_deed("close", "f1", 3), a_deed("notify", "f1", 6, deadline=2))
    before = kinds(seen(ws, *events))

    rebuild(ws)

    assert before == ["deadline", "early"]
    assert kinds(stats(ws, assessed(ws, month="2026-08"))) == before


def test_health_and_the_checkup_of_the_window_name_them_too(ws: Workspace) -> None:
    seen(ws, a_find("f1", 5), a_deed("close", "f1", 3))

    assert health(ws, thorough=True).odd_deeds == 1
    doubts = [one for one in checkup(ws) if one.code == "doubts"]
    assert any("早于发现" in detail for one in doubts for detail in one.details)
