"""The checklist of a point: its type's standards as looked at, and what was found there before."""

from datetime import timedelta

import pytest

from inspector.app.capture import CaptureDraft, record
from inspector.app.checklist import checklist
from inspector.app.workspace import Workspace
from inspector.domain.errors import InputError
from tests.builders import POINT, STANDARD


def test_it_has_every_standard_of_the_points_type_and_no_other(ws: Workspace) -> None:
    told = checklist(ws, POINT)
    place = ws.register.point(POINT)
    assert place is not None
    asked = {one.code: one for one in ws.register.standards(ws.now.date())}
    assert told.items
    assert all(place.type in asked[one.code].point_types for one in told.items)
    assert told.name == place.name


def test_what_is_reckoned_from_other_answers_is_not_asked(ws: Workspace) -> None:
    codes = {one.code for one in checklist(ws, POINT).items}
    derived = {one.code for one in ws.register.standards(ws.now.date()) if one.kind == "推算项"}
    assert derived
    assert not codes & derived


def test_items_stand_under_the_projects_of_the_catalogue(ws: Workspace) -> None:
    groups = [one.group for one in checklist(ws, POINT).items]
    assert len(set(groups)) > 3
    assert all(group and not group.startswith("P") for group in groups)


def test_an_issue_of_the_point_stands_at_its_standard(ws: Workspace) -> None:
    found = ws.now - timedelta(days=3)
    record(ws, CaptureDraft(standard=STANDARD, point=POINT, at=found.isoformat(), note="满冒"))
    items = {one.code: one for one in checklist(ws, POINT).items}
    (past,) = items[STANDARD].past
    assert (past.days, past.photos) == (3, 0)
    assert [code for code, one in items.items() if one.past] == [STANDARD]


def test_a_point_nobody_knows_is_told(ws: Workspace) -> None:
    with pytest.raises(InputError):
        checklist(ws, "999-XX-99")
