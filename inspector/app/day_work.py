"""The day's work (今日工作): the week so far, today's points, the pace of finding and closing."""

from collections import Counter
from collections.abc import Iterable
from datetime import date, datetime, time, timedelta

from inspector.app.day_told import Day, DayWork, MonthSoFar, Pace, Stop
from inspector.app.plan import PlanAsked, plan
from inspector.app.plan_told import PlannedPoint
from inspector.app.workspace import Workspace
from inspector.domain.cadence import month_days, month_of, shift_month
from inspector.domain.geometry import apart_m
from inspector.domain.moment import from_stored, local_date, stored
from inspector.domain.point import Point
from inspector.store import day_rows
from inspector.store.faults import told
from inspector.store.period_rows import numbers_between

STOPS = 8  # a day's round; more is nobody's
_PACE = 11  # days, today the last


def day_work(ws: Workspace) -> DayWork:
    """The work of today as it stands."""
    with told():
        today = local_date(ws.now, ws.register.zone)
        waiting = [one for one in plan(ws, PlanAsked()).points if one.last_visit != today]
        seen = _seen_today(ws, today)
        return DayWork(
            week=_week(ws, today, len(waiting)),
            stops=_stops(ws, today, seen, waiting),
            due=len(waiting),
            pace=_pace(ws, today),
            month=_month(ws, today),
        )


def _week(ws: Workspace, today: date, waiting: int) -> tuple[Day, ...]:
    monday = today - timedelta(days=today.weekday())
    week = [monday + timedelta(days=number) for number in range(7)]
    places = set(day_rows.visits_by_day(ws.db, week[0].isoformat(), week[-1].isoformat()))
    zone = ws.register.zone
    for at, point in day_rows.inspections_between(
        ws.db, stored(_midnight(ws, week[0])), stored(_midnight(ws, week[-1] + timedelta(days=1)))
    ):
        places.add((local_date(from_stored(at), zone).isoformat(), point))
    visited = Counter(day for day, _point in places)
    return tuple(
        Day(
            on=day,
            visited=visited[day.isoformat()],
            wanted=min(waiting, STOPS) if day == today else 0,
            works=ws.register.calendar.works_on(day),
        )
        for day in week
    )


def _seen_today(ws: Workspace, today: date) -> dict[str, tuple[datetime, int]]:
    """Points visited today: when last, and how many findings."""
    begin = stored(_midnight(ws, today))
    numbers = day_rows.visits_by_day(ws.db, today.isoformat(), today.isoformat())
    seen = {
        point: (from_stored(at), numbers.get((today.isoformat(), point), 0))
        for point, at in day_rows.last_finds(ws.db, begin).items()
    }
    for at, point in day_rows.inspections_between(ws.db, begin, stored(ws.now)):
        last, found = seen.get(point, (from_stored(at), 0))
        seen[point] = (max(last, from_stored(at)), found)
    return seen


def _stops(
    ws: Workspace,
    today: date,
    seen: dict[str, tuple[datetime, int]],
    waiting: Iterable[PlannedPoint],
) -> tuple[Stop, ...]:
    """First those visited today, as they were; then those that wait, the most overdue first."""
    stands = day_rows.standing_at(ws.db, stored(ws.now))
    last = {one.point: one.last_visit for one in waiting}
    order = [*sorted(seen, key=lambda code: seen[code][0]), *last]
    stops: list[Stop] = []
    before: Point | None = None
    for code in order[: max(STOPS, len(seen))]:
        point = ws.register.point(code)
        if point is None:
            continue
        kind, here = ws.register.point_types.get(point.type), stands.get(code)
        visited = last.get(code)
        stops.append(
            Stop(
                point=code,
                name=point.name,
                type_name=kind.name if kind else point.type,
                seen_at=seen[code][0].astimezone(ws.register.zone) if code in seen else None,
                found=seen[code][1] if code in seen else 0,
                open=here.open if here else 0,
                late=here.late if here else 0,
                repeats=here.repeats if here else 0,
                idle_days=(today - visited).days if visited else None,
                metres=_metres(before, point),
            )
        )
        before = point
    return tuple(stops)


def _metres(one: Point | None, other: Point) -> float | None:
    if one is None or one.position is None or other.position is None:
        return None
    return apart_m(one.position, other.position)


def _pace(ws: Workspace, today: date) -> tuple[Pace, ...]:
    first, zone = today - timedelta(days=_PACE - 1), ws.register.zone
    begin, until = stored(_midnight(ws, first)), stored(ws.now)

    def by_day(moments: Iterable[str]) -> Counter[date]:
        return Counter(local_date(from_stored(one), zone) for one in moments)

    found = by_day(day_rows.found_moments(ws.db, begin, until))
    closed = by_day(day_rows.closed_moments(ws.db, begin, until))
    span = [first + timedelta(days=number) for number in range(_PACE)]
    return tuple(Pace(on=day, found=found[day], closed=closed[day]) for day in span)


def _month(ws: Workspace, today: date) -> MonthSoFar:
    """This month from its first day, and the month before up to the same moment of it."""
    cutoff = ws.register.district.get("month_cutoff_day")
    name = month_of(today, cutoff)
    first = month_days(name, cutoff)[0]
    earlier = month_days(shift_month(name, -1), cutoff)[0]
    begin, now = _midnight(ws, first), ws.now
    begin_before = _midnight(ws, earlier)
    until_before = min(begin_before + (now - begin), begin - timedelta(milliseconds=1))
    mine = _counted(ws, begin, now)
    theirs = _counted(ws, begin_before, until_before)
    return MonthSoFar(
        since=first,
        found=mine[0],
        closed=mine[1],
        repeated=mine[2],
        found_before=theirs[0],
        closed_before=theirs[1],
        repeated_before=theirs[2],
    )


def _counted(ws: Workspace, begin: datetime, until: datetime) -> tuple[int, int, int]:
    """Found, closed and repeated in a span."""
    numbers = numbers_between(ws.db, stored(begin), stored(until))
    closed = day_rows.closed_moments(ws.db, stored(begin), stored(until))
    return sum(one.issues for one in numbers), len(closed), sum(one.repeats for one in numbers)


def _midnight(ws: Workspace, day: date) -> datetime:
    return datetime.combine(day, time(), ws.register.zone)
