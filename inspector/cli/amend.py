"""Commands that amend a finding: correct it, void it, rule on it."""

from pathlib import Path

import click

from inspector.app import amend
from inspector.app.office import parse
from inspector.app.workspace import open_workspace
from inspector.cli.command import workspace_argument, writes
from inspector.cli.out import show
from inspector.text import _


@click.command("edit", help="更正一条发现")
@workspace_argument
@click.argument("finding")
@click.argument("fields", metavar="FIELD=VALUE...", nargs=-1, required=True)
@click.option("--reason", required=True, help="更正的原因")
@writes
def edit_command(
    workspace: Path,
    finding: str,
    fields: tuple[str, ...],
    reason: str,
    person: str,
    as_json: bool,
) -> None:
    """Correct fields of a finding."""
    with open_workspace(workspace, person=person) as ws:
        told = amend.edit(ws, finding, parse(fields), reason)
    line = _("已更正 {finding}：{fields}").format(finding=finding, fields="、".join(told.changed))
    show(told, [line], as_json=as_json)


@click.command("void", help="作废一条发现")
@workspace_argument
@click.argument("finding")
@click.option("--reason", required=True, help="作废的原因")
@writes
def void_command(workspace: Path, finding: str, reason: str, person: str, as_json: bool) -> None:
    """Void a finding."""
    with open_workspace(workspace, person=person) as ws:
        told = amend.void(ws, finding, reason)
    show(told, [_("已作废 {finding}").format(finding=finding)], as_json=as_json)


@click.command("rule", help="认定是否同一处")
@workspace_argument
@click.argument("finding")
@click.option("--same-as", required=True, help="同一处的问题编号，或 none")
@click.option("--reason", default="", help="认定的依据")
@writes
def rule_command(
    workspace: Path, finding: str, same_as: str, reason: str, person: str, as_json: bool
) -> None:
    """Decide whether a finding is the same place as another."""
    with open_workspace(workspace, person=person) as ws:
        told = amend.rule(ws, finding, same_as, reason)
    show(told, [_("已认定 {finding}").format(finding=finding)], as_json=as_json)
