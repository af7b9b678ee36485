"""Amending what was recorded: correct with a reason, void, or rule that two are the same."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from inspector.app import check
from inspector.app.workspace import Workspace
from inspector.domain.change import Draft, Value
from inspector.domain.errors import InputError
from inspector.domain.moment import local_date, stored
from inspector.store.apply import apply
from inspector.store.derive import derive
from inspector.store.issues import issue_of
from inspector.text import _


@dataclass(frozen=True, slots=True, kw_only=True)
class Amended:
    """The finding, the issue it belongs to now, and the fields that changed."""

    finding: str
    issue: str | None
    changed: tuple[str, ...]


def edit(ws: Workspace, name: str, fields: Mapping[str, str], why: str) -> Amended:
    """Correct fields of a finding; what a notice says of it only until one names it."""
    finding, why = check.known_finding(ws, name), check.reason(why)
    _not_void(ws, finding)
    values = checked(ws, fields)
    if values.keys() & _FIXED_BY_NOTICE and _is_noticed(ws, finding):
        raise _noticed()
    return _write(ws, finding, values, why)


def void(ws: Workspace, name: str, why: str) -> Amended:
    """Take a finding out of every count; it stays readable, struck out."""
    finding, why = check.known_finding(ws, name), check.reason(why)
    _not_void(ws, finding)
    fields: dict[str, Value] = {
        "entity": "finding",
        "subject": finding,
        "at": stored(ws.now),
        "reason": why,
        "person": ws.person,
    }
    with ws.writing() as tx:
        derive(tx, apply(tx, [Draft("void", ws.new_id(), fields)]))
    return Amended(finding=finding, issue=issue_of(ws.db, finding), changed=("void",))


def rule(ws: Workspace, name: str, same_as: str, why: str = "") -> Amended:
    """Decide that a finding is the same place as another issue's, or as none (认定)."""
    finding = check.known_finding(ws, name)
    _not_void(ws, finding)
    decided = check.same_as(ws, same_as)
    if decided == finding:
        raise InputError(
            _("不能认定为与自己相同。"), _("写另一个问题的编号，或 none。"), code="same"
        )
    fields: dict[str, Value] = {
        "finding": finding,
        "same_as": decided,
        "at": stored(ws.now),
        "reason": why,
        "person": ws.person,
    }
    with ws.writing() as tx:
        derive(tx, apply(tx, [Draft("ruling", ws.new_id(), fields)]))
    return Amended(finding=finding, issue=issue_of(ws.db, finding), changed=("same_as",))


def put_back(ws: Workspace, finding: str, values: Mapping[str, Value], why: str) -> Amended:
    """Columns as they stood before a correction; InputError where a notice names them by now."""
    _not_void(ws, finding)
    if values.keys() & _FIXED_BY_NOTICE and _is_noticed(ws, finding):
        raise _noticed()
    return _write(ws, finding, values, why)


def _noticed() -> InputError:
    return InputError(
        _("已下发的通知书写有这条发现，点位、标准、时间、位置和期限不能再改。"),
        _("作废这条（inspector void），再重新登记。"),
        code="noticed",
    )


def _write(ws: Workspace, finding: str, values: Mapping[str, Value], why: str) -> Amended:
    correction: dict[str, Value] = {
        "finding": finding,
        "at": stored(ws.now),
        "reason": why,
        "person": ws.person,
        "fields": [*sorted(values)],
    }
    drafts = [Draft("finding", finding, values), Draft("correction", ws.new_id(), correction)]
    with ws.writing() as tx:
        derive(tx, apply(tx, drafts))
    return Amended(finding=finding, issue=issue_of(ws.db, finding), changed=tuple(sorted(values)))


_FIXED_BY_NOTICE = frozenset(
    {"point", "standard", "variant", "spot", "found_at", "lon", "lat", "deadline"}
)


def checked(ws: Workspace, fields: Mapping[str, str]) -> dict[str, Value]:
    """What people wrote as values of a finding; InputError for what a field cannot hold."""
    values: dict[str, Value] = {}
    for name, text in fields.items():
        reader = _READERS.get(name)
        if reader is None:
            raise InputError(
                _("不能修改这个字段：{name}").format(name=name),
                _("可改：{known}").format(known="、".join(sorted(_READERS))),
                code="unknown_field",
            )
        values |= reader(ws, text)
    return values


def _point(ws: Workspace, text: str) -> dict[str, Value]:
    point, spot = check.known_point(ws, text)
    values: dict[str, Value] = {"point": point.code if point else None}
    return values | {"spot": spot} if spot else values


def _standard(ws: Workspace, text: str) -> dict[str, Value]:
    standard, variant = check.known_standard(ws, text, local_date(ws.now, ws.register.zone))
    return {"standard": standard.code, "variant": variant}


def _found_at(ws: Workspace, text: str) -> dict[str, Value]:
    return {"found_at": stored(check.moment(ws, text)), "time_source": "person"}


def _unit(ws: Workspace, text: str) -> dict[str, Value]:
    return {"unit": check.known_unit(ws, text)}


def _deadline(ws: Workspace, text: str) -> dict[str, Value]:
    named = check.end_of_term(ws, text)
    return {"deadline": stored(named) if named else None}


def _text(name: str) -> Callable[[Workspace, str], dict[str, Value]]:
    return lambda _ws, text: {name: check.line(text) or None}


_READERS: Mapping[str, Callable[[Workspace, str], dict[str, Value]]] = {
    "point": _point,
    "standard": _standard,
    "at": _found_at,
    "unit": _unit,
    "spot": _text("spot"),
    "note": lambda _ws, text: {"note": check.words(text) or None},
    "round": _text("round"),
    "deadline": _deadline,
}

# By which name of the command a column of the finding is written.
FIELDS: Mapping[str, str] = {
    "point": "point",
    "standard": "standard",
    "found_at": "at",
    "unit": "unit",
    "spot": "spot",
    "note": "note",
    "round": "round",
    "deadline": "deadline",
}


def _is_noticed(ws: Workspace, finding: str) -> bool:
    row = ws.db.execute(
        "select 1 from notice_item i where i.finding = ? and not exists "
        "(select 1 from void where void.subject = i.notice) limit 1",
        [finding],
    ).fetchone()
    return row is not None


def _not_void(ws: Workspace, finding: str) -> None:
    row = ws.db.execute("select 1 from void where subject = ? limit 1", [finding]).fetchone()
    if row:
        raise InputError(_("这条发现已作废。"), _("需要时重新登记一条。"), code="void")
