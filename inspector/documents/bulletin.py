"""考核通报: a month's ranking, figures, repeats and overdue problems, as it is circulated."""

from collections.abc import Callable, Sequence

from inspector.documents import bulletin_words as told
from inspector.documents.archive import archive
from inspector.documents.bulletin_charts import Chart, score_chart, theme_chart
from inspector.documents.bulletin_paper import BulletinPaper, Repeated, Time
from inspector.documents.composer import Span
from inspector.documents.faces import Face
from inspector.documents.official import Block, Kind, Official
from inspector.documents.paper import Form, Printed
from inspector.documents.pictures import Picture, draw_picture, open_pictures
from inspector.documents.sheet import (
    BODY,
    BOTTOM,
    LEFT,
    MEASURE,
    MM,
    PITCH,
    TOP,
    Sheet,
    baseline,
    fitted,
)
from inspector.documents.table import Style, Table
from inspector.documents.title_lines import TITLE, break_title
from inspector.documents.wording import day

CAPTION, NOTE = 12.0, 9.0
STYLE = Style(pitch=13.5, above=0.9 * MM)
_CLOSING = frozenset({Kind.BLANK, Kind.ANNEXES, Kind.SIGN_OFF})


def bulletin_pdf(paper: BulletinPaper) -> Printed:
    """The bulletin as PDF/A, 文件式."""
    title = told.title_parts(paper)
    sheet = Sheet("".join(title), author=paper.office.name, subject=paper.number)
    page = Official(sheet, paper.office, Form.FILE)
    sheet.bookmark(f"{paper.number} {''.join(title)}")
    _gather(page, paper)
    top = page.title(page.head(paper.number), [paper.office.name, *break_title(title)])
    page.blocks = _settle(page.blocks, top)
    end = page.flow(top)
    for annex in told.annexes(paper):
        end = _annex(page, annex)
    if end - page.imprint_height(paper.copy_to) - 3 * MM < BOTTOM:
        page.turn()
    page.imprint(paper.copy_to, paper.issued_on)
    page.page_number()
    sheet.canvas.showPage()
    pdf, pages = archive(sheet.finish(), paper.issued_on)
    return Printed(pdf=pdf, pages=pages, warnings=tuple(sheet.complaints))


def _annex(page: Official, annex: told.Annex) -> float:
    """On a page of its own: mark, title, tables that go on over the pages; where they end."""
    page.turn()
    sheet, area = page.sheet, page.area
    sheet.bookmark(f"{annex.mark} {annex.name}", level=1)
    sheet.text(area.left, baseline(area.top, PITCH, BODY), annex.mark, Face.HEI)
    y = baseline(area.top - 2 * PITCH, PITCH, TITLE)
    size = fitted(annex.name, Face.SONG_BOLD, TITLE, MEASURE)
    sheet.text(area.left + MEASURE / 2, y, annex.name, Face.SONG_BOLD, size, anchor=0.5)
    top = area.top - 3.6 * PITCH
    for tabled in annex.tables:
        if top < area.top - 4 * PITCH and top - _table_height(sheet, tabled) < BOTTOM:
            page.turn()
            top = area.top
        top = _draw_table(page, tabled, top) - 8
    return top


def _settle(blocks: Sequence[Block], top: float) -> list[Block]:
    """Text moves up past a table that does not fit, so that no page is left half empty.

    The close never does: no table stands below the sign-off.
    """
    settled: list[Block] = []
    waiting: list[Block] = []
    queue = list(blocks)
    while queue or waiting:
        closing = bool(queue) and queue[0].kind in _CLOSING
        if waiting and top - waiting[0].height >= BOTTOM:
            block = waiting.pop(0)
        elif queue and queue[0].kind is Kind.FLOAT and (waiting or top - queue[0].height < BOTTOM):
            waiting.append(queue.pop(0))
            continue
        elif queue and (not waiting or (top - queue[0].needed >= BOTTOM and not closing)):
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
    page.para(told.totals(paper))
    _heading(page, told.RANKING)
    page.para(told.ranking(paper))
    for table in told.rank_tables(paper):
        _table(page, table)
    _chart(page, score_chart(paper))
    _heading(page, told.PROBLEMS)
    page.para(told.problems(paper))
    if paper.indicators:
        _table(page, told.indicator_table(paper))
    _chart(page, theme_chart(paper))
    _heading(page, told.REPEATS)
    page.para(told.repeats(paper))
    for number, one in enumerate(paper.repeated, 1):
        _repeat_block(page, number, one, last=number == len(paper.repeated))
    _heading(page, told.LATE)
    page.para(told.late(paper))
    if paper.overdue:
        _table(page, told.overdue_table(paper))
    if paper.demands:
        _heading(page, told.DEMANDS)
        page.para(paper.demands)
    listed = told.annexes_listed(paper)
    if listed:
        page.blank()
        page.hung("附件：", listed, indent=2, kind=Kind.ANNEXES)
    page.sign_off(paper.issued_on)


def _heading(page: Official, words: str) -> None:
    page.para([Span(words, Face.HEI)], kind=Kind.HEADING)


def _float(page: Official, height: float, draw: Callable[[float], None]) -> None:
    page.blocks.append(Block(height=height, kind=Kind.FLOAT, draw=draw))


def _caption(sheet: Sheet, top: float, text: str) -> float:
    if text:
        middle = LEFT + MEASURE / 2
        sheet.text(middle, top - 13, text, Face.HEI, CAPTION, anchor=0.5, most=MEASURE)
    return top - (19 if text else 3)


def _table(page: Official, tabled: told.Tabled) -> None:
    """A table with its caption and note, never torn while it fits on a page."""
    height = _table_height(page.sheet, tabled)

    def draw(top: float) -> None:
        _draw_table(page, tabled, top)

    _float(page, min(height, TOP - BOTTOM), draw)


def _table_height(sheet: Sheet, tabled: told.Tabled) -> float:
    table = Table(sheet, tabled.columns, STYLE, left=LEFT, bottom=BOTTOM)
    noted = sheet.lines([Span(tabled.note, Face.SONG)], MEASURE, NOTE) if tabled.note else []
    return (19 if tabled.caption else 3) + table.whole_height(tabled.rows) + 12 * len(noted) + 8


def _draw_table(page: Official, tabled: told.Tabled, top: float) -> float:
    """Caption, table and note from ``top`` down; their lower edge."""
    sheet = page.sheet
    table = Table(sheet, tabled.columns, STYLE, left=LEFT, bottom=BOTTOM)

    def turn() -> float:
        page.turn()
        return page.area.top

    low = table.draw(_caption(sheet, top, tabled.caption), tabled.rows, turn) - 2
    return sheet.paragraph(LEFT, low, MEASURE, tabled.note, NOTE, 12) if tabled.note else low


def _chart(page: Official, chart: Chart | None) -> None:
    if chart is None:
        return
    sheet = page.sheet

    def draw(top: float) -> None:
        chart.draw(sheet, LEFT, _caption(sheet, top, chart.caption))

    _float(page, 19 + chart.height, draw)


_REPEAT_ROW, _BARE_ROW, _THUMB = 21 * MM, 11 * MM, 17 * MM
_NAMED, _EACH, _ABREAST = 38 * MM, 39.2 * MM, 3


def _repeat_block(page: Official, number: int, one: Repeated, *, last: bool) -> None:
    """All dates with their thumbnails, three a row; a row without any photo is lower."""
    sheet = page.sheet
    photos = [time.photo for time in one.times if time.photo]
    if not photos:
        _bare_block(page, number, one, last=last)
        return
    pictures = iter(open_pictures(sheet, number, photos))
    opened = [(time, next(pictures) if time.photo else None) for time in one.times]
    rows = [opened[at : at + _ABREAST] for at in range(0, len(opened), _ABREAST)]
    lines = [
        line
        for text, face in _named(number, one)
        for line in sheet.lines([Span(text, face)], _NAMED - 1 * MM, 10.5)[:1]
    ]
    heights = [_REPEAT_ROW if any(seen for _time, seen in row) else _BARE_ROW for row in rows]
    height = max(sum(heights), 13.8 * len(lines) + 6)

    def draw(top: float) -> None:
        sheet.rule(LEFT, top, MEASURE, 0.6 if number == 1 else 0.4)
        y = top - 12.5
        for line in lines:
            sheet.set_line(LEFT + 1 * MM, y, line, 10.5, measure=None)
            y -= 13.8
        high = top
        for row, low in zip(rows, heights, strict=True):
            for at, (time, picture) in enumerate(row):
                _one_time(sheet, LEFT + _NAMED + at * _EACH, high, time, picture)
            high -= low
        if last:
            sheet.rule(LEFT, top - height, MEASURE, 0.6)

    _float(page, height + (6 if last else 0), draw)


def _bare_block(page: Official, number: int, one: Repeated, *, last: bool) -> None:
    """What was never photographed: its days in a line, so that no room stands empty."""
    sheet = page.sheet
    named = [
        line
        for text, face in _named(number, one)
        for line in sheet.lines([Span(text, face)], _NAMED - 1 * MM, 10.5)[:1]
    ]
    dates = sheet.lines([Span(told.times_found(one), Face.SONG)], _ABREAST * _EACH, 10.5)
    height = 13.8 * max(len(named), len(dates)) + 6

    def draw(top: float) -> None:
        sheet.rule(LEFT, top, MEASURE, 0.6 if number == 1 else 0.4)
        for left, lines in ((LEFT + 1 * MM, named), (LEFT + _NAMED, dates)):
            for at, line in enumerate(lines):
                sheet.set_line(left, top - 12.5 - 13.8 * at, line, 10.5, measure=None)
        if last:
            sheet.rule(LEFT, top - height, MEASURE, 0.6)

    _float(page, height + (6 if last else 0), draw)


def _named(number: int, one: Repeated) -> list[tuple[str, Face]]:
    return [
        (text, face)
        for text, face in (
            (f"{number}.{one.town}", Face.HEI),
            (one.point, Face.SONG),
            (f"（{one.spot}）" if one.spot else "", Face.SONG),
            (f"{one.subject}  第{len(one.times)}次", Face.SONG_BOLD),
        )
        if text
    ]


def _one_time(sheet: Sheet, x: float, top: float, time: Time, picture: Picture | None) -> None:
    """The thumbnail, its date and number beside it; without one they stand in its place."""
    beside = x
    if picture:
        width = min(_THUMB * picture.shape, 22.7 * MM)
        height = width / picture.shape
        draw_picture(sheet, x, top - 2 * MM - height, width, height, picture)
        beside = x + 23.6 * MM
    sheet.text(beside, top - 13, day(time.found_on), Face.HEI, 9)
    low = top - 26
    for part in time.number.replace("〔", "\n〔").replace("〕", "〕\n").split("\n"):
        sheet.text(beside, low, part, size=8)
        low -= 11
