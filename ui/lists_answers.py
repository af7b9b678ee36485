"""Lists of a month (清单) in words: what the figures alone do not say."""

from collections.abc import Iterable

from inspector.app.stats_told import (
    BlindSpot,
    CleanPoint,
    OfficerCount,
    OutsideResult,
    Stats,
    WeakItem,
)
from inspector.text import _
from ui.assess_office import ListLine, MonthList


def month_lists(told: Stats) -> tuple[MonthList, ...]:
    """The lists a leader asks for, in the order they are asked for."""
    lists = told.lists
    if lists is None:
        return ()
    grid = [one for one in lists.officers if one.duty == "grid"]
    others = [one for one in lists.officers if one.duty != "grid"]
    return (
        _list("weak", _("薄弱项"), _("本期没有发现问题"), map(_weak, lists.weak)),
        _list("blind", _("盲区"), _("每个网格都去过"), map(_blind, lists.blind_spots)),
        _list("clean", _("零问题点位"), _("去过的点位都有问题"), map(_clean, lists.clean_points)),
        _list("grid", _("网格员"), _("没有登记网格员"), map(_officer, grid)),
        _list(
            "assigned",
            _("包村居"),
            _("没有登记包村居干部：在命令行用 import assignments 导入名单"),
            map(_officer, others),
        ),
        _list(
            "outside",
            _("外部结果"),
            _("没有登记本期的外部结果：用 outside 登记，或 import outside 导入"),
            map(_outside, told.outside),
        ),
    )


def _list(code: str, name: str, nothing: str, lines: Iterable[ListLine]) -> MonthList:
    return MonthList(code=code, name=name, nothing=nothing, lines=tuple(lines))


def _weak(one: WeakItem) -> ListLine:
    words = _("{code} · 问题 {issues} 件 · 点位 {points} 个 · 镇街 {towns} 个")
    return ListLine(
        key=one.standard,
        name=one.title,
        words=words.format(
            code=one.standard, issues=one.issues, points=one.points, towns=one.towns
        ),
        value=f"−{one.deduction:.2f}" if one.deduction else "0.00",
        flag=_("共性") if one.common else "",
        standard=one.standard,
    )


def _blind(one: BlindSpot) -> ListLine:
    said = [one.officer or _("没有网格员"), _("点位 {n} 个").format(n=one.points)]
    if one.last_visit:
        said.append(_("上次 {day}").format(day=one.last_visit))
    days = _("从没有去过") if one.days is None else _("{n} 天").format(n=one.days)
    return ListLine(key=one.grid, name=one.name, words=" · ".join(said), value=days)


def _clean(one: CleanPoint) -> ListLine:
    visits = _("去过 {n} 次").format(n=one.visits)
    return ListLine(key=one.point, name=one.name, words=one.point, value=visits)


def _officer(one: OfficerCount) -> ListLine:
    words = _("问题 {issues} · 重复 {repeats} · 销号 {closed} · 逾期 {overdue} · 辖 {n} 处")
    return ListLine(
        key=f"{one.duty} {one.officer}",
        name=one.officer,
        words=words.format(
            issues=one.issues,
            repeats=one.repeats,
            closed=one.closed,
            overdue=one.overdue,
            n=len(one.areas),
        ),
        value=f"−{one.deduction:.2f}" if one.deduction else "0.00",
        flag=_("社区负责人") if one.duty == "community" else "",
    )


def _outside(one: OutsideResult) -> ListLine:
    said = [one.period, one.town_name or _("全区")]
    if one.own_score is not None:
        rank = "—" if one.own_rank is None else str(one.own_rank)
        said.append(_("本区考核 {score} 第 {rank} 名").format(score=one.own_score, rank=rank))
    place = []
    if one.rank is not None:
        of = f"/{one.out_of}" if one.out_of else ""
        place.append(_("第 {rank} 名").format(rank=one.rank) + of)
    if one.score is not None:
        place.append(_("{score} 分").format(score=one.score))
    return ListLine(
        key=one.result,
        name=one.name,
        words=" · ".join([*said, one.note] if one.note else said),
        value=" · ".join(place),
    )
