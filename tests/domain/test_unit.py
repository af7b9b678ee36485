"""Who is addressed for a breach at a point: territory, operator, utility, department."""

from decimal import Decimal

import pytest

from inspector.domain.deadline import Term, TimeUnit
from inspector.domain.ids import PointId, StandardCode
from inspector.domain.point import Point
from inspector.domain.standard import CheckKind, Severity, Standard
from inspector.domain.unit import Addressee, Addressing, Directory, Relation, Unit, UnitKind


def a_unit(code: str, kind: UnitKind, type_: str, **fields: str) -> Unit:
    return Unit(
        code=code,
        name=code,
        short_name=code,
        kind=kind,
        type=type_,
        relation=Relation.SUBORDINATE,
        area=fields.get("area"),
    )


DIRECTORY = Directory(
    [
        a_unit("TOWN", UnitKind.TOWN, "JD", area="t"),
        a_unit("COMMUNITY", UnitKind.COMMUNITY, "SQ", area="c"),
        a_unit("HOUSING", UnitKind.DEPARTMENT, "ZJ"),
        a_unit("SANITATION", UnitKind.DEPARTMENT, "HW"),
        a_unit("WORKS", UnitKind.DEPARTMENT, "SZ"),
        a_unit("ESTATE", UnitKind.OPERATOR, "WY"),
        a_unit("POWER", UnitKind.UTILITY, "QS"),
    ],
    Addressing(
        rule_of_type={"JD": "territory", "WY": "operator", "QS": "utility", "HW": "department"},
        industry={"WY": {"default": "ZJ"}, "QS": {"default": "SZ"}},
        utility_candidates={"S1": ("POWER",)},
        utility_fallback="WORKS",
    ),
)


def a_standard(department: str) -> Standard:
    return Standard(
        code=StandardCode("S1"),
        edition="1",
        text="",
        title="",
        kind=CheckKind.PROBLEM,
        severity=Severity.MINOR,
        deduct=Decimal("0.2"),
        department="HW",
        department_by_point_type=(("OR", department),),
        term=Term(value=1, unit=TimeUnit.WORK_DAYS),
        repeat_window_days=30,
        rebound_window_days=15,
    )


def a_point(operator: str | None = None) -> Point:
    return Point(
        id=PointId("p"), code="p", name="p", type="OR", town="t", community="c", operator=operator
    )


@pytest.mark.parametrize(
    ("department", "operator", "expected"),
    [
        ("JD", None, Addressee(unit="TOWN", copy_to=("COMMUNITY",))),
        ("WY", "ESTATE", Addressee(unit="ESTATE", copy_to=("TOWN", "HOUSING"))),
        ("WY", None, Addressee(unit="TOWN", copy_to=("COMMUNITY",))),  # no manager: territory
        ("WY", "POWER", Addressee(unit="TOWN", copy_to=("COMMUNITY",))),  # manager of another kind
        ("QS", None, Addressee(unit="WORKS", copy_to=("TOWN", "WORKS"), ask=("POWER",))),
        ("HW", None, Addressee(unit="SANITATION", copy_to=("TOWN",))),
    ],
)
def test_the_districts_rules_name_the_addressee(
    department: str, operator: str | None, expected: Addressee
) -> None:
    assert DIRECTORY.addressee(a_standard(department), a_point(operator)) == expected


def test_without_a_point_the_town_of_the_position_answers() -> None:
    assert DIRECTORY.territory("t", "c") == Addressee(unit="TOWN", copy_to=("COMMUNITY",))
