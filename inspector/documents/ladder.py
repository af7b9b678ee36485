"""The letters of the ladder, in words: reminder, supervision, listing, talk, criticism, request."""

from dataclasses import dataclass
from datetime import date, datetime

from inspector.documents.letter import Letter, Occasion
from inspector.documents.paper import USUAL, OfficeOnPaper, ProblemOnPaper, UnitOnPaper
from inspector.documents.templates import Wording
from inspector.documents.wording import MANNERS, day, due, full_day
from inspector.domain.unit import Relation


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """A problem and what is asked of the unit; an empty field takes its clause with it."""

    number: str
    office: OfficeOnPaper
    unit: UnitOnPaper
    item: ProblemOnPaper
    subject: str  # the problem in a few characters: 暴露垃圾
    issued_on: date
    deadline: str  # 11月19日12时前
    report_by: date
    measures: str = ""  # 清运频次
    deduction: str = ""  # 1.50, points; only told to those below
    report_every_days: int = 3
    copy_to: tuple[str, ...] = ()
    wording: Wording = USUAL


def _say(case: Case, section: str, name: str) -> str:
    """A sentence of the office's wording, its blanks filled in from the case."""
    measures = f"明确{case.measures}和责任人" if case.measures else "落实责任人"
    blanks = {
        "对方": case.unit.you,
        "我办": case.office.we,
        "整改期限": case.deadline,
        "反馈日期": day(case.report_by),
        "措施": case.measures,
        "明确措施": measures,
        "计分": _charged(case),
        "报送间隔": str(case.report_every_days),
    }
    return case.wording.say(section, name, blanks)


def _letter(
    case: Case, title: tuple[str, ...], before: list[str], after: list[str], *, history: bool = True
) -> Letter:
    asking = not MANNERS[case.unit.relation].commands
    return Letter(
        number=case.number,
        office=case.office,
        addressee=case.unit.name,
        title=title,
        before=tuple(text for text in before if text),
        after=tuple(text for text in after if text),
        occasions=_occasions(case) if history and case.item.occurrence > 2 else (),
        asking=asking,
        issued_on=case.issued_on,
        copy_to=case.copy_to,
    )


def _occasions(case: Case) -> tuple[Occasion, ...]:
    item, year = case.item, case.issued_on.year
    first = item.occurrence - len(item.earlier)
    earlier = [
        Occasion(
            times=first + at,
            found_on=day(one.found_on, year),
            description=one.description or case.subject,
            number=one.number or "—",
            deadline=_day_only(one.deadline) or "—",
            closed_on=day(one.closed_on, year) if one.closed_on else "—",
        )
        for at, one in enumerate(item.earlier)
    ]
    now = Occasion(
        times=item.occurrence,
        found_on=day(item.found_on, year),
        description=item.description,
        number="本函",
        deadline=_day_only(case.deadline) or "—",
    )
    return (*earlier, now)


def _day_only(deadline: str) -> str:
    """The table tells the day; the hour stands in the sentence."""
    return deadline.split("日")[0] + "日" if "日" in deadline else deadline


def _seen(case: Case) -> str:
    item, you = case.item, case.unit.you
    owner = you if MANNERS[case.unit.relation].commands else ""
    text = item.description.rstrip("。")
    when = day(item.found_on, case.issued_on.year)
    return f"{when}，{case.office.we}督查发现{owner}{item.place}{text}。"


def _again(case: Case) -> str:
    """How often it was found, and how soon it came back."""
    item, manners = case.item, MANNERS[case.unit.relation]
    if item.occurrence < 2:
        return ""
    if item.occurrence == 2:
        return _second(case)
    told = _ended(case)
    back = ""
    if item.rebound and item.rebound_after_days is not None:
        back = f"，本次为{manners.done}后第{item.rebound_after_days}日反弹"
    return f"该问题年内已是第{item.occurrence}次发现{told}{back}。"


def _ended(case: Case) -> str:
    """That the earlier ones were told and closed; left out where the records do not say so."""
    item, manners = case.item, MANNERS[case.unit.relation]
    before = "前两次" if item.occurrence == 3 else f"前{item.occurrence - 1}次"
    known = len(item.earlier) == item.occurrence - 1
    if not (known and all(one.closed_on for one in item.earlier)):
        return ""
    if not manners.commands:
        return f"，{before}承贵方支持均已办结"
    if all(one.number for one in item.earlier):
        return f"，{before}均经{manners.told}并{manners.done}"
    return f"，{before}均已{manners.done}"


def _second(case: Case) -> str:
    item, manners, year = case.item, MANNERS[case.unit.relation], case.issued_on.year
    if not item.earlier:
        return "该问题系第2次发现。"
    before = item.earlier[-1]
    paper = f"《{before.title}》（{before.number}）" if before.title else before.number
    told = (
        f"{day(before.found_on, year)}已由{paper}{manners.told}"
        if paper
        else (f"{day(before.found_on, year)}已{manners.told}")
    )
    closed = f"，{day(before.closed_on, year)}{manners.done}" if before.closed_on else ""
    return f"该问题{told}{closed}，本次系第2次发现。"


def _charged(case: Case) -> str:
    return f"该问题计扣{case.deduction}分。" if case.deduction else ""


def reminder(case: Case) -> Letter:
    """提醒函: to the unit's liaison, no points named."""
    ask = _say(case, "提醒函", "要求")
    history = "历次情况如下：" if case.item.occurrence > 2 else ""
    title = ("关于做好", f"{case.subject}问题", "整改工作的提醒函")
    return _letter(case, title, [_seen(case) + _again(case) + history], [ask])


def supervision(case: Case) -> Letter:
    """督办函: a deputy head is to take it in hand."""
    ask, close = _say(case, "督办函", "要求"), _say(case, "督办函", "结尾")
    history = "历次情况如下：" if case.item.occurrence > 2 else ""
    title = ("关于", f"{case.item.point}{case.subject}问题", "的督办函")
    return _letter(case, title, [_seen(case) + _again(case) + history], [ask, close])


def listing(case: Case) -> Letter:
    """挂牌督办: the head of the unit, a plan, and a report every few days until it is closed."""
    decided = _seen(case) + _again(case) + f"经研究，{case.office.we}决定对该问题挂牌督办。"
    history = "历次情况如下：" if case.item.occurrence > 2 else ""
    ask = _say(case, "挂牌督办", "要求")
    title = ("关于对", f"{case.item.point}{case.subject}问题", "挂牌督办的通知")
    return _letter(case, title, [decided + history], [ask, _charged(case)])


def request(case: Case) -> Letter:
    """函 to those who are not below: asked, told where to disagree, thanked."""
    you, vertical = case.unit.you, case.unit.relation is Relation.VERTICAL
    seen = _seen(case) + _again(case).replace("贵方", you)
    told = "现将有关情况函告如下：" if case.item.occurrence > 2 else ""
    section = "商请函·垂管" if vertical else "商请函·平级"
    asked = [_say(case, section, "要求"), _say(case, section, "结尾")]
    ours = "关于商请支持解决" if vertical else "关于商请整治"
    title = (ours, f"{case.item.point}{case.subject}问题", "的函")
    return _letter(case, title, [seen + told], asked)


def overdue(case: Case, *, ordered_by: str, was_due: str, days_late: int, new_due: str) -> Letter:
    """逾期未改: what was ordered, how late it is, a new term and a written reason."""
    item = case.item
    today = day(case.issued_on)
    told = (
        f"{ordered_by}交办的{item.place}{case.subject}问题，整改期限{was_due}，"
        f"至{today}仍未整改到位，已逾期{days_late}日。"
    )
    ask = f"请于{new_due}整改到位，并书面说明逾期原因。"
    title = ("关于", f"{item.point}{case.subject}问题", "逾期未改的督办函")
    history = "历次情况如下：" if item.occurrence > 2 else ""
    return _letter(case, title, [told + ask + history], [_charged(case)])


def returned(case: Case, *, checked_on: date, seen: str, times: int) -> Letter:
    """复查不合格: handed back, for the ``times``-th time."""
    item, commands = case.item, MANNERS[case.unit.relation].commands
    told = f"{day(checked_on)}复查，{item.place}{case.subject}问题未整改到位：{seen.rstrip('。')}。"
    if commands:
        told += f"现退回整改（第{times}次），请于{case.deadline}重新整改并报送反馈单。"
    else:
        told += _asked_again(case)
    kind = "复查情况的通知" if commands else "复查情况的函"
    title = ("关于", f"{item.point}{case.subject}问题", kind)
    return _letter(case, title, [told], [], history=False)


def _asked_again(case: Case) -> str:
    """What those who are asked are told instead of 退回整改."""
    we = case.office.we
    return f"商请{case.unit.you}于{case.deadline}继续办理到位，并将办理情况函复{we}。感谢支持。"


@dataclass(frozen=True, slots=True, kw_only=True)
class Talk:
    """约谈: when, where, who by office (never by name), why, what to bring."""

    number: str
    office: OfficeOnPaper
    unit: UnitOnPaper
    issued_on: date
    at: datetime
    place: str
    by: str  # 主任
    who: str  # 主要负责同志
    reason: str
    bring: str
    copy_to: tuple[str, ...] = ()


def talk(paper: Talk) -> Letter:
    when = due(paper.at).removesuffix("前")
    lines = [
        f"因{paper.reason}，经研究，决定对{paper.unit.you}进行约谈。现将有关事项通知如下：",
        f"一、时间：{paper.at.year}年{when}",
        f"二、地点：{paper.place}",
        f"三、约谈人：{paper.office.short_name}{paper.by}",
        f"四、被约谈人：{paper.unit.name}{paper.who}",
        f"五、需准备的材料：{paper.bring}",
    ]
    return Letter(
        number=paper.number,
        office=paper.office,
        addressee=paper.unit.name,
        title=("约谈通知",),
        before=tuple(lines),
        issued_on=paper.issued_on,
        copy_to=paper.copy_to,
    )


def criticism(case: Case) -> Letter:
    """通报批评: what was not mended, and what is asked now."""
    told = _seen(case) + _again(case) + f"{case.unit.name}整改不力，现予通报批评。"
    ask = _say(case, "通报批评", "要求")
    history = "历次情况如下：" if case.item.occurrence > 2 else ""
    title = ("关于", case.unit.name, f"{case.subject}问题", "整改不力的通报")
    return _letter(case, title, [told + history], [ask, _charged(case)])


def recheck_opinion(
    case: Case, *, ordered_by: str, checked_on: date, passed: int, failed: tuple[str, ...]
) -> Letter:
    """复查意见: how many passed, which are handed back."""
    commands = MANNERS[case.unit.relation].commands
    if commands:
        counted = f"经{day(checked_on)}复查，{passed}件合格，同意销号"
        counted += f"；{len(failed)}件不合格，退回整改" if failed else ""
        again = f"不合格的为：{'；'.join(failed)}。请于{case.deadline}重新整改并报送反馈单。"
        told = f"{ordered_by}交办问题的整改反馈收悉。"
    else:
        counted = f"经{day(checked_on)}复查，{passed}件已办理到位，予以办结"
        counted += f"；{len(failed)}件尚未办理到位" if failed else "，感谢支持"
        again = f"尚未办理到位的为：{'；'.join(failed)}。{_asked_again(case)}"
        told = f"{case.unit.you}关于{ordered_by}所涉问题的办理情况收悉。"
    before = [f"{told}{counted}。", again if failed else ""]
    about = f"{ordered_by}{'整改' if commands else '办理'}情况"
    title = ("关于", about, "的复查意见" if commands else "复查意见的函")
    return _letter(case, title, before, [], history=False)


def extension_reply(
    case: Case, *, asked_on: date, agreed: bool, until: date, meanwhile: str = "", reason: str = ""
) -> Letter:
    """延期批复: yes with what holds meanwhile, or no with the reason."""
    asked = (
        f"{case.unit.you}{day(asked_on)}关于{case.item.place}{case.subject}问题延期整改的申请收悉。"
    )
    if agreed:
        held = f"延期期间请落实{meanwhile}。" if meanwhile else ""
        answer = f"经研究，同意该问题整改期限延期至{full_day(until)}。{held}"
    else:
        why = f"{reason.rstrip('。')}，" if reason else ""
        answer = f"经研究，{why}不同意该问题整改期限延期至{full_day(until)}，"
        answer += f"仍请于{case.deadline}整改到位。"
    title = ("关于", f"{case.item.point}{case.subject}问题", "延期整改的批复")
    return _letter(case, title, [asked + answer], [], history=False)
