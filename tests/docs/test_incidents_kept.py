"""Each incident that docs tell of has tests, and they are there."""

import re
from pathlib import Path

from tools.build_docs import DOCS


def test_every_test_an_incident_names_is_there() -> None:
    text = (DOCS / "decisions" / "incidents.md").read_text("utf-8")
    rows = [line.split(" | ")[-1] for line in text.splitlines() if line.startswith("| ")][1:]
    named = [re.findall(r"`(test_\w+)`", row) for row in rows]
    tests = Path(__file__).parents[1].rglob("test_*.py")
    there = {
        name for one in tests for name in re.findall(r"def (test_\w+)\(", one.read_text("utf-8"))
    }

    assert len(named) >= 15
    assert all(named)
    assert sorted({name for names in named for name in names} - there) == []
