"""Lists of a period (薄弱项与盲区): what fails most, where nobody went, who answers for it."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

from inspector.app import asked_first
from inspector.app.breakdown import By, break_down
from inspector.app.doubts import MOST, doubt_of_deed
from inspector.app.stats_told import (
    BlindSpot,
    CleanPoint,
    Line,
    MonthLists,
    OddDeed,
    OfficerCount,
    WeakItem,
)
from inspector.app.visited import VisitsOfPoints
from inspector.app.workspace import Workspace
from inspector.domain.area import area_at
from inspector.domain.geometry import Position
from inspector.domain.moment import from_stored, local_date, stored
from inspector.domain.period import Period
from inspector.domain.profile import ZERO, Profile
from inspector.domain.rates import percent
from inspector.store import list_rows, odd_rows, period_rows, plan_rows
from inspector.store.faults import told
from inspector.store.list_rows import WeakInTown
from inspector.store.outside_rows import AssignmentRow, assignment_rows

COMMON_POINTS, COMMON_TOWNS = 5, 3
"""From so many points or towns on a problem is common (共性), not individual (个性)."""

_DUTIES = {"grid": By.GRID, "community": By.COMMUNITY}  # 网格员; 社区负责人
_ASSIGNED = "assigned"  # 包村居


def month_lists(ws: Workspace, period: Period, profile: Profile) -> MonthLists:
    """What a month's figures do not say by themselves, from the facts as they are now."""
    with told():
        begin, until = stored(period.begin), stored(period.as_of)
        odd_total, odd = odd_rows.odd_deeds(ws.db, MOST, begin=begin, until=until)
        return MonthLists(
            repeats=asked_first.repeats(ws, period),
            repeats_total=asked_first.count_repeats(ws, period),
            overdue=asked_first.overdue(ws, period),
            overdue_total=asked_first.count_overdue(ws, period),
            weak=tuple(_weak(ws, period, profile)),
            blind_spots=tuple(sorted(_blind(ws, period), key=_longest_unseen)),
            clean_points=tuple(_clean(ws, period)),
            officers=(*_officers(ws, period, profile), *_assigned(ws, period, profile)),
            odd_deeds=tuple(
                OddDeed(kind=one.kind, label=one.code, words=one.words)
                for one in map(doubt_of_deed, odd)
            ),
            odd_deeds_total=odd_total,
        )


def _weak(ws: Workspace, period: Period, profile: Profile) -> Iterator[WeakItem]:
    """By what it cost, then by how often it was found."""
    spread = list_rows.spread_of_standards(ws.db, stored(period.begin), stored(period.as_of))
    lines = [one for one in break_down(ws, period, By.STANDARD, profile) if one.issues]
    for line in sorted(lines, key=lambda one: (-one.deduction, -one.issues, one.code)):
        points, towns = spread.get(line.code, (0, 0))
        common = points >= COMMON_POINTS or towns >= COMMON_TOWNS
        yield WeakItem(
            standard=line.code,
            title=line.name,
            issues=line.issues,
            points=points,
            towns=towns,
            deduction=line.deduction,
            common=common,
        )


def weak_in_town(ws: Workspace, period: Period, town: str, most: int) -> tuple[WeakInTown, ...]:
    """What failed most in one town in the period."""
    return list_rows.weak_in_town(ws.db, town, stored(period.begin), stored(period.as_of), most)


def _blind(ws: Workspace, period: Period) -> Iterator[BlindSpot]:
    """Grids in which nobody was in the period, be it at a point or where something lay."""
    points, last = _points_of_grids(ws), _last_days(ws, period)
    officers = {code: name for _kind, code, name in list_rows.officers(ws.db)}
    for grid in ws.register.areas.get("grid", ()):
        inside = points.get(grid.code, [])
        days = [last[code] for code in (grid.code, *inside) if code in last]
        newest = date.fromisoformat(max(days)) if days else None
        if newest is not None and newest >= period.first:
            continue
        community = ws.register.area(grid.parent)
        yield BlindSpot(
            grid=grid.code,
            name=grid.name,
            town=community.parent if community else None,
            officer=officers.get(grid.code),
            points=len(inside),
            last_visit=newest,
            days=(period.last - newest).days if newest else None,
        )


def _points_of_grids(ws: Workspace) -> dict[str, list[str]]:
    """Codes of active points by grid: the one they are registered in, else the one they lie in."""
    grids, inside = ws.register.areas.get("grid", ()), dict[str, list[str]]()
    for point in list_rows.points_with_places(ws.db):
        named = point.grid
        if named is None and point.lon is not None and point.lat is not None:
            area = area_at(grids, Position(point.lon, point.lat))
            named = area.code if area else None
        if named is not None:
            inside.setdefault(named, []).append(point.code)
    return inside


def _last_days(ws: Workspace, period: Period) -> dict[str, str]:
    """The last day up to the period's end on which somebody was at a point or in a grid."""
    after = (local_date(period.as_of, period.zone) + timedelta(days=1)).isoformat()
    inspected = plan_rows.last_inspected(ws.db, stored(period.as_of))
    days = {
        point: local_date(from_stored(at), period.zone).isoformat()
        for point, at in inspected.items()
    }
    for seen in (plan_rows.last_seen(ws.db, after), list_rows.last_days_of_grids(ws.db, after)):
        days |= {code: max(day, days.get(code, day)) for code, day in seen.items()}
    return days


def _longest_unseen(one: BlindSpot) -> tuple[date, str]:
    return one.last_visit or date.min, one.grid


def _clean(ws: Workspace, period: Period) -> Iterator[CleanPoint]:
    """Points that were visited, and nothing was found there and no check failed."""
    visits = VisitsOfPoints(ws, period)
    last = local_date(period.as_of, period.zone)
    faulty = list_rows.points_with_findings(ws.db, period.first.isoformat(), last.isoformat())
    begin, until = stored(period.begin), stored(period.as_of)
    faulty |= {point for _at, point, _code in period_rows.failed_between(ws.db, begin, until)}
    for point in ws.register.points:
        if visits.by_point.get(point.code) and point.code not in faulty:
            yield CleanPoint(
                point=point.code,
                name=point.name,
                town=point.town,
                visits=visits.by_point[point.code],
            )


def _officers(ws: Workspace, period: Period, profile: Profile) -> Iterator[OfficerCount]:
    """Who answers for grids and communities, with what was found in theirs."""
    theirs: dict[tuple[str, str], list[str]] = {}
    for kind, code, name in list_rows.officers(ws.db):
        if kind in _DUTIES:
            theirs.setdefault((kind, name), []).append(code)
    lines = {
        kind: {one.code: one for one in break_down(ws, period, by, profile)}
        for kind, by in _DUTIES.items()
        if any(duty == kind for duty, _name in theirs)
    }
    for (kind, name), codes in sorted(theirs.items()):
        own = [lines[kind][code] for code in codes if code in lines[kind]]
        yield _officer(kind, name, codes, own)


def _assigned(ws: Workspace, period: Period, profile: Profile) -> Iterator[OfficerCount]:
    """Assigned officials (包村居), each with what was found while they were assigned."""
    theirs: dict[str, dict[str, list[tuple[date, date]]]] = {}
    for row in assignment_rows(ws.db):
        days = _overlap(row, period)
        if days:
            theirs.setdefault(row.official, {}).setdefault(row.community, []).append(days)
    lines: dict[tuple[date, date], dict[str, Line]] = {}
    for name, communities in sorted(theirs.items()):
        own = []
        for code, spans in communities.items():
            for days in _joined(spans):
                if days not in lines:
                    within = _within(period, days)
                    found = break_down(ws, within, By.COMMUNITY, profile)
                    lines[days] = {one.code: one for one in found}
                own += [lines[days][code]] if code in lines[days] else []
        yield _officer(_ASSIGNED, name, list(communities), own)


def _overlap(row: AssignmentRow, period: Period) -> tuple[date, date] | None:
    """The days of the period somebody is assigned; None where there is none."""
    first = date.fromisoformat(row.first) if row.first else period.first
    last = date.fromisoformat(row.last) if row.last else period.last
    days = max(first, period.first), min(last, period.last)
    return days if days[0] <= days[1] else None


def _joined(spans: list[tuple[date, date]]) -> Iterator[tuple[date, date]]:
    """Spans that touch as one: who is named twice for a community answers for it once."""
    (first, last), *rest = sorted(spans)
    for begin, end in rest:
        if begin > last + timedelta(days=1):
            yield first, last
            first, last = begin, end
        last = max(last, end)
    yield first, last


def _within(period: Period, days: tuple[date, date]) -> Period:
    """The period itself, or the part of it between two days."""
    if days == (period.first, period.last):
        return period
    return replace(period, first=days[0], last=days[1], month=None, cadence=None)


def _officer(kind: str, name: str, codes: list[str], own: list[Line]) -> OfficerCount:
    issues, repeats = sum(one.issues for one in own), sum(one.repeats for one in own)
    due, on_time = sum(one.due for one in own), sum(one.on_time for one in own)
    deduction: Decimal = sum((one.deduction for one in own), ZERO)
    return OfficerCount(
        officer=name,
        duty=kind,
        areas=tuple(codes),
        issues=issues,
        repeats=repeats,
        rebounds=sum(one.rebounds for one in own),
        closed=sum(one.closed for one in own),
        due=due,
        on_time=on_time,
        overdue=sum(one.overdue for one in own),
        deduction=deduction,
        repeat_rate=percent(repeats, issues),
    )
