"""What a letter says: the records of an issue put into the words of the ladder."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any

from inspector.app import check
from inspector.app.paper_parts import sure_day
from inspector.app.paper_words import moment_words
from inspector.app.workspace import Workspace
from inspector.documents import ladder
from inspector.documents.letter import Letter
from inspector.documents.letter_case import Case
from inspector.documents.paper import NoticePaper
from inspector.documents.wording import in_sentence
from inspector.domain.moment import from_stored, last_day
from inspector.domain.notice import NoticeKind
from inspector.domain.unit import Relation
from inspector.text import _

Row = dict[str, Any]
Deeds = Sequence[Sequence[Row]]

_WITH_POINTS = frozenset({NoticeKind.SUPERVISION, NoticeKind.LISTING, NoticeKind.CRITICISM})


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """What a letter says that no record holds; what is empty is left out or is the usual."""

    measures: str = ""
    talk_at: str | None = None
    talk_place: str = ""
    talk_by: str = ""
    bring: str = ""
    refuse: bool = False
    asked: str | None = None
    meanwhile: str = ""
    reason: str = ""


def what_is_missing(
    kind: NoticeKind, deeds: Deeds, said: Said, *, decides_here: bool
) -> Iterable[str]:
    """What must be recorded or said first, in words for the person."""
    if kind is NoticeKind.TALK and not (said.talk_at and said.talk_place):
        yield _("约谈要写明时间和地点")
    if kind is NoticeKind.RECHECK and not all(_of(some, "verification") for some in deeds):
        yield _("还没有复查记录")
    if kind is not NoticeKind.EXTENSION:
        return
    if said.refuse and not (said.asked and decides_here):
        yield _("不同意延期要写明申请日期和申请的期限")
    elif not decides_here and not _of(deeds[0], "extension"):
        yield _("没有延期记录，也没有写明新期限")


def write(
    ws: Workspace,
    kind: NoticeKind,
    paper: NoticePaper,
    rows: Sequence[Row],
    deeds: Deeds,
    said: Said,
    until: datetime | None,
) -> Letter:
    """The letter of this kind; ``paper`` is the same issue drafted as a notice of today."""
    row, case = rows[0], _case(kind, paper, rows[0], said)
    match kind:
        case NoticeKind.SUPERVISION if _days_late(ws, row, paper.issued_on) > 0:
            return ladder.overdue(
                case,
                ordered_by=_ordered_by(paper, row),
                was_due=_was_due(ws, row),
                days_late=_days_late(ws, row, paper.issued_on),
                new_due=case.deadline,
            )
        case NoticeKind.SUPERVISION:
            return ladder.supervision(case)
        case NoticeKind.LISTING:
            return ladder.listing(case)
        case NoticeKind.CRITICISM:
            return ladder.criticism(case)
        case NoticeKind.REQUEST:
            return ladder.request(case)
        case NoticeKind.TALK:
            return ladder.talk(_talk(ws, paper, case, row, said))
        case NoticeKind.RECHECK:
            return _recheck(ws, paper, case, rows, deeds)
        case NoticeKind.EXTENSION:
            return _extension(ws, case, deeds[0], said, until)
        case _:
            return ladder.reminder(case)


def _case(kind: NoticeKind, paper: NoticePaper, row: Row, said: Said) -> Case:
    item = paper.items[0]
    below = paper.unit.relation is Relation.SUBORDINATE
    charged = below and kind in _WITH_POINTS and row["deduction"] not in (None, "0.00")
    return Case(
        number=paper.number,
        office=paper.office,
        unit=paper.unit,
        item=item,
        subject=str(row["title"]).removesuffix("问题"),
        issued_on=paper.issued_on,
        deadline=in_sentence(item.deadline),
        report_by=paper.report_by.date(),
        measures=said.measures,
        deduction=row["deduction"] if charged else "",
        copy_to=paper.copy_to,
        wording=paper.wording,
    )


def _ordered_by(paper: NoticePaper, row: Row) -> str:
    """The number of the notice that ordered it; the office itself where none is on record."""
    return row["notice_number"] or paper.office.we


def _was_due(ws: Workspace, row: Row) -> str:
    words = moment_words(from_stored(row["deadline"]), ws.register.calendar)
    return in_sentence(words).removesuffix("前")


def _days_late(ws: Workspace, row: Row, on: date) -> int:
    """Days since the deadline of an issue that is late; 0 for one that is not."""
    if not row["late"] or not row["deadline"]:
        return 0
    return (on - last_day(from_stored(row["deadline"]), ws.register.zone)).days


def _talk(ws: Workspace, paper: NoticePaper, case: Case, row: Row, said: Said) -> ladder.Talk:
    item = case.item
    times = f"第{item.occurrence}次发现" if item.occurrence > 1 else ""
    late = "逾期未整改" if _days_late(ws, row, paper.issued_on) > 0 else ""
    return ladder.Talk(
        number=case.number,
        office=case.office,
        unit=case.unit,
        issued_on=case.issued_on,
        at=check.moment(ws, said.talk_at, ahead=True).astimezone(ws.register.zone),
        place=said.talk_place,
        by=said.talk_by or "负责同志",
        who="主要负责同志",
        reason=said.reason or f"{item.place}{case.subject}问题{times or late}",
        bring=said.bring or "问题整改情况、反复原因和长效措施",
        copy_to=case.copy_to,
        wording=case.wording,
    )


def _recheck(
    ws: Workspace, paper: NoticePaper, case: Case, rows: Sequence[Row], deeds: Deeds
) -> Letter:
    checks = [_of(some, "verification") for some in deeds]
    failed = [at for at, some in enumerate(checks) if some[-1]["result"] != "pass"]
    checked_on = sure_day(ws, checks[0][-1]["at"])
    items = paper.items
    if len(rows) == 1 and failed:
        return ladder.returned(
            case,
            checked_on=checked_on,
            seen=checks[0][-1]["words"] or items[0].description,
            times=sum(one["result"] != "pass" for one in checks[0]),
        )
    again = replace(case, deadline=in_sentence(items[failed[0]].deadline)) if failed else case
    return ladder.recheck_opinion(
        again,
        ordered_by=_ordered_by(paper, rows[0]),
        checked_on=checked_on,
        passed=len(rows) - len(failed),
        failed=tuple(items[at].place + str(rows[at]["title"]) for at in failed),
    )


def _extension(
    ws: Workspace, case: Case, deeds: Sequence[Row], said: Said, until: datetime | None
) -> Letter:
    """What is granted is a record, or becomes one with this letter; a refusal leaves none."""
    known = _of(deeds, "extension")
    asked_on = sure_day(ws, known[-1]["at"]) if until is None else case.issued_on
    if said.asked:
        asked_on = check.moment(ws, said.asked).astimezone(ws.register.zone).date()
    limit = until or from_stored(known[-1]["until"])
    return ladder.extension_reply(
        case,
        asked_on=asked_on,
        agreed=not said.refuse,
        until=last_day(limit, ws.register.zone),
        meanwhile=said.meanwhile,
        reason=said.reason,
    )


def _of(deeds: Sequence[Row], what: str) -> list[Row]:
    return [one for one in deeds if one["what"] == what]
