"""Letters, 信函式: one page on the office's red head, with the history of a problem."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import partial

from inspector.documents.archive import archive
from inspector.documents.faces import Face
from inspector.documents.letter_page import Thrift, gather_thriftily, with_contact
from inspector.documents.official import Block, Kind, Official
from inspector.documents.paper import Form, OfficeOnPaper, Printed
from inspector.documents.sheet import BODY, BOTTOM, LEFT, MM, PITCH, Sheet, baseline
from inspector.documents.table import CENTRE, Column, Row, Style, Table, words
from inspector.documents.title_lines import TITLE, break_title

STYLE = Style(size=10.5, pitch=14, above=1.0 * MM)
TIGHT = Style(size=10.5, pitch=13, above=0.8 * MM)
WIDTHS = (15, 22, 39, 40, 20, 20)
MOST_TOLD = 5  # occurrences in the table of a letter; of more the first and the last four
MOST_SAID = 40  # characters of a description in that table; the letter tells it whole above
ANNEX = "历次发现情况"


@dataclass(frozen=True, slots=True, kw_only=True)
class Occasion:
    """One time the problem was found; the last one is what the letter is about."""

    times: int
    found_on: str  # 9月22日
    description: str
    number: str  # of the paper that told it, or 本函
    deadline: str
    closed_on: str = "—"


@dataclass(frozen=True, slots=True, kw_only=True)
class Letter:
    """A letter in words: what stands before the table of occasions, and after it."""

    number: str
    office: OfficeOnPaper
    addressee: str
    title: tuple[str, ...]  # parts between which it may be broken
    before: tuple[str, ...]
    after: tuple[str, ...] = ()
    occasions: tuple[Occasion, ...] = ()
    asking: bool = False  # 办理期限 and 办结日期 instead of 整改期限 and 销号日期
    issued_on: date
    copy_to: tuple[str, ...] = ()


def letter_pdf(letter: Letter) -> Printed:
    """One letter as a file of its own."""
    sheet = Sheet("".join(letter.title), author=letter.office.name, subject=letter.number)
    write_letter(sheet, letter)
    sheet.canvas.showPage()
    pdf, pages = archive(sheet.finish(), letter.issued_on)
    return Printed(pdf=pdf, pages=pages, warnings=tuple(sheet.complaints))


def thrift_of(letter: Letter) -> Thrift:
    """What it gives up to stand on one page in print; Word gives up the same."""
    page = Official(Sheet("", author="", subject=""), letter.office, Form.LETTER)
    return _settle(page, letter, page.head(letter.number))


def by_thrift(letter: Letter, thrift: Thrift) -> Letter:
    """The letter in the words it then has."""
    return _contact_in_text(letter) if thrift.contact_in_text else letter


def write_letter(sheet: Sheet, letter: Letter) -> None:
    """On one page where the seal finds its room, with what has to give way for it."""
    page = Official(sheet, letter.office, Form.LETTER)
    sheet.bookmark(f"{letter.number} {letter.addressee}")
    title = break_title(letter.title)
    top = page.head(letter.number)
    _settle(page, letter, top)
    if not page.copies_behind:
        page.letter_copies(letter.copy_to)
    page.flow(page.title(top, title))
    if len(letter.occasions) > MOST_TOLD:
        _annex(page, letter)
    if page.copies_behind:
        page.turn()
        page.letter_copies(letter.copy_to)
    page.page_number()


def _settle(page: Official, letter: Letter, top: float) -> Thrift:
    below = top - (len(break_title(letter.title)) + 1) * PITCH
    return gather_thriftily(page, below, partial(_gather, page, letter), letter.copy_to)


def _contact_in_text(letter: Letter) -> Letter:
    office = letter.office
    said = [*letter.before, *letter.after]
    said[-1] = with_contact(said[-1], office.contact, office.phone)
    at = len(letter.before)
    bare = replace(office, contact="", phone="")
    return replace(letter, office=bare, before=tuple(said[:at]), after=tuple(said[at:]))


def _gather(page: Official, letter: Letter, thrift: Thrift) -> None:
    letter = by_thrift(letter, thrift)
    page.office = letter.office
    page.para(f"{letter.addressee}：", indent=0)
    for text in letter.before:
        page.para(text)
    if letter.occasions:
        page.blocks.append(_history(page, letter, TIGHT if thrift.tight_table else STYLE))
    for text in letter.after:
        page.para(text)
    if len(letter.occasions) > MOST_TOLD:
        page.blank()
        page.hung("附件：", [ANNEX], indent=2, kind=Kind.ANNEXES)
    page.sign_off(letter.issued_on)


def history_columns(letter: Letter) -> tuple[Column, ...]:
    """The table of occasions, its heads in the words of the relation."""
    limit, ended = ("办理期限", "办结日期") if letter.asking else ("整改期限", "销号日期")
    heads = ("次数", "发现日期", "问题情况", "交办文号", limit, ended)
    return tuple(
        Column(width=width, head=(head,), anchor=0.0 if head == "问题情况" else CENTRE)
        for width, head in zip(WIDTHS, heads, strict=True)
    )


def history_rows(occasions: Sequence[Occasion], *, whole: bool = False) -> list[Row]:
    """Its rows; of many the first and the last four, unless they are wanted ``whole``."""
    rows = [_row(one, last=one is occasions[-1], whole=whole) for one in occasions]
    if whole or len(rows) <= MOST_TOLD:
        return rows
    hidden = len(rows) - MOST_TOLD
    gap = tuple(words(text) for text in ("", "", f"其间{hidden}次，见附件", "", "", ""))
    return [rows[0], Row(cells=gap), *rows[-4:]]


def _row(one: Occasion, *, last: bool, whole: bool) -> Row:
    description = one.description if whole else in_brief(one.description)
    face = Face.SONG_BOLD if last else Face.SONG
    told = (one.found_on, description, one.number, one.deadline, one.closed_on)
    return Row(cells=(words(f"第{one.times}次", face), *(words(text) for text in told)))


def in_brief(text: str) -> str:
    """A description for the table of a letter: up to the last stop that fits, and that more is."""
    if len(text) <= MOST_SAID:
        return text
    stops = [at for at, one in enumerate(text[:MOST_SAID]) if one in "，；。"]
    return text[: stops[-1] if stops else MOST_SAID] + "……"


def _history(page: Official, letter: Letter, style: Style) -> Block:
    table = Table(page.sheet, history_columns(letter), style, left=LEFT, bottom=BOTTOM)
    rows = history_rows(letter.occasions)

    def draw(top: float) -> None:
        table.draw(top - 3, rows, lambda: top)

    return Block(height=table.whole_height(rows) + 9, draw=draw)


def _annex(page: Official, letter: Letter) -> None:
    page.turn()
    top = page.area.top
    page.sheet.text(LEFT, baseline(top, PITCH, BODY), "附件", Face.HEI)
    y = baseline(top - 2 * PITCH, PITCH, TITLE)
    middle = LEFT + page.area.measure / 2
    page.sheet.text(middle, y, ANNEX, Face.SONG_BOLD, TITLE, anchor=0.5)

    def turn() -> float:
        page.turn()
        return page.area.top

    table = Table(page.sheet, history_columns(letter), STYLE, left=LEFT, bottom=BOTTOM)
    table.draw(top - 3.5 * PITCH, history_rows(letter.occasions, whole=True), turn)
