"""Two laptops of one office, neither of which has synced yet."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from inspector.app.merging import found_from
from inspector.app.workspace import Workspace
from tests.builders import NOW
from tests.founded import Founded
from tests.founded import folder as folder
from tests.founded import founded as founded
from tests.founded import ws as ws
from tests.sync.faulty import MemoryRemote


@pytest.fixture
def other(founded: Founded, tmp_path: Path) -> Iterator[Workspace]:
    """A laptop that was handed the district before anything happened."""
    with found_from(tmp_path / "乙", founded.bundle, device="乙", clock=lambda: NOW) as laptop:
        yield laptop


@pytest.fixture
def remote() -> MemoryRemote:
    return MemoryRemote()
