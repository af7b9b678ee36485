"""An inspector may set by when a problem is to be mended; else the standard's term says it."""

from datetime import datetime, time, timedelta
from pathlib import Path

import pytest
from openpyxl import load_workbook

from inspector.app.amend import edit
from inspector.app.capture import foresee, record
from inspector.app.ledger import find_issues
from inspector.app.ledger_sheet import write_ledger
from inspector.app.notify import Choice, issue_notices
from inspector.app.paper_told import Manner
from inspector.app.patrol import write_patrol
from inspector.app.workspace import Workspace
from inspector.domain.errors import InputError
from inspector.domain.issue_filter import IssueFilter
from tests.builders import OTHER_POINT, ZONE, a_draft, a_workspace, day, issued
from tests.documents.reading import running_text


@pytest.fixture
def ws(tmp_path: Path) -> Workspace:
    return a_workspace(tmp_path / "ws")


def on(days: float) -> str:
    return day(days).date().isoformat()


def end_of(days: float) -> datetime:
    return datetime.combine(day(days).date() + timedelta(days=1), time(), ZONE)


def in_ledger(ws: Workspace) -> datetime | None:
    return find_issues(ws, IssueFilter(), after=None, limit=1).issues[0].deadline


def test_it_runs_to_the_end_of_the_day_that_was_named(ws: Workspace) -> None:
    draft = a_draft(deadline=on(12))

    assert foresee(ws, draft).deadline == end_of(12)
    assert record(ws, draft).deadline == in_ledger(ws) == end_of(12)


def test_a_round_by_deadline_takes_what_is_due_on_that_very_day(ws: Workspace) -> None:
    due = record(ws, a_draft(deadline=on(12)))
    record(ws, a_draft(point=OTHER_POINT, deadline=on(13)))

    (made,) = issue_notices(ws, Choice(due_by=on(12)), Manner(overrule=True, draft=True), None)

    assert made.issues == (due.issue,)


def test_the_ledger_names_the_last_day_as_the_notice_does(ws: Workspace, tmp_path: Path) -> None:
    done = record(ws, a_draft(deadline=on(12)))
    issued(ws, done.label, on=day(1).isoformat())

    write_ledger(ws, IssueFilter(), tmp_path / "ledger.xlsx")

    sheet = load_workbook(tmp_path / "ledger.xlsx").active
    rows = [[cell.value for cell in row] for row in sheet.iter_rows()]
    heads = next(row for row in rows if "整改期限" in row)
    mine = next(row for row in rows if done.label in row)
    assert mine[heads.index("整改期限")].date() == day(12).date()


def test_the_morning_after_its_last_day_it_is_late_by_one(tmp_path: Path) -> None:
    with a_workspace(tmp_path / "late", clock=lambda: day(13)) as ws:
        done = record(ws, a_draft(deadline=on(12)))
        issued(ws, done.label, on=day(1).isoformat())

        (line,) = find_issues(ws, IssueFilter(), after=None, limit=1).issues

        sheet = write_patrol(ws, on(13), tmp_path / "patrol.pdf")

    assert (line.late, line.late_days) == (True, 1)
    assert "逾期1日" in running_text(tmp_path, Path(sheet.file).read_bytes())


def test_the_notice_asks_for_it_and_its_delivery_holds_the_unit_to_it(ws: Workspace) -> None:
    done = record(ws, a_draft(deadline=on(12)))
    (notice,) = issued(ws, done.label, on=day(1).isoformat())

    assert notice.issues == (done.issue,)
    items = ws.db.execute("select deadline from notice_item").fetchall()
    assert [datetime.fromisoformat(at) for (at,) in items] == [end_of(12)]
    assert in_ledger(ws) == end_of(12)


def test_once_it_has_passed_the_standards_term_runs_from_the_delivery(ws: Workspace) -> None:
    plain = record(ws, a_draft(on=1, spot="另一处")).label
    issued(ws, plain, on=day(3).isoformat())
    usual = in_ledger(ws)
    late = record(ws, a_draft(deadline=on(1), note="限当天")).label
    issued(ws, late, on=day(3).isoformat())

    found = find_issues(ws, IssueFilter(text=late), after=None, limit=1).issues[0]
    assert usual is not None
    assert found.deadline == usual > day(3)


def test_a_day_before_the_finding_is_refused(ws: Workspace) -> None:
    with pytest.raises(InputError) as refused:
        record(ws, a_draft(on=5, deadline=on(3)))

    assert refused.value.code == "bad_deadline"
    assert ws.db.execute("select count(*) from finding").fetchone()[0] == 0


def test_it_is_corrected_until_a_notice_names_it(ws: Workspace) -> None:
    label = record(ws, a_draft()).label
    by_standard = in_ledger(ws)
    edit(ws, label, {"deadline": on(9)}, "限期写错")
    assert in_ledger(ws) == end_of(9)
    edit(ws, label, {"deadline": ""}, "按标准")
    assert in_ledger(ws) == by_standard
    issued(ws, label, on=day(1).isoformat())

    with pytest.raises(InputError) as refused:
        edit(ws, label, {"deadline": on(20)}, "再改")
    assert refused.value.code == "noticed"
