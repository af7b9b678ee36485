"""Commands that make the month's papers: ledger, bulletin, one page, statement, patrol sheet."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import click

from inspector.app.brief import write_brief
from inspector.app.bulletin import write_bulletin
from inspector.app.deck import write_deck
from inspector.app.ledger_sheet import write_ledger
from inspector.app.paper_parts import PagesMade, RowsMade, SlidesMade
from inspector.app.patrol import write_patrol
from inspector.app.period import span
from inspector.app.statement import Payer, write_statement
from inspector.app.workspace import open_workspace
from inspector.cli.command import FILE, answers, several, workspace_argument
from inspector.cli.out import show
from inspector.domain.issue_filter import IssueFilter
from inspector.text import _

out_option = click.option("--out", required=True, type=FILE, help="写到哪里")
month_option = click.option("--month", required=True, help="考核月，如 2026-08")


def _told(made: PagesMade | RowsMade | SlidesMade, *, as_json: bool) -> None:
    match made:
        case PagesMade():
            size = _("{n} 页").format(n=made.pages)
        case SlidesMade():
            size = _("{n} 页").format(n=made.slides)
        case _:
            size = _("{n} 行").format(n=made.rows)
    show(made, [f"{made.file}  {size}", *made.advice], as_json=as_json)


def _filters(function: Callable[..., Any]) -> Callable[..., Any]:
    options = (
        click.option("--text", default="", help="编号、问题、点位、描述中的字"),
        several("--point", "points", help="点位编号"),
        several("--standard", "standards", help="标准编号"),
        several("--town", "towns", help="镇街编号"),
        several("--unit", "units", help="责任单位编号"),
        several("--state", "states", help="状态"),
        several("--verdict", "verdicts", help="认定"),
        click.option("--late", is_flag=True, help="只看逾期"),
        click.option("--repeat", is_flag=True, help="只看重复"),
        click.option("--month", help="考核月，如 2026-08"),
        click.option("--from", "since", help="起始日期"),
        click.option("--to", "until", help="截止日期"),
    )
    for option in reversed(options):
        function = option(function)
    return function


@click.command("ledger", help="整改台账")
@workspace_argument
@out_option
@_filters
@answers
def ledger_command(workspace: Path, out: Path, as_json: bool, **chosen: Any) -> None:
    """Write the ledger of the issues the filters leave."""
    _told(_ledger(workspace, out, chosen, problems=False), as_json=as_json)


@click.command("problems", help="问题清单")
@workspace_argument
@out_option
@_filters
@answers
def problems_command(workspace: Path, out: Path, as_json: bool, **chosen: Any) -> None:
    """Write the list of the issues the filters leave."""
    _told(_ledger(workspace, out, chosen, problems=True), as_json=as_json)


def _ledger(workspace: Path, out: Path, chosen: dict[str, Any], *, problems: bool) -> RowsMade:
    with open_workspace(workspace) as ws:
        names = ("month", "since", "until")
        first, last = span(ws, **{name: chosen.pop(name) for name in names})
        wanted = IssueFilter(**chosen, since=first, until=last)
        return write_ledger(ws, wanted, out, problems=problems)


@click.command("bulletin", help="考核通报：PDF 或 Word（.docx），按文件名")
@workspace_argument
@month_option
@out_option
@answers
def bulletin_command(workspace: Path, month: str, out: Path, as_json: bool) -> None:
    """Write the month's bulletin."""
    with open_workspace(workspace) as ws:
        made = write_bulletin(ws, month, out)
    _told(made, as_json=as_json)


@click.command("brief", help="一页纸")
@workspace_argument
@month_option
@out_option
@answers
def brief_command(workspace: Path, month: str, out: Path, as_json: bool) -> None:
    """Write the month on one page."""
    with open_workspace(workspace) as ws:
        made = write_brief(ws, month, out)
    _told(made, as_json=as_json)


@click.command("deck", help="点评会幻灯片")
@workspace_argument
@month_option
@out_option
@answers
def deck_command(workspace: Path, month: str, out: Path, as_json: bool) -> None:
    """Write the month's slides."""
    with open_workspace(workspace) as ws:
        made = write_deck(ws, month, out)
    _told(made, as_json=as_json)


@click.command("statement", help="一个镇街或单位的扣分明细：PDF 或 .xlsx，按文件名")
@workspace_argument
@click.option("--unit", help="责任单位编号")
@click.option("--town", help="镇街编号")
@month_option
@out_option
@answers
def statement_command(
    workspace: Path, unit: str | None, town: str | None, month: str, out: Path, as_json: bool
) -> None:
    """Write what one town or unit pays, part by part."""
    with open_workspace(workspace) as ws:
        made = write_statement(ws, Payer(town=town, unit=unit), month, out)
    _told(made, as_json=as_json)


@click.command("patrol", help="巡查携带单：A4 的 PDF，或手机看的 .png，按文件名")
@workspace_argument
@click.option("--on", help="日期，缺省为今天")
@click.option("--town", help="只看一个镇街")
@click.option("--person", default="", help="检查人")
@out_option
@answers
def patrol_command(
    workspace: Path, on: str | None, town: str | None, person: str, out: Path, as_json: bool
) -> None:
    """Write the sheet to take along."""
    with open_workspace(workspace, person=person) as ws:
        made = write_patrol(ws, on, out, town=town)
    _told(made, as_json=as_json)
