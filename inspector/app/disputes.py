"""The list of disputes (退单、申诉): what waits for a ruling, and how others were ruled."""

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from inspector.app.assess import term_of_dispute
from inspector.app.ledger import label_of, local
from inspector.app.paper_parts import point_name, unit_name
from inspector.app.workspace import Workspace
from inspector.domain.moment import from_stored, stored
from inspector.domain.period import Period
from inspector.store.hand_rows import Raised, all_disputes, count_waiting_disputes
from inspector.store.issues import issue_row


@dataclass(frozen=True, slots=True, kw_only=True)
class DisputeTold:
    """A dispute and its issue; ``decision`` None while it waits.

    ``until`` is the last moment it could be raised in time, ``late`` where it came after that.
    ``new_unit`` and ``points`` are what a ruling says of them.
    """

    dispute: str
    issue: str
    label: str
    title: str
    place: str
    unit: str
    kind: str
    reason: str
    at: datetime
    until: datetime | None
    late: bool
    deduction: Decimal
    decision: str | None
    decided_at: datetime | None
    ruling: str
    new_unit: str
    points: Decimal | None


def disputes(ws: Workspace) -> tuple[DisputeTold, ...]:
    """Every dispute; those that wait come first, the oldest on top."""
    return tuple(_told(ws, one) for one in all_disputes(ws.db))


def count_waiting(ws: Workspace, period: Period) -> tuple[int, int]:
    """How many wait for a ruling, and how many of them concern the period."""
    return count_waiting_disputes(ws.db, stored(period.begin), stored(period.as_of))


def _told(ws: Workspace, one: Raised) -> DisputeTold:
    row = issue_row(ws.db, one.issue, ws.clock()) or {}
    at, until = from_stored(one.at), term_of_dispute(ws, one.issue, one.kind)
    zone = ws.register.zone
    place = " ".join(filter(None, (point_name(ws, row.get("point")), row.get("spot"))))
    return DisputeTold(
        dispute=one.row,
        issue=one.issue,
        label=label_of(ws, one.issue),
        title=str(row.get("title") or ""),
        place=place,
        unit=unit_name(ws, row.get("unit")),
        kind=one.kind,
        reason=one.reason or "",
        at=at.astimezone(zone),
        until=until.astimezone(zone) if until else None,
        late=until is not None and at > until,
        deduction=Decimal(str(row.get("deduction") or 0)),
        decision=one.decision,
        decided_at=local(ws, one.decided_at),
        ruling=one.ruling or "",
        new_unit=unit_name(ws, one.unit) if one.unit else "",
        points=Decimal(one.points) if one.points else None,
    )
