"""Ranks within a group: competition places, tie-breaks, the last ones, composite scores."""

import json
from decimal import Decimal
from importlib.resources import files
from typing import Any

import pytest

from inspector.domain.ranking import (
    Contender,
    composite,
    covered,
    rank_change,
    ranks,
    tails,
)


def a_town(code: str, score: str | None, **fields: Any) -> Contender:
    known = None if score is None else Decimal(score)
    return Contender(code=code, score=known, **{"group": "1", **fields})


def test_the_published_vector_ranks_one_two_two_four() -> None:
    vector = json.loads((files("resources") / "district.json").read_text("utf-8"))["rank_vector"]
    towns = [a_town(code, str(score)) for code, score in vector["scores"].items()]

    assert ranks(towns) == vector["ranks"]


@pytest.mark.parametrize(
    ("better", "worse"),
    [
        ({"repeats": 1}, {"repeats": 2}),
        ({"on_time": Decimal(90)}, {"on_time": Decimal(80)}),
        ({"on_time": Decimal(0)}, {"on_time": None}),
        ({"density": Decimal("0.5")}, {"density": Decimal("0.6")}),
        ({"density": Decimal(9)}, {"density": None}),
        ({"repeats": 0, "on_time": None}, {"repeats": 1, "on_time": Decimal(100)}),
    ],
)
def test_equal_scores_are_told_apart_by_repeats_then_time_then_density(
    better: dict[str, Any], worse: dict[str, Any]
) -> None:
    placed = ranks([a_town("a", "88", **worse), a_town("b", "88", **better)])

    assert placed == {"a": 2, "b": 1}


def test_groups_are_ranked_apart() -> None:
    assert ranks([a_town("a", "90"), a_town("b", "80", group="2")]) == {"a": 1, "b": 1}


def test_without_score_or_coverage_nobody_is_ranked() -> None:
    towns = [a_town("a", None), a_town("b", "99", covered=False), a_town("c", "70")]

    assert ranks(towns) == {"a": None, "b": None, "c": 1}


def test_the_last_two_of_a_group_are_its_tail() -> None:
    places = {"a": 1, "b": 2, "c": 3, "d": 4, "e": None}
    groups = dict.fromkeys(places, "1")

    assert tails(places, groups, 2) == {"c", "d"}


def test_a_group_of_two_has_no_tail() -> None:
    assert tails({"a": 1, "b": 2}, {"a": "1", "b": "1"}, 2) == frozenset()


def test_ties_at_the_end_may_leave_the_tail_empty() -> None:
    places = {"a": 1, "b": 2, "c": 2, "d": 2}

    assert tails(places, dict.fromkeys(places, "1"), 2) == frozenset()


@pytest.mark.parametrize(
    ("visited", "active", "is_covered"), [(6, 10, True), (5, 10, False), (0, 0, False)]
)
def test_a_town_is_ranked_from_sixty_per_cent_coverage(
    visited: int, active: int, *, is_covered: bool
) -> None:
    assert covered(visited, active, Decimal(60)) is is_covered
    assert covered(visited, active, None)


def test_a_place_gained_is_a_positive_change() -> None:
    assert rank_change(2, 5) == 3
    assert rank_change(None, 5) is None
    assert rank_change(2, None) is None


def test_the_composite_weighs_its_parts_and_waits_for_all_of_them() -> None:
    weights = [Decimal(one) for one in (60, 20, 10, 10)]
    scores = [Decimal(one) for one in ("94.65", "90", "88", "85.5")]

    # 56.79 + 18 + 8.8 + 8.55
    assert composite(list(zip(weights, scores, strict=True))) == Decimal("92.14")
    assert composite([(Decimal(60), Decimal(90)), (Decimal(40), None)]) is None
    assert composite([(Decimal(100), Decimal(90)), (Decimal(0), None)]) == 90
    assert composite([]) is None
