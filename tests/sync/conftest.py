"""Two laptops of one office, neither of which has synced yet."""

import shutil
from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path

import pytest

from inspector.app.merging import found_from
from inspector.app.workspace import Workspace, open_workspace
from inspector.exchange.remotes.patience import PatientRemote
from inspector.store.install import home
from tests.builders import NOW
from tests.founded import Founded, lies_here
from tests.founded import folder as folder
from tests.founded import founded as founded
from tests.founded import ws as ws
from tests.sync.faulty import MemoryRemote

_EVER_WRITTEN: dict[str, str] = {}
"""Every key that any test of this room ever wrote, on whatever remote, and its content's hash."""


@pytest.fixture(autouse=True)
def _one_content_for_each_key(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """In every test here a key is written once, and nothing but markers is taken away."""
    put, retire = PatientRemote.put, PatientRemote.retire
    broken: list[str] = []

    def spied_put(self: PatientRemote, key: str, content: bytes) -> bool:
        digest = sha256(content).hexdigest()
        if _EVER_WRITTEN.setdefault(key, digest) != digest:
            broken.append(f"two contents: {key}")
        return put(self, key, content)

    def spied_retire(self: PatientRemote, key: str) -> None:
        if not key.startswith("v1/heads/"):
            broken.append(f"taken away: {key}")
        retire(self, key)

    monkeypatch.setattr(PatientRemote, "put", spied_put)
    monkeypatch.setattr(PatientRemote, "retire", spied_retire)
    yield
    assert broken == []


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
        lies_here(laptop)
        yield laptop


@pytest.fixture
def remote() -> MemoryRemote:
    return MemoryRemote()
