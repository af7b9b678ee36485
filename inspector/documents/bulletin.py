"""考核通报: a month's ranking, figures, repeats and overdue problems, as it is circulated."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from inspector.documents.archive import archive
from inspector.documents.charts import (
    SCORE_STEP,
    Fill,
    Grouped,
    Scored,
    axis_start,
    grouped_columns,
    legend,
    score_bars,
)
from inspector.documents.composer import Span
from inspector.documents.faces import Face
from inspector.documents.figures import NONE, Indicator, in_words, moved
from inspector.documents.official import Block, Kind, Official, break_title
from inspector.documents.paper import Form, OfficeOnPaper, PhotoOnPaper, Printed
from inspector.documents.pictures import draw_picture, open_pictures
from inspector.documents.sheet import BOTTOM, LEFT, MEASURE, MM, TOP, Sheet
from inspector.documents.table import CENTRE, RIGHT, Column, Row, Style, Table, words
from inspector.documents.wording import day, full_day

CAPTION, NOTE = 12.0, 9.0
STYLE = Style(pitch=13.5, above=0.9 * MM)
LOW = 2  # the last ranks of a group, printed bold


@dataclass(frozen=True, slots=True, kw_only=True)
class Ranked:
    """A town's month; ``rank`` None when too little was inspected to rank it."""

    town: str
    rank: int | None
    score: Decimal | None
    last_rank: int | None = None
    last_score: Decimal | None = None
    inspected: int = 0
    problems: int = 0
    repeats: int = 0
    on_time: Decimal | None = None  # per cent


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    name: str  # 第一组（街道）
    towns: tuple[Ranked, ...]  # by rank, the unranked last
    streaks: tuple[str, ...] = ()  # 南浦街道连续2个月列本组末位


@dataclass(frozen=True, slots=True, kw_only=True)
class Time:
    """One finding of a repeated problem."""

    found_on: date
    number: str = ""
    photo: PhotoOnPaper | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Repeated:
    town: str
    point: str
    spot: str
    subject: str
    times: tuple[Time, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Overdue:
    unit: str
    place: str
    problem: str
    deadline: date
    days: int
    ladder: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class BulletinPaper:
    """A month as the bulletin tells it; every count is given, nothing is counted here."""

    number: str
    office: OfficeOnPaper
    addressees: str  # 各镇人民政府、街道办事处，区直有关部门
    month: str  # 10月份
    basis: str  # 《青屿区城市管理综合考核办法》
    first_day: date
    last_day: date
    issued_on: date
    rounds: int
    inspected: int
    groups: tuple[Group, ...]
    problems: Indicator
    indicators: tuple[Indicator, ...]
    themes: tuple[Grouped, ...]
    second: int  # problems found the second time
    later: int  # the third time or more often
    repeated: tuple[Repeated, ...] = ()
    overdue: tuple[Overdue, ...] = ()
    late: int = 0  # overdue in all, where the table names only those longest overdue
    demands: str = ""
    annexes: tuple[str, ...] = ()
    copy_to: tuple[str, ...] = ()


def bulletin_pdf(paper: BulletinPaper) -> Printed:
    """The bulletin as PDF/A, 文件式."""
    title = ("关于", f"{paper.month}城市管理综合", "考核情况的通报")
    sheet = Sheet("".join(title), author=paper.office.name, subject=paper.number)
    page = Official(sheet, paper.office, Form.FILE)
    sheet.bookmark(f"{paper.number} {''.join(title)}")
    _gather(page, paper)
    top = page.title(page.head(paper.number), [paper.office.name, *break_title(title)])
    page.blocks = _settle(page.blocks, top)
    end = page.flow(top)
    if end - page.imprint_height(paper.copy_to) - 3 * MM < BOTTOM:
        page.turn()
    page.imprint(paper.copy_to, paper.issued_on)
    page.page_number()
    sheet.canvas.showPage()
    pdf, pages = archive(sheet.finish(), paper.issued_on)
    return Printed(pdf=pdf, pages=pages, warnings=tuple(sheet.complaints))


def _settle(blocks: Sequence[Block], top: float) -> list[Block]:
    """Text moves up past a table that does not fit, so that no page is left half empty."""
    settled: list[Block] = []
    waiting: list[Block] = []
    queue = list(blocks)
    while queue or waiting:
        if waiting and top - waiting[0].height >= BOTTOM:
            block = waiting.pop(0)
        elif queue and queue[0].kind is Kind.FLOAT and (waiting or top - queue[0].height < BOTTOM):
            waiting.append(queue.pop(0))
            continue
        elif queue and (not waiting or top - queue[0].needed >= BOTTOM):
            block = queue.pop(0)
        else:
            top = TOP  # the page is full; what waits begins the next
            block = waiting.pop(0)
        if top - block.needed < BOTTOM - 0.01:
            top = TOP
        settled.append(block)
        top -= block.height
    return settled


def _gather(page: Official, paper: BulletinPaper) -> None:
    page.para(f"{paper.addressees}：", indent=0)
    page.para(_totals(paper))
    _heading(page, "一、考核排名")
    page.para(
        "；".join(_ranking_sentence(group) for group in paper.groups) + "。" + _streaks(paper)
    )
    for number, group in enumerate(paper.groups, 1):
        caption = f"表{number}  {group.name}{paper.month}考核排名"
        note = _RANK_NOTE if number == len(paper.groups) else ""
        _table(page, caption, _RANK_COLUMNS, _rank_rows(group), note=note)
    _score_chart(page, paper)
    _heading(page, "二、问题情况")
    page.para(_problem_sentence(paper))
    caption = f"表{len(paper.groups) + 1}  主要指标"
    _table(page, caption, _INDICATOR_COLUMNS, [_indicator_row(one) for one in paper.indicators])
    _theme_chart(page, paper)
    _heading(page, "三、重复问题")
    page.para(_repeat_sentence(paper))
    for number, one in enumerate(paper.repeated, 1):
        _repeat_block(page, number, one, last=number == len(paper.repeated))
    _heading(page, "四、逾期未整改问题")
    page.para(_overdue_sentence(paper))
    if paper.overdue:
        rows = [_overdue_row(number, one) for number, one in enumerate(paper.overdue, 1)]
        _table(page, "", _OVERDUE_COLUMNS, rows)
    if paper.demands:
        _heading(page, "五、工作要求")
        page.para(paper.demands)
    if paper.annexes:
        page.blank()
        several = len(paper.annexes) > 1
        listed = [f"{n}.{one}" if several else one for n, one in enumerate(paper.annexes, 1)]
        page.hung("附件：", listed, indent=2, kind=Kind.ANNEXES)
    page.sign_off(paper.issued_on)


def _heading(page: Official, words_: str) -> None:
    page.para([Span(words_, Face.HEI)], kind=Kind.HEADING)


def _totals(paper: BulletinPaper) -> str:
    first, last = paper.first_day, paper.last_day
    repeats = paper.second + paper.later
    again = f"，其中重复问题{repeats}件" if repeats else ""
    return (
        f"按照{paper.basis}，{day(first, last.year)}至{day(last)}，{paper.office.we}组织实地督查"
        f"{paper.rounds}轮，检查点位{paper.inspected}点次，发现问题{paper.problems.now}件{again}。"
        "现将考核情况通报如下："
    )


def _ranking_sentence(group: Group) -> str:
    ranked = [one.town for one in group.towns if one.rank is not None]
    if len(ranked) < 2 * LOW:
        return f"{group.name}依次为{'、'.join(ranked)}"
    first, last = "、".join(ranked[:LOW]), "、".join(ranked[-LOW:])
    return f"{group.name}前{LOW}名为{first}，后{LOW}名为{last}"


def _streaks(paper: BulletinPaper) -> str:
    told = [one for group in paper.groups for one in group.streaks]
    return "，".join(told) + "。" if told else ""


_RANK_NOTE = (
    "注：得分为实地督查得分；加粗为本组后2名；“—”为实查点次不足，不参加排名；"
    "按期整改率＝按期整改件数÷（到期应整改件数－缓办件数）。"
)
_RANK_COLUMNS = tuple(
    Column(width=width, head=head, anchor=CENTRE)
    for width, head in (
        (14, ("名次",)),
        (32, ("镇街",)),
        (20, ("得分",)),
        (18, ("较上月", "名次")),
        (16, ("实查", "点次")),
        (16, ("发现", "问题")),
        (16, ("重复", "问题")),
        (24, ("按期", "整改率")),
    )
)
_INDICATOR_COLUMNS = tuple(
    Column(width=width, head=(head,), anchor=RIGHT if head != "指标" else 0.0)
    for width, head in (
        (34, "指标"),
        (20, "本月"),
        (20, "上月"),
        (31, "环比"),
        (20, "去年同月"),
        (31, "同比"),
    )
)
_OVERDUE_COLUMNS = tuple(
    Column(width=width, head=(head,), anchor=CENTRE if middle else 0.0)
    for width, head, middle in (
        (11, "序号", True),
        (34, "责任单位", False),
        (33, "点位（具体位置）", False),
        (34, "问题", False),
        (18, "整改期限", True),
        (11, "逾期", True),
        (15, "督办", True),
    )
)


def _rank_rows(group: Group) -> list[Row]:
    ranked = [one for one in group.towns if one.rank is not None]
    low = {one.town for one in ranked[-LOW:]}
    return [_rank_row(one, low=one.town in low) for one in group.towns]


def _rank_row(one: Ranked, *, low: bool) -> Row:
    face = Face.SONG_BOLD if low else Face.SONG
    plain = (
        f"{one.score:.2f}" if one.score is not None else NONE,
        moved(one.rank, one.last_rank),
        str(one.inspected),
        str(one.problems),
        str(one.repeats),
        f"{one.on_time:.2f}%" if one.on_time is not None else NONE,
    )
    rank = str(one.rank) if one.rank is not None else NONE
    return Row(cells=(words(rank), words(one.town, face), *(words(text) for text in plain)))


def _indicator_row(one: Indicator) -> Row:
    texts = (
        one.name,
        one.shown(one.now),
        one.shown(one.before),
        one.change(one.before),
        one.shown(one.year_ago),
        one.change(one.year_ago),
    )
    return Row(cells=tuple(words(text) for text in texts))


def _overdue_row(number: int, one: Overdue) -> Row:
    texts = (
        str(number),
        one.unit,
        one.place,
        one.problem,
        day(one.deadline),
        f"{one.days}日",
        one.ladder or NONE,
    )
    return Row(cells=tuple(words(text) for text in texts))


def _problem_sentence(paper: BulletinPaper) -> str:
    found = paper.problems
    now = int(found.now or 0)
    said = [f"全区发现问题{now}件"]
    for than, name in ((found.before, "环比"), (found.year_ago, "同比")):
        told = in_words(now, int(than) if than is not None else None, name)
        said += [told] if told else []
    most = sorted(paper.themes, key=lambda one: -one.now)[:2]
    total = sum(one.now for one in paper.themes)
    if len(most) == 2 and total:
        both = most[0].now + most[1].now
        share = Decimal(100 * both) / total
        told = f"{most[0].name}、{most[1].name}两类问题{both}件，占{share:.2f}%"
        return "，".join(said) + f"；{told}。"
    return "，".join(said) + "。"


def _repeat_sentence(paper: BulletinPaper) -> str:
    total = paper.second + paper.later
    if not total:
        return "本月无重复问题。"
    if not paper.later:
        return f"重复问题{total}件，均为第2次发现。本月无第3次重复问题。"
    second = f"第2次的{paper.second}件、" if paper.second else ""
    shown = "，典型情况：" if paper.repeated else "。"
    return f"{total}件重复问题中，{second}第3次及以上的{paper.later}件{shown}"


def _overdue_sentence(paper: BulletinPaper) -> str:
    if not paper.overdue:
        return f"截至{day(paper.last_day)}，无逾期未整改问题。"
    listed = len(paper.overdue)
    late = max(paper.late, listed)
    told = "，均已督办" if all(one.ladder for one in paper.overdue) else ""
    some = f"，其中逾期最长的{listed}件" if late > listed else ""
    return f"截至{day(paper.last_day)}，逾期未整改问题{late}件{told or some}："


def _float(page: Official, height: float, draw: Callable[[float], None]) -> None:
    page.blocks.append(Block(height=height, kind=Kind.FLOAT, draw=draw))


def _caption(sheet: Sheet, top: float, text: str) -> float:
    if text:
        sheet.text(LEFT + MEASURE / 2, top - 13, text, Face.HEI, CAPTION, anchor=0.5)
    return top - (19 if text else 3)


def _table(
    page: Official, caption: str, columns: tuple[Column, ...], rows: list[Row], *, note: str = ""
) -> None:
    """A table with its caption and note, never torn while it fits on a page."""
    sheet = page.sheet
    table = Table(sheet, columns, STYLE, left=LEFT, bottom=BOTTOM)
    noted = sheet.lines([Span(note, Face.SONG)], MEASURE, NOTE) if note else []
    height = (19 if caption else 3) + table.whole_height(rows) + 12 * len(noted) + 8

    def turn() -> float:
        page.turn()
        return page.area.top

    def draw(top: float) -> None:
        low = table.draw(_caption(sheet, top, caption), rows, turn) - 2
        if note:
            sheet.paragraph(LEFT, low, MEASURE, note, NOTE, 12)

    _float(page, min(height, TOP - BOTTOM), draw)


def _score_chart(page: Official, paper: BulletinPaper) -> None:
    panels = [_scored(group) for group in paper.groups]
    shown = [one for panel in panels for one in panel]
    if not shown:
        return
    start = axis_start(shown)
    cut = f"轴从{start:.0f}分起，" if start else ""
    deep = max(len(panel) for panel in panels)
    rows = (len(panels) + 1) // 2
    each = deep * SCORE_STEP + 18
    sheet, half = page.sheet, MEASURE / 2

    def draw(top: float) -> None:
        top = _caption(sheet, top, f"图1  镇街得分（{cut}竖线为上月）")
        for number, panel in enumerate(panels):
            x = LEFT + (number % 2) * (half + 2 * MM)
            score_bars(sheet, x, top - (number // 2) * each, half - 2 * MM, panel, start)
        entries = ((Fill.NOW, "本月得分"), (Fill.BEFORE, f"本月得分（后{LOW}名）"))
        legend(sheet, LEFT + half, top - rows * each - 8, entries)

    _float(page, 19 + rows * each + 18, draw)


def _scored(group: Group) -> list[Scored]:
    ranked = [one for one in group.towns if one.rank is not None and one.score is not None]
    low = {one.town for one in ranked[-LOW:]}
    return [
        Scored(
            name=one.town,
            now=float(one.score or 0),
            last=float(one.last_score) if one.last_score is not None else None,
            low=one.town in low,
        )
        for one in ranked
    ]


def _theme_chart(page: Official, paper: BulletinPaper) -> None:
    if not paper.themes:
        return
    sheet = page.sheet
    entries = [(Fill.NOW, "本月")]
    if any(one.before is not None for one in paper.themes):
        entries.append((Fill.BEFORE, "上月"))
    if any(one.year_ago is not None for one in paper.themes):
        entries.append((Fill.YEAR_AGO, "去年同月"))

    def draw(top: float) -> None:
        top = _caption(sheet, top, "图2  各类问题数量（件）")
        low = grouped_columns(sheet, LEFT, top, MEASURE, 34 * MM, paper.themes)
        legend(sheet, LEFT + MEASURE / 2, low - 12, entries)

    _float(page, 19 + 34 * MM + 42, draw)


_REPEAT_ROW, _THUMB = 21 * MM, 17 * MM


def _repeat_block(page: Official, number: int, one: Repeated, *, last: bool) -> None:
    """All dates with their thumbnails, three a row."""
    sheet = page.sheet
    rows = max((len(one.times) + 2) // 3, 1)
    photos = [time.photo for time in one.times if time.photo]
    pictures = iter(open_pictures(sheet, number, photos))
    opened = [next(pictures) if time.photo else None for time in one.times]

    def draw(top: float) -> None:
        sheet.rule(LEFT, top, MEASURE, 0.6 if number == 1 else 0.4)
        told = (
            (f"{number}.{one.town}", Face.HEI),
            (one.point, Face.SONG),
            (f"（{one.spot}）" if one.spot else "", Face.SONG),
            (f"{one.subject}  第{len(one.times)}次", Face.SONG_BOLD),
        )
        y = top - 12.5
        for text, face in told:
            if text:
                (line, *_more) = sheet.lines([Span(text, face)], 37 * MM, 10.5)
                sheet.set_line(LEFT + 1 * MM, y, line, 10.5, measure=None)
                y -= 13.8
        for at, (time, picture) in enumerate(zip(one.times, opened, strict=True)):
            x = LEFT + 38 * MM + (at % 3) * 39.2 * MM
            high = top - (at // 3) * _REPEAT_ROW
            if picture:
                width = min(_THUMB * picture.shape, 22.7 * MM)
                height = width / picture.shape
                draw_picture(sheet, x, high - 2 * MM - height, width, height, picture)
            sheet.text(x + 23.6 * MM, high - 13, day(time.found_on), Face.HEI, 9)
            low = high - 26
            for part in time.number.replace("〔", "\n〔").replace("〕", "〕\n").split("\n"):
                sheet.text(x + 23.6 * MM, low, part, size=8)
                low -= 11
        if last:
            sheet.rule(LEFT, top - rows * _REPEAT_ROW, MEASURE, 0.6)

    _float(page, rows * _REPEAT_ROW + (6 if last else 0), draw)


def bulletin_name(paper: BulletinPaper, district: str) -> str:
    """青屿区2026年10月份城市管理考核通报.pdf."""
    return f"{district}{full_day(paper.last_day).split('年')[0]}年{paper.month}城市管理考核通报.pdf"
