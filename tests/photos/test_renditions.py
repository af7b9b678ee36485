"""Pictures made from originals: upright, small, without metadata."""

from pathlib import Path

import pytest
from PIL import Image

from inspector.domain.errors import InputError
from inspector.photos.marking import BARE
from inspector.photos.photo_store import PhotoStore
from inspector.photos.renditions import LONG_SIDE, Kind, is_whole, rendition
from inspector.photos.take_in import take_in
from tests.photos.builders import a_file, a_heic, a_jpeg, a_picture, a_png, a_tiff, a_webp

UPRIGHT_CORNER = {
    1: (0, 0), 2: (1, 0), 3: (1, 1), 4: (0, 1), 5: (0, 0), 6: (1, 0), 7: (1, 1), 8: (0, 1),
}  # fmt: skip
"""Where the stored top left corner lies as shown (EXIF 2.32, orientation): right?, bottom?"""


def kept(tmp_path: Path, content: bytes) -> tuple[PhotoStore, str]:
    store = PhotoStore(tmp_path / "workspace")
    taken = take_in(store, a_file(tmp_path, "photo.jpg", content))
    assert taken.sha256 is not None
    return store, taken.sha256


def opened(path: Path) -> Image.Image:
    with Image.open(path) as image:
        return image.copy()


def a_marked_picture(wide: int, high: int) -> Image.Image:
    """Dark, with a white top left quarter."""
    image = Image.new("RGB", (wide, high), (30, 40, 60))
    image.paste((255, 255, 255), (0, 0, wide // 2, high // 2))
    return image


@pytest.mark.parametrize("orientation", range(1, 9))
def test_every_orientation_is_shown_upright(tmp_path: Path, orientation: int) -> None:
    image = a_marked_picture(640, 480)
    store, sha256 = kept(tmp_path, a_jpeg(a_tiff(orientation=orientation), image))
    shown = opened(rendition(store, sha256, Kind.THUMB, BARE)).convert("L")

    assert shown.size == ((320, 240) if orientation < 5 else (240, 320))
    right, bottom = UPRIGHT_CORNER[orientation]
    white = shown.getpixel(
        (shown.width * (1 + 2 * right) // 4, shown.height * (1 + 2 * bottom) // 4)
    )
    dark = shown.getpixel(
        (shown.width * (3 - 2 * right) // 4, shown.height * (3 - 2 * bottom) // 4)
    )
    assert white > 220 > 90 > dark


def test_heic_is_turned_by_its_container_alone(tmp_path: Path) -> None:
    store, sha256 = kept(tmp_path, a_heic(a_tiff(orientation=6), a_marked_picture(640, 480)))
    shown = opened(rendition(store, sha256, Kind.THUMB, BARE))

    assert shown.size in ((320, 240), (240, 320))


@pytest.mark.parametrize("kind", list(Kind))
def test_renditions_have_their_size_and_no_metadata(tmp_path: Path, kind: Kind) -> None:
    store, sha256 = kept(tmp_path, a_jpeg(a_tiff(make="HUAWEI"), a_picture(4000, 3000)))
    path = rendition(store, sha256, kind, BARE)

    with Image.open(path) as shown:
        assert max(shown.size) == LONG_SIDE[kind]
        assert not shown.getexif()
        assert "progression" not in shown.info
        assert "icc_profile" not in shown.info


def test_a_small_photo_is_never_enlarged(tmp_path: Path) -> None:
    store, sha256 = kept(tmp_path, a_jpeg())

    assert opened(rendition(store, sha256, Kind.SCREEN, BARE)).size == (64, 48)


@pytest.mark.parametrize(
    "content",
    [
        a_png(image=a_picture().convert("P")),
        a_png(image=a_picture().convert("LA")),
        a_png(image=a_picture().convert("1")),
        a_png(image=a_picture().convert("I;16")),
        a_jpeg(image=a_picture().convert("CMYK")),
        a_jpeg(image=a_picture().convert("L")),
        a_jpeg(progressive=True),
        a_webp(),
    ],
    ids=["palette", "alpha", "one bit", "16 bit", "cmyk", "grey", "progressive", "webp"],
)
def test_every_kind_of_pixel_becomes_plain_rgb(tmp_path: Path, content: bytes) -> None:
    store, sha256 = kept(tmp_path, content)

    assert opened(rendition(store, sha256, Kind.PRINT, BARE)).mode == "RGB"


def test_transparency_becomes_white_paper(tmp_path: Path) -> None:
    clear = Image.new("RGBA", (64, 48), (200, 0, 0, 0))
    store, sha256 = kept(tmp_path, a_png(image=clear))

    assert opened(rendition(store, sha256, Kind.THUMB, BARE)).getpixel((30, 20)) == (255, 255, 255)


def test_a_rendition_lost_or_torn_is_made_again(tmp_path: Path) -> None:
    store, sha256 = kept(tmp_path, a_jpeg())
    path = rendition(store, sha256, Kind.THUMB, BARE)
    whole = path.read_bytes()
    path.write_bytes(whole[: len(whole) // 2])

    assert not is_whole(path)
    assert rendition(store, sha256, Kind.THUMB, BARE).read_bytes() == whole


def test_a_video_has_no_rendition_and_says_so(tmp_path: Path) -> None:
    store, sha256 = kept(tmp_path, b"\x00\x00\x00\x18ftypmp42\x00\x00\x00\x00mp42isom")

    with pytest.raises(InputError, match="没有可显示的画面"):
        rendition(store, sha256, Kind.SCREEN, BARE)


def test_a_missing_original_is_named(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="不在本机"):
        rendition(PhotoStore(tmp_path), "ab" * 32, Kind.THUMB, BARE)
