"""整改通知书: one unit's problems of one round, as the office would sign them."""

from collections.abc import Sequence
from dataclasses import dataclass

from inspector.documents import problem_list
from inspector.documents.archive import archive
from inspector.documents.composer import Span
from inspector.documents.faces import Face
from inspector.documents.official import TITLE, Kind, Official, break_title
from inspector.documents.paper import Form, NoticePaper, Printed, Trouble
from inspector.documents.photo_pages import draw_photos
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
from inspector.documents.wording import (
    MANNERS,
    causes,
    days,
    due,
    heading,
    leader_of,
    problem_sentence,
    tally,
)
from inspector.domain.errors import InputError
from inspector.domain.unit import Relation
from inspector.text import _

QR_SIDE = 18 * MM
LIST, PHOTOS, FEEDBACK = "问题清单", "问题现场照片", "整改反馈单"
_LETTERS = (Relation.PEER, Relation.VERTICAL)


@dataclass(frozen=True, slots=True, kw_only=True)
class Annexes:
    """What is attached, in order; a paper with one problem has no list."""

    names: tuple[str, ...]

    def mark(self, name: str) -> str:
        """附件2, or 附件 where it is the only one."""
        return f"附件{self.names.index(name) + 1}" if len(self.names) > 1 else "附件"

    @property
    def listed(self) -> list[str]:
        if len(self.names) == 1:
            return list(self.names)
        return [f"{number}.{name}" for number, name in enumerate(self.names, 1)]


def annexes_of(paper: NoticePaper) -> Annexes:
    names = [LIST] if len(paper.items) > 1 else []
    if any(item.photos for item in paper.items):
        names.append(PHOTOS)
    if paper.feedback_annex:
        names.append(FEEDBACK)
    return Annexes(names=tuple(names))


def form_of(paper: NoticePaper) -> Form:
    if paper.form:
        return paper.form
    return Form.LETTER if paper.unit.relation in _LETTERS else Form.FILE


def notice_title(paper: NoticePaper) -> tuple[str, ...]:
    """The title in parts between which it may be broken."""
    place = paper.unit.place or paper.unit.name
    match paper.unit.relation:
        case Relation.PEER:
            return ("关于商请整改", "城市管理问题的函")
        case Relation.VERTICAL:
            return ("关于商请支持解决", "城市管理问题的函")
        case _:
            return ("关于限期整改", place, "城市管理问题的通知")


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
    _write_body(page, paper, annexes)
    top = page.head(paper.number)
    if page.form is Form.LETTER:
        page.letter_copies(paper.copy_to)
    end = page.flow(page.title(top, _title_lines(page, paper)))
    if LIST in annexes.names:
        top = _annex(page, annexes, LIST, problem_list.area_for(paper))
        end = problem_list.draw_list(page, paper, top)
    if PHOTOS in annexes.names:
        top = _annex(page, annexes, PHOTOS, PORTRAIT) + 0.58 * PITCH
        end = draw_photos(page, paper, top, _foot(page, paper))
    _finish(page, paper, end)


def _look_over(sheet: Sheet, paper: NoticePaper) -> None:
    """What the values lack; the paper is printed all the same, and whoever issues it is told."""
    for item in paper.items:
        if not item.deadline:
            sheet.complain(Trouble.NO_DEADLINE, item.place, item.no)
        if item.photo_needed and not item.photos:
            sheet.complain(Trouble.PHOTO_WANTED, item.place, item.no)


def _title_lines(page: Official, paper: NoticePaper) -> list[str]:
    lines = break_title(notice_title(paper))
    return [paper.office.name, *lines] if page.form is Form.FILE else lines


def _write_body(page: Official, paper: NoticePaper, annexes: Annexes) -> None:
    page.para(f"{paper.unit.name}：", indent=0)
    for section in body_of(paper, annexes):
        page.para(section)
    if annexes.names:
        page.blank()
        page.hung("附件：", annexes.listed, indent=2, kind=Kind.ANNEXES)
    page.sign_off(paper.issued_on)


def body_of(paper: NoticePaper, annexes: Annexes) -> list[list[Span]]:
    """The paragraphs between the addressee and the annexes."""
    return _one(paper, annexes) if len(paper.items) == 1 else _many(paper, annexes)


def _plain(text: str) -> list[Span]:
    return [Span(text, Face.SONG)]


def _many(paper: NoticePaper, annexes: Annexes) -> list[list[Span]]:
    """Opening, numbered demands, and for those who are asked the polite close."""
    demands = [("按期整改到位", _demand(paper))]
    repeats = [item for item in paper.items if item.occurrence > 1]
    if repeats:
        demands.append(("查明反复原因", causes(paper, repeats)))
    if MANNERS[paper.unit.relation].commands:
        demands.append(("排查同类问题", _alike(paper)))
    demands.append(("反馈整改情况", _feedback(paper, annexes)))
    numbered = [
        [Span(f"{heading(number)}{name}。", Face.HEI), Span(text, Face.SONG)]
        for number, (name, text) in enumerate(demands, 1)
    ]
    return [_plain(_opening(paper, annexes)), *numbered, *_close(paper)]


def _opening(paper: NoticePaper, annexes: Annexes) -> str:
    manners, inspected = MANNERS[paper.unit.relation], paper.round
    when = days(inspected.first_day, inspected.last_day, paper.issued_on.year)
    you = paper.unit.you
    points = f"检查{you}点位{inspected.points}个，" if inspected.points else ""
    if not manners.commands:
        points = f"检查点位{inspected.points}个，" if inspected.points else ""
    seen = f"问题清单见{annexes.mark(LIST)}"
    if PHOTOS in annexes.names:
        seen += f"，现场照片见{annexes.mark(PHOTOS)}"
    found = (
        f"发现问题{len(paper.items)}件"
        if manners.commands
        else (f"发现涉及{you}职责的问题{len(paper.items)}件")
    )
    told = "现就整改有关事项通知如下：" if manners.commands else "现将有关情况函告如下："
    return (
        f"{when}，{paper.office.we}组织开展{inspected.name}实地督查，{points}{found}"
        f"{tally(paper.items)}（{seen}）。{told}"
    )


def _demand(paper: NoticePaper) -> str:
    you, by = paper.unit.you, paper.all_done_by
    if not MANNERS[paper.unit.relation].commands:
        support = "予以支持，" if paper.unit.relation is Relation.VERTICAL else ""
        return f"商请{you}{support}{f'于{by}' if by else ''}对清单所列问题整改到位。"
    last = f"，全部问题最迟于{by}整改到位" if by else ""
    return (
        "请对照问题清单逐件落实责任人和整改措施，能够当场解决的立行立改，"
        f"其余问题在清单载明的期限内完成{last}。"
    )


def _alike(paper: NoticePaper) -> str:
    where = "管理范围内的同类部位" if paper.unit.relation is Relation.ENTERPRISE else "辖区同类点位"
    on = f"以{'、'.join(paper.themes)}为重点，" if paper.themes else ""
    return f"{on}对{where}开展一次自查，发现问题一并整改，防止同类问题反复发生。"


def _feedback(paper: NoticePaper, annexes: Annexes) -> str:
    we, by = paper.office.we, due(paper.report_by)
    if not MANNERS[paper.unit.relation].commands:
        return f"请于{by}将办理情况函复{we}，并附办理前后同一位置、同一角度的照片。"
    sheet = f"《{FEEDBACK}》（{annexes.mark(FEEDBACK)}）和" if FEEDBACK in annexes.names else ""
    return (
        f"请于{by}报送{sheet}整改后照片，照片应与整改前同一位置、同一角度。"
        f"{we}收到反馈后2个工作日内组织复查。{_otherwise(paper)}"
    )


def _otherwise(paper: NoticePaper) -> str:
    """What follows when nothing is done; only where the office may say so."""
    if paper.unit.relation is Relation.ENTERPRISE:
        told = f"{paper.sector}和" if paper.sector else ""
        return f"逾期未改的，将函告{told}属地依职责处理。"
    return "逾期未改、复查不合格或者弄虚作假的，按照考核细则扣分，并视情督办、通报。"


def _close(paper: NoticePaper) -> list[list[Span]]:
    match paper.unit.relation:
        case Relation.PEER:
            other = "如对职责或者认定有不同意见，请于收函后1个工作日内告知。"
            return [_plain(other), _plain("专此函达，感谢支持。")]
        case Relation.VERTICAL:
            return [_plain("专此函达，盼复。")]
        case _:
            return []


def _one(paper: NoticePaper, annexes: Annexes) -> list[list[Span]]:
    """A paper with one problem tells it in the body."""
    (item,) = paper.items
    manners, you = MANNERS[paper.unit.relation], paper.unit.you
    told = problem_sentence(paper, item)
    if PHOTOS in annexes.names:
        told += f"现场照片见{annexes.mark(PHOTOS)}。"
    by = item.deadline or paper.all_done_by
    if not manners.commands:
        support = "予以支持，" if paper.unit.relation is Relation.VERTICAL else ""
        ask = f"商请{you}{support}{f'于{by}' if by else ''}整改到位。"
    else:
        leader = leader_of(item.occurrence)
        led = f"由{leader}牵头，" if leader else ""
        ask = f"请{you}{led}{f'于{by}' if by else ''}整改到位"
        ask += "，查明反复原因，制定长效措施。" if item.occurrence > 1 else "。"
    return [
        _plain(told),
        _plain(ask + _feedback(paper, annexes)),
        *_close(paper),
    ]


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
    if page.form is Form.LETTER:
        return 0.0
    needed = page.imprint_height(paper.copy_to) + 3 * MM
    return needed + (QR_SIDE + 3 * MM if paper.qr else 0.0)


def _finish(page: Official, paper: NoticePaper, end: float) -> None:
    """版记 at the foot of the last page; alone on a further one when there is no room left."""
    if page.form is Form.LETTER:
        page.page_number()
        return
    if end - _foot(page, paper) < BOTTOM - 0.01 or page.area is not PORTRAIT:
        page.turn()
    page.imprint(paper.copy_to, paper.issued_on)
    if paper.qr:
        edge = BOTTOM + page.imprint_height(paper.copy_to) + 5 * MM
        text = payload(paper.paper_id, paper.issued_on, paper.digest)
        draw_qr(page.sheet, text, LEFT + MEASURE - QR_SIDE, edge, QR_SIDE)
        x = LEFT + MEASURE - QR_SIDE - 2 * MM
        page.sheet.text(x, edge + 1 * MM, "扫码核对文号与内容", size=8, anchor=1.0)
    page.page_number()
