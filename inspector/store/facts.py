"""What happened, as values: findings and the deeds that name them, void ones left out."""

from collections.abc import Iterator
from datetime import datetime

from sqlite_utils import Database

from inspector.domain.deadline import WorkCalendar, due
from inspector.domain.deeds import Deed, DeedDone
from inspector.domain.finding import Finding
from inspector.domain.geometry import Position
from inspector.domain.ids import FindingId, PointId, StandardCode
from inspector.domain.moment import from_stored, local_date
from inspector.domain.standard import Standard
from inspector.store.register import Register

# The ruling in force on a finding: the latest, and of two at one moment the higher id.
_RULED = """
    coalesce(
        (select same_as from ruling where ruling.finding = finding.id
         and not exists (select 1 from void where void.subject = ruling.id)
         order by at desc, id desc limit 1),
        finding.same_as
    )
"""

_OF_WANTED = f"""
    select finding.id, label, finding.point, finding.standard, found_at, spot, lon, lat, accuracy_m,
    place.grid, round, source, {_RULED}, variant, on_the_spot, deadline
    from wanted cross join finding on finding.id = wanted.finding
    cross join place on place.finding = finding.id
    where place.void = 0 and found_at <> '' and finding.standard <> ''
    order by finding.found_at, finding.id
"""

_DEEDS = """
    select id, 'DELIVERED' as kind, finding, at, deadline as until, null as done,
        case when deadline is null then
            (select unit from notice where notice.id = delivery.notice) end as unit from delivery
    where finding in (select finding from wanted) and not exists (
        select 1 from void where void.subject in (delivery.id, delivery.notice))
    union all
    select id, 'REPLIED', finding, at, null, done, null from reply
    where finding in (select finding from wanted)
    and not exists (select 1 from void where void.subject = reply.id)
    union all
    select id, case result when 'pass' then 'PASSED' else 'RETURNED' end, finding, at, null, null,
        null from verification where finding in (select finding from wanted)
    and not exists (select 1 from void where void.subject = verification.id)
    union all
    select id, 'EXTENDED', finding, at, until, null, null from extension
    where finding in (select finding from wanted)
    and not exists (select 1 from void where void.subject = extension.id)
    union all
    select id, case kind when 'park' then 'PARKED' else 'DEFERRED' end, finding, at, until, null,
        null from deferral where finding in (select finding from wanted)
    and not exists (select 1 from void where void.subject = deferral.id)
    order by 1
"""


def wanted_findings(db: Database) -> list[Finding]:
    """The findings of the temporary table ``wanted`` that are not void, in their own order."""
    return [_finding(*row) for row in db.execute(_OF_WANTED)]


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
            until = deadline_from(register, finding, at, unit=row["unit"])
        yield DeedDone(
            id=row["id"],
            kind=kind,
            finding=finding.id,
            at=at,
            until=until,
            done=from_stored(row["done"]) if row["done"] else None,
        )


def deadline_from(
    register: Register, finding: Finding, start: datetime, *, unit: str | None = None
) -> datetime | None:
    """By when a finding is to be mended if its time begins at ``start``: see :func:`term_end`.

    A term runs in the working time of ``unit``, else of whoever answers by the district's rules.
    """
    standard = register.standard(finding.standard, local_date(finding.found_at, register.zone))
    if standard is None:
        return None
    if unit is None and register.has_own_hours:
        unit = register.directory.addressee(standard, register.point(finding.point)).unit
    return term_end(standard, finding, start, register.calendar_of(unit))


def term_end(
    standard: Standard, finding: Finding, start: datetime, calendar: WorkCalendar
) -> datetime | None:
    """What the inspector set while that is ahead of ``start``, else the end of the term from there.

    The variant's term where it has one of its own.
    """
    if finding.deadline and finding.deadline > start:
        return finding.deadline
    variant = standard.variant(finding.variant)
    term = variant.term if variant and variant.term else standard.term
    return due(term, start, calendar) if term else None


def _finding(
    id_: str,
    label: str | None,
    point: str | None,
    standard: str,
    found_at: str,
    spot: str | None,
    lon: float | None,
    lat: float | None,
    accuracy_m: float | None,
    grid: str | None,
    round_: str | None,
    source: str | None,
    same_as: str | None,
    variant: str | None,
    on_the_spot: int | None,
    deadline: str | None,
) -> Finding:
    return Finding(
        id=FindingId(id_),
        label=label or id_,
        point=PointId(point) if point else None,
        standard=StandardCode(standard),
        found_at=from_stored(found_at),
        spot=spot or None,
        position=Position(lon, lat) if lon is not None and lat is not None else None,
        accuracy_m=accuracy_m or 0.0,
        grid=grid,
        round=round_ or None,
        source=source,
        same_as=same_as,
        variant=variant,
        on_the_spot=bool(on_the_spot),
        deadline=from_stored(deadline) if deadline else None,
    )
