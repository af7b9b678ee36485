"""What the letters of the ladder tell of a problem: seen, how often, by which papers before."""

from dataclasses import dataclass
from datetime import date

from inspector.documents.letter import Letter, Occasion
from inspector.documents.paper import USUAL, OfficeOnPaper, ProblemOnPaper, UnitOnPaper
from inspector.documents.templates import Wording
from inspector.documents.wording import MANNERS, day, paper_named, say_shared, whose

HISTORY_FROM = 3  # from this time on all occasions stand in a table


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

    @property
    def commands(self) -> bool:
        return MANNERS[self.unit.relation].commands

    @property
    def again(self) -> bool:
        """Whether it was found so often that all occasions are told."""
        return self.item.occurrence >= HISTORY_FROM


def blanks_of(case: Case) -> dict[str, str]:
    """What the blanks of a letter about this problem are filled with."""
    matter = {
        **_names(case),
        "单位": case.unit.name,
        "点位": case.item.point,
        "地点": case.item.place,
        "事由": case.subject,
    }
    measures = _shared(case, "明确措施", {"措施": case.measures}) if case.measures else ""
    asked = {
        "整改期限": case.deadline,
        "反馈日期": day(case.report_by),
        "报送间隔": str(case.report_every_days),
        "措施": case.measures,
        "明确措施": measures or "落实责任人",
        "计分": _shared(case, "计分", {"分值": case.deduction}) if case.deduction else "",
    }
    told = {
        "发现": _seen(case),
        "历次": _again(case),
        "历次表": _shared(case, "历次表", {}) if case.again else "",
    }
    return matter | asked | told


def write_letter_of(
    case: Case, section: str, blanks: dict[str, str], *names: str, history: bool = False
) -> Letter:
    """The letter of a section: its first paragraph, the table of occasions, what is asked.

    ``names`` are its sentences in order; those behind the first stand below the table.
    """
    first, *rest = names or ("情况", "要求", "结尾")
    words = case.wording
    return Letter(
        number=case.number,
        office=case.office,
        addressee=case.unit.name,
        title=words.title(section, blanks),
        before=tuple(words.lines(section, first, blanks)),
        after=tuple(text for name in rest for text in words.lines(section, name, blanks)),
        occasions=_occasions(case) if history and case.again else (),
        asking=not case.commands,
        issued_on=case.issued_on,
        copy_to=case.copy_to,
    )


def _names(case: Case) -> dict[str, str]:
    return {"对方": case.unit.you, "我办": case.office.we}


def _shared(case: Case, name: str, blanks: dict[str, str]) -> str:
    return say_shared(case.wording, case.unit.relation, name, _names(case) | blanks)


def _seen(case: Case) -> str:
    item = case.item
    blanks = {
        "检查日期": day(item.found_on, case.issued_on.year),
        "地点": whose(case.unit) + item.place,
        "描述": item.description.rstrip("。"),
    }
    return _shared(case, "函内发现", blanks)


def _again(case: Case) -> str:
    """How often it was found, and how soon it came back."""
    item = case.item
    if item.occurrence < 2:
        return ""
    if item.occurrence == 2:
        return _second(case)
    back = item.rebound_after_days if item.rebound else None
    blanks = {"次数": str(item.occurrence), "反弹天数": "" if back is None else str(back)}
    return _shared(case, "函内多次", blanks | _ended(case))


def _ended(case: Case) -> dict[str, str]:
    """That the earlier ones were told and closed; nothing where the records do not say so."""
    item = case.item
    before = "前两次" if item.occurrence == HISTORY_FROM else f"前{item.occurrence - 1}次"
    known = len(item.earlier) == item.occurrence - 1
    if not (known and all(one.closed_on for one in item.earlier)):
        return {}
    numbered = all(one.number for one in item.earlier)
    return {"前几次有文书" if numbered else "前几次无文书": before}


def _second(case: Case) -> str:
    item, year = case.item, case.issued_on.year
    if not item.earlier:
        return _shared(case, "函内第二次无记录", {})
    before = item.earlier[-1]
    blanks = {
        "上次日期": day(before.found_on, year),
        "上次文书": paper_named(before),
        "销号日期": day(before.closed_on, year) if before.closed_on else "",
    }
    return _shared(case, "函内第二次" if blanks["上次文书"] else "函内第二次无文书", blanks)


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
