"""Units (责任单位) and who is addressed for a breach at a point (主送、抄送)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import time
from enum import StrEnum

from inspector.domain.point import Point
from inspector.domain.standard import Standard


class UnitKind(StrEnum):
    """What a unit is in the structure of lines and territories (条块)."""

    TOWN = "镇街"
    COMMUNITY = "社区"
    DEPARTMENT = "部门"
    UTILITY = "管线权属单位"
    OPERATOR = "经营管理单位"


class Relation(StrEnum):
    """How the issuing office stands to a unit; it decides the kind and tone of a paper."""

    SUBORDINATE = "下级"
    PEER = "平级"
    VERTICAL = "垂管"
    ENTERPRISE = "企业"


@dataclass(frozen=True, slots=True, kw_only=True)
class Hours:
    """A unit's own working time; spans None: the district's. ``week`` counts days from Monday."""

    spans: tuple[tuple[time, time], ...] | None = None
    week: int = 5
    rests_on_holidays: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Unit:
    """A unit of the register; ``area`` is the code of the town or community it answers for.

    ``hours`` where it keeps a working time of its own.
    """

    code: str
    name: str
    short_name: str
    kind: UnitKind
    type: str
    relation: Relation
    area: str | None = None
    contact: str = ""
    phone: str = ""
    hours: Hours | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Addressing:
    """District rules: which kind of rule a department type follows, and who watches which trade."""

    rule_of_type: Mapping[str, str]
    industry: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    utility_candidates: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    utility_fallback: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Addressee:
    """Main and copy addressees by unit code; ``ask`` lists owners a person must choose among."""

    unit: str | None
    copy_to: tuple[str, ...] = ()
    ask: tuple[str, ...] = ()


class Directory:
    """The units of a district, looked up by what they answer for."""

    def __init__(self, units: Sequence[Unit], addressing: Addressing) -> None:
        self._by_code = {one.code: one for one in units}
        self._by_area = {(one.kind, one.area or ""): one.code for one in units}
        ordered = sorted(units, key=lambda one: one.code, reverse=True)
        self._departments = {one.type: one.code for one in ordered if _is_department(one)}
        self._addressing = addressing

    def unit(self, code: str | None) -> Unit | None:
        return self._by_code.get(code or "")

    def addressee(self, standard: Standard, point: Point | None) -> Addressee:
        """Who is told to mend a breach of ``standard`` at ``point``; a person may change it."""
        if point is None:
            return Addressee(unit=None)
        department = standard.department_at(point.type)
        match self._addressing.rule_of_type.get(department):
            case "operator":
                return self._operator(department, point)
            case "utility":
                return self._utility(standard, department, point)
            case "department" if department in self._departments:
                return Addressee(
                    unit=self._departments[department], copy_to=_codes(self._town(point.town))
                )
        return self.territory(point.town, point.community)

    def territory(self, town: str | None, community: str | None) -> Addressee:
        """The town answers and its community gets a copy; also where no point was chosen."""
        copy = self._by_area.get((UnitKind.COMMUNITY, community or "-"))
        return Addressee(unit=self._town(town), copy_to=_codes(copy))

    def _town(self, town: str | None) -> str | None:
        return self._by_area.get((UnitKind.TOWN, town or "-"))

    def _operator(self, department: str, point: Point) -> Addressee:
        operator = self.unit(point.operator)
        if operator is None or operator.type != department:
            return self.territory(point.town, point.community)
        watching = self._watching(department, point.type)
        return Addressee(unit=operator.code, copy_to=_codes(self._town(point.town), watching))

    def _utility(self, standard: Standard, department: str, point: Point) -> Addressee:
        return Addressee(
            unit=self._addressing.utility_fallback,
            copy_to=_codes(self._town(point.town), self._watching(department, point.type)),
            ask=self._addressing.utility_candidates.get(standard.code, ()),
        )

    def _watching(self, department: str, point_type: str) -> str | None:
        trade = self._addressing.industry.get(department, {})
        return self._departments.get(trade.get(point_type, trade.get("default", "")))


def _is_department(unit: Unit) -> bool:
    return unit.kind is UnitKind.DEPARTMENT


def _codes(*units: str | None) -> tuple[str, ...]:
    return tuple(one for one in units if one)
