"""Issues (问题): what the findings of one case and the deeds on them add up to."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from inspector.domain.deeds import Deed, DeedDone
from inspector.domain.finding import Finding
from inspector.domain.ids import IssueId


class State(StrEnum):
    """Where an issue stands; 逾期 is a flag beside it, not a state."""

    OPEN = "待交办"
    NOTIFIED = "整改中"
    REPLIED = "待复查"
    RETURNED = "退回整改"
    DEFERRED = "缓办"
    PARKED = "挂账"
    CLOSED = "已销号"
    VOID = "作废"


AFTER = {
    Deed.DELIVERED: State.NOTIFIED,
    Deed.DEFERRED: State.DEFERRED,
    Deed.PARKED: State.PARKED,
    Deed.REPLIED: State.REPLIED,
    Deed.RETURNED: State.RETURNED,
    Deed.PASSED: State.CLOSED,
}

_SETS_DEADLINE = {Deed.DELIVERED, Deed.EXTENDED, Deed.DEFERRED, Deed.PARKED}


@dataclass(frozen=True, slots=True, kw_only=True)
class Issue:
    """One case: its findings by (found_at, id), the deeds that name them by time."""

    findings: tuple[Finding, ...]
    deeds: tuple[DeedDone, ...] = ()
    occurrence: int = 1
    rebound: bool = False
    level: int = 0
    chain: str = ""
    candidate_of: IssueId | None = None

    @property
    def id(self) -> IssueId:
        """The first counted finding gives the issue its id and its label."""
        return IssueId(self.findings[0].id)

    @property
    def closed_at(self) -> datetime | None:
        """The first passing verification; later ones change nothing."""
        return next((deed.at for deed in self.deeds if deed.kind is Deed.PASSED), None)

    def state_at(self, moment: datetime) -> State:
        """State as the deeds up to ``moment`` leave it; a closed issue stays closed."""
        if self.is_closed_at(moment):
            return State.CLOSED
        done = [AFTER[deed.kind] for deed in self._until(moment) if deed.kind in AFTER]
        return done[-1] if done else State.OPEN

    def is_closed_at(self, moment: datetime) -> bool:
        return self.closed_at is not None and self.closed_at <= moment

    def is_delivered_at(self, moment: datetime) -> bool:
        """Whether anybody had been told; only then may the deadline be held against a unit."""
        return any(deed.kind is Deed.DELIVERED for deed in self._until(moment))

    def deadline_at(self, moment: datetime) -> datetime | None:
        """Deadline in force: that of the last delivery, extension or deferral up to ``moment``.

        None when none of them names one, or an issue is parked without a day: then nothing
        runs out. Deliveries without a day of their own carry the standard's, filled in before.
        """
        setting = [deed for deed in self._until(moment) if deed.kind in _SETS_DEADLINE]
        return setting[-1].until if setting else None

    def is_late_at(self, moment: datetime) -> bool:
        """Delivered, not closed, and past the deadline in force (逾期)."""
        deadline = self.deadline_at(moment)
        return (
            deadline is not None
            and moment > deadline
            and self.is_delivered_at(moment)
            and not self.is_closed_at(moment)
        )

    @property
    def returns(self) -> tuple[DeedDone, ...]:
        """Failed verifications (返工), before the issue was closed."""
        closed = self.closed_at
        return tuple(
            deed
            for deed in self.deeds
            if deed.kind is Deed.RETURNED and (closed is None or deed.at <= closed)
        )

    def _until(self, moment: datetime) -> list[DeedDone]:
        return [deed for deed in self.deeds if deed.at <= moment]
