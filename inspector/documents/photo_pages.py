"""附件 问题现场照片: each problem's photos under its number, never torn from it."""

from collections.abc import Sequence

from inspector.documents.composer import Span
from inspector.documents.faces import Face, text_width
from inspector.documents.official import Official
from inspector.documents.paper import NoticePaper, ProblemOnPaper
from inspector.documents.pictures import (
    CAPTION_ROOM,
    MOST_PHOTOS,
    Picture,
    draw_row,
    open_pictures,
    row_height,
    rows_of,
)
from inspector.documents.sheet import MM, baseline
from inspector.documents.wording import MANNERS, reached

SIZE, PITCH = 10.5, 15.0
MOST = 43 * MM  # three problems stand on a page
GAP = 7.0
LEAST = 36 * MM  # so far photos shrink for the imprint to stand on the same page
SHRUNK = 30 * MM  # photos of a block that fills a page by itself
RULE = 0.6


class Block:
    """One problem: what stands above its photos, and the rows of photos."""

    def __init__(self, page: Official, paper: NoticePaper, item: ProblemOnPaper) -> None:
        self._page, self._item = page, item
        self._deadline = MANNERS[paper.unit.relation].deadline
        sheet, area = page.sheet, page.area
        pictures = open_pictures(sheet, item.no, item.photos)
        self._rows = rows_of(pictures)
        hidden = len(pictures) - MOST_PHOTOS
        self._more = f"另有{hidden}张，见电子版" if hidden > 0 else ""
        self._mark = f"{item.no}."
        self._indent = text_width(self._mark, Face.HEI, SIZE)
        self._occurrence = Face.SONG_BOLD if item.occurrence > 1 else Face.SONG
        right = text_width(reached(item), self._occurrence, SIZE) + 2 * SIZE
        self._description = sheet.lines(
            [Span(item.description, Face.SONG)], area.measure - self._indent - right, SIZE
        )
        due = text_width(self._due, Face.HEI, SIZE) + SIZE if item.deadline else 0.0
        self._place = sheet.lines(
            [Span(item.place, Face.HEI)], area.measure - self._indent - due, SIZE
        )
        whole = area.top - area.bottom
        self.most = MOST if self.height_at(MOST) <= whole else SHRUNK

    @property
    def _due(self) -> str:
        return f"{self._deadline}：{self._item.deadline}"

    @property
    def height(self) -> float:
        return self.height_at(self.most)

    def height_at(self, most: float) -> float:
        text = (len(self._place) + max(len(self._description), 1)) * PITCH + 6
        more = CAPTION_ROOM if self._more else 0.0
        return text + sum(self._row(row, most) for row in self._rows) + more

    def _row(self, row: Sequence[Picture], most: float) -> float:
        return row_height(row, self._page.area.measure, most) + CAPTION_ROOM

    def draw(self, top: float) -> float:
        sheet, area, item = self._page.sheet, self._page.area, self._item
        sheet.rule(area.left, top, area.measure, RULE)
        y = baseline(top, PITCH, SIZE) - 1.5
        sheet.text(area.left, y, self._mark, Face.HEI, SIZE)
        if item.deadline:
            sheet.text(area.right, y, self._due, Face.HEI, SIZE, anchor=1.0)
        for line in self._place:
            sheet.set_line(area.left + self._indent, y, line, SIZE, measure=None)
            y -= PITCH
        sheet.text(area.right, y, reached(item), self._occurrence, SIZE, anchor=1.0)
        for line in self._description:
            sheet.set_line(area.left + self._indent, y, line, SIZE, measure=None)
            y -= PITCH
        top -= self.height
        below = top + sum(self._row(row, self.most) for row in self._rows)
        below += CAPTION_ROOM if self._more else 0.0
        for row in self._rows:
            below = draw_row(sheet, area.left, below, row, area.measure, self.most)
        if self._more:
            y = below - 9
            sheet.text(area.right, y, self._more, size=9, anchor=1.0)
        return top


def draw_photos(page: Official, paper: NoticePaper, top: float, foot: float) -> float:
    """All problems with photos from ``top`` down; returns the lower edge of the last."""
    for number, standing in enumerate(lay_photos(page, paper, top, foot)):
        if number:
            page.turn()
            top = page.area.top
        for block in standing:
            top = block.draw(top) - GAP
    return top


def lay_photos(page: Official, paper: NoticePaper, top: float, foot: float) -> list[list[Block]]:
    """The problems with photos by the page they stand on, the first from ``top`` down.

    The photos of the last page are made a little smaller where that leaves ``foot`` points
    free for what stands below them.
    """
    blocks = [Block(page, paper, item) for item in paper.items if item.photos]
    pages = _paginate(blocks, top, page.area.top, page.area.bottom)
    began = top if len(pages) == 1 else page.area.top
    _make_room(pages[-1], began - page.area.bottom - foot)
    return pages


def _paginate(blocks: list[Block], top: float, fresh: float, bottom: float) -> list[list[Block]]:
    pages: list[list[Block]] = [[]]
    for block in blocks:
        if pages[-1] and top - block.height < bottom - 0.01:
            pages.append([])
            top = fresh
        pages[-1].append(block)
        top -= block.height + GAP
    return pages


def _make_room(standing: list[Block], room: float) -> None:
    most = MOST
    while most >= LEAST:
        if sum(block.height_at(most) + GAP for block in standing) <= room:
            for block in standing:
                block.most = min(block.most, most)
            return
        most -= 1 * MM
