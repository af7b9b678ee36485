"""Who entered what: found by the index, and without it, just the same."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from inspector.app import amend, capture, ledger
from inspector.app.changes import ChangeTold
from inspector.app.found import found
from inspector.app.workspace import Workspace, open_workspace
from inspector.store import history, segments
from inspector.store.seal import seal_tail

SEALED = 12  # more segments than are read without an index


@pytest.fixture
def ws(tmp_path: Path) -> Iterator[Workspace]:
    """A finding whose note was edited again and again, each edit sealed by itself."""
    with found(tmp_path / "ws", person="检查员1号") as ws:
        yield ws


def a_finding(ws: Workspace, *, edits: int) -> str:
    point = ws.register.points[0]
    standard = next(
        one
        for one in ws.register.standards(ws.now.date())
        if one.forms_issues and point.type in one.point_types
    )
    made = capture.record(ws, capture.CaptureDraft(point=point.code, standard=standard.code))
    for number in range(edits):
        amend.edit(ws, made.finding, {"note": f"第{number}次"}, "核对")
        with ws.writing() as tx:
            seal_tail(tx)
    return made.finding


def notes(changes: tuple[ChangeTold, ...]) -> list[object]:
    return [one.value for one in changes if one.field == "note" and one.value]


def test_every_value_ever_entered_is_told_in_its_order(ws: Workspace) -> None:
    issue = a_finding(ws, edits=SEALED)
    assert notes(ledger.changes_of_issue(ws, issue)) == [f"第{n}次" for n in range(SEALED)]


def test_the_index_reaches_every_segment_once_history_was_asked_for(ws: Workspace) -> None:
    issue = a_finding(ws, edits=SEALED)
    ledger.changes_of_issue(ws, issue)
    assert history.segments_to_index(ws.db) == 0


def test_what_is_sealed_after_the_index_is_told_too(ws: Workspace) -> None:
    issue = a_finding(ws, edits=SEALED)
    ledger.changes_of_issue(ws, issue)
    amend.edit(ws, issue, {"note": "最后"}, "核对")
    with ws.writing() as tx:
        seal_tail(tx)
    assert notes(ledger.changes_of_issue(ws, issue))[-1] == "最后"


def test_who_may_not_write_reads_the_segments_instead(ws: Workspace) -> None:
    issue = a_finding(ws, edits=SEALED)
    with open_workspace(ws.folder, read_only=True) as guest:
        told = ledger.changes_of_issue(guest, issue)
    assert len(notes(told)) == SEALED
    assert history.segments_to_index(ws.db) > 0


def test_a_case_is_shown_without_opening_a_segment(
    ws: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    issue = a_finding(ws, edits=2)

    def refuse(_segment: segments.Segment) -> list[segments.Entry]:
        raise AssertionError("a segment was opened")

    monkeypatch.setattr(history, "known_entries", refuse)
    assert ledger.show_issue(ws, issue).issue.issue == issue
