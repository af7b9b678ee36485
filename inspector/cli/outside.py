"""The command of the register of outside results."""

from pathlib import Path

import click

from inspector.app.outside import enter, results, withdraw
from inspector.app.stats_told import OutsideResult
from inspector.app.workspace import open_workspace
from inspector.cli.command import workspace_argument, writes
from inspector.cli.out import show
from inspector.text import _


@click.command("outside", help="外部结果登记：市排名、省检、第三方测评；不带选项列出全部")
@workspace_argument
@click.option("--source", help="来源，如 city、第三方测评")
@click.option("--period", help="考核期，如 2026-08、2026-Q3、2026")
@click.option("--town", help="镇街；不写即全区")
@click.option("--rank", type=click.IntRange(min=1), help="名次")
@click.option("--of", "out_of", type=click.IntRange(min=1), help="参评多少个")
@click.option("--score", help="得分")
@click.option("--note", help="备注")
@click.option("--withdraw", "withdrawn", help="撤回一条，写其编号")
@click.option("--reason", default="", help="撤回的原因")
@writes
def outside_command(
    workspace: Path,
    source: str | None,
    period: str | None,
    town: str | None,
    rank: int | None,
    out_of: int | None,
    score: str | None,
    note: str | None,
    withdrawn: str | None,
    reason: str,
    person: str,
    as_json: bool,
) -> None:
    """Enter a result, take one back, or list them all."""
    if withdrawn is None and not source and not period:
        with open_workspace(workspace, read_only=True) as ws:
            listed = results(ws)
        show({"results": listed}, [result_words(one) for one in listed], as_json=as_json)
        return
    with open_workspace(workspace, person=person) as ws:
        if withdrawn is not None:
            told = withdraw(ws, withdrawn, reason)
        else:
            told = enter(
                ws,
                source=source or "",
                period=period or "",
                town=town,
                rank=rank,
                out_of=out_of,
                score=score,
                note=note,
            )
    show(told, [result_words(told)], as_json=as_json)


def result_words(one: OutsideResult) -> str:
    """One result as a line for people, our own figures of the same days beside."""
    said = [one.period, one.name, one.town_name or _("全区")]
    if one.rank is not None:
        place = _("第 {rank} 名").format(rank=one.rank)
        said.append(place + (f"/{one.out_of}" if one.out_of else ""))
    if one.score is not None:
        said.append(_("得分 {score}").format(score=one.score))
    if one.own_score is not None:
        rank = "—" if one.own_rank is None else one.own_rank
        said.append(_("本区考核 {score} 第 {rank} 名").format(score=one.own_score, rank=rank))
    return "  ".join([*said, one.note] if one.note else said)
