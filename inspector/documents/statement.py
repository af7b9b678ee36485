"""扣分明细: every deduction of one unit, with the formula and the numbers put in."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from inspector.documents.archive import archive
from inspector.documents.composer import Span
from inspector.documents.faces import Face
from inspector.documents.figures import NONE, two_places
from inspector.documents.paper import OfficeOnPaper, PhotoOnPaper, Printed
from inspector.documents.pictures import Picture, draw_picture, open_pictures
from inspector.documents.sheet import MM, Area, Sheet, fitted
from inspector.documents.table import CENTRE, RIGHT, Column, Row, Style, Table, words
from inspector.documents.wording import day, days, full_day
from inspector.domain.errors import InputError
from inspector.text import _

AREA = Area(left=20 * MM, measure=170 * MM, top=277 * MM, bottom=24 * MM)
STYLE = Style(size=10, pitch=13, least=15.5 * MM)
SUMS = Style(size=13, pitch=17, head_size=11)
THUMB, PHOTO_CELL = 12 * MM, 18.0
COLUMNS = tuple(
    Column(width=width, head=head, anchor=anchor)
    for width, head, anchor in (
        (9, ("序", "号"), CENTRE),
        (17, ("日期",), CENTRE),
        (31, ("点位（具体位置）",), 0.0),
        (37, ("问题",), 0.0),
        (19, ("标准条款",), CENTRE),
        (26, ("计分依据",), CENTRE),
        (13, ("扣分",), RIGHT),
        (PHOTO_CELL, ("照片",), CENTRE),
    )
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Deduction:
    """One line; ``ground`` is the sum written out: 0.50×2（第2次）."""

    found_on: date
    point: str
    spot: str
    problem: str
    standard_code: str
    ground: str
    points: Decimal
    photo: PhotoOnPaper | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class StatementPaper:
    """One unit's month; ``total`` must be what its lines add up to."""

    title: str  # 新桥湾街道10月份扣分明细
    office: OfficeOnPaper
    first_day: date
    last_day: date
    issued_on: date
    basis: Decimal
    total: Decimal
    inspected: int
    bonus: Decimal
    score: Decimal | None  # None where nothing was inspected
    rank: str  # 4／6, or — where the unit is not ranked
    formula: str
    appeal: str
    lines: tuple[Deduction, ...]


def statement_pdf(paper: StatementPaper) -> Printed:
    """The statement; InputError when the total above is not the sum of the lines."""
    check_sum(paper)
    sheet = Sheet(paper.title, author=paper.office.name)
    _Statement(sheet, paper).draw()
    sheet.canvas.showPage()
    pdf, pages = archive(sheet.finish(), paper.issued_on)
    return Printed(pdf=pdf, pages=pages, warnings=tuple(sheet.complaints))


def check_sum(paper: StatementPaper) -> None:
    """InputError when the total above is not the sum of the lines."""
    if sum((line.points for line in paper.lines), Decimal(0)) != paper.total:
        raise InputError(_("扣分合计与明细不符"), _("重新计算本月得分后再出明细"), code="sums")


def sums(paper: StatementPaper) -> tuple[tuple[str, str], ...]:
    """What the month adds up to: head and figure, the score and the rank at the end."""
    return (
        ("基准分", str(two_places(paper.basis))),
        ("扣分合计", str(two_places(paper.total))),
        ("实查点次", str(paper.inspected)),
        ("加分", str(two_places(paper.bonus))),
        ("得分", NONE if paper.score is None else str(two_places(paper.score))),
        ("组内名次", paper.rank or NONE),
    )


class _Statement:
    def __init__(self, sheet: Sheet, paper: StatementPaper) -> None:
        self._sheet, self._paper = sheet, paper
        self._table = Table(sheet, COLUMNS, STYLE, left=AREA.left, bottom=0)
        self._rows = [_row(number, line) for number, line in enumerate(paper.lines, 1)]
        self._pictures = [_picture(sheet, at, line) for at, line in enumerate(paper.lines, 1)]
        whole = [Span(paper.appeal, Face.SONG)]
        self._appeal = 18.0 * len(sheet.lines(whole, AREA.measure, 11)) + 8

    def draw(self) -> None:
        top = self._head()
        pages = self._paginate(top)
        for number, (first, last) in enumerate(pages, 1):
            if number > 1:
                self._sheet.turn()
                top = AREA.top
            top = self._page(top, first, last, whole=number == len(pages), only=len(pages) == 1)
            foot = f"第{number}页  共{len(pages)}页"
            middle = AREA.left + AREA.measure / 2
            self._sheet.text(middle, AREA.bottom - 10 * MM, foot, size=9, anchor=0.5)
        self._sheet.paragraph(AREA.left, top - 8, AREA.measure, self._paper.appeal, 11, 18)

    def _head(self) -> float:
        sheet, paper = self._sheet, self._paper
        middle = AREA.left + AREA.measure / 2
        size = fitted(paper.title, Face.SONG_BOLD, 20, AREA.measure)
        sheet.text(middle, AREA.top - 20, paper.title, Face.SONG_BOLD, size, anchor=0.5)
        y = AREA.top - 42
        period = f"考核期：{days(paper.first_day, paper.last_day)}"
        room = AREA.measure - sheet.text(AREA.left, y, period, size=11) - 11
        made = f"制表：{paper.office.name}  {full_day(paper.issued_on)}"
        sheet.text(AREA.right, y, made, size=11, anchor=1.0, most=room)
        columns = [
            Column(width=170 / 6, head=(head,), anchor=CENTRE) for head, _figure in sums(paper)
        ]
        figures = [figure for _head, figure in sums(paper)]
        whole = Row(
            cells=(
                *(words(figure) for figure in figures[:4]),
                *(words(figure, Face.HEI_BOLD) for figure in figures[4:]),
            )
        )
        table = Table(sheet, columns, SUMS, left=AREA.left, bottom=0)
        top = table.draw(y - 7, [whole], lambda: y) - 4
        return sheet.paragraph(AREA.left, top, AREA.measure, paper.formula, 10, 14.5) - 5

    def _paginate(self, top: float) -> list[tuple[int, int]]:
        """(first, last + 1) of each page; room is kept for the sums and, at the end, the appeal."""
        pages: list[tuple[int, int]] = []
        first, below = 0, self._sums_height() * 2
        y = top - self._table.head_height()
        for at, row in enumerate(self._rows):
            height = self._table.row_height(row)
            last = at == len(self._rows) - 1
            if at > first and y - height - below - (self._appeal if last else 0) < AREA.bottom:
                pages.append((first, at))
                first, y = at, AREA.top - self._table.head_height()
            y -= height
        return [*pages, (first, len(self._rows))]

    def _sums_height(self) -> float:
        return 13 + 2 * STYLE.above

    def _page(self, top: float, first: int, last: int, *, whole: bool, only: bool) -> float:
        rows = self._rows[first:last]
        end = self._table.draw(top, rows, lambda: top)
        y = top - self._table.head_height()
        x = AREA.right - PHOTO_CELL * MM
        for row, picture in zip(rows, self._pictures[first:last], strict=True):
            height = self._table.row_height(row)
            if picture:
                _thumb(self._sheet, x, y - height, height, picture)
            y -= height
        lines = self._paper.lines
        if not only:
            end = self._sum(
                end, "本页小计", sum((one.points for one in lines[first:last]), Decimal(0))
            )
        return self._sum(end, "合计", self._paper.total) if whole else end

    def _sum(self, top: float, name: str, points: Decimal) -> float:
        height, sheet = self._sums_height(), self._sheet
        y = top - height / 2 - 3.5
        edge = AREA.right - PHOTO_CELL * MM
        sheet.text(edge - 13 * MM - STYLE.side, y, name, Face.HEI, 10, anchor=1.0)
        sheet.text(edge - STYLE.side, y, str(two_places(points)), Face.HEI_BOLD, 10, anchor=1.0)
        sheet.box(AREA.left, top - height, AREA.measure, height, 0.8)
        sheet.canvas.setLineWidth(0.4)
        for x in (edge - 13 * MM, edge):
            sheet.canvas.line(x, top, x, top - height)
        return top - height


def _row(number: int, line: Deduction) -> Row:
    place: Sequence[str] = (line.point, f"（{line.spot}）") if line.spot else (line.point,)
    ground = line.ground.replace("（", "\n（", 1).split("\n")
    return Row(
        cells=(
            words(str(number)),
            words(day(line.found_on)),
            tuple((Span(text, Face.SONG),) for text in place),
            words(line.problem),
            words(line.standard_code),
            tuple((Span(text, Face.SONG),) for text in ground),
            words(str(two_places(line.points))),
            words("" if line.photo else NONE),
        )
    )


def _picture(sheet: Sheet, number: int, line: Deduction) -> Picture | None:
    return open_pictures(sheet, number, [line.photo])[0] if line.photo else None


def _thumb(sheet: Sheet, x: float, y: float, height: float, picture: Picture) -> None:
    cell = PHOTO_CELL * MM
    width = min(THUMB * picture.shape, cell - 2 * MM)
    high = width / picture.shape
    draw_picture(sheet, x + (cell - width) / 2, y + (height - high) / 2, width, high, picture)
