"""Marks and stamp are drawn into derivatives; what is covered is nowhere to be read in them."""

import hashlib
import io
from pathlib import Path

import pytest
from PIL import Image, ImageStat

from inspector.domain.mark import MOSAIC_CELLS, Mark, MarkKind, Shape
from inspector.photos.marking import BARE, Layers, cover, draw
from inspector.photos.photo_store import PhotoStore
from inspector.photos.renditions import Kind, rendition, rendition_path
from inspector.photos.take_in import take_in
from tests.photos.builders import a_file, a_jpeg, a_picture, a_place, a_tiff
from tests.photos.secret import COVER, a_picture_with_a_plate, plate_shows

MIDDLE: Shape = (0.25, 0.25, 0.5, 0.5)


def layers(kind: MarkKind, shape: Shape = COVER, words: str = "") -> Layers:
    return Layers(marks=(Mark(kind=kind, shape=shape, words=words),))


def kept(folder: Path, image: Image.Image, **tags: object) -> tuple[PhotoStore, str]:
    store = PhotoStore(folder / "workspace")
    tiff = a_tiff(make="HUAWEI", **tags, **a_place(39.9, 116.4))  # type: ignore[arg-type]
    taken = take_in(store, a_file(folder, "1.jpg", a_jpeg(tiff, image, quality=92)))
    assert taken.sha256 is not None
    return store, taken.sha256


@pytest.mark.parametrize("kind", list(Kind))
@pytest.mark.parametrize("way", [MarkKind.REDACT, MarkKind.MOSAIC])
def test_what_is_covered_is_in_no_derivative_and_the_original_stays(
    tmp_path: Path, kind: Kind, way: MarkKind
) -> None:
    store, sha256 = kept(tmp_path, a_picture_with_a_plate())
    bare = rendition(store, sha256, kind, BARE).read_bytes()
    hidden = rendition(store, sha256, kind, layers(way)).read_bytes()

    assert plate_shows(bare)
    if way is MarkKind.REDACT:
        assert not plate_shows(hidden)
    assert hashlib.sha256(store.path(sha256).read_bytes()).hexdigest() == sha256
    with Image.open(io.BytesIO(hidden)) as opened:
        assert not opened.getexif()
        assert opened.info.keys() <= {"jfif", "jfif_version", "jfif_unit", "jfif_density"}


@pytest.mark.parametrize("size", [(2048, 1536), (1182, 886), (320, 240)])
def test_a_mosaic_leaves_a_few_averages_and_the_same_in_every_size(size: tuple[int, int]) -> None:
    stripes = a_picture_with_a_plate(size)
    box = tuple(
        round(part * side)
        for part, side in zip(
            (COVER[0], COVER[1], COVER[0] + COVER[2], COVER[1] + COVER[3]), size * 2, strict=True
        )
    )

    colours = (
        cover(stripes, layers(MarkKind.MOSAIC)).crop(box).getcolors(MOSAIC_CELLS * MOSAIC_CELLS)
    )

    assert colours is not None  # else there are more than a mosaic has cells
    assert len(colours) <= MOSAIC_CELLS * MOSAIC_CELLS


def test_a_cover_leaves_no_edge_of_its_area() -> None:
    """On a picture of 10 by 10 an area from 0.25 to 0.55 touches pixels 2 to 5."""
    white = Image.new("RGB", (10, 10), "white")

    covered = cover(white, layers(MarkKind.REDACT, (0.25, 0.25, 0.3, 0.3)))

    dark = [(x, y) for x in range(10) for y in range(10) if covered.getpixel((x, y)) != (255,) * 3]
    assert dark == [(x, y) for x in range(2, 6) for y in range(2, 6)]


@pytest.mark.parametrize("orientation", [1, 3, 6, 8])
def test_a_mark_lies_where_it_was_drawn_on_the_picture_as_shown(
    tmp_path: Path, orientation: int
) -> None:
    """A turned photo is marked upright: the top left quarter as shown is covered."""
    white = Image.new("RGB", (640, 480), "white")
    store, sha256 = kept(tmp_path, white, orientation=orientation)
    corner = layers(MarkKind.REDACT, (0.0, 0.0, 0.5, 0.5))

    with Image.open(rendition(store, sha256, Kind.SCREEN, corner)) as shown:
        quarter = shown.width // 2, shown.height // 2
        assert ImageStat.Stat(shown.crop((0, 0, quarter[0] - 8, quarter[1] - 8))).mean[0] < 40
        assert ImageStat.Stat(shown.crop((quarter[0] + 8, 0, *shown.size))).mean[0] > 250


@pytest.mark.parametrize(
    ("kind", "shape"),
    [(MarkKind.ARROW, (0.2, 0.2, 0.8, 0.8)), (MarkKind.BOX, MIDDLE), (MarkKind.TEXT, MIDDLE)],
)
@pytest.mark.parametrize("ground", ["white", "black", (214, 30, 30)])
def test_lines_and_words_show_on_any_ground(kind: MarkKind, shape: Shape, ground: str) -> None:
    picture = Image.new("RGB", (800, 600), ground)

    drawn = draw(picture, layers(kind, shape, "占道堆物"))

    assert ImageStat.Stat(drawn).stddev != [0, 0, 0]
    assert ImageStat.Stat(picture).stddev == [0, 0, 0]  # the picture given is left alone
    assert drawn.getpixel((2, 2)) == picture.getpixel((2, 2))


def test_an_arrow_points_at_its_second_end() -> None:
    drawn = draw(Image.new("RGB", (800, 600)), layers(MarkKind.ARROW, (0.1, 0.5, 0.9, 0.5)))

    red = drawn.split()[0]
    head, tail = red.crop((690, 0, 720, 600)).getbbox(), red.crop((80, 0, 110, 600)).getbbox()
    assert head is not None
    assert tail is not None
    assert head[3] - head[1] > 2 * (tail[3] - tail[1])


def test_words_near_the_edge_are_moved_in_whole() -> None:
    picture = Image.new("RGB", (400, 300))
    words = "机动车占用盲道停放"
    inside = draw(picture, layers(MarkKind.TEXT, (0.1, 0.1, 0, 0), words))
    at_edge = draw(picture, layers(MarkKind.TEXT, (0.99, 0.99, 0, 0), words))

    def ink(image: Image.Image) -> float:
        return ImageStat.Stat(image.convert("L")).sum[0]

    assert ink(at_edge) == pytest.approx(ink(inside), rel=0.02)


def test_a_stamp_stands_below_and_hides_little() -> None:
    picture = Image.new("RGB", (1600, 1200), "white")
    stamped = draw(picture, Layers(stamp=("2026-08-03 09:00", "城南集贸市场（东门）")))

    assert stamped.crop((0, 0, 1600, 1050)).getextrema() == ((255, 255),) * 3
    dark = stamped.convert("L").point(lambda one: 255 if one < 160 else 0)
    assert 0.002 < ImageStat.Stat(dark).mean[0] / 255 < 0.06


def test_a_thumb_bears_no_stamp(tmp_path: Path) -> None:
    store, sha256 = kept(tmp_path, a_picture(800, 600))
    stamped = Layers(stamp=("2026-08-03 09:00",))

    bare = rendition(store, sha256, Kind.THUMB, BARE)
    assert rendition(store, sha256, Kind.THUMB, stamped) == bare
    assert rendition(store, sha256, Kind.SCREEN, stamped) != rendition(
        store, sha256, Kind.SCREEN, BARE
    )


def test_a_rendition_made_before_a_mark_is_never_taken_for_one_made_after_it() -> None:
    store = PhotoStore(Path("workspace"))
    one, other = layers(MarkKind.BOX), layers(MarkKind.REDACT)
    moved = layers(MarkKind.REDACT, MIDDLE)
    stamped = Layers(marks=other.marks, stamp=("09:00",))
    every = [BARE, one, other, moved, stamped, Layers(stamp=("09:00",))]

    paths = {rendition_path(store, "ab" * 32, Kind.PRINT, each) for each in every}

    assert len(paths) == len(every)
