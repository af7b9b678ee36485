"""A thousand things done without sense to the window over its back office; nothing falls over."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from tests.e2e.stage import Stage

pytestmark = pytest.mark.slow

TREE = Path(__file__).parents[2]
TIMES = 500  # with each seed


@pytest.mark.parametrize("seed", [7, 11])
def test_a_thousand_random_deeds_bring_down_neither_the_window_nor_its_office(
    stage: Stage, district: Path, seed: int
) -> None:
    told = subprocess.run(
        [
            sys.executable,
            "-X",
            "faulthandler",
            "-m",
            "tests.e2e.monkey",
            str(district),
            str(seed),
            str(TIMES),
        ],
        capture_output=True,
        text=True,
        cwd=TREE,
        env={**stage.surroundings, "QT_QPA_PLATFORM": "offscreen"},
        check=False,
    )
    assert told.returncode == 0, told.stderr
    found = json.loads(told.stdout)
    assert found["done"] >= TIMES
    assert found["fallen"] == []
    assert "the back office ended" not in told.stderr
    assert min(found["nones"][1:]) - found["nones"][0] > -200  # None is never let go of too often
