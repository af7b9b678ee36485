"""The map (地图): the district with its points and open issues, today's route, moved points."""

from collections import Counter
from collections.abc import Iterator, Mapping
from datetime import date, timedelta

from inspector.app import register_book
from inspector.app.map_told import (
    RETURNED_DAYS,
    DistrictMap,
    MapArea,
    MapIssue,
    MapPoint,
    Route,
    Visit,
)
from inspector.app.plan import PlanAsked, all_points, plan
from inspector.app.plan_told import Plan, PlannedPoint
from inspector.app.workspace import Workspace
from inspector.domain.area import Area
from inspector.domain.errors import InputError
from inspector.domain.geometry import Position
from inspector.domain.moment import local_date, stored
from inspector.domain.point import Point
from inspector.domain.route import in_order, length_m
from inspector.store import map_rows
from inspector.store.faults import told
from inspector.text import _

SOON_DAYS = 2  # what falls due in so many days is worth a stop when driving past
STOPS = 20  # of a day: about 15 minutes a point and the way between
_PLACES = 7  # decimals of a degree: a centimetre
_GCJ02 = "GCJ02"
_Numbers = Counter[str | None]


def district_map(ws: Workspace) -> DistrictMap:
    """Points, open issues and areas as they stand now."""
    planned = {one.point: one for one in all_points(ws)}
    with told():
        rows = map_rows.open_issues(ws.db, stored(ws.now))
        since = stored(ws.now - timedelta(days=RETURNED_DAYS))
        returned = map_rows.returned_since(ws.db, since)
        keys = map_rows.point_rows(ws.db)
    known = {one.code: one for one in ws.register.points}
    back: Counter[str | None] = Counter()
    for one in returned:
        for code in _codes(one, known):
            back[code] += one.number
    lateness = Counter(one.point for one in rows if one.late)
    open_in = Counter(code for one in rows for code in _codes(one, known))
    initials = ws.register.initials("point")
    points = tuple(
        MapPoint(
            key=f"point:{keys[code]}",
            code=code,
            name=one.name,
            initials=initials.get(code, ""),
            type_name=one.type_name,
            town_name=one.town_name,
            grid=known[code].grid,
            position=_position(known[code]),
            line=known[code].line,
            visit=visit_of(one, ws.now.date()),
            days=(ws.now.date() - one.last_visit).days if one.last_visit else None,
            every_days=one.every_days,
            open_issues=open_in[code],
            late=lateness[code],
            returned=back[code],
        )
        for code, one in planned.items()
    )
    issues = tuple(_issue(one, known) for one in rows)
    within = Counter(
        area
        for code in planned
        for area in (known[code].town, known[code].community, known[code].grid)
    )
    areas = tuple(_areas(ws, within, open_in, back))
    return DistrictMap(at=ws.now, points=points, issues=issues, areas=areas)


def visit_of(one: PlannedPoint, on: date) -> Visit:
    """Never visited is overdue where its type has a frequency, and due where it has none."""
    if one.last_visit is None:
        return Visit.OVERDUE if one.every_days else Visit.DUE
    if one.due_on is None or one.due_on > on + timedelta(days=SOON_DAYS):
        return Visit.ON_TIME
    return Visit.OVERDUE if one.due_on < on else Visit.DUE


def todays_route(ws: Workspace) -> Route:
    """What was drawn for today and not yet visited, else the points longest due."""
    today = local_date(ws.now, ws.register.zone)
    asked = plan(ws, PlanAsked())
    drawn = next((one for one in asked.draws if one.on == today), None)
    if drawn is not None:
        asked = plan(ws, PlanAsked(draw=drawn.draw))
    known = {one.code: one for one in ws.register.points}
    places = {code: at for code in _waiting(asked) if (at := _position(known[code]))}
    stops = dict(list(places.items())[: None if drawn else STOPS])
    order = in_order(next(iter(stops)), stops) if stops else ()
    return Route(
        on=today,
        points=order,
        length_m=length_m([stops[code] for code in order]),
        due=len(_waiting(asked)),
        drawn=drawn is not None,
    )


def move_point(ws: Workspace, key: str, to: Position, why: str) -> tuple[str, ...]:
    """Correct a point's position; the reason stands in its history.

    :raises InputError: no reason, no such point, or a position off the earth.
    """
    if not why.strip():
        raise InputError(
            _("移动点位要写明理由。"), _("例如：现场核对，原坐标偏到路对面。"), code="no_reason"
        )
    said = {"lon": f"{to.lon:.{_PLACES}f}", "lat": f"{to.lat:.{_PLACES}f}"}
    return register_book.amend(ws, "points", key, said, why)


def _waiting(asked: Plan) -> tuple[str, ...]:
    """Codes of the plan's points that still want a visit, those longest due first."""
    return tuple(one.point for one in asked.points if asked.draw is None or not one.visited)


def _position(point: Point) -> Position | None:
    if point.position is None and point.line:
        return point.line[len(point.line) // 2]
    return point.position


def _codes(
    one: map_rows.Located | map_rows.Returned, points: Mapping[str, Point]
) -> set[str | None]:
    """Point, grid and town an issue counts for; without a measured grid that of its point."""
    point = points.get(one.point or "")
    return {one.point, one.grid or (point.grid if point else None), one.town}


def _issue(one: map_rows.Located, points: Mapping[str, Point]) -> MapIssue:
    point = points.get(one.point or "")
    found = _found_at(one)
    return MapIssue(
        issue=one.issue,
        label=one.label,
        title=one.title,
        point=point.code if point and point.active else None,
        state=one.state.upper(),
        late=bool(one.late),
        occurrence=one.occurrence,
        position=found or (_position(point) if point else None),
    )


def _found_at(one: map_rows.Located) -> Position | None:
    if one.lon is None or one.lat is None:
        return None
    if one.datum == _GCJ02:
        from inspector.photos.geometry import LonLat, to_wgs84

        moved = to_wgs84(LonLat(one.lon, one.lat))
        return Position(moved.lon, moved.lat)
    return Position(one.lon, one.lat)


def _areas(ws: Workspace, within: _Numbers, open_in: _Numbers, back: _Numbers) -> Iterator[MapArea]:
    for kind in ("town", "community", "grid"):
        for one in ws.register.areas.get(kind, ()):
            yield MapArea(
                kind=kind,
                code=one.code,
                name=one.name,
                town_name=_town_of(ws, one),
                outline=one.outline,
                points=within[one.code],
                open_issues=open_in[one.code],
                returned=back[one.code],
            )


def _town_of(ws: Workspace, area: Area) -> str:
    """Its own name, or that of the town two steps above; a circle of areas leads nowhere."""
    above: Area | None = area
    for _step in range(3):
        if above is None or above.kind == "town":
            break
        above = ws.register.area(above.parent)
    return above.name if above and above.kind == "town" else ""
