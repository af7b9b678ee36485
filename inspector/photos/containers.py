"""A file's bytes unwrapped: its kind, its TIFF block, its size, the hash of its picture alone."""

import io
import re
from dataclasses import dataclass

import pillow_heif

from inspector.photos import chunks, jpeg
from inspector.photos.formats import TIFF_LIKE, Format, sniff

_XMP_ORIENTATION = re.compile(rb"tiff:Orientation\s*(?:=\s*[\"']|>)\s*([1-8])\b")

_ISPE = re.compile(rb"ispe\x00{4}(.{4})(.{4})", re.DOTALL)  # image spatial extents
_META_BYTES = 64 << 10


@dataclass(frozen=True, slots=True, kw_only=True)
class Container:
    """What the walk over a file found, before anything is decoded.

    ``width`` and ``height`` are stored pixels (for HEIF: after the container's own turning),
    0 when unknown. ``orientation`` is set only where the TIFF block no longer tells it.
    """

    format: Format
    tiff: bytes | None = None
    width: int = 0
    height: int = 0
    picture_hash: str | None = None
    orientation: int | None = None
    xmp_orientation: int | None = None
    turned_by_container: bool = False
    progressive: bool = False
    complete: bool = True
    opens: bool = True  # the header was understood


def unwrap(content: bytes, *, hashing: bool = True) -> Container:
    """Walk the container of ``content``. Never raises: what is damaged is simply not found.

    Without ``hashing`` a JPEG's ``picture_hash`` stays None, for who knows it already.
    """
    kind = sniff(content)
    if kind is Format.JPEG:
        return _unwrap_jpeg(content, hashing=hashing)
    if kind in (Format.PNG, Format.WEBP):
        return _unwrap_chunks(content, kind)
    if kind is Format.HEIF:
        return _unwrap_heif(content)
    if kind in TIFF_LIKE:
        return Container(format=kind, tiff=content)
    if kind is Format.AVIF and (extent := _ISPE.search(content[:_META_BYTES])):
        sides = int.from_bytes(extent[1], "big"), int.from_bytes(extent[2], "big")
        return Container(format=kind, width=sides[0], height=sides[1])
    return Container(format=kind)


def _unwrap_jpeg(content: bytes, *, hashing: bool) -> Container:
    parts = jpeg.walk(content)
    return Container(
        format=Format.JPEG,
        tiff=parts.exif,
        width=parts.width,
        height=parts.height,
        picture_hash=jpeg.hash_picture(content, parts) if hashing else None,
        xmp_orientation=_orientation_in(parts.xmp),
        progressive=parts.progressive,
        complete=parts.complete,
        opens=bool(parts.width and parts.height),
    )


def _unwrap_chunks(content: bytes, kind: Format) -> Container:
    parts = chunks.walk_png(content) if kind is Format.PNG else chunks.walk_webp(content)
    return Container(
        format=kind,
        tiff=parts.exif,
        width=parts.width,
        height=parts.height,
        picture_hash=parts.picture_hash,
        xmp_orientation=_orientation_in(parts.xmp),
        complete=parts.complete,
        opens=bool(parts.width and parts.height),
    )


def _unwrap_heif(content: bytes) -> Container:
    """HEIF by libheif, which turns the picture itself and rewrites the tag to 1."""
    try:
        opened = pillow_heif.open_heif(io.BytesIO(content))
        exif: bytes = opened.info.get("exif") or b""
        width, height = opened.size
        orientation = opened.info.get("original_orientation")
    except Exception:  # noqa: BLE001 - one foreign file; libheif raises what it likes
        return Container(format=Format.HEIF, turned_by_container=True, opens=False)
    return Container(
        format=Format.HEIF,
        tiff=exif[6:] if exif.startswith(b"Exif\x00") else exif or None,
        width=width,
        height=height,
        orientation=orientation,
        turned_by_container=True,
        complete=_boxes_end_with(content),
    )


def _boxes_end_with(content: bytes) -> bool:
    """Whether the outermost boxes fit the file; a cut one may still open and show its thumb."""
    at = 0
    while at + 8 <= len(content):
        length = int.from_bytes(content[at : at + 4], "big")
        if length == 1:
            length = int.from_bytes(content[at + 8 : at + 16], "big")
        if length == 0:  # to the end of the file
            return True
        if length < 8:
            return False
        at += length
    return at == len(content)


def _orientation_in(xmp: bytes | None) -> int | None:
    found = _XMP_ORIENTATION.search(xmp) if xmp else None
    return int(found[1]) if found else None
