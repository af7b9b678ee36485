"""Small photo files of every kind, built for a test that names only what it is about."""

import io
import struct
import zlib
from collections.abc import Mapping, Sequence
from pathlib import Path

import pillow_heif
from PIL import Image, ImageDraw, PngImagePlugin

Rational = tuple[int, int]
Value = str | int | bytes | Sequence[Rational]

IFD0 = {
    "make": 0x010F,
    "model": 0x0110,
    "orientation": 0x0112,
    "software": 0x0131,
    "modified": 0x0132,
}
EXIF = {"taken": 0x9003, "offset": 0x9011, "subsec": 0x9291, "digitized": 0x9004}
GPS = {
    "lat_ref": 1, "lat": 2, "lon_ref": 3, "lon": 4, "alt_ref": 5, "alt": 6, "clock": 7,
    "direction": 17, "datum": 18, "day": 29, "error": 31,
}  # fmt: skip


def a_tiff(order: str = "<", **tags: Value) -> bytes:
    """A TIFF block with the tags named above; rationals are lists of (numerator, denominator)."""
    groups = [{table[name]: value for name, value in tags.items() if name in table}
              for table in (IFD0, EXIF, GPS)]  # fmt: skip
    assert sum(map(len, groups)) == len(tags), "a tag the builder does not know"
    pointers = {0x8769: groups[1], 0x8825: groups[2]}
    ifd0: dict[int, Value] = dict(groups[0])
    ifd0 |= dict.fromkeys((tag for tag, group in pointers.items() if group), 0)
    head = (b"II*\x00" if order == "<" else b"MM\x00*") + struct.pack(order + "I", 8)
    at = 8 + _size(ifd0)
    body = b""
    for tag, group in pointers.items():
        if group:
            ifd0[tag] = at + len(body)
            body += _directory(order, group, at + len(body))
    return head + _directory(order, ifd0, 8) + body


def a_place(lat: float, lon: float) -> dict[str, Value]:
    """GPS tags of a position, in degrees, minutes and seconds to 1/10,000."""
    return {
        "lat_ref": "N" if lat >= 0 else "S", "lat": _dms(lat),
        "lon_ref": "E" if lon >= 0 else "W", "lon": _dms(lon),
    }  # fmt: skip


def a_picture(wide: int = 64, high: int = 48, seed: int = 1) -> Image.Image:
    """An uneven picture, bright in one corner, so that turning and cropping it show."""
    image = Image.new("RGB", (wide, high), (40, 60, 50 + seed * 13 % 100))
    draw = ImageDraw.Draw(image)
    for step in range(12):
        x, y = (step * 37 * seed) % wide, (step * 53 * (seed + 2)) % high
        shade = (step * 61 * seed) % 200 + 30
        draw.ellipse([x - wide // 6, y - high // 8, x + wide // 6, y + high // 8],
                     fill=(shade, 255 - shade, shade // 2))  # fmt: skip
    draw.rectangle([0, 0, wide // 4, high // 4], fill="white")
    return image


def a_jpeg(
    tiff: bytes | None = None,
    image: Image.Image | None = None,
    *,
    before: bytes = b"",
    **options: object,
) -> bytes:
    """A JPEG with the TIFF block in APP1, and ``before`` (whole segments) in front of it."""
    file = io.BytesIO()
    (image or a_picture()).save(file, "JPEG", **options)
    plain = file.getvalue()
    app1 = a_segment(0xE1, b"Exif\x00\x00" + tiff) if tiff is not None else b""
    return plain[:2] + before + app1 + plain[2:]


def a_segment(marker: int, body: bytes) -> bytes:
    return bytes([0xFF, marker]) + struct.pack(">H", len(body) + 2) + body


def a_png(
    tiff: bytes | None = None, *, as_text: bool = False, image: Image.Image | None = None
) -> bytes:
    """A PNG with the block in eXIf, or as ImageMagick writes it: hex in a compressed text chunk."""
    file, info = io.BytesIO(), PngImagePlugin.PngInfo()
    if tiff is not None and as_text:
        digits = (b"Exif\x00\x00" + tiff).hex()
        info.add_text(
            "Raw profile type exif", f"\nexif\n    {len(digits) // 2}\n{digits}\n", zip=True
        )
    chunk = b"Exif\x00\x00" + tiff if tiff is not None and not as_text else None
    (image or a_picture()).save(file, "PNG", pnginfo=info, exif=chunk)
    return file.getvalue()


def a_webp(tiff: bytes | None = None, *, lossless: bool = False) -> bytes:
    """A WebP whose ICCP chunk comes before EXIF, as the standard asks."""
    file = io.BytesIO()
    profile = b"not a profile".ljust(128, b"\x00")
    a_picture().save(file, "WEBP", exif=tiff or b"", icc_profile=profile, lossless=lossless)
    return file.getvalue()


def a_heic(tiff: bytes | None = None, image: Image.Image | None = None) -> bytes:
    file = io.BytesIO()
    heif = pillow_heif.from_pillow(image or a_picture())
    heif.save(file, exif=b"Exif\x00\x00" + tiff if tiff else None, quality=60)
    return file.getvalue()


def a_png_bomb(side: int = 30_000) -> bytes:
    """A few kilobytes that claim ``side`` squared pixels."""
    rows = zlib.compress(bytes(100_000))
    header = struct.pack(">IIBBBBB", side, side, 1, 0, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))
        for kind, body in ((b"IHDR", header), (b"IDAT", rows), (b"IEND", b""))
    )


def a_file(folder: Path, name: str, content: bytes) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / name
    path.write_bytes(content)
    return path


def _dms(degrees: float) -> list[Rational]:
    ticks = round(abs(degrees) * 3600 * 10_000)
    minutes, ticks = divmod(ticks, 600_000)
    return [(minutes // 60, 1), (minutes % 60, 1), (ticks, 10_000)]


def _packed(order: str, value: Value) -> tuple[int, int, bytes]:
    """(type, count, bytes) of a tag."""
    if isinstance(value, str):
        text = value.encode() + b"\x00"
        return 2, len(text), text
    if isinstance(value, bytes):
        return 1, len(value), value
    if isinstance(value, int):
        return 4, 1, struct.pack(order + "I", value)
    parts = b"".join(struct.pack(order + "II", *part) for part in value)
    return 5, len(value), parts


def _size(tags: Mapping[int, Value]) -> int:
    return len(_directory("<", tags, 0))


def _directory(order: str, tags: Mapping[int, Value], at: int) -> bytes:
    entries, outside = b"", b""
    behind = at + 2 + 12 * len(tags) + 4
    for tag, value in sorted(tags.items()):
        kind, count, body = _packed(order, value)
        if len(body) <= 4:
            place = body.ljust(4, b"\x00")
        else:
            place = struct.pack(order + "I", behind + len(outside))
            outside += body + b"\x00" * (len(body) % 2)
        entries += struct.pack(order + "HHI", tag, kind, count) + place
    return struct.pack(order + "H", len(tags)) + entries + bytes(4) + outside


def a_tiff_with_thumb(thumb: bytes) -> bytes:
    """A TIFF block whose second directory names ``thumb``, a whole JPEG, as cameras embed it."""
    first = struct.pack("<HHHII", 1, 0x0112, 3, 1, 1) + struct.pack("<I", 8 + 18)
    at = 8 + 18 + 30
    second = struct.pack("<H", 2) + struct.pack("<HHII", 0x0201, 4, 1, at)
    second += struct.pack("<HHII", 0x0202, 4, 1, len(thumb)) + bytes(4)
    return b"II*\x00" + struct.pack("<I", 8) + first + second + thumb
