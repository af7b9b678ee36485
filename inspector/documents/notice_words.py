"""What a notice says: title, opening, demands and close in the tone of the relation."""

from dataclasses import dataclass

from inspector.documents.composer import Span
from inspector.documents.faces import Face
from inspector.documents.paper import Form, NoticePaper
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
from inspector.domain.unit import Relation

LIST, PHOTOS, FEEDBACK = "问题清单", "问题现场照片", "整改反馈单"
ASKED = (Relation.PEER, Relation.VERTICAL)


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
    """What goes with the paper; one problem stands in the body, a form has its own list."""
    listed = len(paper.items) > 1 and form_of(paper) is not Form.TABLE
    names = [LIST] if listed else []
    if any(item.photos for item in paper.items):
        names.append(PHOTOS)
    if paper.feedback_annex:
        names.append(FEEDBACK)
    return Annexes(names=tuple(names))


def form_of(paper: NoticePaper) -> Form:
    """The form asked for; who is asked and not ordered gets a letter, never a form to fill in."""
    asked = paper.unit.relation in ASKED
    if paper.form and not (asked and paper.form is Form.TABLE):
        return paper.form
    return Form.LETTER if asked else Form.FILE


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


def body_of(paper: NoticePaper, annexes: Annexes) -> list[list[Span]]:
    """The paragraphs between the addressee and the annexes."""
    return _one(paper, annexes) if len(paper.items) == 1 else _many(paper, annexes)


def _plain(text: str) -> list[Span]:
    return [Span(text, Face.SONG)]


def _many(paper: NoticePaper, annexes: Annexes) -> list[list[Span]]:
    """Opening, numbered demands, and for those who are asked the polite close."""
    numbered = [
        [Span(f"{heading(number)}{name}。", Face.HEI), Span(text, Face.SONG)]
        for number, (name, text) in enumerate(demands_of(paper, annexes), 1)
    ]
    return [_plain(_opening(paper, annexes)), *numbered, *_close(paper)]


def demands_of(paper: NoticePaper, annexes: Annexes) -> list[tuple[str, str]]:
    """What the unit is to do: the name of each demand and its sentences."""
    demands = [("按期整改到位", _demand(paper))]
    repeats = [item for item in paper.items if item.occurrence > 1]
    if repeats:
        demands.append(("查明反复原因", causes(paper, repeats)))
    if MANNERS[paper.unit.relation].commands:
        demands.append(("排查同类问题", _alike(paper)))
    demands.append(("反馈整改情况", _feedback(paper, annexes)))
    return demands


def inspected_and_found(paper: NoticePaper) -> str:
    """When the office looked, at how many points, and how many problems it found."""
    manners, inspected = MANNERS[paper.unit.relation], paper.round
    when = days(inspected.first_day, inspected.last_day, paper.issued_on.year)
    you = paper.unit.you
    points = f"检查{you}点位{inspected.points}个，" if inspected.points else ""
    if not manners.commands:
        points = f"检查点位{inspected.points}个，" if inspected.points else ""
    found = (
        f"发现问题{len(paper.items)}件"
        if manners.commands
        else (f"发现涉及{you}职责的问题{len(paper.items)}件")
    )
    return (
        f"{when}，{paper.office.we}组织开展{inspected.name}实地督查，{points}{found}"
        f"{tally(paper.items)}"
    )


def _opening(paper: NoticePaper, annexes: Annexes) -> str:
    commands = MANNERS[paper.unit.relation].commands
    seen = f"问题清单见{annexes.mark(LIST)}"
    if PHOTOS in annexes.names:
        seen += f"，现场照片见{annexes.mark(PHOTOS)}"
    told = "现就整改有关事项通知如下：" if commands else "现将有关情况函告如下："
    return f"{inspected_and_found(paper)}（{seen}）。{told}"


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
