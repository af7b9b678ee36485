"""A made-up paper for each section of the wording, to look at while its sentences are edited."""

from collections.abc import Callable
from datetime import date, datetime, timedelta

from inspector.documents import ladder
from inspector.documents.letter import Letter, letter_pdf
from inspector.documents.letter_case import Case
from inspector.documents.notice import notice_pdf
from inspector.documents.paper import (
    EarlierOnPaper,
    NoticePaper,
    OfficeOnPaper,
    Printed,
    ProblemOnPaper,
    RoundOnPaper,
    UnitOnPaper,
)
from inspector.documents.templates import Wording
from inspector.domain.unit import Relation

_UNITS = {
    Relation.SUBORDINATE: UnitOnPaper(
        name="示例街道办事处", you="你街道", relation=Relation.SUBORDINATE, place="示例街道"
    ),
    Relation.ENTERPRISE: UnitOnPaper(
        name="示例物业服务有限公司", you="你公司", relation=Relation.ENTERPRISE
    ),
    Relation.PEER: UnitOnPaper(name="示例局", you="贵局", relation=Relation.PEER),
    Relation.VERTICAL: UnitOnPaper(name="示例队", you="贵队", relation=Relation.VERTICAL),
}
_NOTICES = {
    "下级": Relation.SUBORDINATE,
    "企业": Relation.ENTERPRISE,
    "平级": Relation.PEER,
    "垂管": Relation.VERTICAL,
    "通用": Relation.SUBORDINATE,
    "通用·商请": Relation.PEER,
}


def sample(section: str, office: OfficeOnPaper, on: date, wording: Wording) -> Printed:
    """The paper of a section, about two made-up problems; ``on`` is the day it carries."""
    if section in _NOTICES:
        return notice_pdf(_notice(_NOTICES[section], office, on, wording))
    return letter_pdf(_LETTERS[section](_case(section, office, on, wording)))


def _number(office: OfficeOnPaper, on: date) -> str:
    return f"{office.prefix or '示例'}〔{on.year}〕1号"


def _problems(office: OfficeOnPaper, on: date) -> tuple[ProblemOnPaper, ProblemOnPaper]:
    earlier = tuple(
        EarlierOnPaper(
            found_on=on - timedelta(days=ago),
            number=_number(office, on),
            closed_on=on - timedelta(days=ago - 2),
        )
        for ago in (28, 14)
    )
    first = ProblemOnPaper(
        no=1,
        point="示例小区",
        spot="3号楼东侧",
        description="绿化带内堆放建筑垃圾约2㎡",
        standard_code="P1.01.01",
        standard_text="绿地内无垃圾和堆放物",
        deadline=f"{on.month}月{on.day}日18:00前",
        found_on=on,
        photo_needed=False,
    )
    again = ProblemOnPaper(
        no=2,
        point="示例路",
        spot="公交站",
        description="暴露垃圾约6㎡",
        standard_code="P1.01.02",
        standard_text="路面和站台干净，无暴露垃圾",
        occurrence=3,
        rebound=True,
        rebound_after_days=12,
        deadline=first.deadline,
        found_on=on,
        earlier=earlier,
        photo_needed=False,
    )
    return first, again


def _notice(relation: Relation, office: OfficeOnPaper, on: date, wording: Wording) -> NoticePaper:
    return NoticePaper(
        number=_number(office, on),
        office=office,
        unit=_UNITS[relation],
        issued_on=on,
        round=RoundOnPaper(first_day=on, last_day=on, points=2),
        items=_problems(office, on),
        report_by=_evening(on),
        all_done_by=f"{on.month}月{on.day}日前",
        themes=("乱堆乱放", "暴露垃圾"),
        wording=wording,
    )


def _evening(on: date) -> datetime:
    return datetime(on.year, on.month, on.day, 17)  # noqa: DTZ001 - local time, as it is printed


def _relation(section: str) -> Relation:
    if section.endswith("垂管"):
        return Relation.VERTICAL
    return Relation.PEER if "商请" in section else Relation.SUBORDINATE


def _case(section: str, office: OfficeOnPaper, on: date, wording: Wording) -> Case:
    _first, again = _problems(office, on)
    relation = _relation(section)
    return Case(
        number=_number(office, on),
        office=office,
        unit=_UNITS[relation],
        item=again,
        subject="暴露垃圾",
        issued_on=on,
        deadline=f"{on.month}月{on.day}日18时前",
        report_by=on,
        measures="清运频次",
        deduction="1.50" if relation is Relation.SUBORDINATE else "",
        wording=wording,
    )


def _late(case: Case) -> Letter:
    by, was_due = case.number, f"{case.issued_on.month}月1日"
    return ladder.overdue(case, ordered_by=by, was_due=was_due, days_late=9, new_due=case.deadline)


def _talk(case: Case) -> Letter:
    return ladder.talk(
        ladder.Talk(
            number=case.number,
            office=case.office,
            unit=case.unit,
            issued_on=case.issued_on,
            at=_evening(case.issued_on),
            place="三楼会议室",
            by="主任",
            who="主要负责同志",
            reason="示例路暴露垃圾问题多次反弹",
            bring="整改情况和长效措施",
            wording=case.wording,
        )
    )


def _returned(case: Case) -> Letter:
    return ladder.returned(case, checked_on=case.issued_on, seen="站台后仍有余土", times=1)


def _opinion(case: Case) -> Letter:
    return ladder.recheck_opinion(
        case,
        ordered_by=case.number,
        checked_on=case.issued_on,
        passed=5,
        failed=(f"{case.item.place}暴露垃圾",),
    )


def _extension(case: Case) -> Letter:
    return ladder.extension_reply(
        case,
        asked_on=case.issued_on,
        agreed=True,
        until=case.issued_on,
        meanwhile="围挡和每日清扫",
    )


_LETTERS: dict[str, Callable[[Case], Letter]] = {
    "提醒函": ladder.reminder,
    "督办函": ladder.supervision,
    "督办函·逾期": _late,
    "挂牌督办": ladder.listing,
    "约谈通知": _talk,
    "通报批评": ladder.criticism,
    "商请函·平级": ladder.request,
    "商请函·垂管": ladder.request,
    "退回整改": _returned,
    "退回整改·商请": _returned,
    "复查意见": _opinion,
    "复查意见·商请": _opinion,
    "延期批复": _extension,
    "延期批复·商请": _extension,
}
