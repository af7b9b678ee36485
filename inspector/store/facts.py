"""What happened, as values: findings and the deeds that name them, void ones left out."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from sqlite_utils import Database

from inspector.domain.deadline import due
from inspector.domain.deeds import Deed, DeedDone
from inspector.domain.finding import Finding
from inspector.domain.geometry import Position
from inspector.domain.ids import FindingId, PointId, StandardCode
from inspector.domain.moment import from_stored, local_date
from inspector.store.register import Register

Row = dict[str, Any]

# The ruling in force on a finding: the latest, and of two at one moment the higher id.
_RULED = """
    coalesce(
        (select same_as from ruling where ruling.finding = finding.id
         and not exists (select 1 from void where void.subject = ruling.id)
         order by at desc, id desc limit 1),
        finding.same_as
    ) as ruled
"""

_OF_WANTED = f"""
    select finding.*, place.grid as place_grid, {_RULED}
    from wanted cross join finding on finding.id = wanted.finding
    cross join place on place.finding = finding.id
    where place.void = 0 order by finding.found_at, finding.id
"""

_DEEDS = """
    select id, 'DELIVERED' as kind, finding, at, deadline as until, null as done from delivery
    where finding in (select finding from wanted) and not exists (
        select 1 from void where void.subject in (delivery.id, delivery.notice))
    union all
    select id, 'REPLIED', finding, at, null, done from reply
    where finding in (select finding from wanted)
    and not exists (select 1 from void where void.subject = reply.id)
    union all
    select id, case result when 'pass' then 'PASSED' else 'RETURNED' end, finding, at, null, null
    from verification where finding in (select finding from wanted)
    and not exists (select 1 from void where void.subject = verification.id)
    union all
    select id, 'EXTENDED', finding, at, until, null from extension
    where finding in (select finding from wanted)
    and not exists (select 1 from void where void.subject = extension.id)
    union all
    select id, case kind when 'park' then 'PARKED' else 'DEFERRED' end, finding, at, until, null
    from deferral where finding in (select finding from wanted)
    and not exists (select 1 from void where void.subject = deferral.id)
    order by 1
"""


def wanted_findings(db: Database) -> list[Finding]:
    """The findings of the temporary table ``wanted`` that are not void, in their own order."""
    complete = (row for row in db.query(_OF_WANTED) if row["found_at"] and row["standard"])
    return [_finding(row) for row in complete]


def wanted_deeds(
    db: Database, register: Register, findings: dict[FindingId, Finding]
) -> Iterator[DeedDone]:
    """The deeds on those findings; a delivery without a day of its own gets the standard's."""
    for row in db.query(_DEEDS):
        finding = findings.get(FindingId(row["finding"]))
        if finding is None or not row["at"]:
            continue
        kind, at = Deed[row["kind"]], from_stored(row["at"])
        until = from_stored(row["until"]) if row["until"] else None
        if kind is Deed.DELIVERED and until is None:
            until = standard_deadline(register, finding, at)
        yield DeedDone(
            id=row["id"],
            kind=kind,
            finding=finding.id,
            at=at,
            until=until,
            done=from_stored(row["done"]) if row["done"] else None,
        )


def standard_deadline(register: Register, finding: Finding, start: datetime) -> datetime | None:
    """When the term of the finding's standard or variant ends if it begins at ``start``."""
    standard = register.standard(finding.standard, local_date(finding.found_at, register.zone))
    if standard is None:
        return None
    variant = standard.variant(finding.variant)
    term = variant.term if variant and variant.term else standard.term
    return due(term, start, register.calendar) if term else None


def _finding(row: Row) -> Finding:
    has_position = row["lon"] is not None and row["lat"] is not None
    return Finding(
        id=FindingId(row["id"]),
        label=row["label"] or row["id"],
        point=PointId(row["point"]) if row["point"] else None,
        standard=StandardCode(row["standard"]),
        found_at=from_stored(row["found_at"]),
        spot=row["spot"] or None,
        position=Position(row["lon"], row["lat"]) if has_position else None,
        accuracy_m=row["accuracy_m"] or 0.0,
        grid=row["place_grid"],
        round=row["round"] or None,
        source=row["source"],
        same_as=row["ruled"],
        variant=row["variant"],
        on_the_spot=bool(row["on_the_spot"]),
    )
