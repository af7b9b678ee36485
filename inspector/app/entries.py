"""Entries (扣分明细): every part of a period with the issue it is of."""

from inspector.app.charged import later_entries
from inspector.app.workspace import Workspace
from inspector.domain.charging import Entry, cut_to_cap
from inspector.domain.moment import stored
from inspector.domain.period import Period
from inspector.domain.profile import Profile
from inspector.domain.scoring import first_points, read_pricing
from inspector.store import paper_rows


def named_entries(ws: Workspace, period: Period, profile: Profile) -> list[Entry]:
    """Every part dated in the period with its issue and its kind, cut to the monthly cap."""
    begin, until = stored(period.begin), stored(period.as_of)
    slices = [stored(first) for first, _last in period.slices()]
    entries = [
        Entry(
            row["key_place"],
            row["standard"],
            sum(edge <= row["found_at"] for edge in slices),
            row["found_at"],
            row["id"],
            kind,
            points,
            row["town"],
            row["unit"],
        )
        for row in paper_rows.ids_of_found(ws.db, begin, until)
        for kind, points in first_points(
            read_pricing(row["pricing"]), row["occurrence"], profile, rebound=bool(row["rebound"])
        )
    ]
    entries += later_entries(ws, period, profile, named=True)
    return cut_to_cap(entries, profile.cap_per_key_month)
