"""The letters of the ladder, in the office's words: reminder, supervision, listing, talk, reply.

Every sentence is one of the office's wording; here is decided which, and what fills its blanks.
"""

from dataclasses import dataclass
from datetime import date, datetime

from inspector.documents.letter import Letter
from inspector.documents.letter_case import Case, blanks_of, write_letter_of
from inspector.documents.paper import USUAL, OfficeOnPaper, UnitOnPaper
from inspector.documents.templates import Wording
from inspector.documents.wording import day, due, full_day
from inspector.domain.unit import Relation


def reminder(case: Case) -> Letter:
    """提醒函: to the unit's liaison, no points named."""
    return write_letter_of(case, "提醒函", blanks_of(case), history=True)


def supervision(case: Case) -> Letter:
    """督办函: a deputy head is to take it in hand."""
    return write_letter_of(case, "督办函", blanks_of(case), history=True)


def listing(case: Case) -> Letter:
    """挂牌督办: the head of the unit, a plan, and a report every few days until it is closed."""
    return write_letter_of(case, "挂牌督办", blanks_of(case), history=True)


def criticism(case: Case) -> Letter:
    """通报批评: what was not mended, and what is asked now."""
    return write_letter_of(case, "通报批评", blanks_of(case), history=True)


def request(case: Case) -> Letter:
    """函 to those who are not below: asked, told where to disagree, thanked."""
    vertical = case.unit.relation is Relation.VERTICAL
    section = "商请函·垂管" if vertical else "商请函·平级"
    return write_letter_of(case, section, blanks_of(case), history=True)


def overdue(case: Case, *, ordered_by: str, was_due: str, days_late: int, new_due: str) -> Letter:
    """逾期未改: what was ordered, how late it is, a new term and a written reason."""
    late = {
        "交办文书": ordered_by,
        "原期限": was_due,
        "今日": day(case.issued_on),
        "逾期天数": str(days_late),
        "整改期限": new_due,
    }
    return write_letter_of(case, "督办函·逾期", blanks_of(case) | late, history=True)


def returned(case: Case, *, checked_on: date, seen: str, times: int) -> Letter:
    """复查不合格: handed back, for the ``times``-th time."""
    told = {"复查日期": day(checked_on), "复查情况": seen.rstrip("。"), "退回次数": str(times)}
    section = "退回整改" if case.commands else "退回整改·商请"
    return write_letter_of(case, section, blanks_of(case) | told, "情况")


def recheck_opinion(
    case: Case, *, ordered_by: str, checked_on: date, passed: int, failed: tuple[str, ...]
) -> Letter:
    """复查意见: how many passed, which are handed back."""
    told = {
        "交办文书": ordered_by,
        "复查日期": day(checked_on),
        "合格数": str(passed),
        "不合格数": str(len(failed)),
        "不合格问题": "；".join(failed),
    }
    name = "全部合格" if not failed else "有不合格" if passed else "全部不合格"
    section = "复查意见" if case.commands else "复查意见·商请"
    names = (name, "再办") if failed else (name,)
    return write_letter_of(case, section, blanks_of(case) | told, *names)


def extension_reply(
    case: Case, *, asked_on: date, agreed: bool, until: date, meanwhile: str = "", reason: str = ""
) -> Letter:
    """延期批复, 复函 to those who are not below: yes with what holds meanwhile, or no and why."""
    told = {
        "申请日期": day(asked_on),
        "延期至": full_day(until),
        "临时措施": meanwhile,
        "理由": reason.rstrip("。"),
    }
    section = "延期批复" if case.commands else "延期批复·商请"
    return write_letter_of(case, section, blanks_of(case) | told, "同意" if agreed else "不同意")


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
    wording: Wording = USUAL


def talk(paper: Talk) -> Letter:
    """约谈通知: a paragraph for each thing to know."""
    blanks = {
        "对方": paper.unit.you,
        "我办": paper.office.we,
        "单位": paper.unit.name,
        "约谈事由": paper.reason,
        "约谈时间": f"{paper.at.year}年{due(paper.at).removesuffix('前')}",
        "约谈地点": paper.place,
        "约谈人": f"{paper.office.short_name}{paper.by}",
        "被约谈人": f"{paper.unit.name}{paper.who}",
        "约谈材料": paper.bring,
    }
    return Letter(
        number=paper.number,
        office=paper.office,
        addressee=paper.unit.name,
        title=paper.wording.title("约谈通知", blanks),
        before=tuple(paper.wording.lines("约谈通知", "正文", blanks)),
        issued_on=paper.issued_on,
        copy_to=paper.copy_to,
    )
