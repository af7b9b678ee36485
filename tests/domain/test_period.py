"""Assessment months with and without a cut-off day, and what went before them."""

from datetime import date, datetime, timedelta

import pytest

from inspector.domain.cadence import month_days
from inspector.domain.period import Period, month_period
from tests.builders import NOW, ZONE


def a_month(name: str, cutoff: int | None = 25, now: datetime = NOW) -> Period:
    return month_period(name, cutoff, ZONE, now)


@pytest.mark.parametrize(
    ("month", "cutoff", "first", "last"),
    [
        ("2026-08", 25, "2026-07-26", "2026-08-25"),
        ("2026-01", 25, "2025-12-26", "2026-01-25"),
        ("2026-02", None, "2026-02-01", "2026-02-28"),
        ("2026-02", 31, "2026-02-01", "2026-02-28"),
        ("2026-03", 30, "2026-03-01", "2026-03-30"),
    ],
)
def test_a_month_runs_from_the_day_after_the_cut_off_day(
    month: str, cutoff: int | None, first: str, last: str
) -> None:
    assert month_days(month, cutoff) == (date.fromisoformat(first), date.fromisoformat(last))


def test_months_follow_each_other_without_gap_whatever_the_cut_off_day() -> None:
    for cutoff in (None, 1, 15, 28, 29, 30, 31):
        month = a_month("2026-12", cutoff)
        for _number in range(24):
            before = month.previous()
            assert before.last + timedelta(days=1) == month.first
            month = before


def test_two_dates_are_compared_with_as_many_days_before_them() -> None:
    week = Period(first=date(2026, 8, 10), last=date(2026, 8, 16), zone=ZONE, now=NOW)

    assert week.previous().first == date(2026, 8, 3)
    assert week.previous().last == date(2026, 8, 9)
    assert week.year_ago().first == date(2025, 8, 10)


def test_the_leap_day_of_last_year_is_the_28th() -> None:
    leap = Period(first=date(2028, 2, 29), last=date(2028, 2, 29), zone=ZONE, now=NOW)

    assert leap.year_ago().last == date(2027, 2, 28)


def test_a_period_is_seen_as_of_its_last_moment_or_now() -> None:
    past = a_month("2026-08")
    running = a_month("2026-12")

    assert past.as_of == datetime(2026, 8, 25, 23, 59, 59, 999_000, ZONE)
    assert running.as_of == NOW


def test_a_quarter_falls_into_its_months() -> None:
    quarter = Period(first=date(2026, 7, 1), last=date(2026, 9, 30), zone=ZONE, now=NOW, cutoff=25)

    edges = [(begin.date(), end.date()) for begin, end in quarter.slices()]

    assert edges == [
        (date(2026, 7, 1), date(2026, 7, 25)),
        (date(2026, 7, 26), date(2026, 8, 25)),
        (date(2026, 8, 26), date(2026, 9, 25)),
        (date(2026, 9, 26), date(2026, 9, 30)),
    ]


def test_a_period_that_has_not_begun_holds_nothing() -> None:
    assert a_month("2027-06").slices() == ()
