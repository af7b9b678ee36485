"""Inspections (检查): one visit to a point, and the standards looked at in it."""

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from enum import StrEnum

from inspector.domain.ids import PointId, StandardCode


class Answer(StrEnum):
    """What a check found."""

    PASS = "符合"  # noqa: S105 - an answer, not a password
    FAIL = "不符合"
    NA = "不涉及"


@dataclass(frozen=True, slots=True, kw_only=True)
class Check:
    """One standard looked at in one inspection, with the number measured where it has one."""

    standard: StandardCode
    answer: Answer
    value: Decimal | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Inspection:
    """One visit; its mode is three independent choices, not one list (明察/暗访 and others)."""

    id: str
    point: PointId
    at: datetime
    round: str | None
    checks: tuple[Check, ...]

    @property
    def is_compliant(self) -> bool:
        """No check failed (达标)."""
        return all(check.answer is not Answer.FAIL for check in self.checks)
