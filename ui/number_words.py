"""The numbers of the scoring profile in the words of the office."""

from collections.abc import Mapping

from inspector.text import _

TITLES: Mapping[str, str] = {
    "base": _("满分"),
    "floor": _("最低分"),
    "repeat.multipliers": _("各次倍数"),
    "repeat.cap_per_key_month": _("每月封顶"),
    "rebound.extra_factor": _("反弹加扣倍数"),
    "rebound.higher_only": _("与重复取高"),
    "overdue.first": _("首日"),
    "overdue.per_day": _("每日"),
    "overdue.cap": _("封顶"),
    "rework.per_return": _("每退一次"),
    "rework.from_third_return": _("第三次起"),
    "bonus.cap": _("加分封顶"),
    "on_the_spot.factor": _("当场整改折扣"),
    "shares.territory": _("属地承担"),
    "shares.department": _("部门承担"),
    "shares.territory_when_department_owned": _("部门问题属地承担"),
    "normalise.mode": _("折算方式"),
    "normalise.K": _("折算系数 K"),
    "normalise.min_coverage_percent": _("排名的最低覆盖率 %"),
    "rank.tail_n": _("末位几名"),
    "source.province": _("省级测评"),
    "source.city": _("市级考核"),
    "source.district": _("区级督查"),
    "source.grid": _("网格上报"),
    "source.hotline": _("群众投诉"),
    "source.media": _("媒体曝光"),
}
GROUPS: Mapping[str, str] = {
    "base": _("计分"),
    "repeat": _("重复和反弹"),
    "rebound": _("重复和反弹"),
    "overdue": _("逾期和返工"),
    "rework": _("逾期和返工"),
    "shares": _("谁承担"),
    "normalise": _("折算和排名"),
    "rank": _("折算和排名"),
    "source": _("来源系数"),
    "composite": _("综合得分的权重 %"),
}
CHOICES: Mapping[str, tuple[tuple[str, str], ...]] = {
    "rebound.higher_only": (("true", _("取高")), ("false", _("相加"))),
    "normalise.mode": (("plain", _("不折算")), ("per_visit", _("按点次"))),
}
