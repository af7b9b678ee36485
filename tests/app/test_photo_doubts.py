"""What is odd about a photo is told where people decide: recording, before a notice, verifying."""

from pathlib import Path

import pytest

from inspector.app import office
from inspector.app.capture import record
from inspector.app.notify import NoticeMade
from inspector.app.take_in import take_in_batch
from inspector.app.verify import verify
from inspector.app.workspace import Workspace
from tests.builders import OTHER_POINT, a_draft, issued
from tests.photos.builders import a_file, a_jpeg, a_picture, a_place, a_tiff


@pytest.fixture
def photo(tmp_path: Path) -> Path:
    return a_file(tmp_path, "heap.jpg", a_jpeg(image=a_picture(640, 480)))


def advice(made: tuple[NoticeMade, ...], code: str) -> list[tuple[str | None, str]]:
    return [(said.issue, said.words) for one in made for said in one.advice if said.code == code]


def test_a_photo_that_served_elsewhere_is_told_when_it_is_recorded(
    ws: Workspace, photo: Path
) -> None:
    first = record(ws, a_draft(photos=(photo,)))

    second = record(ws, a_draft(on=3, point=OTHER_POINT, photos=(photo,)))

    assert first.reused == ()
    assert len(second.reused) == 1
    assert first.label in second.reused[0]


def test_one_photo_may_show_two_problems_of_one_visit(ws: Workspace, photo: Path) -> None:
    record(ws, a_draft(photos=(photo,)))

    assert record(ws, a_draft(standard="P3.02.01", photos=(photo,))).reused == ()


def test_the_same_pixels_under_other_metadata_are_told_too(
    ws: Workspace, photo: Path, tmp_path: Path
) -> None:
    record(ws, a_draft(photos=(photo,)))
    renamed = a_jpeg(a_tiff(make="Other"), image=a_picture(640, 480))

    told = record(
        ws, a_draft(on=3, point=OTHER_POINT, photos=(a_file(tmp_path, "b.jpg", renamed),))
    )

    assert len(told.reused) == 1


def test_pre_flight_advises_about_a_photo_that_serves_twice(ws: Workspace, photo: Path) -> None:
    first = record(ws, a_draft(photos=(photo,)))
    second = record(ws, a_draft(on=3, point=OTHER_POINT, photos=(photo,)))

    said = dict(advice(issued(ws, draft=True), "photo_reused"))

    assert second.label in said[first.issue]
    assert first.label in said[second.issue]


def test_pre_flight_advises_about_a_photo_taken_far_from_its_point(
    ws: Workspace, tmp_path: Path
) -> None:
    far = a_jpeg(a_tiff(model="P", **a_place(31.0, 121.0)), image=a_picture(640, 480))
    told = record(ws, a_draft(photos=(a_file(tmp_path, "far.jpg", far),)))

    ((issue, words),) = advice(issued(ws, draft=True), "photo_odd")

    assert issue == told.issue
    assert "离点位过远" in words


def test_verify_names_what_is_odd_and_calls_nothing_broken(ws: Workspace, photo: Path) -> None:
    record(ws, a_draft(photos=(photo,)))
    record(ws, a_draft(on=3, point=OTHER_POINT, photos=(photo,)))

    told = verify(ws.folder)

    assert told.ok
    assert any("同一个文件" in one.meaning for one in told.odd)
    assert any("无拍摄信息" in one.meaning for one in told.odd)


def test_a_watermark_camera_the_office_approves_is_no_editing(
    ws: Workspace, tmp_path: Path
) -> None:
    stamped = a_jpeg(a_tiff(model="P", software="元道经纬相机"), image=a_picture(640, 480))
    file = a_file(tmp_path, "stamped.jpg", stamped)
    before = take_in_batch(ws, [file])

    office.set_fields(ws, {"watermark_cameras": "今日水印相机、元道"})

    assert [one.code for one in before.signs] == ["T4"]
    assert take_in_batch(ws, [file]).signs == ()
    assert office.read(ws)["watermark_cameras"] == "今日水印相机、元道"


def test_a_strange_device_is_told_once_a_person_has_usual_ones(
    ws: Workspace, tmp_path: Path
) -> None:
    for number in range(20):
        own = a_jpeg(a_tiff(model="OWN"), image=a_picture(64, 48 + number))
        photo = a_file(tmp_path, f"{number}.jpg", own)
        record(ws, a_draft(on=number, photos=(photo,)))
    strange = a_jpeg(a_tiff(model="STRANGE"), image=a_picture(600, 400))

    (told,) = take_in_batch(ws, [a_file(tmp_path, "strange.jpg", strange)]).signs

    assert told.code == "T9"
