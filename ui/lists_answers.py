"""Lists of a month (清单) in words: what the figures alone do not say."""

from collections.abc import Iterable, Iterator
from dataclasses import replace

from inspector.app.stats_told import (
    BlindSpot,
    CleanPoint,
    OddDeed,
    OfficerCount,
    OutsideResult,
    OverdueTold,
    RepeatTold,
    Stats,
    TimeFound,
    WeakItem,
)
from inspector.text import _
from ui.assess_office import ListLine, MonthList, TimeLine
from ui.moments import last_day


def month_lists(told: Stats) -> tuple[MonthList, ...]:
    """The lists a leader asks for, in the order they are asked for."""
    lists = told.lists
    if lists is None:
        return ()
    grid = [one for one in lists.officers if one.duty == "grid"]
    others = [one for one in lists.officers if one.duty != "grid"]
    return (
        MonthList(
            code="repeats",
            name=_("重复问题"),
            nothing=_("本期没有重复问题"),
            lines=tuple(map(_repeat, lists.repeats)),
            total=lists.repeats_total,
        ),
        MonthList(
            code="overdue",
            name=_("逾期未改"),
            nothing=_("期末没有逾期未改的问题"),
            lines=tuple(map(_overdue, lists.overdue)),
            total=lists.overdue_total,
        ),
        _list("weak", _("薄弱项"), _("本期没有发现问题"), map(_weak, lists.weak)),
        _list("blind", _("盲区"), _("每个网格都去过"), map(_blind, lists.blind_spots)),
        _list("clean", _("零问题点位"), _("去过的点位都有问题"), map(_clean, lists.clean_points)),
        _list("grid", _("网格员"), _("没有登记网格员"), map(_officer, grid)),
        _list(
            "assigned",
            _("包村居"),
            _("没有登记包村居干部：按 E 到基础资料登记，或把名单拖进去"),
            map(_officer, others),
            entered="assignments",
        ),
        _list(
            "outside",
            _("外部结果"),
            _("没有登记本期的外部结果：按 E 到基础资料登记，或把表格拖进去"),
            map(_outside, told.outside),
            entered="outside",
        ),
        _list(
            "checks",
            _("评分检查"),
            _("没有雷同分，没有明显偏低的发现率"),
            _checks(told),
            entered="scores",
        ),
        MonthList(
            code="odd",
            name=_("存疑的步骤"),
            nothing=_("没有早于发现的步骤，没有落空的步骤"),
            lines=tuple(map(_odd, lists.odd_deeds)),
            total=lists.odd_deeds_total,
        ),
        _list("by_hand", _("手工改动"), _("本期没有手工改动"), _by_hand(told)),
    )


def _list(
    code: str, name: str, nothing: str, lines: Iterable[ListLine], *, entered: str = ""
) -> MonthList:
    return MonthList(code=code, name=name, nothing=nothing, lines=tuple(lines), entered=entered)


def _repeat(one: RepeatTold) -> ListLine:
    said = [one.town_name, one.place, one.unit_name, one.label]
    return ListLine(
        key=one.issue,
        name=one.title,
        words=" · ".join(part for part in said if part),
        value=_("第{n}次").format(n=one.occurrence),
        flag=_("反弹") if one.rebound else "",
        issue=one.label,
        times=tuple(map(_time, one.times)),
    )


def _time(one: TimeFound) -> TimeLine:
    words = _("第{n}次 {day}").format(n=one.occurrence, day=f"{one.found_on:%m-%d}")
    if len(one.photos) > 1:
        words = _("{time} · {n} 张").format(time=words, n=len(one.photos))
    return TimeLine(photo=next(iter(one.photos), ""), words=words)


def _overdue(one: OverdueTold) -> ListLine:
    said = [one.town_name, one.place, one.unit_name]
    said.append(_("负责人 {name}").format(name=f"{one.head or '—'} {one.phone}".strip()))
    day = _("{day} 发现").format(day=f"{one.found_on:%m-%d}")
    until = f"{last_day(one.deadline):%m-%d}"
    return ListLine(
        key=one.issue,
        name=one.title,
        words=" · ".join(part for part in said if part),
        value=_("期限 {day} · 逾期 {n} 天").format(day=until, n=one.days),
        flag=_("第{n}次").format(n=one.occurrence) if one.occurrence > 1 else "",
        issue=one.label,
        times=(TimeLine(photo=next(iter(one.photos), ""), words=day),),
    )


def _checks(told: Stats) -> Iterator[ListLine]:
    """Scorers whose sheets say nothing, inspectors who find little, with the numbers."""
    for sheet in told.checks.flat_scores:
        yield ListLine(
            key=f"flat {sheet.scorer}",
            name=_("雷同分 {scorer}").format(scorer=sheet.scorer),
            words=" · ".join([_(sheet.kind.value), *sheet.same_as]),
            value=_("{n} 个镇街，{low} 至 {high} 分").format(
                n=sheet.towns, low=sheet.lowest, high=sheet.highest
            ),
        )
    for one in told.checks.low_find_rate:
        yield ListLine(
            key=f"low {one.inspector}",
            name=_("发现率偏低 {person}").format(person=one.inspector),
            words=_("到点 {visits} 次，发现 {found} 件；同类点位上别人会发现 {expected} 件").format(
                visits=one.visits, found=one.findings, expected=one.expected
            ),
            value="—" if one.percent_of_expected is None else f"{one.percent_of_expected}%",
        )
    for number, odd in enumerate(told.checks.odd_deeds):
        yield replace(_odd(odd), key=f"odd {number} {odd.label}", value=_("影响本期数字"))


def _odd(one: OddDeed) -> ListLine:
    return ListLine(key=f"{one.kind} {one.label}", name=one.label, words=one.words, issue=one.label)


def _by_hand(told: Stats) -> Iterator[ListLine]:
    for number, one in enumerate(told.by_hand):
        said = [f"{one.at:%m-%d}", one.who, one.reason, one.person]
        yield ListLine(
            key=f"hand {number}",
            name=one.kind or one.what,
            words=" · ".join(part for part in said if part),
            value="" if one.points is None else str(one.points),
        )


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
