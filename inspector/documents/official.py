"""The outer form of an official paper: head, flow of lines, sign-off, imprint, page numbers."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from enum import Enum, auto
from math import ceil

from inspector.documents.composer import Line, Span, clean
from inspector.documents.faces import Face, text_width
from inspector.documents.paper import Form, OfficeOnPaper
from inspector.documents.sheet import (
    BODY,
    BODY_GAP,
    BOTTOM,
    CELL,
    LEFT,
    MEASURE,
    MM,
    PAGE,
    PITCH,
    PORTRAIT,
    TOP,
    Area,
    Sheet,
    baseline,
    fitted,
)
from inspector.documents.title_lines import TITLE
from inspector.documents.wording import full_day

INK_TOP = 0.855  # of an em: how far the top of a bold Song character lies above its baseline
HEAD_SIZE, HEAD_MOST, LEAST_SCALE = 42.0, 150 * MM, 0.55
LETTER_HEAD_SIZE = 40.0
SMALL = 14.0
LETTER_SEAL_ROWS = 1.6  # blank above the name; a letter aims at one page
IMPRINT_PITCH = PITCH * 0.82
DOUBLE = (2.2, 0.8)  # points of the letter's thick and thin rule
DOUBLE_STEP, DOUBLE_WIDTH = 2.6, 170 * MM
LOWER_RULE = 20 * MM  # of a letter's first page, above the paper's edge
OPEN_BELOW = LOWER_RULE + DOUBLE_STEP + 4 * MM  # where text may end when 抄送 stands elsewhere
LETTER_COPIES_AT = LOWER_RULE + DOUBLE_STEP + BODY * 7 / 8  # base of its last line
ABOVE_COPIES = 2 * MM
LETTER_COPY_PITCH = 20.0


class Kind(Enum):
    TEXT = auto()
    BLANK = auto()
    ANNEXES = auto()
    SIGN_OFF = auto()
    HEADING = auto()  # never the last line of a page
    FLOAT = auto()  # a table or chart; text may move up past it


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    """A part of the flow that is never torn; ``draw`` is given its upper edge."""

    height: float
    kind: Kind = Kind.TEXT
    draw: Callable[[float], None] | None = None
    short: bool = False  # a line of a few characters

    @property
    def needed(self) -> float:
        """A heading stands on a page only with a line below it."""
        return self.height + (PITCH if self.kind is Kind.HEADING else 0.0)


class Official:
    """An official paper from its head to its page numbers."""

    def __init__(self, sheet: Sheet, office: OfficeOnPaper, form: Form) -> None:
        self.sheet, self.office, self.form = sheet, office, form
        self.blocks: list[Block] = []
        self.area = PORTRAIT
        self.foot = BOTTOM  # where the text of the first page ends
        self.copies_behind = False  # 抄送 of a letter stands on its last page, not on its first
        self._before = sheet.page - 1  # pages of other papers in the same file

    @property
    def page(self) -> int:
        return self.sheet.page - self._before

    def head(self, number: str) -> float:
        """Red head and number on the first page; returns where the title may stand."""
        if self.form is Form.LETTER:
            return self._letter_head(number)
        with self.sheet.red_head():
            base = self._red_name(f"{self.office.name}文件", TOP - 35 * MM, HEAD_SIZE)
        y = base - 0.1 * HEAD_SIZE - 2.5 * PITCH - 0.36 * BODY
        self.sheet.text(LEFT + MEASURE / 2, y, number, anchor=0.5)
        rule = y - 0.14 * BODY - 4 * MM
        with self.sheet.red_head():
            self.sheet.rule(LEFT, rule, MEASURE, 1.5, red=True)
        rows = ceil((TOP - rule) / PITCH - 0.15)
        return TOP - (rows + 2) * PITCH

    def _red_name(self, name: str, top: float, size: float) -> float:
        """The agency's name, squeezed sideways into 150 mm; made smaller only below 55 %."""
        natural = text_width(clean(name), Face.SONG_BOLD, size)
        scale = min(1.0, HEAD_MOST / natural)
        if scale < LEAST_SCALE:
            size, scale = size * scale / LEAST_SCALE, LEAST_SCALE
        base = top - INK_TOP * size
        self.sheet.canvas.setFillColorRGB(0.86, 0, 0)
        middle = LEFT + MEASURE / 2
        self.sheet.text(middle, base, name, Face.SONG_BOLD, size, anchor=0.5, scale=scale)
        self.sheet.canvas.setFillGray(0)
        return base

    def _letter_head(self, number: str) -> float:
        sheet, left = self.sheet, (PAGE[0] - DOUBLE_WIDTH) / 2
        thick, thin = DOUBLE
        with sheet.red_head():
            base = self._red_name(self.office.name, PAGE[1] - 30 * MM, LETTER_HEAD_SIZE)
            upper = base - 0.1 * LETTER_HEAD_SIZE - 4 * MM
            sheet.rule(left, upper, DOUBLE_WIDTH, thick, red=True)
            sheet.rule(left, upper - DOUBLE_STEP, DOUBLE_WIDTH, thin, red=True)
            sheet.rule(left, LOWER_RULE, DOUBLE_WIDTH, thick, red=True)
            sheet.rule(left, LOWER_RULE + DOUBLE_STEP, DOUBLE_WIDTH, thin, red=True)
        y = upper - DOUBLE_STEP - BODY * 7 / 8 - 0.86 * BODY
        sheet.text(LEFT + MEASURE, y, number, anchor=1.0)
        return y - 0.14 * BODY - 2 * PITCH

    def keep_foot(self, copy_to: Sequence[str], *, behind: bool) -> None:
        """End the text of a letter's first page above its 抄送, or at the rule without it."""
        self.copies_behind = behind and bool(copy_to)
        edge = LETTER_COPIES_AT - SMALL + self.copies_height(copy_to) + ABOVE_COPIES
        self.foot = OPEN_BELOW if behind else max(BOTTOM, edge)

    def copies_height(self, copy_to: Sequence[str]) -> float:
        """From the base of 抄送 of a letter to a character above its first line."""
        return (len(self._copies(copy_to)) - 1) * LETTER_COPY_PITCH + 2 * SMALL

    def letter_copies(self, copy_to: Sequence[str]) -> None:
        """抄送 of a letter, no rules: above the lower rule of its first page, else at the foot."""
        copies = self._copies(copy_to)
        hang = LEFT + SMALL + text_width("抄送：", Face.SONG, SMALL)
        y = BOTTOM + (1 - INK_TOP) * SMALL if self.copies_behind else LETTER_COPIES_AT
        y += (len(copies) - 1) * LETTER_COPY_PITCH
        for number, line in enumerate(copies):
            if number == 0:
                self.sheet.text(LEFT + SMALL, y, "抄送：", size=SMALL)
            self.sheet.set_line(hang, y, line, SMALL, measure=None)
            y -= LETTER_COPY_PITCH

    def title(self, top: float, lines: Sequence[str]) -> float:
        """Centred lines; returns the upper edge of the line after the blank one below."""
        for line in lines:
            size = fitted(line, Face.SONG_BOLD, TITLE, MEASURE)
            y = baseline(top, PITCH, size)
            self.sheet.text(LEFT + MEASURE / 2, y, line, Face.SONG_BOLD, size, anchor=0.5)
            top -= PITCH
        return top - PITCH

    def para(self, spans: str | Sequence[Span], *, indent: int = 2, kind: Kind = Kind.TEXT) -> None:
        """A paragraph on the grid; its first line starts ``indent`` characters in."""
        whole = [Span(spans, Face.SONG)] if isinstance(spans, str) else spans
        lines = self.sheet.lines(whole, MEASURE, BODY, indent=indent * CELL)
        for number, line in enumerate(lines):
            self._row(line, indent * CELL if number == 0 else 0.0, kind)

    def hung(self, label: str, lines: Sequence[str], *, indent: float, kind: Kind) -> None:
        """Entries one below the other, the first behind ``label``."""
        hang = indent + text_width(label, Face.SONG, BODY) / CELL
        hang = indent + round(hang - indent)
        for number, entry in enumerate(lines):
            start = 0 if number else 1
            composed = self.sheet.lines([Span(entry, Face.SONG)], MEASURE - hang * CELL, BODY)
            for line in composed:
                self._row(line, hang * CELL, kind, label=label if start else "", at=indent * CELL)
                start = 0

    def _row(self, line: Line, x: float, kind: Kind, *, label: str = "", at: float = 0.0) -> None:
        def draw(top: float) -> None:
            y = baseline(top, PITCH, BODY)
            if label:
                self.sheet.text(LEFT + at, y, label, gap=BODY_GAP)
            natural = line.last and line.width + len(line.text) * BODY_GAP <= MEASURE - x
            measure = None if natural else MEASURE - x
            self.sheet.set_line(LEFT + x, y, line, BODY, measure=measure, gap=BODY_GAP)

        short = line.width + x < 6 * CELL
        self.blocks.append(Block(height=PITCH, kind=kind, draw=draw, short=short))

    def blank(self, kind: Kind = Kind.BLANK) -> None:
        self.blocks.append(Block(height=PITCH, kind=kind))

    def sign_off(self, issued_on: date) -> None:
        """Name centred over the date, room for a seal of 42 mm left free, contact below."""
        office = self.office
        words = "；".join(
            f"{label}：{value}"
            for label, value in (("联系人", office.contact), ("联系电话", office.phone))
            if value
        )
        contact = self.sheet.lines([Span(f"（{words}）", Face.SONG)], MEASURE - 2 * CELL, BODY)
        above = 2.0 if self.form is Form.FILE else LETTER_SEAL_ROWS
        rows = above + 2 + (len(contact) if words else 0)

        def draw(top: float) -> None:
            when = full_day(issued_on)
            wide = text_width(when, Face.SONG, BODY)
            start = LEFT + MEASURE - 4 * CELL - wide
            size = fitted(office.name, Face.SONG, BODY, MEASURE)
            own = text_width(clean(office.name), Face.SONG, size)
            name = min(start + wide / 2 - own / 2, LEFT + MEASURE - own)
            y = baseline(top - above * PITCH, PITCH, BODY)
            self.sheet.text(name, y, office.name, size=size)
            self.sheet.text(start, y - PITCH, when)
            for number, line in enumerate(contact if words else ()):
                low = y - (2 + number) * PITCH
                self.sheet.set_line(LEFT + 2 * CELL, low, line, BODY, measure=None, gap=BODY_GAP)

        self.blocks.append(Block(height=rows * PITCH, kind=Kind.SIGN_OFF, draw=draw))

    def flow(self, top: float) -> float:
        """Set what was gathered, over as many pages as it takes; returns the lower edge."""
        starts = self._page_starts(top)
        for number, block in enumerate(self.blocks):
            if number in starts:
                self.turn()
                top = self.area.top
                if block.kind is Kind.BLANK:
                    continue
            if block.draw:
                block.draw(top)
            top -= block.height
        self.blocks.clear()
        return top

    def fits(self, top: float) -> bool:
        """Whether everything gathered stands on the page that begins at ``top``."""
        return not self._page_starts(top)

    def _page_starts(self, top: float) -> set[int]:
        starts = self._fill(top, set())
        pulled = self._pulled_over(starts)
        return starts if pulled is None else self._fill(top, {pulled})

    def _fill(self, top: float, forced: set[int]) -> set[int]:
        starts: set[int] = set()
        # off the grid, the characters of a last line count, not the blank below them
        air = (PITCH - BODY) / 2 if self.form is Form.LETTER else 0.0
        bottom = self.foot
        for number, block in enumerate(self.blocks):
            if number in forced or top - block.needed < bottom - air - 0.01:
                starts.add(number)
                top, bottom = TOP, BOTTOM
                if block.kind is Kind.BLANK:
                    continue
            top -= block.height
        return starts

    def _pulled_over(self, starts: set[int]) -> int | None:
        """Where a page is better begun: the list of annexes is whole, no sign-off stands alone.

        With the sign-off goes the list of annexes, else the last line of the text.
        """
        kinds = [block.kind for block in self.blocks]
        annexes = [n for n, kind in enumerate(kinds) if kind is Kind.ANNEXES]
        if starts & {*annexes[1:]}:
            return annexes[0]
        if Kind.SIGN_OFF not in kinds or kinds.index(Kind.SIGN_OFF) not in starts:
            return None
        if annexes:
            return annexes[0]
        last = kinds.index(Kind.SIGN_OFF) - 1
        last -= self.blocks[last].short
        while last > 0 and self.blocks[last - 1].kind is Kind.HEADING:
            last -= 1
        return last

    def page_number(self) -> None:
        """``— 1 —``: odd at the right edge, even at the left, dash 7 mm below the type area."""
        if self.form is Form.LETTER and self.page == 1:
            return
        odd = self.page % 2
        x = self.area.right - SMALL if odd else self.area.left + SMALL
        y = self.area.bottom - 7 * MM - 0.36 * SMALL
        self.sheet.text(x, y, f"— {self.page} —", size=SMALL, anchor=float(odd))

    def turn(self, area: Area = PORTRAIT) -> None:
        """Number this page and begin the next."""
        self.page_number()
        self.area = area
        self.sheet.turn(PAGE if area is PORTRAIT else (PAGE[1], PAGE[0]))

    def imprint_height(self, copy_to: Sequence[str]) -> float:
        return (len(self._issued_by()) + len(self._copies(copy_to))) * IMPRINT_PITCH

    def _issued_by(self) -> list[Line]:
        """The agency's name beside the date of printing."""
        date_room = text_width("2026年12月31日印发", Face.SONG, SMALL)
        room = MEASURE - 3 * SMALL - date_room
        return self.sheet.lines([Span(self.office.name, Face.SONG)], room, SMALL)

    def _copies(self, copy_to: Sequence[str]) -> list[Line]:
        if not copy_to:
            return []
        text = "、".join(copy_to) + "。"
        measure = MEASURE - 2 * SMALL - text_width("抄送：", Face.SONG, SMALL)
        return self.sheet.lines([Span(text, Face.SONG)], measure, SMALL)

    def imprint(self, copy_to: Sequence[str], issued_on: date) -> None:
        """版记 at the foot of the last page."""
        sheet, copies = self.sheet, self._copies(copy_to)
        edge = BOTTOM + self.imprint_height(copy_to)
        sheet.rule(LEFT, edge, MEASURE, 0.35 * MM)
        hang = LEFT + SMALL + text_width("抄送：", Face.SONG, SMALL)
        for number, line in enumerate(copies):
            y = baseline(edge, IMPRINT_PITCH, SMALL)
            if number == 0:
                sheet.text(LEFT + SMALL, y, "抄送：", size=SMALL)
            even = None if line.last else LEFT + MEASURE - SMALL - hang
            sheet.set_line(hang, y, line, SMALL, measure=even)
            edge -= IMPRINT_PITCH
        if copies:
            sheet.rule(LEFT, edge, MEASURE, 0.25 * MM)
        printed = f"{full_day(issued_on)}印发"
        for number, line in enumerate(self._issued_by()):
            y = baseline(edge - number * IMPRINT_PITCH, IMPRINT_PITCH, SMALL)
            sheet.set_line(LEFT + SMALL, y, line, SMALL, measure=None)
            if number == 0:
                sheet.text(LEFT + MEASURE - SMALL, y, printed, size=SMALL, anchor=1.0)
        sheet.rule(LEFT, BOTTOM, MEASURE, 0.35 * MM)
