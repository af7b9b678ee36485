"""Workbooks as offices keep them: text stays text, dates are dates, the same bytes every time."""

import errno
from datetime import UTC, date, datetime
from io import BytesIO
from math import ceil
from typing import Any

import xlsxwriter
from xlsxwriter.exceptions import FileCreateError

from inspector.documents.composer import clean
from inspector.documents.pictures import Picture

SONG, HEI, TITLE = "宋体", "黑体", "方正小标宋简体"
LONGEST = 32_000  # characters; a cell holds 32,767
SHORT_DAY = 'm"月"d"日"'
_IN_MEMORY = 5000  # rows
_DPI = 96
_UNIT = 7.0 / 6.67  # pixels: of a digit in the default face of widths, and of one in Song 10


class Workbook:
    """One .xlsx being written; a cell that looks like a formula is written as text."""

    def __init__(self, *, title: str, author: str, day: date, rows: int = 0) -> None:
        self._out = BytesIO()
        options = {
            "strings_to_formulas": False,
            "strings_to_urls": False,
            "strings_to_numbers": False,
            # beyond that the rows go to disk one by one: 50,000 fit into 30 MB of memory
            "constant_memory": rows > _IN_MEMORY,
            "in_memory": rows <= _IN_MEMORY,  # needs no scratch file, so no room on any disk
        }
        self.book = xlsxwriter.Workbook(self._out, options)
        created = datetime(day.year, day.month, day.day, tzinfo=UTC).replace(tzinfo=None)
        properties = {"title": clean(title), "author": clean(author), "created": created}
        self.book.set_properties(properties)

    def sheet(self, name: str) -> Any:
        return self.book.add_worksheet(name)

    def style(self, **properties: Any) -> Any:
        """A cell format; Song, centred upright and wrapped unless told otherwise."""
        plain = {"font_name": SONG, "font_size": 10, "valign": "vcenter", "text_wrap": True}
        return self.book.add_format(plain | properties)

    def finish(self) -> bytes:
        """The whole file. :raises OSError: the disk has no room for what many rows lie in."""
        try:
            self.book.close()
        except FileCreateError as error:
            raise OSError(errno.ENOSPC, str(error)) from error
        return self._out.getvalue()


def write_text(sheet: Any, row: int, column: int, text: str, style: Any) -> None:
    """Text as it is, line ends kept; an empty one leaves the cell blank."""
    lines = "\n".join(clean(line) for line in text.split("\n"))[:LONGEST]
    if lines:
        sheet.write_string(row, column, lines, style)
    else:
        sheet.write_blank(row, column, None, style)


def merge_text(sheet: Any, place: tuple[int, int, int, int], text: str, style: Any) -> None:
    """Text over several cells: first row and column, last row and column."""
    sheet.merge_range(*place, "\n".join(clean(line) for line in text.split("\n")), style)


def lines_of(text: str, width: float) -> int:
    """Lines a wrapped cell of 10 points needs in a column ``width`` characters wide.

    A Han character is two digits wide, and a digit of 10 points less than the unit of a width.
    """
    if not text:
        return 0
    if len(text) * 2 < width:
        return 1 + text.count("\n")
    each = (sum(1 + (sign > "\u2e7f") for sign in part) for part in text.split("\n"))
    return sum(max(ceil(wide / (width * _UNIT)), 1) for wide in each)


def write_day(sheet: Any, row: int, column: int, day: date | None, style: Any) -> None:
    if day is None:
        sheet.write_blank(row, column, None, style)
    else:
        sheet.write_datetime(row, column, datetime(day.year, day.month, day.day), style)  # noqa: DTZ001 - a sheet knows no zones


def place_picture(
    sheet: Any,
    row: int,
    column: int,
    picture: Picture,
    cell: tuple[float, float],
    air: float,
    *,
    below: float = 0.0,
) -> None:
    """The whole photo inside its cell, ``air`` pixels from the edges; it moves with the cell.

    ``below`` pixels at the top of the cell are left to words.
    """
    if not picture.jpeg:
        return
    room = (cell[0] - 2 * air, cell[1] - 2 * air)
    width = min(room[0], room[1] * picture.shape)
    height = width / picture.shape
    scale = width / (picture.pixels[0] * _DPI / picture.density[0])
    upright = height / (picture.pixels[1] * _DPI / picture.density[1])
    sheet.insert_image(
        row,
        column,
        f"{row}-{column}.jpg",
        {
            "image_data": BytesIO(picture.jpeg),
            "x_scale": scale,
            "y_scale": upright,
            "x_offset": (cell[0] - width) / 2,
            "y_offset": below + (cell[1] - height) / 2,
            "object_position": 1,
        },
    )
