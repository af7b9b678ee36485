"""Importing registers (基础资料): points, standards, units, calendar from JSON, CSV or GeoJSON."""

import csv
import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from openpyxl import load_workbook

from inspector.app.district import calendar_day, point_draft, standard_draft, unit_draft
from inspector.app.history import Rejected
from inspector.app.office import parse
from inspector.app.workspace import Workspace
from inspector.domain.change import Draft
from inspector.domain.errors import InputError
from inspector.store.apply import apply
from inspector.store.derive import derive
from inspector.store.faults import told
from inspector.store.schema import ENTITIES
from inspector.store.values import into_column
from inspector.text import _

Raw = dict[str, Any]

KINDS = ("points", "standards", "units", "calendar")
_LARGEST = 50 * 1024 * 1024  # bytes; a register is never near it


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
    """Rows of every file into the register; a bad row is named and bars no other."""
    renamed, drafts, rejected = parse(mapping), {}, []
    for file in files:
        for number, raw in enumerate(_rows(kind, file), start=1):
            row = {renamed.get(name, _KNOWN.get(name, name)): value for name, value in raw.items()}
            try:
                draft = _MAKERS[kind](ws, row)
            except _BadRowError as error:
                rejected.append(
                    Rejected(file=file.name, row=number, column=error.column, reason=error.reason)
                )
                continue
            drafts[draft.entity, draft.row] = draft
    states = {key: _state(ws, draft) for key, draft in drafts.items()}
    wanted = [draft for key, draft in drafts.items() if states[key] != "unchanged"]
    if wanted and not dry_run:
        with ws.writing() as tx:
            derive(tx, apply(tx, wanted))
    return Imported(
        added=sum(state == "added" for state in states.values()),
        changed=sum(state == "changed" for state in states.values()),
        unchanged=sum(state == "unchanged" for state in states.values()),
        rejected=tuple(rejected),
    )


class _BadRowError(Exception):
    def __init__(self, column: str, reason: str) -> None:
        super().__init__(reason)
        self.column, self.reason = column, reason


# What offices call their columns, and what we call them.
_KNOWN: Mapping[str, str] = {
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


def _rows(kind: str, file: Path) -> Iterator[Raw]:
    with told():
        content = file.read_bytes() if file.stat().st_size <= _LARGEST else None
    if content is None:
        raise InputError(
            _("文件太大：{name}").format(name=file.name),
            _("分成几个文件再导入。"),
            code="too_large",
        )
    suffix = file.suffix.lower()
    if suffix in (".json", ".geojson"):
        yield from _of_json(kind, content, file.name)
    elif suffix == ".csv":
        yield from csv.DictReader(_text(content, file.name).splitlines())
    elif suffix == ".xlsx":
        yield from _of_sheet(file)
    else:
        raise _unreadable(file.name)


def _of_json(kind: str, content: bytes, name: str) -> Iterator[Raw]:
    try:
        raw = json.loads(content)
    except ValueError as error:
        raise _unreadable(name) from error
    if isinstance(raw, dict) and raw.get("type") == "FeatureCollection":
        yield from _of_features(raw)
        return
    if isinstance(raw, dict) and "projects" in raw and kind == "standards":
        for project in raw["projects"]:
            for content_ in project["contents"]:
                yield from content_["standards"]
        return
    rows = raw.get(kind, []) if isinstance(raw, dict) else raw
    yield from (row for row in rows if isinstance(row, dict))


def _of_features(raw: Raw) -> Iterator[Raw]:
    for feature in raw.get("features", ()):
        geometry, properties = feature.get("geometry") or {}, feature.get("properties") or {}
        if geometry.get("type") == "Point":
            lon, lat = geometry["coordinates"][:2]
            yield {"lon": lon, "lat": lat, **properties}


def _of_sheet(file: Path) -> Iterator[Raw]:
    try:
        sheet = load_workbook(file, read_only=True, data_only=True).worksheets[0]
        rows = sheet.iter_rows(values_only=True)
        names = [str(name or "").strip() for name in next(rows, ())]
        for values in rows:
            if any(value is not None for value in values):
                yield dict(zip(names, values, strict=False))
    except (KeyError, ValueError, OSError) as error:
        raise _unreadable(file.name) from error


def _text(content: bytes, name: str) -> str:
    for encoding in ("utf-8-sig", "gb18030"):
        try:
            return content.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise _unreadable(name)


def _unreadable(name: str) -> InputError:
    return InputError(
        _("读不懂这个文件：{name}").format(name=name),
        _("用 JSON、GeoJSON、CSV（UTF-8 或 GBK）或 XLSX。"),
        code="bad_file",
    )


def _point(ws: Workspace, row: Raw) -> Draft:
    code = _required(row, "code")
    _required(row, "zh")
    if row.get("type") not in ws.register.point_types:
        raise _BadRowError("type", _("没有这种点位类型：{code}").format(code=row.get("type")))
    if row.get("town") and ws.register.area(str(row["town"])) is None:
        raise _BadRowError("town", _("没有这个镇街：{code}").format(code=row["town"]))
    lon, lat = _number(row, "lon", 180), _number(row, "lat", 90)
    return point_draft({**row, "code": code, "lon": lon, "lat": lat})


def _unit(ws: Workspace, row: Raw) -> Draft:
    del ws
    _required(row, "code")
    _required(row, "zh")
    return unit_draft({"kind": "department", "relation": "subordinate", **row})


def _standard(ws: Workspace, row: Raw) -> Draft:
    _required(row, "code")
    _required(row, "zh")
    _required(row, "issue_zh")
    edition = str(
        row.get("edition") or max((one.code for one in ws.register.editions), default="1")
    )
    return standard_draft({"deduct": "0", "severity": "minor", **row}, edition, row.get("content"))


def _calendar(ws: Workspace, row: Raw) -> Draft:
    del ws
    try:
        day = date.fromisoformat(str(row.get("day"))[:10])
    except ValueError as error:
        raise _BadRowError(
            "day", _("看不懂这个日期：{text}").format(text=row.get("day"))
        ) from error
    kinds = {"holiday": "holiday", "放假": "holiday", "workday": "workday", "上班": "workday"}
    kind = kinds.get(str(row.get("kind")))
    if kind is None:
        raise _BadRowError("kind", _("应为 放假 或 上班"))
    return calendar_day(day, kind, str(row.get("zh") or ""))


_MAKERS: Mapping[str, Callable[[Workspace, Raw], Draft]] = {
    "points": _point,
    "units": _unit,
    "standards": _standard,
    "calendar": _calendar,
}


def _required(row: Raw, name: str) -> str:
    value = str(row.get(name) or "").strip()
    if not value:
        raise _BadRowError(name, _("不能为空"))
    return value


def _number(row: Raw, name: str, limit: float) -> float | None:
    if row.get(name) in (None, ""):
        return None
    try:
        number = float(row[name])
    except (TypeError, ValueError) as error:
        raise _BadRowError(name, _("不是数字：{text}").format(text=row[name])) from error
    if not -limit <= number <= limit:
        raise _BadRowError(name, _("超出范围：{text}").format(text=row[name]))
    return number


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
