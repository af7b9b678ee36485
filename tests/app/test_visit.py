import pytest

from inspector.app.upkeep import digest
from inspector.app.visit import VisitDraft, inspect, take_back
from inspector.app.workspace import Workspace
from inspector.domain.errors import InputError
from inspector.store.day_rows import inspections_between
from inspector.store.paper_rows import last_visits
from tests.builders import POINT, STANDARD


def test_a_visit_keeps_its_checks_and_makes_no_issue(ws: Workspace) -> None:
    told = inspect(ws, VisitDraft(point=POINT, passed=(STANDARD,), failed=("P2.03.02",)))

    assert (told.checks, told.failed, told.compliant) == (2, 1, False)
    assert ws.db.execute("select count(*) from issue").fetchone()[0] == 0
    assert ws.db.execute('select count(*) from "check"').fetchone()[0] == 2


def test_the_rest_passes_where_it_is_said_so(ws: Workspace) -> None:
    told = inspect(ws, VisitDraft(point=POINT, failed=(STANDARD,), rest_passes=True))

    answers = dict(ws.db.execute('select answer, count(*) from "check" group by answer').fetchall())
    assert answers["fail"] == 1
    assert answers["pass"] == told.checks - 1 > 10
    assert not told.compliant


def test_a_standard_is_answered_once(ws: Workspace) -> None:
    before = digest(ws)

    with pytest.raises(InputError) as refused:
        inspect(ws, VisitDraft(point=POINT, passed=(STANDARD,), failed=(STANDARD,)))

    assert refused.value.code == "twice"
    assert digest(ws) == before


@pytest.mark.parametrize("value", ["三", "nan", "1e"])
def test_a_measured_value_is_a_number(ws: Workspace, value: str) -> None:
    with pytest.raises(InputError) as refused:
        inspect(ws, VisitDraft(point=POINT, passed=(STANDARD,), values=((STANDARD, value),)))

    assert refused.value.code == "bad_number"


def test_a_value_for_a_standard_nobody_answered_is_refused(ws: Workspace) -> None:
    with pytest.raises(InputError) as refused:
        inspect(ws, VisitDraft(point=POINT, passed=(STANDARD,), values=(("P9.99.99", "3"),)))

    assert refused.value.code == "unknown_standard"


@pytest.mark.parametrize("field", ["schedule", "openness", "scope"])
def test_a_manner_of_visit_nobody_knows_is_refused(ws: Workspace, field: str) -> None:
    with pytest.raises(InputError) as refused:
        inspect(ws, VisitDraft(point=POINT, passed=(STANDARD,), **{field: "secret"}))

    assert refused.value.code == "unknown_manner"


def test_an_inspection_kept_its_manner(ws: Workspace) -> None:
    inspect(ws, VisitDraft(point=POINT, passed=(STANDARD,), openness="covert"))

    assert ws.db.execute("select openness from inspection").fetchone()[0] == "covert"


def test_a_visit_that_is_taken_back_counts_no_more_and_is_taken_back_once(ws: Workspace) -> None:
    told = inspect(ws, VisitDraft(point=POINT, passed=(STANDARD,)))
    assert POINT in last_visits(ws.db)

    take_back(ws, told.inspection, "记错了点位")

    assert last_visits(ws.db) == {}
    assert inspections_between(ws.db, "", "9") == []
    with pytest.raises(InputError) as refused:
        take_back(ws, told.inspection, "再来一次")
    assert refused.value.code == "unknown_visit"
