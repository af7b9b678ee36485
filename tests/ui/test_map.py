"""The map without a screen: camera, joined marks, list twin, what is chosen and moved."""

from collections import Counter
from dataclasses import replace
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from inspector.app.map_told import DistrictMap, Visit
from inspector.domain.geometry import Position, distance_m
from inspector.domain.mercator import Place, place_of
from tests.ui.conftest import AtOnce
from tests.ui.fake_days import NOW
from tests.ui.fake_map import a_map_issue, a_map_point, the_district
from tests.ui.fake_office import FakeOffice
from tests.ui.map_screen import MapScreen
from ui.rooms.map.camera import Box, Camera
from ui.rooms.map.clusters import Clusters, Marked
from ui.rooms.map.presenter import MapPresenter
from ui.rooms.map.sheet import Sheet, Theme, heat_class, heat_from
from ui.rooms.map.words import NOWHERE, legend_of, lines_of

HERE = Position(83.45, 38.85)
EVERYWHERE = Box(west=0, north=0, east=1, south=1)


def a_map(points: tuple = (), issues: tuple = ()) -> Sheet:
    return Sheet(DistrictMap(at=NOW, points=points, issues=issues, areas=()))


@pytest.fixture
def screen() -> MapScreen:
    return MapScreen()


@pytest.fixture
def room(screen: MapScreen, office: FakeOffice, at_once: AtOnce) -> MapPresenter:
    made = MapPresenter(screen, office, at_once)
    made.refresh()
    return made


cameras = st.builds(
    Camera,
    x=st.floats(0.3, 0.7),
    y=st.floats(0.3, 0.7),
    zoom=st.floats(6, 19),
    width=st.just(910.0),
    height=st.just(632.0),
)
on_screen = st.tuples(st.floats(0, 910), st.floats(0, 632))


@given(camera=cameras, at=on_screen)
def test_what_is_seen_at_a_pixel_is_drawn_at_that_pixel(
    camera: Camera, at: tuple[float, float]
) -> None:
    assert camera.on_screen(camera.place_at(*at)) == pytest.approx(at, abs=1e-3)


@given(camera=cameras, at=on_screen, by=st.floats(-2, 2))
def test_zooming_keeps_what_lies_under_the_pointer(
    camera: Camera, at: tuple[float, float], by: float
) -> None:
    place = camera.place_at(*at)
    assert camera.zoomed(by, at).on_screen(place) == pytest.approx(at, abs=0.01)


def test_the_whole_district_fits_with_room_for_the_legend() -> None:
    corners = [place_of(Position(83.40, 38.82)), place_of(Position(83.57, 38.92))]
    camera = Camera(width=910, height=632).fitted(corners, 28, below=56)
    for corner in corners:
        x, y = camera.on_screen(corner)
        assert 27.9 <= x <= 910 - 27.9
        assert 27.9 <= y <= 632 - 56 - 27.9


marks = st.lists(
    st.builds(
        Marked,
        key=st.text("abcdef", min_size=1, max_size=6),
        place=st.builds(Place, st.floats(0.70, 0.75), st.floats(0.35, 0.40)),
        kind=st.sampled_from(("open", "notified", "replied")),
        weight=st.integers(1, 9),
    ),
    max_size=60,
)


@given(given_marks=marks, zoom=st.integers(5, 19))
def test_joined_marks_add_up_at_every_level(given_marks: list[Marked], zoom: int) -> None:
    shown = list(Clusters(given_marks, 40).within(zoom, EVERYWHERE))
    assert sum(one.count for one in shown) == len(given_marks)
    assert sum(one.weight for one in shown) == sum(one.weight for one in given_marks)
    kinds = Counter[str]()
    for one in shown:
        kinds.update(dict(one.kinds))
    told = Counter[str]()
    for one in given_marks:
        told[one.kind] += one.weight
    assert kinds == told


@given(given_marks=marks, order=st.randoms(use_true_random=False))
def test_marks_are_joined_alike_in_whatever_order_they_come(
    given_marks: list[Marked], order: Random
) -> None:
    apart = {one.key: one for one in given_marks}.values()
    mixed = order.sample(list(apart), len(apart))
    one, other = Clusters(apart, 40), Clusters(mixed, 40)
    assert list(one.all_of(12)) == list(other.all_of(12))


def test_a_part_of_the_map_shows_what_lies_in_it_and_nothing_else() -> None:
    chance = Random(3)
    some = [
        Marked(
            key=str(n),
            place=Place(0.73 + chance.random() / 999, 0.38 + chance.random() / 999),
            kind="open",
        )
        for n in range(300)
    ]
    clusters = Clusters(some, 40)
    box = Box(west=0.7302, north=0.3803, east=0.7306, south=0.3807)
    inside = [one for one in clusters.all_of(17) if box.holds(one.place)]
    assert sorted(one.keys for one in clusters.within(17, box)) == sorted(
        one.keys for one in inside
    )
    assert 0 < len(inside) < 300


def test_marks_of_one_place_stay_together_however_near_one_looks() -> None:
    shown = list(
        Clusters(
            [Marked(key=str(n), place=place_of(HERE), kind="open") for n in range(5)], 40
        ).within(19, EVERYWHERE)
    )
    assert [one.count for one in shown] == [5]


def test_the_list_names_every_point_the_map_marks_and_those_it_cannot() -> None:
    sheet = a_map((a_map_point("A"), a_map_point("B", position=None)))
    lines = lines_of(sheet, Theme.COVERAGE)
    marked = {key for one in sheet.visits.all_of(19) for key in one.keys}
    assert marked == {"A"}
    assert {one.key for one in lines} == {"A", "B"}
    assert "无坐标" in next(one.words for one in lines if one.key == "B")
    assert "1" in legend_of(sheet, Theme.COVERAGE).note


@pytest.mark.parametrize("zoom", [5, 11, 14, 19])
def test_list_and_map_count_the_same_issues(zoom: int) -> None:
    told = the_district()
    sheet = Sheet(
        replace(
            told, issues=(*told.issues, a_map_issue(99_001, position=HERE), a_map_issue(99_002))
        )
    )
    listed = sum(one.number for one in lines_of(sheet, Theme.ISSUES))
    marked = sum(one.count for one in sheet.sightings.all_of(zoom))
    assert listed == marked + sheet.unplaced(Theme.ISSUES) == len(sheet.told.issues)
    legend = legend_of(sheet, Theme.ISSUES)
    assert sum(one.number for one in legend.entries) == len(sheet.told.issues)


def test_list_and_map_tell_the_same_visits_and_returns() -> None:
    sheet = Sheet(the_district())
    legend = legend_of(sheet, Theme.COVERAGE)
    told = Counter(one.sign for one in lines_of(sheet, Theme.COVERAGE))
    assert {one.sign: one.number for one in legend.entries} == told
    back = sum(one.number for one in lines_of(sheet, Theme.RETURNED))
    assert back == sum(one.weight for one in sheet.returns.all_of(12)) > 0


def test_issues_without_a_point_have_a_line_of_their_own() -> None:
    lines = lines_of(a_map((), (a_map_issue(1), a_map_issue(2, late=True))), Theme.ISSUES)
    assert [(one.key, one.number, one.late) for one in lines] == [(NOWHERE, 2, 1)]


def test_who_was_never_visited_stands_before_who_is_overdue() -> None:
    points = (
        a_map_point("A", visit=Visit.OVERDUE, days=40),
        a_map_point("B", visit=Visit.OVERDUE, days=None),
        a_map_point("C", visit=Visit.ON_TIME, days=90, every_days=None),
    )
    assert [one.key for one in lines_of(a_map(points), Theme.COVERAGE)] == ["B", "A", "C"]


@given(most=st.integers(1, 500))
def test_the_legend_names_the_least_number_of_each_ground(most: int) -> None:
    for heat in {heat_class(number, most) for number in range(most + 1)}:
        least = heat_from(heat, most)
        assert heat_class(least, most) == heat
        assert least == 0 or heat_class(least - 1, most) < heat


def test_initials_find_the_point(room: MapPresenter, screen: MapScreen) -> None:
    room.seek("fjec")
    assert [one.name for one in screen.lines] == ["纺机二村"]
    room.seek("003-or-04")
    assert [one.name for one in screen.lines] == ["纺机二村"]


def test_enter_opens_the_open_issues_of_the_point(room: MapPresenter, screen: MapScreen) -> None:
    room.choose("003-OR-04")
    room.open_issues()
    assert screen.wanted[-1].point == "003-OR-04"
    assert "CLOSED" not in screen.wanted[-1].states


def test_a_mark_of_several_is_gone_into_and_one_of_one_point_is_chosen(
    office: FakeOffice, at_once: AtOnce, screen: MapScreen
) -> None:
    far = Position(83.4503, 38.85)
    office.own_map.told = DistrictMap(
        at=NOW,
        points=(a_map_point("A", open_issues=2), a_map_point("B", position=far)),
        issues=(
            a_map_issue(1, point="A", position=HERE),
            a_map_issue(2, point="A", position=HERE),
            a_map_issue(3, point="B", position=far),
        ),
        areas=(),
    )
    room = MapPresenter(screen, office, at_once)
    room.refresh()
    room.choose_theme(Theme.ISSUES)
    (crowd,) = room.sheet.sightings.all_of(10)
    room.click(crowd)
    assert screen.joined == [crowd]
    pair = next(one for one in room.sheet.sightings.all_of(19) if one.count == 2)
    room.click(pair)
    assert room.chosen == "A"


def test_a_move_is_written_as_a_correction_with_its_reason(
    room: MapPresenter, screen: MapScreen, office: FakeOffice
) -> None:
    before = office.own_map.told.points[0]
    room.choose(before.code)
    room.start_move()
    room.shift(10, 0)
    room.shift(0, -1)
    room.set_down()
    assert office.own_map.moved == []
    room.save_move("现场核对")
    ((key, to, why),) = office.own_map.moved
    assert (key, why) == (before.key, "现场核对")
    assert distance_m(before.position, to) == pytest.approx(101**0.5, abs=0.02)
    assert room.move is None


def test_a_move_can_be_taken_back(
    room: MapPresenter, screen: MapScreen, office: FakeOffice
) -> None:
    before = office.own_map.told.points[0]
    room.choose(before.code)
    room.start_move()
    room.shift(25, 0)
    room.set_down()
    room.save_move("现场核对")
    screen.undo()
    assert office.own_map.moved[-1][:2] == (before.key, before.position)


def test_escape_from_a_move_writes_nothing(
    room: MapPresenter, screen: MapScreen, office: FakeOffice
) -> None:
    room.choose("003-OR-04")
    room.start_move()
    room.shift(5, 5)
    room.set_down()
    room.cancel_move()
    assert room.move is not None
    room.cancel_move()
    assert room.move is None
    assert office.own_map.moved == []


def test_a_point_put_back_where_it_stood_asks_for_no_reason(
    room: MapPresenter, office: FakeOffice
) -> None:
    room.choose("003-OR-04")
    room.start_move()
    room.set_down()
    assert room.move is None
    assert office.own_map.moved == []


def test_while_a_point_is_moved_nothing_else_is_chosen(room: MapPresenter) -> None:
    room.choose("003-OR-04")
    room.start_move()
    room.choose("003-OR-03")
    room.choose_theme(Theme.GRIDS)
    assert (room.chosen, room.theme) == ("003-OR-04", Theme.COVERAGE)


def test_a_point_without_position_cannot_be_moved(
    office: FakeOffice, at_once: AtOnce, screen: MapScreen
) -> None:
    office.own_map.told = replace(
        office.own_map.told, points=(a_map_point("A", position=None),), issues=()
    )
    room = MapPresenter(screen, office, at_once)
    room.refresh()
    room.choose("A")
    room.start_move()
    assert room.move is None
    assert "坐标" in screen.faults[-1].message


def test_the_route_is_shown_and_taken_off_again(room: MapPresenter, screen: MapScreen) -> None:
    room.plan_route()
    assert len(screen.stops) == 8
    assert "8 站" in screen.route_words
    room.plan_route()
    assert screen.stops == []


def test_a_day_without_due_points_has_no_route(
    room: MapPresenter, screen: MapScreen, office: FakeOffice
) -> None:
    office.own_map.stops = ()
    room.plan_route()
    assert screen.told == ["今天没有到期的点位"]
