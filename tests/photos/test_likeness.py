"""Photos used twice: found through resending, cropping, mirroring, turning; others left alone."""

import random
from datetime import UTC, datetime, timedelta

import pytest
from PIL import Image, ImageEnhance, ImageOps

from inspector.photos.likeness import Likeness, distance, likeness_of, signed, unsigned
from inspector.photos.sameness import Level, Reuse, Tone, Used, compare
from inspector.photos.shelf import Shelf
from tests.photos.builders import a_picture

NOON = datetime(2026, 9, 1, 4, tzinfo=UTC)
PHOTO = a_picture(640, 480, seed=3)


def likeness(image: Image.Image) -> Likeness:
    found = likeness_of(image)
    assert found is not None
    return found


def used(image: Image.Image, finding: str, **known: object) -> Used:
    values = {
        "sha256": finding.ljust(64, "0"),
        "visit": finding,
        "likeness": likeness(image),
    } | known
    return Used(finding=finding, **values)


def against_original(image: Image.Image) -> Reuse | None:
    return compare(used(PHOTO, "f1"), used(image, "f2"))


@pytest.mark.parametrize(
    ("name", "image"),
    [
        ("resent", PHOTO.resize((320, 240))),
        ("brighter", ImageEnhance.Brightness(PHOTO).enhance(1.15)),
        ("screenshot", ImageOps.expand(PHOTO, (0, 200, 0, 200), "black")),
    ],
)
def test_the_same_picture_resent_is_red(name: str, image: Image.Image) -> None:
    reuse = against_original(image)

    assert reuse is not None
    assert (reuse.rule, reuse.tone, reuse.level) == ("R3", Tone.RED, Level.ALIKE)


@pytest.mark.parametrize(
    ("name", "image"),
    [
        ("mirrored", ImageOps.mirror(PHOTO)),
        ("cropped", PHOTO.crop((51, 38, 589, 442))),
        ("turned", PHOTO.rotate(3, Image.Resampling.BICUBIC).crop((32, 24, 608, 456))),
    ],
)
def test_a_picture_cropped_mirrored_or_turned_is_at_least_amber(
    name: str, image: Image.Image
) -> None:
    assert against_original(image) is not None


def test_other_pictures_are_left_alone() -> None:
    others = [likeness(a_picture(640, 480, seed=seed)) for seed in (4, 5, 7, 8, 9)]

    assert not Shelf((one.plain, one.crop) for one in others).near(likeness(PHOTO))


def test_a_flat_picture_has_no_likeness() -> None:
    assert likeness_of(Image.new("RGB", (320, 240), (20, 20, 22))) is None


def test_the_mirrored_hash_is_the_hash_of_the_mirrored_picture() -> None:
    assert distance(likeness(PHOTO).mirror, likeness(ImageOps.mirror(PHOTO)).plain) <= 2


def test_one_file_in_two_visits_is_red_and_within_one_visit_quiet() -> None:
    one = used(PHOTO, "f1", sha256="a" * 64, visit="003-OR-04 09-01")
    same_visit = used(PHOTO, "f2", sha256="a" * 64, visit="003-OR-04 09-01")
    later = used(PHOTO, "f3", sha256="a" * 64, visit="003-OR-04 09-03")

    assert compare(one, same_visit) is None
    found = compare(one, later)
    assert found is not None
    assert (found.rule, found.level) == ("R1", Level.FILE)


def test_one_file_as_before_and_after_is_red_even_within_one_finding() -> None:
    before = used(PHOTO, "f1", sha256="a" * 64)
    after = used(PHOTO, "f1", sha256="a" * 64, shows_result=True)

    found = compare(before, after)
    assert found is not None
    assert (found.rule, found.tone) == ("R1", Tone.RED)


def test_the_same_pixels_with_other_shooting_data_are_told_apart_from_the_same_file() -> None:
    found = compare(used(PHOTO, "f1", picture_hash="p"), used(PHOTO, "f2", picture_hash="p"))

    assert found is not None
    assert (found.rule, found.level) == ("R2", Level.PIXELS)


def test_two_shots_a_minute_apart_are_innocent_but_not_as_before_and_after() -> None:
    first = used(PHOTO, "f1", taken_at=NOON)
    second = used(PHOTO, "f2", taken_at=NOON + timedelta(seconds=60))
    result = used(
        PHOTO, "f1", sha256="b" * 64, taken_at=NOON + timedelta(days=1), shows_result=True
    )

    assert compare(first, second) is None
    found = compare(first, result)
    assert found is not None
    assert (found.rule, found.tone) == ("R5", Tone.AMBER)


def test_photos_of_a_void_finding_do_not_count() -> None:
    assert compare(used(PHOTO, "f1", void=True), used(PHOTO, "f2")) is None


def test_the_shelf_counts_bits_as_two_numbers_do() -> None:
    chance = random.Random(7)
    held = [(chance.getrandbits(64), chance.getrandbits(64)) for _ in range(300)]
    asked = chance.getrandbits(64)
    query = Likeness(plain=asked, crop=asked, mirror=asked, tilted=(asked, asked))
    near_by = {
        at for at, pair in enumerate(held) if min(distance(asked, one) for one in pair) <= 10
    }
    nearly = asked ^ 0b111

    shelf = Shelf([*held, (nearly, 0)])

    assert {one.place for one in shelf.near(query)} >= {*near_by, 300}
    assert [one.bits for one in shelf.near(query) if one.place == 300] == [3]


@pytest.mark.parametrize("number", [0, 1, (1 << 63) - 1, 1 << 63, (1 << 64) - 1])
def test_hashes_survive_the_database(number: int) -> None:
    assert -(1 << 63) <= signed(number) < 1 << 63
    assert unsigned(signed(number)) == number
