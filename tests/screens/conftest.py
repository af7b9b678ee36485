"""A whole window over an office of plain values, on no display."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from tests.ui.conftest import AtOnce
from tests.ui.drawn import draw_scene
from tests.ui.fake_days import NOW
from tests.ui.fake_office import FakeOffice
from ui.desk import Desk
from ui.faces import load_faces
from ui.look import Look
from ui.theme import LIGHT, Theme

ROOMS = (
    *("home", "capture", "ledger", "recheck"),
    *("notices", "scores", "map", "merge", "register", "settings"),
)
SMALLEST = (1280, 672)


@pytest.fixture(scope="session")
def family(qapp: object) -> str:
    return load_faces()


@pytest.fixture
def office(tmp_path: Path) -> FakeOffice:
    return FakeOffice(tmp_path / "photos")


@pytest.fixture
def card(tmp_path: Path) -> list[Path]:
    """Six photos as they come off a card."""
    return [draw_scene(tmp_path / "card" / f"IMG_{n}.jpg", seed=n, size=320) for n in range(40, 46)]


@pytest.fixture
def open_desk(qtbot: QtBot, office: FakeOffice, family: str) -> Iterator[Callable[..., Desk]]:
    """Opens the window in a theme at a size; answers come at once."""
    desks: list[Desk] = []

    def build(theme: Theme = LIGHT, size: tuple[int, int] = SMALLEST) -> Desk:
        look = Look(family)
        look.wear(theme)
        desk = Desk(look, office, AtOnce(), lambda: NOW)
        desk.window.resize(*size)
        qtbot.addWidget(desk.window)
        desk.window.open_room("home")
        with qtbot.waitActive(desk.window):
            desk.window.show()
            desk.window.activateWindow()
        desks.append(desk)
        return desk

    yield build
    for desk in desks:
        desk.window.close()
