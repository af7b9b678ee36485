"""A merge killed at any system call: the state before it or after it, and the re-run completes."""

from pathlib import Path

import pytest

from inspector.app.capture import record
from inspector.app.handover import export
from inspector.app.merging import found_from, merge
from inspector.app.upkeep import Digest, digest, missing, rebuild
from inspector.app.workspace import Workspace, open_workspace
from tests.builders import NOW, a_draft, a_workspace
from tests.faults.harness import needs_strace, run_struck
from tests.photos.builders import a_file, a_jpeg, a_picture

pytestmark = needs_strace

LAST = 600
"""More calls than one merge makes; the run that is struck no more ends the sweep."""


def reopened(folder: Path) -> Workspace:
    return open_workspace(folder, person="u03", clock=lambda: NOW)


def seen(folder: Path) -> tuple[str, str, str]:
    """State, conflicts and derivations; how far streams have come is told apart."""
    with reopened(folder) as ws:
        told: Digest = digest(ws)
    return told.state, told.conflicts, told.derived


@pytest.mark.parametrize("step", [23, pytest.param(1, marks=pytest.mark.slow)])
def test_a_merge_struck_at_any_call_is_done_or_not_begun(tmp_path: Path, step: int) -> None:
    hub = tmp_path / "hub"
    with a_workspace(hub) as ws:
        export(ws, tmp_path / "out.db")
    laptop = found_from(tmp_path / "laptop", tmp_path / "out.db", clock=lambda: NOW)
    struck = 0
    for number in range(1, LAST, step):
        photo = a_file(tmp_path, f"{number}.jpg", a_jpeg(image=a_picture(64 + number, 48)))
        record(laptop, a_draft(on=number / 50, photos=(photo,)))
        bundle = tmp_path / f"{number}.db"
        export(laptop, bundle)
        before = seen(hub)

        def deed(bundle: Path = bundle) -> None:
            with reopened(hub) as ws:
                merge(ws, [bundle])

        code = run_struck(deed, number)
        between = seen(hub)
        with reopened(hub) as ws:
            merge(ws, [bundle])
            assert rebuild(ws).same
            assert missing(ws) == ()
        after = seen(hub)
        assert between in (before, after)
        assert after != before
        if code == 0:
            break
        struck += 1
    laptop.close()
    assert struck >= 3
