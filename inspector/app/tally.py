"""Tallies (计分): what a period comes to for each town and unit, before anybody is ranked."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from enum import IntEnum
from operator import itemgetter

import orjson

from inspector.app.charged import charged_sums
from inspector.app.frozen import revive
from inspector.app.reckoning import reckoned
from inspector.app.visited import VisitsOfPoints
from inspector.app.workspace import Workspace
from inspector.domain.charging import field_score, share
from inspector.domain.moment import stored
from inspector.domain.period import Period
from inspector.domain.profile import ZERO, Normalise, Profile
from inspector.domain.rates import per_visit, percent
from inspector.domain.scorer_checks import Visits
from inspector.domain.scoring import (
    rounded,
)
from inspector.domain.unit import UnitKind
from inspector.store import period_rows
from inspector.store.period_rows import Charged, Found, Numbers, PlaceOfPoint

Payers = tuple[str | None, str | None]  # town and unit


@dataclass(slots=True, kw_only=True)
class Account:
    """What one town or unit has to its account; amounts in points, not rounded."""

    issues: int = 0
    repeats: int = 0
    rebounds: int = 0
    deduction: Decimal = ZERO
    bonus: Decimal = ZERO
    charges: Decimal = ZERO
    due: int = 0
    due_closed: int = 0
    ended: int = 0
    put_off: int = 0
    in_time: int = 0
    closed: int = 0
    visits: int = 0
    visited: int = 0
    active: int = 0

    @property
    def on_time(self) -> Decimal | None:
        return percent(self.in_time, self.due - self.put_off)

    @property
    def density(self) -> Decimal | None:
        return per_visit(self.issues, self.visits)


@dataclass(slots=True, kw_only=True)
class Tally:
    """A period summed up: towns and units by code, the district as a whole."""

    period: Period
    profile: Profile
    towns: dict[str, Account] = field(default_factory=dict)
    units: dict[str, Account] = field(default_factory=dict)
    whole: Account = field(default_factory=Account)
    compliant: int = 0
    visited_points: int = 0
    found: list[Found] = field(default_factory=list)
    inspectors: tuple[Visits, ...] = ()

    def town(self, code: str | None) -> Account:
        return self.towns.setdefault(code or "", Account())

    def unit(self, code: str | None) -> Account:
        return self.units.setdefault(code or "", Account())

    def score(self, account: Account, *, visits: int | None = None) -> Decimal | None:
        """An account's field score as shown; ``visits`` where they are not the account's own."""
        held = account.visits if visits is None else visits
        score = field_score(
            account.deduction,
            held if self.profile.normalise is Normalise.PER_VISIT else None,
            account.bonus,
            account.charges,
            self.profile,
        )
        return None if score is None else rounded(score)


class Depth(IntEnum):
    """How much of a period is wanted: a look back needs less than the period itself."""

    COUNTED = 0  # numbers and rates
    SCORED = 1  # deductions and scores besides
    WHOLE = 2  # every row for counts, inspectors


def tally(ws: Workspace, period: Period, profile: Profile, *, depth: Depth = Depth.WHOLE) -> Tally:
    """Sum a period up from the rows it touches."""
    begin, until = stored(period.begin), stored(period.as_of)
    summed = Tally(period=period, profile=profile)
    for town in ws.register.areas.get("town", ()):
        summed.town(town.code)
    if depth is Depth.COUNTED:
        numbers = period_rows.numbers_between(ws.db, begin, until)
    else:
        found = period_rows.found_between(ws.db, begin, until)
        numbers = _numbers(found)
        _share_out(ws, summed, charged_sums(ws, period, profile, found))
        for one in period_rows.charges_between(ws.db, begin, until):
            _enter(summed, one, _town_of_unit(ws, one.unit))
        summed.found = found if depth is Depth.WHOLE else []
    for line in numbers:
        for account in (summed.town(line.town), summed.unit(line.unit), summed.whole):
            account.issues += line.issues
            account.repeats += line.repeats
            account.rebounds += line.rebounds
    _count_due(ws, summed, begin, until)
    _count_visits(ws, summed, persons=depth is Depth.WHOLE)
    return summed


def look_back(ws: Workspace, period: Period, profile: Profile, *, depth: Depth) -> Tally:
    """A period looked back at, summed up once for as long as nothing is written."""
    return reckoned(
        ws,
        f"tally {depth.name.lower()}",
        period,
        profile,
        lambda: tally(ws, period, profile, depth=depth),
        write=_words,
        read=lambda words: _read(words, period, profile),
    )


def _words(summed: Tally) -> str:
    """A tally without its rows, as JSON with amounts as strings."""
    plain = {
        "towns": summed.towns,
        "units": summed.units,
        "whole": summed.whole,
        "compliant": summed.compliant,
        "visited_points": summed.visited_points,
    }
    return orjson.dumps(plain, default=str).decode()


def _read(words: str, period: Period, profile: Profile) -> Tally:
    raw = orjson.loads(words)
    return Tally(
        period=period,
        profile=profile,
        towns={code: revive(Account, one) for code, one in raw["towns"].items()},
        units={code: revive(Account, one) for code, one in raw["units"].items()},
        whole=revive(Account, raw["whole"]),
        compliant=raw["compliant"],
        visited_points=raw["visited_points"],
    )


_PAYERS_AND_PRICE = itemgetter(1, 2, 5, 6, 7)  # of a row found


def _numbers(found: Sequence[Found]) -> list[Numbers]:
    return [
        Numbers(town, unit, number, number * (occurrence > 1), number * rebound)
        for (town, unit, _words, occurrence, rebound), number in Counter(
            map(_PAYERS_AND_PRICE, found)
        ).items()
    ]


def _share_out(ws: Workspace, summed: Tally, sums: Mapping[Payers, Decimal]) -> None:
    kinds = {unit.code: unit.kind for unit in ws.register.units}
    for (town, unit), points in sums.items():
        paid = share(points, kinds.get(unit or ""), summed.profile.shares)
        summed.town(town).deduction += paid.town
        summed.unit(unit).deduction += paid.unit
        summed.whole.deduction += points


def _town_of_unit(ws: Workspace, code: str | None) -> str | None:
    unit = ws.register.directory.unit(code)
    return unit.area if unit and unit.kind is UnitKind.TOWN else None


def _enter(summed: Tally, one: Charged, town_of_unit: str | None) -> None:
    """A charge on a town's own office is a charge on the town."""
    town = one.town or town_of_unit
    account = summed.town(town) if town else summed.unit(one.unit)
    if one.kind in summed.profile.bonus_kinds:
        account.bonus += Decimal(one.points)
    else:
        account.charges += Decimal(one.points)


def _count_due(ws: Workspace, summed: Tally, begin: str, until: str) -> None:
    # a deadline on the last evening lies in the period even before it has come
    for row in period_rows.due_between(ws.db, begin, stored(summed.period.end), until):
        for account in (summed.town(row.town), summed.unit(row.unit), summed.whole):
            account.due += row.due
            account.due_closed += row.closed
            account.ended += row.ended
            account.put_off += row.put_off
            account.in_time += row.in_time
    for town, number in period_rows.closed_between(ws.db, begin, until).items():
        summed.town(town).closed += number
        summed.whole.closed += number


def _count_visits(ws: Workspace, summed: Tally, *, persons: bool) -> None:
    points = period_rows.points_of_register(ws.db)
    visits = VisitsOfPoints(ws, summed.period)
    for point, number in visits.by_point.items():
        known = points.get(point)
        for account in _accounts(summed, known):
            account.visits += number
            account.visited += known.active if known else 0
    for known in points.values():
        for account in _accounts(summed, known):
            account.active += known.active
    summed.visited_points = len(visits.by_point)
    summed.compliant = len(visits.by_point.keys() - visits.grave)
    if persons:
        summed.inspectors = visits.of_inspectors(points)


def _accounts(summed: Tally, point: PlaceOfPoint | None) -> tuple[Account, ...]:
    own = (summed.town(point.town),) if point and point.town else ()
    return (*own, summed.whole)
