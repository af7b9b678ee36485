"""扣分明细 as a workbook: every deduction a row a unit can sort, check and answer."""

from typing import Any

from inspector.documents.figures import two_places
from inspector.documents.statement import Deduction, StatementPaper, check_sum, sums
from inspector.documents.wording import days, full_day
from inspector.documents.workbook import (
    HEI,
    SHORT_DAY,
    TITLE,
    Workbook,
    lines_of,
    merge_text,
    write_day,
    write_text,
)

COLUMNS = (
    ("序号", 5),
    ("日期", 10),
    ("点位（具体位置）", 26),
    ("问题", 30),
    ("标准条款", 11),
    ("计分依据", 15),
    ("扣分", 8),
    ("照片", 7),
)
HEAD_ROW = 5
FIRST_ROW = HEAD_ROW + 1
_SUM_CELLS = ((0, 1), (2, 2), (3, 3), (4, 4), (5, 5), (6, 7))  # first and last column of each
_LAST = len(COLUMNS) - 1
_POINTS = 6
_HEAD_FILL, _GRID, _LINE = "#E8ECF1", "#7F7F7F", 15.0


def statement_xlsx(paper: StatementPaper) -> bytes:
    """The statement of one unit; figures are numbers, sums are those the score was made of.

    InputError when the total above is not the sum of the lines.
    """
    check_sum(paper)
    book = Workbook(title=paper.title, author=paper.office.name, day=paper.issued_on)
    sheet = book.sheet("扣分明细")
    _set_up(sheet, len(paper.lines))
    _write_head(book, sheet, paper)
    _write_lines(book, sheet, paper)
    return book.finish()


def _set_up(sheet: Any, lines: int) -> None:
    for at, (_name, width) in enumerate(COLUMNS):
        sheet.set_column(at, at, width)
    sheet.autofilter(HEAD_ROW, 0, HEAD_ROW + lines, _LAST)
    sheet.freeze_panes(FIRST_ROW, 0)
    sheet.repeat_rows(HEAD_ROW)
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 0)
    sheet.set_margins(0.5, 0.5, 0.6, 0.7)
    sheet.set_footer('&C&"宋体"&9第&P页  共&N页')
    sheet.center_horizontally()


def _write_head(book: Workbook, sheet: Any, paper: StatementPaper) -> None:
    title = book.style(font_name=TITLE, font_size=20, bold=True, align="center")
    sheet.set_row(0, 34)
    merge_text(sheet, (0, 0, 0, _LAST), paper.title, title)
    plain = book.style(font_size=10.5, text_wrap=False)
    right = book.style(font_size=10.5, text_wrap=False, align="right")
    sheet.set_row(1, 20)
    period = f"考核期：{days(paper.first_day, paper.last_day, paper.issued_on.year)}"
    merge_text(sheet, (1, 0, 1, 2), period, plain)
    made = f"制表：{paper.office.name}  {full_day(paper.issued_on)}"
    merge_text(sheet, (1, 3, 1, _LAST), made, right)
    head = book.style(
        font_name=HEI, align="center", border=1, border_color=_GRID, bg_color=_HEAD_FILL
    )
    figure = book.style(font_size=13, align="center", border=1, border_color=_GRID)
    bold = book.style(font_size=13, align="center", bold=True, border=1, border_color=_GRID)
    sheet.set_row(2, 20)
    sheet.set_row(3, 24)
    for number, ((name, told), (first, last)) in enumerate(
        zip(sums(paper), _SUM_CELLS, strict=True)
    ):
        _write_across(sheet, 2, first, last, name, head)
        _write_across(sheet, 3, first, last, told, bold if number > 3 else figure)
    sheet.set_row(4, _LINE * 2)
    merge_text(sheet, (4, 0, 4, _LAST), paper.formula, book.style())
    sheet.set_row(HEAD_ROW, 22)
    for at, (name, _width) in enumerate(COLUMNS):
        sheet.write_string(HEAD_ROW, at, name, head)


def _write_across(sheet: Any, row: int, first: int, last: int, text: str, style: Any) -> None:
    if first == last:
        write_text(sheet, row, first, text, style)
    else:
        merge_text(sheet, (row, first, row, last), text, style)


def _write_lines(book: Workbook, sheet: Any, paper: StatementPaper) -> None:
    def style(**more: Any) -> Any:
        return book.style(border=1, border_color=_GRID, **more)

    left, middle = style(), style(align="center")
    when = style(align="center", num_format=SHORT_DAY)
    points = style(align="right", num_format="0.00")
    at = FIRST_ROW
    for number, line in enumerate(paper.lines, 1):
        sheet.set_row(at, _height(line))
        sheet.write_number(at, 0, number, middle)
        write_day(sheet, at, 1, line.found_on, when)
        place = f"{line.point}（{line.spot}）" if line.spot else line.point
        write_text(sheet, at, 2, place, left)
        write_text(sheet, at, 3, line.problem, left)
        write_text(sheet, at, 4, line.standard_code, middle)
        write_text(sheet, at, 5, line.ground, middle)
        sheet.write_number(at, _POINTS, float(two_places(line.points)), points)
        write_text(sheet, at, 7, "有" if line.photo else "无", middle)
        at += 1
    name = style(font_name=HEI, align="right")
    sheet.set_row(at, 22)
    merge_text(sheet, (at, 0, at, _POINTS - 1), f"合计（{len(paper.lines)}件）", name)
    whole = style(align="right", bold=True, num_format="0.00")
    sheet.write_number(at, _POINTS, float(two_places(paper.total)), whole)
    write_text(sheet, at, _LAST, "", middle)
    sheet.set_row(at + 1, _LINE * 2 + 6)
    merge_text(sheet, (at + 1, 0, at + 1, _LAST), paper.appeal, book.style())


def _height(line: Deduction) -> float:
    """Room for the lines of the cell that has most."""
    place = f"{line.point}（{line.spot}）"
    texts = ((place, 2), (line.problem, 3), (line.standard_code, 4), (line.ground, 5))
    wrapped = max(lines_of(text, COLUMNS[at][1]) for text, at in texts)
    return max(_LINE * wrapped + 3, 24.0)
