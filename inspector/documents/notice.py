"""整改通知书: one unit's problems of one round, as the office would sign them."""

from collections.abc import Sequence
from dataclasses import replace
from functools import partial

from inspector.documents import problem_list
from inspector.documents.archive import archive
from inspector.documents.composer import Span
from inspector.documents.faces import Face
from inspector.documents.letter_page import PLAIN, Thrift, gather_thriftily, with_contact
from inspector.documents.notice_form import draw_form
from inspector.documents.notice_words import (
    LIST,
    PHOTOS,
    Annexes,
    annexes_of,
    body_of,
    form_of,
    notice_title,
)
from inspector.documents.official import Kind, Official
from inspector.documents.paper import Form, NoticePaper, OfficeOnPaper, Printed, Trouble
from inspector.documents.photo_pages import draw_photos, lay_photos
from inspector.documents.qr import draw_qr, payload
from inspector.documents.sheet import (
    BODY,
    BOTTOM,
    LEFT,
    MEASURE,
    MM,
    PITCH,
    PORTRAIT,
    Area,
    Sheet,
    baseline,
)
from inspector.documents.title_lines import TITLE, break_title
from inspector.domain.errors import InputError
from inspector.text import _

QR_SIDE = 18 * MM
PHOTOS_UP = 0.58 * PITCH  # closer to their title than the list is


def notice_pdf(paper: NoticePaper) -> Printed:
    """One notice as a file of its own. InputError when it has no problem to tell."""
    return notices_pdf((paper,))


def notices_pdf(papers: Sequence[NoticePaper]) -> Printed:
    """Several notices in one file with bookmarks, each numbered from page 1."""
    if not papers or not all(paper.items for paper in papers):
        raise InputError(_("没有问题，不出通知书"), _("先选择要交办的问题"), code="nothing")
    first = papers[0]
    title = "".join(notice_title(first))
    sheet = Sheet(title, author=first.office.name, subject=first.number)
    for number, paper in enumerate(papers):
        if number:
            sheet.turn()
        if len(papers) > 1 and sheet.page % 2 == 0:
            sheet.turn()  # printed on both sides, each paper begins on a sheet of its own
        write_notice(sheet, paper)
    sheet.canvas.showPage()
    pdf, pages = archive(sheet.finish(), first.issued_on)
    return Printed(pdf=pdf, pages=pages, warnings=tuple(sheet.complaints))


def write_notice(sheet: Sheet, paper: NoticePaper) -> None:
    """Body, annexes and imprint on as many pages as they take."""
    _look_over(sheet, paper)
    page = Official(sheet, paper.office, form_of(paper))
    annexes = annexes_of(paper)
    sheet.bookmark(f"{paper.number} {paper.unit.name}")
    end = (
        draw_form(page, paper, annexes) if page.form is Form.TABLE else _flow(page, paper, annexes)
    )
    if LIST in annexes.names:
        top = _annex(page, annexes, LIST, problem_list.area_for(paper))
        end = problem_list.draw_list(page, paper, top)
    if PHOTOS in annexes.names:
        top = _annex(page, annexes, PHOTOS, PORTRAIT) + PHOTOS_UP
        end = draw_photos(page, paper, top, _foot(page, paper))
    _finish(page, paper, end)


def thrift_of(paper: NoticePaper) -> Thrift:
    """What a notice in letter form gives up to be signed on its first page; Word the same."""
    if form_of(paper) is not Form.LETTER:
        return PLAIN
    page = Official(Sheet("", author="", subject=""), paper.office, Form.LETTER)
    return _settle(page, paper, annexes_of(paper), page.head(paper.number))


def body_by(
    paper: NoticePaper, annexes: Annexes, thrift: Thrift
) -> tuple[OfficeOnPaper, list[list[Span]]]:
    """Who signs, with the contact that stands below, and the paragraphs."""
    office, body = paper.office, body_of(paper, annexes)
    if thrift.contact_in_text:
        last = body[-1][-1]
        body[-1][-1] = Span(with_contact(last.text, office.contact, office.phone), last.face)
        office = replace(office, contact="", phone="")
    return office, body


def photo_heights(paper: NoticePaper) -> tuple[float, ...]:
    """How high the photos of each problem that has some may be, in points; Word takes the same."""
    page = Official(Sheet("", author="", subject=""), paper.office, form_of(paper))
    top = problem_list.heading_room(PORTRAIT) + PHOTOS_UP
    pages = lay_photos(page, paper, top, _foot(page, paper))
    return tuple(block.most for standing in pages for block in standing)


def _flow(page: Official, paper: NoticePaper, annexes: Annexes) -> float:
    """Head, title and body of a paper that is read, not filled in."""
    top = page.head(paper.number)
    if page.form is Form.LETTER:
        _settle(page, paper, annexes, top)
        if not page.copies_behind:
            page.letter_copies(paper.copy_to)
    else:
        _write_body(page, paper, annexes, PLAIN)
    return page.flow(page.title(top, _title_lines(page, paper)))


def _settle(page: Official, paper: NoticePaper, annexes: Annexes, top: float) -> Thrift:
    below = top - (len(_title_lines(page, paper)) + 1) * PITCH
    write = partial(_write_body, page, paper, annexes)
    return gather_thriftily(page, below, write, paper.copy_to)


def _look_over(sheet: Sheet, paper: NoticePaper) -> None:
    """What the values lack; the paper is printed all the same, and whoever issues it is told."""
    for item in paper.items:
        if not item.deadline:
            sheet.complain(Trouble.NO_DEADLINE, item.place, item.no)
        if item.photo_needed and not item.photos:
            sheet.complain(Trouble.PHOTO_WANTED, item.place, item.no)


def _title_lines(page: Official, paper: NoticePaper) -> list[str]:
    lines = break_title(notice_title(paper))
    return [*break_title((paper.office.name,)), *lines] if page.form is Form.FILE else lines


def _write_body(page: Official, paper: NoticePaper, annexes: Annexes, thrift: Thrift) -> None:
    office, body = body_by(paper, annexes, thrift)
    page.office = office
    page.para(f"{paper.unit.name}：", indent=0)
    for section in body:
        page.para(section)
    if annexes.names:
        page.blank()
        page.hung("附件：", annexes.listed, indent=2, kind=Kind.ANNEXES)
    page.sign_off(paper.issued_on)


def _annex(page: Official, annexes: Annexes, name: str, area: Area) -> float:
    """A new page with the annex's mark and title; returns where its content begins."""
    page.turn(area)
    sheet = page.sheet
    sheet.bookmark(f"{annexes.mark(name)} {name}", level=1)
    sheet.text(area.left, baseline(area.top, PITCH, BODY), annexes.mark(name), Face.HEI)
    y = baseline(area.top - 2 * PITCH, PITCH, TITLE)
    sheet.text(area.left + area.measure / 2, y, name, Face.SONG_BOLD, TITLE, anchor=0.5)
    return problem_list.heading_room(area)


def _foot(page: Official, paper: NoticePaper) -> float:
    """What the imprint and the code need at the foot of the last page."""
    if page.copies_behind:
        return page.copies_height(paper.copy_to)
    if page.form is not Form.FILE:
        return 0.0
    needed = page.imprint_height(paper.copy_to) + 3 * MM
    return needed + (QR_SIDE + 3 * MM if paper.qr else 0.0)


def _finish(page: Official, paper: NoticePaper, end: float) -> None:
    """版记 at the foot of the last page; alone on a further one when there is no room left."""
    has_foot = page.form is Form.FILE or page.copies_behind
    if has_foot and (end - _foot(page, paper) < BOTTOM - 0.01 or page.area is not PORTRAIT):
        page.turn()
    if page.copies_behind:
        page.letter_copies(paper.copy_to)
    if page.form is Form.FILE:
        _imprint(page, paper)
    page.page_number()


def _imprint(page: Official, paper: NoticePaper) -> None:
    page.imprint(paper.copy_to, paper.issued_on)
    if paper.qr:
        edge = BOTTOM + page.imprint_height(paper.copy_to) + 5 * MM
        text = payload(paper.paper_id, paper.issued_on, paper.digest)
        draw_qr(page.sheet, text, LEFT + MEASURE - QR_SIDE, edge, QR_SIDE)
        x = LEFT + MEASURE - QR_SIDE - 2 * MM
        page.sheet.text(x, edge + 1 * MM, "扫码核对文号与内容", size=8, anchor=1.0)
