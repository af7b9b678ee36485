"""What an issue costs, against a hand calculation."""

from dataclasses import replace
from decimal import Decimal

import pytest

from inspector.domain.issue import Issue
from inspector.domain.scoring import (
    first_parts,
    pricing_of,
    read_pricing,
    rework_points,
    rounded,
    total,
)
from tests.builders import a_finding, a_profile, day
from tests.domain.test_unit import a_standard

PROFILE = a_profile()
HALF = replace(a_standard("HW"), deduct=Decimal("0.5"))


@pytest.mark.parametrize(
    ("occurrence", "rebound", "source", "on_the_spot", "points"),
    [
        (1, False, "district", False, "0.50"),
        (2, False, "district", False, "1.00"),
        (3, True, "district", False, "1.50"),  # the larger of 1.00 and 0.25 is added, not both
        (7, False, "district", False, "1.50"),  # the last multiplier holds on
        (1, True, "district", False, "0.75"),
        (1, False, "city", False, "1.00"),
        (1, False, "grid", False, "0.00"),
        (2, False, "district", True, "0.50"),
    ],
)
def test_an_issue_costs_what_the_profile_says(
    occurrence: int, rebound: bool, source: str, on_the_spot: bool, points: str
) -> None:
    finding = a_finding(source=source, on_the_spot=on_the_spot)
    issue = Issue(findings=(finding,), occurrence=occurrence, rebound=rebound)

    assert str(total(first_parts(issue, HALF, PROFILE))) == points


def test_the_highest_source_among_the_findings_counts() -> None:
    findings = (a_finding("f1", source="district"), a_finding("f2", on=1, source="city"))

    assert total(first_parts(Issue(findings=findings), HALF, PROFILE)) == Decimal("1.00")


def test_amounts_are_rounded_half_up() -> None:
    assert [str(rounded(Decimal(one))) for one in ("0.125", "0.135", "-0.125")] == [
        "0.13",
        "0.14",
        "-0.13",
    ]


def test_both_surpluses_are_taken_where_the_profile_does_not_choose() -> None:
    issue = Issue(findings=(a_finding(),), occurrence=2, rebound=True)

    parts = first_parts(issue, HALF, a_profile(rebound_higher_only=False))

    assert total(parts) == Decimal("1.25")  # 0.50 + 0.50 + 0.25


def test_each_return_costs_and_the_third_costs_more() -> None:
    profile = a_profile(per_return=Decimal("0.2"), from_third_return=Decimal("0.5"))

    parts = list(rework_points([day(9), day(3), day(5), day(12)], profile))

    assert [str(part.points) for part in parts] == ["0.2", "0.2", "0.5", "0.5"]
    assert [part.at for part in parts] == [day(3), day(5), day(9), day(12)]


def test_pricing_is_read_back_as_it_was_written() -> None:
    pricing = pricing_of(Issue(findings=(a_finding(source="city"),)), HALF, PROFILE.source_factors)

    assert read_pricing(pricing.words()) == pricing
    assert pricing.factor == 2
