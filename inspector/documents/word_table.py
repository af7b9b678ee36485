"""Ruled tables of an official paper in Word."""

from collections.abc import Sequence
from typing import Any

from docx.enum.table import WD_CELL_VERTICAL_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm

from inspector.documents.faces import Face
from inspector.documents.table import CENTRE, LEFT, RIGHT, Column, Row
from inspector.documents.word_page import HEI, SONG, margins, run, small

CELL_AIR = 45  # twips
BOLD = frozenset({Face.SONG_BOLD, Face.HEI_BOLD})
_SIDES = {
    LEFT: WD_ALIGN_PARAGRAPH.LEFT,
    CENTRE: WD_ALIGN_PARAGRAPH.CENTER,
    RIGHT: WD_ALIGN_PARAGRAPH.RIGHT,
}


def fill_cell(
    cell: Any,
    text: str,
    face: str,
    *,
    anchor: float = LEFT,
    bold: bool = False,
    size: float = 10.5,
    pitch: float = 14.5,
) -> None:
    """Words of a table, each line of ``text`` a line of its own."""
    line = cell.paragraphs[0]
    line.alignment = _SIDES[anchor]
    small(line, pitch)
    for number, part in enumerate(text.split("\n")):
        if number:
            line.add_run().add_break()
        run(line, part, face, size, bold=bold)
    cell.vertical_alignment = WD_CELL_VERTICAL_ALIGNMENT.CENTER


def add_table(document: Any, columns: Sequence[Column]) -> Any:
    """A ruled table whose head repeats on each page, its widths those of the printed one."""
    table = document.add_table(rows=1, cols=len(columns))
    table.style = "Table Grid"
    table.autofit = False
    margins(table, ("top", "left", "bottom", "right"), CELL_AIR)
    for column, one in zip(table.columns, columns, strict=True):
        column.width = Mm(one.width)
    for cell, one in zip(table.rows[0].cells, columns, strict=True):
        cell.width = Mm(one.width)
        apart = "\n" if min(map(len, one.head)) > 1 else ""  # Word breaks 序号 by itself
        fill_cell(cell, apart.join(one.head), HEI, anchor=CENTRE)
    table.rows[0]._tr.get_or_add_trPr().append(OxmlElement("w:tblHeader"))
    return table


def add_row(table: Any, columns: Sequence[Column]) -> Any:
    """A row that is never torn between pages."""
    row = table.add_row()
    row._tr.get_or_add_trPr().append(OxmlElement("w:cantSplit"))
    for cell, one in zip(row.cells, columns, strict=True):
        cell.width = Mm(one.width)
    return row


def fill_row(table: Any, columns: Sequence[Column], row: Row) -> None:
    """A row as the printed table holds it: its paragraphs as lines, bold where that is bold."""
    cells = add_row(table, columns).cells
    for cell, column, paragraphs in zip(cells, columns, row.cells, strict=True):
        text = "\n".join("".join(span.text for span in spans) for spans in paragraphs)
        bold = any(span.face in BOLD for spans in paragraphs for span in spans)
        fill_cell(cell, text, SONG, anchor=column.anchor, bold=bold, pitch=13.5)


def bare_table(document: Any, widths: Sequence[float], rows: int = 1) -> Any:
    """A table without rules, to set things side by side; ``widths`` in millimetres."""
    table = document.add_table(rows=rows, cols=len(widths))
    table.autofit = False
    margins(table, ("left", "right"), 0)
    for column, width in zip(table.columns, widths, strict=True):
        column.width = Mm(width)
        for cell in column.cells:
            cell.width = Mm(width)
    for row in table.rows:
        row._tr.get_or_add_trPr().append(OxmlElement("w:cantSplit"))
    return table


def ruled_table(document: Any, widths: Sequence[float], rows: int) -> Any:
    """A form's cells without a head; ``widths`` in millimetres."""
    table = document.add_table(rows=rows, cols=len(widths))
    table.style = "Table Grid"
    table.autofit = False
    margins(table, ("top", "left", "bottom", "right"), 3 * CELL_AIR // 2)
    for column, width in zip(table.columns, widths, strict=True):
        column.width = Mm(width)
        for cell in column.cells:
            cell.width = Mm(width)
    return table


def rule_above(table: Any, eighths: int, *, below: bool = False) -> None:
    """A rule along the upper edge of a bare table, ``eighths`` of a point thick."""
    borders = OxmlElement("w:tblBorders")
    for side in ("top", "bottom") if below else ("top",):
        edge = OxmlElement(f"w:{side}")
        for name, value in (("val", "single"), ("sz", str(eighths)), ("color", "000000")):
            edge.set(qn(f"w:{name}"), value)
        borders.append(edge)
    table._tbl.tblPr.insert_element_before(borders, "w:tblLayout", "w:tblCellMar", "w:tblLook")
