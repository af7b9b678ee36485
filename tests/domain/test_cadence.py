"""Weeks, fortnights, quarters, half-years and years, with and without a cut-off day."""

from collections.abc import Callable
from datetime import date

import pytest

from inspector.domain.cadence import Cadence, read_half, read_quarter, read_week, read_year
from inspector.domain.period import cadence_period
from tests.builders import NOW, ZONE


def days(first: str, last: str) -> tuple[date, date]:
    return date.fromisoformat(first), date.fromisoformat(last)


def test_a_week_runs_from_monday_to_sunday_whatever_the_cut_off_day() -> None:
    assert read_week("2026-W32").days(25) == days("2026-08-03", "2026-08-09")
    assert read_week("2026-W32", count=2).days(25) == days("2026-08-03", "2026-08-16")


def test_a_quarter_is_its_three_assessment_months() -> None:
    assert read_quarter("2026-Q3").days(None) == days("2026-07-01", "2026-09-30")
    assert read_quarter("2026-Q3").days(25) == days("2026-06-26", "2026-09-25")
    assert read_quarter("2026-Q1").days(25) == days("2025-12-26", "2026-03-25")


def test_half_years_and_years_are_their_assessment_months() -> None:
    assert read_half("2026-H2").days(25) == days("2026-06-26", "2026-12-25")
    assert read_year("2026").days(None) == days("2026-01-01", "2026-12-31")


def test_each_is_compared_with_the_one_before_it() -> None:
    quarter = cadence_period(read_quarter("2026-Q1"), 25, ZONE, NOW)

    assert (quarter.previous().first, quarter.previous().last) == days("2025-09-26", "2025-12-25")
    assert (quarter.year_ago().first, quarter.year_ago().last) == days("2024-12-26", "2025-03-25")
    assert read_week("2026-W32", count=2).before() == read_week("2026-W30", count=2)


def test_week_53_is_compared_with_the_last_week_of_a_year_without_one() -> None:
    assert read_week("2026-W53").year_ago() == read_week("2025-W52")


@pytest.mark.parametrize("name", ["2026-W54", "2026-W5", "2026-08", "W32", ""])
def test_what_is_no_week_is_refused(name: str) -> None:
    with pytest.raises(ValueError, match=r".*"):
        read_week(name)


@pytest.mark.parametrize("read", [read_quarter, read_half, read_year])
def test_what_is_no_quarter_half_or_year_is_refused(read: Callable[[str], Cadence]) -> None:
    for name in ("2026-Q5", "2026-H3", "26", "2026-08", ""):
        with pytest.raises(ValueError, match=r".*"):
            read(name)
