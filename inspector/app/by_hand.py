"""What was changed by hand (人工调整): charges and decided disputes of a period, with reasons."""

from decimal import Decimal, InvalidOperation

from inspector.app.stats_told import ByHand
from inspector.app.workspace import Workspace
from inspector.domain.moment import from_stored, stored
from inspector.domain.period import Period
from inspector.store.hand_rows import charges_by_hand, disputes_decided


def changed_by_hand(ws: Workspace, period: Period) -> tuple[ByHand, ...]:
    """Every figure of the period that a person entered or decided, oldest first."""
    begin, until = stored(period.begin), stored(period.as_of)
    rows = [*charges_by_hand(ws.db, begin, until), *disputes_decided(ws.db, begin, until)]
    return tuple(
        ByHand(
            what=row.what,
            at=from_stored(row.at).astimezone(period.zone),
            who=row.who or "",
            kind=row.kind or "",
            points=_number(row.points),
            reason=row.reason or "",
            person=row.person or "",
        )
        for row in sorted(rows, key=lambda one: (one.at, one.row))
    )


def _number(text: str | None) -> Decimal | None:
    try:
        return Decimal(text) if text else None
    except InvalidOperation:
        return None
