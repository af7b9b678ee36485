"""Letters (信函式) as Word, to be edited before they are signed."""

from typing import Any

from docx import Document

from inspector.documents import word_page as word
from inspector.documents.letter import WIDTHS, Letter, history_heads
from inspector.documents.official import break_title


def letter_docx(letter: Letter) -> bytes:
    """The letter as .docx in the words of its PDF; all its occasions in one table."""
    document = Document()
    word.set_page(document, "".join(letter.title), letter.office, letter.issued_on)
    word.letter_head(document, letter.office, letter.number, letter.copy_to)
    word.title(document, break_title(letter.title))
    word.paragraph(document, f"{letter.addressee}：", indent=0)
    for text in letter.before:
        word.paragraph(document, text)
    if letter.occasions:
        _history(document, letter)
    for text in letter.after:
        word.paragraph(document, text)
    word.sign_off(document, letter.office, letter.issued_on)
    return word.still(document)


def _history(document: Any, letter: Letter) -> None:
    table = word.add_table(document, history_heads(letter), WIDTHS)
    for one in letter.occasions:
        last = one is letter.occasions[-1]
        told = (one.found_on, one.description, one.number, one.deadline, one.closed_on)
        cells = word.add_row(table, WIDTHS).cells
        for at, (cell, text) in enumerate(zip(cells, (f"第{one.times}次", *told), strict=True)):
            word.fill_cell(cell, text, word.SONG, centred=at != 2, bold=last and not at)
