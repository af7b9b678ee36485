"""Export, undo and restore killed at any system call: before or after; the re-run completes."""

from pathlib import Path

import pytest

from inspector.app.backup import back_up, restore
from inspector.app.batches import list_batches, undo
from inspector.app.capture import record
from inspector.app.handover import export
from inspector.app.merging import merge
from inspector.app.upkeep import digest, rebuild
from inspector.app.verify import verify
from inspector.app.workspace import Workspace, open_workspace
from inspector.domain.errors import InputError
from tests.builders import NOW, a_draft, a_workspace
from tests.faults.harness import at_calls, needs_strace, strike_each
from tests.photos.builders import a_file, a_jpeg, a_picture

pytestmark = needs_strace


def reopened(folder: Path) -> Workspace:
    return open_workspace(folder, person="u03", clock=lambda: NOW)


def seen(folder: Path) -> tuple[str, str, str]:
    with reopened(folder) as ws:
        told = digest(ws)
        assert ws.db.execute("pragma integrity_check").fetchone()[0] == "ok"
    return told.state, told.conflicts, told.derived


def standing(ws: Workspace) -> list[str]:
    """Batches that were not undone."""
    return [one.batch for one in list_batches(ws) if one.undone is None]


def with_findings(folder: Path, count: int) -> None:
    with a_workspace(folder) as ws:
        for number in range(count):
            photo = a_file(folder.parent, f"{number}.jpg", a_jpeg(image=a_picture(64, 48 + number)))
            record(ws, a_draft(on=number / 50, photos=(photo,)))


@at_calls(97)
def test_an_export_struck_at_any_call_leaves_no_half_bundle(tmp_path: Path, aim: slice) -> None:
    folder, out = tmp_path / "workspace", tmp_path / "stick" / "out.db"
    with_findings(folder, 3)
    _state, *before = seen(folder)

    def exported(copy: Path) -> None:
        with reopened(copy) as ws:
            export(ws, out)

    def check_bundle() -> None:
        assert verify(out).ok
        assert verify(out).checked >= 3
        out.unlink()

    def check(copy: Path) -> None:
        """The record is as it was, but that the copy has named itself; what stands is whole."""
        _state, *left = seen(copy)
        assert left == before
        if out.exists():
            check_bundle()
        exported(copy)
        check_bundle()

    strike_each(folder, exported, check, aim)


@at_calls(131)
def test_an_undo_struck_at_any_call_is_done_or_not_begun(tmp_path: Path, aim: slice) -> None:
    hub, laptop, out = tmp_path / "hub", tmp_path / "laptop", tmp_path / "out.db"
    a_workspace(hub).close()
    with_findings(laptop, 3)
    with reopened(laptop) as ws:
        export(ws, out)
    without = seen(hub)
    with reopened(hub) as ws:
        merge(ws, [out])
    merged = seen(hub)

    def undone(copy: Path) -> None:
        with reopened(copy) as ws:
            undo(ws, *standing(ws))

    def check(copy: Path) -> None:
        with reopened(copy) as ws:
            stands = standing(ws)
        assert seen(copy) == (merged if stands else without)
        if stands:
            undone(copy)
        assert seen(copy) == without
        with reopened(copy) as ws:
            assert rebuild(ws).same
            merge(ws, [out])
        assert seen(copy) == merged

    strike_each(hub, undone, check, aim)


@at_calls(3)
def test_a_restore_struck_at_any_call_is_done_or_not_begun(tmp_path: Path, aim: slice) -> None:
    folder = tmp_path / "workspace"
    with_findings(folder, 2)
    with reopened(folder) as ws:
        backup = Path(back_up(ws, tmp_path / "other disk").backup)
        early = seen(folder)
        record(ws, a_draft(on=5))
    late = seen(folder)

    def restored(copy: Path) -> None:
        restore(backup, copy)

    def check(copy: Path) -> None:
        assert seen(copy) in (early, late)
        restored(copy)
        assert seen(copy) == early

    strike_each(folder, restored, check, aim)


def test_a_window_left_open_over_a_restore_writes_nothing_into_the_void(tmp_path: Path) -> None:
    folder = tmp_path / "workspace"
    with_findings(folder, 1)
    with reopened(folder) as window:
        backup = Path(back_up(window, tmp_path / "other disk").backup)
        record(window, a_draft(on=5))
        restore(backup, folder)
        restored = seen(folder)
        with pytest.raises(InputError) as refused:
            record(window, a_draft(on=6))

    assert refused.value.code == "replaced"
    assert seen(folder) == restored
