"""一页纸: the month on exactly one page, with sentences a leader can speak."""

from dataclasses import dataclass
from datetime import date

from inspector.documents.archive import archive
from inspector.documents.charts import INK
from inspector.documents.composer import Span
from inspector.documents.faces import Face
from inspector.documents.figures import Indicator
from inspector.documents.paper import OfficeOnPaper, PhotoOnPaper, Printed
from inspector.documents.pictures import draw_picture, open_pictures
from inspector.documents.sheet import MM, Area, Sheet, fitted
from inspector.documents.table import CENTRE, Column, Row, Style, Table
from inspector.documents.wording import day, full_day
from inspector.domain.errors import InputError
from inspector.text import _

AREA = Area(left=20 * MM, measure=170 * MM, top=279 * MM, bottom=18 * MM)
SIZE = 13.0
LEADINGS = (19.0, 18.0)  # points; smaller than 18 a leader does not read
PHOTOS = (3, 2, 0)
BAR_GREY = 0.80
PHOTO_WIDTH, PHOTO_HEIGHT = 48 * MM, 36 * MM


@dataclass(frozen=True, slots=True, kw_only=True)
class RankLine:
    """前2名, 后2名, 连续末位, 进步最大: what stands there for each group, line by line."""

    name: tuple[str, ...]
    groups: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Month:
    name: str  # 5月
    problems: int
    repeats: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """A photo with the place in one line and what is wrong in the next."""

    photo: PhotoOnPaper
    place: str
    problem: str


@dataclass(frozen=True, slots=True, kw_only=True)
class BriefPaper:
    """One page; ``verdict`` begins with the clause printed in 黑体."""

    title: str
    office: OfficeOnPaper
    issued_on: date
    as_of: date
    verdict: tuple[str, str]
    figures: tuple[tuple[Indicator, str], ...]  # four, each with its unit
    group_names: tuple[str, ...]
    ranks: tuple[RankLine, ...]
    months: tuple[Month, ...]
    shown: tuple[Shown, ...]
    sentences: tuple[str, ...]
    advice: str


def brief_pdf(paper: BriefPaper) -> Printed:
    """One page; InputError when the words do not fit even without photos."""
    for photos in PHOTOS:
        for leading in LEADINGS:
            sheet = Sheet(paper.title, author=paper.office.name)
            if _draw(sheet, paper, photos, leading) >= AREA.bottom - 0.01:
                sheet.canvas.showPage()
                pdf, pages = archive(sheet.finish(), paper.issued_on)
                return Printed(pdf=pdf, pages=pages, warnings=tuple(sheet.complaints))
    raise InputError(_("一页纸放不下"), _("缩短结论、可讲的话或者建议"), code="too_long")


def _draw(sheet: Sheet, paper: BriefPaper, photos: int, leading: float) -> float:
    middle = AREA.left + AREA.measure / 2
    size = fitted(paper.title, Face.SONG_BOLD, 22, AREA.measure)
    sheet.text(middle, AREA.top - 22, paper.title, Face.SONG_BOLD, size, anchor=0.5)
    told = f"{paper.office.name}  {full_day(paper.issued_on)}  数据截至{day(paper.as_of)}"
    sheet.text(middle, AREA.top - 42, told, size=10.5, anchor=0.5, most=AREA.measure)
    sheet.rule(AREA.left, AREA.top - 50, AREA.measure, 1.2)
    first, rest = paper.verdict
    spans = [Span(first, Face.HEI), Span(rest, Face.SONG)]
    top = sheet.paragraph(AREA.left, AREA.top - 56, AREA.measure, spans, 14, 22)
    top = _figures(sheet, paper, top - 6)
    top = min(_ranks(sheet, paper, top), _months(sheet, paper, top)) - 4
    if photos and paper.shown:
        top = _photos(sheet, paper, top, photos)
    top = _heading(sheet, "可讲的三句话", top)
    for number, sentence in enumerate(paper.sentences, 1):
        text = f"（{number}）{sentence}"
        top = sheet.paragraph(AREA.left, top, AREA.measure, text, SIZE, leading)
    if paper.advice:
        top = _heading(sheet, "建议", top)
        top = sheet.paragraph(AREA.left, top, AREA.measure, paper.advice, SIZE, leading)
    return top


def _heading(sheet: Sheet, words: str, top: float) -> float:
    sheet.text(AREA.left, top - 16, words, Face.HEI, 14)
    return top - 22


def _figures(sheet: Sheet, paper: BriefPaper, top: float) -> float:
    each = AREA.measure / max(len(paper.figures), 1)
    for number, (one, unit) in enumerate(paper.figures):
        x = AREA.left + (number + 0.5) * each
        sheet.text(x, top - 12, one.name, Face.HEI, 12, anchor=0.5, most=each - 8)
        value = one.shown(one.now).rstrip("%")
        wide = sheet.text(x - 6, top - 42, value, Face.HEI_BOLD, 28, anchor=0.5)
        sheet.text(x - 4 + wide / 2, top - 42, unit, Face.HEI, 12)
        for at, (than, name) in enumerate(((one.before, "环比"), (one.year_ago, "同比"))):
            y = top - 57 - 14 * at
            sheet.text(x, y, f"{name} {one.change(than)}", size=10.5, anchor=0.5)
        if number:
            sheet.canvas.setLineWidth(0.6)
            sheet.canvas.line(x - each / 2, top - 2, x - each / 2, top - 74)
    sheet.rule(AREA.left, top - 82, AREA.measure, 0.6)
    return top - 84


def _ranks(sheet: Sheet, paper: BriefPaper, top: float) -> float:
    top = _heading(sheet, "排名", top)
    columns = [Column(width=20, head=("",), anchor=CENTRE)] + [
        Column(width=32, head=(name,), anchor=CENTRE) for name in paper.group_names[:2]
    ]
    style = Style(size=10.5, pitch=15, above=1.2 * MM)
    rows = [
        Row(
            cells=(
                tuple((Span(line, Face.HEI),) for line in one.name),
                *(tuple((Span(line, Face.SONG),) for line in lines) for lines in one.groups[:2]),
            )
        )
        for one in paper.ranks
    ]
    table = Table(sheet, columns, style, left=AREA.left, bottom=0)
    return table.draw(top, rows, lambda: top)


def _months(sheet: Sheet, paper: BriefPaper, top: float) -> float:
    """Six months in columns, the last one solid; repeats ringed."""
    x, width, height = AREA.left + 92 * MM, AREA.measure - 92 * MM, 38 * MM
    sheet.text(x, top - 16, f"近{len(paper.months)}个月走势（件）", Face.HEI, 14)
    zero = top - 34 - height
    most = max((one.problems for one in paper.months), default=0) or 1
    each = width / max(len(paper.months), 1)
    canvas = sheet.canvas
    for number, one in enumerate(paper.months, 1):
        middle = x + (number - 0.5) * each
        high = one.problems / most * height
        if number == len(paper.months):
            canvas.setFillColorRGB(*INK)
        else:
            canvas.setFillGray(BAR_GREY)
        canvas.rect(middle - each * 0.28, zero, each * 0.56, high, stroke=0, fill=1)
        canvas.setFillGray(1)
        canvas.setLineWidth(0.8)
        canvas.circle(middle, zero + 20, 8.5, stroke=1, fill=1)
        canvas.setFillGray(0)
        sheet.text(middle, zero + 17, str(one.repeats), Face.HEI, 8.5, anchor=0.5)
        sheet.text(middle, zero + high + 4, str(one.problems), size=9, anchor=0.5)
        sheet.text(middle, zero - 12, one.name, size=9, anchor=0.5, most=each)
    sheet.rule(x, zero, width, 0.6)
    sheet.text(x, zero - 27, "柱：发现问题；圈：其中重复问题", size=9)
    return zero - 32


def _photos(sheet: Sheet, paper: BriefPaper, top: float, most: int) -> float:
    top = _heading(sheet, "突出问题", top)
    shown = paper.shown[:most]
    pictures = open_pictures(sheet, 0, [one.photo for one in shown])
    each = AREA.measure / len(shown)
    for number, (one, picture) in enumerate(zip(shown, pictures, strict=True)):
        middle = AREA.left + (number + 0.5) * each
        width = min(PHOTO_WIDTH, PHOTO_HEIGHT * picture.shape)
        height = width / picture.shape
        draw_picture(sheet, middle - width / 2, top - height, width, height, picture)
        for at, (words, face) in enumerate(((one.place, Face.HEI), (one.problem, Face.SONG))):
            size = fitted(words, face, 10.5, each - 8)
            y = top - PHOTO_HEIGHT - 12 - 14 * at
            sheet.text(middle, y, words, face, size, anchor=0.5)
    return top - PHOTO_HEIGHT - 32
