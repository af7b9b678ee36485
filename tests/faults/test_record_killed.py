"""Recording a finding, killed or refused at every write: whole or absent, next start fine."""

import os
from pathlib import Path

import pytest

from inspector.app.capture import CaptureDraft, record
from inspector.app.ledger import show_issue
from inspector.app.upkeep import digest, rebuild
from inspector.app.workspace import Workspace, open_workspace
from inspector.domain.errors import MachineError
from tests.builders import NOW, a_draft, a_workspace
from tests.faults.harness import needs_strace, run_struck
from tests.photos.builders import a_file, a_jpeg, a_picture

pytestmark = needs_strace

FULL, OTHER = 11, 12
LAST = 200
"""More calls than one recording makes; the run that is struck no more ends the sweep."""


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
    struck = 0
    for number in range(1, LAST):
        photo = a_file(tmp_path, f"{number}.jpg", a_jpeg(image=a_picture(64 + number, 48)))
        draft = a_draft(on=number / 100, photos=(photo,))
        with reopened(folder) as ws:
            before = findings(ws)

        def deed(draft: CaptureDraft = draft) -> None:
            with reopened(folder) as ws:
                record(ws, draft)

        code = run_struck(deed, number, strike)
        with reopened(folder) as ws:
            after = findings(ws)
            assert set(before) <= set(after)
            assert len(after) - len(before) in (0, 1)
            if number % 10 == 1 or len(after) > len(before):
                check_whole(ws)
        if code == 0:
            if len(after) == len(before) + 1 and struck and number > struck:
                break
        else:
            struck = number
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
