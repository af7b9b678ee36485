"""The command that plans visits: what is due, what is drawn by lot, where else to look."""

from pathlib import Path

import click

from inspector.app.plan import PlanAsked, draw_points, plan
from inspector.app.plan_told import Plan
from inspector.app.workspace import open_workspace
from inspector.cli.command import several, workspace_argument, writes
from inspector.cli.out import show
from inspector.domain.errors import InputError
from inspector.text import _

_SHOWN = 30  # lines; the rest is in the JSON


@click.command("plan", help="检查计划：到期点位、随机抽取、举一反三")
@workspace_argument
@click.option("--draw", "number", type=int, help="按点位类型分层抽取几个点位，并记录")
@click.option("--seed", help="抽取种子；缺省为计划日期")
@several("--type", "types", help="点位类型")
@several("--town", "towns", help="镇街编号")
@several("--standard", "standards", help="只看适用这些标准的点位")
@click.option("--campaign", default="", help="专项行动名称")
@click.option("--issue", help="列出这个问题的同类点位")
@click.option("--show", "drawn", help="查看一次抽取的进度")
@click.option("--on", help="计划日期；缺省为今天")
@writes
def plan_command(
    workspace: Path,
    number: int | None,
    seed: str | None,
    types: tuple[str, ...],
    towns: tuple[str, ...],
    standards: tuple[str, ...],
    campaign: str,
    issue: str | None,
    drawn: str | None,
    on: str | None,
    person: str,
    as_json: bool,
) -> None:
    """Say which points to visit; with --draw choose them by lot."""
    asked = PlanAsked(
        on=on,
        types=types,
        towns=towns,
        standards=standards,
        campaign=campaign,
        issue=issue,
        draw=drawn,
    )
    if number is None and seed is not None:
        raise InputError(
            _("--seed 只能和 --draw 一起用。"),
            _("加上 --draw 和数量，或去掉 --seed。"),
            code="usage",
        )
    with open_workspace(workspace, person=person, read_only=number is None) as ws:
        made = plan(ws, asked) if number is None else draw_points(ws, asked, number, seed)
    show(made, plan_words(made), as_json=as_json)


def plan_words(made: Plan) -> list[str]:
    """The plan as lines for people."""
    whole = made.coverage.whole
    lines = [
        _("{on}  本月已查 {visited}/{active} 个点位").format(
            on=made.on, visited=whole.visited, active=whole.active
        )
    ]
    if made.draw:
        lines.append(
            _("抽取 {n} 个点位，种子 {seed}，共 {candidates} 个可抽").format(
                n=len(made.points), seed=made.draw.seed, candidates=made.draw.candidates
            )
        )
    else:
        lines.append(_("到期点位 {n} 个").format(n=len(made.points)))
    for one in made.points[:_SHOWN]:
        last = one.last_visit.isoformat() if one.last_visit else _("未查过")
        lines.append(f"{one.point}  {one.name}  {one.type_name}  {last}")
    if made.siblings:
        lines.append(_("同类点位 {n} 个").format(n=len(made.siblings)))
        lines += [f"{one.point}  {one.name}" for one in made.siblings[:_SHOWN]]
    lines.append(_("待复查 {n} 件").format(n=len(made.reinspections)))
    lines += [f"{one.label}  {one.point_name}  {one.title}" for one in made.reinspections[:_SHOWN]]
    return lines
