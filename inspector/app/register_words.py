"""Words for the columns of the register, and the lines of records nobody fills in by hand."""

from collections.abc import Iterator, Mapping
from typing import Any

import orjson

from inspector.app.register_fields import shown, specs
from inspector.app.workspace import Workspace
from inspector.domain.deadline import TimeUnit
from inspector.domain.moment import from_stored
from inspector.text import _

Row = dict[str, Any]
_KIND_OF = {
    "point": "points",
    "unit": "units",
    "standard": "standards",
    "person": "people",
    "calendar_day": "calendar",
    "assignment": "assignments",
    "outside": "outside",
    "subscore": "scores",
    "charge": "charges",
}


def word_of(entity: str, column: str) -> str:
    """What people call a column; empty where they never read it."""
    words = {one.column: one.word for one in specs(_KIND_OF.get(entity, ""))}
    return words.get(column) or _words().get((entity, column)) or _words().get(("", column), "")


def lines_of(ws: Workspace, entity: str, row: Row) -> Iterator[tuple[str, str, str]]:
    """Name, word and value of each field that holds something and that no form asks for."""
    asked = {one.column for one in specs(_KIND_OF.get(entity, ""))}
    if entity == "profile":
        yield from _numbers(orjson.loads(row["numbers"] or "{}"))
        return
    for column, value in row.items():
        word = "" if column in asked else word_of(entity, column)
        text = _text(ws, column, value) if word else ""
        if text:
            yield column, word, text


def _text(ws: Workspace, column: str, value: object) -> str:
    if value in (None, ""):
        return ""
    if column == "points":
        known = {one.code: one.name for one in ws.register.points}
        return "、".join(known.get(code, code) for code in orjson.loads(str(value)))
    if column in ("aliases", "phrases"):
        return shown(orjson.loads(str(value)))
    if column == "at":
        return f"{from_stored(str(value)).astimezone(ws.register.zone):%Y-%m-%d %H:%M}"
    if column in ("parent", "town", "community"):
        area = ws.register.area(str(value))
        return area.name if area else str(value)
    if column == "term":
        return _term(orjson.loads(str(value)))
    if column in _CODED:
        return dict(_coded()[column]).get(str(value), str(value))
    return shown(value)


def _term(raw: Row | None) -> str:
    return f"{raw['value']} {_(TimeUnit[raw['unit'].upper()].value)}" if raw else ""


_CODED = ("chain_reset", "overdue_counts_as_repeat", "shape")


def _coded() -> Mapping[str, tuple[tuple[str, str], ...]]:
    return {
        "chain_reset": (
            ("calendar_year", _("每自然年重新起算")),
            ("quarter", _("每季度重新起算")),
            ("none", _("不重新起算")),
        ),
        "overdue_counts_as_repeat": (("1", _("是")), ("0", _("否"))),
        "shape": (("point", _("点")), ("line", _("线")), ("area", _("面"))),
    }


def _numbers(raw: Row) -> Iterator[tuple[str, str, str]]:
    """A profile's own explanations first, they are written for people; then its plain numbers."""
    for name, word in _profile_words().items():
        value: Any = raw
        for part in name.split("."):
            value = value.get(part) if isinstance(value, dict) else None
        if value is not None:
            yield name, word, _number(name, value)


def _number(name: str, value: object) -> str:
    if name == "composite" and isinstance(value, list):
        return "、".join(f"{one.get('zh')} {one.get('weight')}%" for one in value)
    if isinstance(value, list):
        return "、".join(str(one) for one in value)
    return str(value)


def _profile_words() -> Mapping[str, str]:
    return {
        "base": _("基准分"),
        "repeat.multipliers": _("重复倍数"),
        "repeat.note_zh": _("重复"),
        "rebound.note_zh": _("反弹"),
        "overdue.note_zh": _("逾期"),
        "rework.per_return": _("每次退回扣"),
        "falsification.per_case": _("虚假整改扣"),
        "refusal.per_case": _("拒不整改扣"),
        "on_the_spot.note_zh": _("立行立改"),
        "bonus.cap": _("加分上限"),
        "shares.note_zh": _("条块分担"),
        "normalise.note_zh": _("折算"),
        "rank.tail_n": _("末位名数"),
        "composite": _("综合得分"),
    }


def _words() -> Mapping[tuple[str, str], str]:
    return {
        ("", "code"): _("编号"),
        ("", "name"): _("名称"),
        ("", "town"): _("镇街"),
        ("area", "parent"): _("上级"),
        ("area", "officer"): _("负责人"),
        ("area", "phone"): _("电话"),
        ("area", "grp"): _("考核组"),
        ("area", "abbr"): _("简称"),
        ("point_type", "shape"): _("形状"),
        ("point_type", "default_department"): _("主管部门类型"),
        ("point_type", "every_days"): _("检查周期（天）"),
        ("point_type", "radius_m"): _("匹配半径（米）"),
        ("unit", "more"): _("工作时间"),
        ("point", "length_m"): _("长度（米）"),
        ("point", "owner_dept"): _("主管部门类型"),
        ("standard", "aliases"): _("别名"),
        ("standard", "phrases"): _("常用描述"),
        ("standard", "term"): _("整改期限"),
        ("rules", "chain_reset"): _("重新起算"),
        ("rules", "overdue_counts_as_repeat"): _("逾期再现计一次重复"),
        ("rules", "candidate_radius_m"): _("疑似重复半径（米）"),
        ("edition", "in_force_from"): _("施行日期"),
        ("source_level", "factor"): _("来源系数"),
        ("local_rule", "standard"): _("标准编号"),
        ("local_rule", "repeat_window_days"): _("重复期（天）"),
        ("local_rule", "rebound_window_days"): _("反弹期（天）"),
        ("draw", "at"): _("抽取时间"),
        ("draw", "seed"): _("抽签种子"),
        ("draw", "campaign"): _("专项"),
        ("draw", "person"): _("经办"),
        ("draw", "points"): _("点位"),
        ("profile", "numbers"): _("评分数字"),
    }
