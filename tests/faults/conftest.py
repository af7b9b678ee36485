"""A workspace, and the back office of a window over it in a process of its own."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from inspector.app.found import found
from ui.far_office import FarOffice


@pytest.fixture
def workspace(tmp_path: Path) -> Path:
    with found(tmp_path / "桐庐 工作区", person="检查员1号"):
        return tmp_path / "桐庐 工作区"


@pytest.fixture
def far(workspace: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[FarOffice]:
    monkeypatch.setenv("PYTHONDONTWRITEBYTECODE", "1")  # tests.full_disk says why
    far = FarOffice(workspace, "zh")
    yield far
    far.close()
