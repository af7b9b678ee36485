"""Letters (信函式) as Word, to be edited before they are signed."""

from typing import Any

from docx import Document

from inspector.documents import word_page as word
from inspector.documents.letter import Letter, by_thrift, history_columns, history_rows, thrift_of
from inspector.documents.official import LETTER_SEAL_ROWS
from inspector.documents.title_lines import break_title
from inspector.documents.word_table import add_table, fill_row


def letter_docx(letter: Letter) -> bytes:
    """The letter as .docx in the words of its PDF; all its occasions in one table."""
    document, thrift = Document(), thrift_of(letter)
    letter = by_thrift(letter, thrift)
    behind = letter.copy_to if thrift.copies_behind else ()
    word.set_page(document, "".join(letter.title), letter.office, letter.issued_on)
    word.letter_head(document, letter.office, letter.number, () if behind else letter.copy_to)
    word.title(document, break_title(letter.title))
    word.paragraph(document, f"{letter.addressee}：", indent=0)
    for text in letter.before:
        word.paragraph(document, text)
    if letter.occasions:
        _history(document, letter)
    for text in letter.after:
        word.paragraph(document, text)
    word.sign_off(document, letter.office, letter.issued_on, room=LETTER_SEAL_ROWS)
    if behind:
        word.copies_at_the_foot(document, behind)
    return word.still(document)


def _history(document: Any, letter: Letter) -> None:
    columns = history_columns(letter)
    table = add_table(document, columns)
    for row in history_rows(letter.occasions, whole=True):
        fill_row(table, columns, row)
