"""What kind of file these bytes are, told by content, never by name."""

from enum import StrEnum


class Format(StrEnum):
    """The kinds told apart; the value is the extension a file of the kind gets in the store."""

    JPEG = "jpg"
    PNG = "png"
    WEBP = "webp"
    HEIF = "heic"
    AVIF = "avif"
    TIFF = "tif"
    DNG = "dng"
    RAW = "raw"
    GIF = "gif"
    BMP = "bmp"
    MP4 = "mp4"
    MOV = "mov"
    AVI = "avi"
    MKV = "mkv"
    TEXT = "txt"
    EMPTY = "empty"
    UNKNOWN = "bin"


DRAWABLE = frozenset({Format.JPEG, Format.PNG, Format.WEBP, Format.HEIF})
"""Formats whose pixels we decode; every other decoder stays shut."""

VIDEOS = frozenset({Format.MP4, Format.MOV, Format.AVI, Format.MKV})
TIFF_LIKE = frozenset({Format.TIFF, Format.DNG, Format.RAW})
"""Files that are themselves the TIFF block."""

SNIFFED_BYTES = 4096
"""So many leading bytes decide; more are never looked at."""

_MAGIC = (
    (b"\xff\xd8\xff", Format.JPEG),
    (b"\x89PNG\r\n\x1a\n", Format.PNG),
    (b"GIF87a", Format.GIF),
    (b"GIF89a", Format.GIF),
    (b"FUJIFILMCCD-RAW", Format.RAW),
    (b"IIRO", Format.RAW),  # Olympus
    (b"IIRS", Format.RAW),
    (b"IIU\x00", Format.RAW),  # Panasonic
    (b"\x1aE\xdf\xa3", Format.MKV),
)
_HEIF_BRANDS = frozenset({b"heic", b"heix", b"heim", b"heis", b"hevc", b"hevx", b"mif1", b"msf1"})
_AVIF_BRANDS = frozenset({b"avif", b"avis"})
_DNG_VERSION = {b"II": b"\x12\xc6\x01\x00", b"MM": b"\xc6\x12\x00\x01"}


def sniff(head: bytes) -> Format:
    """The format of a file that begins with ``head`` (SNIFFED_BYTES of it are enough)."""
    head = head[:SNIFFED_BYTES]
    if not head:
        return Format.EMPTY
    for magic, found in _MAGIC:
        if head.startswith(magic):
            return found
    if head[:4] == b"RIFF":
        return {b"WEBP": Format.WEBP, b"AVI ": Format.AVI}.get(head[8:12], Format.UNKNOWN)
    if head[4:8] == b"ftyp":
        return _brand(head)
    if head[4:8] in (b"moov", b"mdat", b"wide", b"free", b"skip"):
        return Format.MOV
    if head[:4] in (b"II*\x00", b"MM\x00*"):
        return _tiff_kind(head)
    if head[:2] == b"BM" and head[6:10] == b"\x00\x00\x00\x00":
        return Format.BMP
    return Format.TEXT if _reads_as_text(head) else Format.UNKNOWN


def _brand(head: bytes) -> Format:
    """ISO base media: the major brand decides, a compatible one where the major is generic."""
    length = min(int.from_bytes(head[:4], "big"), len(head))
    major = head[8:12]
    brands = {major, *(head[at : at + 4] for at in range(16, length - 3, 4))}
    if major in _AVIF_BRANDS or (major in (b"mif1", b"msf1") and brands & _AVIF_BRANDS):
        return Format.AVIF
    if major in _HEIF_BRANDS or (brands & _HEIF_BRANDS and not major.startswith((b"mp4", b"iso"))):
        return Format.HEIF
    if major == b"crx ":
        return Format.RAW
    return Format.MOV if major == b"qt  " else Format.MP4


def _tiff_kind(head: bytes) -> Format:
    if head[8:10] == b"CR":
        return Format.RAW
    return Format.DNG if _DNG_VERSION[head[:2]] in head else Format.TIFF


def _reads_as_text(head: bytes) -> bool:
    """Whether a person could read it: UTF-16 by its mark, else UTF-8 or GB18030, no controls."""
    if head.startswith((b"\xff\xfe", b"\xfe\xff")):
        return True
    if any(byte < 32 and byte not in (9, 10, 12, 13, 27) for byte in head):
        return False
    return any(_decodes(head, encoding) for encoding in ("utf-8", "gb18030"))


def _decodes(head: bytes, encoding: str) -> bool:
    try:
        head.decode(encoding)
    except UnicodeDecodeError as error:
        return len(head) == SNIFFED_BYTES and error.start >= len(head) - 4  # cut inside a character
    return True
