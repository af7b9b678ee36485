"""Charging (计扣): parts of many issues cut to the monthly cap and shared out among payers."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import NamedTuple

from inspector.domain.profile import ZERO, Profile, Shares
from inspector.domain.scoring import PartKind
from inspector.domain.unit import UnitKind

_ORDER = {kind: place for place, kind in enumerate(PartKind)}
_OWN_LINE = frozenset({UnitKind.DEPARTMENT, UnitKind.UTILITY})


class Entry(NamedTuple):
    """One part on its way to its payers; a tuple, because a month has a hundred thousand.

    ``place`` is the point's code, else the chain's id; ``month`` numbers the months of a period;
    ``at`` is a stored moment.
    """

    place: str
    standard: str
    month: int
    at: str
    issue: str
    kind: PartKind
    points: Decimal
    town: str | None
    unit: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Paid:
    """What a part comes to for the town and for the unit."""

    town: Decimal
    unit: Decimal


def cut_to_cap(entries: Sequence[Entry], cap: Decimal | None) -> list[Entry]:
    """Parts of one key in one month come to ``cap`` at most; what is later is cut.

    Parts are taken by moment, then by unit, then in the order of :class:`PartKind`, by issue.
    """
    if cap is None:
        return list(entries)
    sums: dict[tuple[str, str, int], Decimal] = {}
    for one in entries:
        key = one[:3]
        sums[key] = sums.get(key, ZERO) + one.points
    over = {key for key, points in sums.items() if points > cap}
    if not over:
        return list(entries)
    kept = [one for one in entries if one[:3] not in over]
    some = sorted((one for one in entries if one[:3] in over), key=_in_time)
    return [*kept, *_clipped(some, cap)]


def _in_time(one: Entry) -> tuple[object, ...]:
    return (*one[:3], one.at, one.unit or "", _ORDER[one.kind], one.issue)


def _clipped(entries: Iterable[Entry], cap: Decimal) -> Iterable[Entry]:
    key, running = None, ZERO
    for one in entries:
        if one[:3] != key:
            key, running = one[:3], ZERO
        before, running = min(running, cap), running + one.points
        yield one._replace(points=min(running, cap) - before)


def share(points: Decimal, kind: UnitKind | None, shares: Shares) -> Paid:
    """Towns, communities and operators: the town pays; departments and utilities pay with it.

    Where nobody answers the territory does.
    """
    if kind in _OWN_LINE:
        return Paid(
            town=points * shares.territory_when_department_owned,
            unit=points * shares.department,
        )
    return Paid(town=points * shares.territory, unit=ZERO)


def field_score(
    deduction: Decimal, visits: int | None, bonus: Decimal, charges: Decimal, profile: Profile
) -> Decimal | None:
    """Base less deductions (per visit × K where ``visits`` is given), plus bonus, less charges.

    Not below the floor, without ceiling, not rounded; None where nothing was visited.
    """
    if visits == 0:
        return None
    held = deduction if visits is None else deduction * profile.per_visit_k / visits
    granted = bonus if profile.bonus_cap is None else min(bonus, profile.bonus_cap)
    return max(profile.floor, profile.base - held + granted - charges)
