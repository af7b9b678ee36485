"""A workspace of the fictional district, founded once and copied for each test that wants one."""

import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from itertools import count
from pathlib import Path

import pytest

from inspector.app.found import found
from inspector.app.handover import export
from inspector.app.workspace import Workspace, open_workspace
from inspector.store.install import home
from inspector.store.transaction import remember, tx_at
from tests.builders import NOW


@dataclass(frozen=True, slots=True)
class Founded:
    """Where the founded workspace lies, its install record, and a bundle of all it knows."""

    folder: Path
    home: Path
    bundle: Path


@pytest.fixture(scope="session")
def founded(tmp_path_factory: pytest.TempPathFactory) -> Founded:
    """The one workspace that is founded; nobody may write to it, only to copies."""
    whole = tmp_path_factory.mktemp("founded")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("INSPECTOR_HOME", str(whole / "home"))
        made = found(whole / "ws", device="LAPTOP-03", person="u03", clock=lambda: NOW)
        with made as ws:
            export(ws, whole / "all.db")
    return Founded(folder=whole / "ws", home=whole / "home", bundle=whole / "all.db")


def lies_here(ws: Workspace) -> None:
    """As if this computer had always written it here: it goes on as the stream it was."""
    remember(tx_at(ws.db, ws.folder, NOW))


@pytest.fixture
def folder(founded: Founded, tmp_path: Path) -> Path:
    """A workspace as good as founded here: ours, holding the seat."""
    shutil.copytree(founded.home, home(), dirs_exist_ok=True)
    shutil.copytree(founded.folder, tmp_path / "ws")
    with open_workspace(tmp_path / "ws") as ws:
        lies_here(ws)
    return tmp_path / "ws"


@pytest.fixture
def ws(folder: Path) -> Iterator[Workspace]:
    """That workspace, open; its clock stands at one day, a millisecond further at each look."""
    looks = count()
    with open_workspace(folder, clock=lambda: NOW + timedelta(milliseconds=next(looks))) as opened:
        yield opened
