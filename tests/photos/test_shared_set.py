"""The 99 files of many cameras with known truth: what we read is what is true."""

import csv
import itertools
from datetime import timedelta
from functools import cache
from pathlib import Path

import pytest

from inspector.photos.batch import take_in_many
from inspector.photos.containers import Container, unwrap
from inspector.photos.exif import Flag, Metadata, read_metadata, size_shown, turn_to_show
from inspector.photos.formats import DRAWABLE, TIFF_LIKE
from inspector.photos.likeness import Likeness, likeness_of
from inspector.photos.photo_store import PhotoStore
from inspector.photos.pixels import CannotDraw, decode
from inspector.photos.sameness import Tone, Used, compare, nearest
from inspector.photos.take_in import Status
from inspector.photos.times import parse_offset, parse_stamp

SET = Path(__file__).resolve().parents[3] / "shared" / "data" / "photos"

NO_PLACE = {Flag.GPS_NO_FIX, Flag.GPS_IMPOSSIBLE, Flag.GPS_EMPTY}
"""A position exiftool prints and we refuse: 0,0; latitude 213; one number of the wrong type."""


@pytest.fixture(scope="module", autouse=True)
def photos() -> None:
    if not SET.is_dir():
        pytest.skip("the photo set is not here: ../shared/data/photos beside the repository")


def rows(name: str) -> list[dict[str, str]]:
    with (SET / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@cache
def read(name: str) -> tuple[Container, Metadata]:
    container = unwrap((SET / name).read_bytes())
    return container, read_metadata(container, name)


@cache
def hashes(name: str) -> Likeness | None:
    container, metadata = read(name)
    turn = turn_to_show(container, metadata.orientation)
    try:
        image = decode((SET / name).read_bytes(), container, turn, 320).image
    except CannotDraw:
        return None
    return likeness_of(image)


def test_time_offset_camera_and_orientation_are_as_the_manifest_says() -> None:
    for row in rows("manifest.csv"):
        _, metadata = read(row["file"])
        truth = {
            "taken_at": parse_stamp(row["DateTimeOriginal"], row["subsec"]),
            "offset": parse_offset(row["offset"]),
            "make": row["make"].strip(),
            "model": row["model"].strip(),
            "software": row["software"].strip(),
            "orientation": int(row["orientation"]) if row["orientation"] else None,
        }
        told = {name: value for name, value in truth.items() if value not in (None, "")}
        assert {name: getattr(metadata, name) for name in told} == told, row["file"]


def test_positions_are_as_the_manifest_says_or_refused_with_a_reason() -> None:
    for row in rows("manifest.csv"):
        _, metadata = read(row["file"])
        if not row["lat"] or NO_PLACE & set(metadata.flags):
            assert metadata.lat is None, row["file"]
            continue
        truth = float(row["lat"]), float(row["lon"])
        assert (metadata.lat, metadata.lon) == pytest.approx(truth, abs=1e-6), row["file"]


def test_sizes_shown_are_as_the_manifest_says() -> None:
    for row in rows("manifest.csv"):
        container, metadata = read(row["file"])
        if row["width"] and container.format not in TIFF_LIKE:  # raw files are never shown
            truth = int(row["width"]), int(row["height"])
            assert size_shown(container, metadata.orientation) == truth, row["file"]


def test_every_file_has_its_line_and_originals_are_byte_identical(tmp_path: Path) -> None:
    store = PhotoStore(tmp_path)
    truth = {row["file"]: row["sha256"] for row in rows("manifest.csv")}
    lines = list(take_in_many(store, [SET / name for name in truth]))

    assert [str(line.file.relative_to(SET)) for line in lines] == list(truth)
    refused = {line.file.name for line in lines if line.status is Status.REJECTED}
    assert refused == {"zero.jpg", "text.jpg"}
    for line in lines:
        if line.status is not Status.REJECTED:
            # the manifest lists b1_retime.jpg with the hash of its own bytes, as all others
            assert line.sha256 == truth[str(line.file.relative_to(SET))]
            assert store.check(line.sha256)


def test_pairs_with_changed_metadata_have_one_picture_hash() -> None:
    for pair in rows("pairs.csv"):
        if pair["relation"].startswith("same_pixels"):
            assert read(pair["a"])[0].picture_hash == read(pair["b"])[0].picture_hash, pair["b"]


def test_every_derived_copy_is_recognised() -> None:
    for pair in rows("pairs.csv"):
        if pair["relation"] in ("near_duplicate", "mirrored_duplicate", "screenshot"):
            one, other = hashes(pair["a"]), hashes(pair["b"])
            assert one is not None, pair["a"]
            assert other is not None, pair["b"]
            assert nearest(one, other) is not None, pair["b"]


def test_no_two_unrelated_photos_look_alike() -> None:
    family = {pair["b"]: pair["a"] for pair in rows("pairs.csv")}
    # the orientation examples are one landscape and one portrait, photographed eight times
    family |= {f"0{n}_Landscape_{n}.jpg": "01_Landscape_1.jpg" for n in (2, 4, 6, 8)}
    family |= {f"0{n}_Portrait_{n}.jpg": "03_Portrait_3.jpg" for n in (5, 7)}
    names = [
        row["file"]
        for row in rows("manifest.csv")
        if read(row["file"])[0].format in DRAWABLE and hashes(row["file"]) is not None
    ]
    unrelated = [
        (one, other)
        for one, other in itertools.combinations(names, 2)
        if family.get(one, one) != family.get(other, other)
    ]

    assert len(unrelated) > 2500
    for one, other in unrelated:
        assert compare(_used(one), _used(other)) is None, (one, other)


def test_two_shots_of_one_second_are_told_unless_one_finding_holds_both() -> None:
    one, other = _used("39_iphone_hdr_NO.jpg"), _used("40_iphone_hdr_YES.jpg")
    assert one.taken_at is not None
    assert other.taken_at is not None
    assert abs(one.taken_at - other.taken_at) < timedelta(seconds=60)

    found = compare(one, other)

    assert found is not None
    assert found.tone is Tone.RED


def _used(name: str) -> Used:
    container, metadata = read(name)
    return Used(
        sha256=name,
        finding=name,
        visit=name,
        picture_hash=container.picture_hash,
        likeness=hashes(name),
        taken_at=metadata.moment(),
    )
