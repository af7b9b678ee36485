"""The map of the workspace: visits, open issues where they were found, the route, moved points."""

import sqlite3
from contextlib import closing
from datetime import date, timedelta
from pathlib import Path

import pytest

from inspector.app import register_book
from inspector.app.base_map import base_map, name_base_map
from inspector.app.capture import record
from inspector.app.district_map import district_map, move_point, todays_route, visit_of
from inspector.app.history import import_events
from inspector.app.map_told import MapPoint, Visit
from inspector.app.mbtiles import read_base_map
from inspector.app.plan import PlanAsked, draw_points, plan
from inspector.app.plan_told import PlannedPoint
from inspector.app.workspace import Workspace
from inspector.domain.errors import InputError
from inspector.domain.geometry import Position, distance_m, shifted
from tests.builders import NOW, POINT, STANDARD, a_draft

TODAY = NOW.date()
DOT = b"\x89PNG a tile"


def the_point(ws: Workspace, code: str = POINT) -> MapPoint:
    return next(one for one in district_map(ws).points if one.code == code)


def visited(ws: Workspace, point: str, days_ago: int) -> None:
    at = (NOW - timedelta(days=days_ago)).isoformat()
    event = {"do": "inspect", "at": at, "point": point, "pass": [STANDARD]}
    import_events(ws, {"history": {"events": [event]}})


def planned(days_ago: int | None, every: int | None) -> PlannedPoint:
    last = None if days_ago is None else TODAY - timedelta(days=days_ago)
    return PlannedPoint(
        point="P",
        name="",
        type="",
        type_name="",
        town=None,
        town_name="",
        every_days=every,
        last_visit=last,
        due_on=last + timedelta(days=every) if last and every else None,
        overdue_days=0,
        open_issues=0,
        visited=False,
    )


@pytest.mark.parametrize(
    ("days_ago", "every", "visit"),
    [
        (0, 7, Visit.ON_TIME),
        (4, 7, Visit.ON_TIME),
        (5, 7, Visit.DUE),
        (7, 7, Visit.DUE),
        (8, 7, Visit.OVERDUE),
        (None, 7, Visit.OVERDUE),
        (None, None, Visit.DUE),
        (400, None, Visit.ON_TIME),
    ],
)
def test_how_a_point_stands_follows_from_its_last_visit_and_its_days(
    days_ago: int | None, every: int | None, visit: Visit
) -> None:
    assert visit_of(planned(days_ago, every), TODAY) is visit


def test_every_active_point_is_on_the_map_with_its_days_since_the_visit(ws: Workspace) -> None:
    visited(ws, POINT, 3)
    told = district_map(ws)
    assert len(told.points) == sum(one.active for one in ws.register.points)
    assert the_point(ws).days == 3
    assert {one.kind for one in told.areas} == {"town", "community", "grid"}


def test_an_issue_lies_where_it_was_found_else_at_its_point(ws: Workspace) -> None:
    at = the_point(ws).position
    assert at is not None
    beside = shifted(at, 20, 0)
    record(ws, a_draft(on=0, lonlat=(beside.lon, beside.lat)))
    record(ws, a_draft(on=0, point="003-OR-03"))
    measured, bare = sorted(district_map(ws).issues, key=lambda one: one.point != POINT)
    assert measured.position is not None
    assert distance_m(at, measured.position) == pytest.approx(20, abs=0.1)
    assert bare.position == the_point(ws, "003-OR-03").position
    assert the_point(ws).open_issues == 1


def test_a_position_in_gcj02_is_drawn_where_it_is_on_the_ground(ws: Workspace) -> None:
    from inspector.photos.geometry import LonLat, to_gcj02

    at = the_point(ws).position
    assert at is not None
    seen = to_gcj02(LonLat(at.lon, at.lat))
    record(ws, a_draft(on=0, lonlat=(seen.lon, seen.lat)))
    ws.db.execute("update finding set datum = 'GCJ02'")
    (issue,) = district_map(ws).issues
    assert issue.position is not None
    assert distance_m(at, issue.position) < 0.1


def test_counts_of_points_towns_and_grids_are_of_the_same_issues(ws: Workspace) -> None:
    for point in (POINT, "003-OR-03", "001-AR-01"):
        record(ws, a_draft(on=0, point=point))
    told = district_map(ws)
    assert sum(one.open_issues for one in told.points) == len(told.issues) == 3
    for kind in ("town", "grid"):
        assert sum(one.open_issues for one in told.areas if one.kind == kind) == 3
        assert sum(one.points for one in told.areas if one.kind == kind) == len(told.points)


def test_a_moved_point_is_a_correction_with_its_reason(ws: Workspace) -> None:
    before = the_point(ws)
    assert before.position is not None
    to = shifted(before.position, 12, -5)
    move_point(ws, before.key, to, "现场核对，原坐标偏到路对面")
    after = the_point(ws).position
    assert after is not None
    assert distance_m(to, after) < 0.02
    newest = register_book.history(ws, "points", before.key)[0]
    assert newest.reason == "现场核对，原坐标偏到路对面"
    assert {word for word, _value in newest.fields} == {"经度", "纬度"}


@pytest.mark.parametrize("why", ["", "  "])
def test_a_move_without_a_reason_is_refused_and_writes_nothing(ws: Workspace, why: str) -> None:
    before = the_point(ws)
    with pytest.raises(InputError, match="理由"):
        move_point(ws, before.key, Position(83.5, 38.9), why)
    assert the_point(ws) == before


def test_a_move_off_the_earth_is_refused(ws: Workspace) -> None:
    with pytest.raises(InputError, match="纬度"):
        move_point(ws, the_point(ws).key, Position(83.5, 98.9), "试")


def test_the_route_goes_to_the_points_of_the_plan_once_each(ws: Workspace) -> None:
    visited(ws, POINT, 0)
    route = todays_route(ws)
    due = {one.point for one in plan(ws, PlanAsked()).points}
    assert POINT not in route.points
    assert set(route.points) <= due
    assert len(set(route.points)) == len(route.points) == 20
    assert route.due == len(due)


def test_what_was_drawn_for_today_comes_before_what_is_due(ws: Workspace) -> None:
    drawn = draw_points(ws, PlanAsked(), 5, "七")
    route = todays_route(ws)
    assert drawn.draw is not None
    assert drawn.draw.on == date(2026, 11, 22)
    assert set(route.points) == {one.point for one in drawn.points}
    assert route.drawn


def a_tile_file(path: Path, *, kind: str = "png") -> Path:
    """One tile: zoom 2, column 3, third row from the north."""
    with closing(sqlite3.connect(path)) as db:
        db.execute("create table metadata (name text, value text)")
        db.execute("create table tiles (zoom_level, tile_column, tile_row, tile_data blob)")
        db.executemany("insert into metadata values (?, ?)", [("name", "区底图"), ("format", kind)])
        db.execute("insert into tiles values (2, 3, 1, ?)", [DOT])
        db.commit()
    return path


def test_rows_of_tiles_count_from_the_south_in_the_file(tmp_path: Path) -> None:
    base = read_base_map(a_tile_file(tmp_path / "a.mbtiles"))
    assert (base.name, base.lowest, base.highest) == ("区底图", 2, 2)
    assert base.tiles([(2, 3, 2), (2, 3, 1), (2, 0, 0)]) == {(2, 3, 2): DOT}


def test_a_base_map_is_only_read(tmp_path: Path) -> None:
    file = a_tile_file(tmp_path / "a.mbtiles")
    before = file.read_bytes()
    read_base_map(file).tiles([(2, 3, 2)])
    assert file.read_bytes() == before
    assert [one.name for one in tmp_path.iterdir()] == ["a.mbtiles"]


def test_a_file_of_vectors_or_of_anything_else_is_refused(tmp_path: Path) -> None:
    other = tmp_path / "b.mbtiles"
    other.write_bytes(b"not a database")
    for file in (a_tile_file(tmp_path / "a.mbtiles", kind="pbf"), other):
        with pytest.raises(InputError, match="底图"):
            read_base_map(file)


def test_the_office_names_its_base_map_or_lays_it_into_the_workspace(
    ws: Workspace, tmp_path: Path
) -> None:
    assert base_map(ws) is None
    a_tile_file(ws.folder / "map.mbtiles")
    found = base_map(ws)
    assert found is not None
    assert found.file.name == "map.mbtiles"
    named = a_tile_file(tmp_path / "named.mbtiles")
    name_base_map(ws, named)
    chosen = base_map(ws)
    assert chosen is not None
    assert chosen.file == named
