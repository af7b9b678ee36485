"""Slides by the millimetre: 16:9, East-Asian faces named, native charts, nothing of the day."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from io import BytesIO
from math import ceil
from typing import Any
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile, ZipInfo

from pptx import Presentation
from pptx.chart.data import CategoryChartData
from pptx.dml.color import RGBColor
from pptx.enum.chart import XL_CHART_TYPE, XL_LABEL_POSITION, XL_TICK_LABEL_POSITION, XL_TICK_MARK
from pptx.enum.shapes import MSO_SHAPE
from pptx.enum.text import MSO_ANCHOR, PP_ALIGN
from pptx.oxml import parse_xml
from pptx.oxml.ns import nsdecls, qn
from pptx.util import Emu, Mm, Pt

from inspector.documents.composer import clean
from inspector.documents.faces import Face, text_width
from inspector.documents.package_parts import own_parts
from inspector.documents.paper import PhotoOnPaper
from inspector.documents.pictures import open_picture

FACE = "微软雅黑"
NAVY, RED, GREY, LIGHT, INK = "1F3A5F", "B42318", "5F6670", "C9CFDB", "1A1A1A"
WIDTH, HEIGHT = Emu(12192000), Emu(6858000)  # 338.67 × 190.5 mm
LEFT, WIDE = 16.0, 306.67
MM = 72 / 25.4  # points
_CELL_AIR, _PITCH = 5.1, 1.2  # millimetres beside the words of a cell; a line against its size
_colour: Any = RGBColor.from_string  # the library says it is typed, and these two are not
_chart_data: Any = CategoryChartData
_TITLE_ONLY = 5  # of the layouts every reader knows: the title stays in the outline
_CREATED = re.compile(rb"(<dcterms:(created|modified)[^>]*>)[^<]*")


@dataclass(frozen=True, slots=True)
class Run:
    """One line of text; size in points."""

    text: str
    size: float
    bold: bool = False
    colour: str = INK


@dataclass(frozen=True, slots=True, kw_only=True)
class Bars:
    """A chart of this month beside last month; ``start`` is where the axis begins."""

    names: tuple[str, ...]
    now: tuple[float, ...]
    before: tuple[float | None, ...]
    start: float
    decimals: int
    lying: bool


class Deck:
    """Slides one after the other; all places and sizes in millimetres."""

    def __init__(self, title: str, author: str, when: date, foot: str) -> None:
        self._deck: Any = Presentation()
        self._deck.slide_width, self._deck.slide_height = WIDTH, HEIGHT
        self._foot = foot
        self._slide: Any = None
        self._noted: Any = None
        core = self._deck.core_properties
        core.title, core.author, core.last_modified_by = clean(title), clean(author), clean(author)
        core.created = core.modified = datetime(when.year, when.month, when.day)  # noqa: DTZ001
        core.revision = 1
        self.count = 0

    def bytes(self) -> bytes:
        """The file, without the time of writing in it or in the workbooks of its charts."""
        out = BytesIO()
        self._deck.save(out)
        return _still(out.getvalue())

    def cover(self, title: str) -> None:
        self._add(title, 78, 26, 40, centred=True)

    def slide(self, title: str) -> None:
        """A slide whose title is what was found."""
        self._add(title, 9, 16, 28, centred=False)
        self.rule(26)
        self._noted = self.words(LEFT, 181, 250, 7, [Run(self._foot, 11, colour=GREY)])
        number = [Run(str(self.count), 11, colour=GREY)]
        self.words(LEFT + WIDE - 30, 181, 30, 7, number, align=PP_ALIGN.RIGHT)

    def _add(self, title: str, top: float, height: float, size: float, *, centred: bool) -> None:
        self._slide = self._deck.slides.add_slide(self._deck.slide_layouts[_TITLE_ONLY])
        self.count += 1
        box = self._slide.shapes.title
        box.left, box.top, box.width, box.height = Mm(LEFT), Mm(top), Mm(WIDE), Mm(height)
        align = PP_ALIGN.CENTER if centred else PP_ALIGN.LEFT
        _fill(box.text_frame, [Run(title, size, bold=True, colour=NAVY)], align)
        box.text_frame.vertical_anchor = MSO_ANCHOR.MIDDLE

    def note(self, text: str) -> None:
        """What the foot of this slide says besides office and day of the data."""
        if text and self._noted is not None:
            told = cut(f"{self._foot}　{text}", WIDE - 40, 11, 1)  # the page's number stays free
            run = Run(told, 11, colour=GREY)
            _fill(self._noted.text_frame, [run], PP_ALIGN.LEFT)

    def words(
        self,
        x: float,
        y: float,
        width: float,
        height: float,
        lines: Sequence[Run],
        *,
        centred: bool = False,
        align: Any = None,
    ) -> Any:
        box = self._slide.shapes.add_textbox(Mm(x), Mm(y), Mm(width), Mm(height))
        _fill(
            box.text_frame,
            _within(lines, width, height),
            align or (PP_ALIGN.CENTER if centred else PP_ALIGN.LEFT),
        )
        return box

    def rule(self, y: float, *, thick: float = 1.5, whole: bool = False) -> None:
        """A navy rule over the type area, or from edge to edge."""
        x, width = (0.0, 338.67) if whole else (LEFT, WIDE)
        self._line(x, y, width, thick, NAVY)

    def line(self, x: float, y: float, width: float) -> None:
        self._line(x, y, width, 0.75, LIGHT)

    def _line(self, x: float, y: float, width: float, thick: float, colour: str) -> None:
        self._block(x, y, width, thick / 72 * 25.4, colour)

    def _block(self, x: float, y: float, width: float, height: float, colour: str) -> Any:
        shape = self._slide.shapes.add_shape(
            MSO_SHAPE.RECTANGLE, Mm(x), Mm(y), Mm(width), Mm(height)
        )
        shape.fill.solid()
        shape.fill.fore_color.rgb = _colour(colour)
        shape.line.fill.background()
        shape.shadow.inherit = False
        return shape

    def label(self, x: float, y: float, text: str, colour: str) -> None:
        """A word on a coloured ground in the corner of a photo."""
        block = self._block(x, y, 30, 11, colour)
        _fill(block.text_frame, [Run(text, 16, bold=True, colour="FFFFFF")], PP_ALIGN.CENTER)
        block.text_frame.vertical_anchor = MSO_ANCHOR.MIDDLE

    def legend(self, x: float, y: float) -> None:
        for at, (word, colour) in enumerate((("本月", NAVY), ("上月", LIGHT))):
            self._block(x + at * 32, y, 6, 4, colour)
            self.words(x + at * 32 + 8, y - 2.6, 22, 8, [Run(word, 14)])

    def photo(
        self, x: float, y: float, width: float, height: float, photo: PhotoOnPaper
    ) -> tuple[float, float]:
        """The photo whole inside the box, in the middle of it; says where its corner lies."""
        picture = open_picture(photo)
        wide = min(width, height * picture.shape)
        high = wide / picture.shape
        left, top = x + (width - wide) / 2, y + (height - high) / 2
        if picture.jpeg:
            self._slide.shapes.add_picture(
                BytesIO(picture.jpeg), Mm(left), Mm(top), Mm(wide), Mm(high)
            )
        else:
            self._block(left, top, wide, high, LIGHT)
            self.words(left, top + high / 2 - 5, wide, 10, [Run("照片无法读取", 14)], centred=True)
        return left, top

    def table(
        self,
        x: float,
        y: float,
        widths: Sequence[float],
        heads: Sequence[str],
        rows: Sequence[Sequence[str]],
    ) -> None:
        high = min(11.0, 142.0 / (len(rows) + 1))
        frame = self._slide.shapes.add_table(
            len(rows) + 1, len(heads), Mm(x), Mm(y), Mm(sum(widths)), Mm(high * (len(rows) + 1))
        )
        table = frame.table
        for one, width in zip(table.columns, widths, strict=True):
            one.width = Mm(width)
        for number, row in enumerate((heads, *rows)):
            table.rows[number].height = Mm(high)
            for column, (cell, text) in enumerate(zip(table.rows[number].cells, row, strict=True)):
                head = number == 0
                room = widths[column] - _CELL_AIR
                _fill(cell.text_frame, [Run(cut(text, room, 14, 2), 14, bold=head)], PP_ALIGN.LEFT)
                cell.vertical_anchor = MSO_ANCHOR.MIDDLE
                cell.margin_top = cell.margin_bottom = Mm(0.6)
                cell.fill.solid()
                cell.fill.fore_color.rgb = _colour("E8ECF1" if head else "FFFFFF")

    def bars(self, x: float, y: float, width: float, height: float, bars: Bars) -> None:
        """A native chart, values at the bars, this month in front and dark."""
        data = _chart_data(number_format="0" + ("." + "0" * bars.decimals).rstrip("."))
        data.categories = [clean(one) for one in bars.names]
        data.add_series("本月", bars.now)
        known = any(one is not None for one in bars.before)
        if known:
            data.add_series("上月", bars.before)
        kind = XL_CHART_TYPE.BAR_CLUSTERED if bars.lying else XL_CHART_TYPE.COLUMN_CLUSTERED
        chart = self._slide.shapes.add_chart(kind, Mm(x), Mm(y), Mm(width), Mm(height), data).chart
        chart.has_legend, chart.has_title = False, False
        chart.font.size = Pt(14)
        _name_face(chart.font._rPr)
        plot = chart.plots[0]
        plot.gap_width, plot.overlap = 45, 0
        for series, colour, size in zip(plot.series, (NAVY, LIGHT), (14, 10), strict=False):
            series.format.fill.solid()
            series.format.fill.fore_color.rgb = _colour(colour)
            series.invert_if_negative = False
            labels = series.data_labels
            labels.show_value, labels.position = True, XL_LABEL_POSITION.OUTSIDE_END
            labels.font.size, labels.font.bold = Pt(size), colour == NAVY
            _name_face(labels.font._rPr)
        values, names = chart.value_axis, chart.category_axis
        values.minimum_scale, values.visible = bars.start, False
        values.maximum_scale = _room_above(bars)
        values.has_major_gridlines = False
        names.reverse_order = bars.lying  # the first of the list on top
        names.major_tick_mark = XL_TICK_MARK.NONE
        names.tick_label_position = XL_TICK_LABEL_POSITION.LOW


def _room_above(bars: Bars) -> float:
    """The axis ends behind the longest bar, with room for its value."""
    longest = max((*bars.now, *(one for one in bars.before if one is not None)))
    return round(longest + (longest - bars.start) * 0.14 + 0.5, 1)


def cut(text: str, width: float, size: float, lines: int) -> str:
    """What of a text stands in so many lines of ``width`` mm at ``size`` points; … for the rest."""
    room = lines * width * MM - (lines - 1) * size  # a line may end a character early
    if text_width(text, Face.HEI, size) <= room:
        return text
    kept, wide = 0, size
    while kept < len(text) and (wide := wide + text_width(text[kept], Face.HEI, size)) <= room:
        kept += 1
    return text[:kept].rstrip("，、；（") + "…"


def _within(runs: Sequence[Run], width: float, height: float) -> list[Run]:
    """The lines of a box, none of them longer than what the others leave of its height."""
    most = max((run.size for run in runs), default=1.0)
    spare = max(int((height + 0.5) * MM / (most * _PITCH)) - len(runs), 0)
    kept = []
    for run in runs:
        wanted = max(ceil(text_width(run.text, Face.HEI, run.size) / (width * MM)), 1)
        extra = min(wanted - 1, spare)
        spare -= extra
        kept.append(replace(run, text=cut(run.text, width, run.size, 1 + extra)))
    return kept


def _fill(frame: Any, lines: Sequence[Run], align: Any) -> None:
    frame.word_wrap = True
    frame.margin_left = frame.margin_right = frame.margin_top = frame.margin_bottom = 0
    for at, line in enumerate(lines):
        paragraph = frame.paragraphs[0] if at == 0 else frame.add_paragraph()
        for old in list(paragraph.runs):
            old._r.getparent().remove(old._r)
        paragraph.alignment = align
        run = paragraph.add_run()
        run.text = clean(line.text)
        run.font.size, run.font.bold = Pt(line.size), line.bold
        run.font.color.rgb = _colour(line.colour)
        _name_face(run._r.get_or_add_rPr())


def _name_face(properties: Any) -> None:
    """Latin and East-Asian slots alike: the library's own font name sets only the first."""
    for slot in ("latin", "ea"):
        for old in properties.findall(qn(f"a:{slot}")):
            properties.remove(old)
        properties.append(parse_xml(f'<a:{slot} {nsdecls("a")} typeface="{FACE}"/>'))


_PACKED = (".jpg", ".jpeg", ".png")


def _still(package: bytes, *, workbook: bool = False) -> bytes:
    """The same parts in the same order without the time of writing, charts' workbooks too."""
    out = BytesIO()
    with ZipFile(BytesIO(package)) as given, ZipFile(out, "w", ZIP_DEFLATED) as made:
        for name, content in own_parts(given):
            if name.endswith(".xlsx"):
                content = _still(content, workbook=True)
            elif workbook and name == "docProps/core.xml":
                content = _CREATED.sub(rb"\g<1>2000-01-01T00:00:00Z", content)
            entry = ZipInfo(name, (1980, 1, 1, 0, 0, 0))
            # packing a photo once more takes half the time of the deck and saves nothing
            entry.compress_type = ZIP_STORED if name.endswith(_PACKED) else ZIP_DEFLATED
            made.writestr(entry, content)
    return out.getvalue()
