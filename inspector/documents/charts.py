"""Bars that are told apart in a black-and-white copy: solid, hatched, white, grey."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum
from math import ceil, floor

from inspector.documents.faces import Face, text_width
from inspector.documents.sheet import MM, Sheet, fitted

INK = (31 / 255, 58 / 255, 95 / 255)
HATCH_STEP, HATCH = 2.4, 0.55


class Fill(Enum):
    """What a bar's look says, the same on every chart."""

    NOW = "solid"
    BEFORE = "hatched"
    YEAR_AGO = "white"


def bar(sheet: Sheet, x: float, y: float, width: float, height: float, fill: Fill) -> None:
    canvas = sheet.canvas
    canvas.setStrokeColorRGB(*INK)
    canvas.setLineWidth(0.6)
    if height > 0 and width > 0:
        if fill is Fill.NOW:
            canvas.setFillColorRGB(*INK)
            canvas.rect(x, y, width, height, stroke=0, fill=1)
        else:
            if fill is Fill.BEFORE:
                _hatch(sheet, x, y, width, height)
            canvas.rect(x, y, width, height, stroke=1, fill=0)
    canvas.setFillGray(0)
    canvas.setStrokeGray(0)


def _hatch(sheet: Sheet, x: float, y: float, width: float, height: float) -> None:
    canvas = sheet.canvas
    canvas.saveState()
    path = canvas.beginPath()
    path.rect(x, y, width, height)
    canvas.clipPath(path, stroke=0, fill=0)
    canvas.setLineWidth(HATCH)
    for step in range(int((width + height) / HATCH_STEP) + 1):
        start = x - height + step * HATCH_STEP
        canvas.line(start, y, start + height, y + height)
    canvas.restoreState()


def legend(sheet: Sheet, middle: float, y: float, entries: Sequence[tuple[Fill, str]]) -> None:
    """Little bars with their words, centred on ``middle``."""
    widths = [text_width(words, Face.SONG, 9) + 27 for _fill, words in entries]
    x = middle - sum(widths) / 2
    for (fill, words), width in zip(entries, widths, strict=True):
        bar(sheet, x, y, 10, 7, fill)
        sheet.text(x + 13, y, words, size=9)
        x += width


@dataclass(frozen=True, slots=True, kw_only=True)
class Scored:
    """A line of the score chart; ``last`` of the month before, ``low`` one of the last ranks."""

    name: str
    now: float
    last: float | None = None
    low: bool = False


def axis_start(lines: Sequence[Scored]) -> float:
    """Where the axis begins: a multiple of 5 below everything shown, 0 when that is far down."""
    values = [one.now for one in lines] + [one.last for one in lines if one.last is not None]
    start = max(floor((min(values, default=0.0) - 5) / 5) * 5, 0)
    return float(start) if start >= 40 else 0.0


SCORE_STEP = 16.0


def score_bars(
    sheet: Sheet, x: float, top: float, width: float, lines: Sequence[Scored], start: float
) -> float:
    """Level bars from ``start`` points on; the month before is a tick. Returns the lower edge."""
    canvas, zero, room = sheet.canvas, x + 21 * MM, width - 32 * MM
    each = room / (100 - start)
    for number, one in enumerate(lines, 1):
        y = top - SCORE_STEP * number + 3
        bar(sheet, zero, y, (one.now - start) * each, 9, Fill.BEFORE if one.low else Fill.NOW)
        right = zero + (one.now - start) * each
        if one.last is not None:
            at = zero + (one.last - start) * each
            for grey, weight in ((1.0, 3.4), (0.0, 1.5)):
                canvas.setStrokeGray(grey)
                canvas.setLineWidth(weight)
                canvas.line(at, y - 2.5, at, y + 11.5)
            right = max(right, at)
        sheet.text(zero - 4, y + 1, one.name, size=9, anchor=1.0)
        sheet.text(right + 4, y + 1, f"{one.now:.2f}", size=9)
    low = top - SCORE_STEP * len(lines)
    canvas.setLineWidth(0.5)
    canvas.line(zero, top, zero, low)
    for value in range(int(start), 101, 5 if start else 20):
        sheet.text(zero + (value - start) * each, low - 10, str(value), size=8, anchor=0.5)
    return low - 14


@dataclass(frozen=True, slots=True, kw_only=True)
class Grouped:
    """A group of columns; a missing figure leaves its column out."""

    name: str
    now: int
    before: int | None = None
    year_ago: int | None = None


def grouped_columns(
    sheet: Sheet, x: float, top: float, width: float, height: float, groups: Sequence[Grouped]
) -> float:
    """Columns from 0 with their values on top; returns the lower edge."""
    canvas, zero = sheet.canvas, top - height
    highest = max((max(one.now, one.before or 0, one.year_ago or 0) for one in groups), default=1)
    step = _step(highest)
    most = step * (highest // step + 1) * 1.08
    for value in range(0, int(most) + 1, step):
        y = zero + value / most * height
        canvas.setStrokeGray(0.75)
        canvas.setLineWidth(0.3)
        canvas.line(x + 7 * MM, y, x + width, y)
        sheet.text(x + 6 * MM, y - 3, str(value), size=8, anchor=1.0)
    each = (width - 8 * MM) / max(len(groups), 1)
    slim = min(each / 4, 14.0)
    for number, one in enumerate(groups):
        shown: tuple[tuple[int | None, Fill], ...] = (
            (one.now, Fill.NOW),
            (one.before, Fill.BEFORE),
            (one.year_ago, Fill.YEAR_AGO),
        )
        middle = x + 8 * MM + (number + 0.5) * each
        left = middle - 1.5 * slim - 1
        for at, (count, fill) in enumerate(shown):
            if count is None:
                continue
            start = left + at * (slim + 1)
            bar(sheet, start, zero, slim, count / most * height, fill)
            _haloed(sheet, start + slim / 2, zero + count / most * height + 2, str(count))
        _named(sheet, middle, zero - 11, one.name, each - 2)
    canvas.setStrokeGray(0)
    canvas.setLineWidth(0.6)
    canvas.line(x + 7 * MM, zero, x + width, zero)
    return zero - 24


def _named(sheet: Sheet, middle: float, y: float, name: str, room: float) -> None:
    """The name below its columns, on two lines and then smaller where it would run into others."""
    half = len(name) if text_width(name, Face.SONG, 9) <= room else (len(name) + 1) // 2
    lines = [part for part in (name[:half], name[half:]) if part]
    size = min(fitted(part, Face.SONG, 9, room) for part in lines)
    for part in lines:
        sheet.text(middle, y, part, size=size, anchor=0.5)
        y -= 10


def _haloed(sheet: Sheet, x: float, y: float, words: str) -> None:
    """A value on white ground, so that no grid line runs through it."""
    width = text_width(words, Face.SONG, 7.5)
    sheet.canvas.setFillGray(1)
    sheet.canvas.rect(x - width / 2 - 0.5, y - 1, width + 1, 7, stroke=0, fill=1)
    sheet.canvas.setFillGray(0)
    sheet.text(x, y, words, size=7.5, anchor=0.5)


def _step(highest: int) -> int:
    """A round step that gives three to six grid lines."""
    size = 1
    while True:
        for round_number in (1, 2, 5):
            if ceil(highest / (size * round_number)) <= 5:
                return size * round_number
        size *= 10
