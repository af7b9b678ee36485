"""整改反馈单: the sheet a unit fills in with WPS and sends back."""

from typing import Any

from inspector.documents.paper import NoticePaper, ProblemOnPaper
from inspector.documents.pictures import open_picture
from inspector.documents.wording import due
from inspector.documents.workbook import (
    HEI,
    SHORT_DAY,
    TITLE,
    Workbook,
    lines_of,
    merge_text,
    place_picture,
    write_text,
)

COLUMNS = (  # heading, width in characters, for the unit to fill in
    ("序号", 5, False),
    ("点位\n（具体位置）", 17, False),
    ("问题描述", 20, False),
    ("发现次数", 8, False),
    ("整改期限", 11, False),
    ("整改前照片", 19, False),
    ("整改措施", 22, True),
    ("完成日期", 10, True),
    ("整改后照片", 19, True),
    ("责任人", 9, True),
    ("联系电话", 14, True),
    ("退单理由\n（需要时选）", 13, True),
)
REFUSALS = ("不属本单位职责", "不属本辖区", "位置或对象有误", "问题不存在")
KEY_COLUMN = len(COLUMNS)
KEY_HEAD = "id"
HEAD_ROW, FIRST_ROW, ROW_HEIGHT = 3, 4, 78
HEAD_FILL, CELL_FILL = "#FFF3CC", "#FFFBEB"
_CENTRED, _DATED, _TEXT_ONLY = {9, 11}, {7}, {10}
_AIR = 2 / 25.4 * 96  # 2 mm in pixels
_LINE, _HIGHEST, _INDENT = 14.5, 409.0, 1.5  # points; Excel shows no higher row
_PHOTO_CELL = (138.0, 104.0)  # pixels of 19 characters and 78 points


def feedback_xlsx(paper: NoticePaper) -> bytes:
    """One row per problem in the order of the list; the hidden last column holds its key."""
    book = Workbook(title="整改反馈单", author=paper.office.name, day=paper.issued_on)
    sheet = book.sheet("整改反馈单")
    _set_up(sheet)
    _write_head(book, sheet, paper)
    styles = _Styles(book)
    for at, item in enumerate(paper.items, FIRST_ROW):
        _write_row(sheet, at, item, styles)
    end = FIRST_ROW + len(paper.items)
    if paper.items:
        choices = {"validate": "list", "source": list(REFUSALS)}
        sheet.data_validation(FIRST_ROW, 11, end - 1, 11, choices)
    foot = "填报人：{0}单位负责人：{0}（盖章）{0}{1}年　　月　　日".format(
        "　" * 10, paper.issued_on.year
    )
    sheet.set_row(end, 30)
    merge_text(sheet, (end, 0, end, KEY_COLUMN - 1), foot, book.style(font_size=11))
    sheet.print_area(0, 0, end, KEY_COLUMN - 1)
    return book.finish()


def _set_up(sheet: Any) -> None:
    for at, (_name, width, _own) in enumerate(COLUMNS):
        sheet.set_column(at, at, width)
    sheet.set_column(KEY_COLUMN, KEY_COLUMN, 4, None, {"hidden": True})
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 0)
    sheet.set_margins(0.5, 0.5, 0.55, 0.6)
    sheet.repeat_rows(HEAD_ROW)
    sheet.freeze_panes(FIRST_ROW, 2)
    sheet.set_footer('&C&"宋体"&9第&P页 共&N页')
    sheet.center_horizontally()


def _write_head(book: Workbook, sheet: Any, paper: NoticePaper) -> None:
    last = KEY_COLUMN - 1
    title = book.style(font_name=TITLE, font_size=20, bold=True, align="center")
    sheet.set_row(0, 34)
    merge_text(sheet, (0, 0, 0, last), "整 改 反 馈 单", title)
    sheet.set_row(1, 20)
    merge_text(sheet, (1, 0, 1, 5), f"责任单位：{paper.unit.name}", book.style(font_size=11))
    by = f"{paper.number}　　请于{paper.report_by.year}年{due(paper.report_by)}报送"
    merge_text(sheet, (1, 6, 1, last), by, book.style(font_size=11, align="right"))
    how = (
        "填写说明：只填黄色栏。整改后照片用“插入图片”放进本行单元格，与整改前同一位置、同一角度；"
        "不属本单位的选退单理由，1个工作日内报回；请勿增加、删除行和列。"
    )
    sheet.set_row(2, 20)
    merge_text(sheet, (2, 0, 2, last), how, book.style())
    plain = book.style(font_name=HEI, font_size=10.5, align="center", border=1)
    own = book.style(font_name=HEI, font_size=10.5, align="center", border=1, bg_color=HEAD_FILL)
    sheet.set_row(HEAD_ROW, 44)
    for at, (name, _width, fill) in enumerate(COLUMNS):
        sheet.write_string(HEAD_ROW, at, name, own if fill else plain)
    sheet.write_string(HEAD_ROW, KEY_COLUMN, KEY_HEAD, plain)


class _Styles:
    """The formats of a row; what the unit fills in is unlocked."""

    def __init__(self, book: Workbook) -> None:
        def style(**more: Any) -> Any:
            return book.style(font_size=10.5, border=1, **more)

        open_cell = {"bg_color": CELL_FILL, "locked": False}
        self.left = style(indent=1)
        self.middle = style(align="center")
        self.bold = style(align="center", bold=True)
        self._open = style(indent=1, **open_cell)
        self._open_middle = style(align="center", **open_cell)
        self._open_day = style(align="center", num_format=SHORT_DAY, **open_cell)
        # a telephone number typed as 0571… keeps its first digit
        self._open_text = style(align="center", num_format="@", **open_cell)

    def own(self, column: int) -> Any:
        if column in _DATED:
            return self._open_day
        if column in _TEXT_ONLY:
            return self._open_text
        return self._open_middle if column in _CENTRED else self._open


def _height(item: ProblemOnPaper) -> float:
    """Points of a row: as high as its longest words need, and never lower than its photo."""
    texts = ((1, f"{item.point}\n（{item.spot}）"), (2, item.description), (4, item.deadline))
    lines = max(lines_of(text, COLUMNS[at][1] - _INDENT) for at, text in texts)
    return min(max(lines * _LINE + 6.0, ROW_HEIGHT), _HIGHEST)


def _write_row(sheet: Any, at: int, item: ProblemOnPaper, styles: _Styles) -> None:
    high = _height(item)
    sheet.set_row(at, high)
    sheet.write_number(at, 0, item.no, styles.middle)
    place = f"{item.point}\n（{item.spot}）" if item.spot else item.point
    write_text(sheet, at, 1, place, styles.left)
    write_text(sheet, at, 2, item.description, styles.left)
    reached = item.occurrence_word + ("\n反弹" if item.rebound else "")
    again = styles.bold if item.occurrence > 1 else styles.middle
    write_text(sheet, at, 3, reached, again)
    write_text(sheet, at, 4, item.deadline, styles.middle)
    sheet.write_blank(at, 5, None, styles.middle)
    if item.photos:
        cell = (_PHOTO_CELL[0], _PHOTO_CELL[1] * high / ROW_HEIGHT)
        place_picture(sheet, at, 5, open_picture(item.photos[0]), cell, _AIR)
    for column in range(6, KEY_COLUMN):
        sheet.write_blank(at, column, None, styles.own(column))
    write_text(sheet, at, KEY_COLUMN, item.key, styles.middle)
