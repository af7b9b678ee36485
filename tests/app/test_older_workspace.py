"""A workspace of an older version is brought up to date, or refused in a sentence."""

from collections.abc import Callable
from pathlib import Path

import pytest

from inspector.app import workspace
from inspector.app.found import found
from inspector.app.workspace import open_workspace
from inspector.domain.errors import MachineError
from inspector.store.streams import write_meta
from inspector.store.upgrade import is_behind


@pytest.fixture
def older(tmp_path: Path) -> Path:
    """Folded and derived by a version that knew less."""
    folder = tmp_path / "ws"
    with found(folder) as ws, ws.writing() as tx:
        write_meta(tx.db, "understanding", "of last year")
    return folder


def no_writing(*_given: object) -> None:
    raise MachineError("没有写入权限。")


def test_it_is_derived_anew_when_it_is_opened(older: Path) -> None:
    with open_workspace(older) as ws:
        assert not is_behind(ws.db)


def test_who_only_reads_brings_it_up_too(older: Path) -> None:
    with open_workspace(older, read_only=True) as ws:
        assert not is_behind(ws.db)


def test_where_nothing_can_be_written_it_is_not_shown_by_old_rules(
    older: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    bring_up: Callable[..., None] = workspace._catch_up
    monkeypatch.setattr(workspace, "_catch_up", no_writing)
    with pytest.raises(MachineError) as told:
        open_workspace(older, read_only=True)
    assert told.value.code == "older_read_only"
    assert "可写" in told.value.hint
    monkeypatch.setattr(workspace, "_catch_up", bring_up)
    with open_workspace(older, read_only=True) as ws:
        assert not is_behind(ws.db)
