"""Photos on paper: print renditions in rows of equal height, never cropped, never re-encoded."""

from collections.abc import Sequence
from dataclasses import dataclass
from hashlib import sha256
from io import BytesIO
from struct import unpack

from reportlab.lib.utils import ImageReader

from inspector.documents.faces import Face
from inspector.documents.paper import PhotoOnPaper, Trouble
from inspector.documents.sheet import MM, Sheet
from inspector.text import _

GAP = 4 * MM
FRAME, FRAME_GREY = 0.3, 0.45
CAPTION, CAPTION_ROOM = 9.0, 15.0
MOST_PHOTOS = 6
SHAPE_UNKNOWN = 4 / 3
_FRAMES = frozenset(range(0xC0, 0xD0)) - {0xC4, 0xC8, 0xCC}  # SOF markers


class PrintJpeg(ImageReader):  # type: ignore[misc]  # reportlab publishes no types
    """A JPEG for reportlab that is neither decoded nor copied on its way into the file."""

    def __init__(self, jpeg: bytes) -> None:
        self._jpeg = jpeg
        self._dataA = None

    def getRGBData(self) -> bytes:  # noqa: N802 - asked for by reportlab, to tell images apart
        return sha256(self._jpeg).digest()

    def jpeg_fh(self) -> BytesIO:
        return BytesIO(self._jpeg)


@dataclass(frozen=True, slots=True, kw_only=True)
class Picture:
    """A photo that can be printed, or the reason why only its frame is."""

    photo: PhotoOnPaper
    jpeg: bytes = b""
    shape: float = SHAPE_UNKNOWN  # width / height
    pixels: tuple[int, int] = (0, 0)
    density: tuple[float, float] = (96.0, 96.0)  # dots per inch, as the JFIF head tells
    fault: str = ""

    @property
    def caption(self) -> str:
        taken = self.photo.taken_at
        when = f"{taken.month}月{taken.day}日{taken:%H:%M}" if taken else ""
        return "  ".join(word for word in (self.photo.role, when) if word)


def open_picture(photo: PhotoOnPaper) -> Picture:
    """Look at the file's frame only; a print rendition was decoded once when it was made."""
    try:
        jpeg = photo.jpeg if isinstance(photo.jpeg, bytes) else photo.jpeg.read_bytes()
    except OSError:
        return Picture(photo=photo, fault=_("文件不在"))
    return _judge(photo, jpeg)


def _judge(photo: PhotoOnPaper, jpeg: bytes) -> Picture:
    if not jpeg.startswith(b"\xff\xd8") or not jpeg.rstrip(b"\0").endswith(b"\xff\xd9"):
        return Picture(photo=photo, fault=_("不是完整的JPEG"))
    width = height = channels = 0
    density = (96.0, 96.0)
    at = 2
    while at + 10 <= len(jpeg) and jpeg[at] == 0xFF and jpeg[at + 1] != 0xDA:
        marker, length = jpeg[at + 1], unpack(">H", jpeg[at + 2 : at + 4])[0]
        if marker == 0xE1:
            # a place or a device may be in it, and neither leaves the office
            return Picture(photo=photo, fault=_("带有拍摄信息，不是打印用图"))
        if marker == 0xE0 and jpeg[at + 4 : at + 8] == b"JFIF":
            density = _density(*unpack(">BHH", jpeg[at + 11 : at + 16]))
        if marker in _FRAMES:
            height, width, channels = unpack(">HHB", jpeg[at + 5 : at + 10])
        at += 2 + length
    if not width or not height or channels not in (1, 3):
        return Picture(photo=photo, fault=_("不是打印用图"))
    shape, pixels = width / height, (width, height)
    return Picture(photo=photo, jpeg=jpeg, shape=shape, pixels=pixels, density=density)


def _density(unit: int, across: int, down: int) -> tuple[float, float]:
    """Dots per inch; unit 1 is inches, 2 centimetres, 0 tells only the shape of a dot."""
    if not unit or not across or not down:
        return (96.0, 96.0)
    each = 1.0 if unit == 1 else 2.54
    return (across * each, down * each)


def open_pictures(sheet: Sheet, problem: int, photos: Sequence[PhotoOnPaper]) -> list[Picture]:
    """The photos of one problem; what cannot be printed is complained about."""
    pictures = [open_picture(photo) for photo in photos]
    for picture in pictures:
        if picture.fault:
            sheet.complain(Trouble.PHOTO_UNREADABLE, picture.fault, problem)
    return pictures


def rows_of(pictures: Sequence[Picture]) -> list[Sequence[Picture]]:
    """Up to three in a row; of more than six only the first six are printed."""
    shown = pictures[:MOST_PHOTOS]
    return [shown[start : start + 3] for start in range(0, len(shown), 3)]


def row_height(row: Sequence[Picture], measure: float, most: float) -> float:
    """Equal height of all photos of a row, in points, so that the row is at most as wide."""
    widest = measure - GAP * (len(row) - 1)
    return min(most, widest / sum(one.shape for one in row))


def draw_row(
    sheet: Sheet, x: float, top: float, row: Sequence[Picture], measure: float, most: float
) -> float:
    """A centred row with captions; returns where the next may begin."""
    height = row_height(row, measure, most)
    x += (measure - height * sum(one.shape for one in row) - GAP * (len(row) - 1)) / 2
    for picture in row:
        width = height * picture.shape
        draw_picture(sheet, x, top - height, width, height, picture)
        y = top - height - CAPTION - 3
        sheet.text(x + width / 2, y, picture.caption, Face.SONG, CAPTION, anchor=0.5)
        x += width + GAP
    return top - height - CAPTION_ROOM


def draw_picture(
    sheet: Sheet, x: float, y: float, width: float, height: float, picture: Picture
) -> None:
    """The photo in its frame, or the frame with the reason why it is empty."""
    canvas = sheet.canvas
    if picture.jpeg:
        canvas.drawImage(PrintJpeg(picture.jpeg), x, y, width, height)
    else:
        middle = y + height / 2 - 3
        sheet.text(x + width / 2, middle, "照片无法读取", Face.HEI, 9, anchor=0.5)
    canvas.setStrokeGray(FRAME_GREY)
    sheet.canvas.setLineWidth(FRAME)
    canvas.rect(x, y, width, height)
    canvas.setStrokeGray(0)
