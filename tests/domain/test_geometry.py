"""Metres on the ground and areas on the map."""

import pytest

from inspector.domain.area import Area, area_at
from inspector.domain.geometry import Position, apart_m, chainage_m, contains, distance_m

SQUARE = (Position(0, 0), Position(2, 0), Position(2, 2), Position(0, 2))


def test_a_degree_of_latitude_is_111_kilometres() -> None:
    assert distance_m(Position(83, 38), Position(83, 39)) == pytest.approx(111_195, abs=1)


def test_a_position_beside_a_line_stands_at_its_foot() -> None:
    line = (Position(0, 0), Position(0.01, 0))

    assert chainage_m(line, Position(0.004, 0.001)) == pytest.approx(444.8, abs=0.5)
    assert chainage_m(line, Position(-1, 0)) == 0
    assert apart_m(Position(0.001, 0.001), Position(0.001, -0.001), line) == 0


def test_neighbouring_areas_share_no_position_of_their_common_edge() -> None:
    east = tuple(Position(one.lon + 2, one.lat) for one in SQUARE)

    assert [contains(ring, Position(2, 1)) for ring in (SQUARE, east)] == [False, True]


def test_of_overlapping_areas_all_laptops_take_the_same() -> None:
    areas = tuple(
        Area(kind="grid", code=code, name=code, parent=None, outline=SQUARE) for code in ("b", "a")
    )

    assert area_at(areas, Position(1, 1)) == areas[1]
    assert area_at(areas, Position(5, 5)) is None
