"""How the register's facts are worded on paper: deadlines, forms of address, file names."""

import re
from datetime import datetime, timedelta

from inspector.app.workspace import Workspace
from inspector.documents.paper import OfficeOnPaper
from inspector.domain.deadline import WorkCalendar, due
from inspector.domain.standard import Standard
from inspector.domain.unit import Relation, Unit, UnitKind

_FORBIDDEN = re.compile(r'[\\/:*?"<>|\x00-\x1f\x7f\u200e\u200f\u202a-\u202e\u2066-\u2069]')
_LONGEST_NAME = 120  # characters; longer ones some systems cannot copy
_HONOURED = "局队委办院校站所"  # what a peer's name may end in: 贵局, 贵队


def deadline_words(
    standard: Standard, deadline: datetime, delivered: datetime, calendar: WorkCalendar
) -> str:
    """11月18日16:00前, 11月20日前, or in stages 围护11月18日11:00前；修复11月19日前."""
    if not standard.stages:
        return moment_words(deadline, calendar)
    return "；".join(
        stage.title + moment_words(due(stage.term, delivered, calendar), calendar)
        for stage in standard.stages
    )


def moment_words(deadline: datetime, calendar: WorkCalendar) -> str:
    """A deadline as papers print it; one that ends a day names that day without an hour."""
    local = deadline.astimezone(calendar.zone)
    if local.hour == 0 and local.minute == 0:
        day = local - timedelta(days=1)
        return f"{day.month}月{day.day}日前"
    return f"{local.month}月{local.day}日{local:%H:%M}前"


def form_of_address(unit: Unit) -> str:
    """你街道, 你镇 or 你公司 to those below and enterprises; 贵局 or 贵队 to peers."""
    if unit.relation in (Relation.PEER, Relation.VERTICAL):
        last = unit.name[-1]
        return f"贵{last}" if last in _HONOURED else "贵单位"
    if unit.kind is UnitKind.TOWN:
        return "你镇" if "镇" in unit.short_name[:-4] else "你街道"
    if unit.kind is UnitKind.COMMUNITY:
        return "你村" if "村" in unit.name[-5:] else "你社区"
    return "你公司" if unit.name.endswith("公司") else "你单位"


def report_by(last_deadline: datetime, calendar: WorkCalendar) -> datetime:
    """17:00 of the first working day after everything must be done."""
    day = last_deadline.astimezone(calendar.zone).replace(
        hour=17, minute=0, second=0, microsecond=0
    )
    if day < last_deadline:
        day += timedelta(days=1)
    while not calendar.works_on(day.date()):
        day += timedelta(days=1)
    return day


def file_name(*parts: str, suffix: str) -> str:
    """A name that every system takes: no forbidden signs, at most 120 characters."""
    stem = _FORBIDDEN.sub("", "-".join(part for part in parts if part)).strip(". ")
    return stem[: _LONGEST_NAME - len(suffix)] + suffix


def office_on_paper(ws: Workspace) -> OfficeOnPaper:
    """The issuing office as its papers name it."""
    office = ws.register.office
    return OfficeOnPaper(
        name=office.get("name") or "",
        short_name=office.get("short_name") or office.get("name") or "",
        prefix=office.get("prefix") or "",
        contact=office.get("contact") or "",
        phone=office.get("phone") or "",
    )
