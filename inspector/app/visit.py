"""Visits (检查): one inspection of a point and the answers to its standards; makes no issue."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal, InvalidOperation

from inspector.app import check
from inspector.app.workspace import Workspace
from inspector.domain.change import Draft, Value
from inspector.domain.errors import InputError
from inspector.domain.inspection import Answer
from inspector.domain.moment import local_date, stored
from inspector.store.apply import apply
from inspector.store.derive import derive
from inspector.text import _

# A visit's manner (检查方式): three choices, each with the catalogue's codes.
_MANNERS = {
    "schedule": ("scheduled", "unscheduled"),
    "openness": ("announced", "covert"),
    "scope": ("special", "comprehensive"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class VisitDraft:
    """What a person answered; ``rest_passes``: every standard of the point's type not named."""

    point: str
    round: str | None = None
    at: str | None = None
    passed: tuple[str, ...] = ()
    failed: tuple[str, ...] = ()
    not_applicable: tuple[str, ...] = ()
    rest_passes: bool = False
    values: tuple[tuple[str, str], ...] = ()
    schedule: str | None = None
    openness: str | None = None
    scope: str | None = None
    purpose: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Visited:
    """How many checks there were; compliant: none failed (达标)."""

    inspection: str
    checks: int
    failed: int
    compliant: bool


def inspect(ws: Workspace, draft: VisitDraft) -> Visited:
    """Store one visit and its checks; InputError for an unknown code or a code answered twice."""
    at = check.moment(ws, draft.at)
    point, _spot = check.known_point(ws, draft.point)
    answers = _answers(ws, draft, point.type if point else "", at)
    _check_manner(draft)
    values = _values(draft, answers)
    row = ws.new_id()
    visit: dict[str, Value] = {
        "point": point.code if point else None,
        "at": stored(at),
        "round": draft.round,
        "person": ws.person,
        "schedule": draft.schedule,
        "openness": draft.openness,
        "scope": draft.scope,
        "purpose": draft.purpose,
    }
    drafts = [Draft("inspection", row, visit)]
    for code, answer in answers.items():
        fields: dict[str, Value] = {
            "inspection": row,
            "point": visit["point"],
            "standard": code,
            "at": stored(at),
            "answer": answer.name.lower(),
            "value": values.get(code),
        }
        drafts.append(Draft("check", ws.new_id(), fields))
    with ws.writing() as tx:
        apply(tx, drafts)
    failed = sum(answer is Answer.FAIL for answer in answers.values())
    return Visited(inspection=row, checks=len(answers), failed=failed, compliant=failed == 0)


def take_back(ws: Workspace, inspection: str, why: str) -> None:
    """Take a visit out of every count; it stays readable.

    :raises InputError: there is no such visit, or it was taken back before.
    """
    why = check.reason(why)
    known = ws.db.execute("select 1 from inspection where id = ?", [inspection]).fetchone()
    undone = ws.db.execute("select 1 from void where subject = ? limit 1", [inspection]).fetchone()
    if known is None or undone is not None:
        raise InputError(
            _("没有这次检查，或已经撤销：{name}").format(name=inspection),
            _("到点位的记录里查看。"),
            code="unknown_visit",
        )
    fields: dict[str, Value] = {
        "entity": "inspection",
        "subject": inspection,
        "at": stored(ws.now),
        "reason": why,
        "person": ws.person,
    }
    with ws.writing() as tx:
        derive(tx, apply(tx, [Draft("void", ws.new_id(), fields)]))


def _answers(ws: Workspace, draft: VisitDraft, point_type: str, at: datetime) -> dict[str, Answer]:
    day = local_date(at, ws.register.zone)
    answers: dict[str, Answer] = {}
    given = (
        (draft.passed, Answer.PASS),
        (draft.failed, Answer.FAIL),
        (draft.not_applicable, Answer.NA),
    )
    for codes, answer in given:
        for name in codes:
            standard, _variant = check.known_standard(ws, name, day)
            if standard.code in answers:
                raise InputError(
                    _("同一条标准答了两次：{code}").format(code=standard.code),
                    _("每条标准只答一次。"),
                    code="twice",
                )
            answers[standard.code] = answer
    if draft.rest_passes:
        for standard in ws.register.standards(day):
            if point_type in standard.point_types:
                answers.setdefault(standard.code, Answer.PASS)
    return answers


def _check_manner(draft: VisitDraft) -> None:
    for name, known in _MANNERS.items():
        code = getattr(draft, name)
        if code and code not in known:
            raise InputError(
                _("没有这种检查方式：{code}").format(code=code),
                _("可选：{known}").format(known="、".join(known)),
                code="unknown_manner",
            )


def _values(draft: VisitDraft, answers: Mapping[str, Answer]) -> dict[str, str]:
    """Numbers measured, each for a standard that was answered."""
    for code, _text in draft.values:
        if code not in answers:
            raise InputError(
                _("实测数对应的标准没有作答：{code}").format(code=code),
                _("用 --pass、--fail 或 --rest 先作答。"),
                code="unknown_standard",
            )
    return {code: _number(text) for code, text in draft.values}


def _number(text: str) -> str:
    try:
        number = Decimal(text)
    except InvalidOperation:
        number = Decimal("nan")
    if not number.is_finite():
        raise InputError(
            _("不是数字：{text}").format(text=text), _("写成 --value S=3。"), code="bad_number"
        )
    return str(number)
