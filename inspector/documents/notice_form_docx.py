"""整改通知书, 表格式, as Word: the cells of the printed form, to be edited before it is signed."""

from collections.abc import Sequence
from typing import Any

from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.shared import Mm, Pt

from inspector.documents import problem_list
from inspector.documents import word_page as word
from inspector.documents.form_rows import (
    SIGNED_BY,
    TITLE,
    Line,
    above_list,
    below_list,
)
from inspector.documents.notice_words import Annexes
from inspector.documents.paper import NoticePaper, ProblemOnPaper
from inspector.documents.table import CENTRE
from inspector.documents.word_page import HEI, SONG, XIAOBIAO
from inspector.documents.word_table import add_row, add_table, fill_cell, ruled_table
from inspector.documents.wording import full_day, reached

_WIDTHS = (26.0, 64.0, 24.0, 42.0)
_SIZE, _PITCH, _SEAL = 10.5, 15.0, 46.0


def write_form(document: Any, paper: NoticePaper, annexes: Annexes) -> None:
    """Head, cells, list, signed cells and note."""
    word.small(word.centred(document, paper.office.name, XIAOBIAO, 18), 26)
    word.small(word.centred(document, TITLE, XIAOBIAO, 26), 42)
    number = word.small(word.paragraph(document, paper.number, size=12, indent=0), 22)
    number.alignment = WD_ALIGN_PARAGRAPH.RIGHT
    _cells(document, above_list(paper, annexes))
    list_table(document, paper)
    _apart(document)
    _cells(document, [(line,) for line in below_list(paper, annexes)])
    _signed(document, paper)


def list_table(document: Any, paper: NoticePaper) -> None:
    """The table of problems, a row each."""
    columns = problem_list.upright(problem_list.columns(paper))
    table = add_table(document, columns)
    for item in paper.items:
        cells = zip(add_row(table, columns).cells, columns, _texts(item), strict=True)
        for at, (cell, column, text) in enumerate(cells):
            bold = at == 4 and item.occurrence > 1
            fill_cell(cell, text, SONG, anchor=column.anchor, bold=bold)


def _texts(item: ProblemOnPaper) -> tuple[str, ...]:
    return (
        str(item.no),
        item.place,
        item.description,
        problem_list.standard(item),
        reached(item),
        item.deadline,
    )


def _cells(document: Any, rows: Sequence[Sequence[Line]]) -> None:
    """Label and words, once or twice in a row."""
    table = ruled_table(document, _WIDTHS, len(rows))
    for row, lines in zip(table.rows, rows, strict=True):
        for at, line in enumerate(lines):
            fill_cell(row.cells[2 * at], line.label, HEI, anchor=CENTRE, size=_SIZE, pitch=_PITCH)
            wide = row.cells[2 * at + 1]
            if len(lines) == 1:
                wide = wide.merge(row.cells[3])
            told = "\n".join(line.paragraphs)
            fill_cell(wide, told, SONG, size=_SIZE, pitch=_PITCH)
    _apart(document)


def _signed(document: Any, paper: NoticePaper) -> None:
    """Room for two seals beside each other."""
    table = ruled_table(document, (78.0, 78.0), 1)
    table.rows[0].height = Mm(_SEAL)
    ours, theirs = table.rows[0].cells
    fill_cell(ours, "签发单位（盖章）", HEI, size=_SIZE, pitch=_PITCH)
    for text, above in ((paper.office.name, 54.0), (full_day(paper.issued_on), 0.0)):
        line = word.small(ours.add_paragraph(), _PITCH)
        line.alignment = WD_ALIGN_PARAGRAPH.CENTER
        line.paragraph_format.space_before = Pt(above)
        word.run(line, text, SONG, _SIZE)
    fill_cell(theirs, "签收单位（盖章）", HEI, size=_SIZE, pitch=_PITCH)
    for text in SIGNED_BY:
        line = word.small(theirs.add_paragraph(), _PITCH)
        line.paragraph_format.space_before = Pt(4)
        word.run(line, text, SONG, _SIZE)
        blank = word.run(line, "　" * (18 - len(text)), SONG, _SIZE)
        blank.font.underline = True  # to be written on
    _apart(document)


def _apart(document: Any) -> None:
    """Two tables that touch would become one."""
    word.small(word.paragraph(document, "", indent=0), 1)
