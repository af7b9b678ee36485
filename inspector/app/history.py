"""Importing a history (历史台账): events of the past become facts, once, whatever their order."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import Any

from inspector.app.district import master
from inspector.app.found import read_json
from inspector.app.ledger import local, verdict_told
from inspector.app.ledger_in import read_ledger
from inspector.app.told import VerdictTold
from inspector.app.workspace import Workspace
from inspector.domain.change import Draft, Value
from inspector.domain.errors import InputError
from inspector.domain.ids import master_id
from inspector.domain.moment import read_moment, stored
from inspector.store.apply import apply
from inspector.store.derive import derive
from inspector.store.values import canonical
from inspector.text import _

Raw = dict[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class Rejected:
    """A row that was not taken, and why."""

    file: str
    row: int
    column: str
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class HistoryVerdict:
    """What one event's finding is when all events are in; all but ref None for void ones."""

    ref: str
    kind: str | None
    occurrence: int | None
    rebound: bool | None
    level: int | None
    issue: str | None
    candidate_of: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class HistoryIssue:
    """One issue of the imported history, named by the ref of its first finding."""

    issue: str
    refs: tuple[str, ...]
    state: str
    late: bool
    deadline: datetime | None
    deduction: Decimal


@dataclass(frozen=True, slots=True, kw_only=True)
class HistoryImported:
    """How many events were new, known, or not taken; and the verdicts as they stand now."""

    added: int
    changed: int
    unchanged: int
    rejected: tuple[Rejected, ...]
    verdicts: tuple[HistoryVerdict, ...]
    issues: tuple[HistoryIssue, ...]


def import_history(ws: Workspace, files: list[Path], *, dry_run: bool = False) -> HistoryImported:
    """Take the events of every file; a bad event is named and bars no other."""
    histories = {
        file.name: read_json(file) if file.suffix.lower() == ".json" else read_ledger(ws, file)
        for file in files
    }
    return import_events(ws, histories, dry_run=dry_run)


def import_events(
    ws: Workspace, histories: Mapping[str, Raw], *, dry_run: bool = False
) -> HistoryImported:
    """Take the events of histories that are read already, by the names of their files."""
    drafts: dict[tuple[str, str], Draft] = {}
    rejected: list[Rejected] = []
    refs: list[str] = []
    for name, raw in histories.items():
        events = _events(name, raw)
        drafts.update({(draft.entity, draft.row): draft for draft in _overrides(raw)})
        for row, event in enumerate(events, start=1):
            try:
                made = list(_event(ws, event))
            except _BadEventError as error:
                rejected.append(
                    Rejected(file=name, row=row, column=error.column, reason=error.reason)
                )
                continue
            drafts.update({(draft.entity, draft.row): draft for draft in made})
            if event["do"] == "find":
                refs.append(str(event["ref"]))
    new = [draft for draft in drafts.values() if not _is_known(ws, draft)]
    if new and not dry_run:
        with ws.writing() as tx:
            derive(tx, apply(tx, new))
    return HistoryImported(
        added=len(new),
        changed=0,
        unchanged=len(drafts) - len(new),
        rejected=tuple(rejected),
        verdicts=tuple(_verdict(ws, ref) for ref in dict.fromkeys(refs)),
        issues=tuple(_issues(ws, refs)),
    )


class _BadEventError(Exception):
    def __init__(self, column: str, reason: str) -> None:
        super().__init__(reason)
        self.column, self.reason = column, reason


def _events(name: str, raw: Raw) -> list[Any]:
    events = raw.get("events", [])
    if not isinstance(events, list) or not isinstance(raw.get("standard_overrides") or {}, dict):
        raise InputError(
            _("读不懂这个历史文件：{name}").format(name=name),
            _("events 应为一列事件，写法见 docs/commands.md。"),
            code="bad_file",
        )
    return events


def _overrides(raw: Raw) -> Iterator[Draft]:
    for code, rule in (raw.get("standard_overrides") or {}).items():
        fields: dict[str, Value] = {
            "standard": code,
            "repeat_window_days": rule.get("repeat_window_days"),
            "rebound_window_days": rule.get("rebound_window_days"),
        }
        yield master("local_rule", code, fields)


def finding_id(ref: str) -> str:
    """A history's finding is named by its ref, so that refs sort as their ids do."""
    return f"h-{ref}"


def _is_known(ws: Workspace, draft: Draft) -> bool:
    columns = ", ".join(f'"{name}"' for name in draft.fields) or "1"
    row = ws.db.execute(
        f'select {columns} from "{draft.entity}" where id = ?', [draft.row]
    ).fetchone()
    if row is None:
        return False
    return draft.entity != "local_rule" or list(row) == list(draft.fields.values())


def _event(ws: Workspace, event: object) -> Iterator[Draft]:
    if not isinstance(event, dict):
        raise _BadEventError("", _("不是一个事件"))
    maker = _MAKERS.get(str(event.get("do")))
    if maker is None:
        raise _BadEventError("do", _("不认识的事件：{do}").format(do=event.get("do")))
    yield from maker(ws, event)


def _moment(ws: Workspace, event: Raw, key: str) -> str | None:
    text = event.get(key)
    if text is None:
        return None
    try:
        return stored(read_moment(str(text), ws.register.zone))
    except (ValueError, OverflowError) as error:
        raise _BadEventError(key, _("看不懂这个时间：{text}").format(text=text)) from error


def _at(ws: Workspace, event: Raw) -> str:
    at = _moment(ws, event, "at")
    if at is None:
        raise _BadEventError("at", _("缺少时间"))
    return at


def _ref(event: Raw) -> str:
    ref = event.get("ref")
    if not ref:
        raise _BadEventError("ref", _("缺少 ref"))
    return str(ref)


def _find(ws: Workspace, event: Raw) -> Iterator[Draft]:
    ref, at = _ref(event), _at(ws, event)
    point, standard = event.get("point"), event.get("standard")
    if point is not None and ws.register.point(str(point)) is None:
        raise _BadEventError("point", _("没有这个点位：{code}").format(code=point))
    if ws.register.standard(str(standard), read_moment(at, ws.register.zone).date()) is None:
        raise _BadEventError("standard", _("没有这条标准：{code}").format(code=standard))
    same_as = _word(event, "same_as")
    lon, lat = _lonlat(event)
    fields: dict[str, Value] = {
        "label": ref,
        "point": point,
        "standard": str(standard),
        "spot": _word(event, "spot"),
        "lon": lon,
        "lat": lat,
        "accuracy_m": _amount(event, "accuracy_m"),
        "found_at": at,
        "time_source": "history",
        "round": _word(event, "round"),
        "source": _word(event, "source") or "district",
        "person": _word(event, "person"),
        "note": _word(event, "note") or "",
        "unit": _word(event, "unit"),
        "same_as": finding_id(same_as) if same_as and same_as != "none" else same_as,
        "on_the_spot": int(bool(event.get("on_the_spot"))),
    }
    yield Draft("finding", finding_id(ref), fields)


def _word(event: Raw, key: str) -> str | None:
    """A text, or a number that stands for one; nothing else can be a spot, a round, a name."""
    value = event.get(key)
    if isinstance(value, list | dict | bool):
        raise _BadEventError(key, _("应为一个词：{text}").format(text=value))
    return None if value is None else str(value)


def _amount(event: Raw, key: str) -> float | None:
    value = event.get(key)
    if value is None:
        return None
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise _BadEventError(key, _("不是数字：{text}").format(text=value))
    return float(value)


def _lonlat(event: Raw) -> tuple[float | None, float | None]:
    lonlat = event.get("lonlat")
    if lonlat is None:
        return None, None
    try:
        lon, lat = (float(one) for one in lonlat)
    except (TypeError, ValueError) as error:
        raise _BadEventError("lonlat", _("坐标应为 [经度, 纬度]")) from error
    if not (-180 <= lon <= 180 and -90 <= lat <= 90):
        raise _BadEventError("lonlat", _("经纬度超出范围"))
    return lon, lat


def _deed(ws: Workspace, event: Raw) -> Iterator[Draft]:
    at, ref = _at(ws, event), _ref(event)
    entity, fields = _DEEDS[event["do"]]
    values: dict[str, Value] = {"finding": finding_id(ref), "at": at}
    for column, source in fields.items():
        values[column] = _moment(ws, event, source[1:]) if source.startswith("@") else source
    if entity == "reply" and values.get("done") is None:
        values["done"] = at
    yield Draft(entity, _row(event), values)


def _void(ws: Workspace, event: Raw) -> Iterator[Draft]:
    fields: dict[str, Value] = {
        "entity": "finding",
        "subject": finding_id(_ref(event)),
        "at": _at(ws, event),
    }
    yield Draft("void", _row(event), fields)


def _inspect(ws: Workspace, event: Raw) -> Iterator[Draft]:
    at, point = _at(ws, event), event.get("point")
    if ws.register.point(str(point)) is None:
        raise _BadEventError("point", _("没有这个点位：{code}").format(code=point))
    row = _row(event)
    fields: dict[str, Value] = {"point": point, "at": at, "round": event.get("round")}
    yield Draft("inspection", row, fields)
    for answer in ("pass", "fail", "na"):
        for code in event.get(answer) or ():
            if ws.register.standard(str(code), read_moment(at, ws.register.zone).date()) is None:
                raise _BadEventError(answer, _("没有这条标准：{code}").format(code=code))
            check: dict[str, Value] = {
                "inspection": row,
                "point": point,
                "standard": code,
                "at": at,
                "answer": answer,
            }
            yield Draft("check", master_id("check", f"{row}/{code}"), check)


def _charge(ws: Workspace, event: Raw) -> Iterator[Draft]:
    _check_payer(ws, event)
    fields: dict[str, Value] = {
        "at": _at(ws, event),
        "town": event.get("town"),
        "unit": _word(event, "unit"),
        "kind": event.get("kind"),
        "points": _points(event),
    }
    yield Draft("charge", _row(event), fields)


def _check_payer(ws: Workspace, event: Raw) -> None:
    """Points that nobody pays would vanish from every score without a word."""
    unit, town = event.get("unit"), event.get("town")
    area = ws.register.area(str(town)) if town else None
    if unit and ws.register.directory.unit(str(unit)) is None:
        raise _BadEventError("unit", _("没有这个责任单位：{code}").format(code=unit))
    if town and (area is None or area.kind != "town"):
        raise _BadEventError("town", _("没有这个镇街：{code}").format(code=town))
    if not (unit or town):
        raise _BadEventError("town", _("没有写镇街或单位"))


def _points(event: Raw) -> str:
    text = str(event.get("points", ""))
    try:
        number = Decimal(text)
    except InvalidOperation:
        number = Decimal("nan")
    if not number.is_finite():
        raise _BadEventError("points", _("不是数字：{text}").format(text=text))
    return text


def _row(event: Raw) -> str:
    """An event is named by what it says: importing it again adds nothing."""
    return master_id("history", canonical(event))


# Columns of each deed; @name takes the event's moment of that name, else the word itself.
_DEEDS: dict[str, tuple[str, dict[str, str]]] = {
    "notify": ("delivery", {"deadline": "@deadline"}),
    "reply": ("reply", {"done": "@done"}),
    "pass": ("verification", {"result": "pass"}),
    "close": ("verification", {"result": "pass"}),
    "return": ("verification", {"result": "fail"}),
    "extend": ("extension", {"until": "@until"}),
    "defer": ("deferral", {"until": "@until", "kind": "defer"}),
}
_MAKERS = {
    "find": _find,
    "void": _void,
    "inspect": _inspect,
    "charge": _charge,
    **dict.fromkeys(_DEEDS, _deed),
}


def _verdict(ws: Workspace, ref: str) -> HistoryVerdict:
    seen: VerdictTold | None = verdict_told(ws, finding_id(ref))
    issue = ws.db.execute(
        "select issue from verdict where finding = ?", [finding_id(ref)]
    ).fetchone()
    return HistoryVerdict(
        ref=ref,
        kind=seen.kind if seen else None,
        occurrence=seen.occurrence if seen else None,
        rebound=seen.rebound if seen else None,
        level=seen.level if seen else None,
        issue=_ref_of(issue[0]) if issue else None,
        candidate_of=_ref_of(seen.candidate_of) if seen and seen.candidate_of else None,
    )


def _issues(ws: Workspace, refs: list[str]) -> Iterator[HistoryIssue]:
    ids = {finding_id(ref) for ref in refs}
    now = stored(ws.now)
    members: dict[str, list[str]] = {}
    for finding, issue in ws.db.execute(
        "select v.finding, v.issue from verdict v join finding f on f.id = v.finding "
        "order by f.found_at, f.id"
    ).fetchall():
        if finding in ids:
            members.setdefault(issue, []).append(finding)
    for issue, findings in members.items():
        row = next(iter(ws.db.query("select * from issue where id = :id", {"id": issue})))
        late = bool(
            row["state"] not in ("closed", "void")
            and row["delivered_at"]
            and row["deadline"]
            and row["deadline"] < now
        )
        yield HistoryIssue(
            issue=_ref_of(issue),
            refs=tuple(_ref_of(one) for one in findings),
            state=row["state"],
            late=late,
            deadline=local(ws, row["deadline"]),
            deduction=Decimal(row["deduction"]),
        )


def _ref_of(finding: str) -> str:
    return finding.removeprefix("h-")
