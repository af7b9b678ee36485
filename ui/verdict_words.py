"""A verdict of the repeat rule in the words of the repeat panel."""

from datetime import datetime

from inspector.app.told import VerdictTold
from inspector.text import _


def said(verdict: VerdictTold, joins: str) -> str:
    """What is found, in days; ``joins`` is the label of the issue it would become part of."""
    days = verdict.earlier[0].days if verdict.earlier else 0
    closed = verdict.earlier[0].days_since_closed if verdict.earlier else None
    words = {
        "duplicate": _("今天已有 1 条，并入 {label}，不再扣分").format(label=joins),
        "sighting": _("整改期内再次发现，并入 {label}").format(label=joins),
        "overdue": _("逾期未改，再次发现，并入 {label}，督办升一级").format(label=joins),
        "returned": _("已反馈整改，现场仍有问题，并入 {label}，按复查不合格").format(label=joins),
    }
    if verdict.kind in words:
        return words[verdict.kind]
    if verdict.kind == "candidate":
        return _candidate(verdict)
    if verdict.kind == "repeat" or verdict.rebound:
        first = _("距上次发现 {n} 天").format(n=days)
        if closed is None:
            return first
        return _("{first}，销号后第 {n} 天又出现").format(first=first, n=closed)
    window = verdict.rule.repeat_window_days
    if verdict.earlier and window and days > window:
        return _("近 {n} 天无同类，上次是 {days} 天前，按首次计").format(n=window, days=days)
    return _("首次发现，近 {n} 天无同类").format(n=window) if window else _("首次发现")


def rule_said(verdict: VerdictTold, standard: str, known_until: datetime | None) -> str:
    """Standard, edition and windows of the rule, and until when others' findings are known."""
    rule = verdict.rule
    parts = [
        _("按规则 {code}").format(code=standard),
        _("{edition} 版").format(edition=rule.edition),
        _("重复期 {n} 天").format(n=rule.repeat_window_days),
        _("反弹期 {n} 天").format(n=rule.rebound_window_days),
    ]
    if known_until is not None:
        parts.append(_("按 {day} 收到的数据").format(day=f"{known_until:%m-%d}"))
    return " · ".join(parts)


def _candidate(verdict: VerdictTold) -> str:
    window = verdict.rule.repeat_window_days
    apart = verdict.earlier[0].distance_m if verdict.earlier else None
    if apart is None:
        return _("近 {n} 天有同类问题，位置不明，是同一处吗").format(n=window)
    return _("相距 {m:.0f} m 有同类问题，是同一处吗").format(m=apart)
