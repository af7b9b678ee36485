"""Commands that read the ledger: a list of issues, one issue whole."""

from pathlib import Path

import click

from inspector.app.ledger import changes_of_issue, find_issues, show_issue
from inspector.app.period import span
from inspector.app.workspace import open_workspace
from inspector.cli.command import answers, several, workspace_argument
from inspector.cli.out import show
from inspector.cli.words import issue_line, short, verdict_words
from inspector.domain.issue_filter import IssueFilter
from inspector.text import _


@click.command("issues", help="问题列表")
@workspace_argument
@click.option("--text", default="", help="编号、问题、点位、描述中的字")
@several("--point", "points", help="点位编号")
@several("--standard", "standards", help="标准编号")
@several("--town", "towns", help="镇街编号")
@several("--unit", "units", help="责任单位编号")
@several("--state", "states", help="状态")
@several("--verdict", "verdicts", help="认定")
@click.option("--late", is_flag=True, help="只看逾期")
@click.option("--repeat", is_flag=True, help="只看重复")
@click.option("--month", help="考核月，如 2026-08")
@click.option("--from", "since", help="起始日期")
@click.option("--to", "until", help="截止日期")
@click.option("--after", help="上一页给出的 next")
@click.option("--limit", type=click.IntRange(1, 100_000), default=100, show_default=True)
@answers
def issues_command(
    workspace: Path,
    text: str,
    points: tuple[str, ...],
    standards: tuple[str, ...],
    towns: tuple[str, ...],
    units: tuple[str, ...],
    states: tuple[str, ...],
    verdicts: tuple[str, ...],
    late: bool,
    repeat: bool,
    month: str | None,
    since: str | None,
    until: str | None,
    after: str | None,
    limit: int,
    as_json: bool,
) -> None:
    """List issues, newest first, a page at a time."""
    with open_workspace(workspace, read_only=True) as ws:
        first, last = span(ws, month=month, since=since, until=until)
        wanted = IssueFilter(
            text=text,
            points=points,
            standards=standards,
            towns=towns,
            units=units,
            states=states,
            verdicts=verdicts,
            late=late,
            repeat=repeat,
            since=first,
            until=last,
        )
        page = find_issues(ws, wanted, after=after, limit=limit)
    lines = [issue_line(one) for one in page.issues]
    lines.append(_("共 {total} 条").format(total=page.total))
    show(page, lines, as_json=as_json)


@click.command("show", help="一个问题的全部经过")
@workspace_argument
@click.argument("issue")
@answers
def show_command(workspace: Path, issue: str, as_json: bool) -> None:
    """Show everything known of one issue."""
    with open_workspace(workspace, read_only=True) as ws:
        case = show_issue(ws, issue)
        changes = changes_of_issue(ws, issue)
    lines = [issue_line(case.issue)]
    if case.verdict:
        lines.append(verdict_words(case.verdict))
    lines += [
        f"{short(one.found_at)}  " + _("发现") + f"  {one.label}  {one.note}"
        for one in case.findings
    ]
    lines += [f"{short(one.at)}  {one.what}  {one.words}" for one in case.deeds]
    lines += [f"{one.issued_on}  {one.number}" for one in case.documents]
    flat = case_told(case)
    show({**flat, "changes": changes}, lines, as_json=as_json)


def case_told(case: object) -> dict[str, object]:
    """The case with its issue's own keys beside the id, as the contract names them."""
    from inspector.cli.out import plain

    whole = plain(case)
    if not isinstance(whole, dict):
        raise TypeError("a case is an object")
    line = whole.pop("issue")
    return {**line, **whole}
