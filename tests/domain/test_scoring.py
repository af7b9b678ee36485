"""What an issue costs, against a hand calculation."""

from dataclasses import replace
from decimal import Decimal

import pytest

from inspector.domain.issue import Issue
from inspector.domain.scoring import Profile, first_parts, rounded, total
from tests.builders import a_finding
from tests.domain.test_unit import a_standard

PROFILE = Profile(
    code="p",
    multipliers=(Decimal(1), Decimal(2), Decimal(3)),
    source_factors={"city": Decimal(2), "grid": Decimal(0)},
    on_the_spot_factor=Decimal("0.5"),
    rebound_factor=Decimal("0.5"),
    rebound_higher_only=True,
)
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
