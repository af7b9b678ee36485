"""What a notice says: title, opening, demands and close in the tone of the relation."""

from dataclasses import dataclass

from inspector.documents.composer import Span
from inspector.documents.faces import Face
from inspector.documents.paper import Form, NoticePaper
from inspector.documents.wording import (
    causes,
    days,
    due,
    heading,
    in_sentence,
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
    blanks = {"镇街": paper.unit.place or paper.unit.name}
    return paper.wording.title(paper.unit.relation.value, blanks)


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
    return [_plain(_opening(paper, annexes)), *numbered, *_close(paper, annexes)]


def demands_of(paper: NoticePaper, annexes: Annexes) -> list[tuple[str, str]]:
    """What the unit is to do: the name of each demand and its sentences."""
    demands = [("按期整改到位", _say(paper, annexes, "期限"))]
    repeats = [item for item in paper.items if item.occurrence > 1]
    if repeats:
        demands.append(("查明反复原因", causes(paper, repeats)))
    demands.append(("排查同类问题", _say(paper, annexes, "排查")))
    demands.append(("反馈整改情况", _say(paper, annexes, "反馈")))
    return [(name, text) for name, text in demands if text]


def _say(paper: NoticePaper, annexes: Annexes, name: str) -> str:
    return paper.wording.say(paper.unit.relation.value, name, _blanks(paper, annexes))


def _blanks(paper: NoticePaper, annexes: Annexes) -> dict[str, str]:
    """What the blanks of the office's sentences are filled with."""
    inspected, (item, *more) = paper.round, paper.items
    by = in_sentence(paper.all_done_by if more else item.deadline or paper.all_done_by)
    leader = leader_of(item.occurrence)
    sheet = f"《{FEEDBACK}》（{annexes.mark(FEEDBACK)}）和" if FEEDBACK in annexes.names else ""
    return {
        "对方": paper.unit.you,
        "我办": paper.office.we,
        "检查日期": days(inspected.first_day, inspected.last_day, paper.issued_on.year),
        "轮次": inspected.name,
        "点位数": str(inspected.points or ""),
        "件数": str(len(paper.items)),
        "重复情况": tally(paper.items),
        "清单附件": annexes.mark(LIST) if LIST in annexes.names else "",
        "照片附件": annexes.mark(PHOTOS) if PHOTOS in annexes.names else "",
        "最迟期限": in_sentence(paper.all_done_by),
        "限于": f"于{by}" if by else "",
        "重点": "、".join(paper.themes),
        "反馈期限": due(paper.report_by),
        "反馈单": sheet,
        "主管部门": f"{paper.sector}和" if paper.sector else "",
        "牵头": f"由{leader}牵头，" if leader else "",
        "长效": "，查明反复原因，制定长效措施" if item.occurrence > 1 else "",
    }


def inspected_and_found(paper: NoticePaper, annexes: Annexes) -> str:
    """When the office looked, at how many points, and how many problems it found."""
    return _say(paper, annexes, "检查情况")


def _opening(paper: NoticePaper, annexes: Annexes) -> str:
    blanks = _blanks(paper, annexes) | {"检查情况": inspected_and_found(paper, annexes)}
    return paper.wording.say(paper.unit.relation.value, "开头", blanks)


def _close(paper: NoticePaper, annexes: Annexes) -> list[list[Span]]:
    told = paper.wording.lines(paper.unit.relation.value, "结尾", _blanks(paper, annexes))
    return [_plain(one) for one in told]


def _one(paper: NoticePaper, annexes: Annexes) -> list[list[Span]]:
    """A paper with one problem tells it in the body."""
    (item,) = paper.items
    told = problem_sentence(paper, item)
    if PHOTOS in annexes.names:
        told += f"现场照片见{annexes.mark(PHOTOS)}。"
    asked = _say(paper, annexes, "单件要求") + _say(paper, annexes, "反馈")
    return [_plain(told), _plain(asked), *_close(paper, annexes)]
