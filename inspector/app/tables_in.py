"""Tables people have (导入的表): rows of JSON, GeoJSON, CSV and XLSX, each with its line."""

import csv
import io
import json
import zipfile
import zlib
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

from openpyxl import load_workbook
from openpyxl.utils.exceptions import InvalidFileException

from inspector.domain.errors import InputError
from inspector.store.faults import told
from inspector.text import _

Raw = dict[str, Any]
Row = tuple[int, Raw]  # the line as the person's own program numbers it, and the row

_TITLE_CELLS = 2
_ROWS_OF_TITLE = 6
_LARGEST = 50 * 1024 * 1024  # bytes; a register is never near it
# What json, csv, zipfile and openpyxl say of files that are not what they are named.
UNREADABLE = (
    ValueError,
    KeyError,
    TypeError,
    IndexError,
    AttributeError,
    OSError,
    SyntaxError,
    csv.Error,
    zipfile.BadZipFile,
    InvalidFileException,
    RuntimeError,  # a workbook under a password
    zlib.error,
)


def read_rows(kind: str, file: Path) -> list[Row]:
    """Every row of a file; sheets and CSV count their heading as line 1, lists count from 1.

    InputError when the file is none of the kinds that are read, damaged, or too large.
    """
    with told():
        content = file.read_bytes() if file.stat().st_size <= _LARGEST else None
    if content is None:
        raise InputError(
            _("文件太大：{name}").format(name=file.name),
            _("分成几个文件再导入。"),
            code="too_large",
        )
    reader = {".json": _of_json, ".geojson": _of_json, ".csv": _of_csv, ".xlsx": _of_sheet}.get(
        file.suffix.lower()
    )
    try:
        if reader:
            return list(reader(kind, content))
    except UNREADABLE as error:
        raise _unreadable(file.name) from error
    raise _unreadable(file.name)


def _of_json(kind: str, content: bytes) -> Iterator[Row]:
    raw = json.loads(content)
    if isinstance(raw, dict) and raw.get("type") == "FeatureCollection":
        rows: Iterable[object] = _features(raw)
    elif isinstance(raw, dict) and "projects" in raw and kind == "standards":
        rows = (
            one
            for project in raw["projects"]
            for content_ in project["contents"]
            for one in content_["standards"]
        )
    else:
        rows = raw[kind] if isinstance(raw, dict) else raw
    if isinstance(rows, str | dict):
        raise TypeError(rows)
    for line, row in enumerate(rows, start=1):
        yield line, row if isinstance(row, dict) else {}


def _features(raw: Raw) -> Iterator[Raw]:
    for feature in raw["features"]:
        geometry, properties = feature.get("geometry") or {}, feature.get("properties") or {}
        if geometry.get("type") == "Point":
            lon, lat = geometry["coordinates"][:2]
            yield {"lon": lon, "lat": lat, **properties}


def _of_csv(kind: str, content: bytes) -> Iterator[Row]:
    del kind
    reader = csv.reader(io.StringIO(_text(content), newline=""))
    lines = [(reader.line_num, values) for values in reader]
    names, first = _headed([values for _line, values in lines])
    for line, values in lines[first:]:
        if any(value.strip() for value in values):
            yield line, dict(zip(names, values, strict=False))


def _of_sheet(kind: str, content: bytes) -> Iterator[Row]:
    del kind
    book = load_workbook(io.BytesIO(content), read_only=True, data_only=True)
    rows = list(book.worksheets[0].iter_rows(values_only=True))
    names, first = _headed(rows)
    for line, values in enumerate(rows[first:], start=first + 1):
        if any(value is not None for value in values):
            yield line, dict(zip(names, map(_cell, values), strict=False))


def _headed(rows: Sequence[Sequence[object]]) -> tuple[list[str], int]:
    """The columns' names, and the place of the first row below them.

    A heading of two rows, as merged cells make it, names a column by its lower cell; where that
    word stands twice, by both: 下发 over 时间 is 下发时间.
    """
    if not rows:
        return [], 0
    heading = _heading(rows)
    upper = [str(name or "").strip() for name in rows[heading]]
    below = rows[heading + 1] if heading + 1 < len(rows) else ()
    if not _is_second_heading(upper, below):
        return upper, heading + 1
    lower = [str(value or "").strip() for value in below]
    lower += [""] * (len(upper) - len(lower))
    names, above = [], ""
    for top, own in zip(upper, lower, strict=False):
        above = top or above
        names.append(f"{above}{own}" if lower.count(own) > 1 and own else own or top)
    return names, heading + 2


def _is_second_heading(upper: Sequence[str], below: Sequence[object]) -> bool:
    """Words only under cells that span several columns, and under the blanks they span."""
    filled = [place for place, value in enumerate(below) if value not in (None, "")]
    spanned = {place for place, name in enumerate(upper) if not name}
    spanning = {place - 1 for place in spanned} | spanned
    return (
        bool(spanned & set(filled))
        and spanning.issuperset(filled)
        and all(isinstance(below[place], str) and not _is_number(below[place]) for place in filled)
    )


def _is_number(value: object) -> bool:
    return str(value).strip().replace(".", "", 1).replace("-", "").isdigit()


def _heading(rows: Sequence[Iterable[object]]) -> int:
    """Place of the heading: below titles, which fill one or two cells; else the first row."""
    for place, row in enumerate(rows[:_ROWS_OF_TITLE]):
        if sum(value not in (None, "") for value in row) > _TITLE_CELLS:
            return place
    return 0


def _cell(value: object) -> object:
    """A code typed as a number comes back as one: 990102003 and not 990102003.0."""
    return int(value) if isinstance(value, float) and value.is_integer() else value


def _text(content: bytes) -> str:
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return content.decode("gb18030")


def _unreadable(name: str) -> InputError:
    return InputError(
        _("读不懂这个文件：{name}").format(name=name),
        _("用 JSON、GeoJSON、CSV（UTF-8 或 GBK）或 XLSX。"),
        code="bad_file",
    )
