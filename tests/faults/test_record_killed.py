"""Recording a finding, killed or refused at every write: whole or absent, next start fine."""

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from inspector.app.capture import record
from inspector.app.ledger import show_issue
from inspector.app.upkeep import digest, rebuild
from inspector.app.workspace import Workspace, open_workspace
from inspector.domain.errors import MachineError
from tests.builders import NOW, a_draft, a_workspace
from tests.faults.harness import calls_made, needs_strace, run_struck
from tests.photos.builders import a_file, a_jpeg, a_picture

pytestmark = needs_strace

FULL, OTHER = 11, 12


def findings(ws: Workspace) -> list[str]:
    return [row[0] for row in ws.db.execute("select id from finding order by id").fetchall()]


def reopened(folder: Path) -> Workspace:
    return open_workspace(folder, person="u03", clock=lambda: NOW)


def check_whole(ws: Workspace) -> None:
    """Every finding has its issue, its photo's row and the photo's bytes; nothing is half there."""
    assert ws.db.execute("pragma integrity_check").fetchone()[0] == "ok"
    for finding in findings(ws):
        case = show_issue(ws, finding)
        for photo in case.photos:
            assert ws.photo_store.check(photo.sha256)
        assert len([one for one in case.photos if one.subject == finding]) == 1
    assert rebuild(ws).same


@pytest.mark.parametrize(
    "strike",
    [
        "signal=KILL",
        pytest.param("error=ENOSPC", marks=pytest.mark.slow),
        pytest.param("error=EIO", marks=pytest.mark.slow),
    ],
)
def test_a_recording_struck_at_any_write_is_whole_or_absent(tmp_path: Path, strike: str) -> None:
    folder = tmp_path / "workspace"
    a_workspace(folder).close()

    def a_deed(number: int) -> Callable[[], object]:
        photo = a_file(tmp_path, f"{number}.jpg", a_jpeg(image=a_picture(64 + number, 48)))
        draft = a_draft(on=number / 100, photos=(photo,))

        def deed() -> None:
            with reopened(folder) as ws:
                record(ws, draft)

        return deed

    calls = calls_made(a_deed(0), tmp_path)
    struck = 0
    for number, (call, nth) in enumerate(calls, start=1):
        with reopened(folder) as ws:
            before = findings(ws)
        struck += run_struck(a_deed(number), nth, strike, call=call) != 0
        with reopened(folder) as ws:
            after = findings(ws)
            assert set(before) <= set(after)
            assert len(after) - len(before) in (0, 1)
            if number % 10 == 1 or len(after) > len(before):
                check_whole(ws)
    assert struck >= 10
    with reopened(folder) as ws:
        record(ws, a_draft(on=20))
        check_whole_rows = digest(ws)
        assert rebuild(ws).same
        assert digest(ws) == check_whole_rows
        leftovers = list(folder.rglob(".tmp-*"))
        assert len(leftovers) <= struck


def test_a_full_disk_is_told_and_changes_nothing(tmp_path: Path) -> None:
    """From some write on nothing more fits: the person is told, and what was there stays."""
    folder = tmp_path / "workspace"
    with a_workspace(folder) as ws:
        before = digest(ws)

    def deed() -> None:
        with pytest.raises(MachineError) as refused, reopened(folder) as ws:
            record(ws, a_draft())
        assert refused.value.hint
        os._exit(FULL if refused.value.code == "disk_full" else OTHER)

    told = [run_struck(deed, number, "error=ENOSPC", onwards=True) for number in range(1, 12)]
    assert set(told) <= {FULL, OTHER}  # the first strikes hit the index beside the log, not the log
    assert FULL in told
    with reopened(folder) as ws:
        assert digest(ws) == before


def test_the_harness_itself_strikes(tmp_path: Path) -> None:
    """A deed that writes once is killed at its first write and left alone at its second."""

    def deed() -> None:
        (tmp_path / "file").write_bytes(b"x")

    assert run_struck(deed, 1) == -9
    assert run_struck(deed, 2) == 0
