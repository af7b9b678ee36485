"""Placing (排名): towns and departments of a period put in order, and followed back in time."""

from dataclasses import dataclass

from inspector.app.frozen import frozen_month
from inspector.app.tally import Depth, Tally, look_back
from inspector.app.workspace import Workspace
from inspector.domain.period import Period
from inspector.domain.profile import Profile
from inspector.domain.ranking import Contender, covered, ranks, tails
from inspector.domain.unit import UnitKind

_LONGEST_STREAK = 24  # periods; who was last for two years needs no longer count


@dataclass(frozen=True, slots=True, kw_only=True)
class Places:
    """Ranks within groups, and who is among the last."""

    ranks: dict[str, int | None]
    groups: dict[str, str]
    tail: frozenset[str]


def placed_towns(ws: Workspace, summed: Tally) -> Places:
    """Towns of a period; of a frozen month the places that were published."""
    kept = frozen_month(ws, summed.period.month)
    if kept is not None and kept.profile.code == summed.profile.code:
        return Places(
            ranks={one.town: one.rank for one in kept.stats.towns},
            groups={one.town: one.group for one in kept.stats.towns},
            tail=frozenset(one.town for one in kept.stats.towns if one.tail),
        )
    return placed_by_score(ws, summed)


def placed_by_score(ws: Workspace, summed: Tally) -> Places:
    """Towns as the tally's own scores place them, whatever was published."""
    groups = {
        town.code: str(town.group) if town.group is not None else ""
        for town in ws.register.areas.get("town", ())
    }
    return _placed(summed, groups)


def _placed(summed: Tally, groups: dict[str, str]) -> Places:
    contenders = []
    for code, group in groups.items():
        account = summed.town(code)
        least = summed.profile.min_coverage_percent
        contenders.append(
            Contender(
                code=code,
                group=group,
                score=summed.score(account),
                repeats=account.repeats,
                on_time=account.on_time,
                density=account.density,
                covered=covered(account.visited, account.active, least),
            )
        )
    places = ranks(contenders)
    return Places(ranks=places, groups=groups, tail=tails(places, groups, summed.profile.tail_n))


def follow_back(
    ws: Workspace, places: Places, before: Places, earlier: Period, profile: Profile
) -> dict[str, int]:
    """For each town now among the last, for how many periods running it has been there."""
    streaks = dict.fromkeys(places.tail, 1)
    still = places.tail & before.tail
    for _number in range(_LONGEST_STREAK):
        for code in still:
            streaks[code] += 1
        if not still:
            break
        earlier = earlier.previous()
        kept = frozen_month(ws, earlier.month)
        last = (
            frozenset(one.town for one in kept.stats.towns if one.tail)
            if kept is not None
            else placed_towns(ws, look_back(ws, earlier, profile, depth=Depth.SCORED)).tail
        )
        still &= last
    return streaks


def placed_units(ws: Workspace, summed: Tally) -> dict[str, int | None]:
    """Departments and utilities that had an issue or a charge, each kind a group of its own."""
    contenders = []
    for unit in ws.register.units:
        account = summed.units.get(unit.code)
        if account is None or unit.kind not in (UnitKind.DEPARTMENT, UnitKind.UTILITY):
            continue
        contenders.append(
            Contender(
                code=unit.code,
                group=unit.kind.name,
                score=summed.score(account, visits=summed.whole.visits),
                repeats=account.repeats,
                on_time=account.on_time,
            )
        )
    return ranks(contenders)
