"""The promised face of the assessment: one JSON document with the keys of the contract."""

from pathlib import Path

import pytest

from inspector.app.capture import record
from tests.builders import a_draft, a_workspace
from tests.cli.inspector import Inspector

STATS = {
    "period",
    "towns",
    "units",
    "composite",
    "rates",
    "counts",
    "checks",
    "previous",
    "same_month_last_year",
}
TOWN = {
    "town",
    "group",
    "rank",
    "score",
    "rank_change",
    "visits",
    "coverage",
    "issues",
    "repeats",
    "rebounds",
    "deduction",
    "tail",
    "tail_streak",
}
RATES = {
    "close_rate",
    "on_time_close_rate",
    "rectification_rate",
    "repeat_rate",
    "rebound_rate",
    "compliance_rate",
    "coverage_rate",
    "issue_density",
}


@pytest.mark.parametrize(
    "period", [["--month", "2026-08"], ["--from", "2026-08-01", "--to", "2026-08-31"]]
)
def test_statistics_have_the_promised_keys(
    tmp_path: Path, inspector: Inspector, period: list[str]
) -> None:
    with a_workspace(tmp_path / "ws") as ws:
        record(ws, a_draft())

    told = inspector("stats", str(tmp_path / "ws"), *period, "--json").told

    assert told.keys() >= STATS
    assert all(town.keys() >= TOWN for town in told["towns"])
    assert told["rates"].keys() >= RATES
    assert sum(town["issues"] for town in told["towns"]) == 1
    assert told["rates"]["close_rate"] is None  # nobody was told: nothing was due


def test_a_period_must_be_named(tmp_path: Path, inspector: Inspector) -> None:
    a_workspace(tmp_path / "ws").close()

    assert inspector("stats", str(tmp_path / "ws")).code == 2
