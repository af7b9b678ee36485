"""Who pays what: the monthly cap of a key, shares of towns and departments, a town's score."""

from decimal import Decimal

import pytest

from inspector.domain.charging import Entry, cut_to_cap, field_score, share
from inspector.domain.profile import Normalise, Shares
from inspector.domain.scoring import PartKind
from inspector.domain.unit import UnitKind
from tests.builders import a_profile

THREE = Decimal(3)


def an_entry(points: str, at: str = "1", **fields: object) -> Entry:
    usual = Entry("P", "S", 1, at, "i", PartKind.BASE, Decimal(points), "T", "U")
    return usual._replace(**fields)  # type: ignore[arg-type]


def counted(entries: list[Entry]) -> list[float]:
    return [float(one.points) for one in entries]


def test_parts_of_one_key_in_one_month_come_to_the_cap_at_most() -> None:
    parts = [an_entry("2.0", "1"), an_entry("2.0", "2"), an_entry("0.5", "3")]

    assert counted(cut_to_cap(parts, THREE)) == [2, 1, 0]


def test_what_came_first_is_counted_first_whatever_the_order() -> None:
    parts = [an_entry("2.0", "2"), an_entry("1.5", "1")]

    assert counted(cut_to_cap(parts, THREE)) == [1.5, 1.5]


def test_other_keys_and_other_months_have_caps_of_their_own() -> None:
    parts = [
        an_entry("2.5"),
        an_entry("2.5", standard="S2"),
        an_entry("2.5", place="P2"),
        an_entry("2.5", month=2),
    ]

    assert sum(one.points for one in cut_to_cap(parts, THREE)) == Decimal("10.0")


def test_what_was_taken_back_makes_room_again() -> None:
    parts = [an_entry("3.5", "1"), an_entry("-1.0", "2"), an_entry("2.0", "3")]

    assert sum(one.points for one in cut_to_cap(parts, THREE)) == THREE


def test_without_a_cap_nothing_is_cut() -> None:
    assert counted(cut_to_cap([an_entry("99")], None)) == [99]


@pytest.mark.parametrize(
    ("kind", "town", "unit"),
    [
        (UnitKind.TOWN, "2.00", "0"),
        (UnitKind.COMMUNITY, "2.00", "0"),
        (UnitKind.OPERATOR, "2.00", "0"),
        (UnitKind.DEPARTMENT, "0.60", "2.00"),
        (UnitKind.UTILITY, "0.60", "2.00"),
        (None, "2.00", "0"),  # where nobody answers the territory does
    ],
)
def test_towns_answer_for_their_ground_and_departments_for_their_trade(
    kind: UnitKind | None, town: str, unit: str
) -> None:
    shares = Shares(territory_when_department_owned=Decimal("0.3"))

    paid = share(Decimal("2.00"), kind, shares)

    assert (paid.town, paid.unit) == (Decimal(town), Decimal(unit))


def test_a_towns_score_holds_deductions_against_visits() -> None:
    """100 − 13.92 ÷ 26 × 10 + 1.0 − 2.0."""
    profile = a_profile(normalise=Normalise.PER_VISIT, per_visit_k=Decimal(10))

    score = field_score(Decimal("13.92"), 26, Decimal(1), Decimal(2), profile)

    assert score is not None
    assert round(score, 2) == Decimal("93.65")


def test_a_town_nobody_visited_has_no_score() -> None:
    assert field_score(Decimal(5), 0, Decimal(0), Decimal(0), a_profile()) is None


def test_plain_scores_need_no_visits() -> None:
    assert field_score(Decimal(5), None, Decimal(0), Decimal(0), a_profile()) == 95


def test_bonus_is_capped_and_the_score_has_a_floor_but_no_ceiling() -> None:
    profile = a_profile(bonus_cap=THREE)

    assert field_score(Decimal(0), None, Decimal(9), Decimal(0), profile) == 103
    assert field_score(Decimal(300), None, Decimal(0), Decimal(0), profile) == 0
