"""Each way a real camera file misleads a reader, one test for each."""

import struct
from datetime import datetime, timedelta

import pytest

from inspector.photos.containers import unwrap
from inspector.photos.exif import Flag, Metadata, TimeSource, read_metadata, size_shown
from inspector.photos.formats import Format
from tests.photos.builders import (
    a_heic,
    a_jpeg,
    a_picture,
    a_place,
    a_png,
    a_segment,
    a_tiff,
    a_webp,
)

HERE = a_place(38.842484, 83.451131)
STAMP = "2026:09:01 08:30:15"
TAKEN = datetime.fromisoformat("2026-09-01 08:30:15")


def read(content: bytes, name: str = "") -> Metadata:
    return read_metadata(unwrap(content), name)


@pytest.mark.parametrize(
    "before",
    [
        a_segment(0xE7, b"HUAWEI" + bytes(200)),
        a_segment(0xE6, bytes(65_000)),
        a_segment(0xED, b"Photoshop 3.0\x00" + bytes(60)),
        b"\xff\xff" + a_segment(0xFE, b"a comment")[1:],
    ],
    ids=["huawei app7", "motorola 64 KB app6", "photoshop app13", "fill bytes and comment"],
)
def test_exif_is_found_behind_a_makers_own_segments(before: bytes) -> None:
    assert read(a_jpeg(a_tiff(model="ELE-L29"), before=before)).model == "ELE-L29"


@pytest.mark.parametrize("lossless", [False, True])
def test_exif_is_found_in_webp_behind_the_colour_profile(lossless: bool) -> None:
    container = unwrap(a_webp(a_tiff(model="COOLPIX P7000", orientation=6), lossless=lossless))

    assert read_metadata(container).model == "COOLPIX P7000"
    assert size_shown(container, 6) == (48, 64)


def test_exif_is_found_in_heic_with_the_offset() -> None:
    metadata = read(a_heic(a_tiff(taken=STAMP, offset="+08:00", make="SONY")))

    assert (metadata.make, metadata.taken_at, metadata.offset) == (
        "SONY",
        TAKEN,
        timedelta(hours=8),
    )


def test_heic_keeps_the_raw_orientation_and_is_not_turned_a_second_time() -> None:
    container = unwrap(a_heic(a_tiff(orientation=6)))
    metadata = read_metadata(container)

    assert metadata.orientation == 6
    assert size_shown(container, metadata.orientation) == (container.width, container.height)


@pytest.mark.parametrize("lat", [[(0, 0)] * 3, [(38, 1), (50, 0), (0, 0)]])
def test_gps_of_nought_by_nought_is_no_place(lat: list[tuple[int, int]]) -> None:
    metadata = read(
        a_jpeg(a_tiff(lat_ref="N", lat=lat, lon_ref="E", lon=[(83, 1), (27, 1), (4, 1)]))
    )

    assert (metadata.lat, metadata.lon) == (None, None)
    assert Flag.GPS_EMPTY in metadata.flags


def test_gps_zero_zero_is_no_fix() -> None:
    metadata = read(a_jpeg(a_tiff(**a_place(0, 0))))

    assert metadata.lat is None
    assert Flag.GPS_NO_FIX in metadata.flags


def test_latitude_beyond_the_pole_is_impossible_and_its_raw_value_is_kept() -> None:
    metadata = read(a_jpeg(a_tiff(**a_place(213.64, 103.48))))

    assert metadata.lat is None
    assert Flag.GPS_IMPOSSIBLE in metadata.flags
    assert "213" in dict(metadata.raw)["GPS GPSLatitude"]


def test_altitude_wrapped_below_zero_is_refused() -> None:
    metadata = read(a_jpeg(a_tiff(alt=[(4_294_967_284, 1)], alt_ref=b"\x00", **HERE)))

    assert metadata.altitude is None
    assert Flag.ALTITUDE_IMPOSSIBLE in metadata.flags
    assert metadata.lat == pytest.approx(38.842484, abs=1e-6)


def test_altitude_without_its_reference_is_kept_and_said() -> None:
    metadata = read(a_jpeg(a_tiff(alt=[(12, 1)], **HERE)))

    assert metadata.altitude == 12
    assert Flag.ALTITUDE_REF_MISSING in metadata.flags


def test_altitude_below_the_sea_is_negative() -> None:
    assert read(a_jpeg(a_tiff(alt=[(28, 10)], alt_ref=b"\x01", **HERE))).altitude == -2.8


@pytest.mark.parametrize("value", [0, 9, 65_535])
def test_orientation_outside_the_standard_shows_upright_and_is_said(value: int) -> None:
    container = unwrap(a_jpeg(a_tiff(orientation=value)))
    metadata = read_metadata(container)

    assert metadata.orientation == value
    assert Flag.ORIENTATION_INVALID in metadata.flags
    assert size_shown(container, value) == (64, 48)


@pytest.mark.parametrize(("value", "size"), [(5, (48, 64)), (8, (48, 64)), (3, (64, 48))])
def test_orientations_lying_on_the_side_swap_the_size_shown(
    value: int, size: tuple[int, int]
) -> None:
    container = unwrap(a_jpeg(a_tiff(orientation=value)))

    assert size_shown(container, read_metadata(container).orientation) == size


def test_a_clock_in_2099_is_kept_but_never_used() -> None:
    metadata = read(a_jpeg(a_tiff(taken="2099:09:29 10:10:10")))

    assert metadata.taken_at is not None
    assert Flag.TIME_IMPLAUSIBLE in metadata.flags
    assert metadata.moment() is None


def test_gps_tags_of_the_wrong_type_are_no_place() -> None:
    metadata = read(a_jpeg(a_tiff(lat_ref="N", lat=4_294_967_295, lon_ref=1, lon="east")))

    assert (metadata.lat, metadata.lon) == (None, None)


def test_subseconds_inside_the_stamp_are_read() -> None:
    taken = read(a_jpeg(a_tiff(taken=STAMP + ".847"))).taken_at

    assert taken == TAKEN + timedelta(milliseconds=847)


def test_subseconds_beside_the_stamp_are_read_as_a_fraction() -> None:
    taken = read(a_jpeg(a_tiff(taken=STAMP, subsec="05"))).taken_at

    assert taken == TAKEN + timedelta(milliseconds=50)


def test_a_directory_that_names_itself_ends_and_keeps_its_tags() -> None:
    block = bytearray(a_tiff(make="Canon", model="EOS"))
    (entries,) = struct.unpack_from("<H", block, 8)
    struct.pack_into("<I", block, 8 + 2 + 12 * entries, 8)

    assert read(a_jpeg(bytes(block))).make == "Canon"


def test_a_pointer_into_nonsense_costs_only_what_it_points_at() -> None:
    block = bytearray(a_tiff(make="motorola", taken=STAMP, **HERE))
    (entries,) = struct.unpack_from("<H", block, 8)
    struct.pack_into("<I", block, 8 + 2 + 12 * entries, len(block))
    block += b"\xff\xff" + bytes(64)

    metadata = read(a_jpeg(bytes(block)))

    assert (metadata.make, metadata.taken_at) == ("motorola", TAKEN)


def test_orientation_told_by_xmp_alone_is_shown_but_is_not_the_tag() -> None:
    xmp = b'http://ns.adobe.com/xap/1.0/\x00<rdf:Description tiff:Orientation="6"/>'
    container = unwrap(a_jpeg(before=a_segment(0xE1, xmp)))
    metadata = read_metadata(container)

    assert metadata.orientation is None
    assert size_shown(container, metadata.orientation) == (48, 64)


@pytest.mark.parametrize("as_text", [False, True], ids=["eXIf chunk", "raw profile text"])
def test_exif_is_found_in_png(as_text: bool) -> None:
    assert read(a_png(a_tiff(model="PowerShot S40"), as_text=as_text)).model == "PowerShot S40"


@pytest.mark.parametrize("order", ["<", ">"])
def test_a_tiff_file_is_its_own_block(order: str) -> None:
    content = a_tiff(order, make="Canon", taken=STAMP)

    assert unwrap(content).format is Format.TIFF
    assert read(content).taken_at == TAKEN


def test_south_and_west_are_negative() -> None:
    metadata = read(a_jpeg(a_tiff(**a_place(-34.021358, -3.724753))))

    assert metadata.lat == pytest.approx(-34.021358, abs=1e-6)
    assert metadata.lon == pytest.approx(-3.724753, abs=1e-6)


def test_the_gps_error_is_kept_for_matching() -> None:
    assert read(a_jpeg(a_tiff(error=[(2000, 1)], **HERE))).h_pos_error == 2000


def test_the_offset_comes_from_gps_where_the_camera_tells_none() -> None:
    block = a_tiff(taken=STAMP, day="2026:09:01", clock=[(0, 1), (29, 1), (55, 1)], **HERE)
    metadata = read(a_jpeg(block))

    assert metadata.time_source is TimeSource.EXIF_GPS
    assert metadata.offset == timedelta(hours=8)
    assert metadata.clock_error == timedelta(seconds=20)


def test_a_gps_stamp_of_another_day_gives_no_offset_and_is_called_stale() -> None:
    block = a_tiff(taken=STAMP, day="2026:08:30", clock=[(3, 1), (0, 1), (0, 1)], **HERE)
    metadata = read(a_jpeg(block))

    assert metadata.offset is None
    assert Flag.GPS_STALE in metadata.flags


def test_a_photo_with_gps_time_alone_is_told_in_local_time() -> None:
    block = a_tiff(day="2026:09:01", clock=[(0, 1), (30, 1), (15, 1)], **HERE)
    metadata = read(a_jpeg(block))

    assert (metadata.taken_at, metadata.time_source) == (TAKEN, TimeSource.GPS)


def test_an_impossible_gps_date_is_no_time() -> None:
    block = a_tiff(taken=STAMP, day="2014:09:259", clock=[(13, 1), (5, 1), (12, 1)])

    assert read(a_jpeg(block)).gps_utc is None


@pytest.mark.parametrize(
    ("name", "moment"),
    [
        ("mmexport1719990000000.jpg", "2024-07-03 15:00:00"),
        ("微信图片_20260803101502.jpg", "2026-08-03 10:15:02"),
        ("IMG_20260803_101500.jpg", "2026-08-03 10:15:00"),
        ("IMG_20260803_101500_1.HEIC", "2026-08-03 10:15:00"),
        ("PXL_20260803_021500123.jpg", "2026-08-03 02:15:00"),
        ("Screenshot_2026-08-03-10-15-00-77_com.jpg", "2026-08-03 10:15:00"),
        ("2026-08-03 10.15.00.jpg", "2026-08-03 10:15:00"),
    ],
)
def test_the_file_name_tells_the_time_where_nothing_else_does(name: str, moment: str) -> None:
    metadata = read(a_jpeg(), name)

    assert metadata.taken_at == datetime.fromisoformat(moment)
    assert metadata.time_source is TimeSource.NAME


@pytest.mark.parametrize(
    "name", ["DSC_0042.jpg", "IMG_20261399_101500.jpg", "20260803.jpg", "mmexport0000000000000.jpg"]
)
def test_a_name_without_a_sound_time_tells_none(name: str) -> None:
    assert read(a_jpeg(), name).taken_at is None


def test_the_camera_is_believed_before_the_file_name() -> None:
    assert read(a_jpeg(a_tiff(taken=STAMP)), "IMG_20200101_000000.jpg").taken_at == TAKEN


@pytest.mark.parametrize(
    "stamp", ["0000:00:00 00:00:00", "    :  :     :  :  ", "2026:13:01 00:00:00"]
)
def test_a_stamp_of_nothing_is_no_time(stamp: str) -> None:
    assert read(a_jpeg(a_tiff(taken=stamp))).taken_at is None


def test_a_multi_picture_file_is_read_by_its_first_picture() -> None:
    first, second = a_jpeg(a_tiff(model="first")), a_jpeg(a_tiff(model="second"), a_picture(20, 10))
    container = unwrap(first + second)

    assert read_metadata(container).model == "first"
    assert (container.width, container.height) == (64, 48)
