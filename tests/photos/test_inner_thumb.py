"""An editor that forgets the embedded thumbnail leaves the old picture there to be seen."""

from pathlib import Path

import pytest
from PIL import Image, ImageOps

from inspector.photos.photo_store import PhotoStore
from inspector.photos.prepare import prepare
from inspector.photos.take_in import Status, take_in
from tests.photos.builders import a_file, a_heic, a_jpeg, a_picture, a_tiff_with_thumb

PHOTO = a_picture(640, 480, seed=3)


def thumb_bits(tmp_path: Path, thumb: Image.Image) -> int | None:
    content = a_jpeg(a_tiff_with_thumb(a_jpeg(image=thumb.resize((160, 120)))), PHOTO)
    store = PhotoStore(tmp_path / "workspace")
    taken = take_in(store, a_file(tmp_path, "IMG_1.jpg", content))
    assert taken.sha256 is not None
    assert prepare(store, taken.sha256).thumb_bits == taken.thumb_bits
    return taken.thumb_bits


def test_a_cameras_own_thumbnail_is_the_picture(tmp_path: Path) -> None:
    bits = thumb_bits(tmp_path, PHOTO)

    assert bits is not None
    assert bits <= 6


@pytest.mark.parametrize("other", [ImageOps.mirror(PHOTO), a_picture(640, 480, seed=5)])
def test_a_thumbnail_of_another_picture_is_far_off(tmp_path: Path, other: Image.Image) -> None:
    bits = thumb_bits(tmp_path, other)

    assert bits is not None
    assert bits > 20


def test_a_heic_cut_short_is_kept_as_damaged_even_though_it_opens(tmp_path: Path) -> None:
    content = a_heic(image=PHOTO)
    file = a_file(tmp_path, "IMG_2.heic", content[: len(content) * 9 // 10])
    taken = take_in(PhotoStore(tmp_path / "workspace"), file)

    assert taken.status is Status.KEPT
    assert taken.reason
