"""What 考核评分 asks: a month's ranking, one town's sum, the months before; and papers written."""

from collections.abc import Sequence
from decimal import Decimal
from pathlib import Path
from statistics import median

from inspector.app import assess, brief, bulletin, deck, ledger_sheet, patrol, statement
from inspector.app.disputes import count_waiting
from inspector.app.month_lists import weak_in_town
from inspector.app.paper_parts import RowsMade, group_name, point_name
from inspector.app.period import asked_or_latest
from inspector.app.stats import stats
from inspector.app.stats_told import Rates, Stats, TownStat
from inspector.app.workspace import Workspace
from inspector.domain.issue_filter import IssueFilter
from inspector.domain.period import Period
from inspector.text import _
from ui.put_out import placed
from ui.score_told import (
    MonthScores,
    PartLine,
    RateLine,
    TownGroup,
    TownLine,
    TownScore,
    Trends,
    WeakLine,
)

MONTHS_BACK = 6
_WEAKEST = 4


def scores(ws: Workspace, month: str) -> MonthScores:
    """A month's ranking; an empty one is the month that runs."""
    period = asked_or_latest(ws, month)
    told = stats(ws, period)
    waiting, of_month = count_waiting(ws, period)
    return MonthScores(
        month=period.month or "",
        first=period.first,
        last=period.last,
        frozen=told.frozen is not None,
        words=_state(told),
        rates=_rates(told.rates, told.previous.rates),
        groups=_groups(told),
        disputes=waiting,
        disputed=of_month,
        by_hand=len(told.by_hand),
    )


def town_score(ws: Workspace, month: str, town: str) -> TownScore:
    """The sum behind a town's score, and what weighs most in it."""
    period = asked_or_latest(ws, month)
    told = stats(ws, period)
    own = next(one for one in told.towns if one.town == town)
    payer = statement.Payer(town=town)
    parts = statement.borne_by(ws, payer, period)
    return TownScore(
        town=town,
        name=own.name,
        words=_place(own),
        score="—" if own.score is None else f"{own.score:.2f}",
        formula=statement.formula_of(ws, payer, period),
        parts=tuple(
            PartLine(
                name=_(one.kind.value),
                kind=one.kind.name.lower(),
                words=_("{n} 件").format(n=one.issues),
                points=one.points,
            )
            for one in parts
        ),
        total=sum((one.points for one in parts), Decimal(0)),
        weak=_weak(ws, town, period),
    )


def trends(ws: Workspace, month: str) -> Trends:
    """Scores of the last six months; a month without a visit is a gap."""
    period = asked_or_latest(ws, month)
    periods = [period]
    while len(periods) < MONTHS_BACK:
        periods.append(periods[-1].previous())
    periods.reverse()
    every = [stats(ws, one) for one in periods]
    scored = [{one.town: one.score for one in told.towns} for told in every]
    groups = {one.town: one.group for one in every[-1].towns}
    return Trends(
        months=tuple(_("{n}月").format(n=int((one.month or "-0")[-2:])) for one in periods),
        towns={town: tuple(one.get(town) for one in scored) for town in groups},
        middle={
            town: tuple(_middle(one, groups, group) for one in scored)
            for town, group in groups.items()
        },
    )


def write_paper(ws: Workspace, kind: str, month: str, out: Path, town: str) -> str:
    """One of the month's papers as a file; in words what it holds."""
    placed(out)
    name = asked_or_latest(ws, month).month or ""
    if kind == "ledger":
        first, last = asked_or_latest(ws, month).begin, asked_or_latest(ws, month).as_of
        rows = ledger_sheet.write_ledger(ws, IssueFilter(since=first, until=last), out)
        return _("已写好 {file}：{n} 行").format(file=out.name, n=rows.rows)
    if kind == "statement":
        told = statement.write_statement(ws, statement.Payer(town=town), name, out)
        if isinstance(told, RowsMade):
            return _("已写好 {file}：{n} 行").format(file=out.name, n=told.rows)
        made = told
    elif kind == "deck":
        slides = deck.write_deck(ws, name, out).slides
        return _("已写好 {file}：{n} 页").format(file=out.name, n=slides)
    elif kind == "brief":
        made = brief.write_brief(ws, name, out)
    else:
        made = bulletin.write_bulletin(ws, name, out)
    return _("已写好 {file}：{n} 页").format(file=out.name, n=made.pages)


def write_patrol(ws: Workspace, out: Path) -> str:
    """Today's sheet to take along, which many sheets for a telephone may follow."""
    made = patrol.write_patrol(ws, None, placed(out))
    return _("已写好 {file}：{n} 页").format(file=Path(made.file).name, n=made.pages)


def freeze(ws: Workspace, month: str) -> str:
    """Freeze the month; later facts stand beside it as amendments."""
    assess.freeze(ws, asked_or_latest(ws, month).month or "")
    return _("已冻结本月")


def _state(told: Stats) -> str:
    if told.frozen is not None:
        return _("已冻结 {day}").format(day=f"{told.frozen.at:%m-%d}")
    return _("草案")


def _rates(now: Rates, before: Rates) -> tuple[RateLine, ...]:
    shown = (
        (_("按期整改率"), now.on_time_close_rate, before.on_time_close_rate, True),
        (_("整改率"), now.rectification_rate, before.rectification_rate, True),
        (_("重复率"), now.repeat_rate, before.repeat_rate, False),
        (_("反弹率"), now.rebound_rate, before.rebound_rate, False),
        (_("覆盖率"), now.coverage_rate, before.coverage_rate, True),
    )
    return tuple(_rate(name, rate, then, up=up) for name, rate, then, up in shown)


def _rate(name: str, now: Decimal | None, before: Decimal | None, *, up: bool) -> RateLine:
    moved = now - before if now is not None and before is not None else None
    better = None if not moved else (moved > 0) is up
    return RateLine(
        name=name, value="—" if now is None else f"{now:.2f}%", moved=moved, better=better
    )


def _groups(told: Stats) -> tuple[TownGroup, ...]:
    by_group: dict[str, list[TownStat]] = {}
    for one in told.towns:
        by_group.setdefault(one.group, []).append(one)
    return tuple(
        TownGroup(
            name=group_name(group, [one.name for one in some]),
            words=_("{n} 个").format(n=len(some)),
            towns=tuple(map(_line, sorted(some, key=_by_rank))),
        )
        for group, some in sorted(by_group.items())
    )


def _by_rank(one: TownStat) -> tuple[bool, int, str]:
    return one.rank is None, one.rank or 0, one.town


def _line(one: TownStat) -> TownLine:
    return TownLine(
        town=one.town,
        name=one.name,
        rank=one.rank,
        change=one.rank_change,
        score=one.score,
        coverage=one.coverage,
        issues=one.issues,
        repeats=one.repeats,
        rebounds=one.rebounds,
        deduction=one.deduction,
        tail=one.tail,
    )


def _place(one: TownStat) -> str:
    if one.rank is None:
        return _("不排名")
    if one.rank_change is None:
        return _("第 {n} 名").format(n=one.rank)
    return _("第 {n} 名，上月第 {m}").format(n=one.rank, m=one.rank + one.rank_change)


def _weak(ws: Workspace, town: str, period: Period) -> tuple[WeakLine, ...]:
    """The standards with most problems of the town, and the points they were found at."""
    return tuple(
        WeakLine(
            standard=one.standard,
            title=one.title,
            words="、".join(point_name(ws, point) for point in one.points[:2] if point),
            issues=one.issues,
        )
        for one in weak_in_town(ws, period, town, _WEAKEST)
    )


def _middle(
    scored: dict[str, Decimal | None], groups: dict[str, str], group: str
) -> Decimal | None:
    known: Sequence[Decimal] = [
        score for town, score in scored.items() if score is not None and groups.get(town) == group
    ]
    return median(known) if known else None
