"""A merge has a backup that is sound before anything of it stands, or does not happen."""

from pathlib import Path
from sqlite3 import Connection
from threading import Event
from time import sleep
from typing import Any, cast

import pytest
from sqlite_utils import Database

from inspector.app import backup, merging
from inspector.app.capture import record
from inspector.app.handover import export
from inspector.app.merging import found_from, merge
from inspector.app.upkeep import digest
from inspector.app.workspace import Workspace, open_workspace
from inspector.domain.errors import MachineError
from tests.builders import NOW, a_draft
from tests.founded import Founded


@pytest.fixture
def bundle(founded: Founded, tmp_path: Path) -> Path:
    """One problem of a laptop that set out with the district."""
    file = tmp_path / "in.db"
    with found_from(tmp_path / "laptop", founded.bundle, clock=lambda: NOW) as laptop:
        record(laptop, a_draft(on=2))
        export(laptop, file)
    return file


def backups(ws: Workspace) -> list[Path]:
    folder = ws.folder / "backups"
    return sorted(folder.iterdir()) if folder.exists() else []


def test_the_backup_holds_what_stood_before_the_merge(
    ws: Workspace, bundle: Path, tmp_path: Path
) -> None:
    before = digest(ws).state
    merge(ws, [bundle])
    (copy,) = backups(ws)
    assert digest(ws).state != before
    backup.restore(copy, tmp_path / "restored")
    with open_workspace(tmp_path / "restored", read_only=True) as restored:
        assert digest(restored).state == before


def test_a_copy_that_is_not_sound_stops_the_merge(
    ws: Workspace, bundle: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Torn:
        """A disk that gives back other bytes than were written."""

        def execute(self, _pragma: str) -> "Torn":
            return self

        def fetchone(self) -> tuple[str]:
            return ("wrong # of entries in index",)

    check = backup._must_be_sound
    monkeypatch.setattr(backup, "_must_be_sound", lambda _copy: check(cast(Connection, Torn())))
    before = digest(ws)
    with pytest.raises(MachineError) as stopped:
        merge(ws, [bundle])
    assert stopped.value.code == "backup"
    assert digest(ws) == before
    assert backups(ws) == []


def test_nothing_stands_before_the_check_is_over(
    ws: Workspace, bundle: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    check, folded, seen = backup._must_be_sound, Event(), list[int]()

    def late(copy: Connection) -> None:
        assert folded.wait(20)
        sleep(0.3)  # a merge that did not wait would stand by now
        with open_workspace(ws.folder, read_only=True) as other:
            seen.append(other.db.execute("select count(*) from finding").fetchone()[0])
        check(copy)

    def folds(db: Database, *given: Any) -> Any:
        folded.set()
        return noted(db, *given)

    noted = merging._note_batch
    monkeypatch.setattr(backup, "_must_be_sound", late)
    monkeypatch.setattr(merging, "_note_batch", folds)
    merge(ws, [bundle])
    assert seen == [0]
    assert len(backups(ws)) == 1


def test_a_merge_that_is_called_off_leaves_no_half_copy(ws: Workspace, bundle: Path) -> None:
    def off(_now: int, _whole: int) -> None:
        raise KeyboardInterrupt

    before = digest(ws)
    with pytest.raises(KeyboardInterrupt):
        merge(ws, [bundle], tell=off)
    assert digest(ws) == before
    assert backups(ws) == []
