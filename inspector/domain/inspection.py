"""Inspections (检查): one visit to a point, and the standards looked at in it."""

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from inspector.domain.ids import StandardCode


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
