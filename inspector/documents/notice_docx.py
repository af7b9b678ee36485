"""整改通知书 as Word, to be edited: the office's faces by name, page and grid of GB/T 9704."""

from datetime import date, datetime
from io import BytesIO
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from docx import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_BREAK
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt, RGBColor, Twips

from inspector.documents import problem_list
from inspector.documents.composer import clean
from inspector.documents.faces import Face
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
from inspector.documents.wording import MANNERS, full_day, reached

FANGSONG, XIAOBIAO, HEI, SONG, KAI = "仿宋_GB2312", "方正小标宋简体", "黑体", "宋体", "楷体_GB2312"
_FACES = {Face.SONG: FANGSONG, Face.HEI: HEI, Face.KAI: KAI, Face.SONG_BOLD: XIAOBIAO}
MARGINS = (2098, 1474, 1984, 1588)  # twips: top, right, bottom, left
LINE_PITCH = 579  # 580 leaves 21 lines on a page
SPACING = -5  # twips between characters: 28 of 三号 in a line
PHOTO_MOST = 43 * MM
RED = RGBColor(219, 0, 0)


def notice_docx(paper: NoticePaper) -> bytes:
    """The notice as .docx; numbers stand in the text, none is made by Word."""
    document = Document()
    _set_page(document, paper)
    annexes = annexes_of(paper)
    _head(document, paper)
    _paragraph(document, f"{paper.unit.name}：", indent=0)
    for section in body_of(paper, annexes):
        paragraph = _paragraph(document, "")
        for span in section:
            _run(paragraph, span.text, _FACES[span.face])
    _sign_off(document, paper, annexes)
    if LIST in annexes.names:
        _list(document, paper, annexes)
    if PHOTOS in annexes.names:
        _photos(document, paper, annexes)
    _imprint(document, paper)
    out = BytesIO()
    document.save(out)
    return _still(out.getvalue())


def _still(docx: bytes) -> bytes:
    """The same parts without the time of writing."""
    out = BytesIO()
    with ZipFile(BytesIO(docx)) as given, ZipFile(out, "w", ZIP_DEFLATED) as made:
        for name in given.namelist():
            entry = ZipInfo(name, (1980, 1, 1, 0, 0, 0))
            entry.compress_type = ZIP_DEFLATED
            made.writestr(entry, given.read(name))
    return out.getvalue()


def _set_page(document: Any, paper: NoticePaper) -> None:
    section = document.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    top, right, bottom, left = (Twips(one) for one in MARGINS)
    section.top_margin, section.right_margin = top, right
    section.bottom_margin, section.left_margin = bottom, left
    section.footer_distance = Mm(35 - 7 - 5)
    for old in section._sectPr.findall(qn("w:docGrid")):
        section._sectPr.remove(old)
    grid = OxmlElement("w:docGrid")
    grid.set(qn("w:type"), "lines")
    grid.set(qn("w:linePitch"), str(LINE_PITCH))
    section._sectPr.append(grid)
    normal = document.styles["Normal"]
    _name_font(normal.element.get_or_add_rPr(), FANGSONG)
    normal.font.size = Pt(16)
    spacing = OxmlElement("w:spacing")
    spacing.set(qn("w:val"), str(SPACING))
    normal.element.rPr.append(spacing)
    normal.paragraph_format.space_before = normal.paragraph_format.space_after = Pt(0)
    normal.paragraph_format.alignment = WD_ALIGN_PARAGRAPH.JUSTIFY
    document.settings.odd_and_even_pages_header_footer = True
    _page_number(section.footer, WD_ALIGN_PARAGRAPH.RIGHT)
    _page_number(section.even_page_footer, WD_ALIGN_PARAGRAPH.LEFT)
    when = paper.issued_on
    core = document.core_properties
    core.title = clean("".join(notice_title(paper)))
    core.author = core.last_modified_by = clean(paper.office.name)
    core.created = core.modified = _midnight(when)
    core.revision = 1


def _midnight(when: date) -> datetime:
    return datetime(when.year, when.month, when.day)  # noqa: DTZ001 - the format holds no zone


def _page_number(footer: Any, side: Any) -> None:
    footer.is_linked_to_previous = False
    paragraph = footer.paragraphs[0]
    paragraph.alignment = side
    one = Pt(14)
    paragraph.paragraph_format.left_indent = paragraph.paragraph_format.right_indent = one
    _run(paragraph, "— ", SONG, 14)
    field = _run(paragraph, "", SONG, 14)
    for kind, text in (("begin", ""), ("", "PAGE"), ("end", "")):
        element = OxmlElement("w:fldChar" if kind else "w:instrText")
        if kind:
            element.set(qn("w:fldCharType"), kind)
        else:
            element.text = text
        field._r.append(element)
    _run(paragraph, " —", SONG, 14)


def _name_font(properties: Any, face: str) -> None:
    """Latin and East-Asian slots alike; nothing is embedded."""
    fonts = properties.find(qn("w:rFonts"))
    if fonts is None:
        fonts = OxmlElement("w:rFonts")
        properties.insert(0, fonts)
    for theme in ("asciiTheme", "hAnsiTheme", "eastAsiaTheme", "cstheme"):
        fonts.attrib.pop(qn(f"w:{theme}"), None)
    for slot in ("ascii", "hAnsi", "eastAsia", "cs"):
        fonts.set(qn(f"w:{slot}"), face)


def _run(paragraph: Any, text: str, face: str, size: float = 16, *, bold: bool = False) -> Any:
    run = paragraph.add_run(clean(text))
    _name_font(run._r.get_or_add_rPr(), face)
    run.font.size = Pt(size)
    run.font.bold = bold or None
    return run


def _paragraph(
    document: Any, text: str, *, face: str = FANGSONG, size: float = 16, indent: float = 2
) -> Any:
    paragraph = document.add_paragraph()
    paragraph.paragraph_format.first_line_indent = Pt(indent * 15.75) if indent else None
    if text:
        _run(paragraph, text, face, size)
    return paragraph


def _centred(document: Any, text: str, face: str, size: float) -> Any:
    paragraph = _paragraph(document, text, face=face, size=size, indent=0)
    paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
    return paragraph


def _rule(paragraph: Any, eighths: int, colour: str, side: str = "bottom") -> None:
    """A border of the paragraph, ``eighths`` of a point thick."""
    borders = paragraph._p.get_or_add_pPr().find(qn("w:pBdr"))
    if borders is None:
        borders = OxmlElement("w:pBdr")
        paragraph._p.get_or_add_pPr().append(borders)
    edge = OxmlElement(f"w:{side}")
    values = {"val": "single", "sz": str(eighths), "space": "1", "color": colour}
    for name, value in values.items():
        edge.set(qn(f"w:{name}"), value)
    borders.append(edge)


def _head(document: Any, paper: NoticePaper) -> None:
    file = form_of(paper) is Form.FILE
    for _line in range(3 if file else 0):
        _paragraph(document, "", indent=0)
    name = f"{paper.office.name}文件" if file else paper.office.name
    red = _centred(document, "", XIAOBIAO, 42)
    run = _run(red, name, XIAOBIAO, min(42, 425 / len(name)))
    run.font.color.rgb = RED
    for _line in range(2):
        _paragraph(document, "", indent=0)
    number = _centred(document, paper.number, FANGSONG, 16)
    if not file:
        number.alignment = WD_ALIGN_PARAGRAPH.RIGHT
    _rule(number, 12, "DB0000")
    for _line in range(2):
        _paragraph(document, "", indent=0)
    lines = break_title(notice_title(paper))
    for line in [paper.office.name, *lines] if file else lines:
        _centred(document, line, XIAOBIAO, 22)
    _paragraph(document, "", indent=0)


def _sign_off(document: Any, paper: NoticePaper, annexes: Annexes) -> None:
    if annexes.names:
        _paragraph(document, "", indent=0)
        for number, name in enumerate(annexes.listed):
            _paragraph(document, name if number else f"附件：{name}", indent=5 if number else 2)
    for _line in range(2):
        _paragraph(document, "", indent=0)
    for text, cells in ((paper.office.name, 2.0), (full_day(paper.issued_on), 4.0)):
        paragraph = _paragraph(document, text, indent=0)
        paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT
        paragraph.paragraph_format.right_indent = Pt(cells * 15.75)
        paragraph.paragraph_format.keep_with_next = True
    office = paper.office
    told = [f"联系人：{office.contact}"] if office.contact else []
    told += [f"联系电话：{office.phone}"] if office.phone else []
    if told:
        _paragraph(document, f"（{'；'.join(told)}）")


def _annex(document: Any, annexes: Annexes, name: str) -> None:
    mark = _paragraph(document, "", indent=0)
    mark.add_run().add_break(WD_BREAK.PAGE)
    _run(mark, annexes.mark(name), HEI)
    _paragraph(document, "", indent=0)
    _centred(document, name, XIAOBIAO, 22)


def _list(document: Any, paper: NoticePaper, annexes: Annexes) -> None:
    _annex(document, annexes, LIST)
    told = f"责任单位：{paper.unit.name}    {paper.number}    {problem_list.counts(paper)}"
    _paragraph(document, told, face=SONG, size=10.5, indent=0)
    columns = problem_list.columns(paper)
    table = document.add_table(rows=1, cols=len(columns))
    table.style = "Table Grid"
    table.autofit = False
    for cell, column, width in zip(table.rows[0].cells, columns, problem_list.WIDTHS, strict=True):
        cell.width = Mm(width)
        _cell(cell, "".join(column.head), HEI, centred=True)
    repeat = OxmlElement("w:tblHeader")
    table.rows[0]._tr.get_or_add_trPr().append(repeat)
    for item in paper.items:
        row = table.add_row()
        whole = OxmlElement("w:cantSplit")
        row._tr.get_or_add_trPr().append(whole)
        for at, (cell, text) in enumerate(zip(row.cells, _texts(item), strict=True)):
            cell.width = Mm(problem_list.WIDTHS[at])
            bold = at == 4 and item.occurrence > 1
            _cell(cell, text, SONG, centred=bool(columns[at].anchor), bold=bold)
    _paragraph(document, problem_list.notes(paper), face=SONG, size=9, indent=0)


def _texts(item: ProblemOnPaper) -> tuple[str, ...]:
    return (
        str(item.no),
        item.place,
        item.description,
        problem_list.standard(item),
        reached(item),
        item.deadline,
    )


def _cell(cell: Any, text: str, face: str, *, centred: bool, bold: bool = False) -> None:
    paragraph = cell.paragraphs[0]
    paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER if centred else WD_ALIGN_PARAGRAPH.LEFT
    paragraph.paragraph_format.line_spacing = Pt(14.5)
    _run(paragraph, text, face, 10.5, bold=bold)


def _photos(document: Any, paper: NoticePaper, annexes: Annexes) -> None:
    _annex(document, annexes, PHOTOS)
    limit = MANNERS[paper.unit.relation].deadline
    for item in paper.items:
        pictures = [open_picture(photo) for photo in item.photos]
        if not pictures:
            continue
        due = f"    {limit}：{item.deadline}" if item.deadline else ""
        head = _paragraph(document, f"{item.no}.{item.place}{due}", face=HEI, size=10.5, indent=0)
        _rule(head, 4, "000000", "top")
        told = f"{item.description}    {reached(item)}"
        below = _paragraph(document, told, face=SONG, size=10.5, indent=0)
        head.paragraph_format.keep_with_next = below.paragraph_format.keep_with_next = True
        for row in rows_of(pictures):
            _picture_row(document, row)


def _picture_row(document: Any, row: Any) -> None:
    height = row_height(row, MEASURE - 12, PHOTO_MOST)
    line = _centred(document, "", SONG, 9)
    line.paragraph_format.keep_with_next = True
    line.paragraph_format.line_spacing = 1.0
    captions = []
    for picture in row:
        _picture(line, picture, height)
        captions.append(picture.caption)
    _centred(document, "        ".join(captions), SONG, 9)


def _picture(line: Any, picture: Picture, height: float) -> None:
    if picture.jpeg:
        line.add_run().add_picture(BytesIO(picture.jpeg), height=Pt(height))
        line.add_run("  ")
    else:
        _run(line, "〔照片无法读取〕", HEI, 9)


def _imprint(document: Any, paper: NoticePaper) -> None:
    if form_of(paper) is Form.LETTER and not paper.copy_to:
        return
    if paper.copy_to:
        told = _paragraph(document, f"抄送：{'、'.join(paper.copy_to)}。", size=14, indent=1)
        _rule(told, 8, "000000", "top")
    if form_of(paper) is Form.FILE:
        text = f"{paper.office.name}　　{full_day(paper.issued_on)}印发"
        printed = _paragraph(document, text, size=14, indent=1)
        _rule(printed, 6, "000000", "top")
        _rule(printed, 8, "000000", "bottom")
