"""A card killed at any write of take-in: no row without its file, and the next run completes."""

from pathlib import Path

import pytest

from inspector.app.take_in import take_in_batch
from inspector.app.workspace import Workspace, open_workspace
from inspector.photos import batch
from tests.builders import NOW, a_workspace
from tests.faults.harness import calls_made, needs_strace, run_struck
from tests.photos.builders import a_file, a_jpeg, a_picture

pytestmark = needs_strace

CARD = 3


def reopened(folder: Path) -> Workspace:
    return open_workspace(folder, person="u03", clock=lambda: NOW)


def a_card(folder: Path, number: int) -> Path:
    for seed in range(CARD):
        picture = a_picture(64 + number, 48 + seed, 1 + seed)
        a_file(folder, f"{seed}.jpg", a_jpeg(image=picture))
    return folder


def taken_in_one_thread(folder: Path, card: Path) -> None:
    """The deed; in one thread, for strace counts the calls of each apart."""
    batch._in_order = lambda work, items, *_how: map(work, items)  # type: ignore[assignment]
    with reopened(folder) as ws:
        take_in_batch(ws, [card])


def rows(ws: Workspace) -> list[str]:
    return [row[0] for row in ws.db.execute("select sha256 from photo order by id").fetchall()]


def unfinished(folder: Path) -> int:
    return len(list(folder.rglob(".tmp-*")))


def check_after(folder: Path, left_before: int) -> None:
    """What holds the moment after: bytes for every row, a row for all names but one at most."""
    with reopened(folder) as ws:
        assert ws.db.execute("pragma integrity_check").fetchone()[0] == "ok"
        here = list(ws.photo_store.hashes())
        assert set(rows(ws)) <= set(here)
        assert len(set(here) - set(rows(ws))) <= 1
        assert all(map(ws.photo_store.check, here))
    assert unfinished(folder) - left_before <= 1


def check_completed(folder: Path, card: Path) -> None:
    """The same card again: everything has its row and is told once, nothing is there twice."""
    with reopened(folder) as ws:
        before = set(rows(ws))
        again = take_in_batch(ws, [card])
        assert {one.status for one in again.photos} <= {"new", "known"}
        told = {one.sha256 for one in again.photos}
        assert len(told) == CARD
        assert set(rows(ws)) == before | told == set(ws.photo_store.hashes())
        assert ws.db.execute("select 1 from photo where phash is null").fetchone() is None


@pytest.mark.parametrize(
    "step", [7, pytest.param(1, marks=pytest.mark.slow)], ids=["some calls", "every call"]
)
def test_a_card_killed_at_any_write_is_completed_by_the_next_run(tmp_path: Path, step: int) -> None:
    folder = tmp_path / "workspace"
    a_workspace(folder).close()
    whole = a_card(tmp_path / "whole", 0)
    calls = calls_made(lambda: taken_in_one_thread(folder, whole), tmp_path)
    assert len(calls) >= 12 * CARD  # write, fsync, rename, fsync of the folder; thumb; the row
    deaths = 0
    for number, (call, nth) in enumerate(calls[::step], start=1):
        card = a_card(tmp_path / f"card{number}", number)
        left = unfinished(folder)

        code = run_struck(lambda card=card: taken_in_one_thread(folder, card), nth, call=call)

        assert code in (-9, 0)
        deaths += code == -9
        check_after(folder, left)
        check_completed(folder, card)
    assert deaths >= len(calls[::step]) * 3 // 4  # a folder that was there already is a call less
