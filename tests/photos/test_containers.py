"""Files told apart by content, and the hash of the picture alone."""

import pytest

from inspector.photos.containers import unwrap
from inspector.photos.exif import read_metadata
from inspector.photos.formats import Format, sniff
from tests.photos.builders import a_heic, a_jpeg, a_picture, a_png, a_segment, a_tiff, a_webp

KINDS = [
    (a_jpeg(), Format.JPEG),
    (a_png(), Format.PNG),
    (a_webp(), Format.WEBP),
    (a_heic(), Format.HEIF),
    (b"\x00\x00\x00\x1cftypavif\x00\x00\x00\x00avifmif1miaf", Format.AVIF),
    (b"\x00\x00\x00\x18ftypmp42\x00\x00\x00\x00mp42isom", Format.MP4),
    (b"\x00\x00\x00\x14ftypqt  \x00\x00\x02\x00qt  ", Format.MOV),
    (b"II*\x00\x10\x00\x00\x00CR\x02\x00", Format.RAW),
    (b"RIFF\x00\x00\x00\x00AVI LIST", Format.AVI),
    ("检查记录：垃圾桶满冒\n".encode(), Format.TEXT),
    ("检查记录：垃圾桶满冒\n".encode("gb18030"), Format.TEXT),
    (b"<html><body>login</body></html>", Format.TEXT),
    (b"", Format.EMPTY),
    (bytes(100), Format.UNKNOWN),
]


@pytest.mark.parametrize(("content", "kind"), KINDS, ids=[kind.name for _, kind in KINDS])
def test_content_tells_the_kind(content: bytes, kind: Format) -> None:
    assert sniff(content) is kind


def test_text_cut_inside_a_character_is_still_text() -> None:
    assert sniff(("点位督查" * 2000).encode()) is Format.TEXT


@pytest.mark.parametrize("build", [a_jpeg, a_png, a_webp])
def test_the_picture_hash_passes_over_metadata(build) -> None:
    one, other = (
        build(a_tiff(model="P40")),
        build(a_tiff(model="Mate 60", taken="2026:09:01 08:00:00")),
    )

    assert one != other
    assert unwrap(one).picture_hash == unwrap(other).picture_hash is not None


def test_the_picture_hash_sees_another_picture() -> None:
    assert unwrap(a_jpeg()).picture_hash != unwrap(a_jpeg(image=a_picture(seed=2))).picture_hash


def test_a_comment_changes_no_picture_hash() -> None:
    commented = a_jpeg(before=a_segment(0xFE, b"made by hand"))

    assert unwrap(commented).picture_hash == unwrap(a_jpeg()).picture_hash


def test_progressive_and_cmyk_jpeg_are_measured() -> None:
    progressive = unwrap(a_jpeg(progressive=True))
    cmyk = unwrap(a_jpeg(image=a_picture().convert("CMYK")))

    assert progressive.progressive
    assert (progressive.width, cmyk.width, cmyk.height) == (64, 64, 48)


@pytest.mark.parametrize("content", [content for content, _ in KINDS[:4]])
def test_no_cut_of_a_file_raises(content: bytes) -> None:
    for cut in range(0, len(content), 7):
        read_metadata(unwrap(content[:cut]), "IMG.jpg")


@pytest.mark.parametrize(
    "content", [a_jpeg(a_tiff(model="P40")), a_png(a_tiff(model="P40"), as_text=True)]
)
def test_no_overwritten_byte_raises(content: bytes) -> None:
    for at in range(min(len(content), 900)):
        read_metadata(unwrap(content[:at] + b"\xff" + content[at + 1 :]))
