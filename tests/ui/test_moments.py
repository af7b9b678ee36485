"""Dates read as an office writes them."""

from datetime import UTC, date, datetime, timedelta

import pytest

from tests.ui.fake_days import NOW, at
from ui.moments import day, due, remaining, weekday, when


def test_today_is_told_by_the_hour() -> None:
    assert when(at(11, 20, 14, 8), NOW) == "今天 14:08"


def test_this_year_needs_no_year() -> None:
    assert when(at(11, 18, 10, 44), NOW) == "11-18 10:44"


def test_another_year_is_named() -> None:
    assert day(at(11, 20).replace(year=2025), NOW) == "2025-11-20"


def test_a_moment_of_another_zone_is_told_by_the_district_clock() -> None:
    assert when(datetime(2026, 11, 20, 6, 8, tzinfo=UTC), NOW) == "今天 14:08"


def test_a_deadline_of_a_later_day_is_told_by_its_day() -> None:
    assert due(at(11, 23, 23, 59), NOW) == "11-23"


def test_a_deadline_at_midnight_is_the_end_of_the_day_before() -> None:
    assert due(at(11, 24, 0, 0), NOW) == "11-23"


@pytest.mark.parametrize(
    ("ahead", "words"),
    [
        (timedelta(hours=1, minutes=12), "还有 1 小时 12 分"),
        (timedelta(minutes=9), "还有 9 分"),
        (timedelta(days=3, hours=2), "还有 3 天"),
        (-timedelta(days=2), "已过 2 天"),
    ],
)
def test_what_is_left_is_told_in_the_largest_unit(ahead: timedelta, words: str) -> None:
    assert remaining(NOW + ahead, NOW) == words


def test_days_past_are_those_the_chip_counts() -> None:
    """A deadline of the 4th at 14:30 is 19 days past on the 23rd, in the morning as at night."""
    deadline = at(11, 4, 14, 30)
    for hour in (6, 20):
        assert remaining(deadline, at(11, 23, hour, 0)) == "已过 19 天"


def test_the_days_of_a_week_are_called_as_the_office_calls_them() -> None:
    monday = date(2026, 11, 16)
    assert [weekday(monday + timedelta(days=n)) for n in (0, 4, 6)] == ["周一", "周五", "周日"]
