"""Charged (计扣): the parts of a period by issue, and their sums by payer up to the monthly cap."""

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from functools import cache
from itertools import pairwise
from math import ceil
from operator import itemgetter
from typing import Any

import orjson

from inspector.app.workspace import Workspace
from inspector.domain.charging import Entry, cut_to_cap
from inspector.domain.moment import from_stored, local_date, stored
from inspector.domain.period import Period
from inspector.domain.profile import ZERO, Profile
from inspector.domain.scoring import (
    PartKind,
    accrued,
    first_points,
    late_points,
    read_pricing,
    rework_points,
)
from inspector.store import period_rows
from inspector.store.accounts import read_lateness
from inspector.store.period_rows import TOWN, Found, Touched

Payers = tuple[str | None, str | None]  # town and unit; the line of a breakdown for the town
Key = tuple[str, str, int]  # place, standard, month

_NO_CAP = Decimal("Infinity")
_MOMENT, _PAYERS, _KEY, _PRICE = (itemgetter(*one) for one in ((0,), (1, 2), (3, 4), (5, 6, 7)))
_LONG_AGO = datetime(1970, 1, 1, tzinfo=UTC)


def charged_sums(
    ws: Workspace, period: Period, profile: Profile, found: Sequence[Found], *, line: str = TOWN
) -> dict[Payers, Decimal]:
    """The parts by payers, those of a key in a month up to the cap.

    First parts come in time order and lateness at a month's end, so that one sweep cuts them;
    keys with parts in between are cut part by part. ``line`` is the SQL of what stands in the
    town's place, in ``found`` as in what came later.
    """
    edges = [stored(begin) for begin, _end in period.slices()]
    later: dict[int, list[Entry]] = {}
    for one in later_entries(ws, period, profile, named=line is not TOWN, line=line):
        later.setdefault(one.month, []).append(one)
    sums: defaultdict[Payers, Decimal] = defaultdict(Decimal)
    prices, firsts = _Prices(profile), [bisect_left(found, edge, key=_MOMENT) for edge in edges[1:]]
    for month, (first, last) in enumerate(pairwise((0, *firsts, len(found))), start=1):
        _sum_month(found[first:last], later.get(month, []), prices, profile, month, sums)
    return sums


def _sum_month(
    found: Sequence[Found],
    later: Sequence[Entry],
    prices: "_Prices",
    profile: Profile,
    month: int,
    sums: defaultdict[Payers, Decimal],
) -> None:
    """One month of the sweep; a month has a hundred thousand rows, so that each costs little."""
    cap = profile.cap_per_key_month or _NO_CAP
    between = {one[:2] for one in later if one.kind is not PartKind.OVERDUE or one.points < 0}
    apart = [one for one in later if one[:2] in between]
    running: defaultdict[tuple[str, str], Decimal] = defaultdict(Decimal)
    rows = zip(
        found,
        map(_PAYERS, found),
        map(_KEY, found),
        map(prices.__getitem__, map(_PRICE, found)),
        strict=True,
    )
    for row, payers, key, points in rows:
        if key in between:
            place, standard = key
            apart.append(Entry(place, standard, month, row[0], "", PartKind.BASE, points, *payers))
            continue
        running[key] = after = running[key] + points
        sums[payers] += points if after <= cap else max(cap - after + points, ZERO)
    for one in sorted(later, key=_in_turn):
        key = one[:2]
        if key not in between:
            before = running[key]
            running[key] = after = before + one.points
            sums[one.town, one.unit] += min(after, cap) - min(before, cap)
    for one in cut_to_cap(apart, profile.cap_per_key_month):
        sums[one.town, one.unit] += one.points


def _in_turn(one: Entry) -> tuple[str, str, str]:
    return one.at, one.unit or "", one.issue


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
    ws: Workspace, period: Period, profile: Profile, *, named: bool, line: str = TOWN
) -> Iterator[Entry]:
    """Parts that came after an issue's first finding: lateness, returns, what disputes took off.

    The issues' ids are read only where they are ``named`` in the end, as on a statement.
    """
    begin, until = stored(period.begin), stored(period.as_of)
    slices = period.slices()
    edges = [stored(first) for first, _last in slices]
    yield from _late(ws, period, profile, named=named, line=line)
    for row in period_rows.turned_between(ws.db, begin, until, line=line):
        lateness, since = read_lateness(row.words, row.ended_at), period.before_begin
        for month, (_begin, end) in enumerate(slices, start=1):
            points = accrued(lateness, since, end, profile.overdue, period.zone)
            since = end
            if points:
                yield _entry(row, month, stored(end), PartKind.OVERDUE, points)
    for row in period_rows.returned_between(ws.db, begin, until, line=line):
        returns = [from_stored(one) for one in orjson.loads(row.words)]
        for part in rework_points(returns, profile):
            at = stored(part.at)
            if begin <= at <= until:
                yield _entry(row, bisect_right(edges, at), at, PartKind.REWORK, part.points)
    for row in period_rows.relieved_between(ws.db, begin, until, line=line):
        words, occurrence, rebound = str(row.ended_at).rsplit(" ", 2)
        whole = first_sum(words, int(occurrence), int(rebound), profile)
        points = -min(Decimal(row.words), whole)
        yield _entry(row, bisect_right(edges, row.at), row.at, PartKind.RELIEF, points)


def _late(
    ws: Workspace, period: Period, profile: Profile, *, named: bool, line: str
) -> Iterator[Entry]:
    """What accrued in each month of the period to issues that were told one deadline."""
    horizon = stored(_horizon(period, profile))

    @cache
    def after(days: int) -> Decimal:
        return late_points(days, profile.overdue)

    for month, (begin, end) in enumerate(period.slices(), start=1):
        opened = local_date(begin, period.zone).toordinal() - 1  # the day that ended before it
        closes, at = local_date(end, period.zone).toordinal(), stored(end)
        rows = period_rows.late_between(ws.db, stored(begin), at, horizon, named=named, line=line)
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
