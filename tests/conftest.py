"""What every test stands on: no display is needed, and nobody's own records are touched."""

import os
from pathlib import Path

import pytest
from hypothesis import settings

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

settings.register_profile("usual", deadline=None, derandomize=True, print_blob=True)
settings.load_profile("usual")


@pytest.fixture(autouse=True)
def _own_home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Install records of a test's workspaces live and die with the test."""
    monkeypatch.setenv("INSPECTOR_HOME", str(tmp_path / "home"))
