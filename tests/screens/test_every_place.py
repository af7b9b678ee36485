"""In every room, page and question, in both languages and all themes."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from ui.theme import THEMES

TREE = Path(__file__).parents[2]


@pytest.mark.parametrize("theme", [theme.code for theme in THEMES])
@pytest.mark.parametrize("language", ["zh", "en"])
def test_everywhere_on_the_smallest_screen_all_is_named_reached_by_keys_whole_and_readable(
    language: str, theme: str, tmp_path: Path
) -> None:
    told = subprocess.run(
        [sys.executable, "-m", "tests.screens.walk", language, theme, str(tmp_path)],
        capture_output=True,
        text=True,
        cwd=TREE,
        env=os.environ | {"QT_QPA_PLATFORM": "offscreen", "PYTHONUTF8": "1"},
        check=False,
    )
    assert told.returncode == 0, told.stderr
    found = json.loads(told.stdout)
    assert len(found) > 60  # places: a walk that stops early has shown nothing
    assert {place: faults for place, faults in found.items() if faults} == {}
