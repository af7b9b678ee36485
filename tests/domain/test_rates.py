"""Rates as published bulletins print them, and nothing where there is nothing to divide by."""

import json
from decimal import Decimal
from importlib.resources import files
from typing import Any

from inspector.domain.rates import growth, per_visit, percent

Raw = dict[str, Any]


def vectors() -> list[Raw]:
    known: list[Raw] = json.loads((files("resources") / "district.json").read_text("utf-8"))[
        "metric_vectors"
    ]
    return known


def shown(value: object) -> Decimal:
    return Decimal(str(value)).quantize(Decimal("0.01"))


def test_published_rates_come_out_to_the_last_digit() -> None:
    checked = 0
    for one in vectors():
        if "close_rate" in one:
            assert percent(one["closed"], one["due"]) == shown(one["close_rate"])
            checked += 1
        if "on_time_close_rate" in one:
            due = one["due"] - one.get("deferred", 0)
            assert percent(one["closed_on_time"], due) == shown(one["on_time_close_rate"])
            checked += 1
        if "rectified" in one:
            assert percent(one["rectified"], one["found"]) == shown(one["half_up_2dp"])
            checked += 1
    assert checked == 6


def test_published_growth_comes_out_to_the_last_digit() -> None:
    one = next(one for one in vectors() if "this_month" in one)

    assert growth(one["this_month"], one["last_month"]) == shown(one["mom_percent"])
    assert growth(one["this_month"], one["same_month_last_year"]) == shown(one["yoy_percent"])


def test_nothing_to_divide_by_gives_no_rate() -> None:
    assert percent(0, 0) is None
    assert percent(3, 0) is None
    assert per_visit(3, 0) is None
    assert growth(3, 0) is None


def test_rates_are_rounded_half_up() -> None:
    assert percent(1, 800) == Decimal("0.13")  # 0.125 %
    assert per_visit(1, 8) == Decimal("0.13")
