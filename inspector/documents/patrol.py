"""巡查携带单: what to look at again at each point, on A4 for inside use only."""

from dataclasses import dataclass
from datetime import date, datetime

from inspector.documents.archive import archive
from inspector.documents.composer import Span
from inspector.documents.faces import Face, text_width
from inspector.documents.figures import NONE
from inspector.documents.paper import PhotoOnPaper, Printed
from inspector.documents.pictures import Picture, draw_picture, open_pictures
from inspector.documents.sheet import MM, Area, Sheet, fitted
from inspector.documents.table import CENTRE, Column, Row, Style, Table, bracket_apart, words
from inspector.documents.wording import day, full_day, weekday

AREA = Area(left=15 * MM, measure=180 * MM, top=283 * MM, bottom=17 * MM)
STYLE = Style(size=9.5, pitch=12.5, side=0.9 * MM, above=0.6 * MM, least=13.5 * MM)
CLOSED, NOTHING = "已销号", "没有要看的问题。"
BAND, NEW_FINDINGS, FOOT = 17.0, 46.0, 14.0
BOX, SMALL_BOX = 10.0, 8.0
BAND_GREY = 0.90
THUMB = 11.6 * MM
PROBLEM, DATES, SEEN, PHOTO = 31.0, 42.0, 17.0, 22.0  # millimetres of their columns
COLUMNS = tuple(
    Column(width=width, head=(head,), anchor=CENTRE if middle else 0.0)
    for width, head, middle in (
        (8, "", True),
        (14, "状态", True),
        (27, "具体位置", False),
        (PROBLEM, "问题", False),
        (DATES, "历次发现", False),
        (19, "期限", True),
        (SEEN, "今日所见", True),
        (PHOTO, "照片", True),
    )
)


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenIssue:
    """One issue at the point, in the order it is to be looked at."""

    state: str  # 逾期1日, 退回, 待复查, 整改中, 已销号
    spot: str
    problem: str
    found_on: tuple[date, ...]  # every time, those of the issues before it too
    occurrence: str = ""  # 第3次·反弹; nothing for the first
    closed_on: date | None = None
    deadline: str = ""
    photo: PhotoOnPaper | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Stop:
    """A point to visit; ``remark`` tells its type and the last visit, ``watch`` where to look."""

    no: int
    name: str
    remark: str
    issues: tuple[OpenIssue, ...]
    watch: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class PatrolPaper:
    day: date
    town: str
    as_of: datetime
    stops: tuple[Stop, ...]


def closing_words(issue: OpenIssue) -> str:
    """10月28日销号; nothing for what is open."""
    return f"{day(issue.closed_on)}销号" if issue.closed_on else ""


def patrol_pdf(paper: PatrolPaper) -> Printed:
    """The sheet as PDF/A; a point's band is never torn from its first issue."""
    sheet = Sheet(f"巡查携带单 {paper.town}")
    _Patrol(sheet, paper).draw()
    sheet.canvas.showPage()
    pdf, pages = archive(sheet.finish(), paper.day)
    return Printed(pdf=pdf, pages=pages, warnings=tuple(sheet.complaints))


class _Patrol:
    def __init__(self, sheet: Sheet, paper: PatrolPaper) -> None:
        self._sheet, self._paper = sheet, paper
        self._table = Table(sheet, COLUMNS, STYLE, left=AREA.left, bottom=AREA.bottom)

    def draw(self) -> None:
        top = self._head()
        for stop in self._paper.stops:
            top = self._stop(stop, top)
        if not self._paper.stops:
            self._sheet.text(AREA.left, top - 24, NOTHING, Face.HEI, 12)
        self._foot()

    def _head(self) -> float:
        sheet, paper = self._sheet, self._paper
        sheet.text(AREA.left, AREA.top - 18, "巡查携带单", Face.SONG_BOLD, 20)
        when = f"{full_day(paper.day)}（{weekday(paper.day)}）  {paper.town}"
        room = AREA.measure - text_width("巡查携带单", Face.SONG_BOLD, 20) - 12
        size = fitted(when, Face.HEI, 12, room)
        sheet.text(AREA.right, AREA.top - 12, when, Face.HEI, size, anchor=1.0)
        told = f"数据截至{day(paper.as_of)}{paper.as_of:%H:%M}"
        sheet.text(AREA.right, AREA.top - 26, told, Face.HEI, 9, anchor=1.0)
        return AREA.top - 32

    def _foot(self) -> None:
        words_ = "“已销号”为近30日销号的问题，再次发现即为重复或者反弹。本单含内部信息，用后收回。"
        self._sheet.text(AREA.left, AREA.bottom - FOOT, words_, Face.HEI, 9)

    def _turn(self) -> float:
        self._foot()
        self._sheet.turn()
        return AREA.top

    def _stop(self, stop: Stop, top: float) -> float:
        rows = [_row(issue) for issue in stop.issues]
        first = self._table.row_height(rows[0]) if rows else 0.0
        if top - BAND - self._table.head_height() - first - NEW_FINDINGS < AREA.bottom:
            top = self._turn()
        top = self._band(stop, top)
        for chunk in self._chunks(rows, top):
            if chunk.start:
                top = self._turn()
            top = self._issues(stop, rows, chunk, top)
        if top - NEW_FINDINGS < AREA.bottom:
            top = self._turn()
        return self._new_findings(top)

    def _chunks(self, rows: list[Row], top: float) -> list[range]:
        """Which rows stand on which page."""
        chunks: list[range] = []
        start, y = 0, top - self._table.head_height()
        for at, row in enumerate(rows):
            height = self._table.row_height(row)
            if y - height < AREA.bottom and at > start:
                chunks.append(range(start, at))
                start, y = at, AREA.top - self._table.head_height()
            y -= height
        return [*chunks, range(start, len(rows))] if rows else []

    def _band(self, stop: Stop, top: float) -> float:
        sheet = self._sheet
        sheet.canvas.setFillGray(BAND_GREY)
        sheet.canvas.rect(AREA.left, top - BAND, AREA.measure, BAND, stroke=0, fill=1)
        sheet.canvas.setFillGray(0)
        name = f"{stop.no}  {stop.name}"
        size = fitted(name, Face.HEI_BOLD, 12, AREA.measure / 2)
        wide = sheet.text(AREA.left + 4, top - 12.5, name, Face.HEI_BOLD, size)
        room = AREA.measure - wide - 80
        remark = fitted(stop.remark, Face.HEI, 9.5, room)
        sheet.text(AREA.right - 60, top - 12, stop.remark, Face.HEI, remark, anchor=1.0)
        sheet.text(AREA.right - 46, top - 12, "已到", Face.HEI, 9.5)
        sheet.box(AREA.right - 20, top - 13.5, BOX, BOX, 0.6)
        return top - BAND

    def _issues(self, stop: Stop, rows: list[Row], chunk: range, top: float) -> float:
        end = self._table.draw(top, [rows[at] for at in chunk], lambda: top)
        y = top - self._table.head_height()
        for at in chunk:
            height = self._table.row_height(rows[at])
            self._marks(y - height / 2)
            photo = stop.issues[at].photo
            if photo:
                (picture,) = open_pictures(self._sheet, stop.no, [photo])
                self._thumb(picture, y - height / 2)
            y -= height
        return end

    def _marks(self, middle: float) -> None:
        """A box to tick the issue off, and 已改 and 未改 to choose from; drawn, never typed."""
        sheet = self._sheet
        sheet.box(AREA.left + 4 * MM - BOX / 2, middle - BOX / 2, BOX, BOX, 0.6)
        x = AREA.right - (SEEN + PHOTO) * MM + 2 * MM
        for low, word in ((3.0, "已改"), (-11.0, "未改")):
            sheet.box(x, middle + low, SMALL_BOX, SMALL_BOX, 0.6)
            sheet.text(x + 11, middle + low + 0.5, word, Face.HEI, 9)

    def _thumb(self, picture: Picture, middle: float) -> None:
        width = min(THUMB * picture.shape, PHOTO * MM - 2 * MM)
        height = width / picture.shape
        x = AREA.right - (PHOTO * MM + width) / 2
        draw_picture(self._sheet, x, middle - height / 2, width, height, picture)

    def _new_findings(self, top: float) -> float:
        self._sheet.text(AREA.left, top - 16, "新发现：", Face.HEI, 10)
        self._sheet.rule(AREA.left + 14 * MM, top - 18, AREA.measure - 14 * MM, 0.3)
        self._sheet.rule(AREA.left, top - 36, AREA.measure, 0.3)
        return top - NEW_FINDINGS


def _row(issue: OpenIssue) -> Row:
    dates = "、".join(day(one) for one in issue.found_on)
    dates += f"（{closing_words(issue)}）" if issue.closed_on else ""
    problem = f"{issue.problem}（{issue.occurrence}）" if issue.occurrence else issue.problem
    urgent = Face.HEI_BOLD if issue.state.startswith(("逾期", "退回")) else Face.HEI
    deadline = issue.deadline.removesuffix("前") or NONE
    blank: tuple[tuple[Span, ...], ...] = words("", Face.HEI)
    return Row(
        cells=(
            blank,
            words(issue.state, urgent),
            words(issue.spot or NONE, Face.HEI),
            bracket_apart(problem, PROBLEM, face=Face.HEI, size=STYLE.size),
            bracket_apart(dates, DATES, face=Face.HEI, size=STYLE.size),
            words(deadline, Face.HEI),
            blank,
            blank if issue.photo else words(NONE, Face.HEI),
        )
    )
