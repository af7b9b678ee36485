"""Another unit answers for several issues at once, and all of it can be taken back."""

import pytest

from inspector.app.capture import record
from inspector.app.ledger import find_issues
from inspector.app.reassign import reassign, take_back
from inspector.app.workspace import Workspace
from inspector.domain.errors import InputError
from inspector.domain.issue_filter import IssueFilter
from tests.builders import OTHER_POINT, a_draft

OTHER = "DEP-SZ"


def units_of(ws: Workspace) -> dict[str, str]:
    return {one.issue: one.unit for one in find_issues(ws, IssueFilter(), limit=10).issues}


def test_every_issue_goes_to_the_unit_and_back_to_its_own(ws: Workspace) -> None:
    record(ws, a_draft())
    record(ws, a_draft(point=OTHER_POINT))
    before = units_of(ws)

    told = reassign(ws, list(before), OTHER)

    assert set(units_of(ws).values()) == {OTHER}
    assert told.issues == 2
    take_back(ws, told.before)
    assert units_of(ws) == before


def test_a_unit_somebody_had_named_comes_back_by_name(ws: Workspace) -> None:
    issue = record(ws, a_draft(unit="DEP-HW")).finding
    told = reassign(ws, [issue], OTHER)

    take_back(ws, told.before)

    assert units_of(ws) == {issue: "DEP-HW"}


def test_an_unknown_unit_moves_none(ws: Workspace) -> None:
    issue = record(ws, a_draft()).finding
    before = units_of(ws)

    with pytest.raises(InputError):
        reassign(ws, [issue], "NOBODY")

    assert units_of(ws) == before
