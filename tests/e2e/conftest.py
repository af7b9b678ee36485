"""A district of the demo and a screen to work on; both cost seconds and are made once."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.e2e.person import inspector
from tests.e2e.stage import Stage, a_stage, what_is_missing

PICTURES = Path(__file__).parents[2] / "build" / "pictures" / "journeys"
LAPTOP = (1366, 768)


@pytest.fixture(scope="session")
def stage(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Stage]:
    missing = what_is_missing()
    if missing:
        pytest.skip(missing)
    with a_stage(tmp_path_factory.mktemp("person"), *LAPTOP) as stage:
        yield stage


@pytest.fixture(scope="session")
def made(stage: Stage, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The demo as the command builds it."""
    folder = tmp_path_factory.mktemp("district") / "demo"
    inspector(stage.surroundings, "demo", str(folder), "--no-window")
    return folder


@pytest.fixture
def district(made: Path, tmp_path: Path) -> Path:
    """A workspace of one's own, three months full."""
    return Path(shutil.copytree(made / "workspace", tmp_path / "工作区"))


@pytest.fixture
def ports(tmp_path: Path) -> Path:
    """Where sticks and cards appear: what is moved in here is plugged in."""
    folder = tmp_path / "ports"
    folder.mkdir()
    return folder
