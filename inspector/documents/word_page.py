"""The outer form of an official paper as Word: page, heads, sign-off and imprint of GB/T 9704.

Faces are named, nothing is embedded. The letter's red head and rules stand in the header and
footer of its first page, where text that is edited cannot push them away.
"""

from collections.abc import Sequence
from datetime import date, datetime
from io import BytesIO
from typing import Any
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile, ZipInfo

from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_TAB_ALIGNMENT
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt, RGBColor, Twips

from inspector.documents.composer import clean
from inspector.documents.faces import Face, text_width
from inspector.documents.official import (
    HEAD_MOST,
    HEAD_SIZE,
    LEAST_SCALE,
    LETTER_COPY_PITCH,
    LETTER_HEAD_SIZE,
    OPEN_BELOW,
)
from inspector.documents.package_parts import own_parts
from inspector.documents.paper import OfficeOnPaper
from inspector.documents.sheet import fitted
from inspector.documents.wording import full_day

FANGSONG, XIAOBIAO, HEI, SONG, KAI = "仿宋_GB2312", "方正小标宋简体", "黑体", "宋体", "楷体_GB2312"
FACES = {Face.SONG: FANGSONG, Face.HEI: HEI, Face.KAI: KAI, Face.SONG_BOLD: XIAOBIAO}
MARGINS = (2098, 1474, 1984, 1588)  # twips: top, right, bottom, left
LINE_PITCH = 579  # 580 leaves 21 lines on a page
LINE = Twips(LINE_PITCH)
SPACING = -5  # twips between characters: 28 of 三号 in a line
CHARACTER = 15.75  # points a character of the body takes
HEAD_ABOVE, HEAD_LINE = Pt(75), Pt(52)  # the name's glyphs begin 35 mm below the type area's top
MEASURE = Mm(156)
WIDER = Mm(7)  # how far the letter's rules reach beyond the type area on each side
IMPRINT_PITCH = 24.0  # points
INNER_RULE = 0.7  # points, 0.25 mm
RED, BLACK = "DB0000", "000000"


def still(document: Any) -> bytes:
    """The document's parts without the time of writing: the same words, the same bytes."""
    out, made = BytesIO(), BytesIO()
    document.save(out)
    with ZipFile(BytesIO(out.getvalue())) as given, ZipFile(made, "w", ZIP_DEFLATED) as whole:
        for name, content in own_parts(given):
            entry = ZipInfo(name, (1980, 1, 1, 0, 0, 0))
            photo = name.endswith((".jpg", ".jpeg", ".png"))  # packed already
            entry.compress_type = ZIP_STORED if photo else ZIP_DEFLATED
            whole.writestr(entry, content)
    return made.getvalue()


def set_page(document: Any, title: str, office: OfficeOnPaper, when: date) -> None:
    """A4 with the grid, page numbers outside, and the properties people search by."""
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
    normal.element.rPr.insert_element_before(spacing, "w:w", "w:kern", "w:position", "w:sz")
    normal.paragraph_format.space_before = normal.paragraph_format.space_after = Pt(0)
    normal.paragraph_format.line_spacing = LINE  # exactly: a stand-in face must not stretch it
    normal.paragraph_format.widow_control = False  # every page is filled to its last line
    _no_air_at_digits(normal.element.get_or_add_pPr())
    normal.paragraph_format.alignment = WD_ALIGN_PARAGRAPH.JUSTIFY
    document.settings.odd_and_even_pages_header_footer = True
    _page_number(section.footer, WD_ALIGN_PARAGRAPH.RIGHT)
    _page_number(section.even_page_footer, WD_ALIGN_PARAGRAPH.LEFT)
    core = document.core_properties
    core.title = clean(title)
    core.author = core.last_modified_by = clean(office.name)
    core.created = core.modified = _midnight(when)
    core.revision = 1


def _no_air_at_digits(properties: Any) -> None:
    """11月24日 as one word: no quarter blanks between Latin signs and Han."""
    for name in ("w:autoSpaceDE", "w:autoSpaceDN"):
        element = OxmlElement(name)
        element.set(qn("w:val"), "0")
        properties.insert_element_before(element, "w:spacing", "w:ind", "w:jc", "w:rPr")


def _midnight(when: date) -> datetime:
    return datetime(when.year, when.month, when.day)  # noqa: DTZ001 - the format holds no zone


def _page_number(footer: Any, side: Any) -> None:
    footer.is_linked_to_previous = False
    line = footer.paragraphs[0]
    line.alignment = side
    line.paragraph_format.left_indent = line.paragraph_format.right_indent = Pt(14)
    run(line, "— ", SONG, 14)
    field = run(line, "", SONG, 14)
    for kind, text in (("begin", ""), ("", "PAGE"), ("end", "")):
        element = OxmlElement("w:fldChar" if kind else "w:instrText")
        if kind:
            element.set(qn("w:fldCharType"), kind)
        else:
            element.text = text
        field._r.append(element)
    run(line, " —", SONG, 14)


def _name_font(properties: Any, face: str) -> None:
    """Latin and East-Asian slots alike."""
    fonts = properties.find(qn("w:rFonts"))
    if fonts is None:
        fonts = OxmlElement("w:rFonts")
        properties.insert(0, fonts)
    for theme in ("asciiTheme", "hAnsiTheme", "eastAsiaTheme", "cstheme"):
        fonts.attrib.pop(qn(f"w:{theme}"), None)
    for slot in ("ascii", "hAnsi", "eastAsia", "cs"):
        fonts.set(qn(f"w:{slot}"), face)


def run(line: Any, text: str, face: str, size: float = 16, *, bold: bool = False) -> Any:
    """Words of one face at the end of a line; ``size`` in points."""
    made = line.add_run(clean(text))
    _name_font(made._r.get_or_add_rPr(), face)
    made.font.size = Pt(size)
    made.font.bold = bold or None
    return made


def paragraph(
    document: Any, text: str, *, face: str = FANGSONG, size: float = 16, indent: float = 2
) -> Any:
    """A paragraph whose first line starts ``indent`` characters in."""
    made = document.add_paragraph()
    made.paragraph_format.first_line_indent = Pt(indent * CHARACTER) if indent else None
    if text:
        run(made, text, face, size)
    return made


def blank(document: Any, lines: int = 1) -> None:
    for _line in range(lines):
        paragraph(document, "", indent=0)


def centred(document: Any, text: str, face: str, size: float) -> Any:
    made = paragraph(document, text, face=face, size=size, indent=0)
    made.alignment = WD_ALIGN_PARAGRAPH.CENTER
    return made


def border(
    line: Any,
    eighths: int,
    colour: str,
    side: str = "bottom",
    kind: str = "single",
    away: int = 1,
) -> Any:
    """A border of the paragraph, ``eighths`` of a point thick and ``away`` points from its text."""
    properties = line._p.get_or_add_pPr()
    borders = properties.find(qn("w:pBdr"))
    if borders is None:
        borders = OxmlElement("w:pBdr")
        properties.insert_element_before(
            borders, "w:shd", "w:tabs", "w:snapToGrid", "w:spacing", "w:ind", "w:jc", "w:rPr"
        )
    edge = OxmlElement(f"w:{side}")
    values = {"val": kind, "sz": str(eighths), "space": str(away), "color": colour}
    for name, value in values.items():
        edge.set(qn(f"w:{name}"), value)
    borders.append(edge)
    return line


def _red_name(line: Any, name: str, size: float) -> None:
    """The agency's name, squeezed sideways into 150 mm like on the printed paper."""
    natural = text_width(clean(name), Face.SONG_BOLD, size)
    scale = min(1.0, HEAD_MOST / natural)
    if scale < LEAST_SCALE:
        size, scale = size * scale / LEAST_SCALE, LEAST_SCALE
    made = run(line, name, XIAOBIAO, size)
    made.font.color.rgb = RGBColor.from_string(RED)
    squeezed = OxmlElement("w:w")
    squeezed.set(qn("w:val"), str(int(scale * 100)))
    made._r.get_or_add_rPr().insert_element_before(squeezed, "w:kern", "w:position", "w:sz")


def file_head(document: Any, office: OfficeOnPaper, number: str) -> None:
    """文件式: red name with 文件, number in the middle, red rule."""
    name = centred(document, "", XIAOBIAO, HEAD_SIZE)
    name.paragraph_format.space_before = HEAD_ABOVE
    _exactly(name, HEAD_LINE)
    _red_name(name, f"{office.name}文件", HEAD_SIZE)
    blank(document)
    below = border(centred(document, number, FANGSONG, 16), 12, RED, away=6)
    below.paragraph_format.space_before = Pt(7)
    blank(document, 2)


def letter_head(
    document: Any, office: OfficeOnPaper, number: str, copy_to: Sequence[str] = ()
) -> None:
    """信函式: red name 30 mm below the edge, double rules above and below, no page number."""
    section = document.sections[0]
    section.different_first_page_header_footer = True
    section.header_distance, section.footer_distance = Mm(30), Mm(20)
    for footer in (section.footer, section.even_page_footer):
        footer.paragraphs[0].paragraph_format.space_after = Mm(3)
    name = section.first_page_header.paragraphs[0]
    name.alignment = WD_ALIGN_PARAGRAPH.CENTER
    _exactly(name, Mm(17))
    _red_name(name, office.name, LETTER_HEAD_SIZE)
    _wide_rule(name, "bottom", "thickThinSmallGap")
    foot = section.first_page_footer.paragraphs[0]
    if copy_to:
        run(foot, f"抄送：{'、'.join(copy_to)}。", FANGSONG, 14)
        foot.paragraph_format.left_indent = Pt(14)
        foot = section.first_page_footer.add_paragraph()
    _exactly(foot, Mm(2))
    _wide_rule(foot, "bottom", "thinThickSmallGap")
    right = paragraph(document, number, indent=0)
    right.alignment = WD_ALIGN_PARAGRAPH.RIGHT
    blank(document)


def _exactly(line: Any, height: Any) -> None:
    line.paragraph_format.line_spacing = height
    _off_grid(line)


def _wide_rule(line: Any, side: str, kind: str) -> None:
    line.paragraph_format.left_indent = line.paragraph_format.right_indent = -WIDER
    border(line, 24, RED, side, kind)


def title(document: Any, lines: Sequence[str]) -> None:
    """Centred lines of 22 points and the blank one below."""
    for line in lines:
        size = fitted(line, Face.SONG_BOLD, 22, MEASURE / Pt(1))
        _off_grid(centred(document, line, XIAOBIAO, int(2 * size) / 2))  # Word knows half points
    blank(document)


def annex_lines(document: Any, listed: Sequence[str]) -> None:
    """附件： with its names hung below each other."""
    if listed:
        blank(document)
        for number, name in enumerate(listed):
            words = name if number else f"附件：{name}"
            line = paragraph(document, words, indent=5 if number else 2)
            line.paragraph_format.keep_with_next = True  # a sign-off never stands alone


def sign_off(document: Any, office: OfficeOnPaper, when: date, *, room: float = 2) -> None:
    """Name over date, ``room`` lines for the seal above, the contact below; kept on one page."""
    for high in (1.0, room - 1.0):
        if high > 0:
            above = small(paragraph(document, "", indent=0), high * LINE.pt)
            above.paragraph_format.keep_with_next = True
    for text, cells in ((office.name, 2.0), (full_day(when), 4.0)):
        line = paragraph(document, text, indent=0)
        line.alignment = WD_ALIGN_PARAGRAPH.RIGHT
        line.paragraph_format.right_indent = Pt(cells * CHARACTER)
        line.paragraph_format.keep_with_next = bool(office.contact or office.phone) or cells < 4
    told = [f"联系人：{office.contact}"] if office.contact else []
    told += [f"联系电话：{office.phone}"] if office.phone else []
    if told:
        paragraph(document, f"（{'；'.join(told)}）")


def imprint(document: Any, office: OfficeOnPaper, when: date, copy_to: Sequence[str]) -> None:
    """版记: rules 0.35, 0.25 and 0.35 mm, at the foot of the page on which the last line stands.

    A frame of paragraphs: Word, WPS and LibreOffice all keep it at the lower edge of the type
    area and put it on the next page where text stands in its way; a table that floats they do not.
    """
    lines = []
    if copy_to:
        told = paragraph(document, f"　抄送：{'、'.join(copy_to)}。", size=14)
        told.alignment = WD_ALIGN_PARAGRAPH.LEFT
        lines += [small(told, IMPRINT_PITCH), _bar(small(paragraph(document, ""), INNER_RULE))]
    lines.append(small(paragraph(document, ""), IMPRINT_PITCH))
    issued = f"{full_day(when)}印发"
    spread(lines[-1], f"　{office.name}", issued, FANGSONG, 14, short=Pt(14))
    for line in lines:
        _at_the_foot(line)
        line.paragraph_format.left_indent = Pt(14 * 4)  # names hang below the first one
        line.paragraph_format.first_line_indent = Pt(-14 * 4)
        for side in ("top", "bottom"):
            border(line, 8, BLACK, side, away=0)
    small(paragraph(document, "", indent=0), 1)  # a frame needs a line to hang on


def copies_at_the_foot(document: Any, copy_to: Sequence[str]) -> None:
    """抄送 of a letter that has no room for it on its first page: at the foot of the last.

    The text then runs down to the lower rule, as in print; Word knows no margin of one page.
    """
    document.sections[0].bottom_margin = Pt(OPEN_BELOW)
    told = paragraph(document, f"　抄送：{'、'.join(copy_to)}。", size=14)
    told.alignment = WD_ALIGN_PARAGRAPH.LEFT
    _at_the_foot(small(told, LETTER_COPY_PITCH))
    told.paragraph_format.left_indent = Pt(14 * 4)
    told.paragraph_format.first_line_indent = Pt(-14 * 4)
    small(paragraph(document, "", indent=0), 1)  # a frame needs a line to hang on


def _bar(line: Any) -> Any:
    """A rule as a shaded line: one of kind ``between`` makes LibreOffice lose the frame."""
    shade = OxmlElement("w:shd")
    for name, value in (("val", "clear"), ("color", "auto"), ("fill", BLACK)):
        shade.set(qn(f"w:{name}"), value)
    line._p.get_or_add_pPr().insert_element_before(
        shade, "w:tabs", "w:snapToGrid", "w:spacing", "w:ind", "w:jc", "w:rPr"
    )
    return line


def _at_the_foot(line: Any) -> None:
    place = OxmlElement("w:framePr")
    values = {
        "w": str(round(MEASURE / Twips(1))),
        "wrap": "notBeside",
        "vAnchor": "margin",
        "hAnchor": "margin",
        "xAlign": "left",
        "yAlign": "bottom",
    }
    for name, value in values.items():
        place.set(qn(f"w:{name}"), value)
    line._p.get_or_add_pPr().insert_element_before(
        place,
        "w:widowControl",
        "w:numPr",
        "w:pBdr",
        "w:tabs",
        "w:snapToGrid",
        "w:spacing",
        "w:ind",
        "w:jc",
        "w:rPr",
    )


def spread(line: Any, left: str, right: str, face: str, size: float, short: Any = 0) -> None:
    """Words at both ends of a line, the right ones ``short`` of the type area's edge."""
    line.alignment = WD_ALIGN_PARAGRAPH.LEFT
    line.paragraph_format.tab_stops.add_tab_stop(MEASURE - short, WD_TAB_ALIGNMENT.RIGHT)
    run(line, f"{left}", face, size)
    line.add_run().add_tab()
    run(line, right, face, size)


def small(line: Any, pitch: float) -> Any:
    """A line of a table or note: its own pitch in points, off the page's grid."""
    line.paragraph_format.line_spacing = Pt(pitch)
    return _off_grid(line)


def _off_grid(line: Any) -> Any:
    """A line that keeps its own pitch: on the grid one of tall characters takes two."""
    off = OxmlElement("w:snapToGrid")
    off.set(qn("w:val"), "0")
    line._p.get_or_add_pPr().insert_element_before(off, "w:spacing", "w:ind", "w:jc", "w:rPr")
    return line


def margins(table: Any, sides: Sequence[str], twips: int) -> None:
    """Air inside the cells of a table, in twips."""
    air = OxmlElement("w:tblCellMar")
    for side in sides:
        edge = OxmlElement(f"w:{side}")
        edge.set(qn("w:w"), str(twips))
        edge.set(qn("w:type"), "dxa")
        air.append(edge)
    table._tbl.tblPr.insert_element_before(air, "w:tblLook")
