"""Importing registers (基础资料) and sub-scores from JSON, CSV, XLSX or GeoJSON."""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from pathlib import Path

from inspector.app.bad_row import BadRowError
from inspector.app.district import calendar_day, point_draft, standard_draft, unit_draft
from inspector.app.history import Rejected
from inspector.app.office import parse
from inspector.app.scores_in import score_draft, spread, value_column
from inspector.app.tables_in import Raw, read_rows
from inspector.app.workspace import Workspace
from inspector.domain.change import Draft
from inspector.domain.errors import InputError
from inspector.domain.moment import stored
from inspector.domain.standard import CheckKind, Severity
from inspector.domain.unit import Relation, UnitKind
from inspector.store.apply import apply
from inspector.store.derive import derive
from inspector.store.schema import ENTITIES
from inspector.store.values import into_column
from inspector.text import _

KINDS = ("points", "standards", "units", "calendar", "scores")


@dataclass(frozen=True, slots=True, kw_only=True)
class Imported:
    """How many rows were new, different, the same, or not taken."""

    added: int
    changed: int
    unchanged: int
    rejected: tuple[Rejected, ...]


def import_register(
    ws: Workspace,
    kind: str,
    files: Sequence[Path],
    *,
    mapping: Sequence[str] = (),
    dry_run: bool = False,
) -> Imported:
    """Rows of every file into the register; a bad row is named and bars no other.

    A row that is known already changes in the columns the file has and fills; others stay.
    """
    renamed = _mapping(mapping)
    drafts: dict[tuple[str, str], Draft] = {}
    rejected = []
    for file in files:
        for line, raw in _rows(ws, kind, file):
            names = _columns(ws, kind, raw, renamed)
            row = {name: raw[column] for name, column in names.items() if raw[column] != ""}
            try:
                draft = _MAKERS[kind](ws, row)
            except BadRowError as error:
                column = names.get(error.column, error.column)
                rejected.append(
                    Rejected(file=file.name, row=line, column=column, reason=error.reason)
                )
                continue
            drafts[draft.entity, draft.row] = _given(ws, draft, row)
    states = {key: _state(ws, draft) for key, draft in drafts.items()}
    wanted = [draft for key, draft in drafts.items() if states[key] != "unchanged"]
    if wanted and not dry_run:
        with ws.writing() as tx:
            derive(tx, apply(tx, [_signed(ws, draft) for draft in wanted]))
    return Imported(
        added=sum(state == "added" for state in states.values()),
        changed=sum(state == "changed" for state in states.values()),
        unchanged=sum(state == "unchanged" for state in states.values()),
        rejected=tuple(rejected),
    )


def _rows(ws: Workspace, kind: str, file: Path) -> Iterator[tuple[int, Raw]]:
    """The rows of a file; of a sheet of scores one for each score it holds."""
    for line, raw in read_rows(kind, file):
        for one in spread(ws, raw) if kind == "scores" else (raw,):
            yield line, one


def _columns(ws: Workspace, kind: str, raw: Raw, renamed: Mapping[str, str]) -> dict[str, str]:
    """The file's column by our field."""
    known = _KNOWN | _KNOWN_OF_KIND.get(kind, {})
    names = {renamed.get(name, known.get(name, name)): name for name in raw}
    own = value_column(ws, raw) if kind == "scores" else None
    return names | {"points": own} if own else names


def _signed(ws: Workspace, draft: Draft) -> Draft:
    """A sub-score says who entered it, and when."""
    if draft.entity != "subscore":
        return draft
    return replace(draft, fields={**draft.fields, "at": stored(ws.now), "person": ws.person})


def _mapping(pairs: Sequence[str]) -> dict[str, str]:
    renamed = parse(pairs)
    for field in renamed.values():
        if field not in _FIELDS:
            raise InputError(
                _("没有这个字段：{name}").format(name=field),
                _("可用：{known}").format(known="、".join(sorted(_FIELDS))),
                code="unknown_field",
            )
    return renamed


def _given(ws: Workspace, draft: Draft, row: Raw) -> Draft:
    """Of a known row only what the file says: a sheet of two columns must not blank the rest."""
    known = ws.db.execute(f'select 1 from "{draft.entity}" where id = ?', [draft.row]).fetchone()
    if known is None:
        return draft
    fields = {
        name: value
        for name, value in draft.fields.items()
        if row.get(_SAID_AS.get(name, name)) is not None
    }
    return Draft(draft.entity, draft.row, fields)


# What offices call their columns, and what we call them.
_KNOWN: dict[str, str] = {
    "点位编号": "code",
    "编号": "code",
    "点位名称": "zh",
    "名称": "zh",
    "点位类型": "type",
    "类型": "type",
    "镇街": "town",
    "社区": "community",
    "网格": "grid",
    "经度": "lon",
    "纬度": "lat",
    "地址": "address",
    "简称": "short_zh",
    "联系人": "contact",
    "电话": "phone",
    "联系电话": "phone",
    "日期": "day",
    "性质": "kind",
    "标准编号": "code",
    "标准": "zh",
    "问题": "issue_zh",
    "扣分": "deduct",
}


_KNOWN_OF_KIND: Mapping[str, dict[str, str]] = {
    "scores": {
        "月份": "month",
        "考核月": "month",
        "镇街编号": "town",
        "镇街名称": "town",
        "分项": "item",
        "项目": "item",
        "评分单位": "scorer",
        "部门": "scorer",
        "得分": "points",
        "分值": "points",
    }
}


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
_FIELDS = frozenset(
    {
        _SAID_AS.get(name, name)
        for kind in ("point", "unit", "standard", "calendar_day", "subscore")
        for name in ENTITIES[kind]
    }
) | {"check_kind"}


def _point(ws: Workspace, row: Raw) -> Draft:
    code = _required(row, "code")
    _required(row, "zh")
    if row.get("type") not in ws.register.point_types:
        raise BadRowError("type", _("没有这种点位类型：{code}").format(code=row.get("type")))
    if row.get("town") and ws.register.area(str(row["town"])) is None:
        raise BadRowError("town", _("没有这个镇街：{code}").format(code=row["town"]))
    made: Raw = {**row, "code": code}
    made |= {name: _number(row, name, limit) for name, limit in _LIMITS.items() if name in row}
    made |= {name: _flag(row, name) for name in ("declared", "active") if name in row}
    if "spots" in row:
        made["spots"] = _words(row["spots"])
    return point_draft(made)


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


_MAKERS: Mapping[str, Callable[[Workspace, Raw], Draft]] = {
    "points": _point,
    "units": _unit,
    "standards": _standard,
    "calendar": _calendar,
    "scores": score_draft,
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
    if not -limit <= number <= limit:
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


def _state(ws: Workspace, draft: Draft) -> str:
    columns = ENTITIES[draft.entity]
    names = ", ".join(f'"{name}"' for name in draft.fields)
    row = ws.db.execute(
        f'select {names} from "{draft.entity}" where id = ?', [draft.row]
    ).fetchone()
    if row is None:
        return "added"
    values = [into_column(value, columns[name]) for name, value in draft.fields.items()]
    return "unchanged" if list(row) == values else "changed"
