"""Statistics (考核评分): a period scored, ranked and compared, every figure from facts alone."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import replace
from datetime import timedelta
from decimal import Decimal
from operator import itemgetter

import orjson

from inspector.app.breakdown import By, break_down
from inspector.app.by_hand import changed_by_hand
from inspector.app.composite import composites
from inspector.app.doubts import MOST, doubt_of_issue
from inspector.app.frozen import amended, frozen_month, frozen_stats, plain, revived
from inspector.app.month_lists import month_lists
from inspector.app.outside import results_beside
from inspector.app.placing import Places, follow_back, placed_towns, placed_units
from inspector.app.reckoning import reckoned
from inspector.app.stats_told import (
    Change,
    Checks,
    Counts,
    OddDeed,
    PeriodTold,
    Rates,
    Stats,
    Then,
    Totals,
    TownStat,
    UnitStat,
)
from inspector.app.tally import Account, Depth, Tally, look_back, tally
from inspector.app.what_if import what_if
from inspector.app.workspace import Workspace
from inspector.domain.errors import InputError
from inspector.domain.moment import stored
from inspector.domain.period import Period
from inspector.domain.profile import ZERO, Profile
from inspector.domain.ranking import rank_change
from inspector.domain.rates import growth, per_visit, percent
from inspector.domain.scorer_checks import flat_scores, low_find_rates
from inspector.domain.scoring import rounded
from inspector.domain.unit import UnitKind
from inspector.store import list_rows, period_rows
from inspector.store.accounts import state_at
from inspector.store.faults import told
from inspector.store.uncollected import uncollected
from inspector.text import _

_OLDEST = (3, 7, 15, 30)  # days since found, included; what is older comes last
_AGES = ("0-3", "4-7", "8-15", "16-30", "31+")


def stats(
    ws: Workspace,
    period: Period,
    *,
    profile: str | None = None,
    by: By | None = None,
    numbers: Mapping[str, str] | None = None,
    lists: bool = False,
) -> Stats:
    """A period's figures; a frozen month shows what was frozen, and beside it what came later.

    A profile that is named prices the facts as they are now, frozen or not: it answers
    “what if”. ``by`` breaks the facts down as they are now; ``numbers`` of the profile are tried
    beside; ``lists`` adds what failed most, blind spots, clean points, officers. InputError for
    an unknown profile or number.
    """
    with told():
        kept = frozen_month(ws, period.month) if profile is None else None
        pricing = kept.profile if kept else _known_profile(ws, profile)
        now = score(ws, period, pricing)
        shown = frozen_stats(kept, amended(kept.stats, now)) if kept else now
    if by:
        shown = replace(shown, breakdown=break_down(ws, period, by, pricing))
    if lists:
        shown = replace(shown, lists=month_lists(ws, period, pricing))
    shown = replace(shown, outside=results_beside(ws, shown))
    if numbers:
        shown = replace(shown, what_if=what_if(ws, period, numbers, _known_profile(ws, profile)))
    return shown


def _known_profile(ws: Workspace, name: str | None) -> Profile:
    if name is None:
        return ws.register.profile
    known = ws.register.profiles
    if name not in known:
        raise InputError(
            _("没有这个评分规则：{name}").format(name=name),
            _("可选：{known}").format(known="、".join(known) or _("无")),
            code="unknown_profile",
        )
    return known[name]


def score(ws: Workspace, period: Period, profile: Profile) -> Stats:
    """The figures as the facts give them now, whether frozen or not."""
    return reckoned(
        ws,
        "stats",
        period,
        profile,
        lambda: _score(ws, period, profile),
        write=lambda made: orjson.dumps(plain(made)).decode(),
        read=lambda words: revived(orjson.loads(words)),
    )


@uncollected()  # months of rows in one go: the collector took a fifteenth and found nothing
def _score(ws: Workspace, period: Period, profile: Profile) -> Stats:
    now = tally(ws, period, profile)
    earlier = period.previous()
    before = look_back(ws, earlier, profile, depth=Depth.SCORED)
    year_ago = look_back(ws, period.year_ago(), profile, depth=Depth.COUNTED)
    places, places_before = placed_towns(ws, now), placed_towns(ws, before)
    streaks = follow_back(ws, places, places_before, earlier, profile)
    rates = _rates(now)
    return Stats(
        period=_period(period, profile),
        towns=tuple(
            _town(ws, now, town.code, places, places_before, streaks)
            for town in ws.register.areas.get("town", ())
        ),
        units=tuple(_units(ws, now, before)),
        composite=composites(ws, now),
        rates=rates,
        totals=_totals(ws, now),
        counts=_counts(ws, now),
        checks=_checks(ws, now),
        previous=_then(ws, now, before),
        same_month_last_year=_then(ws, now, year_ago),
        by_hand=changed_by_hand(ws, period),
    )


def _period(period: Period, profile: Profile) -> PeriodTold:
    return PeriodTold(
        month=period.month,
        first=period.first,
        last=period.last,
        as_of=period.as_of.astimezone(period.zone),
        profile=profile.code,
    )


def _town(
    ws: Workspace,
    now: Tally,
    code: str,
    places: Places,
    before: Places,
    streaks: dict[str, int],
) -> TownStat:
    account, area = now.town(code), ws.register.area(code)
    rank = places.ranks.get(code)
    return TownStat(
        town=code,
        name=area.name if area else code,
        group=places.groups.get(code, ""),
        rank=rank,
        score=now.score(account),
        rank_change=rank_change(rank, before.ranks.get(code)),
        visits=account.visits,
        coverage=percent(account.visited, account.active),
        issues=account.issues,
        repeats=account.repeats,
        rebounds=account.rebounds,
        deduction=rounded(account.deduction),
        bonus=rounded(account.bonus),
        charges=rounded(account.charges),
        on_time_close_rate=account.on_time,
        issue_density=account.density,
        tail=code in places.tail,
        tail_streak=streaks.get(code, 0),
    )


def _units(ws: Workspace, now: Tally, before: Tally) -> list[UnitStat]:
    """Departments and utilities, and whoever else had an issue or a charge in the period."""
    places, earlier = placed_units(ws, now), placed_units(ws, before)
    told_units = []
    for unit in ws.register.units:
        account = now.units.get(unit.code, Account())
        ranked = unit.kind in (UnitKind.DEPARTMENT, UnitKind.UTILITY)
        if not (account.issues or account.deduction or account.charges or account.bonus or ranked):
            continue
        told_units.append(
            UnitStat(
                unit=unit.code,
                name=unit.short_name,
                kind=unit.kind.name.lower(),
                rank=places.get(unit.code),
                score=now.score(account, visits=now.whole.visits) if ranked else None,
                rank_change=rank_change(places.get(unit.code), earlier.get(unit.code)),
                issues=account.issues,
                repeats=account.repeats,
                rebounds=account.rebounds,
                deduction=rounded(account.deduction),
                bonus=rounded(account.bonus),
                charges=rounded(account.charges),
                on_time_close_rate=account.on_time,
            )
        )
    return told_units


def _rates(now: Tally) -> Rates:
    whole = now.whole
    return Rates(
        close_rate=percent(whole.due_closed, whole.due),
        on_time_close_rate=whole.on_time,
        rectification_rate=percent(whole.ended, whole.due),
        repeat_rate=percent(whole.repeats, whole.issues),
        rebound_rate=percent(whole.rebounds, whole.closed),
        compliance_rate=percent(now.compliant, now.visited_points),
        coverage_rate=percent(whole.visited, whole.active),
        issue_density=per_visit(whole.issues, whole.visits),
    )


def _totals(ws: Workspace, now: Tally) -> Totals:
    whole = now.whole
    known = {town.code for town in ws.register.areas.get("town", ())}
    nowhere = [account for code, account in now.towns.items() if code not in known]
    return Totals(
        issues=whole.issues,
        repeats=whole.repeats,
        rebounds=whole.rebounds,
        closed=whole.closed,
        due=whole.due,
        put_off=whole.put_off,
        visits=whole.visits,
        visited_points=now.visited_points,
        active_points=whole.active,
        unplaced=sum(one.issues for one in nowhere),
        unplaced_points=rounded(sum((one.deduction + one.charges for one in nowhere), ZERO)),
    )


def _counts(ws: Workspace, now: Tally) -> Counts:
    points = period_rows.points_of_register(ws.db)
    severities = Counter(map(itemgetter(8), now.found))
    standards = Counter[str | None](map(itemgetter(4), now.found))
    places = Counter[str | None](map(itemgetter(3), now.found))
    by_point = {code: number for code, number in _sorted(places).items() if code in points}
    by_type = Counter[str | None]()
    for code, number in by_point.items():
        by_type[points[code].type or ""] += number
    return Counts(
        by_tier=_sorted(severities),
        by_type=_sorted(by_type),
        by_standard=_sorted(standards),
        by_point=by_point,
        by_state=_states(ws, now.period),
        by_age=_ages(ws, now.period),
    )


def _sorted(counted: Mapping[str | None, int]) -> dict[str, int]:
    return dict(sorted((code or "", number) for code, number in counted.items()))


def _states(ws: Workspace, period: Period) -> dict[str, int]:
    """States as the deeds up to as_of left them: the rows' own but for what was done later."""
    begin, until = stored(period.begin), stored(period.as_of)
    counted = Counter(period_rows.states_of_found(ws.db, begin, until))
    for state, moves in period_rows.moved_after(ws.db, begin, until):
        counted[state] -= 1
        counted[state_at(moves, period.as_of).name.lower()] += 1
    return {state: number for state, number in sorted(counted.items()) if number}


def _ages(ws: Workspace, period: Period) -> dict[str, int]:
    """All that was open, by whole days since it was first found."""
    as_of = period.as_of
    midnight = as_of.astimezone(period.zone).replace(hour=0, minute=0, second=0, microsecond=0)
    tick, day = timedelta(milliseconds=1), timedelta(days=1)
    edges = [stored(midnight - oldest * day - tick) for oldest in _OLDEST]
    younger = [0, *period_rows.open_at(ws.db, stored(as_of), [*edges, ""])]
    return {name: younger[place + 1] - younger[place] for place, name in enumerate(_AGES)}


def _checks(ws: Workspace, now: Tally) -> Checks:
    sheets: dict[str, dict[str, Decimal]] = {}
    for _item, town, scorer, points in period_rows.subscores(ws.db, now.period.month or ""):
        if scorer:
            sheets.setdefault(scorer, {})[town] = Decimal(points)
    begin, until = stored(now.period.begin), stored(now.period.as_of)
    odd = [
        doubt_of_issue(label, kind)
        for _issue, label, kinds in list_rows.odd_issues(ws.db, begin, until)
        for kind in kinds.split()
    ]
    return Checks(
        flat_scores=flat_scores(sheets),
        low_find_rate=low_find_rates(now.inspectors),
        odd_deeds=tuple(
            OddDeed(kind=one.kind, label=one.code, words=one.words) for one in odd[:MOST]
        ),
    )


def _then(ws: Workspace, now: Tally, then: Tally) -> Then:
    this, that = now.whole, then.whole
    return Then(
        period=_period(then.period, then.profile),
        totals=_totals(ws, then),
        rates=_rates(then),
        change=Change(
            issues=growth(this.issues, that.issues),
            repeats=growth(this.repeats, that.repeats),
            rebounds=growth(this.rebounds, that.rebounds),
            closed=growth(this.closed, that.closed),
            visits=growth(this.visits, that.visits),
        ),
    )
