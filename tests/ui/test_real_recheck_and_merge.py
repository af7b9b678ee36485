"""Rechecks and merges of the window put to real workspaces."""

from collections.abc import Iterator
from importlib.resources import files
from pathlib import Path

import pytest

from inspector.app import capture, handover, rectify
from inspector.app.found import found
from inspector.app.imports import import_register
from inspector.app.merging import found_from
from inspector.app.workspace import Workspace, open_workspace
from inspector.domain.issue import State
from ui.issue_told import Wanted
from ui.workspace_office import WorkspaceOffice


@pytest.fixture
def ws(tmp_path: Path) -> Iterator[Workspace]:
    with found(tmp_path / "ws", device="办公室电脑", person="检查员1号") as ws:
        yield ws


@pytest.fixture
def office(ws: Workspace) -> Iterator[WorkspaceOffice]:
    office = WorkspaceOffice(ws.folder)
    yield office
    office.close()


def replied(ws: Workspace, folder: Path, *, same_photo: bool = False) -> str:
    """An issue found a week ago, answered yesterday with a photo."""
    card = files("resources") / "demo" / "photos"
    names = ("IMG_20260901_083507.jpg", "IMG_20260901_162000.jpg")
    before, after = (folder / name for name in names)
    before.write_bytes((card / "IMG_20260901_083507.jpg").read_bytes())
    after.write_bytes((card / "DSC04185.jpg").read_bytes())
    after = before if same_photo else after
    made = capture.record(
        ws,
        capture.CaptureDraft(
            standard="P3.03.01", point="003-OR-04", photos=(before,), at="2026-09-01T09:00:00+08:00"
        ),
    )
    at = "2026-09-02T09:00:00+08:00"
    rectify.reply(ws, made.label, "已清运", done=at, at=at, photos=(after,))
    return made.issue


def state(office: WorkspaceOffice, issue: str) -> State:
    return office.show_issue(issue).line.state


def test_a_reply_is_shown_beside_what_was_found(
    ws: Workspace, office: WorkspaceOffice, tmp_path: Path
) -> None:
    seen = office.recheck(replied(ws, tmp_path))
    assert (len(seen.before), len(seen.after), seen.reply) == (1, 1, "已清运")
    assert ("ok", "没用过") in [one[:2] for one in seen.remarks]


def test_who_entered_a_reply_is_told_by_name(tmp_path: Path) -> None:
    with found(tmp_path / "ws", device="LAPTOP-03", person="u03") as ws:
        issue = replied(ws, tmp_path)
        office = WorkspaceOffice(ws.folder)
        assert office.recheck(issue).facts.endswith(" · 检查员1号")  # not the code it is kept under
        office.close()


def test_the_photo_of_the_finding_sent_back_as_result_is_told(
    ws: Workspace, office: WorkspaceOffice, tmp_path: Path
) -> None:
    seen = office.recheck(replied(ws, tmp_path, same_photo=True))
    assert ("warn", "用过") in [one[:2] for one in seen.remarks]


def test_a_pass_closes_and_taken_back_waits_again(
    ws: Workspace, office: WorkspaceOffice, tmp_path: Path
) -> None:
    issue = replied(ws, tmp_path)
    verified = office.verify_fix(issue, passed=True, reason="")
    assert state(office, issue) is State.CLOSED
    office.take_back_deed(verified.deed)
    assert state(office, issue) is State.REPLIED


def test_a_return_keeps_its_reason_in_the_story(
    ws: Workspace, office: WorkspaceOffice, tmp_path: Path
) -> None:
    issue = replied(ws, tmp_path)
    office.verify_fix(issue, passed=False, reason="未清理干净")
    assert state(office, issue) is State.RETURNED
    assert any("未清理干净" in step.words for step in office.show_issue(issue).timeline)


def test_a_stick_is_rehearsed_merged_and_undone(
    ws: Workspace, office: WorkspaceOffice, tmp_path: Path
) -> None:
    handover.export(ws, tmp_path / "out.db")
    with found_from(tmp_path / "second", tmp_path / "out.db", device="LAPTOP-04") as second:
        replied(second, tmp_path)
        handover.export(second, tmp_path / "stick.db")

    foreseen = office.rehearse([tmp_path / "stick.db"])
    assert (foreseen.batch, foreseen.files[0].status) == ("", "merged")
    assert office.count_issues(Wanted()) == 0

    done = office.merge([tmp_path / "stick.db"])
    assert done.new == foreseen.new > 0
    assert office.count_issues(Wanted()) == 1

    office.undo_merge(done.batch)
    assert office.count_issues(Wanted()) == 0


def test_what_is_handed_back_can_be_taken_in_elsewhere(
    ws: Workspace, office: WorkspaceOffice, tmp_path: Path
) -> None:
    replied(ws, tmp_path)
    office.hand_back(tmp_path / "back.db")
    found_from(tmp_path / "second", tmp_path / "back.db", device="LAPTOP-04").close()
    with open_workspace(tmp_path / "second") as second:
        assert second.db.execute("select count(*) from finding").fetchone()[0] == 1


def test_a_point_that_a_merge_brought_can_be_chosen_at_once(
    ws: Workspace, office: WorkspaceOffice, tmp_path: Path
) -> None:
    before = len(office.points())
    handover.export(ws, tmp_path / "out.db")
    with found_from(tmp_path / "second", tmp_path / "out.db", device="LAPTOP-04") as second:
        new = tmp_path / "points.csv"
        new.write_text(
            "code,zh,type,town,lon,lat\n009-OR-99,新点位,OR,990102003,83.45,38.85\n", "utf-8"
        )
        import_register(second, "points", [new])
        handover.export(second, tmp_path / "stick.db")
    office.merge([tmp_path / "stick.db"])
    assert len(office.points()) == before + 1
