"""Tallies (计分): what a period comes to for each town and unit, before anybody is ranked."""

from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from enum import IntEnum
from functools import cache
from math import ceil
from operator import itemgetter
from typing import Any

import orjson

from inspector.app.frozen import revive
from inspector.app.reckoning import reckoned
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
    late_points,
    read_pricing,
    rework_points,
    rounded,
)
from inspector.domain.unit import UnitKind
from inspector.store import period_rows
from inspector.store.accounts import read_lateness
from inspector.store.period_rows import Charged, Days, Found, Numbers, PlaceOfPoint, Touched

Payers = tuple[str | None, str | None]  # town and unit
Key = tuple[str, str, int]  # place, standard, month

_NO_CAP = Decimal("Infinity")

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
        _charge(ws, summed, found)
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


def _charge(ws: Workspace, summed: Tally, found: Sequence[Found]) -> None:
    """Sum the parts by payers, those of a key in a month up to the cap.

    First parts come in time order and lateness at a month's end, so that one sweep cuts them;
    keys with parts in between are cut part by part.
    """
    period, profile = summed.period, summed.profile
    edges = [stored(begin) for begin, _end in period.slices()]
    prices, cap = _Prices(profile), profile.cap_per_key_month or _NO_CAP
    later = sorted(later_entries(ws, period, profile, named=False), key=_by_unit)
    between = {one[:3] for one in later if one.kind is not PartKind.OVERDUE or one.points < 0}
    apart = [one for one in later if one[:3] in between]
    sums: dict[Payers, Decimal] = {}
    running: dict[Key, Decimal] = {}
    month = 1
    for at, town, unit, place, standard, words, occurrence, rebound, _severity in found:
        points = prices[words, occurrence, rebound]
        if len(edges) > 1:
            month = bisect_right(edges, at)
        key = (place, standard, month)
        if key in between:
            apart.append(Entry(*key, at, "", PartKind.BASE, points, town, unit))
            continue
        before = running.get(key, ZERO)
        running[key] = after = before + points
        if after > cap:
            points = max(cap - before, ZERO)
        sums[town, unit] = sums.get((town, unit), ZERO) + points
    for one in later:
        if one[:3] not in between:
            before = running.get(one[:3], ZERO)
            running[one[:3]] = after = before + one.points
            counted = min(after, cap) - min(before, cap)
            sums[one.town, one.unit] = sums.get((one.town, one.unit), ZERO) + counted
    for one in cut_to_cap(apart, profile.cap_per_key_month):
        sums[one.town, one.unit] = sums.get((one.town, one.unit), ZERO) + one.points
    _share_out(ws, summed, sums)


def _by_unit(one: Entry) -> tuple[str, str]:
    return one.at, one.unit or ""


class _Prices(dict[tuple[Any, ...], Decimal]):
    """What issues cost at their first finding; many cost the same."""

    def __init__(self, profile: Profile) -> None:
        super().__init__()
        self._profile = profile

    def __missing__(self, asked: tuple[Any, ...]) -> Decimal:
        words, occurrence, rebound = asked
        self[asked] = points = first_sum(words, occurrence, rebound, self._profile)
        return points


def first_sum(words: str, occurrence: int, rebound: int, profile: Profile) -> Decimal:
    """What an issue costs at its first finding, all in all."""
    parts = first_points(read_pricing(words), occurrence, profile, rebound=bool(rebound))
    return sum((points for _kind, points in parts), ZERO)


def later_entries(
    ws: Workspace, period: Period, profile: Profile, *, named: bool
) -> Iterator[Entry]:
    """Parts that came after an issue's first finding: lateness, returns, what disputes took off.

    The issues' ids are read only where they are ``named`` in the end, as on a statement.
    """
    begin, until = stored(period.begin), stored(period.as_of)
    slices = period.slices()
    edges = [stored(first) for first, _last in slices]
    yield from _late(ws, period, profile, named=named)
    for row in period_rows.turned_between(ws.db, begin, until):
        lateness, since = read_lateness(row.words, row.ended_at), period.before_begin
        for month, (_begin, end) in enumerate(slices, start=1):
            points = accrued(lateness, since, end, profile.overdue, period.zone)
            since = end
            if points:
                yield _entry(row, month, stored(end), PartKind.OVERDUE, points)
    for row in period_rows.returned_between(ws.db, begin, until):
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


def _late(ws: Workspace, period: Period, profile: Profile, *, named: bool) -> Iterator[Entry]:
    """What accrued in each month of the period to issues that were told one deadline."""
    horizon = stored(_horizon(period, profile))

    @cache
    def after(days: int) -> Decimal:
        return late_points(days, profile.overdue)

    for month, (begin, end) in enumerate(period.slices(), start=1):
        opened = local_date(begin, period.zone).toordinal() - 1  # the day that ended before it
        closes, at = local_date(end, period.zone).toordinal(), stored(end)
        rows = period_rows.late_between(ws.db, stored(begin), at, horizon, named=named)
        for issue, day, days, before, town, unit, place, standard in rows:
            points = after(closes - day if days is None else days)
            if before:
                points -= after(opened - day)
            if points:
                yield Entry(place, standard, month, at, issue, PartKind.OVERDUE, points, town, unit)


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


def _span(period: Period) -> Days:
    """The period's days up to as_of, which may be in the midst of one."""
    running = local_date(period.as_of, period.zone)
    first = period.first.isoformat()
    if period.as_of == period.end:
        return Days(first, (running + timedelta(days=1)).isoformat(), "")
    return Days(first, running.isoformat(), stored(period.as_of))


class VisitsOfPoints:
    """Points visited on which days, by whom, and where something grave was seen."""

    def __init__(self, ws: Workspace, period: Period) -> None:
        begin, until = stored(period.begin), stored(period.as_of)
        zone = period.zone
        self._db, self._days = ws.db, _span(period)
        self.by_point, self.grave = Counter[str](), set[str]()
        for point, number, grave in period_rows.days_seen(ws.db, self._days):
            self.by_point[point] += number
            if grave:
                self.grave.add(point)
        self._inspected = {
            (local_date(from_stored(at), zone).isoformat(), point, person)
            for at, point, person in period_rows.inspected_between(ws.db, begin, until)
        }
        for day, point in {(day, point) for day, point, _person in self._inspected}:
            self.by_point[point] += not period_rows.is_seen(ws.db, self._days, day, point)
        for at, point, code in period_rows.failed_between(ws.db, begin, until):
            standard = ws.register.standard(code, local_date(from_stored(at), zone))
            if standard and standard.severity.name.lower() in _GRAVE:
                self.grave.add(point)

    def of_inspectors(self, points: Mapping[str, PlaceOfPoint]) -> tuple[Visits, ...]:
        """Visits and findings by inspector and type of point."""
        visits, findings = Counter[tuple[str, str]](), Counter[tuple[str, str]]()
        for person, point, days, number in self._seen():
            if point in points:
                visits[person, points[point].type or ""] += days
                findings[person, points[point].type or ""] += number
        return tuple(
            Visits(
                inspector=person, point_type=kind, visits=number, findings=findings[person, kind]
            )
            for (person, kind), number in sorted(visits.items())
        )

    def _seen(self) -> Iterator[tuple[str, str, int, int]]:
        """Person, point, days and findings; days by inspections too where nothing was found."""
        yield from period_rows.seen_by_person(self._db, self._days)
        for day, point, person in self._inspected:
            if person and not period_rows.is_seen(self._db, self._days, day, point, person):
                yield person, point, 1, 0
