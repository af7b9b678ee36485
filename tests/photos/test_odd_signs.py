"""Odd signs T1 to T11: words and two values, nothing for a sound photo."""

from datetime import UTC, datetime, timedelta

import pytest

from inspector.photos.containers import unwrap
from inspector.photos.exif import Flag, Metadata, read_metadata
from inspector.photos.odd_signs import Sign, Subject, gather_signs, odd_signs
from tests.photos.builders import a_jpeg, a_place, a_tiff

IMPORTED = datetime(2026, 9, 1, 10, tzinfo=UTC)
SOUND = {
    "taken": "2026:09:01 08:30:15", "modified": "2026:09:01 08:30:15", "offset": "+08:00",
    "make": "HUAWEI", "model": "ELE-L29", "software": "ELE-L29 10.0.0.195(C431E22R2P5)",
}  # fmt: skip
GPS_TIME = {"day": "2026:09:01", "clock": [(0, 1), (30, 1), (14, 1)], **a_place(38.84, 83.45)}


def metadata(**tags: object) -> Metadata:
    return read_metadata(unwrap(a_jpeg(a_tiff(**(SOUND | GPS_TIME | tags)))))


def signs(given: Metadata, **known: object) -> dict[str, Sign]:
    subject = Subject(metadata=given, name="IMG_1.jpg", taken_in_at=IMPORTED, **known)
    return {sign.code: sign for sign in odd_signs(subject)}


def test_a_sound_phone_photo_shows_no_sign() -> None:
    known = {"width": 4000, "height": 3000, "metres": 12.0, "thumb_bits": 4}

    assert signs(metadata(), usual_models=frozenset({"ELE-L29"}), **known) == {}


@pytest.mark.parametrize(
    ("code", "tags", "known"),
    [
        ("T1", {"taken": "2026:09:02 08:30:15", "day": "2026:09:02"}, {}),
        ("T1", {}, {"task_made_at": IMPORTED}),
        ("T2", {"clock": [(0, 1), (20, 1), (0, 1)]}, {}),
        ("T3", {"modified": "2026:09:01 09:00:00"}, {}),
        ("T4", {"software": "Adobe Photoshop 25.0 (Windows)"}, {}),
        ("T4", {"software": "水印相机 8.1"}, {}),
        ("T5", {}, {"metres": 400.0}),
        ("T6", a_place(0, 0), {}),
        ("T6", a_place(95.0, 10), {}),
        ("T6", {"clock": [(0, 1), (10, 1), (0, 1)]}, {}),
        ("T8", {}, {"thumb_bits": 30}),
        ("T9", {}, {"usual_models": frozenset({"iPhone 15 Pro"})}),
        ("T11", {}, {"flags": (Flag.EXTENSION_DIFFERS,), "format": "png"}),
    ],
)
def test_each_sign_has_words_and_both_values(code: str, tags: dict, known: dict) -> None:
    found = signs(metadata(**tags), **known)

    assert code in found
    assert all((found[code].words, found[code].found, found[code].against))


def test_a_resent_photo_has_lost_its_data_and_has_a_chat_programs_size() -> None:
    found = signs(read_metadata(unwrap(a_jpeg())), width=1440, height=1080)

    assert set(found) == {"T7", "T10"}


def test_an_approved_watermark_camera_is_known() -> None:
    given = metadata(software="水印相机 8.1")

    assert signs(given, approved_software=frozenset({"水印相机"})) == {}


def test_the_gps_error_widens_what_counts_as_far() -> None:
    assert "T5" not in signs(metadata(error=[(300, 1)]), metres=400.0)


def test_a_batch_of_resends_is_one_line() -> None:
    bare = read_metadata(unwrap(a_jpeg()))
    batch = [Subject(metadata=bare, name=f"{at}.jpg", width=1440, height=1080) for at in range(143)]
    batch.append(Subject(metadata=metadata(), name="far.jpg", metres=900.0))
    first, second = gather_signs(batch)

    assert first.words == "143 张为微信等转发，无拍摄信息"
    assert (second.code, second.names) == ("T5", ("far.jpg",))


def test_a_name_is_no_evidence_for_the_camera_clock() -> None:
    named = read_metadata(unwrap(a_jpeg()), "IMG_20300101_000000.jpg")

    assert "T1" not in signs(named)
    assert named.moment() is not None
    assert named.moment() - IMPORTED > timedelta(days=1)
