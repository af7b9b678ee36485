"""Export, undo and restore killed at any system call: before or after; the re-run completes."""

from collections.abc import Callable
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
from tests.faults.harness import calls_made, needs_strace, run_struck
from tests.photos.builders import a_file, a_jpeg, a_picture

pytestmark = needs_strace


def every(step: int) -> pytest.MarkDecorator:
    """At every ``step``-th call with all the tests, at each one in the long sweep."""
    return pytest.mark.parametrize("step", [step, pytest.param(1, marks=pytest.mark.slow)])


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


def strike_everywhere(
    deed: Callable[[], object], check: Callable[[], object], step: int, folder: Path
) -> None:
    """Let the deed be done, then strike it at every ``step``-th of its calls.

    It is done twice before they are counted: the first time there is more to put in order.
    """
    for _time in range(2):
        calls = calls_made(deed, folder)
        check()
    struck = 0
    for call, nth in calls[::step]:
        struck += run_struck(deed, nth, call=call) == -9
        check()
    assert struck >= len(calls[::step]) * 2 // 3
    assert struck >= 3


def with_findings(folder: Path, count: int) -> None:
    with a_workspace(folder) as ws:
        for number in range(count):
            photo = a_file(folder.parent, f"{number}.jpg", a_jpeg(image=a_picture(64, 48 + number)))
            record(ws, a_draft(on=number / 50, photos=(photo,)))


@every(19)
def test_an_export_struck_at_any_call_leaves_no_half_bundle(tmp_path: Path, step: int) -> None:
    folder, out = tmp_path / "workspace", tmp_path / "stick" / "out.db"
    with_findings(folder, 3)
    before = [seen(folder)]

    def deed() -> None:
        with reopened(folder) as ws:
            export(ws, out)

    def check() -> None:
        """The record is as it was; there is always something new to seal."""
        assert seen(folder) == before[-1]
        with reopened(folder) as ws:
            record(ws, a_draft(on=len(before)))
        before.append(seen(folder))
        if out.exists():
            assert verify(out).ok
            assert verify(out).checked >= 3
            out.unlink()

    strike_everywhere(deed, check, step, tmp_path)
    deed()
    check()


@every(131)
def test_an_undo_struck_at_any_call_is_done_or_not_begun(tmp_path: Path, step: int) -> None:
    hub, laptop, out = tmp_path / "hub", tmp_path / "laptop", tmp_path / "out.db"
    a_workspace(hub).close()
    with_findings(laptop, 3)
    with reopened(laptop) as ws:
        export(ws, out)
    without = seen(hub)
    with reopened(hub) as ws:
        merge(ws, [out])
    merged = seen(hub)

    def deed() -> None:
        with reopened(hub) as ws:
            undo(ws, *standing(ws))

    def check() -> None:
        assert seen(hub) in (merged, without)
        with reopened(hub) as ws:
            if not standing(ws):
                assert seen(hub) == without
                merge(ws, [out])
        assert seen(hub) == merged

    strike_everywhere(deed, check, step, tmp_path)
    with reopened(hub) as ws:
        assert rebuild(ws).same


@every(3)
def test_a_restore_struck_at_any_call_is_done_or_not_begun(tmp_path: Path, step: int) -> None:
    folder = tmp_path / "workspace"
    with_findings(folder, 2)
    with reopened(folder) as ws:
        backup = Path(back_up(ws, tmp_path / "other disk").backup)
        early = seen(folder)
        record(ws, a_draft(on=5))
    late = [seen(folder)]

    def deed() -> None:
        restore(backup, folder)

    def check() -> None:
        assert seen(folder) in (early, late[-1])
        if seen(folder) == early:
            with reopened(folder) as ws:
                record(ws, a_draft(on=5))
            late.append(seen(folder))

    strike_everywhere(deed, check, step, tmp_path)
    deed()
    assert seen(folder) == early


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
