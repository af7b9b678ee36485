"""Standards (标准): what is looked at, what a breach costs, and how long mending may take."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum

from inspector.domain.deadline import Term
from inspector.domain.ids import StandardCode


class CheckKind(StrEnum):
    """What a standard's breach leads to; only 问题项 form issues."""

    PROBLEM = "问题项"
    BEHAVIOUR = "行为项"
    RECORD = "台账项"
    DERIVED = "推算项"


class Severity(StrEnum):
    """How grave a breach is (严重程度)."""

    MINOR = "一般"
    MODERATE = "较重"
    SERIOUS = "严重"
    CRITICAL = "特别严重"


@dataclass(frozen=True, slots=True, kw_only=True)
class Variant:
    """A case of the standard that costs or hurries differently; the repeat key stays the same."""

    code: str
    title: str
    severity: Severity
    deduct: Decimal
    term: Term | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Stage:
    """A step that must be done earlier than the whole, such as fencing a missing cover."""

    title: str
    term: Term


@dataclass(frozen=True, slots=True, kw_only=True)
class Measure:
    """A number the standard asks for, such as at least 3 处."""

    what: str
    unit: str
    operator: str
    threshold: Decimal


@dataclass(frozen=True, slots=True, kw_only=True)
class Standard:
    """One row of one edition of the catalogue; deductions in points, windows in whole days."""

    code: StandardCode
    edition: str
    text: str
    title: str
    title_en: str = ""
    aliases: tuple[str, ...] = ()
    phrases: tuple[str, ...] = ()
    kind: CheckKind
    severity: Severity
    deduct: Decimal
    department: str
    department_by_point_type: tuple[tuple[str, str], ...] = ()
    term: Term | None
    stages: tuple[Stage, ...] = ()
    variants: tuple[Variant, ...] = ()
    measure: Measure | None = None
    photos_min: int = 0
    repeat_window_days: int | None
    rebound_window_days: int | None
    point_types: tuple[str, ...] = ()

    @property
    def forms_issues(self) -> bool:
        """Behaviour, record and derived standards count in rates but form no issue."""
        return self.kind is CheckKind.PROBLEM

    def variant(self, code: str | None) -> Variant | None:
        """The chosen case; None when none was chosen, which counts as the standard itself."""
        return next((one for one in self.variants if one.code == code), None)

    def department_at(self, point_type: str | None) -> str:
        """Type of the department that answers for a breach at a point of this type."""
        return dict(self.department_by_point_type).get(point_type or "", self.department)


@dataclass(frozen=True, slots=True, kw_only=True)
class Edition:
    """One year's catalogue; in force from a day on, until a later edition is."""

    code: str
    in_force_from: date


def in_force(editions: tuple[Edition, ...], day: date) -> Edition | None:
    """The edition that rules on ``day``; days before the first edition fall under the first."""
    ordered = sorted(editions, key=lambda one: (one.in_force_from, one.code))
    ruling = [one for one in ordered if one.in_force_from <= day]
    return ruling[-1] if ruling else next(iter(ordered), None)
