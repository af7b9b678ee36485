"""整改通知书 as Word, to be edited: the office's faces by name, page and grid of GB/T 9704."""

from collections.abc import Sequence
from io import BytesIO
from typing import Any

from docx import Document
from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.shared import Pt

from inspector.documents import problem_list
from inspector.documents import word_page as word
from inspector.documents.letter_page import Thrift
from inspector.documents.notice import body_by, photo_heights, thrift_of
from inspector.documents.notice_form_docx import list_table, write_form
from inspector.documents.notice_words import (
    LIST,
    PHOTOS,
    Annexes,
    annexes_of,
    form_of,
    notice_title,
)
from inspector.documents.official import LETTER_SEAL_ROWS
from inspector.documents.paper import Form, NoticePaper
from inspector.documents.pictures import Picture, open_picture, row_height, rows_of
from inspector.documents.sheet import MEASURE, MM
from inspector.documents.title_lines import break_title
from inspector.documents.word_page import HEI, SONG, XIAOBIAO
from inspector.documents.wording import MANNERS, reached

AIR = 4 * MM
CLOSE_SEAL_ROWS = 1.0  # LibreOffice puts air at digits, and a line more may come of it


def notice_docx(paper: NoticePaper) -> bytes:
    """The notice as .docx; numbers stand in the text, none is made by Word."""
    document = Document()
    title, annexes = notice_title(paper), annexes_of(paper)
    word.set_page(document, "".join(title), paper.office, paper.issued_on)
    thrift = thrift_of(paper)
    if form_of(paper) is Form.TABLE:
        write_form(document, paper, annexes)
    else:
        _write_body(document, paper, annexes, thrift)
    if LIST in annexes.names:
        _list(document, paper, annexes)
    if PHOTOS in annexes.names:
        _photos(document, paper, annexes)
    if form_of(paper) is Form.FILE:
        word.imprint(document, paper.office, paper.issued_on, paper.copy_to)
    elif thrift.copies_behind and paper.copy_to:
        word.copies_at_the_foot(document, paper.copy_to)
    return word.still(document)


def _write_body(document: Any, paper: NoticePaper, annexes: Annexes, thrift: Thrift) -> None:
    office, body = body_by(paper, annexes, thrift)
    title = break_title(notice_title(paper))
    if form_of(paper) is Form.FILE:
        word.file_head(document, paper.office, paper.number)
        word.title(document, [*break_title((paper.office.name,)), *title])
    else:
        copies = () if thrift.copies_behind else paper.copy_to
        word.letter_head(document, paper.office, paper.number, copies)
        word.title(document, title)
    word.paragraph(document, f"{paper.unit.name}：", indent=0)
    for section in body:
        paragraph = word.paragraph(document, "")
        for span in section:
            word.run(paragraph, span.text, word.FACES[span.face])
    word.annex_lines(document, annexes.listed)
    room = 2.0 if form_of(paper) is Form.FILE else LETTER_SEAL_ROWS
    if thrift.copies_behind:
        room = CLOSE_SEAL_ROWS
    word.sign_off(document, office, paper.issued_on, room=room)


def _annex(document: Any, annexes: Annexes, name: str) -> None:
    mark = word.paragraph(document, annexes.mark(name), face=HEI, indent=0)
    mark.paragraph_format.page_break_before = True
    word.blank(document)
    word.small(word.centred(document, name, XIAOBIAO, 22), word.LINE.pt)


def _list(document: Any, paper: NoticePaper, annexes: Annexes) -> None:
    _annex(document, annexes, LIST)
    counted = f"{paper.number}　{problem_list.counts(paper)}"
    above = word.small(word.paragraph(document, "", indent=0), 20)
    word.spread(above, f"责任单位：{paper.unit.name}", counted, SONG, 10.5)
    list_table(document, paper)
    notes = problem_list.notes(paper)
    word.small(word.paragraph(document, notes, face=SONG, size=9, indent=0), 13)


def _photos(document: Any, paper: NoticePaper, annexes: Annexes) -> None:
    _annex(document, annexes, PHOTOS)
    limit = MANNERS[paper.unit.relation].deadline
    shown = [item for item in paper.items if item.photos]
    for item, most in zip(shown, photo_heights(paper), strict=True):
        pictures = [open_picture(photo) for photo in item.photos]
        due = f"{limit}：{item.deadline}" if item.deadline else ""
        head = word.small(word.paragraph(document, "", indent=0), 16)
        word.spread(head, f"{item.no}.{item.place}", due, HEI, 10.5)
        head.paragraph_format.space_before = Pt(6)
        word.border(head, 4, "000000", "top")
        below = word.small(word.paragraph(document, "", indent=0), 16)
        word.spread(below, item.description, reached(item), SONG, 10.5)
        head.paragraph_format.keep_with_next = below.paragraph_format.keep_with_next = True
        rows = rows_of(pictures)
        for row in rows:
            _picture_row(document, row, most, last=row is rows[-1])
            apart = word.small(word.paragraph(document, "", indent=0), 2)
            apart.paragraph_format.keep_with_next = row is not rows[-1]


def _picture_row(document: Any, row: Sequence[Picture], most: float, *, last: bool) -> None:
    """Photos of equal height in a row, at most ``most`` points, each over its own caption."""
    height = row_height(row, MEASURE - AIR * len(row), most)
    table = document.add_table(rows=2, cols=len(row))
    table.autofit, table.alignment = False, WD_TABLE_ALIGNMENT.CENTER
    for column, picture in zip(table.columns, row, strict=True):
        column.width = Pt(height * picture.shape + AIR)
        for cell in column.cells:
            cell.width = column.width
        above, below = (cell.paragraphs[0] for cell in column.cells)
        for line in (above, below):
            line.alignment = WD_ALIGN_PARAGRAPH.CENTER
        above.paragraph_format.keep_with_next = True
        below.paragraph_format.keep_with_next = not last  # a block is never torn from its photos
        word.small(above, 12).paragraph_format.line_spacing = 1.0  # as high as the picture
        if picture.jpeg:
            above.add_run().add_picture(BytesIO(picture.jpeg), height=Pt(height))
        else:
            word.run(above, "〔照片无法读取〕", HEI, 9)
        word.run(word.small(below, 13), picture.caption, SONG, 9)
    word.margins(table, ("left", "right"), 0)
