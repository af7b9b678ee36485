"""附件 问题清单: the list of problems, and the notes that say how to read it."""

from collections.abc import Sequence
from dataclasses import replace

from inspector.documents.composer import Span, clean
from inspector.documents.faces import Face, text_width
from inspector.documents.official import Official
from inspector.documents.paper import NoticePaper, ProblemOnPaper
from inspector.documents.sheet import (
    LANDSCAPE,
    MEASURE,
    MM,
    PITCH,
    PORTRAIT,
    Area,
    baseline,
    fitted,
)
from inspector.documents.table import CENTRE, Column, Row, Style, Table, words
from inspector.documents.wording import MANNERS, day

MOST_ON_PORTRAIT = 40
SIZE, NOTE, NOTE_PITCH = 10.5, 9.0, 13.0
ABOVE_NOTES = 6.0
ROW_AIR = (1.6 * MM, 1.2 * MM, 0.8 * MM)  # closer where the notes then stand on the same page
WIDTHS = (9, 32, 41, 36, 15, 23)
LEAST_OWNER = 9.0  # points; a longer name has the line to itself
LONG_STANDARD = 40  # characters; longer texts are cut at their first semicolon


def area_for(paper: NoticePaper) -> Area:
    """More than 40 problems stand on landscape pages."""
    return LANDSCAPE if len(paper.items) > MOST_ON_PORTRAIT else PORTRAIT


def columns(paper: NoticePaper) -> tuple[Column, ...]:
    stretch = area_for(paper).measure / MEASURE
    heads = (
        ("序", "号"),
        ("点位", "（具体位置）"),
        ("问题描述",),
        ("对应标准",),
        ("发现", "次数"),
        (MANNERS[paper.unit.relation].deadline,),
    )
    centred = (True, False, False, False, True, True)
    return tuple(
        Column(width=width * stretch, head=head, anchor=CENTRE if middle else 0.0)
        for width, head, middle in zip(WIDTHS, heads, centred, strict=True)
    )


def upright(columns: Sequence[Column]) -> tuple[Column, ...]:
    """The same columns as they stand on an upright page, however many problems there are."""
    pairs = zip(columns, WIDTHS, strict=True)
    return tuple(replace(column, width=width) for column, width in pairs)


def standard(item: ProblemOnPaper) -> str:
    """Code and text; the code is always kept."""
    text = item.standard_text
    if len(text) > LONG_STANDARD:
        text = text.split("；", 1)[0]
    return f"{item.standard_code} {text}".strip()


def row(item: ProblemOnPaper) -> Row:
    place = (item.point, f"（{item.spot}）") if item.spot else (item.point,)
    lacks_photo = item.photo_needed and not item.photos
    description = item.description + ("（无照片）" if lacks_photo else "")
    bold = Face.SONG_BOLD if item.occurrence > 1 else Face.SONG
    reached = (item.occurrence_word, "反弹") if item.rebound else (item.occurrence_word,)
    return Row(
        cells=(
            words(str(item.no)),
            tuple((Span(line, Face.SONG),) for line in place),
            words(description),
            words(standard(item)),
            tuple((Span(line, bold),) for line in reached),
            words(item.deadline),
        )
    )


def counts(paper: NoticePaper) -> str:
    repeated = sum(item.occurrence > 1 for item in paper.items)
    again = f"，其中重复问题{repeated}件" if repeated else ""
    return f"共{len(paper.items)}件{again}"


def notes(paper: NoticePaper) -> str:
    """The deadline's hour, what the words mean with the days in force, earlier records."""
    manners = MANNERS[paper.unit.relation]
    lines = [f"{manners.deadline}未载明时刻的，至当日24时止。"]
    said = []
    if any(item.occurrence > 1 for item in paper.items):
        said.append(f"“第n次”指同一点位、同一标准在{paper.repeat_window_days}日内再次发现")
    if any(item.rebound for item in paper.items):
        said.append(f"“反弹”指{manners.done}后{paper.rebound_window_days}日内再次发现")
    if said:
        lines.append("，".join(said) + "。")
    records = [record for item in paper.items if (record := _record(item, paper))]
    if records:
        lines.append("历次记录：" + "；".join(records) + "。")
    if len(lines) == 1:
        return f"注：{lines[0]}"
    return "注：" + "".join(f"{number}.{line}" for number, line in enumerate(lines, 1))


def _record(item: ProblemOnPaper, paper: NoticePaper) -> str:
    year, done = paper.issued_on.year, MANNERS[paper.unit.relation].done
    said = [
        f"{day(one.found_on, year)}发现"
        + (f"（{one.number}）" if one.number else "")
        + (f"，{day(one.closed_on, year)}{done}" if one.closed_on else "")
        for one in item.earlier
    ]
    return f"{item.no}号，" + "，".join(said) if said else ""


def draw_list(page: Official, paper: NoticePaper, top: float) -> float:
    """The list from ``top`` (below the title) down; returns the lower edge of its notes."""
    sheet, area = page.sheet, page.area
    owner, told = f"责任单位：{paper.unit.name}", f"{paper.number}    {counts(paper)}"
    beside = area.measure - text_width(clean(told), Face.SONG, SIZE) - SIZE
    apart = fitted(owner, Face.SONG, SIZE, beside) < LEAST_OWNER
    sheet.text(area.right, top + 4.5, told, size=SIZE, anchor=1.0)
    top -= SIZE * 1.4 * apart
    sheet.text(area.left, top + 4.5, owner, size=SIZE, most=area.measure if apart else beside)

    def turn() -> float:
        page.turn(area)
        return page.area.top

    composed = sheet.lines([Span(notes(paper), Face.SONG)], area.measure, NOTE)
    needed = ABOVE_NOTES + len(composed) * NOTE_PITCH
    rows = [row(item) for item in paper.items]
    tables = [
        Table(sheet, columns(paper), Style(above=above), left=area.left, bottom=area.bottom)
        for above in ROW_AIR
    ]
    room = top - area.bottom - needed
    table = next((one for one in tables if one.whole_height(rows) <= room), tables[0])
    top = table.draw(top, rows, turn, below=needed) - ABOVE_NOTES
    for line in composed:
        if top - NOTE_PITCH < area.bottom:
            top = turn()
        even = None if line.last else area.measure
        sheet.set_line(area.left, baseline(top, NOTE_PITCH, NOTE), line, NOTE, measure=even)
        top -= NOTE_PITCH
    return top


def heading_room(area: Area) -> float:
    """Where the list begins on the page of its title."""
    return area.top - 4 * PITCH + 4
