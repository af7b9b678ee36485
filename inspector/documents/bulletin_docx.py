"""考核通报 as Word, to be edited before it is signed: the order, tables and charts of its PDF."""

from collections.abc import Sequence
from io import BytesIO
from typing import Any

from docx import Document
from docx.shared import Mm, Pt

from inspector.documents import bulletin_words as told
from inspector.documents import word_page as word
from inspector.documents.bulletin import CAPTION, NOTE
from inspector.documents.bulletin_charts import Chart, score_chart, theme_chart
from inspector.documents.bulletin_paper import BulletinPaper, Repeated, Time
from inspector.documents.chart_picture import chart_png
from inspector.documents.pictures import open_picture
from inspector.documents.title_lines import break_title
from inspector.documents.word_page import HEI, SONG
from inspector.documents.word_table import (
    add_table,
    bare_table,
    fill_cell,
    fill_row,
    rule_above,
)
from inspector.documents.wording import day

_WIDTHS = (37, 23.5, 16.2, 23.5, 16.2, 23.5, 16.1)  # what it is, then thumbnail and date thrice
_BARE = (37, 119)  # what was never photographed: its days in a line
_HELD = 24  # rows that a page takes: a longer table goes on over the next
_THUMB, _WIDEST = Mm(17), Mm(22.7)
_CHART = Mm(155)  # one as wide as the type area is pushed out of it


def bulletin_docx(paper: BulletinPaper) -> bytes:
    """The bulletin as .docx; its charts are pictures, as the same words on paper have them."""
    document = Document()
    title = told.title_parts(paper)
    word.set_page(document, "".join(title), paper.office, paper.issued_on)
    word.file_head(document, paper.office, paper.number)
    word.title(document, [paper.office.name, *break_title(title)])
    word.paragraph(document, f"{paper.addressees}：", indent=0)
    word.paragraph(document, told.totals(paper))
    _ranking(document, paper)
    _problems(document, paper)
    _repeats(document, paper)
    _heading(document, told.LATE)
    word.paragraph(document, told.late(paper))
    if paper.overdue:
        _table(document, told.overdue_table(paper))
    if paper.demands:
        _heading(document, told.DEMANDS)
        word.paragraph(document, paper.demands)
    word.annex_lines(document, told.annexes_listed(paper))
    word.sign_off(document, paper.office, paper.issued_on)
    for annex in told.annexes(paper):
        _annex(document, annex)
    word.imprint(document, paper.office, paper.issued_on, paper.copy_to)
    return word.still(document)


def _annex(document: Any, annex: told.Annex) -> None:
    mark = word.paragraph(document, annex.mark, face=HEI, indent=0)
    mark.paragraph_format.page_break_before = True
    word.title(document, [annex.name])
    for tabled in annex.tables:
        _table(document, tabled)


def _ranking(document: Any, paper: BulletinPaper) -> None:
    _heading(document, told.RANKING)
    word.paragraph(document, told.ranking(paper))
    for table in told.rank_tables(paper):
        _table(document, table)
    _chart(document, score_chart(paper))


def _problems(document: Any, paper: BulletinPaper) -> None:
    _heading(document, told.PROBLEMS)
    word.paragraph(document, told.problems(paper))
    if paper.indicators:
        _table(document, told.indicator_table(paper))
    _chart(document, theme_chart(paper))


def _repeats(document: Any, paper: BulletinPaper) -> None:
    _heading(document, told.REPEATS)
    word.paragraph(document, told.repeats(paper))
    for number, one in enumerate(paper.repeated, 1):
        _repeat(document, number, one, last=number == len(paper.repeated))


def _heading(document: Any, words: str) -> None:
    word.paragraph(document, words, face=HEI).paragraph_format.keep_with_next = True


def _caption(document: Any, text: str) -> None:
    if text:
        line = word.small(word.centred(document, text, HEI, CAPTION), 19)
        line.paragraph_format.keep_with_next = True


def _table(document: Any, tabled: told.Tabled) -> None:
    """Caption, table and note; the rows hold together, so that no page tears a short table."""
    _caption(document, tabled.caption)
    table = add_table(document, tabled.columns)
    for row in tabled.rows:
        fill_row(table, tabled.columns, row)
    held = table.rows[:-1] if len(table.rows) <= _HELD else table.rows[:2]
    for cell in (cell for row in held for cell in row.cells):
        cell.paragraphs[0].paragraph_format.keep_with_next = True
    word.small(word.paragraph(document, tabled.note, face=SONG, size=NOTE, indent=0), 12)


def _chart(document: Any, chart: Chart | None) -> None:
    if chart is None:
        return
    _caption(document, chart.caption)
    line = word.small(word.centred(document, "", SONG, NOTE), 12)
    line.paragraph_format.line_spacing = 1.0  # as high as the picture
    line.add_run().add_picture(BytesIO(chart_png(chart)), width=_CHART)


def _repeat(document: Any, number: int, one: Repeated, *, last: bool) -> None:
    """What it is on the left; every date with its thumbnail, three a row."""
    rows = [one.times[at : at + 3] for at in range(0, len(one.times), 3)]
    pictured = any(time.photo for time in one.times)
    table = bare_table(document, _WIDTHS if pictured else _BARE, len(rows) if pictured else 1)
    rule_above(table, 4, below=last)
    told_of = [f"{number}.{one.town}", one.point]
    told_of += [f"（{one.spot}）"] if one.spot else []
    if pictured:
        for row, times in zip(table.rows, rows, strict=True):
            _times(row.cells[1:], times)
    else:
        fill_cell(table.rows[0].cells[1], told.times_found(one), SONG, pitch=13.8)
    first = table.rows[0].cells[0]
    for below in table.rows[1:]:
        first = first.merge(below.cells[0])
    fill_cell(first, "\n".join(told_of) + "\n", SONG, pitch=13.8)
    subject = f"{one.subject}  第{len(one.times)}次"
    word.run(first.paragraphs[0], subject, SONG, 10.5, bold=True)
    word.small(word.paragraph(document, "", indent=0), 2)


def _times(cells: Sequence[Any], times: Sequence[Time]) -> None:
    for at, time in enumerate(times):
        shown, beside = cells[2 * at], cells[2 * at + 1]
        line = word.small(shown.paragraphs[0], 12)
        line.paragraph_format.line_spacing = 1.0
        picture = open_picture(time.photo) if time.photo else None
        if picture and picture.jpeg:
            wide = min(int(_THUMB * picture.shape), _WIDEST)
            line.add_run().add_picture(BytesIO(picture.jpeg), width=wide)
        fill_cell(beside, day(time.found_on), HEI, size=9, pitch=11)
        if time.number:
            number = beside.add_paragraph()
            word.small(number, 11)
            word.run(number, time.number, SONG, 8)
            number.paragraph_format.line_spacing = Pt(10)
