"""What the checklist of a visit (检查表) asks of the office."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from inspector.app.checklist_told import Checklist


@dataclass(frozen=True, slots=True, kw_only=True)
class VisitAnswers:
    """A visit as it was answered; codes of standards, ``values`` are numbers as typed."""

    point: str
    passed: tuple[str, ...] = ()
    failed: tuple[str, ...] = ()
    not_applicable: tuple[str, ...] = ()
    values: tuple[tuple[str, str], ...] = ()


class VisitOffice(Protocol):
    """Looks may be asked from any thread; deeds from the writer's thread only."""

    def checklist(self, point: str) -> Checklist: ...

    def keep(self, point: str, text: str) -> None:
        """Keep the answers given so far; empty when there are none any more."""

    def left(self, point: str) -> str:
        """The answers the point was left with; empty where there are none."""

    def close(self, answers: VisitAnswers) -> str:
        """Store the visit and forget its draft; says in words what was stored."""
