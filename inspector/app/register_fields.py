"""The fields of the register that people fill in: their words, how they are typed, the choices."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from inspector.app.charges_in import kinds_of_charge
from inspector.app.register_told import Typed
from inspector.app.scores_in import components
from inspector.app.workspace import Workspace
from inspector.domain.standard import CheckKind, Severity
from inspector.domain.unit import Relation, UnitKind
from inspector.text import _

Choices = tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Spec:
    """A field by its name in files, its column in the table, and its word for people."""

    name: str
    column: str
    word: str
    typed: Typed = Typed.LINE
    required: bool = False
    fixed: bool = False


def specs(kind: str) -> tuple[Spec, ...]:
    """The fields of a kind that files and forms may fill, in the order people read them."""
    makers = {
        "points": _of_points,
        "units": _of_units,
        "standards": _of_standards,
        "people": _of_people,
        "calendar": _of_calendar,
        "assignments": _of_assignments,
        "outside": _of_outside,
        "scores": _of_scores,
        "charges": _of_charges,
    }
    return makers[kind]() if kind in makers else ()


def choices(ws: Workspace, kind: str, name: str) -> Choices:
    """Code and name of what a field may hold; empty where people type it themselves."""
    if (kind, name) == ("points", "type"):
        return tuple((one.code, one.name) for one in ws.register.point_types.values())
    if (kind, name) == ("outside", "town"):
        towns = ws.register.areas.get("town", ())
        return (("", _("全区")), *((one.code, one.name) for one in towns))
    if (kind, name) == ("scores", "town"):
        return tuple((one.code, one.name) for one in ws.register.areas.get("town", ()))
    if (kind, name) == ("scores", "item"):
        return tuple((one.code, one.name) for one in components(ws))
    if name in ("town", "community", "grid"):
        areas = ws.register.areas.get(name, ())
        return (("", "—"), *((one.code, one.name) for one in areas))
    if (kind, name) == ("units", "area"):
        areas = (*ws.register.areas.get("town", ()), *ws.register.areas.get("community", ()))
        return (("", "—"), *((one.code, one.name) for one in areas))
    if (kind, name) == ("charges", "unit"):
        return (("", "—"), *((one.code, one.short_name) for one in ws.register.units))
    if (kind, name) == ("charges", "kind"):
        return kinds_of_charge(ws)
    if name == "operator":
        operators = (one for one in ws.register.units if one.kind is UnitKind.OPERATOR)
        return (("", "—"), *((one.code, one.short_name) for one in operators))
    return _FIXED_CHOICES.get((kind, name), tuple)()


def shown(value: object, options: Choices = ()) -> str:
    """A value as people read it; of a choice its name."""
    if value is None or value == "":
        return ""
    if isinstance(value, list):
        return "、".join(shown(one, options) for one in value)
    if isinstance(value, dict):
        return "，".join(f"{key} {shown(one)}" for key, one in value.items())
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return dict(options).get(str(value), str(value))


def _enum(members: Iterable[StrEnum]) -> Choices:
    return tuple((one.name.lower(), _(one.value)) for one in members)


def _roles() -> Choices:
    return (
        ("", "—"),
        ("inspector", _("检查员")),
        ("supervisor", _("督查科长")),
        ("dispatcher", _("派单员")),
        ("administrator", _("管理员")),
        ("viewer", _("只读")),
    )


def yes_no() -> Choices:
    """What a flag may be."""
    return (("1", _("是")), ("0", _("否")))


def _weeks() -> Choices:
    return (("", _("周一至周五")), ("6", _("周一至周六")), ("7", _("每天")))


def _kinds_of_day() -> Choices:
    return (("holiday", _("放假")), ("workday", _("上班")))


_FIXED_CHOICES: Mapping[tuple[str, str], Callable[[], Choices]] = {
    ("points", "declared"): yes_no,
    ("points", "active"): yes_no,
    ("units", "kind"): lambda: _enum(UnitKind),
    ("units", "work_week"): _weeks,
    ("units", "rest_days"): lambda: (("", _("放假")), ("0", _("照常"))),
    ("units", "relation"): lambda: _enum(Relation),
    ("standards", "severity"): lambda: _enum(Severity),
    ("standards", "check_kind"): lambda: _enum(CheckKind),
    ("standards", "active"): yes_no,
    ("people", "role"): _roles,
    ("people", "active"): yes_no,
    ("calendar", "kind"): _kinds_of_day,
}


def _of_points() -> tuple[Spec, ...]:
    return (
        Spec(name="code", column="code", word=_("点位编号"), required=True, fixed=True),
        Spec(name="zh", column="name", word=_("名称"), required=True),
        Spec(name="type", column="type", word=_("类型"), typed=Typed.CHOICE, required=True),
        Spec(name="town", column="town", word=_("镇街"), typed=Typed.CHOICE),
        Spec(name="community", column="community", word=_("社区"), typed=Typed.CHOICE),
        Spec(name="grid", column="grid", word=_("网格"), typed=Typed.CHOICE),
        Spec(name="address", column="address", word=_("地址")),
        Spec(name="spots", column="spots", word=_("具体位置"), typed=Typed.LINES),
        Spec(name="lon", column="lon", word=_("经度"), typed=Typed.NUMBER),
        Spec(name="lat", column="lat", word=_("纬度"), typed=Typed.NUMBER),
        Spec(name="radius_m", column="radius_m", word=_("半径（米）"), typed=Typed.NUMBER),
        Spec(name="operator", column="operator", word=_("经营单位"), typed=Typed.CHOICE),
        Spec(name="point_chief", column="chief", word=_("点长")),
        Spec(name="phone", column="phone", word=_("电话")),
        Spec(name="declared", column="declared", word=_("申报点位"), typed=Typed.FLAG),
        Spec(name="active", column="active", word=_("在用"), typed=Typed.FLAG),
    )


def _of_units() -> tuple[Spec, ...]:
    return (
        Spec(name="code", column="code", word=_("单位编号"), required=True, fixed=True),
        Spec(name="zh", column="name", word=_("全称"), required=True),
        Spec(name="short_zh", column="short_name", word=_("简称")),
        Spec(name="kind", column="kind", word=_("性质"), typed=Typed.CHOICE),
        Spec(name="relation", column="relation", word=_("关系"), typed=Typed.CHOICE),
        Spec(name="type", column="type", word=_("部门类型")),
        Spec(name="area", column="area", word=_("辖区"), typed=Typed.CHOICE),
        Spec(name="contact", column="contact", word=_("联系人")),
        Spec(name="phone", column="phone", word=_("电话")),
        Spec(name="working_time", column="working_time", word=_("工作时间"), typed=Typed.LINES),
        Spec(name="work_week", column="work_week", word=_("每周工作日"), typed=Typed.CHOICE),
        Spec(name="rest_days", column="rest_days", word=_("节假日"), typed=Typed.CHOICE),
    )


def _of_standards() -> tuple[Spec, ...]:
    return (
        Spec(name="code", column="code", word=_("标准编号"), required=True, fixed=True),
        Spec(name="issue_zh", column="title", word=_("问题"), required=True),
        Spec(name="zh", column="text", word=_("标准"), required=True),
        Spec(name="check_kind", column="kind", word=_("类别"), typed=Typed.CHOICE),
        Spec(name="severity", column="severity", word=_("严重程度"), typed=Typed.CHOICE),
        Spec(name="deduct", column="deduct", word=_("扣分"), typed=Typed.NUMBER),
        Spec(name="photos_min", column="photos_min", word=_("至少照片"), typed=Typed.NUMBER),
        Spec(
            name="repeat_window_days",
            column="repeat_window_days",
            word=_("重复期（天）"),
            typed=Typed.NUMBER,
        ),
        Spec(
            name="rebound_window_days",
            column="rebound_window_days",
            word=_("反弹期（天）"),
            typed=Typed.NUMBER,
        ),
        Spec(name="dept_type", column="department", word=_("主管部门类型")),
        Spec(name="edition", column="edition", word=_("版本")),
        Spec(name="active", column="active", word=_("在用"), typed=Typed.FLAG),
    )


def _of_people() -> tuple[Spec, ...]:
    return (
        Spec(name="code", column="code", word=_("工号"), required=True, fixed=True),
        Spec(name="zh", column="name", word=_("姓名"), required=True),
        Spec(name="role", column="role", word=_("岗位"), typed=Typed.CHOICE),
        Spec(name="device", column="device", word=_("电脑")),
        Spec(name="active", column="active", word=_("在岗"), typed=Typed.FLAG),
    )


def _of_calendar() -> tuple[Spec, ...]:
    return (
        Spec(name="day", column="day", word=_("日期"), required=True, fixed=True),
        Spec(name="kind", column="kind", word=_("性质"), typed=Typed.CHOICE, required=True),
        Spec(name="zh", column="name", word=_("名称")),
    )


def _of_assignments() -> tuple[Spec, ...]:
    """Who, where and since when say which assignment it is: they are corrected by a new one."""
    return (
        Spec(name="official", column="official", word=_("包联干部"), required=True, fixed=True),
        Spec(
            name="community",
            column="community",
            word=_("社区（村）"),
            typed=Typed.CHOICE,
            required=True,
            fixed=True,
        ),
        Spec(name="first", column="first", word=_("起日"), fixed=True),
        Spec(name="last", column="last", word=_("止日")),
        Spec(name="phone", column="phone", word=_("电话")),
        Spec(name="note", column="note", word=_("备注")),
    )


def _of_outside() -> tuple[Spec, ...]:
    return (
        Spec(name="source", column="source", word=_("来源"), required=True, fixed=True),
        Spec(name="period", column="period", word=_("考核期"), required=True, fixed=True),
        Spec(name="town", column="town", word=_("镇街"), typed=Typed.CHOICE, fixed=True),
        Spec(name="place", column="place", word=_("名次"), typed=Typed.NUMBER),
        Spec(name="out_of", column="out_of", word=_("参评数"), typed=Typed.NUMBER),
        Spec(name="points", column="points", word=_("得分"), typed=Typed.NUMBER),
        Spec(name="note", column="note", word=_("备注")),
    )


def _of_scores() -> tuple[Spec, ...]:
    """A sheet may have a column for each part, in the place of part and points."""
    return (
        Spec(name="month", column="month", word=_("考核月"), required=True, fixed=True),
        Spec(
            name="town",
            column="town",
            word=_("镇街"),
            typed=Typed.CHOICE,
            required=True,
            fixed=True,
        ),
        Spec(name="item", column="item", word=_("分项"), typed=Typed.CHOICE, fixed=True),
        Spec(name="scorer", column="scorer", word=_("评分单位"), fixed=True),
        Spec(name="points", column="points", word=_("得分"), typed=Typed.NUMBER),
    )


def _of_charges() -> tuple[Spec, ...]:
    """Whom it concerns stays as entered: who named the wrong one withdraws and enters again."""
    choice, number = Typed.CHOICE, Typed.NUMBER
    return (
        Spec(name="at", column="at", word=_("日期"), fixed=True),
        Spec(name="town", column="town", word=_("镇街"), typed=choice, fixed=True),
        Spec(name="unit", column="unit", word=_("单位"), typed=choice, fixed=True),
        Spec(name="kind", column="kind", word=_("种类"), typed=choice, required=True),
        Spec(name="points", column="points", word=_("分值"), typed=number, required=True),
        Spec(name="reason", column="reason", word=_("原因"), required=True),
        Spec(name="proof", column="proof", word=_("依据")),
    )
