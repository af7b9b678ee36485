"""整改通知书 as Word, to be edited: the office's faces by name, page and grid of GB/T 9704."""

from io import BytesIO
from typing import Any

from docx import Document
from docx.enum.text import WD_BREAK
from docx.shared import Pt

from inspector.documents import problem_list
from inspector.documents import word_page as word
from inspector.documents.notice import (
    LIST,
    PHOTOS,
    Annexes,
    annexes_of,
    body_of,
    form_of,
    notice_title,
)
from inspector.documents.official import break_title
from inspector.documents.paper import Form, NoticePaper, ProblemOnPaper
from inspector.documents.pictures import Picture, open_picture, row_height, rows_of
from inspector.documents.sheet import MEASURE, MM
from inspector.documents.word_page import HEI, SONG, XIAOBIAO
from inspector.documents.wording import MANNERS, reached

PHOTO_MOST = 43 * MM


def notice_docx(paper: NoticePaper) -> bytes:
    """The notice as .docx; numbers stand in the text, none is made by Word."""
    document = Document()
    title, annexes = notice_title(paper), annexes_of(paper)
    word.set_page(document, "".join(title), paper.office, paper.issued_on)
    if form_of(paper) is Form.FILE:
        word.file_head(document, paper.office, paper.number)
        word.title(document, [paper.office.name, *break_title(title)])
    else:
        word.letter_head(document, paper.office, paper.number, paper.copy_to)
        word.title(document, break_title(title))
    word.paragraph(document, f"{paper.unit.name}：", indent=0)
    for section in body_of(paper, annexes):
        paragraph = word.paragraph(document, "")
        for span in section:
            word.run(paragraph, span.text, word.FACES[span.face])
    word.annex_lines(document, annexes.listed)
    word.sign_off(document, paper.office, paper.issued_on)
    if LIST in annexes.names:
        _list(document, paper, annexes)
    if PHOTOS in annexes.names:
        _photos(document, paper, annexes)
    if form_of(paper) is Form.FILE:
        word.imprint(document, paper.office, paper.issued_on, paper.copy_to)
    return word.still(document)


def _annex(document: Any, annexes: Annexes, name: str) -> None:
    mark = word.paragraph(document, "", indent=0)
    mark.add_run().add_break(WD_BREAK.PAGE)
    word.run(mark, annexes.mark(name), HEI)
    word.blank(document)
    word.centred(document, name, XIAOBIAO, 22)


def _list(document: Any, paper: NoticePaper, annexes: Annexes) -> None:
    _annex(document, annexes, LIST)
    told = f"责任单位：{paper.unit.name}    {paper.number}    {problem_list.counts(paper)}"
    word.paragraph(document, told, face=SONG, size=10.5, indent=0)
    columns, widths = problem_list.columns(paper), problem_list.WIDTHS
    table = word.add_table(document, ["".join(one.head) for one in columns], widths)
    for item in paper.items:
        cells = word.add_row(table, widths).cells
        for at, (cell, text) in enumerate(zip(cells, _texts(item), strict=True)):
            bold = at == 4 and item.occurrence > 1
            word.fill_cell(cell, text, SONG, centred=bool(columns[at].anchor), bold=bold)
    word.paragraph(document, problem_list.notes(paper), face=SONG, size=9, indent=0)


def _texts(item: ProblemOnPaper) -> tuple[str, ...]:
    return (
        str(item.no),
        item.place,
        item.description,
        problem_list.standard(item),
        reached(item),
        item.deadline,
    )


def _photos(document: Any, paper: NoticePaper, annexes: Annexes) -> None:
    _annex(document, annexes, PHOTOS)
    limit = MANNERS[paper.unit.relation].deadline
    for item in paper.items:
        pictures = [open_picture(photo) for photo in item.photos]
        if not pictures:
            continue
        due = f"    {limit}：{item.deadline}" if item.deadline else ""
        text = f"{item.no}.{item.place}{due}"
        head = word.paragraph(document, text, face=HEI, size=10.5, indent=0)
        word.border(head, 4, "000000", "top")
        told = f"{item.description}    {reached(item)}"
        below = word.paragraph(document, told, face=SONG, size=10.5, indent=0)
        head.paragraph_format.keep_with_next = below.paragraph_format.keep_with_next = True
        for row in rows_of(pictures):
            _picture_row(document, row)


def _picture_row(document: Any, row: Any) -> None:
    height = row_height(row, MEASURE - 12, PHOTO_MOST)
    line = word.centred(document, "", SONG, 9)
    line.paragraph_format.keep_with_next = True
    line.paragraph_format.line_spacing = 1.0
    captions = []
    for picture in row:
        _picture(line, picture, height)
        captions.append(picture.caption)
    word.centred(document, "        ".join(captions), SONG, 9)


def _picture(line: Any, picture: Picture, height: float) -> None:
    if picture.jpeg:
        line.add_run().add_picture(BytesIO(picture.jpeg), height=Pt(height))
        line.add_run("  ")
    else:
        word.run(line, "〔照片无法读取〕", HEI, 9)
