"""整改通知书, 表格式: one form a community or firm can sign, its problems in a table of its own."""

from collections.abc import Sequence

from inspector.documents import problem_list
from inspector.documents.composer import Line as Composed
from inspector.documents.composer import Span
from inspector.documents.faces import Face, text_width
from inspector.documents.form_rows import (
    SIGNED_BY,
    TITLE,
    Line,
    above_list,
    below_list,
)
from inspector.documents.notice_words import Annexes
from inspector.documents.official import Official
from inspector.documents.paper import NoticePaper
from inspector.documents.sheet import BOTTOM, LEFT, MEASURE, MM, TOP, Sheet, baseline, fitted
from inspector.documents.table import INNER, OUTER, Style, Table
from inspector.documents.wording import full_day

NAME, HEADING, NUMBER = 18.0, 26.0, 12.0
SIZE, LABEL_SIZE, FORM_PITCH = 10.5, 10.5, 15.0
LABELS, SHORT, DATE = 26 * MM, 24 * MM, 42 * MM
AIR, SIDE = 1.5 * MM, 2.0 * MM
SEAL = 46 * MM  # a seal of 42 mm lies free in the cell
_LIST = Style(size=10.5, pitch=14.0, above=1.2 * MM)


def draw_form(page: Official, paper: NoticePaper, annexes: Annexes) -> float:
    """Head, cells, list and the cells that are signed; returns the lower edge."""
    form = _Form(page, _head(page.sheet, paper))
    for row in above_list(paper, annexes):
        form.row(row)
    form.close()
    columns = problem_list.upright(problem_list.columns(paper))
    table = Table(page.sheet, columns, _LIST, left=LEFT, bottom=BOTTOM)
    form.top = table.draw(form.top, [problem_list.row(one) for one in paper.items], form.turn)
    form.began = form.top
    *lines, last = below_list(paper, annexes)
    for line in lines:
        form.row((line,))
    form.keep_with_signature(last)
    form.row((last,))
    form.signed(paper)
    form.close()
    return form.top


def _head(sheet: Sheet, paper: NoticePaper) -> float:
    """Name of the office, what the paper is, its number; returns where the form begins."""
    middle, name = LEFT + MEASURE / 2, paper.office.name
    size = fitted(name, Face.SONG_BOLD, NAME, MEASURE)
    with sheet.red_head():
        sheet.text(middle, TOP - NAME, name, Face.SONG_BOLD, size, anchor=0.5)
    low = TOP - NAME - 2 * HEADING + 10
    sheet.text(middle, low, TITLE, Face.SONG_BOLD, HEADING, anchor=0.5, gap=8)
    low -= 26
    sheet.text(LEFT + MEASURE, low, paper.number, size=NUMBER, anchor=1.0)
    return low - 6


class _Form:
    """Cells being drawn down a page; a row that finds no room begins the next one."""

    def __init__(self, page: Official, top: float) -> None:
        self._page, self.top, self.began = page, top, top

    def turn(self) -> float:
        """The next page; returns where its cells begin."""
        self._page.turn()
        return self._page.area.top

    def row(self, lines: Sequence[Line]) -> None:
        """One label over the whole width, or two side by side; a long one is torn by lines."""
        first, *second = lines
        narrow = (SHORT + DATE) if second else 0.0
        told = self._lines(first, MEASURE - LABELS - narrow)
        beside = self._lines(second[0], DATE) if second else []
        while told or beside:
            room = int((self.top - BOTTOM - 2 * AIR) / FORM_PITCH)
            if room < min(2, len(told)):
                self._over()
                continue
            room -= len(told) == room + 1  # no single line goes over to the next page
            here, told = told[:room], told[room:]
            height = max(len(here), len(beside)) * FORM_PITCH + 2 * AIR
            self._cell(LEFT, LABELS, height, first.label, here, MEASURE - LABELS - narrow)
            if second:
                x = LEFT + MEASURE - narrow
                self._cell(x, SHORT, height, second[0].label, beside, DATE)
                self._upright(x, height)
                beside = []
            self._down(height)

    def keep_with_signature(self, line: Line) -> None:
        """The signed cells never stand alone: the row before them begins the page with them."""
        height = len(self._lines(line, MEASURE - LABELS)) * FORM_PITCH + 2 * AIR
        if self.top - height - SEAL < BOTTOM:
            self._over()

    def _lines(self, line: Line, width: float) -> list[Composed]:
        return [
            one
            for text in line.paragraphs
            for one in self._page.sheet.lines([Span(text, Face.SONG)], width - 2 * SIDE, SIZE)
        ]

    def _cell(
        self, x: float, wide: float, height: float, label: str, told: list[Composed], room: float
    ) -> None:
        sheet = self._page.sheet
        y = self.top - height / 2 - 0.36 * LABEL_SIZE
        sheet.text(x + wide / 2, y, label, Face.HEI, LABEL_SIZE, anchor=0.5)
        top = self.top - (height - len(told) * FORM_PITCH) / 2
        for one in told:
            even = None if one.last and one.width <= room - 2 * SIDE else room - 2 * SIDE
            y = baseline(top, FORM_PITCH, SIZE)
            sheet.set_line(x + wide + SIDE, y, one, SIZE, measure=even)
            top -= FORM_PITCH
        self._upright(x + wide, height)

    def _upright(self, x: float, height: float) -> None:
        canvas = self._page.sheet.canvas
        canvas.setLineWidth(INNER)
        canvas.line(x, self.top, x, self.top - height)

    def _down(self, height: float) -> None:
        self.top -= height
        self._page.sheet.rule(LEFT, self.top, MEASURE, INNER)

    def _over(self) -> None:
        self.close()
        self.top = self.began = self.turn()

    def close(self) -> None:
        """The frame around the cells drawn so far."""
        if self.began > self.top:
            self._page.sheet.box(LEFT, self.top, MEASURE, self.began - self.top, OUTER)

    def signed(self, paper: NoticePaper) -> None:
        """Who issues it, with room for the seal, beside who receives it."""
        if self.top - SEAL < BOTTOM:
            self._over()
        sheet, half = self._page.sheet, MEASURE / 2
        for x, label in ((LEFT, "签发单位（盖章）"), (LEFT + half, "签收单位（盖章）")):
            sheet.text(x + SIDE, self.top - 16, label, Face.HEI, LABEL_SIZE)
        middle, low = LEFT + half / 2, self.top - SEAL + 8 * MM
        names = sheet.lines([Span(paper.office.name, Face.SONG)], half - 2 * SIDE, SIZE)
        for above, line in enumerate(reversed(names), 1):
            sheet.text(middle, low + above * FORM_PITCH, line.text, size=SIZE, anchor=0.5)
        sheet.text(middle, low, full_day(paper.issued_on), size=SIZE, anchor=0.5)
        y = self.top - 16 - 2 * FORM_PITCH
        for words in SIGNED_BY:
            x = LEFT + half + SIDE
            sheet.text(x, y, words, size=SIZE)
            start = x + text_width(words, Face.SONG, SIZE)
            sheet.rule(start, y - 2, LEFT + MEASURE - SIDE - start, INNER)
            y -= FORM_PITCH * 1.25
        self._upright(LEFT + half, SEAL)
        self._down(SEAL)
