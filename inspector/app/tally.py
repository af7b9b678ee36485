"""Tallies (计分): what a period comes to for each town and unit, before anybody is ranked."""

from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from math import ceil

import orjson

from inspector.app.workspace import Workspace
from inspector.domain.charging import Entry, cut_to_cap, field_score, share
from inspector.domain.moment import from_stored, local_date, stored
from inspector.domain.period import Period
from inspector.domain.profile import ZERO, Normalise, Profile
from inspector.domain.rates import per_visit, percent
from inspector.domain.scorer_checks import Visits
from inspector.domain.scoring import (
    PartKind,
    accrued,
    first_points,
    read_pricing,
    rework_points,
    rounded,
)
from inspector.domain.unit import UnitKind
from inspector.store import period_rows
from inspector.store.accounts import read_lateness
from inspector.store.period_rows import Charged, Found, PlaceOfPoint, Touched

_LONG_AGO = datetime(1970, 1, 1, tzinfo=UTC)
_GRAVE = frozenset({"serious", "critical"})


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


def tally(ws: Workspace, period: Period, profile: Profile) -> Tally:
    """Sum a period up from the rows it touches."""
    begin, until = stored(period.begin), stored(period.as_of)
    summed = Tally(period=period, profile=profile)
    kinds = {unit.code: unit.kind for unit in ws.register.units}
    for town in ws.register.areas.get("town", ()):
        summed.town(town.code)
    summed.found = period_rows.found_between(ws.db, begin, until)
    _count_found(summed)
    _charge(summed, cut_to_cap(list(_entries(ws, summed)), profile.cap_per_key_month), kinds)
    for one in period_rows.charges_between(ws.db, begin, until):
        _enter(summed, one, _town_of_unit(ws, one.unit))
    _count_due(ws, summed, begin, until)
    _count_visits(ws, summed)
    return summed


def _count_found(summed: Tally) -> None:
    counted = Counter((one.town, one.unit, one.occurrence > 1, one.rebound) for one in summed.found)
    for (town, unit, repeat, rebound), number in counted.items():
        for account in (summed.town(town), summed.unit(unit), summed.whole):
            account.issues += number
            account.repeats += number if repeat else 0
            account.rebounds += number if rebound else 0


def _entries(ws: Workspace, summed: Tally) -> Iterator[Entry]:
    """Every part dated in the period; of the first parts their sum, for there are most of them."""
    period, profile = summed.period, summed.profile
    edges = [stored(begin) for begin, _end in period.slices()]
    prices: dict[tuple[str, int, int], Decimal] = {}
    for at, town, unit, place, standard, words, occurrence, rebound, _severity in summed.found:
        asked = (words, occurrence, rebound)
        points = prices.get(asked)
        if points is None:
            points = prices[asked] = first_sum(words, occurrence, rebound, profile)
        month = bisect_right(edges, at) if len(edges) > 1 else 1
        yield Entry(place, standard, month, at, "", PartKind.BASE, points, town, unit)
    yield from later_entries(ws, period, profile)


def first_sum(words: str, occurrence: int, rebound: int, profile: Profile) -> Decimal:
    """What an issue costs at its first finding, all in all."""
    parts = first_points(read_pricing(words), occurrence, profile, rebound=bool(rebound))
    return sum((points for _kind, points in parts), ZERO)


def later_entries(ws: Workspace, period: Period, profile: Profile) -> Iterator[Entry]:
    """Parts that came after an issue's first finding: lateness, returns, what disputes took off."""
    begin, until = stored(period.begin), stored(period.as_of)
    edges = [stored(first) for first, _last in period.slices()]
    late = period_rows.late_between(ws.db, begin, until, stored(_horizon(period, profile)))
    for row in late:
        yield from _overdue(row, period, profile)
    for row in period_rows.returned_since(ws.db, begin):
        returns = [from_stored(one) for one in orjson.loads(row.words)]
        for part in rework_points(returns, profile):
            at = stored(part.at)
            if begin <= at <= until:
                yield _entry(row, bisect_right(edges, at), at, PartKind.REWORK, part.points)
    for row in period_rows.relieved_between(ws.db, begin, until):
        words, occurrence, rebound = str(row.ended_at).rsplit(" ", 2)
        whole = first_sum(words, int(occurrence), int(rebound), profile)
        points = -min(Decimal(row.words), whole)
        yield _entry(row, bisect_right(edges, row.at), row.at, PartKind.RELIEF, points)


def _overdue(row: Touched, period: Period, profile: Profile) -> Iterator[Entry]:
    lateness = read_lateness(row.words, row.ended_at)
    since = period.before_begin
    for month, (_begin, end) in enumerate(period.slices(), start=1):
        points = accrued(lateness, since, end, profile.overdue, period.zone)
        since = end
        if points:
            yield _entry(row, month, stored(end), PartKind.OVERDUE, points)


def _entry(row: Touched, month: int, at: str, kind: PartKind, points: Decimal) -> Entry:
    return Entry(row.place, row.standard, month, at, row.issue, kind, points, row.town, row.unit)


def _horizon(period: Period, profile: Profile) -> datetime:
    """What was late before this has reached the cap and gains nothing in the period."""
    rule = profile.overdue
    if rule.cap is None:
        return _LONG_AGO if rule.per_day else period.begin - timedelta(days=2)
    if not rule.per_day:
        return period.begin - timedelta(days=2)
    days = max(ceil((rule.cap - rule.first) / rule.per_day), 0)
    return period.begin - timedelta(days=days + 2)


def _charge(summed: Tally, entries: Iterable[Entry], kinds: dict[str, UnitKind]) -> None:
    sums: dict[tuple[str | None, str | None], Decimal] = {}
    for one in entries:
        payers = (one.town, one.unit)
        sums[payers] = sums.get(payers, ZERO) + one.points
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


def _count_visits(ws: Workspace, summed: Tally) -> None:
    points = period_rows.points_of_register(ws.db)
    visits = _Visits(ws, summed.period)
    for point, _day in visits.days:
        for account in _accounts(summed, points.get(point)):
            account.visits += 1
    for point in visits.visited:
        known = points.get(point)
        for account in _accounts(summed, known):
            account.visited += known.active if known else 0
    for known in points.values():
        for account in _accounts(summed, known):
            account.active += known.active
    summed.visited_points = len(visits.visited)
    summed.compliant = len(visits.visited - visits.grave)
    summed.inspectors = visits.of_inspectors(points)


def _accounts(summed: Tally, point: PlaceOfPoint | None) -> tuple[Account, ...]:
    own = (summed.town(point.town),) if point and point.town else ()
    return (*own, summed.whole)


class _Visits:
    """Points visited on which days, by whom, and where something grave was seen."""

    def __init__(self, ws: Workspace, period: Period) -> None:
        begin, until = stored(period.begin), stored(period.as_of)
        zone, first = period.zone, period.first.isoformat()
        last = local_date(period.as_of, zone).isoformat()
        seen = period_rows.seen_between(ws.db, first, last, until)
        self.days = {(one.point, one.day) for one in seen}
        self.grave = {one.point for one in seen if one.grave}
        self._by_person = {(one.person, one.point, one.day) for one in seen if one.person}
        self._found = Counter[tuple[str, str]]()
        for one in seen:
            if one.person:
                self._found[one.person, one.point] += one.findings
        for at, point, person in period_rows.inspected_between(ws.db, begin, until):
            day = local_date(from_stored(at), zone).isoformat()
            self.days.add((point, day))
            if person:
                self._by_person.add((person, point, day))
        for at, point, code in period_rows.failed_between(ws.db, begin, until):
            standard = ws.register.standard(code, local_date(from_stored(at), zone))
            if standard and standard.severity.name.lower() in _GRAVE:
                self.grave.add(point)
        self.visited = {point for point, _day in self.days}

    def of_inspectors(self, points: dict[str, PlaceOfPoint]) -> tuple[Visits, ...]:
        """Visits and findings by inspector and type of point."""
        visits, findings = Counter[tuple[str, str]](), Counter[tuple[str, str]]()
        for person, point, _day in self._by_person:
            if point in points:
                visits[person, points[point].type or ""] += 1
        for (person, point), number in self._found.items():
            if point in points:
                findings[person, points[point].type or ""] += number
        return tuple(
            Visits(
                inspector=person, point_type=kind, visits=number, findings=findings[person, kind]
            )
            for (person, kind), number in sorted(visits.items())
        )
