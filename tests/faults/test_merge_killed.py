"""A merge killed at any system call: the state before it or after it, and the re-run completes."""

import shutil
from pathlib import Path

from inspector.app.capture import record
from inspector.app.handover import export
from inspector.app.merging import found_from, merge
from inspector.app.upkeep import Digest, digest, missing, rebuild
from inspector.app.workspace import Workspace, open_workspace
from tests.builders import NOW, a_draft, a_workspace
from tests.faults.harness import at_calls, needs_strace, strike_each
from tests.photos.builders import a_file, a_jpeg, a_picture

pytestmark = needs_strace


def reopened(folder: Path) -> Workspace:
    return open_workspace(folder, person="u03", clock=lambda: NOW)


def seen(folder: Path) -> tuple[str, str, str]:
    """State, conflicts and derivations; how far streams have come is told apart."""
    with reopened(folder) as ws:
        told: Digest = digest(ws)
    return told.state, told.conflicts, told.derived


@at_calls(23)
def test_a_merge_struck_at_any_call_is_done_or_not_begun(tmp_path: Path, aim: slice) -> None:
    hub, bundle = tmp_path / "hub", tmp_path / "bundle.db"
    with a_workspace(hub) as ws:
        record(ws, a_draft(on=1))
        export(ws, tmp_path / "out.db")
    photo = a_file(tmp_path, "photo.jpg", a_jpeg(image=a_picture(64, 48)))
    with found_from(tmp_path / "laptop", tmp_path / "out.db", clock=lambda: NOW) as laptop:
        record(laptop, a_draft(on=2, photos=(photo,)))
        export(laptop, bundle)
    before = seen(hub)

    def merged(folder: Path) -> None:
        with reopened(folder) as ws:
            merge(ws, [bundle])

    shutil.copytree(hub, tmp_path / "whole")
    merged(tmp_path / "whole")
    after = seen(tmp_path / "whole")
    assert after != before

    def check(folder: Path) -> None:
        assert seen(folder) in (before, after)
        merged(folder)
        assert seen(folder) == after
        with reopened(folder) as ws:
            assert rebuild(ws).same
            assert missing(ws) == ()

    strike_each(hub, merged, check, aim)
