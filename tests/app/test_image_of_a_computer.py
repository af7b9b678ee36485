"""An image of the whole computer put back: nothing on it can tell, and its chain has two ends."""

import shutil
from pathlib import Path

import orjson
import pytest

from inspector.app.capture import record
from inspector.app.handover import export
from inspector.app.merging import found_from, merge
from inspector.app.upkeep import digest
from inspector.app.verify import verify
from inspector.app.workspace import Workspace, open_workspace
from inspector.store.install import home
from tests.builders import NOW, a_draft, a_workspace


class Laptop:
    """A workspace and what the computer keeps of it elsewhere."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        a_workspace(folder).close()

    def open(self) -> Workspace:
        return open_workspace(self.folder, clock=lambda: NOW)

    def record(self, note: str) -> None:
        with self.open() as ws:
            record(ws, a_draft(note=note))

    def hand(self, out: Path, *, since: str | None = None) -> Path:
        with self.open() as ws:
            export(ws, out, since=since)
        return out

    def merge(self, *files: Path) -> None:
        with self.open() as ws:
            assert merge(ws, files).waiting == 0

    def image(self, place: Path) -> None:
        shutil.copyfile(self.folder / "inspector.db", place)
        shutil.copytree(home(), place.with_suffix(".home"))

    def put_back(self, place: Path) -> None:
        """Into the same file: path and inode are as they were."""
        shutil.copyfile(place, self.folder / "inspector.db")
        shutil.copytree(place.with_suffix(".home"), home(), dirs_exist_ok=True)


@pytest.fixture
def laptop(tmp_path: Path) -> Laptop:
    return Laptop(tmp_path / "laptop")


@pytest.fixture
def bundles(laptop: Laptop, tmp_path: Path) -> tuple[Path, Path, Path]:
    """What the laptop gave before the image was put back, after, and once it knew of both."""
    laptop.hand(tmp_path / "first.db")
    laptop.image(tmp_path / "image")
    laptop.record("原来的")
    before = laptop.hand(tmp_path / "before.db")
    laptop.put_back(tmp_path / "image")
    laptop.record("镜像的")
    after = laptop.hand(tmp_path / "after.db")
    laptop.merge(before)
    laptop.record("以后的")
    return before, after, laptop.hand(tmp_path / "both.db")


def notes(ws: Workspace) -> set[str]:
    return {row[0] for row in ws.db.execute("select note from finding order by id")}


def test_an_image_to_which_its_own_later_work_came_back_goes_on_behind_it(
    laptop: Laptop, tmp_path: Path
) -> None:
    """Nothing was written in between: its chain has one end, and others can follow it."""
    laptop.hand(tmp_path / "first.db")
    laptop.image(tmp_path / "image")
    laptop.record("原来的")
    later = laptop.hand(tmp_path / "later.db")
    laptop.put_back(tmp_path / "image")

    laptop.merge(later)
    laptop.record("以后的")
    laptop.hand(tmp_path / "all.db")

    with found_from(tmp_path / "other", tmp_path / "all.db", clock=lambda: NOW) as other:
        assert notes(other) == {"原来的", "以后的"}


def test_who_learns_that_his_chain_has_two_ends_goes_on_as_a_new_stream(
    laptop: Laptop, bundles: tuple[Path, Path, Path], tmp_path: Path
) -> None:
    """Else what he records next would follow neither end, and wait everywhere for ever."""
    with found_from(tmp_path / "other", bundles[2], clock=lambda: NOW) as other:
        assert notes(other) == {"原来的", "镜像的", "以后的"}
        export(other, tmp_path / "back.db")
        laptop.merge(tmp_path / "back.db")
        with laptop.open() as ws:
            assert digest(ws) == digest(other)
    assert verify(laptop.folder).ok


def test_the_vector_is_the_same_for_whoever_made_the_chain_and_whoever_got_it(
    laptop: Laptop, bundles: tuple[Path, Path, Path], tmp_path: Path
) -> None:
    laptop.put_back(tmp_path / "image")
    laptop.merge(*bundles[:2])
    with found_from(tmp_path / "other", bundles[0], clock=lambda: NOW) as other:
        merge(other, bundles[:2])
        export(other, tmp_path / "back.db")
        laptop.merge(tmp_path / "back.db")
        with laptop.open() as ws:
            assert digest(ws) == digest(other)


@pytest.mark.parametrize("known", ["bundle", "vector"])
def test_a_delta_has_both_ends_of_a_chain(
    laptop: Laptop, bundles: tuple[Path, Path, Path], tmp_path: Path, known: str
) -> None:
    """The other has as many changes of that chain, but of one end."""
    with found_from(tmp_path / "other", bundles[0], clock=lambda: NOW) as other:
        vector = orjson.dumps(digest(other).vector).decode()
        since = vector if known == "vector" else str(bundles[0])
        merge(other, [laptop.hand(tmp_path / "delta.db", since=since)])

        assert notes(other) == {"原来的", "镜像的", "以后的"}
