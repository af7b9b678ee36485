"""Lateness (逾期): which deadlines a unit was told of, and when it had finished."""

from dataclasses import dataclass
from datetime import datetime

from inspector.domain.deeds import Deed, DeedDone
from inspector.domain.issue import Issue

_SETS_DEADLINE = frozenset({Deed.DELIVERED, Deed.EXTENDED, Deed.DEFERRED, Deed.PARKED})


@dataclass(frozen=True, slots=True, kw_only=True)
class Turn:
    """From ``at`` on this deadline was in force; None: parked without a day."""

    at: datetime
    deadline: datetime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Lateness:
    """Deadlines in force from the first delivery on, by time, and the accepted completion."""

    turns: tuple[Turn, ...]
    ended_at: datetime | None

    def deadline_at(self, moment: datetime) -> datetime | None:
        """Delivered deadline in force; None before anybody was told, or while parked."""
        told = [turn.deadline for turn in self.turns if turn.at <= moment]
        return told[-1] if told else None

    @property
    def late_from(self) -> datetime | None:
        """The moment after which it is late for the first time if nothing more is done."""
        for place, turn in enumerate(self.turns):
            if turn.deadline is None:
                continue
            late = max(turn.at, turn.deadline)
            after = self.turns[place + 1].at if place + 1 < len(self.turns) else None
            in_turn = after is None or late < after
            if in_turn and (self.ended_at is None or late < self.ended_at):
                return late
        return None


def lateness_of(issue: Issue) -> Lateness:
    """What was delivered to the unit, and when it had finished."""
    delivered = first_delivery(issue)
    turns = tuple(
        Turn(at=deed.at, deadline=deed.until)
        for deed in issue.deeds
        if delivered and deed.kind in _SETS_DEADLINE and deed.order >= delivered.order
    )
    return Lateness(turns=turns, ended_at=completion(issue))


def first_delivery(issue: Issue) -> DeedDone | None:
    """The first time anybody was told; its deadline decides the period an issue is due in."""
    return next((deed for deed in issue.deeds if deed.kind is Deed.DELIVERED), None)


def completion(issue: Issue) -> datetime | None:
    """When the work was done that the passing verification accepted; None while open.

    The day the last reply names, if no verification failed after it; else the closing itself:
    a reply that names no day does not say that the work was done when it was written.
    """
    closed = issue.closed_at
    if closed is None:
        return None
    accepted: datetime | None = None
    for deed in issue.deeds:
        if deed.at > closed or deed.kind is Deed.PASSED:
            break
        if deed.kind is Deed.REPLIED:
            accepted = deed.done
        elif deed.kind is Deed.RETURNED:
            accepted = None
    return min(accepted, closed) if accepted else closed


def put_off_at(issue: Issue, due: datetime) -> datetime | None:
    """When it was first deferred or parked past the deadline it was due by (缓办)."""
    put_off = (
        deed.at
        for deed in issue.deeds
        if deed.kind in (Deed.DEFERRED, Deed.PARKED) and (deed.until is None or deed.until > due)
    )
    return next(put_off, None)
