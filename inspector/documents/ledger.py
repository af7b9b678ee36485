"""整改台账: every problem of a period in one sheet, its photos on a second one."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from inspector.documents.paper import PhotoOnPaper
from inspector.documents.pictures import open_picture
from inspector.documents.wording import day, full_day
from inspector.documents.workbook import (
    HEI,
    SHORT_DAY,
    TITLE,
    Workbook,
    lines_of,
    merge_text,
    place_picture,
    write_day,
    write_text,
)

OVERDUE = "逾期"
STATE_FILLS = {
    "已销号": "#DDEFE0",
    "待复查": "#DCE8F6",
    "整改中": "#FFF3CC",
    "退回整改": "#FBE0D0",
    "缓办": "#E6E0EE",
    "挂账": "#E6E0EE",
    "待交办": "#EDEDED",
}
OVERDUE_FILL, HEAD_FILL, LATE_RED, GRID = "#F8D0D0", "#E8ECF1", "#C00000", "#7F7F7F"


@dataclass(frozen=True, slots=True, kw_only=True)
class EarlierSight:
    """An earlier time of a repeat: which one it was, when it was found, and its photo."""

    occurrence: int
    label: str
    found_on: date
    photo: PhotoOnPaper | None


@dataclass(frozen=True, slots=True, kw_only=True)
class LedgerRow:
    """One problem; dates are local days, ``deduction`` in points with two places."""

    label: str
    inspected_on: date
    town: str
    community: str = ""
    point_type: str = ""
    point: str = ""
    spot: str = ""
    description: str = ""
    standard_code: str = ""
    severity: str = ""
    occurrence: str = "首次"
    rebound: bool = False
    unit: str = ""
    number: str = ""
    notified_on: date | None = None
    deadline: date | None = None
    measures: str = ""
    done_on: date | None = None
    checked_on: date | None = None
    check_result: str = ""
    state: str = "待交办"
    days_late: int = 0
    reworks: int = 0
    ladder: str = ""
    closed_on: date | None = None
    deduction: Decimal | None = None
    remark: str = ""
    before: PhotoOnPaper | None = None
    after: PhotoOnPaper | None = None
    earlier: tuple[EarlierSight, ...] = ()  # of a repeat, the first one first

    @property
    def has_photos(self) -> bool:
        """Whether anything of it can be shown, be it of this time or of an earlier one."""
        return bool(self.before or self.after or any(one.photo for one in self.earlier))

    @property
    def place(self) -> str:
        return f"{self.point}（{self.spot}）" if self.spot else self.point


@dataclass(frozen=True, slots=True, kw_only=True)
class LedgerPaper:
    title: str  # 青屿区城市管理督查问题整改台账
    office_name: str
    first_day: date
    last_day: date
    as_of: date
    rows: Sequence[LedgerRow]


COLUMNS = (
    ("序号", 4.5),
    ("问题编号", 8),
    ("检查日期", 7.5),
    ("镇街", 8.5),
    ("社区（村）", 8.5),
    ("点位类型", 8),
    ("点位", 12.5),
    ("具体位置", 9.5),
    ("问题描述", 21),
    ("标准条款", 9),
    ("程度", 5.5),
    ("发现次数", 7),
    ("反弹", 4.5),
    ("责任单位", 13.5),
    ("通知书文号", 12),
    ("下发日期", 7.5),
    ("整改期限", 7.5),
    ("整改措施", 16),
    ("完成日期", 7.5),
    ("复查日期", 7.5),
    ("复查结果", 7),
    ("状态", 7.5),
    ("逾期天数", 5.5),
    ("返工", 5),
    ("督办", 7),
    ("销号日期", 7.5),
    ("扣分", 6),
    ("备注", 13.5),
)
_HEAD_ROW, _FIRST = 2, 3
_POINT, _LABEL = 6, 1
_LABEL_MOST = 13.0  # characters; longer labels go on below, so that the sheet stays one page wide
_LEAST, _LINE = 30.0, 13.5  # points


def ledger_xlsx(paper: LedgerPaper) -> bytes:
    """The workbook, A3 landscape, one page wide."""
    book = Workbook(
        title=paper.title, author=paper.office_name, day=paper.as_of, rows=len(paper.rows)
    )
    sheet = book.sheet("整改台账")
    widths = _widths(paper.rows)
    _set_up(sheet, len(paper.rows), widths)
    _write_head(book, sheet, paper)
    styles = _Styles(book)
    for number, row in enumerate(paper.rows):
        _write_row(sheet, _FIRST + number, number + 1, row, styles, widths)
    pictured = [row for row in enumerate(paper.rows, 1) if row[1].has_photos]
    _write_photos(book, pictured)
    return book.finish()


def _widths(rows: Sequence[LedgerRow]) -> list[float]:
    """Width of each column; that of the labels grows with the longest."""
    widths = [float(width) for _name, width in COLUMNS]
    longest = max((len(row.label) for row in rows), default=0)
    widths[_LABEL] = min(max(widths[_LABEL], longest + 1.0), _LABEL_MOST)
    return widths


def _set_up(sheet: Any, rows: int, widths: Sequence[float]) -> None:
    for at, width in enumerate(widths):
        sheet.set_column(at, at, width)
    sheet.autofilter(_HEAD_ROW, 0, _HEAD_ROW + rows, len(COLUMNS) - 1)
    sheet.freeze_panes(_FIRST, _POINT + 1)
    sheet.repeat_rows(0, _HEAD_ROW)
    sheet.set_landscape()
    sheet.set_paper(8)  # A3
    sheet.fit_to_pages(1, 0)
    sheet.set_margins(0.45, 0.45, 0.5, 0.6)
    sheet.set_footer('&C&"宋体"&9第&P页 共&N页')
    sheet.center_horizontally()


def _write_head(book: Workbook, sheet: Any, paper: LedgerPaper) -> None:
    last = len(COLUMNS) - 1
    title = book.style(font_name=TITLE, font_size=20, bold=True, align="center")
    sheet.set_row(0, 36)
    merge_text(sheet, (0, 0, 0, last), paper.title, title)
    left = book.style(font_size=10.5, text_wrap=False)
    right = book.style(font_size=10.5, text_wrap=False, align="right")
    last_day = day(paper.last_day, paper.first_day.year)  # the year again only where it changes
    period = f"考核期：{full_day(paper.first_day)}至{last_day}"
    sheet.set_row(1, 20)
    merge_text(sheet, (1, 0, 1, 9), period, left)
    told = f"{paper.office_name}　　截至{full_day(paper.as_of)}　　{_counts(paper.rows)}"
    merge_text(sheet, (1, 10, 1, last), told, right)
    head = book.style(
        font_name=HEI,
        font_size=9.5,
        align="center",
        border=1,
        border_color=GRID,
        bg_color=HEAD_FILL,
    )
    sheet.set_row(_HEAD_ROW, 26)
    for at, (name, _width) in enumerate(COLUMNS):
        sheet.write_string(_HEAD_ROW, at, name, head)


def _counts(rows: Sequence[LedgerRow]) -> str:
    counted = Counter(row.state for row in rows)
    each = "，".join(f"{state}{counted[state]}件" for state in STATE_FILLS if counted[state])
    late = sum(row.days_late > 0 for row in rows)
    return (
        f"共{len(rows)}件" + (f"：{each}" if each else "") + (f"；其中逾期{late}件" if late else "")
    )


class _Styles:
    """The formats of a row, made once."""

    def __init__(self, book: Workbook) -> None:
        def style(**more: Any) -> Any:
            return book.style(border=1, border_color=GRID, **more)

        self.left = style()
        self.middle = style(align="center")
        self.bold = style(align="center", bold=True)
        self.points = style(align="right", num_format="0.00")
        self.day = style(align="center", num_format=SHORT_DAY)
        late = {"bold": True, "font_color": LATE_RED}
        self.late_day = style(align="center", num_format=SHORT_DAY, **late)
        self.states = {
            state: style(align="center", bg_color=fill) for state, fill in STATE_FILLS.items()
        }
        self.late = style(align="center", bold=True, bg_color=OVERDUE_FILL)


def _write_row(
    sheet: Any,
    at: int,
    number: int,
    row: LedgerRow,
    styles: _Styles,
    widths: Sequence[float],
) -> None:
    sheet.write_number(at, 0, number, styles.middle)
    late = row.days_late > 0
    occurrence = styles.middle if row.occurrence == "首次" else styles.bold
    cells: tuple[tuple[str | date | int | Decimal | None, Any], ...] = (
        (row.label, styles.middle),
        (row.inspected_on, styles.day),
        (row.town, styles.middle),
        (row.community, styles.middle),
        (row.point_type, styles.middle),
        (row.point, styles.left),
        (row.spot, styles.left),
        (row.description, styles.left),
        (row.standard_code, styles.middle),
        (row.severity, styles.middle),
        (row.occurrence, occurrence),
        ("是" if row.rebound else "", styles.middle),
        (row.unit, styles.left),
        (row.number.replace("〔", "\n〔"), styles.middle),
        (row.notified_on, styles.day),
        (row.deadline, styles.late_day if late else styles.day),
        (row.measures, styles.left),
        (row.done_on, styles.day),
        (row.checked_on, styles.day),
        (row.check_result, styles.middle),
        (
            f"{row.state}\n{OVERDUE}" if late else row.state,
            styles.late if late else styles.states.get(row.state, styles.middle),
        ),
        (row.days_late or None, styles.middle),
        (row.reworks or None, styles.middle),
        (row.ladder, styles.middle),
        (row.closed_on, styles.day),
        (row.deduction, styles.points),
        (row.remark, styles.left),
    )
    texts = (value if isinstance(value, str) else "" for value, _style in cells)
    lines = max(lines_of(text, wide) for text, wide in zip(texts, widths[1:], strict=True))
    sheet.set_row(at, max(_LINE * lines + 3, _LEAST))
    for column, (value, style) in enumerate(cells, 1):
        match value:
            case str():
                write_text(sheet, at, column, value, style)
            case int() | Decimal():
                sheet.write_number(at, column, float(value), style)
            case _:
                write_day(sheet, at, column, value, style)


_PHOTO_CELL = (300.0, 226.0)  # pixels
_PHOTO_WIDTH, _WORDS_LINE = 42.0, 18.0  # characters of that cell, pixels of a line above it
_CELLS_MOST = 8  # photos side by side: before, after, and the last six earlier times


def _write_photos(book: Workbook, rows: Sequence[tuple[int, LedgerRow]]) -> None:
    """Before and after side by side, of a repeat its earlier times too, number and place above.

    A problem is one row of the sheet, words above photo: no page tears a row, whatever prints it.
    """
    sheet = book.sheet("整改照片")
    cells = [_cells(row) for _number, row in rows]
    widest = max(map(len, cells), default=2)
    sheet.set_column_pixels(0, widest - 1, int(_PHOTO_CELL[0]))
    words = book.style(font_name=HEI, font_size=10, valign="top", border=1)
    for at, ((number, row), shown) in enumerate(zip(rows, cells, strict=True)):
        named = f"{number}. {row.label}  {row.place}"
        lines = lines_of(named, _PHOTO_WIDTH)
        captions = [word if photo else f"{word}（无）" for word, photo in shown]
        above = (lines + max(lines_of(one, _PHOTO_WIDTH) for one in captions)) * _WORDS_LINE
        sheet.set_row_pixels(at, int(_PHOTO_CELL[1] + above))
        for column, (caption, (_word, photo)) in enumerate(zip(captions, shown, strict=True)):
            head = named if column == 0 else "\n" * (lines - 1)
            write_text(sheet, at, column, f"{head}\n{caption}", words)
            if photo:
                picture = open_picture(photo)
                place_picture(sheet, at, column, picture, _PHOTO_CELL, 6, below=above)
    if widest > 2:
        sheet.set_landscape()
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 0)
    sheet.set_footer('&C&"宋体"&9第&P页 共&N页')


def _cells(row: LedgerRow) -> list[tuple[str, PhotoOnPaper | None]]:
    """What lies side by side: caption and photo, this time first, then the earlier ones."""
    taken = [("整改前", row.before), ("整改后", row.after)]
    now = [(f"{word}{_when(photo)}", photo) for word, photo in taken]
    past = [
        (f"第{one.occurrence}次  {day(one.found_on)}  {one.label}", one.photo)
        for one in row.earlier
    ]
    return [*now, *past[-(_CELLS_MOST - len(now)) :]]


def _when(photo: PhotoOnPaper | None) -> str:
    return f"  {day(photo.taken_at)}" if photo and photo.taken_at else ""
