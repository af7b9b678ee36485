"""What the ledger can be narrowed by, beyond its tabs and its search: choices one types for."""

from collections.abc import Iterator, Sequence
from datetime import datetime

from inspector.text import _
from ui.issue_told import Wanted
from ui.match import Choice
from ui.office import Office

MONTHS_OFFERED = 6


def kind_name(kind: str) -> str:
    """What people call a field of :class:`Wanted` that a filter sets."""
    return {
        "town": _("镇街"),
        "month": _("月份"),
        "unit": _("责任单位"),
        "standard": _("标准"),
        "point": _("点位"),
    }[kind]


def filter_choices(office: Office, now: datetime) -> Sequence[Choice]:
    """Each with the key ``kind:value``; what is asked for most comes first, untyped."""
    months, towns = _months(now), sorted({one.town_name for one in office.points()} - {""})
    initials = office.initials(towns)
    return (
        *(_choice("month", one, one) for one in months[:2]),
        *(_choice("town", one, one, initials.get(one, "")) for one in towns),
        *(_choice("unit", one.code, one.name, one.initials) for one in office.units()),
        *_standards(office),
        *(_choice("month", one, one) for one in months[2:]),
    )


def filters_of(wanted: Wanted, names: dict[str, str]) -> list[tuple[str, str, str]]:
    """Kind, its name and the value's name of every filter that is set.

    ``names`` are by a choice's key; a code stands for itself where its name is not known yet.
    """
    kinds = ("town", "month", "unit", "standard", "point")
    given = [(kind, str(getattr(wanted, kind))) for kind in kinds]
    return [
        (kind, kind_name(kind), names.get(f"{kind}:{value}", value))
        for kind, value in given
        if value
    ]


def _standards(office: Office) -> Iterator[Choice]:
    for one in office.standards(""):
        yield Choice(
            key=f"standard:{one.code}",
            name=one.title,
            initials=one.initials,
            aliases=(*one.aliases, one.code),
            words=kind_name("standard"),
        )


def _choice(kind: str, value: str, name: str, initials: str = "") -> Choice:
    return Choice(key=f"{kind}:{value}", name=name, initials=initials, words=kind_name(kind))


def _months(now: datetime) -> list[str]:
    """The last months as YYYY-MM, this one first."""
    count = now.year * 12 + now.month - 1
    return [f"{at // 12}-{at % 12 + 1:02d}" for at in range(count, count - MONTHS_OFFERED, -1)]
