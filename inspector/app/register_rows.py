"""Rows of people's tables as rows of the register: what each kind must say, and may."""

import re
from collections.abc import Callable, Collection, Mapping
from datetime import date
from enum import StrEnum

from inspector.app.assignments_in import assignment_draft
from inspector.app.bad_row import BadRowError
from inspector.app.charges_in import charge_draft
from inspector.app.district import (
    calendar_day,
    person_draft,
    point_draft,
    standard_draft,
    unit_draft,
)
from inspector.app.outside_in import result_draft
from inspector.app.scores_in import score_draft
from inspector.app.tables_in import Raw
from inspector.app.unit_hours import NAMES
from inspector.app.workspace import Workspace
from inspector.domain.change import Draft
from inspector.domain.standard import CheckKind, Severity
from inspector.domain.unit import Relation, UnitKind
from inspector.store.schema import ENTITIES
from inspector.text import _

KINDS = ("points", "standards", "units", "people", "calendar", "scores", "outside", "assignments")

# Fields whose column in files has another name.
_SAID_AS: Mapping[str, str] = {
    "name": "zh",
    "name_en": "en",
    "short_name": "short_zh",
    "datum": "crs",
    "chief": "point_chief",
    "text": "zh",
    "text_en": "en",
    "title": "issue_zh",
    "title_en": "issue_en",
    "indicator": "indicator_kind",
    "department": "dept_type",
    "department_by_point_type": "owner_by_point_type",
    "term": "deadline",
    "refs": "std_refs",
    "initials": "zh",
    "edition": "code",
}

_OF_KINDS = ("point", "unit", "standard", "person", "calendar_day")
_ENTITIES = (*_OF_KINDS, "subscore", "outside", "assignment")

FIELDS = frozenset({_SAID_AS.get(name, name) for kind in _ENTITIES for name in ENTITIES[kind]}) | {
    "check_kind",
    *NAMES,
}
"""What a column of a file may be, whatever the kind."""


def draft_of(ws: Workspace, kind: str, row: Raw) -> Draft:
    """The row of the register that a row of a file stands for.

    :raises BadRowError: it lacks what it must say, or says what no field of it can hold.
    """
    return _MAKERS[kind](ws, row)


def only_said(draft: Draft, said: Collection[str]) -> Draft:
    """Of a draft what was said by these names: the rest of a known row stays as it is."""
    fields = {
        name: value
        for name, value in draft.fields.items()
        if _SAID_AS.get(name, name) in said
        or (name == "more" and any(one in said for one in NAMES))
    }
    return Draft(draft.entity, draft.row, fields)


def _point(ws: Workspace, row: Raw) -> Draft:
    code = _required(row, "code")
    _required(row, "zh")
    made: Raw = {**row, "code": code, "type": _type_code(ws, row)}
    if row.get("town"):
        made["town"] = _town_code(ws, str(row["town"]))
    made |= {name: _number(row, name, limit) for name, limit in _LIMITS.items() if name in row}
    made |= {name: _flag(row, name) for name in ("declared", "active") if name in row}
    if "spots" in row:
        made["spots"] = _words(row["spots"])
    return point_draft(made)


def _type_code(ws: Workspace, row: Raw) -> str:
    """The type a row names, be it by its code or by what people call it."""
    text = str(row.get("type") or "").strip()
    known = {one.name: one.code for one in ws.register.point_types.values()}
    code = text if text in ws.register.point_types else known.get(text)
    if code is None:
        raise BadRowError("type", _("没有这种点位类型：{code}").format(code=row.get("type")))
    return code


def _town_code(ws: Workspace, text: str) -> str:
    """The town a row names, by its code or its name."""
    if ws.register.area(text):
        return text
    known = {one.name: one.code for one in ws.register.areas.get("town", ())}
    if text not in known:
        raise BadRowError("town", _("没有这个镇街：{code}").format(code=text))
    return known[text]


def _unit(ws: Workspace, row: Raw) -> Draft:
    code = _required(row, "code")
    _required(row, "zh")
    said = _one_of(row, "kind", UnitKind) | _one_of(row, "relation", Relation)
    return unit_draft({**_PLAIN_UNIT, **row, "code": code, **said})


def _standard(ws: Workspace, row: Raw) -> Draft:
    code = _required(row, "code")
    _required(row, "zh")
    _required(row, "issue_zh")
    said = _one_of(row, "severity", Severity) | _one_of(row, "check_kind", CheckKind)
    days = ("photos_min", "repeat_window_days", "rebound_window_days")
    whole = {name: _whole(row, name) for name in days if name in row}
    _number(row, "deduct", 100)
    made: Raw = {"severity": "minor", **row, "code": code, **said, **whole}
    made["deduct"] = str(row.get("deduct", 0))
    if "active" in row:
        made["active"] = _flag(row, "active")
    newest = max((one.code for one in ws.register.editions), default="1")
    return standard_draft(made, str(row.get("edition") or newest), row.get("content"))


# Degrees and metres; a line of 100 km crosses any district.
_LIMITS: Mapping[str, float] = {"lon": 180, "lat": 90, "radius_m": 10_000, "length_m": 100_000}
_NEVER_LESS = frozenset({"radius_m", "length_m", "deduct"})  # than nothing
_PLAIN_UNIT = {"kind": "department", "relation": "subordinate"}
_YES, _NO = frozenset({"1", "true", "是"}), frozenset({"0", "false", "否"})


def _calendar(ws: Workspace, row: Raw) -> Draft:
    del ws
    try:
        day = date.fromisoformat(str(row.get("day"))[:10])
    except ValueError as error:
        raise BadRowError("day", _("看不懂这个日期：{text}").format(text=row.get("day"))) from error
    kinds = {"holiday": "holiday", "放假": "holiday", "workday": "workday", "上班": "workday"}
    kind = kinds.get(str(row.get("kind")))
    if kind is None:
        raise BadRowError("kind", _("应为 放假 或 上班"))
    return calendar_day(day, kind, str(row.get("zh") or ""))


def _person(ws: Workspace, row: Raw) -> Draft:
    del ws
    _required(row, "code")
    _required(row, "zh")
    made: Raw = {**row, "id": str(row["code"]).strip()}
    if "active" in row:
        made["active"] = _flag(row, "active")
    return person_draft(made)


_MAKERS: Mapping[str, Callable[[Workspace, Raw], Draft]] = {
    "points": _point,
    "units": _unit,
    "standards": _standard,
    "people": _person,
    "calendar": _calendar,
    "scores": score_draft,
    "outside": result_draft,
    "assignments": assignment_draft,
    "charges": charge_draft,
}


def _required(row: Raw, name: str) -> str:
    value = str(row.get(name) or "").strip()
    if not value:
        raise BadRowError(name, _("不能为空"))
    return value


def _number(row: Raw, name: str, limit: float) -> float | None:
    if row.get(name) in (None, ""):
        return None
    try:
        number = float(row[name])
    except (TypeError, ValueError) as error:
        raise BadRowError(name, _("不是数字：{text}").format(text=row[name])) from error
    least = 0 if name in _NEVER_LESS else -limit
    if not least <= number <= limit:
        raise BadRowError(name, _("超出范围：{text}").format(text=row[name]))
    return number


def _whole(row: Raw, name: str) -> int:
    number = _number(row, name, 10_000)
    if number is None or number < 0 or number % 1:
        raise BadRowError(name, _("应为整数：{text}").format(text=row[name]))
    return int(number)


def _flag(row: Raw, name: str) -> bool:
    text = str(row[name]).strip().lower()
    if text not in _YES | _NO:
        raise BadRowError(name, _("应为 是 或 否：{text}").format(text=row[name]))
    return text in _YES


def _one_of(row: Raw, name: str, kinds: type[StrEnum]) -> Raw:
    """The code for what the row says, be it the code or the Chinese; nothing where it is silent."""
    if name not in row:
        return {}
    codes = {word: one.name.lower() for one in kinds for word in (one.name.lower(), one.value)}
    if row[name] not in codes:
        reason = _("不认识：{text}，可选 {known}")
        known = "、".join(one.value for one in kinds)
        raise BadRowError(name, reason.format(text=row[name], known=known))
    return {name: codes[row[name]]}


def _words(value: object) -> list[object]:
    """北门、南门 as a sheet has it, or the list a JSON file has."""
    if isinstance(value, list):
        return value
    return [word.strip() for word in re.split("[、,，;；]", str(value)) if word.strip()]
