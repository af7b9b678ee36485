"""A restored laptop struck at any call of its first deed: it is still heard without approval."""

import shutil
from pathlib import Path

import pytest

from inspector.app.backup import back_up, restore
from inspector.app.capture import record
from inspector.app.devices import list_devices, set_state
from inspector.app.handover import export
from inspector.app.merging import found_from, merge
from inspector.app.workspace import Workspace, open_workspace
from inspector.store.install import home
from tests.builders import NOW, a_draft, a_workspace
from tests.faults.harness import at_calls, needs_strace, strike_each

pytestmark = needs_strace


def reopened(folder: Path) -> Workspace:
    return open_workspace(folder, clock=lambda: NOW)


def an_office_that_approved(laptop: Path, office: Path) -> None:
    with a_workspace(office, device="office") as ws:
        export(ws, office.parent / "first.db")
    found_from(laptop, office.parent / "first.db", device="laptop", clock=lambda: NOW).close()
    with reopened(laptop) as ws:
        record(ws, a_draft(note="备份以前的"))
        export(ws, office.parent / "second.db")
    with reopened(office) as ws:
        merge(ws, [office.parent / "second.db"])
        code = next(one.code for one in list_devices(ws) if one.device == "laptop")
        set_state(ws, code, "approved")


@at_calls(17)
def test_its_new_stream_has_the_word_of_the_old_key(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, aim: slice
) -> None:
    office, computer = tmp_path / "office", tmp_path / "struck"
    an_office_that_approved(computer / "ws", office)
    shutil.copytree(home(), computer / "home")
    monkeypatch.setenv("INSPECTOR_HOME", str(computer / "home"))
    with reopened(computer / "ws") as ws:
        backup = Path(back_up(ws).backup)
    restore(backup, computer / "ws")
    template = computer.rename(tmp_path / "computer")

    def first_deed(folder: Path) -> None:
        with reopened(folder / "ws") as ws:
            record(ws, a_draft(note="恢复以后的"))
            export(ws, folder / "out.db")

    def check(folder: Path) -> None:
        (folder / "out.db").unlink(missing_ok=True)
        first_deed(folder)
        heard = shutil.copytree(office, tmp_path / "heard")
        with reopened(heard) as ws:
            told = merge(ws, [folder / "out.db"])
            notes = {row[0] for row in ws.db.execute("select note from finding").fetchall()}
        shutil.rmtree(heard)
        assert told.waiting == 0
        assert notes == {"备份以前的", "恢复以后的"}

    strike_each(template, first_deed, check, aim)
