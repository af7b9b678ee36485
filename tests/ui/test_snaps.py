"""Small photos in a list are read behind it, what is looked at first, and each only once."""

from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

import pytest
from PySide6.QtGui import QImage
from pytestqt.qtbot import QtBot

from inspector.domain.errors import InspectorError
from tests.ui.conftest import AtOnce
from tests.ui.drawn import draw_scene
from ui.widgets import snaps
from ui.widgets.rows import fitting
from ui.widgets.snaps import Snap, SnapShelf

T = TypeVar("T")


class Waiting(AtOnce):
    """Holds every piece of work until it is let go."""

    def __init__(self) -> None:
        self.held: list[Callable[[], None]] = []

    def read(
        self,
        work: Callable[[], T],
        done: Callable[[T], None],
        failed: Callable[[InspectorError], None],
    ) -> None:
        del failed
        self.held.append(lambda: done(work()))

    def let_go(self) -> None:
        self.held.pop(0)()


def asked(fetched: list[str]) -> Callable[[str], Path | None]:
    def fetch(photo: str) -> Path | None:
        fetched.append(photo)
        return None

    return fetch


def test_painting_never_waits_for_a_photo(qtbot: QtBot) -> None:
    fetched: list[str] = []
    shelf = SnapShelf(Waiting(), asked(fetched))

    assert shelf.image("a") is None
    assert fetched == []  # nothing was read where it is painted


def test_a_photo_is_read_once_however_often_its_row_is_painted(
    qtbot: QtBot, tmp_path: Path
) -> None:
    file, fetched = draw_scene(tmp_path / "a.jpg", seed=1), list[str]()
    shelf = SnapShelf(AtOnce(), lambda photo: (fetched.append(photo), file)[1])

    images = [shelf.image("a") for _n in range(3)]

    assert fetched == ["a"]
    assert all(isinstance(one, QImage) and not one.isNull() for one in images)
    assert max(images[0].width(), images[0].height()) <= snaps.LONGEST  # type: ignore[union-attr]


def test_what_was_scrolled_to_last_is_read_first(
    qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(snaps, "WAITING", 2)
    runner, fetched = Waiting(), list[str]()
    shelf = SnapShelf(runner, asked(fetched))
    for photo in "abcdef":  # two are being read, of the rest the last two are still wanted
        shelf.image(photo)

    while runner.held:
        runner.let_go()

    assert fetched == ["a", "b", "f", "e"]


def test_a_photo_that_is_elsewhere_is_asked_for_once(qtbot: QtBot) -> None:
    fetched: list[str] = []
    shelf = SnapShelf(AtOnce(), asked(fetched))

    first, again = shelf.image("a"), shelf.image("a")

    assert fetched == ["a"]
    assert first is not None
    assert first.isNull()
    assert again is not None


def test_where_not_all_times_fit_the_first_and_the_last_ones_are_shown(qtbot: QtBot) -> None:
    shelf = SnapShelf(AtOnce(), lambda _photo: None)
    times = [Snap(photo="", words=f"第{n}次", shelf=shelf) for n in range(1, 6)]

    shown = fitting(times, [100.0] * 5, 3 * 100 + 2 * 12)

    assert [one.words for one in shown] == ["第1次", "第4次", "第5次"]
    assert fitting(times, [100.0] * 5, 1000) == times
