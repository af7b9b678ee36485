"""Two laptops of one office, neither of which has synced yet."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from inspector.app.merging import found_from
from inspector.app.workspace import Workspace, open_workspace
from inspector.store.install import home
from inspector.store.transaction import remember
from tests.builders import NOW
from tests.founded import Founded
from tests.founded import folder as folder
from tests.founded import founded as founded
from tests.founded import ws as ws
from tests.sync.faulty import MemoryRemote


@pytest.fixture(scope="session")
def handed(founded: Founded, tmp_path_factory: pytest.TempPathFactory) -> Founded:
    """A laptop that was handed the district before anything happened; copied, never written to."""
    whole = tmp_path_factory.mktemp("handed")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("INSPECTOR_HOME", str(whole / "home"))
        found_from(whole / "乙", founded.bundle, device="乙", clock=lambda: NOW).close()
    return Founded(folder=whole / "乙", home=whole / "home", bundle=founded.bundle)


@pytest.fixture
def other(handed: Founded, tmp_path: Path) -> Iterator[Workspace]:
    """That laptop, open."""
    shutil.copytree(handed.home, home(), dirs_exist_ok=True)
    shutil.copytree(handed.folder, tmp_path / "乙")
    with open_workspace(tmp_path / "乙", clock=lambda: NOW) as laptop:
        remember(laptop.db, laptop.folder)
        yield laptop


@pytest.fixture
def remote() -> MemoryRemote:
    return MemoryRemote()
