"""A checklist over the line to the back office, down to the visit in the workspace."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from inspector.app import drafts
from inspector.app.found import found
from inspector.app.workspace import open_workspace
from inspector.domain.errors import InputError, MachineError
from inspector.store.paper_rows import last_visits
from ui.far_office import FarOffice
from ui.office import Office
from ui.visit_answers import VisitsAnswered
from ui.visit_office import VisitAnswers
from ui.workspace_office import WorkspaceOffice

POINT = "003-OR-04"


@pytest.fixture(scope="module")
def workspace(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("visits") / "工作区"
    found(folder, person="检查员1号").close()
    return folder


@pytest.fixture(scope="module")
def office(workspace: Path) -> Iterator[Office]:
    far = FarOffice(workspace, "zh")
    yield far.office()
    far.close()


def test_the_list_is_told_over_the_line_as_in_one_process(office: Office, workspace: Path) -> None:
    near = WorkspaceOffice(workspace)
    assert office.visits().checklist(POINT) == near.visits().checklist(POINT)
    near.close()


def test_every_item_that_records_can_be_chosen_in_the_form(office: Office) -> None:
    known = {one.code for one in office.standards(POINT)}
    items = office.visits().checklist(POINT).items
    assert {one.code for one in items if one.records} <= known


def test_a_visit_is_kept_left_and_stored(office: Office, workspace: Path) -> None:
    visits = office.visits()
    codes = [one.code for one in visits.checklist(POINT).items]
    visits.keep(POINT, "half")
    assert (visits.left(POINT), visits.left("001-FM-01")) == ("half", "")
    answers = VisitAnswers(
        point=POINT,
        passed=tuple(codes[2:]),
        failed=(codes[0],),
        not_applicable=(codes[1],),
        values=((codes[0], "2"),),
    )
    stored = visits.close(answers)
    assert str(len(codes)) in stored.words
    assert visits.left(POINT) == ""
    with open_workspace(workspace, read_only=True) as ws:
        counted = ws.db.execute('select answer, count(*) from "check" group by answer').fetchall()
        points = ws.db.execute("select point from inspection").fetchall()
    assert dict(counted) == {"fail": 1, "na": 1, "pass": len(codes) - 2}
    assert [row[0] for row in points] == [POINT]
    visits.take_back(stored.visit, POINT, "half again")
    assert visits.left(POINT) == "half again"
    with pytest.raises(InputError):
        visits.take_back(stored.visit, POINT, "")
    with open_workspace(workspace, read_only=True) as ws:
        assert last_visits(ws.db) == {}


def test_a_visit_stands_though_its_answers_cannot_be_dropped(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_given: object) -> None:
        raise MachineError("磁盘空间不足", "腾出空间后重试")

    with found(tmp_path / "工作区", person="检查员1号") as ws:
        visits = VisitsAnswered(lambda: ws)
        codes = tuple(one.code for one in visits.checklist(POINT).items)
        answers = VisitAnswers(point=POINT, passed=codes, failed=(), not_applicable=(), values=())
        monkeypatch.setattr(drafts, "drop", full)
        assert visits.close(answers).visit
