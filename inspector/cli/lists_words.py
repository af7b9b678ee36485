"""The lists of a period as lines for people."""

from inspector.app.stats_told import MonthLists, OverdueTold, RepeatTold
from inspector.text import _


def lists_words(told: MonthLists | None) -> list[str]:
    """What fails, where nobody went, where nothing was found, and whose it is."""
    if told is None:
        return []
    lines = [_("重复问题 {n} 件").format(n=told.repeats_total)]
    lines += [f"  {_repeat_words(one)}" for one in told.repeats]
    lines.append(_("逾期未改 {n} 件").format(n=told.overdue_total))
    lines += [f"  {_overdue_words(one)}" for one in told.overdue]
    lines.append(_("存疑的步骤 {n} 个").format(n=told.odd_deeds_total))
    lines += [f"  {one.words}" for one in told.odd_deeds]
    lines.append(_("薄弱项 {n} 项").format(n=len(told.weak)))
    lines += [
        _(
            "  {kind}  {code} {title}  问题 {issues}  点位 {points}  镇街 {towns}  扣 {deduction}"
        ).format(
            kind=_("共性") if one.common else _("个性"),
            code=one.standard,
            title=one.title,
            issues=one.issues,
            points=one.points,
            towns=one.towns,
            deduction=one.deduction,
        )
        for one in told.weak
    ]
    lines.append(_("盲区 {n} 个网格").format(n=len(told.blind_spots)))
    lines += [
        f"  {one.grid}  {one.name}  {one.officer or '—'}  "
        + (_("{n} 天没有去过").format(n=one.days) if one.last_visit else _("从没有去过"))
        for one in told.blind_spots
    ]
    lines.append(_("零问题点位 {n} 个").format(n=len(told.clean_points)))
    lines += [f"  {one.point}  {one.name}" for one in told.clean_points]
    lines.append(_("网格员和包村居 {n} 人").format(n=len(told.officers)))
    lines += [
        _("  {name}  问题 {issues}  重复 {repeats}  销号 {closed}  逾期 {overdue}").format(
            name=one.officer,
            issues=one.issues,
            repeats=one.repeats,
            closed=one.closed,
            overdue=one.overdue,
        )
        for one in told.officers
    ]
    return lines


def _repeat_words(one: RepeatTold) -> str:
    said = [_("第{n}次").format(n=one.occurrence)]
    said += [_("反弹")] if one.rebound else []
    said += [one.label, one.title, one.place, one.unit_name]
    photos = sum(len(time.photos) for time in one.times)
    days = "、".join(f"{time.found_on}" for time in one.times)
    said.append(_("{days}（照片 {n} 张）").format(days=days, n=photos))
    return "  ".join(part for part in said if part)


def _overdue_words(one: OverdueTold) -> str:
    said = [_("逾期 {n} 天").format(n=one.days), one.label, one.title, one.place, one.unit_name]
    said += [_("负责人 {name}").format(name=one.head or "—"), one.phone]
    return "  ".join(part for part in said if part)
