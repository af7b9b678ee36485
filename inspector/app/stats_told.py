"""What a period's statistics say, in the keys of the command's promise."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from inspector.domain.scorer_checks import FlatScores, LowFindRate


@dataclass(frozen=True, slots=True, kw_only=True)
class PeriodTold:
    """Which days, as of when, priced by which profile."""

    month: str | None
    first: date
    last: date
    as_of: datetime
    profile: str


@dataclass(frozen=True, slots=True, kw_only=True)
class TownStat:
    """A town's line; rates are per cents, ``rank_change`` places gained since the period before."""

    town: str
    name: str
    group: str
    rank: int | None
    score: Decimal | None
    rank_change: int | None
    visits: int
    coverage: Decimal | None
    issues: int
    repeats: int
    rebounds: int
    deduction: Decimal
    bonus: Decimal
    charges: Decimal
    on_time_close_rate: Decimal | None
    issue_density: Decimal | None
    tail: bool
    tail_streak: int


@dataclass(frozen=True, slots=True, kw_only=True)
class UnitStat:
    """A unit's line; departments and utilities are ranked, each kind apart."""

    unit: str
    name: str
    kind: str
    rank: int | None
    score: Decimal | None
    rank_change: int | None
    issues: int
    repeats: int
    rebounds: int
    deduction: Decimal
    bonus: Decimal
    charges: Decimal
    on_time_close_rate: Decimal | None


@dataclass(frozen=True, slots=True, kw_only=True)
class SubScore:
    """One part of a composite score."""

    code: str
    name: str
    weight: Decimal
    score: Decimal | None


@dataclass(frozen=True, slots=True, kw_only=True)
class CompositeStat:
    """A town's composite; no score and no rank while a weighted part is missing."""

    town: str
    name: str
    group: str
    rank: int | None
    score: Decimal | None
    parts: tuple[SubScore, ...]
    missing: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Rates:
    """Per cents with two places, null where there is nothing to divide by."""

    close_rate: Decimal | None
    on_time_close_rate: Decimal | None
    rectification_rate: Decimal | None
    repeat_rate: Decimal | None
    rebound_rate: Decimal | None
    compliance_rate: Decimal | None
    coverage_rate: Decimal | None
    issue_density: Decimal | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Totals:
    """The whole district in numbers; ``put_off`` are those deferred past their deadline.

    ``unplaced`` are issues that lie in no town of the register, ``unplaced_points`` what no town
    pays of them and of charges; None in a month frozen before these were counted.
    """

    issues: int
    repeats: int
    rebounds: int
    closed: int
    due: int
    put_off: int
    visits: int
    visited_points: int
    active_points: int
    unplaced: int | None = None
    unplaced_points: Decimal | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Counts:
    """Issues first found in the period; ``by_age`` all that are open, by days since found."""

    by_tier: Mapping[str, int]
    by_type: Mapping[str, int]
    by_standard: Mapping[str, int]
    by_point: Mapping[str, int]
    by_state: Mapping[str, int]
    by_age: Mapping[str, int]


@dataclass(frozen=True, slots=True, kw_only=True)
class OddDeed:
    """A deed that cannot be right; ``kind``: waits, void, early or deadline."""

    kind: str
    label: str
    words: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Checks:
    """Signs that somebody scored without looking (雷同分、老好人), and figures to doubt.

    ``odd_deeds`` are those that touch figures of issues first found in the period: a deed or a
    deadline before its finding.
    """

    flat_scores: tuple[FlatScores, ...]
    low_find_rate: tuple[LowFindRate, ...]
    odd_deeds: tuple[OddDeed, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """Growth since then, (this − then) ÷ then in per cent."""

    issues: Decimal | None
    repeats: Decimal | None
    rebounds: Decimal | None
    closed: Decimal | None
    visits: Decimal | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Then:
    """An earlier period to compare with."""

    period: PeriodTold
    totals: Totals
    rates: Rates
    change: Change


@dataclass(frozen=True, slots=True, kw_only=True)
class Frozen:
    """When and by whom the period was frozen."""

    at: datetime
    person: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Amended:
    """A figure that later facts would change; the frozen one stands."""

    who: str
    figure: str
    frozen: str | None
    now: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class ByHand:
    """A figure that was changed by hand: a charge, or a dispute that was decided."""

    what: str
    at: datetime
    who: str
    kind: str
    points: Decimal | None
    reason: str
    person: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One line of a breakdown; ``visits`` null where the dimension says nothing of visits."""

    code: str
    name: str
    issues: int
    repeats: int
    rebounds: int
    deduction: Decimal
    closed: int
    due: int
    on_time: int
    overdue: int
    visits: int | None
    rates: Rates


@dataclass(frozen=True, slots=True, kw_only=True)
class NumberTried:
    """A number of the profile as it is, and as it is tried."""

    name: str
    before: str | None
    after: str


@dataclass(frozen=True, slots=True, kw_only=True)
class TownMoved:
    """A town's score and place as they are, and by the numbers tried."""

    town: str
    name: str
    group: str
    score_before: Decimal | None
    rank_before: int | None
    score: Decimal | None
    rank: int | None
    rank_change: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class UnitMoved:
    """A department's or utility's score and place as they are, and by the numbers tried."""

    unit: str
    name: str
    kind: str
    score_before: Decimal | None
    rank_before: int | None
    score: Decimal | None
    rank: int | None
    rank_change: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class WhatIf:
    """What other numbers would make of the period's order; nothing of it is kept.

    ``towns`` by their field scores, ``composite`` by the scores all in all; none where no
    composite is set. ``weights`` is what the composite's weights come to where one of them was
    tried, in per cent.
    """

    numbers: tuple[NumberTried, ...]
    towns: tuple[TownMoved, ...]
    units: tuple[UnitMoved, ...]
    composite: tuple[TownMoved, ...]
    weights: Decimal | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class WeakItem:
    """A standard that failed; ``common`` (共性) at many points or in many towns, else 个性."""

    standard: str
    title: str
    issues: int
    points: int
    towns: int
    deduction: Decimal
    common: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class BlindSpot:
    """A grid nobody went to in the period; ``last_visit`` None: nobody ever did.

    ``days`` run from the last visit to the period's last day.
    """

    grid: str
    name: str
    town: str | None
    officer: str | None
    points: int
    last_visit: date | None
    days: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class CleanPoint:
    """A point that was visited and had nothing to find (零问题点位)."""

    point: str
    name: str
    town: str | None
    visits: int


@dataclass(frozen=True, slots=True, kw_only=True)
class OfficerCount:
    """What was found in the areas of one person, in the days he answered for them.

    ``duty``: grid (网格员), community (社区负责人), assigned (包村居).
    """

    officer: str
    duty: str
    areas: tuple[str, ...]
    issues: int
    repeats: int
    rebounds: int
    closed: int
    due: int
    on_time: int
    overdue: int
    deduction: Decimal
    repeat_rate: Decimal | None


@dataclass(frozen=True, slots=True, kw_only=True)
class OutsideResult:
    """What somebody outside made of a period; ``town`` None: of the whole district.

    ``own_rank`` and ``own_score`` are ours of the same town and the very same days.
    """

    result: str
    source: str
    name: str
    period: str
    first: date
    last: date
    town: str | None
    town_name: str | None
    rank: int | None
    out_of: int | None
    score: Decimal | None
    note: str
    own_rank: int | None = None
    own_score: Decimal | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class TimeFound:
    """One time of a repeat: which one, the case of then, its day, content hashes of its photos."""

    occurrence: int
    issue: str
    label: str
    found_on: date
    photos: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class RepeatTold:
    """A repeat with every time it was found, the first one first, its own last."""

    issue: str
    label: str
    standard: str
    title: str
    place: str
    town_name: str
    unit_name: str
    occurrence: int
    rebound: bool
    times: tuple[TimeFound, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class OverdueTold:
    """What was past its deadline at the period's end; ``head`` is who answers for the unit.

    ``days`` are local days from the deadline to the period's end.
    """

    issue: str
    label: str
    standard: str
    title: str
    place: str
    town_name: str
    unit_name: str
    head: str
    phone: str
    found_on: date
    deadline: datetime
    days: int
    occurrence: int
    photos: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class MonthLists:
    """What a period's figures do not say by themselves.

    Of repeats, overdue ones and odd deeds the first are listed and all are counted; odd deeds are
    those dated in the period, whether they touch a figure or wait for their finding.
    """

    repeats: tuple[RepeatTold, ...]
    repeats_total: int
    overdue: tuple[OverdueTold, ...]
    overdue_total: int

    weak: tuple[WeakItem, ...]
    blind_spots: tuple[BlindSpot, ...]
    clean_points: tuple[CleanPoint, ...]
    officers: tuple[OfficerCount, ...]
    odd_deeds: tuple[OddDeed, ...]
    odd_deeds_total: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Stats:
    """A period at a glance; ``breakdown``, ``what_if``, ``lists`` only where asked for."""

    period: PeriodTold
    towns: tuple[TownStat, ...]
    units: tuple[UnitStat, ...]
    composite: tuple[CompositeStat, ...]
    rates: Rates
    totals: Totals
    counts: Counts
    checks: Checks
    previous: Then
    same_month_last_year: Then
    by_hand: tuple[ByHand, ...] = ()
    frozen: Frozen | None = None
    amendment: tuple[Amended, ...] = ()
    breakdown: tuple[Line, ...] = ()
    what_if: WhatIf | None = None
    lists: MonthLists | None = None
    outside: tuple[OutsideResult, ...] = ()
