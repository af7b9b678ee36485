"""Pictures of a filled-in sheet, by row: floating ones, and those WPS keeps inside cells.

Floating pictures lie in the drawing of the sheet, each with its corner cells. WPS keeps a picture
"embedded in the cell" in ``xl/cellimages.xml``; the cell holds a formula with the picture's name:
``=DISPIMG("ID_…",1)``.
"""

import posixpath
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from io import BytesIO
from xml.etree.ElementTree import Element
from zipfile import ZipFile

from defusedxml.ElementTree import fromstring

_DRAWING = "{http://schemas.openxmlformats.org/drawingml/2006/spreadsheetDrawing}"
_MAIN = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
_RELATION = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
_SHEET = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_IN_CELLS = "xl/cellimages.xml"
_NAMED = re.compile(r'DISPIMG\(\s*"([^"]+)"', re.IGNORECASE)
_EMU_PER_POINT = 12_700
_USUAL_HEIGHT = 15.0  # points of a row, as Excel sets it
_LARGEST = 64 * 1024 * 1024  # bytes of one picture; a photo of a telephone has a tenth of that
_HALF = 0.5


@dataclass(frozen=True, slots=True, kw_only=True)
class Placed:
    """A picture's bytes and where it lies; rows and columns count from 0, ``rows`` may be several.

    A floating picture belongs to every row at least half of which it covers, or, a small one, to
    the row that holds most of it.
    """

    content: bytes
    rows: tuple[int, ...]
    column: int


def pictures_of(xlsx: bytes) -> list[Placed]:
    """Every picture of the first sheet; heights not set count as Excel's own.

    Raises ValueError, KeyError or zipfile.BadZipFile for what is no such file.
    """
    with ZipFile(BytesIO(xlsx)) as book:
        name = _first_sheet(book)
        sheet = fromstring(_read(book, name))
        edges = _Edges(sheet)
        floating = [
            placed
            for target in _targets(book, name, "/drawing").values()
            for placed in _floating(book, target, edges)
        ]
        return [*floating, *_in_cells(book, sheet)]


class _Edges:
    """Where rows begin, in EMU from the top of the sheet."""

    def __init__(self, sheet: Element) -> None:
        self._usual = _USUAL_HEIGHT * _EMU_PER_POINT
        self._heights = {
            int(row.get("r", "0")) - 1: float(row.get("ht", "0")) * _EMU_PER_POINT
            for row in sheet.iter(f"{_SHEET}row")
            if row.get("ht")
        }

    def height(self, row: int) -> float:
        return self._heights.get(row, self._usual)

    def covered(self, row: int, begins: float, tall: float) -> tuple[int, ...]:
        """Rows at least half covered from ``begins`` EMU inside ``row`` on; else the fullest."""
        shares: dict[int, float] = {}
        parts: dict[int, float] = {}
        left = tall
        while left > 0:
            part = min(left, max(self.height(row) - begins, 0))
            shares[row], parts[row] = part / max(self.height(row), 1), part
            left, begins, row = left - part, 0, row + 1
            if part <= 0 and self.height(row) <= 0:
                break
        half = tuple(one for one, share in shares.items() if share >= _HALF)
        return half or (max(parts, key=lambda one: parts[one]),)


def _floating(book: ZipFile, name: str, edges: _Edges) -> Iterator[Placed]:
    media = _targets(book, name, "/image")
    for anchor in fromstring(_read(book, name)):
        start = anchor.find(f"{_DRAWING}from")
        if start is None:
            continue
        row, begins = _number(start, "row"), _number(start, "rowOff")
        rows = edges.covered(row, begins, max(_tall(anchor, row, begins, edges), 1))
        for blip in anchor.iter(f"{_MAIN}blip"):
            target = media.get(blip.get(f"{_RELATION}embed", ""))
            if target:
                yield Placed(content=_read(book, target), rows=rows, column=_number(start, "col"))


def _tall(anchor: Element, row: int, begins: float, edges: _Edges) -> float:
    end = anchor.find(f"{_DRAWING}to")
    if end is None:
        extent = anchor.find(f"{_DRAWING}ext")
        return float(extent.get("cy", "0")) if extent is not None else 0.0
    last = _number(end, "row")
    return sum(edges.height(one) for one in range(row, last)) + _number(end, "rowOff") - begins


def _in_cells(book: ZipFile, sheet: Element) -> Iterator[Placed]:
    if _IN_CELLS not in book.namelist():
        return
    named = _named_pictures(book)
    for cell in sheet.iter(f"{_SHEET}c"):
        said = "".join(cell.itertext())
        found = _NAMED.search(said)
        if found and found[1] in named:
            column, row = _place(cell.get("r", "A1"))
            yield Placed(content=_read(book, named[found[1]]), rows=(row,), column=column)


def _named_pictures(book: ZipFile) -> Mapping[str, str]:
    media = _targets(book, _IN_CELLS, "/image")
    named: dict[str, str] = {}
    for picture in fromstring(_read(book, _IN_CELLS)).iter(f"{_DRAWING}pic"):
        name = next(picture.iter(f"{_DRAWING}cNvPr"), None)
        blip = next(picture.iter(f"{_MAIN}blip"), None)
        if name is not None and blip is not None:
            target = media.get(blip.get(f"{_RELATION}embed", ""))
            if target:
                named[name.get("name", "")] = target
    return named


def _first_sheet(book: ZipFile) -> str:
    """The file of the sheet that comes first in the book."""
    sheets = fromstring(_read(book, "xl/workbook.xml")).iter(f"{_SHEET}sheet")
    first = next(sheets).get(f"{_RELATION}id", "")
    return _targets(book, "xl/workbook.xml", "/worksheet")[first]


def _targets(book: ZipFile, name: str, kind: str) -> dict[str, str]:
    """Relations of a part by id, those whose type ends in ``kind``."""
    folder, file = posixpath.split(name)
    relations = posixpath.join(folder, "_rels", f"{file}.rels")
    if relations not in book.namelist():
        return {}
    return {
        one.get("Id", ""): _resolved(folder, one.get("Target", ""))
        for one in fromstring(_read(book, relations))
        if one.get("Type", "").endswith(kind) and one.get("TargetMode") != "External"
    }


def _resolved(folder: str, target: str) -> str:
    if target.startswith("/"):
        return target[1:]
    return posixpath.normpath(posixpath.join(folder, target))


def _read(book: ZipFile, name: str) -> bytes:
    if book.getinfo(name).file_size > _LARGEST:
        raise ValueError(f"{name} is too large")
    return book.read(name)


def _number(corner: Element, name: str) -> int:
    return int(corner.findtext(f"{_DRAWING}{name}") or 0)


def _place(cell: str) -> tuple[int, int]:
    """Column and row of ``I5``, from 0."""
    letters = cell.rstrip("0123456789")
    column = 0
    for letter in letters:
        column = column * 26 + ord(letter.upper()) - ord("A") + 1
    return column - 1, int(cell[len(letters) :]) - 1


def merged_rows(ranges: Sequence[tuple[int, int, int, int]], column: int) -> dict[int, int]:
    """Rows that a merged cell of ``column`` reaches, each with the row its value stands in.

    ``ranges`` are (first row, first column, last row, last column), from 0.
    """
    return {
        row: top
        for top, left, bottom, right in ranges
        if left <= column <= right
        for row in range(top, bottom + 1)
    }
