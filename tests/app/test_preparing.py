"""The second stage of take-in: photos are here at card speed, how they look is learnt behind."""

from collections.abc import Iterator
from pathlib import Path
from typing import NoReturn

import pytest

from inspector.app import preparing
from inspector.app.take_in import take_in_batch
from inspector.app.workspace import Workspace
from tests.photos.builders import a_file, a_jpeg, a_picture, a_png


@pytest.fixture
def card(tmp_path: Path) -> Path:
    for seed in range(3):
        a_file(tmp_path / "card", f"{seed}.jpg", a_jpeg(image=a_picture(64, 48 + seed)))
    return tmp_path / "card"


def unseen(ws: Workspace) -> int:
    return int(ws.db.execute("select count(*) from photo where phash is null").fetchone()[0])


def power_cut(*_given: object) -> Iterator[NoReturn]:
    raise KeyboardInterrupt


def test_photos_have_their_rows_before_any_is_drawn_and_the_next_run_draws_them(
    ws: Workspace, card: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as cut:
        cut.setattr(preparing, "prepare_many", power_cut)
        with pytest.raises(KeyboardInterrupt):
            take_in_batch(ws, [card])
    assert unseen(ws) == 3

    again = take_in_batch(ws, [card])

    assert [one.status for one in again.photos] == ["known"] * 3
    assert unseen(ws) == 0


def test_what_only_a_decode_shows_is_flagged_once_and_not_tried_again(
    ws: Workspace, tmp_path: Path
) -> None:
    whole = a_png(image=a_picture(600, 400))
    garbled = whole[:80] + bytes(len(whole) - 160) + whole[-80:]
    file = a_file(tmp_path, "garbled.png", garbled)

    (first,) = take_in_batch(ws, [file]).photos
    (again,) = take_in_batch(ws, [file]).photos

    assert first.status == "kept"
    assert set(first.flags) & {"undecodable", "damaged"}
    assert again.status == "known"
    changes = ws.db.execute("select count(*) from tail where entity = 'photo'").fetchone()[0]
    assert changes == 2  # stored, then found to be no picture
