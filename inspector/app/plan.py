"""Plans (检查计划): which points to visit next, drawn by lot or because they are due."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from functools import cached_property

from inspector.app import check
from inspector.app.ledger import known_issue, local
from inspector.app.plan_draws import draws, keep_draw, named_draw
from inspector.app.plan_told import (
    Coverage,
    Covered,
    Draw,
    Plan,
    PlannedPoint,
    Reinspection,
    Sibling,
    TypeShare,
)
from inspector.app.workspace import Workspace
from inspector.domain.cadence import month_days, month_of
from inspector.domain.errors import InputError
from inspector.domain.moment import from_stored, local_date, stored
from inspector.domain.point import Point
from inspector.domain.rates import percent
from inspector.domain.sampling import Candidate, draw
from inspector.store import plan_rows
from inspector.store.faults import told
from inspector.store.issues import issue_row
from inspector.text import _

_LONG_AGO = date.min


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanAsked:
    """Which points count: of these types, towns, and where these standards apply; empty = all.

    ``on`` is the day planned for, today if none; ``campaign`` names a 专项行动; ``issue`` asks for
    the sibling points of one problem.
    """

    on: str | None = None
    types: tuple[str, ...] = ()
    towns: tuple[str, ...] = ()
    standards: tuple[str, ...] = ()
    campaign: str = ""
    issue: str | None = None
    draw: str | None = None


def plan(ws: Workspace, asked: PlanAsked) -> Plan:
    """What is due on the day, or how far a recorded draw has got.

    InputError for unknown codes, and for a draw or campaign nobody recorded.
    """
    with told():
        desk = _Desk(ws, asked)
        return desk.plan(named_draw(ws, draw=asked.draw, campaign=asked.campaign))


def all_points(ws: Workspace) -> tuple[PlannedPoint, ...]:
    """Every active point with its last visit and the day it is due, by code."""
    with told():
        return _Desk(ws, PlanAsked()).all_points()


def draw_points(ws: Workspace, asked: PlanAsked, number: int, seed: str | None) -> Plan:
    """Draw ``number`` points by lot and record the draw; without a seed the day is the seed.

    The same draw from the same data is recorded once, however often it is asked for.
    """
    if number < 1:
        raise InputError(_("至少抽一个点位。"), _("写 --draw 10。"), code="bad_number")
    with told():
        desk = _Desk(ws, asked)
        drawn = desk.draw(number, seed or desk.on.isoformat())
        return desk.plan(keep_draw(ws, drawn))


class _Desk:
    """Points, visits and open issues as they stand for one plan."""

    def __init__(self, ws: Workspace, asked: PlanAsked) -> None:
        self._ws, self._asked = ws, asked
        self.on = local_date(check.moment(ws, asked.on, ahead=True), ws.register.zone)
        for town in asked.towns:
            check.known_town(ws, town)
        self._points = {one.code: one for one in ws.register.points if self._counts(one)}

    def draw(self, number: int, seed: str) -> Draw:
        strata = draw(
            [
                Candidate(
                    code=one.code,
                    stratum=one.type,
                    every_days=self._every(one),
                    is_due=self._is_due(one),
                )
                for one in self._points.values()
            ],
            number,
            seed,
        )
        return Draw(
            draw="",
            at=self._ws.now,
            on=self.on,
            seed=seed,
            number=number,
            person=self._ws.person,
            campaign=self._asked.campaign,
            types=self._asked.types,
            towns=self._asked.towns,
            standards=self._asked.standards,
            candidates=len(self._points),
            points=tuple(code for one in strata for code in one.drawn),
        )

    def plan(self, drawn: Draw | None) -> Plan:
        since = drawn.on if drawn else self._month[0]
        if drawn:
            known = {one.code: one for one in self._ws.register.points}
            shown = [known[code] for code in drawn.points if code in known]
        else:
            shown = sorted(
                (one for one in self._points.values() if self._is_due(one)),
                key=lambda one: (-self._overdue(one), one.code),
            )
        return Plan(
            on=self.on,
            points=tuple(self._planned(one, since) for one in shown),
            types=self._types(drawn),
            coverage=self._coverage(),
            reinspections=self._reinspections(),
            siblings=self._siblings(self._asked.issue) if self._asked.issue else (),
            draw=drawn,
            draws=draws(self._ws),
        )

    def all_points(self) -> tuple[PlannedPoint, ...]:
        since = self._month[0]
        return tuple(self._planned(one, since) for one in self._points.values())

    def _counts(self, point: Point) -> bool:
        return (
            point.active
            and (not self._types_asked or point.type in self._types_asked)
            and (not self._asked.towns or point.town in self._asked.towns)
            and (self._types_of_standards is None or point.type in self._types_of_standards)
        )

    @cached_property
    def _types_asked(self) -> frozenset[str]:
        types = self._ws.register.point_types.values()
        names = {name: one.code for one in types for name in (one.code, one.name)}
        for name in self._asked.types:
            if name not in names:
                raise InputError(
                    _("没有这种点位类型：{code}").format(code=name),
                    _("可选：{known}").format(known="、".join(one.code for one in types)),
                    code="unknown_type",
                )
        return frozenset(names[name] for name in self._asked.types)

    @cached_property
    def _types_of_standards(self) -> frozenset[str] | None:
        """Types the standards apply to; None where every type counts."""
        kinds: set[str] = set()
        for code in self._asked.standards:
            standard, _variant = check.known_standard(self._ws, code, self.on)
            if not standard.point_types:
                return None
            kinds.update(standard.point_types)
        return frozenset(kinds) if self._asked.standards else None

    @cached_property
    def _month(self) -> tuple[date, date]:
        """The assessment month the day lies in."""
        cutoff = self._ws.register.district.get("month_cutoff_day")
        return month_days(month_of(self.on, cutoff), cutoff)

    @cached_property
    def _visits(self) -> Mapping[str, date]:
        """The last day up to the one planned for on which each point was visited."""
        zone, after = self._ws.register.zone, self.on + timedelta(days=1)
        found = plan_rows.last_seen(self._ws.db, after.isoformat())
        visits = {code: date.fromisoformat(day) for code, day in found.items()}
        midnight = stored(datetime.combine(after, time(), zone))
        for code, at in plan_rows.last_inspected(self._ws.db, midnight).items():
            visits[code] = max(local_date(from_stored(at), zone), visits.get(code, _LONG_AGO))
        return visits

    @cached_property
    def _open(self) -> Mapping[str, int]:
        return plan_rows.open_by_point(self._ws.db)

    def _every(self, point: Point) -> int | None:
        kind = self._ws.register.point_types.get(point.type)
        return kind.every_days if kind else None

    def _due_on(self, point: Point) -> date | None:
        every, last = self._every(point), self._visits.get(point.code)
        return last + timedelta(days=every) if every and last else None

    def _is_due(self, point: Point) -> bool:
        if point.code not in self._visits:
            return True
        due = self._due_on(point)
        return due is not None and due <= self.on

    def _overdue(self, point: Point) -> int:
        """Days past the day it was due; who was never visited comes before all others."""
        if point.code not in self._visits:
            return (self.on - _LONG_AGO).days
        due = self._due_on(point)
        return (self.on - due).days if due else 0

    def _planned(self, point: Point, since: date) -> PlannedPoint:
        kind, town = (
            self._ws.register.point_types.get(point.type),
            self._ws.register.area(point.town),
        )
        last, due = self._visits.get(point.code), self._due_on(point)
        return PlannedPoint(
            point=point.code,
            name=point.name,
            type=point.type,
            type_name=kind.name if kind else point.type,
            town=point.town,
            town_name=town.name if town else "",
            every_days=self._every(point),
            last_visit=last,
            due_on=due,
            overdue_days=max((self.on - due).days, 0) if due else 0,
            open_issues=self._open.get(point.code, 0),
            visited=last is not None and last >= since,
        )

    def _types(self, drawn: Draw | None) -> tuple[TypeShare, ...]:
        taken = set(drawn.points) if drawn else set()
        by_type: dict[str, list[Point]] = {}
        for one in self._points.values():
            by_type.setdefault(one.type, []).append(one)
        kinds = self._ws.register.point_types
        return tuple(
            TypeShare(
                type=code,
                name=kinds[code].name if code in kinds else code,
                every_days=self._every(some[0]),
                points=len(some),
                due=sum(map(self._is_due, some)),
                visited=sum(map(self._is_visited, some)),
                drawn=sum(one.code in taken for one in some),
            )
            for code, some in sorted(by_type.items())
        )

    def _is_visited(self, point: Point) -> bool:
        return self._visits.get(point.code, _LONG_AGO) >= self._month[0]

    def _coverage(self) -> Coverage:
        first, last = self._month
        active = Counter(one.town for one in self._points.values())
        visited = Counter(one.town for one in self._points.values() if self._is_visited(one))
        towns = (self._ws.register.area(code) for code in sorted(filter(None, active)))
        return Coverage(
            first=first,
            last=last,
            whole=_covered(None, self._ws.name, active.total(), visited.total()),
            towns=tuple(
                _covered(one.code, one.name, active[one.code], visited[one.code])
                for one in towns
                if one
            ),
        )

    def _reinspections(self) -> tuple[Reinspection, ...]:
        end = datetime.combine(self.on + timedelta(days=1), time(), self._ws.register.zone)
        return tuple(
            Reinspection(
                issue=one.issue,
                label=one.label,
                title=one.title,
                point=one.point,
                point_name=self._points[one.point].name if one.point in self._points else "",
                town=one.town,
                unit=one.unit,
                state=one.state,
                deadline=local(self._ws, one.deadline),
            )
            for one in plan_rows.waiting(self._ws.db, stored(min(self._ws.now, end)))
            if self._is_asked(one)
        )

    def _is_asked(self, one: plan_rows.Waiting) -> bool:
        """Without a point an issue counts by its town alone."""
        if one.point is not None:
            return one.point in self._points
        narrow = self._asked.types or self._asked.standards
        return not narrow and (not self._asked.towns or one.town in self._asked.towns)

    def _siblings(self, name: str) -> tuple[Sibling, ...]:
        ws = self._ws
        row = issue_row(ws.db, known_issue(ws, name), ws.clock())
        point = ws.register.point(row["point"]) if row else None
        if row is None or point is None:
            raise InputError(
                _("{name} 没有点位，无从举一反三。").format(name=name),
                _("选一个登记在点位上的问题。"),
                code="no_point",
            )
        zone = ws.register.zone
        since = local_date(from_stored(row["found_at"]), zone)
        found = plan_rows.last_of_standard(ws.db, row["standard"])
        siblings = []
        for one in self._points.values():
            if one.type != point.type or one.code == point.code:
                continue
            last_found, number = found.get(one.code, (None, 0))
            last = self._visits.get(one.code)
            siblings.append(
                Sibling(
                    point=one.code,
                    name=one.name,
                    town=one.town,
                    last_visit=last,
                    last_found=local_date(from_stored(last_found), zone) if last_found else None,
                    open_issues=number,
                    checked=last is not None and last >= since,
                )
            )
        return tuple(sorted(siblings, key=_by_need))


def _by_need(one: Sibling) -> tuple[bool, int, date, str]:
    return one.checked, -one.open_issues, one.last_visit or _LONG_AGO, one.point


def _covered(town: str | None, name: str, active: int, visited: int) -> Covered:
    share: Decimal | None = percent(visited, active)
    return Covered(town=town, name=name, active=active, visited=visited, percent=share)
