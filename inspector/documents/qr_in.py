"""QR codes read back from what a scanner or phone gave: a PDF or a picture somebody sent."""

import re
from dataclasses import dataclass
from io import BytesIO

import pypdfium2
import zxingcpp
from PIL import Image

MOST_PAGES, MOST_PIXELS = 20, 60_000_000
DPI = 200  # a code of 20 mm then has 157 dots, and three to a module
_PAYLOAD = re.compile(r"CJ1\|([0-9A-Za-z-]{1,64})\|(\d{8})\|([0-9a-f]{16})")


@dataclass(frozen=True, slots=True, kw_only=True)
class SlipCode:
    """What the code of a slip says: the paper, and the first 16 digits of its digest."""

    paper: str
    digest: str


class UnreadableScanError(ValueError):
    """Not a PDF or picture we can look at."""


def slip_codes(content: bytes) -> tuple[SlipCode, ...]:
    """The codes of our slips in a scan, page by page; none when there is no such code in it."""
    pages = _pages(content) if content.startswith(b"%PDF") else [_picture(content)]
    found: dict[SlipCode, None] = {}
    for page in pages:
        for code in zxingcpp.read_barcodes(page):
            said = _PAYLOAD.fullmatch(code.text)
            if said:
                found[SlipCode(paper=said[1], digest=said[3])] = None
    return tuple(found)


def _picture(content: bytes) -> Image.Image:
    try:
        with Image.open(BytesIO(content), formats=("JPEG", "PNG")) as image:
            if image.width * image.height > MOST_PIXELS:
                raise UnreadableScanError("too large")
            return image.convert("L")
    except (OSError, SyntaxError, ValueError, Image.DecompressionBombError) as error:
        raise UnreadableScanError(str(error)) from error


def _pages(content: bytes) -> list[Image.Image]:
    try:
        document = pypdfium2.PdfDocument(content)
        try:
            return [_page(document, at) for at in range(min(len(document), MOST_PAGES))]
        finally:
            document.close()
    except (pypdfium2.PdfiumError, ValueError) as error:
        raise UnreadableScanError(str(error)) from error


def _page(document: pypdfium2.PdfDocument, at: int) -> Image.Image:
    page = document[at]
    scale = DPI / 72
    width, height = page.get_size()
    if width * height * scale * scale > MOST_PIXELS:
        raise UnreadableScanError("too large")
    image: Image.Image = page.render(scale=scale, grayscale=True).to_pil().convert("L")
    return image
