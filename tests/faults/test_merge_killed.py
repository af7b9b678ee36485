"""A merge killed at any system call: the state before it or after it, and the re-run completes."""

from functools import partial
from pathlib import Path

import pytest

from inspector.app.capture import record
from inspector.app.handover import export
from inspector.app.merging import found_from, merge
from inspector.app.upkeep import Digest, digest, missing, rebuild
from inspector.app.workspace import Workspace, open_workspace
from tests.builders import NOW, a_draft, a_workspace
from tests.faults.harness import calls_made, needs_strace, run_struck
from tests.photos.builders import a_file, a_jpeg, a_picture

pytestmark = needs_strace


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

    def a_bundle(number: int) -> Path:
        photo = a_file(tmp_path, f"{number}.jpg", a_jpeg(image=a_picture(64 + number, 48)))
        record(laptop, a_draft(on=number / 50, photos=(photo,)))
        export(laptop, tmp_path / f"{number}.db")
        return tmp_path / f"{number}.db"

    def merged(bundle: Path) -> None:
        with reopened(hub) as ws:
            merge(ws, [bundle])

    calls = calls_made(partial(merged, a_bundle(0)), tmp_path)
    struck = 0
    for number, (call, nth) in enumerate(calls[::step], start=1):
        bundle = a_bundle(number)
        before = seen(hub)
        struck += run_struck(partial(merged, bundle), nth, call=call) == -9
        between = seen(hub)
        with reopened(hub) as ws:
            merge(ws, [bundle])
            assert rebuild(ws).same
            assert missing(ws) == ()
        after = seen(hub)
        assert between in (before, after)
        assert after != before
    laptop.close()
    assert struck >= len(calls[::step]) * 3 // 4
    assert struck >= 3
