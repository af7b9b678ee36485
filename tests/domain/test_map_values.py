"""Where things lie on a web map, and in which order to drive to them."""

from itertools import permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from inspector.domain.geometry import Position, bearing, distance_m, middle, shifted
from inspector.domain.mercator import Place, metres_across, place_of, position_of
from inspector.domain.route import in_order, length_m

positions = st.builds(
    Position, st.floats(-180, 180, allow_nan=False), st.floats(-85, 85, allow_nan=False)
)


@given(position=positions)
def test_a_position_comes_back_from_the_map_to_a_millimetre(position: Position) -> None:
    assert distance_m(position, position_of(place_of(position))) < 0.001


def test_the_equator_at_greenwich_is_the_middle_of_the_map() -> None:
    assert place_of(Position(0, 0)) == pytest.approx((0.5, 0.5))


def test_the_map_is_square_up_to_its_edges() -> None:
    assert place_of(Position(-180, 85.0511287798066)) == pytest.approx(Place(0, 0), abs=1e-9)
    assert place_of(Position(180, -85.0511287798066)) == pytest.approx(Place(1, 1), abs=1e-9)
    assert place_of(Position(0, 89.9)).y == pytest.approx(0, abs=1e-9)


def test_a_metre_on_the_map_is_a_metre_on_the_ground() -> None:
    here = Position(83.45, 38.85)
    east = shifted(here, 100, 0)
    across = (place_of(east).x - place_of(here).x) * metres_across(here.lat)
    assert across == pytest.approx(100, rel=0.002)  # sphere of 6378 km against 6371 km


@given(east=st.floats(-5000, 5000), north=st.floats(-5000, 5000))
def test_a_shift_goes_as_far_as_it_says(east: float, north: float) -> None:
    here = Position(83.45, 38.85)
    there = shifted(here, east, north)
    assert distance_m(here, there) == pytest.approx(
        (east**2 + north**2) ** 0.5, rel=0.001, abs=0.01
    )


@pytest.mark.parametrize(
    ("east", "north", "degrees"), [(0, 50, 0), (50, 0, 90), (0, -50, 180), (-50, 50, 315)]
)
def test_a_bearing_counts_clockwise_from_north(east: int, north: int, degrees: int) -> None:
    here = Position(83.45, 38.85)
    assert bearing(here, shifted(here, east, north)) == pytest.approx(degrees, abs=0.1)


def test_the_middle_of_an_angle_lies_where_its_weight_is() -> None:
    angle = [
        Position(0, 0),
        Position(4, 0),
        Position(4, 1),
        Position(1, 1),
        Position(1, 4),
        Position(0, 4),
    ]
    lon, lat = middle(angle)
    assert (lon, lat) == (pytest.approx(19 / 14, abs=0.01), pytest.approx(19 / 14, abs=0.01))


def test_a_ring_without_area_has_the_mean_of_its_corners() -> None:
    assert middle([Position(1, 1), Position(3, 1), Position(2, 1)]) == Position(2, 1)


stops = st.dictionaries(
    st.sampled_from("abcdefg"),
    st.builds(Position, st.floats(83.4, 83.6), st.floats(38.8, 38.9)),
    min_size=1,
)


@given(places=stops)
def test_a_route_visits_every_stop_once_from_its_start(places: dict[str, Position]) -> None:
    start = min(places)
    order = in_order(start, places)
    assert order[0] == start
    assert sorted(order) == sorted(places)


@given(places=stops)
def test_a_route_does_not_depend_on_the_order_it_is_told_in(places: dict[str, Position]) -> None:
    start = min(places)
    assert in_order(start, dict(reversed(places.items()))) == in_order(start, places)


@given(places=stops)
def test_no_stretch_of_a_route_is_shorter_turned_round(places: dict[str, Position]) -> None:
    order = in_order(min(places), places)
    length = length_m([places[one] for one in order])
    for first in range(1, len(order)):
        for last in range(first + 1, len(order)):
            turned = [*order[:first], *reversed(order[first : last + 1]), *order[last + 1 :]]
            assert length_m([places[one] for one in turned]) >= length - 0.5


def test_stops_along_a_street_are_driven_in_their_order() -> None:
    street = {name: Position(83.4 + 0.001 * at, 38.8) for at, name in enumerate("abcde")}
    assert in_order("a", street) == tuple("abcde")
    best = min(length_m([street[one] for one in ("c", *rest)]) for rest in permutations("abde"))
    assert length_m([street[one] for one in in_order("c", street)]) == pytest.approx(best)
