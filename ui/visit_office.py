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


@dataclass(frozen=True, slots=True, kw_only=True)
class VisitStored:
    """What was stored, in words, and the visit by which it can be taken back."""

    words: str
    visit: str


class VisitOffice(Protocol):
    """Looks may be asked from any thread; deeds from the writer's thread only."""

    def checklist(self, point: str) -> Checklist: ...

    def keep(self, point: str, text: str) -> None:
        """Keep the answers given so far; empty when there are none any more."""

    def left(self, point: str) -> str:
        """The answers the point was left with; empty where there are none."""

    def close(self, answers: VisitAnswers) -> VisitStored:
        """Store the visit and forget its draft."""

    def take_back(self, visit_id: str, point: str, text: str) -> None:
        """Take a stored visit back; its answers are the draft of the point again."""
