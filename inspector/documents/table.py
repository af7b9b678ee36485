"""Ruled tables that break between rows and repeat their heads."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from inspector.documents.composer import Line, Span
from inspector.documents.faces import Face, text_width
from inspector.documents.sheet import MM, Sheet, baseline

OUTER, INNER = 0.8, 0.4
LEFT, CENTRE, RIGHT = 0.0, 0.5, 1.0
SIDE = 1.0 * MM  # air beside the words of a cell


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """``width`` in millimetres; ``head`` is broken by sense into its lines."""

    width: float
    head: tuple[str, ...]
    anchor: float = LEFT


@dataclass(frozen=True, slots=True, kw_only=True)
class Style:
    """Measures of a table, in points."""

    size: float = 10.5
    pitch: float = 14.5
    head_size: float = 0.0  # the size when 0
    side: float = SIDE
    above: float = 1.6 * MM
    least: float = 0.0  # height of a row


Paragraphs = tuple[tuple[Span, ...], ...]


def words(text: str, face: Face = Face.SONG) -> Paragraphs:
    """A cell with one paragraph in one face."""
    return ((Span(text, face),),)


def bracket_apart(
    text: str, width: float, *, face: Face = Face.SONG, size: float = 10.5
) -> Paragraphs:
    """点位（具体位置） in a column of ``width`` mm; the bracket goes below what fits."""
    head, bracket, tail = text.rpartition("（")
    room = width * MM - 2 * SIDE
    if not (head and tail.endswith("）")) or text_width(text, face, size) <= room:
        return words(text, face)
    return words(head, face) + words(bracket + tail, face)


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    cells: tuple[Paragraphs, ...]
    anchors: tuple[float, ...] = ()


class Table:
    """A table being drawn down a page, and on over the next ones."""

    def __init__(
        self, sheet: Sheet, columns: Sequence[Column], style: Style, *, left: float, bottom: float
    ) -> None:
        self._sheet, self._columns, self._style = sheet, columns, style
        self._left, self._bottom = left, bottom
        self._width = sum(column.width for column in columns) * MM

    def draw(
        self, top: float, rows: Sequence[Row], turn: Callable[[], float], *, below: float = 0.0
    ) -> float:
        """Head and rows from ``top`` down; ``turn`` begins a page and says where its text starts.

        Returns the table's lower edge. A row is torn only when it is taller than a page. The last
        one goes over to the next page where less than ``below`` points would be left under it.
        """
        head = self._heads()
        began = top
        top = self._row(top, head, heading=True)
        opened = True
        for row in rows:
            cells = self._compose(row.cells, self._style.size)
            kept = below if row is rows[-1] and not opened else 0.0
            while cells:
                fitting, left_over = self._split(cells, top - kept, whole=not opened)
                if fitting:
                    top = self._row(top, fitting, anchors=row.anchors)
                    opened = False
                cells = left_over
                if cells:
                    self._frame(began, top)
                    began = turn()
                    top = self._row(began, head, heading=True)
                    opened = True
        self._frame(began, top)
        return top

    def whole_height(self, rows: Sequence[Row]) -> float:
        """Head and rows, in points, when they all stand on one page."""
        return self.head_height() + sum(self.row_height(row) for row in rows)

    def head_height(self) -> float:
        return self._height(self._heads(), heading=True)

    def row_height(self, row: Row) -> float:
        return self._height(self._compose(row.cells, self._style.size))

    def _heads(self) -> list[list[Line]]:
        return self._compose(
            tuple(tuple((Span(line, Face.HEI),) for line in one.head) for one in self._columns),
            self._style.head_size or self._style.size,
        )

    def _compose(self, cells: Sequence[Paragraphs], size: float) -> list[list[Line]]:
        composed = []
        for column, paragraphs in zip(self._columns, cells, strict=True):
            room = column.width * MM - 2 * self._style.side
            composed.append(
                [line for spans in paragraphs for line in self._sheet.lines(spans, room, size)]
            )
        return composed

    def _height(self, cells: Sequence[Sequence[Line]], *, heading: bool = False) -> float:
        most = max(len(lines) for lines in cells)
        own = most * self._style.pitch + 2 * self._style.above
        return own if heading else max(own, self._style.least)

    def _split(
        self, cells: list[list[Line]], top: float, *, whole: bool
    ) -> tuple[list[list[Line]], list[list[Line]]]:
        """What of the row stands on this page, and what is left for the next."""
        if top - self._height(cells) >= self._bottom - 0.01:
            return cells, []
        if whole:
            return [], cells
        room = top - self._bottom - 2 * self._style.above
        count = max(int(room / self._style.pitch), 1)
        rest = [lines[count:] for lines in cells]
        return [lines[:count] for lines in cells], rest if any(rest) else []

    def _row(
        self,
        top: float,
        cells: Sequence[Sequence[Line]],
        *,
        anchors: tuple[float, ...] = (),
        heading: bool = False,
    ) -> float:
        style, x = self._style, self._left
        height = self._height(cells, heading=heading)
        size = (style.head_size or style.size) if heading else style.size
        for number, (column, lines) in enumerate(zip(self._columns, cells, strict=True)):
            own = anchors[number] if anchors else column.anchor
            anchor = CENTRE if heading else own
            room = column.width * MM - 2 * style.side
            y = top - (height - len(lines) * style.pitch) / 2
            for line in lines:
                tight = room if line.width > room else None
                start = x + style.side + (0 if tight else (room - line.width) * anchor)
                self._sheet.set_line(
                    start, baseline(y, style.pitch, size), line, size, measure=tight
                )
                y -= style.pitch
            x += column.width * MM
        self._grid(top, height)
        return top - height

    def _grid(self, top: float, height: float) -> None:
        canvas, x = self._sheet.canvas, self._left
        self._sheet.rule(self._left, top - height, self._width, INNER)
        for column in self._columns[:-1]:
            x += column.width * MM
            canvas.line(x, top, x, top - height)

    def _frame(self, top: float, bottom: float) -> None:
        self._sheet.box(self._left, bottom, self._width, top - bottom, OUTER)
