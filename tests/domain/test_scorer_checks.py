"""Sheets that rank nobody (雷同分) and inspectors who find nothing (老好人)."""

from decimal import Decimal

from inspector.domain.scorer_checks import Flat, Visits, flat_scores, low_find_rates


def a_sheet(*points: str) -> dict[str, Decimal]:
    return {f"T{place}": Decimal(one) for place, one in enumerate(points)}


def test_equal_copied_and_near_flat_sheets_are_named_with_their_numbers() -> None:
    told = flat_scores(
        {
            "A": a_sheet("90", "90", "90"),
            "B": a_sheet("80", "90", "95"),
            "C": a_sheet("80", "90", "95.0"),
            "D": a_sheet("90", "90.5", "91"),
            "E": a_sheet("70", "80", "90"),
            "F": a_sheet("90", "90"),  # two towns are too few to judge
        }
    )

    assert {one.scorer: one.kind for one in told} == {
        "A": Flat.EQUAL,
        "B": Flat.IDENTICAL,
        "C": Flat.IDENTICAL,
        "D": Flat.NEAR_FLAT,
    }
    assert next(one.same_as for one in told if one.scorer == "B") == ("C",)
    assert next((one.lowest, one.highest) for one in told if one.scorer == "D") == (90, 91)


def visits(inspector: str, kind: str, number: int, findings: int) -> Visits:
    return Visits(inspector=inspector, point_type=kind, visits=number, findings=findings)


def test_an_inspector_who_finds_half_of_what_others_find_is_named() -> None:
    told = low_find_rates(
        [visits("a", "OR", 20, 4), visits("b", "OR", 10, 10), visits("c", "OR", 30, 30)]
    )

    (one,) = told
    assert (one.inspector, one.visits, one.findings) == ("a", 20, 4)
    assert one.expected == 20  # the others find one on each visit
    assert one.percent_of_expected == 20


def test_only_like_points_are_compared() -> None:
    assert not low_find_rates([visits("a", "SC", 20, 1), visits("b", "OR", 20, 40)])


def test_a_few_visits_prove_nothing() -> None:
    assert not low_find_rates([visits("a", "OR", 9, 0), visits("b", "OR", 50, 100)])
