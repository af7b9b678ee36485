"""Deeds: what is done about an issue, each naming a finding of it."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from inspector.domain.ids import FindingId


class Deed(StrEnum):
    """What was done; at one moment they count in this order."""

    DELIVERED = "送达"
    EXTENDED = "延期"
    DEFERRED = "缓办"
    PARKED = "挂账"
    REPLIED = "反馈"
    RETURNED = "退回"
    PASSED = "复查通过"


_RANK = {deed: place for place, deed in enumerate(Deed)}


@dataclass(frozen=True, slots=True, kw_only=True)
class DeedDone:
    """One deed; ``until`` is the new deadline of a delivery, extension or deferral.

    ``done`` is the moment at which a reply says the work was finished.
    """

    id: str
    kind: Deed
    finding: FindingId
    at: datetime
    until: datetime | None = None
    done: datetime | None = None

    @property
    def order(self) -> tuple[datetime, int, str]:
        """By moment; at one moment in the order of :class:`Deed`; then by id."""
        return self.at, _RANK[self.kind], self.id
