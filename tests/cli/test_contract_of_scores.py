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


@pytest.mark.parametrize(
    "period",
    [
        ["--week", "2026-W32"],
        ["--fortnight", "2026-W31"],
        ["--quarter", "2026-Q3"],
        ["--half", "2026-H2"],
        ["--year", "2026"],
    ],
)
def test_a_period_may_be_named_by_its_cadence(
    tmp_path: Path, inspector: Inspector, period: list[str]
) -> None:
    with a_workspace(tmp_path / "ws") as ws:
        record(ws, a_draft())

    told = inspector("stats", str(tmp_path / "ws"), *period, "--by", "point", "--json").told

    line = next(one for one in told["breakdown"] if one["issues"])
    assert line.keys() >= {"code", "name", "issues", "repeats", "rebounds", "deduction", "closed"}
    assert line.keys() >= {"on_time", "overdue", "rates"}
    assert line["rates"]["close_rate"] is None


def test_a_trial_prints_the_order_before_and_after(tmp_path: Path, inspector: Inspector) -> None:
    with a_workspace(tmp_path / "ws") as ws:
        record(ws, a_draft())
    month = ["stats", str(tmp_path / "ws"), "--month", "2026-08", "--what-if"]

    told = inspector(*month, "base=90", "--json").told["what_if"]
    unknown = inspector(*month, "bass=90")

    assert told["numbers"] == [{"name": "base", "before": "100", "after": "90"}]
    scored = next(one for one in told["towns"] if one["score"])
    assert float(scored["score_before"]) - float(scored["score"]) == 10
    assert unknown.code == 2


def test_two_cadences_at_once_are_refused(tmp_path: Path, inspector: Inspector) -> None:
    a_workspace(tmp_path / "ws").close()

    two = inspector("stats", str(tmp_path / "ws"), "--week", "2026-W32", "--year", "2026")
    assert two.code == 2
