"""What a paper says: sentences in the tone of the relation and of the occurrence."""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from inspector.documents.paper import EarlierOnPaper, NoticePaper, ProblemOnPaper
from inspector.domain.unit import Relation

_WEEKDAYS = "一二三四五六日"
_ORDINALS = "一二三四五六七八九十"
_CLOCK = re.compile(r"(\d{1,2}):(\d\d)")
_MOST_NAMED = 3  # repeats told one by one in the body; more are told in the notes of the list


@dataclass(frozen=True, slots=True, kw_only=True)
class Manners:
    """The words of one relation: where they differ, the tables of the office's handbook differ."""

    told: str  # 通知 or 函告
    done: str  # 销号 or 办结
    deadline: str  # 整改期限 or 办理期限
    commands: bool  # may order, deduct and criticise


_ORDER = Manners(told="通知整改", done="销号", deadline="整改期限", commands=True)
_ASK = Manners(told="函告", done="办结", deadline="办理期限", commands=False)
MANNERS = {
    Relation.SUBORDINATE: _ORDER,
    Relation.ENTERPRISE: _ORDER,
    Relation.PEER: _ASK,
    Relation.VERTICAL: _ASK,
}


def day(one: date, year: int = 0) -> str:
    """11月17日; with its year when that is not ``year`` (0: never)."""
    short = f"{one.month}月{one.day}日"
    return f"{one.year}年{short}" if year and one.year != year else short


def full_day(one: date) -> str:
    return f"{one.year}年{one.month}月{one.day}日"


def weekday(one: date) -> str:
    return f"星期{_WEEKDAYS[one.weekday()]}"


def days(first: date, last: date, year: int = 0) -> str:
    """11月16日至17日."""
    if first == last:
        return day(first, year)
    same = (first.year, first.month) == (last.year, last.month)
    return f"{day(first, year)}至{f'{last.day}日' if same else day(last, first.year)}"


def due(moment: datetime) -> str:
    """11月23日（星期一）17时前; minutes only when there are any."""
    clock = f"{moment.hour}时" + (f"{moment.minute}分" if moment.minute else "")
    return f"{day(moment)}（{weekday(moment)}）{clock}前"


def in_sentence(deadline: str) -> str:
    """A deadline of a table as a sentence tells it: 11月18日16时前 for 11月18日16:00前."""

    def said(clock: re.Match[str]) -> str:
        minutes = f"{int(clock[2])}分" if int(clock[2]) else ""
        return f"{int(clock[1])}时{minutes}"

    return _CLOCK.sub(said, deadline)


def heading(number: int) -> str:
    """一、 for the first."""
    return f"{_ORDINALS[number - 1]}、"


def gist(description: str) -> str:
    """The first clause of a description, to be named in a sentence."""
    for at, sign in enumerate(description):
        if sign in "，；。,;" and at:
            return description[:at]
    return description


def reached(item: ProblemOnPaper) -> str:
    """第2次·反弹; a rebound outside the repeat window is marked on the first time too."""
    return item.occurrence_word + ("·反弹" if item.rebound else "")


def tally(items: Sequence[ProblemOnPaper]) -> str:
    """``，其中第2次重复问题2件``, or nothing when there is none."""
    counts = Counter(item.occurrence for item in items if item.occurrence > 1)
    if not counts:
        return ""
    if len(counts) == 1:
        ((times, count),) = counts.items()
        return f"，其中第{times}次重复问题{count}件"
    each = "、".join(f"第{times}次{counts[times]}件" for times in sorted(counts))
    return f"，其中重复问题{counts.total()}件（{each}）"


def repeat_sentence(item: ProblemOnPaper, window: int, year: int, manners: Manners) -> str:
    """What the earlier papers say about a repeated problem; what is unknown is left out."""
    if not item.earlier:
        return f"{item.place}{gist(item.description)}，系第{item.occurrence}次重复问题。"
    return f"{item.place}{gist(item.description)}，{history(item, window, year, manners)}"


def history(item: ProblemOnPaper, window: int, year: int, manners: Manners) -> str:
    """When it was seen before, by which paper it was ordered, and that it is here again."""
    before = item.earlier[-1]
    return (
        f"{_told(before, year, manners)}，"
        + (f"{day(before.closed_on, year)}{manners.done}，" if before.closed_on else "")
        + f"不足{window}日再次发现，系第{item.occurrence}次重复问题。"
    )


def _told(before: EarlierOnPaper, year: int, manners: Manners) -> str:
    when = day(before.found_on, year)
    if not before.number:
        return f"{when}已发现并{manners.told}"
    return f"{when}发现后已由{_paper_named(before)}{manners.told}"


def rebound_sentence(item: ProblemOnPaper, year: int, manners: Manners) -> str:
    """For a problem that came back outside the repeat window."""
    closed = item.earlier[-1].closed_on if item.earlier else None
    if closed is None or item.rebound_after_days is None:
        return ""
    return f"该问题{day(closed, year)}{manners.done}后第{item.rebound_after_days}日反弹。"


def causes(paper: NoticePaper, repeats: Sequence[ProblemOnPaper]) -> str:
    """The paragraph on repeated problems; those one earlier paper ordered are told together."""
    manners = MANNERS[paper.unit.relation]
    year, you = paper.issued_on.year, paper.unit.you
    groups = _by_earlier_paper(repeats)
    if len(groups) <= _MOST_NAMED and all(len(group) <= _MOST_NAMED for group in groups):
        window = paper.repeat_window_days
        told = "".join(_group_sentence(group, window, year, manners) for group in groups)
    else:
        numbers = "、".join(str(one.no) for one in repeats)
        told = (
            f"问题清单第{numbers}号共{len(repeats)}件，均在{manners.told}并{manners.done}后"
            "再次发现，历次记录见清单附注。"
        )
    if not manners.commands:
        return told + f"请{you}一并研究长效措施。"
    leader = leader_of(max(one.occurrence for one in repeats))
    led = f"请{you}{leader}牵头查明" if leader else "请查明"
    return told + f"{led}原因，制定长效措施，随反馈单一并报送。"


def _by_earlier_paper(repeats: Sequence[ProblemOnPaper]) -> list[list[ProblemOnPaper]]:
    groups: dict[tuple[int, str], list[ProblemOnPaper]] = {}
    for one in repeats:
        number = one.earlier[-1].number if one.earlier else ""
        groups.setdefault((one.occurrence, number or f"#{one.no}"), []).append(one)
    return list(groups.values())


def _group_sentence(
    group: Sequence[ProblemOnPaper], window: int, year: int, manners: Manners
) -> str:
    if len(group) == 1:
        return repeat_sentence(group[0], window, year, manners)
    before = group[0].earlier[-1]
    named = "、".join(f"{one.place}{gist(one.description)}" for one in group)
    closed = [one.earlier[-1].closed_on for one in group if one.earlier[-1].closed_on]
    ended = f"，{day(max(closed), year)}前{manners.done}" if len(closed) == len(group) else ""
    return (
        f"{named}等{len(group)}件问题，已由{_paper_named(before)}{manners.told}{ended}，"
        f"不足{window}日再次发现，系第{group[0].occurrence}次重复问题。"
    )


def _paper_named(before: EarlierOnPaper) -> str:
    return f"《{before.title}》（{before.number}）" if before.title else before.number


def leader_of(occurrence: int) -> str:
    """Who is to take it in hand; nobody is named before the third time."""
    if occurrence < 3:
        return ""
    return "分管负责同志" if occurrence == 3 else "主要负责同志"


def problem_sentence(paper: NoticePaper, item: ProblemOnPaper) -> str:
    """A paper with one problem tells it in its body."""
    you, we = paper.unit.you, paper.office.we
    manners = MANNERS[paper.unit.relation]
    year = paper.issued_on.year
    managed = "管理的" if paper.unit.relation is Relation.ENTERPRISE else ""
    where = f"{you}{managed}{item.place}" if manners.commands else item.place
    seen = f"{day(item.found_on, year)}，{we}督查发现{where}{item.description.rstrip('。')}"
    if item.standard_text:
        seen += f"，不符合“{item.standard_text.split('；')[0]}”的要求"
    if item.occurrence < 2:
        return f"{seen}，系首次发现。" + rebound_sentence(item, year, manners)
    if not item.earlier:
        return f"{seen}，系第{item.occurrence}次发现。"
    told = history(item, paper.repeat_window_days, year, manners)
    back = rebound_sentence(item, year, manners) if item.rebound else ""
    return f"{seen}。该问题{told}{back}"
