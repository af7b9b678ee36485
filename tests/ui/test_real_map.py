"""The map answered by a real workspace."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from inspector.app.found import found
from inspector.domain.geometry import distance_m, shifted
from inspector.domain.mercator import place_of
from tests.ui.conftest import AtOnce
from tests.ui.map_screen import MapScreen
from ui.rooms.map.presenter import MapPresenter
from ui.workspace_office import WorkspaceOffice

POINT = "003-OR-04"


@pytest.fixture
def real(tmp_path: Path) -> Iterator[WorkspaceOffice]:
    with found(tmp_path / "ws", device="LAPTOP-03", person="u03"):
        pass
    office = WorkspaceOffice(tmp_path / "ws")
    yield office
    office.close()


def test_a_point_moved_on_the_map_lies_there_and_says_why_in_the_register(
    real: WorkspaceOffice, at_once: AtOnce
) -> None:
    screen = MapScreen()
    room = MapPresenter(screen, real, at_once)
    room.refresh()
    assert room.sheet is not None
    before = room.sheet.points[POINT]
    assert before.position is not None
    room.choose(POINT)
    room.start_move()
    room.shift(10, -3)
    room.set_down()
    room.save_move("现场核对")
    moved = shifted(before.position, 10, -3)
    now = room.sheet.points[POINT].position
    assert now is not None
    assert distance_m(now, moved) < 0.02
    assert room.sheet.places[POINT] == place_of(now)
    newest = real.register().history("points", before.key)[0]
    assert (newest.reason, newest.person) == ("现场核对", "检查员1号")
    screen.undo()
    back = room.sheet.points[POINT].position
    assert back is not None
    assert distance_m(back, before.position) < 0.02


def test_a_move_without_a_reason_stays_a_move(real: WorkspaceOffice, at_once: AtOnce) -> None:
    screen = MapScreen()
    room = MapPresenter(screen, real, at_once)
    room.refresh()
    room.choose(POINT)
    room.start_move()
    room.shift(10, 0)
    room.set_down()
    room.save_move(" ")
    assert "理由" in screen.faults[-1].message
    assert room.move is not None


def test_the_route_of_a_new_workspace_has_a_days_stops(
    real: WorkspaceOffice, at_once: AtOnce
) -> None:
    screen = MapScreen()
    room = MapPresenter(screen, real, at_once)
    room.refresh()
    room.plan_route()
    assert len(screen.stops) == 20
    assert "另有" in screen.route_words
