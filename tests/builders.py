"""Builders: a test names only what it is about, the rest is filled in here."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from importlib.resources import files
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from inspector.app.capture import CaptureDraft
from inspector.app.found import found
from inspector.app.notify import Choice, issue_notices
from inspector.app.paper_told import Manner, NoticeMade
from inspector.app.workspace import Workspace
from inspector.domain.deeds import Deed, DeedDone
from inspector.domain.finding import Finding
from inspector.domain.geometry import Position
from inspector.domain.ids import FindingId, PointId, StandardCode
from inspector.domain.profile import Profile
from inspector.domain.repeat import ChainReset, Rule

ZONE = ZoneInfo("Asia/Shanghai")
DAY_0 = datetime(2026, 8, 3, 9, 0, tzinfo=ZONE)
NOW = datetime(2026, 11, 22, 2, 0, tzinfo=UTC)

POINT, OTHER_POINT, STANDARD = "003-OR-04", "003-OR-03", "P3.03.01"


def day(number: float) -> datetime:
    """Nine o'clock, ``number`` days after the first."""
    return DAY_0 + timedelta(days=number)


def a_finding(
    name: str = "f1",
    *,
    on: float = 0,
    point: str | None = POINT,
    position: tuple[float, float] | None = None,
    **fields: Any,
) -> Finding:
    """A finding of one key on day 0."""
    found = Finding(
        id=FindingId(name),
        label=name,
        standard=StandardCode(STANDARD),
        found_at=day(on),
        point=PointId(point) if point else None,
        position=Position(*position) if position else None,
    )
    return replace(found, **fields)


def a_deed(kind: Deed, finding: str = "f1", *, at: float, until: float | None = None) -> DeedDone:
    """A deed ``at`` so many days after the first."""
    return DeedDone(
        id=f"{kind.name}-{finding}-{at}",
        kind=kind,
        finding=FindingId(finding),
        at=day(at),
        until=None if until is None else day(until),
    )


def a_rule(**fields: Any) -> Rule:
    """30 and 15 days, 50 m, counted anew each year."""
    usual = Rule(
        edition="1",
        repeat_window_days=30,
        rebound_window_days=15,
        radius_m=50.0,
        chain_reset=ChainReset.CALENDAR_YEAR,
    )
    return replace(usual, **fields)


def a_profile(**fields: Any) -> Profile:
    """100 points, 1 2 3 times, half on the spot, half for a rebound, no cap."""
    usual = Profile(
        code="p",
        multipliers=(Decimal(1), Decimal(2), Decimal(3)),
        source_factors={"city": Decimal(2), "grid": Decimal(0)},
        on_the_spot_factor=Decimal("0.5"),
        rebound_factor=Decimal("0.5"),
        rebound_higher_only=True,
    )
    return replace(usual, **fields)


def a_workspace(folder: Path, **fields: Any) -> Workspace:
    """A workspace of the fictional district, at a fixed moment."""
    return found(folder, **{"device": "LAPTOP-03", "person": "u03", "clock": lambda: NOW, **fields})


def a_draft(*, on: float = 0, **fields: Any) -> CaptureDraft:
    """A usual problem at the usual point, ``on`` so many days after the first."""
    usual = CaptureDraft(point=POINT, standard=STANDARD, at=day(on).isoformat())
    return replace(usual, **fields)


PHOTO = "DSC04181.jpg"


def a_photo(name: str = PHOTO) -> Path:
    """A drawn photo of the fictional district's round, with its camera's words in it."""
    return Path(str(files("resources") / "demo" / "photos" / name))


def issued(
    ws: Workspace, *labels: str, out: Path | None = None, on: str | None = None, **fields: Any
) -> tuple[NoticeMade, ...]:
    """Notices for these issues, or for all that wait; photos are not asked for."""
    manner = Manner(on=on, overrule=True, **fields)
    return issue_notices(ws, Choice(issues=labels), manner, out)
