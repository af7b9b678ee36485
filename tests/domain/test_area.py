"""Areas that cannot be right: ways upwards that come back, grounds that two areas share."""

import pytest

from inspector.domain.area import Area, circular, overlapping
from inspector.domain.geometry import Position, meet, shifted

ORIGIN = Position(83.45, 38.84)


def at(east_m: float, north_m: float) -> Position:
    return shifted(ORIGIN, east_m, north_m)


def a_box(west: float, south: float, east: float, north: float) -> tuple[Position, ...]:
    """A rectangle in metres from the origin."""
    return at(west, south), at(east, south), at(east, north), at(west, north)


def an_area(code: str, *, parent: str | None = None, outline: tuple[Position, ...] = ()) -> Area:
    return Area(kind="grid", code=code, name=code, parent=parent, outline=outline)


SQUARE = a_box(0, 0, 100, 100)


@pytest.mark.parametrize(
    ("other", "shared"),
    [
        (a_box(50, 50, 150, 150), True),  # a corner in the other
        (a_box(20, 20, 40, 40), True),  # all of it within
        (SQUARE, True),
        (a_box(50, 0, 150, 100), True),  # two edges on the same lines
        (a_box(-50, 40, 150, 60), True),  # across, no corner in the other
        (a_box(100, 0, 200, 100), False),  # a common border
        (a_box(101, 0, 200, 100), False),
        (a_box(99, 0, 200, 100), False),  # a strip of a metre, as hands draw it
        (a_box(100, 100, 200, 200), False),  # a common corner
        (a_box(0, 0, 0, 0), False),  # no ground at all
    ],
)
def test_neighbours_share_a_border_and_no_ground(
    other: tuple[Position, ...], *, shared: bool
) -> None:
    assert meet(SQUARE, other) is shared
    assert meet(other, SQUARE) is shared


def test_a_doubled_corner_changes_nothing() -> None:
    doubled = (SQUARE[0], *SQUARE)

    assert meet(doubled, a_box(50, 50, 150, 150))
    assert not meet(doubled, a_box(100, 0, 200, 100))


def test_overlapping_areas_come_in_pairs_the_lower_code_first() -> None:
    areas = [
        an_area("c", outline=a_box(300, 0, 400, 100)),
        an_area("b", outline=a_box(50, 50, 150, 150)),
        an_area("a", outline=SQUARE),
        an_area("d"),
    ]

    assert [(one.code, other.code) for one, other in overlapping(areas)] == [("a", "b")]


def test_only_areas_on_a_circle_are_on_it() -> None:
    areas = [
        an_area("self", parent="self"),
        an_area("one", parent="two"),
        an_area("two", parent="one"),
        an_area("below", parent="one"),
        an_area("free", parent=None),
        an_area("orphan", parent="nobody"),
    ]

    assert circular(areas) == {"self", "one", "two"}
