"""Deadlines an inspector may set on the spot, for one key each."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from inspector.text import _
from ui.match import Choice
from ui.moments import weekday

BY_STANDARD = "standard"
_DAYS = (3, 7, 15, 30)


def deadlines_from(now: datetime) -> Sequence[Choice]:
    """By the standard, then days from today; the key is the ISO date at whose end it runs out."""
    named = [(0, _("今天")), (1, _("明天"))]
    named += [(days, _("{n} 天内").format(n=days)) for days in _DAYS]
    return [
        Choice(key=BY_STANDARD, name=_("按标准"), initials="abz"),
        *(_choice(now + timedelta(days=days), name) for days, name in named),
    ]


def _choice(day: datetime, name: str) -> Choice:
    words = f"{day:%m-%d} {weekday(day)}"
    return Choice(key=day.date().isoformat(), name=name, words=words)
