"""How lines for people are worded: states, verdicts, moments."""

from datetime import datetime

from inspector.app.told import IssueLine, VerdictTold
from inspector.domain.issue import State
from inspector.domain.repeat import Kind
from inspector.text import _


def state_words(code: str) -> str:
    """整改中 and its like."""
    return _(State[code.upper()].value)


def verdict_words(verdict: VerdictTold) -> str:
    """首次发现 · 第3次 · 反弹 and its like, with the days that matter."""
    kind = Kind[verdict.kind.upper()]
    if kind is Kind.REPEAT:
        words = _("第{n}次重复").format(n=verdict.occurrence)
    elif kind is Kind.NEW:
        words = _("新问题")
    else:
        words = _(kind.value)
    if verdict.rebound:
        words += " · " + _("反弹")
    if verdict.earlier:
        last = verdict.earlier[0]
        words += "，" + _("距上次发现 {days} 天").format(days=last.days)
        if last.days_since_closed is not None:
            words += "，" + _("销号后第 {days} 天").format(days=last.days_since_closed)
    return words


def issue_line(line: IssueLine) -> str:
    """One line of a list: label, state, what, where, when."""
    chips = [_("第{n}次").format(n=line.occurrence)] if line.occurrence > 1 else []
    chips += [_("反弹")] if line.rebound else []
    chips += [_("疑似重复")] if line.candidate else []
    chips += [_("逾 {days} 天").format(days=line.late_days)] if line.late else []
    place = line.point_name + (f"（{line.spot}）" if line.spot else "")
    parts = [line.label, state_words(line.state), line.title, *chips, place, line.town_name]
    return "  ".join(part for part in [*parts, short(line.found_at)] if part)


def short(moment: datetime | None) -> str:
    """2026-11-20 14:08, or a dash."""
    return moment.strftime("%Y-%m-%d %H:%M") if moment else "—"
