"""整改反馈单 read back: what a unit filled in, whichever program it used."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from io import BytesIO
from typing import Any

from openpyxl import load_workbook

from inspector.documents.cell_pictures import Placed, merged_rows, pictures_of
from inspector.documents.feedback import COLUMNS, HEAD_ROW, KEY_HEAD

_BEFORE = 5  # column of the photo we put in ourselves
_AFTER = 8
_NAMES = tuple(name.split("\n")[0] for name, _width, _own in COLUMNS)
_HEAD_WITHIN = HEAD_ROW + 4  # rows; somebody may have put a line above
_DAY = re.compile(r"(?:(\d{4})\s*[年./-]\s*)?(\d{1,2})\s*[月./-]\s*(\d{1,2})\s*日?")
_EXCEL_ZERO = date(1899, 12, 30)


class NoFeedbackError(ValueError):
    """The workbook is no feedback sheet of ours; its words say what is missing."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FilledRow:
    """One problem's answer; ``line`` is the row as the person's program numbers it.

    ``done`` is None where nothing stands or no day can be read, ``done_text`` what stands there.
    """

    line: int
    key: str
    measures: str
    done: date | None
    done_text: str
    contact: str
    phone: str
    refusal: str
    photos: tuple[bytes, ...]

    @property
    def is_blank(self) -> bool:
        return not (self.measures or self.done_text or self.refusal or self.photos)


def read_feedback(xlsx: bytes, year: int) -> list[FilledRow]:
    """The rows in the order of the sheet; days without a year count in ``year``.

    NoFeedbackError when heading or hidden column is not there; other ValueErrors, KeyError,
    zipfile.BadZipFile when the file is none.
    """
    sheet = load_workbook(BytesIO(xlsx), data_only=True).worksheets[0]
    head, columns = _heading(sheet)
    photos = _by_row(pictures_of(xlsx))
    spread = {column: merged_rows(_ranges(sheet), column) for column in (*columns.values(), _AFTER)}
    return list(_rows(sheet, head, columns, photos, spread, year))


def _heading(sheet: Any) -> tuple[int, dict[str, int]]:
    for at, row in enumerate(sheet.iter_rows(max_row=_HEAD_WITHIN, values_only=True)):
        names = [str(value or "").split("\n")[0].strip() for value in row]
        if _NAMES[6] in names:
            columns = {name: names.index(name) for name in (*_NAMES, KEY_HEAD) if name in names}
            if KEY_HEAD not in columns:
                raise NoFeedbackError("隐藏的编号列不在了")
            return at, columns
    raise NoFeedbackError("没有反馈单的表头")


def _rows(
    sheet: Any,
    head: int,
    columns: Mapping[str, int],
    photos: Mapping[int, tuple[bytes, ...]],
    spread: Mapping[int, Mapping[int, int]],
    year: int,
) -> Iterator[FilledRow]:
    table = [list(row) for row in sheet.iter_rows(values_only=True)]

    def value(row: int, name: str) -> object:
        column = columns.get(name)
        if column is None:
            return None
        return table[spread[column].get(row, row)][column]

    for row in range(head + 1, len(table)):
        key = _text(value(row, KEY_HEAD))
        if not key:
            continue
        done = value(row, _NAMES[7])
        shared = spread[_AFTER].get(row, row)
        same_cell = [one for one, top in spread[_AFTER].items() if top == shared] or [row]
        yield FilledRow(
            line=row + 1,
            key=key,
            measures=_words(_text(value(row, _NAMES[6]))),
            done=_day(done, year),
            done_text=_text(done),
            contact=_text(value(row, _NAMES[9])),
            phone=_text(value(row, _NAMES[10])),
            refusal=_text(value(row, _NAMES[11])),
            photos=tuple(
                dict.fromkeys(photo for one in same_cell for photo in photos.get(one, ()))
            ),
        )


def _by_row(pictures: list[Placed]) -> dict[int, tuple[bytes, ...]]:
    """Pictures right of our own, by each row they belong to."""
    found: dict[int, tuple[bytes, ...]] = {}
    for one in pictures:
        if one.column > _BEFORE:
            for row in one.rows:
                found[row] = (*found.get(row, ()), one.content)
    return found


def _ranges(sheet: Any) -> list[tuple[int, int, int, int]]:
    return [
        (one.min_row - 1, one.min_col - 1, one.max_row - 1, one.max_col - 1)
        for one in sheet.merged_cells.ranges
    ]


def _text(value: object) -> str:
    if isinstance(value, float) and value.is_integer():
        value = int(value)  # a telephone number typed as a number
    return str(value).strip() if value is not None else ""


def _words(text: str) -> str:
    """A cell that holds a picture's formula holds no words."""
    return "" if text.startswith("=") or "DISPIMG" in text else text


def _day(value: object, year: int) -> date | None:
    """A real date, a serial number, or a day written by hand: 11月19日, 2026.11.19, 11-19."""
    if isinstance(value, datetime):
        return value.date()
    if isinstance(value, date):
        return value
    if isinstance(value, int | float):
        return _EXCEL_ZERO + timedelta(days=int(value)) if 40_000 < value < 80_000 else None
    found = _DAY.search(str(value or ""))
    try:
        return date(int(found[1] or year), int(found[2]), int(found[3])) if found else None
    except ValueError:
        return None
