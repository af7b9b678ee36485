"""The lists of the register: every kind with its heads and a line for each record."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any

import orjson

from inspector.app.charges_in import charge_in_words, kinds_of_charge
from inspector.app.register_fields import choices, shown
from inspector.app.register_told import Entry, KindTold, Listing
from inspector.app.scores_in import components
from inspector.app.workspace import Workspace
from inspector.domain.errors import InputError
from inspector.store.faults import told
from inspector.text import _

Row = dict[str, Any]
_BY_FORM_OR_SHEET = ("points", "units", "people", "calendar", "assignments", "outside", "scores")
EDITABLE = (*_BY_FORM_OR_SHEET, "charges")
WITHDRAWABLE = ("assignments", "outside", "scores", "charges")
IMPORTABLE = (*_BY_FORM_OR_SHEET, "standards")


def kinds(ws: Workspace) -> tuple[KindTold, ...]:
    """Every kind of reference data and how much of it there is."""
    with told():
        return tuple(
            KindTold(
                code=code,
                name=name,
                count=sum(_count(ws, entity) for entity in _ENTITIES[code]),
                importable=code in IMPORTABLE,
                editable=code in EDITABLE,
            )
            for code, name in _names().items()
        )


def listing(ws: Workspace, kind: str) -> Listing:
    """Everything of one kind, by code; InputError for a kind there is none of."""
    if kind not in _MAKERS:
        raise InputError(
            _("没有这类资料：{kind}").format(kind=kind),
            _("可选：{known}").format(known="、".join(_MAKERS)),
            code="unknown_kind",
        )
    heads, numeric, make = _MAKERS[kind]
    with told():
        return Listing(kind=kind, heads=tuple(heads()), numeric=numeric, entries=tuple(make(ws)))


def entities_of(kind: str) -> tuple[str, ...]:
    """The tables a kind is kept in."""
    return _ENTITIES[kind]


def _names() -> Mapping[str, str]:
    return {
        "points": _("点位"),
        "types": _("点位类型"),
        "standards": _("标准"),
        "units": _("单位"),
        "areas": _("镇街网格"),
        "people": _("人员"),
        "assignments": _("包村居"),
        "calendar": _("日历"),
        "plans": _("检查计划"),
        "profiles": _("评分方案"),
        "rules": _("规则"),
        "charges": _("加分扣分"),
        "scores": _("部门评分"),
        "outside": _("外部结果"),
    }


_ENTITIES: Mapping[str, tuple[str, ...]] = {
    "points": ("point",),
    "types": ("point_type",),
    "standards": ("standard",),
    "units": ("unit",),
    "areas": ("area",),
    "people": ("person",),
    "calendar": ("calendar_day",),
    "plans": ("draw",),
    "profiles": ("profile",),
    "rules": ("rules", "edition", "source_level", "local_rule"),
    "assignments": ("assignment",),
    "outside": ("outside",),
    "scores": ("subscore",),
    "charges": ("charge",),
}
# What was withdrawn keeps its row and its history, and leaves the lists.
_STANDS: Mapping[str, str] = {
    "subscore": "month <> '' and item <> '' and town <> '' and points is not null and not exists "
    "(select 1 from void where subject = subscore.id)",
    "charge": "points is not null and not exists (select 1 from void where subject = charge.id)",
    "assignment": "official <> '' and community <> ''",
    "outside": "source <> '' and period <> '' and (place is not null or points is not null)",
}


def stands(ws: Workspace, entity: str, row: str) -> bool:
    """Whether there is such a row and nobody withdrew it."""
    sql = f'select 1 from "{entity}" where id = ? and {_standing(entity)}'
    return ws.db.execute(sql, [row]).fetchone() is not None


def _standing(entity: str) -> str:
    return _STANDS.get(entity, "1 = 1")


def _count(ws: Workspace, entity: str) -> int:
    sql = f'select count(*) from "{entity}" where {_standing(entity)}'
    return int(ws.db.execute(sql).fetchone()[0])


def _rows(ws: Workspace, entity: str, order: str = "code") -> list[Row]:
    sql = f'select * from "{entity}" where {_standing(entity)} order by {order}, id'
    return list(ws.db.query(sql))


def _entry(entity: str, row: Row, name: str, cells: Iterable[str], *, code: str = "") -> Entry:
    code = code or str(row.get("code") or "")
    values = tuple(cells)
    sought = " ".join((code, name, *values, str(row.get("initials") or "")))
    return Entry(
        key=f"{entity}:{row['id']}",
        code=code,
        name=name or code,
        cells=values,
        sought=sought.lower(),
        active=row.get("active") != 0,
    )


def _points(ws: Workspace) -> Iterator[Entry]:
    types = {code: one.name for code, one in ws.register.point_types.items()}
    for row in _rows(ws, "point"):
        town = ws.register.area(row["town"])
        has_place = row["lon"] is not None and row["lat"] is not None
        cells = (
            types.get(row["type"], row["type"] or ""),
            town.name if town else "",
            "" if has_place else _("无坐标"),
        )
        yield _entry("point", row, row["name"] or "", cells)


def _types(ws: Workspace) -> Iterator[Entry]:
    for row in _rows(ws, "point_type"):
        every, radius = row["every_days"], row["radius_m"]
        cells = (
            _("{n} 天").format(n=every) if every else "",
            f"{shown(radius)} m" if radius is not None else "",
        )
        yield _entry("point_type", row, row["name"] or "", cells)


def _standards(ws: Workspace) -> Iterator[Entry]:
    severities = choices(ws, "standards", "severity")
    several = len(ws.register.editions) > 1
    for row in _rows(ws, "standard", "code, edition desc"):
        repeat = row["repeat_window_days"]
        cells = (
            shown(row["severity"], severities),
            str(row["deduct"] or ""),
            _("{n} 天").format(n=repeat) if repeat else "",
        )
        name = f"{row['title'] or ''}　{row['edition']}" if several else row["title"] or ""
        yield _entry("standard", row, name, cells)


def _units(ws: Workspace) -> Iterator[Entry]:
    made, relations = choices(ws, "units", "kind"), choices(ws, "units", "relation")
    for row in _rows(ws, "unit"):
        contact = row["contact"] or _("缺联系人")
        cells = (shown(row["kind"], made), shown(row["relation"], relations), contact)
        yield _entry("unit", row, row["short_name"] or row["name"] or "", cells)


def _areas(ws: Workspace) -> Iterator[Entry]:
    kinds_of_area = {"town": _("镇街"), "community": _("社区"), "grid": _("网格")}
    for row in _rows(ws, "area"):
        parent = ws.register.area(row["parent"])
        kind = kinds_of_area.get(row["kind"], row["kind"] or "")
        cells = (kind, parent.name if parent else "", row["officer"] or "")
        yield _entry("area", row, row["name"] or "", cells)


def _people(ws: Workspace) -> Iterator[Entry]:
    roles = choices(ws, "people", "role")
    for row in _rows(ws, "person"):
        cells = (shown(row["role"], roles), row["device"] or "")
        yield _entry("person", row, row["name"] or "", cells)


def _calendar(ws: Workspace) -> Iterator[Entry]:
    made = choices(ws, "calendar", "kind")
    for row in _rows(ws, "calendar_day", "day desc"):
        day = row["day"] or ""
        yield _entry("calendar_day", row, row["name"] or "", (shown(row["kind"], made),), code=day)


def _plans(ws: Workspace) -> Iterator[Entry]:
    people = {row["code"]: row["name"] for row in _rows(ws, "person")}
    for row in _rows(ws, "draw", "at desc"):
        points = orjson.loads(row["points"] or "[]")
        name = row["campaign"] or _("抽查")
        cells = (
            _("{n} 个").format(n=len(points)),
            str(people.get(row["person"]) or row["person"] or ""),
        )
        yield _entry("draw", row, name, cells, code=str(row["at"] or "")[:10])


def _profiles(ws: Workspace) -> Iterator[Entry]:
    for row in _rows(ws, "profile"):
        numbers = orjson.loads(row["numbers"] or "{}")
        base = _("基准 {n} 分").format(n=numbers.get("base", 100))
        yield _entry("profile", row, row["name"] or "", (base,))


def _rules(ws: Workspace) -> Iterator[Entry]:
    for row in _rows(ws, "rules"):
        yield _entry("rules", row, _("重复认定口径"), (_("全区"),))
    for row in _rows(ws, "edition", "in_force_from desc"):
        since = _("{day} 起施行").format(day=row["in_force_from"] or "—")
        yield _entry("edition", row, _("标准版本"), (since,))
    for row in _rows(ws, "local_rule", "standard"):
        days = _("重复期 {n} 天").format(n=row["repeat_window_days"])
        yield _entry("local_rule", row, _("地方口径"), (days,), code=row["standard"] or "")
    for row in _rows(ws, "source_level"):
        factor = _("系数 {n}").format(n=row["factor"])
        yield _entry("source_level", row, row["name"] or "", (factor,))


def _assignments(ws: Workspace) -> Iterator[Entry]:
    for row in _rows(ws, "assignment", "official, first, community"):
        area = ws.register.area(row["community"])
        name = area.name if area else row["community"]
        cells = (name, row["first"] or "", row["last"] or "")
        yield _entry("assignment", row, row["official"], cells, code=row["community"])


def _outside(ws: Workspace) -> Iterator[Entry]:
    names = dict(ws.register.source_names)
    for row in _rows(ws, "outside", "period desc, source, town"):
        town = ws.register.area(row["town"])
        place = f"{row['place']}" if row["place"] is not None else ""
        place += f"/{row['out_of']}" if place and row["out_of"] else ""
        cells = (town.name if town else row["town"] or _("全区"), place, row["points"] or "")
        source = names.get(row["source"]) or str(row["source"])
        yield _entry("outside", row, source, cells, code=row["period"])


def _scores(ws: Workspace) -> Iterator[Entry]:
    names = {one.code: one.name for one in components(ws)}
    for row in _rows(ws, "subscore", "month desc, item, town, scorer"):
        town = ws.register.area(row["town"])
        cells = (names.get(row["item"]) or str(row["item"]), row["scorer"] or "", row["points"])
        yield _entry("subscore", row, town.name if town else row["town"], cells, code=row["month"])


def _charges(ws: Workspace) -> Iterator[Entry]:
    kinds = dict(kinds_of_charge(ws))
    for row in _rows(ws, "charge", "at desc"):
        said = charge_in_words(ws, row)
        cells = (kinds.get(row["kind"]) or str(row["kind"]), row["points"], row["reason"] or "")
        yield _entry("charge", row, said["whom"], cells, code=said["at"][: len("2026-12-10")])


Heads = Callable[[], tuple[str, ...]]
_MAKERS: Mapping[str, tuple[Heads, tuple[bool, ...], Callable[[Workspace], Iterable[Entry]]]] = {
    "points": (lambda: (_("类型"), _("镇街"), _("坐标")), (), _points),
    "types": (lambda: (_("检查周期"), _("匹配半径")), (True, True), _types),
    "standards": (
        lambda: (_("严重程度"), _("扣分"), _("重复期")),
        (False, True, True),
        _standards,
    ),
    "units": (lambda: (_("性质"), _("关系"), _("联系人")), (), _units),
    "areas": (lambda: (_("级别"), _("上级"), _("负责人")), (), _areas),
    "people": (lambda: (_("岗位"), _("电脑")), (), _people),
    "calendar": (lambda: (_("性质"),), (), _calendar),
    "plans": (lambda: (_("点位"), _("经办")), (True, False), _plans),
    "profiles": (lambda: (_("基准"),), (), _profiles),
    "rules": (lambda: (_("口径"),), (), _rules),
    "assignments": (lambda: (_("社区（村）"), _("起日"), _("止日")), (), _assignments),
    "scores": (
        lambda: (_("分项"), _("评分单位"), _("得分")),
        (False, False, True),
        _scores,
    ),
    "outside": (lambda: (_("镇街"), _("名次"), _("得分")), (False, True, True), _outside),
    "charges": (lambda: (_("种类"), _("分值"), _("原因")), (False, True, False), _charges),
}
