"""Commands of the assessment: figures of a period, freezing, charges, disputes."""

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

import click

from inspector.app import check
from inspector.app.assess import DECISIONS, charge, decide, dispute, freeze
from inspector.app.breakdown import By
from inspector.app.period import assessed, read_cadence
from inspector.app.stats import stats
from inspector.app.stats_told import Line, Stats, TownMoved, UnitMoved, WhatIf
from inspector.app.workspace import open_workspace
from inspector.cli.checks_words import checks_words
from inspector.cli.command import answers, workspace_argument, writes
from inspector.cli.lists_words import lists_words
from inspector.cli.out import show
from inspector.cli.outside import result_words
from inspector.domain.cadence import Cadence
from inspector.domain.errors import InputError
from inspector.text import _


@click.command("stats", help="考核评分与排名")
@workspace_argument
@click.option("--month", help="考核月，如 2026-08")
@click.option("--from", "since", help="起始日期")
@click.option("--to", "until", help="截止日期")
@click.option("--week", help="周，如 2026-W33")
@click.option("--fortnight", help="双周，以第一周命名，如 2026-W33")
@click.option("--quarter", help="季度，如 2026-Q3")
@click.option("--half", help="半年，如 2026-H2")
@click.option("--year", help="年度，如 2026")
@click.option("--by", type=click.Choice([one.name.lower() for one in By]), help="分项统计")
@click.option("--lists", is_flag=True, help="重复、逾期、薄弱项、盲区、零问题点位、网格员和包村居")
@click.option("--what-if", "tried", multiple=True, help="测算，如 overdue.per_day=0.2；不保存")
@click.option("--profile", help="评分规则，用于试算")
@click.option("--as-of", "as_of", help="数据截至的时间")
@answers
def stats_command(
    workspace: Path,
    month: str | None,
    since: str | None,
    until: str | None,
    by: str | None,
    tried: tuple[str, ...],
    profile: str | None,
    as_of: str | None,
    lists: bool,
    as_json: bool,
    **cadences: str | None,
) -> None:
    """Score, rank and compare a period; break it down, or try other numbers."""
    with open_workspace(workspace, read_only=True) as ws:
        moment = check.moment(ws, as_of, ahead=True) if as_of else None
        period = assessed(
            ws, month=month, since=since, until=until, as_of=moment, cadence=_cadence(cadences)
        )
        told = stats(
            ws,
            period,
            profile=profile,
            by=By[by.upper()] if by else None,
            numbers=dict(_parted(one) for one in tried),
            lists=lists,
        )
    show(told, stats_words(told), as_json=as_json)


def _cadence(asked: Mapping[str, str | None]) -> Cadence | None:
    named = [(kind, name) for kind, name in asked.items() if name]
    if len(named) > 1:
        raise InputError(
            _("这些选项只能选一个：{names}。").format(
                names=", ".join(f"--{kind}" for kind, _name in named)
            ),
            _("去掉多余的，再做一次。"),
            code="usage",
        )
    return next((read_cadence(kind, name) for kind, name in named), None)


def _parted(text: str) -> tuple[str, str]:
    name, _sign, value = text.partition("=")
    return name.strip(), value.strip()


def stats_words(told: Stats) -> list[str]:
    """The ranking and the rates as lines for people."""
    period = told.period
    lines = [_("考核期 {first} 至 {last}").format(first=period.first, last=period.last)]
    if told.frozen:
        lines.append(_("已冻结：{at:%Y-%m-%d %H:%M}").format(at=told.frozen.at))
    for one in sorted(told.towns, key=lambda one: (one.group, one.rank or 999, one.town)):
        rank = "—" if one.rank is None else str(one.rank)
        lines.append(
            _("{group}组 第{rank}名  {name}  得分 {score}  扣 {deduction}  问题 {issues}").format(
                group=one.group,
                rank=rank,
                name=one.name,
                score="—" if one.score is None else one.score,
                deduction=one.deduction,
                issues=one.issues,
            )
        )
    rates = told.rates
    shown = {
        _("结案率"): rates.close_rate,
        _("按期结案率"): rates.on_time_close_rate,
        _("整改率"): rates.rectification_rate,
        _("重复率"): rates.repeat_rate,
        _("反弹率"): rates.rebound_rate,
        _("达标率"): rates.compliance_rate,
        _("覆盖率"): rates.coverage_rate,
    }
    lines += [
        f"{name}  " + ("—" if value is None else f"{value}%") for name, value in shown.items()
    ]
    if told.totals.unplaced:
        lines.append(
            _("另有 {n} 件问题不归任何镇街，{points} 分没有镇街承担").format(
                n=told.totals.unplaced, points=told.totals.unplaced_points
            )
        )
    lines += checks_words(told)
    lines += [*breakdown_words(told.breakdown), *what_if_words(told.what_if)]
    lines += lists_words(told.lists)
    if told.outside:
        lines.append(_("外部结果 {n} 条").format(n=len(told.outside)))
        lines += [f"  {result_words(one)}" for one in told.outside]
    if told.amendment:
        lines.append(_("冻结后另有 {n} 处数据变化").format(n=len(told.amendment)))
    return lines


def breakdown_words(breakdown: Sequence[Line]) -> list[str]:
    """A breakdown as lines for people."""
    return [
        _(
            "{name}  问题 {issues}  重复 {repeats}  反弹 {rebounds}  扣 {deduction}  逾期 {overdue}"
        ).format(
            name=one.name or _("未注明"),
            issues=one.issues,
            repeats=one.repeats,
            rebounds=one.rebounds,
            deduction=one.deduction,
            overdue=one.overdue,
        )
        for one in breakdown
    ]


def what_if_words(told: WhatIf | None) -> list[str]:
    """The order before and after as lines for people."""
    if told is None:
        return []
    lines = [
        _("测算 {name}：{before} → {after}（未保存）").format(
            name=one.name, before=_dash(one.before), after=one.after
        )
        for one in told.numbers
    ]
    if told.weights not in (None, 100):
        lines.append(_("分项权重合计 {sum}%，不是 100%").format(sum=told.weights))
    lines += [_moved(_("{group}组").format(group=one.group), one) for one in _in_order(told.towns)]
    lines += [
        _moved(_("综合 {group}组").format(group=one.group), one)
        for one in _in_order(told.composite)
    ]
    lines += [
        _moved(_("部门"), one)
        for one in sorted(told.units, key=lambda one: (one.kind, one.rank or 999))
    ]
    return lines


def _in_order(towns: Iterable[TownMoved]) -> list[TownMoved]:
    return sorted(towns, key=lambda one: (one.group, one.rank or 999, one.town))


def _moved(whose: str, one: TownMoved | UnitMoved) -> str:
    return _("{whose}  {name}  得分 {before} → {after}  名次 {then} → {now}").format(
        whose=whose,
        name=one.name,
        before=_dash(one.score_before),
        after=_dash(one.score),
        then=_dash(one.rank_before),
        now=_dash(one.rank),
    )


def _dash(value: object) -> str:
    return "—" if value is None else str(value)


@click.command("freeze", help="冻结一个考核月")
@workspace_argument
@click.option("--month", required=True, help="考核月，如 2026-08")
@writes
def freeze_command(workspace: Path, month: str, person: str, as_json: bool) -> None:
    """Keep a month's result and profile for good."""
    with open_workspace(workspace, person=person) as ws:
        told = freeze(ws, month)
    line = _("{month} 已冻结：{ranked} 个镇街排名").format(month=told.month, ranked=told.ranked)
    show(told, [line], as_json=as_json)


@click.command("charge", help="加分或扣分")
@workspace_argument
@click.option("--town", help="镇街编号")
@click.option("--unit", help="责任单位编号")
@click.option("--kind", required=True, help="bonus、falsification、refusal 等")
@click.option("--points", required=True, help="分值，大于0")
@click.option("--reason", required=True, help="原因")
@click.option("--proof", help="依据")
@click.option("--on", help="日期")
@writes
def charge_command(
    workspace: Path,
    town: str | None,
    unit: str | None,
    kind: str,
    points: str,
    reason: str,
    proof: str | None,
    on: str | None,
    person: str,
    as_json: bool,
) -> None:
    """Enter points that are given or taken by hand."""
    with open_workspace(workspace, person=person) as ws:
        told = charge(
            ws, town=town, unit=unit, kind=kind, points=points, reason=reason, proof=proof, on=on
        )
    show(told, [f"{told.town or told.unit}  {told.kind}  {told.points}"], as_json=as_json)


@click.command("dispute", help="退单或申诉，及其裁定")
@workspace_argument
@click.argument("issue")
@click.option("--kind", type=click.Choice(["reassign", "appeal"]), help="退单或申诉")
@click.option("--reason", default="", help="理由")
@click.option("--at", help="提出的时间")
@click.option("--decide", "decision", type=click.Choice(DECISIONS), help="裁定")
@click.option("--unit", help="改派给谁")
@click.option("--points", help="核减多少分")
@writes
def dispute_command(
    workspace: Path,
    issue: str,
    kind: str | None,
    reason: str,
    at: str | None,
    decision: str | None,
    unit: str | None,
    points: str | None,
    person: str,
    as_json: bool,
) -> None:
    """Dispute an issue, or rule on the dispute that waits; both when both are given."""
    if not kind and not decision:
        raise InputError(
            _("要写 --kind（提出争议）或 --decide（裁定），也可以两个都写。"),
            _("用 --help 查看写法。"),
            code="usage",
        )
    with open_workspace(workspace, person=person) as ws:
        told = None
        if kind:
            told = dispute(ws, issue, kind, reason, at=at)
        if decision:
            told = decide(ws, issue, decision, reason=reason, unit=unit, points=points)
    if told is not None:
        show(told, [f"{told.label}  {' '.join(told.flags)}"], as_json=as_json)
