"""The long picture is small, whole, and carries nothing but what it shows."""

from dataclasses import replace
from io import BytesIO

from PIL import Image

from inspector.documents.longpicture import long_pictures
from inspector.documents.paper import Trouble
from tests.documents.papers import a_notice, a_photo, a_problem, a_repeat


def opened(png: bytes) -> Image.Image:
    return Image.open(BytesIO(png))


def test_it_is_1080_wide_and_carries_no_data_of_a_camera() -> None:
    (png,) = long_pictures(a_notice(items=(a_repeat(1, photos=2), a_problem(2)))).pngs
    with opened(png) as picture:
        assert picture.width == 1080
        assert picture.height <= 12_000
        assert not picture.getexif()
        assert set(picture.info) <= {"transparency"}
    assert len(png) <= 3_000_000


def test_many_problems_make_several_pictures_and_no_card_is_torn() -> None:
    pngs = long_pictures(a_notice(40)).pngs

    assert len(pngs) > 1
    for png in pngs:
        with opened(png) as picture:
            assert picture.height <= 12_000
        assert len(png) <= 3_000_000


def test_the_same_notice_gives_the_same_picture() -> None:
    assert long_pictures(a_notice(3)) == long_pictures(a_notice(3))


def test_a_broken_photo_leaves_its_frame_and_a_warning() -> None:
    broken = a_photo(jpeg=b"\xff\xd8nothing")
    second = replace(a_problem(2), photos=(broken,))
    made = long_pictures(a_notice(items=(a_problem(1), second)))

    assert [(one.kind, one.problem) for one in made.warnings] == [(Trouble.PHOTO_UNREADABLE, 2)]


def test_long_names_and_rare_characters_are_drawn_too() -> None:
    item = a_problem(
        1,
        point="澜川市青屿区望澜街道" * 4,
        spot="王𬭎门前" * 8,
        description="说明" * 150,
        deadline="围护11月18日11:00前；修复11月19日前",
        occurrence=3,
    )
    made = long_pictures(a_notice(items=(item, a_problem(2, deadline="", photos=0))))

    assert not made.warnings
