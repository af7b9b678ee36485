"""The inbox takes each photo once, when it is whole, and leaves the folder as it is."""

import os
import shutil
from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace

import pytest

from inspector.app import inbox
from inspector.app.inbox import Look, look_into, new_in, take_in_new
from inspector.app.take_in import take_in_batch
from inspector.app.workspace import Workspace
from inspector.domain.errors import InputError, MachineError
from inspector.photos.photo_store import RESERVE
from tests.photos.builders import a_file, a_jpeg, a_picture


def a_photo(seed: int) -> bytes:
    return a_jpeg(image=a_picture(80, 60, seed))


def no_wait(_seconds: float) -> None:
    """The next look is at once."""


def test_whole_photos_are_taken_and_left_where_they_are(ws: Workspace) -> None:
    files = [a_file(ws.inbox, f"{seed}.jpg", a_photo(seed)) for seed in (1, 2)]
    below = a_file(ws.inbox / "手机", "3.jpg", a_photo(3))

    arrived = take_in_new(ws, wait=no_wait)

    assert [one.status for one in arrived.batch.photos] == ["new"] * 3
    assert (arrived.known, arrived.waiting) == (0, ())
    assert [file.read_bytes() for file in (*files, below)] == [a_photo(seed) for seed in (1, 2, 3)]


def growing(file: Path, *pieces: bytes) -> Callable[[float], None]:
    """A copy that goes on while somebody waits."""
    left = iter(pieces)

    def wait(_seconds: float) -> None:
        with file.open("ab") as opened:
            opened.write(next(left))

    return wait


def test_a_photo_still_being_copied_waits_for_the_next_look(ws: Workspace) -> None:
    whole = a_photo(4)
    file = a_file(ws.inbox, "4.jpg", whole[:500])
    a_file(ws.inbox, "5.jpg", a_photo(5))

    first = take_in_new(ws, wait=growing(file, whole[500:800]))
    assert [Path(one.file).name for one in first.batch.photos] == ["5.jpg"]
    assert first.waiting == (str(file),)

    growing(file, whole[800:])(0)
    second = take_in_new(ws, before=first.look)
    assert second.batch.photos == ()
    assert second.waiting == (str(file),)

    third = take_in_new(ws, before=second.look)
    assert [one.status for one in third.batch.photos] == ["new"]
    assert third.waiting == ()


@pytest.mark.parametrize("name", ["x.jpg.part", "x.crdownload", ".x.jpg.tmp", "x.jpg~"])
def test_names_of_half_copies_wait_however_quiet_they_are(ws: Workspace, name: str) -> None:
    file = a_file(ws.inbox, name, a_photo(6))

    arrived = take_in_new(ws, wait=no_wait)

    assert (arrived.batch.photos, arrived.waiting) == ((), (str(file),))


def test_a_second_run_reads_and_does_no_more(
    ws: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    a_file(ws.inbox, "7.jpg", a_photo(7))
    take_in_new(ws, wait=no_wait)
    a_file(ws.inbox, "7 副本.jpg", a_photo(7))  # known by content, whatever it is called
    given: list[list[Path]] = []
    real = inbox.take_in_batch
    monkeypatch.setattr(
        inbox, "take_in_batch", lambda ws, new, **how: given.append(new) or real(ws, new, **how)
    )

    again = take_in_new(ws, wait=no_wait)

    assert given == [[]]
    assert (again.known, again.batch.photos) == (2, ())


def test_what_is_no_photo_is_told_each_time(ws: Workspace) -> None:
    a_file(ws.inbox, "说明.txt", "不是照片".encode())

    for _run in range(2):
        (line,) = take_in_new(ws, wait=no_wait).batch.photos
        assert line.status == "rejected"


def test_an_empty_inbox_costs_no_wait(ws: Workspace) -> None:
    waited: list[float] = []

    arrived = take_in_new(ws, wait=waited.append)

    assert (waited, arrived.batch.photos, arrived.known) == ([], (), 0)


def test_any_folder_may_be_watched_and_one_that_is_not_there_is_named(
    ws: Workspace, tmp_path: Path
) -> None:
    a_file(tmp_path / "card", "8.jpg", a_photo(8))
    before = look_into(tmp_path / "card")

    assert len(take_in_new(ws, tmp_path / "card", before=before).batch.photos) == 1
    with pytest.raises(InputError, match="找不到文件夹"):
        take_in_new(ws, tmp_path / "none")


def test_a_card_that_does_not_fit_is_not_begun(
    ws: Workspace, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    card = a_file(tmp_path / "card", "9.jpg", a_photo(9)).parent
    a_file(card, "10.jpg", a_photo(10))
    needed = sum(file.stat().st_size for file in card.iterdir())
    free = [RESERVE + needed - 1]
    monkeypatch.setattr(shutil, "disk_usage", lambda _place: SimpleNamespace(free=free[0]))

    with pytest.raises(MachineError, match="没有开始导入") as refused:
        take_in_batch(ws, [card])
    assert refused.value.code == "no_room"
    assert list(ws.photo_store.hashes()) == []

    free[0] += 1
    assert [one.status for one in take_in_batch(ws, [card]).photos] == ["new", "new"]
    free[0] = RESERVE
    assert [one.status for one in take_in_batch(ws, [card]).photos] == ["known", "known"]


def test_each_arrival_is_told_once_and_again_only_when_it_changed(ws: Workspace) -> None:
    folder = ws.inbox
    photo = a_file(folder, "8.jpg", a_photo(8))
    first, look = new_in(ws, folder, Look())
    assert first == ()  # one look alone does not say whether it is whole
    second, look = new_in(ws, folder, look)
    assert second == (photo,)
    third, look = new_in(ws, folder, look)
    assert third == ()
    photo.write_bytes(a_photo(9))
    os.utime(photo, ns=(1, 1))
    _changing, look = new_in(ws, folder, look)
    again, _look = new_in(ws, folder, look)
    assert again == (photo,)


def test_what_was_taken_in_before_is_no_arrival(ws: Workspace) -> None:
    folder = ws.inbox
    take_in_batch(ws, [a_file(folder, "10.jpg", a_photo(10))])
    _first, look = new_in(ws, folder, Look())
    assert new_in(ws, folder, look)[0] == ()


def test_a_watched_folder_that_is_away_has_no_arrivals(ws: Workspace, tmp_path: Path) -> None:
    assert new_in(ws, tmp_path / "gone", Look()) == ((), Look())
