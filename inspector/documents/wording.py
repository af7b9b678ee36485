"""What a paper says: sentences in the tone of the relation and of the occurrence."""

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from inspector.documents.paper import EarlierOnPaper, NoticePaper, ProblemOnPaper, UnitOnPaper
from inspector.documents.templates import Wording
from inspector.domain.unit import Relation

_WEEKDAYS = "一二三四五六日"
_ORDINALS = "一二三四五六七八九十"
_CLOCK = re.compile(r"(\d{1,2}):(\d\d)")
_MOST_NAMED = 3  # repeats told one by one in the body; more are told in the notes of the list


@dataclass(frozen=True, slots=True, kw_only=True)
class Manners:
    """The words of one relation: where they differ, the tables of the office's handbook differ."""

    done: str  # 销号 or 办结
    deadline: str  # 整改期限 or 办理期限
    commands: bool  # may order, deduct and criticise


_ORDER = Manners(done="销号", deadline="整改期限", commands=True)
_ASK = Manners(done="办结", deadline="办理期限", commands=False)
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


def shared_section(relation: Relation) -> str:
    """The section of the office's wording that all papers to such units draw on."""
    return "通用" if MANNERS[relation].commands else "通用·商请"


def say_shared(wording: Wording, relation: Relation, name: str, blanks: Mapping[str, str]) -> str:
    """A sentence that several kinds of paper use, in the tone of the relation."""
    return wording.say(shared_section(relation), name, blanks)


def history(paper: NoticePaper, item: ProblemOnPaper, named: str) -> str:
    """When it was seen before, by which paper it was ordered, and that it is here again.

    ``named`` is how the sentence begins; what the records do not tell is left out.
    """
    blanks = _own_names(paper) | {
        "哪件": named,
        "窗口": str(paper.repeat_window_days),
        "次数": str(item.occurrence),
    }
    if not item.earlier:
        return _say(paper, "上次无记录", blanks)
    before, year = item.earlier[-1], paper.issued_on.year
    blanks |= {
        "上次日期": day(before.found_on, year),
        "上次文书": paper_named(before),
        "销号日期": day(before.closed_on, year) if before.closed_on else "",
    }
    return _say(paper, "上次有文书" if before.number else "上次无文书", blanks)


def _say(paper: NoticePaper, name: str, blanks: Mapping[str, str]) -> str:
    return say_shared(paper.wording, paper.unit.relation, name, blanks)


def _own_names(paper: NoticePaper) -> dict[str, str]:
    return {"对方": paper.unit.you, "我办": paper.office.we}


def _rebound(paper: NoticePaper, item: ProblemOnPaper) -> str:
    """For a problem that came back outside the repeat window."""
    closed = item.earlier[-1].closed_on if item.earlier else None
    if closed is None or item.rebound_after_days is None:
        return ""
    return _say(
        paper,
        "反弹",
        _own_names(paper)
        | {"销号日期": day(closed, paper.issued_on.year), "反弹天数": str(item.rebound_after_days)},
    )


def causes(paper: NoticePaper, repeats: Sequence[ProblemOnPaper]) -> str:
    """The paragraph on repeated problems; those one earlier paper ordered are told together."""
    groups = _by_earlier_paper(repeats)
    if len(groups) <= _MOST_NAMED and all(len(group) <= _MOST_NAMED for group in groups):
        told = "".join(_group_sentence(paper, group) for group in groups)
    else:
        numbers = "、".join(str(one.no) for one in repeats)
        blanks = {"编号": numbers, "件数": str(len(repeats))}
        told = _say(paper, "多件重复", _own_names(paper) | blanks)
    leader = leader_of(max(one.occurrence for one in repeats))
    led = {"牵头": f"{paper.unit.you}{leader}牵头" if leader else ""}
    return told + _say(paper, "反复要求", _own_names(paper) | led)


def _by_earlier_paper(repeats: Sequence[ProblemOnPaper]) -> list[list[ProblemOnPaper]]:
    groups: dict[tuple[int, str], list[ProblemOnPaper]] = {}
    for one in repeats:
        number = one.earlier[-1].number if one.earlier else ""
        groups.setdefault((one.occurrence, number or f"#{one.no}"), []).append(one)
    return list(groups.values())


def _group_sentence(paper: NoticePaper, group: Sequence[ProblemOnPaper]) -> str:
    if len(group) == 1:
        (item,) = group
        named = f"{item.place}{gist(item.description)}，"
        return history(paper, item, named)
    closed = [one.earlier[-1].closed_on for one in group if one.earlier[-1].closed_on]
    whole = len(closed) == len(group)
    blanks = _own_names(paper) | {
        "哪些": "、".join(f"{one.place}{gist(one.description)}" for one in group),
        "件数": str(len(group)),
        "上次文书": paper_named(group[0].earlier[-1]),
        "销号日期": day(max(closed), paper.issued_on.year) if whole else "",
        "窗口": str(paper.repeat_window_days),
        "次数": str(group[0].occurrence),
    }
    return _say(paper, "同一文书", blanks)


def paper_named(before: EarlierOnPaper) -> str:
    """《title》（number）, the number alone, or nothing."""
    return f"《{before.title}》（{before.number}）" if before.title else before.number


def leader_of(occurrence: int) -> str:
    """Who is to take it in hand; nobody is named before the third time."""
    if occurrence < 3:
        return ""
    return "分管负责同志" if occurrence == 3 else "主要负责同志"


def problem_sentence(paper: NoticePaper, item: ProblemOnPaper) -> str:
    """A paper with one problem tells it in its body."""
    blanks = _own_names(paper) | {
        "检查日期": day(item.found_on, paper.issued_on.year),
        "地点": whose(paper.unit) + item.place,
        "描述": item.description.rstrip("。"),
        "标准": item.standard_text.split("；")[0],
        "次数": str(item.occurrence),
    }
    if item.occurrence < 2:
        return _say(paper, "首次发现", blanks) + _rebound(paper, item)
    if not item.earlier:
        return _say(paper, "再次发现", blanks)
    back = _rebound(paper, item) if item.rebound else ""
    return _say(paper, "本次发现", blanks) + history(paper, item, "该问题") + back


def whose(unit: UnitOnPaper) -> str:
    """Whose place it is; those who are asked are not told that it is theirs."""
    if not MANNERS[unit.relation].commands:
        return ""
    return unit.you + ("管理的" if unit.relation is Relation.ENTERPRISE else "")
