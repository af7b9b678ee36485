"""Photos off a real card: sorted onto points, odd signs told."""

import shutil
from collections.abc import Iterator
from importlib.resources import as_file, files
from pathlib import Path

import pytest
from PIL import Image, ImageStat

from inspector.app import capture, take_in
from inspector.app.found import found
from inspector.app.workspace import Workspace, open_workspace
from inspector.domain.mark import MarkKind
from ui.marking_office import Sketch
from ui.workspace_office import WorkspaceOffice


@pytest.fixture(scope="module")
def card() -> Iterator[Path]:
    with as_file(files("resources") / "demo" / "photos") as folder:
        yield folder


@pytest.fixture(scope="module")
def district(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("district") / "ws"
    found(folder, person="检查员1号").close()
    return folder


@pytest.fixture
def workspace(district: Path, tmp_path: Path) -> Path:
    return shutil.copytree(district, tmp_path / "ws")


@pytest.fixture
def ws(workspace: Path) -> Iterator[Workspace]:
    with open_workspace(workspace) as ws:
        yield ws


def morning(card: Path) -> list[Path]:
    """Six photos of one stop at 纺机二村, as the phone named them."""
    return sorted(card.glob("IMG_20260901_08[345]*.jpg"))[:6]


def test_the_point_stands_in_the_form_with_its_confidence(workspace: Path, card: Path) -> None:
    office = WorkspaceOffice(workspace)
    group = office.sort_photos(morning(card))[0]
    office.close()
    assert group.point == "003-OR-04"
    assert group.proposal.startswith("建议 9") or group.proposal == "建议 100%"


def test_every_photo_with_a_position_is_told_how_far_it_lies_from_its_point(
    ws: Workspace, card: Path
) -> None:
    batch = take_in.take_in_batch(ws, morning(card))
    assert [line.point for line in batch.photos] == ["003-OR-04"] * 6
    assert all(line.distance_m is not None and line.distance_m < 60 for line in batch.photos)
    assert {name for one in batch.clusters for name in one.photos} == {
        line.sha256 for line in batch.photos
    }


def test_a_photo_sent_through_a_chat_is_told_once_for_the_batch(ws: Workspace, card: Path) -> None:
    batch = take_in.take_in_batch(ws, sorted(card.glob("mmexport*.jpg")))
    assert [one.code for one in batch.signs] == ["T7"]
    assert "2 张" in batch.signs[0].words
    assert all(line.point is None for line in batch.photos)


def test_the_same_file_for_another_place_and_day_is_told(ws: Workspace, card: Path) -> None:
    photo = morning(card)[0]
    capture.record(
        ws,
        capture.CaptureDraft(
            standard="P3.03.01",
            point="001-FM-01",
            photos=(photo,),
            at="2026-08-20T09:00:00+08:00",
        ),
    )
    batch = take_in.take_in_batch(ws, [photo])
    assert [one.code for one in batch.signs] == ["R1"]
    assert "同一个文件" in batch.photos[0].signs[0]


def test_the_same_photo_for_a_second_problem_of_the_visit_is_nothing_odd(
    ws: Workspace, card: Path
) -> None:
    photo = morning(card)[0]
    capture.record(
        ws,
        capture.CaptureDraft(
            standard="P3.03.01",
            point="003-OR-04",
            photos=(photo,),
            at="2026-09-01T08:36:00+08:00",
        ),
    )
    assert take_in.take_in_batch(ws, [photo]).signs == ()


def test_a_card_measured_in_the_other_datum_is_offered_one_switch(
    ws: Workspace, card: Path
) -> None:
    batch = take_in.take_in_batch(ws, [card], datum="GCJ02")
    assert [one.kind for one in batch.corrections] == ["datum"]
    assert batch.corrections[0].before_m is not None
    assert batch.corrections[0].before_m > 150
    assert batch.corrections[0].after_m is not None
    assert batch.corrections[0].after_m < 50


def test_a_cover_set_in_the_window_is_in_every_picture_but_the_one_it_is_drawn_on(
    workspace: Path, card: Path
) -> None:
    office = WorkspaceOffice(workspace)
    original = office.sort_photos(morning(card)[:1])[0].photos[0].path
    marking = office.marking()
    whole = Sketch(kind=MarkKind.REDACT, numbers=(0.0, 0.0, 1.0, 1.0))
    marks = marking.mark(original, [whole], [])
    assert brightness(office.screen_photo(original)) < 60 < brightness(marking.bare_photo(original))
    assert marking.mark(original, [], [marks[0].name]) == ()
    office.close()


def brightness(picture: Path) -> float:
    """The mean of all its pixels, 0 to 255."""
    with Image.open(picture) as opened:
        return ImageStat.Stat(opened.convert("L")).mean[0]
