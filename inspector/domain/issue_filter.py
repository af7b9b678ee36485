"""What a list of issues is asked for; every field narrows it, empty ones do not."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class IssueFilter:
    """Codes of points, standards, towns, units, states, verdicts; ``since`` is in, ``until`` not.

    ``repeat``: only occurrence 2 and up; ``text``: any part of label, title, place or note.
    """

    text: str = ""
    points: tuple[str, ...] = ()
    spot: str | None = None
    standards: tuple[str, ...] = ()
    towns: tuple[str, ...] = ()
    units: tuple[str, ...] = ()
    states: tuple[str, ...] = ()
    verdicts: tuple[str, ...] = ()
    late: bool = False
    repeat: bool = False
    unnoticed: bool = False
    since: datetime | None = None
    until: datetime | None = None
