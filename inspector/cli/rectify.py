"""Commands of rectification: reply, look again, more time."""

from pathlib import Path

import click

from inspector.app import rectify
from inspector.app.workspace import open_workspace
from inspector.cli.command import workspace_argument, writes
from inspector.cli.out import show
from inspector.cli.words import state_words
from inspector.domain.errors import InputError
from inspector.text import _

issue_argument = click.argument("issue")
granted_option = click.option("--at", help="批准的时间")


def _told(standing: rectify.Standing, *, as_json: bool) -> None:
    show(standing, [f"{standing.label}  {state_words(standing.state)}"], as_json=as_json)


@click.command("reply", help="登记整改反馈")
@workspace_argument
@issue_argument
@click.option("--measures", required=True, help="整改措施")
@click.option("--done", help="完成时间")
@click.option("--at", help="收到反馈的时间")
@click.option("--photo", "photos", multiple=True, help="整改后照片")
@writes
def reply_command(
    workspace: Path,
    issue: str,
    measures: str,
    done: str | None,
    at: str | None,
    photos: tuple[str, ...],
    person: str,
    as_json: bool,
) -> None:
    """Record a unit's reply."""
    with open_workspace(workspace, person=person) as ws:
        told = rectify.reply(ws, issue, measures, done=done, at=at, photos=photos)
    _told(told, as_json=as_json)


@click.command("verify-fix", help="复查：合格销号，不合格退回")
@workspace_argument
@issue_argument
@click.option("--pass/--fail", "passed", default=None, help="合格或不合格")
@click.option("--reason", default="", help="不合格的情况")
@click.option("--at", help="复查时间")
@click.option("--photo", "photos", multiple=True, help="复查照片")
@writes
def verify_fix_command(
    workspace: Path,
    issue: str,
    passed: bool | None,
    reason: str,
    at: str | None,
    photos: tuple[str, ...],
    person: str,
    as_json: bool,
) -> None:
    """Look again: close it, or send it back."""
    if passed is None:
        raise InputError(_("没有写明合格还是不合格。"), _("加上 --pass 或 --fail。"), code="usage")
    with open_workspace(workspace, person=person) as ws:
        told = rectify.verify_fix(ws, issue, passed=passed, reason=reason, at=at, photos=photos)
    _told(told, as_json=as_json)


@click.command("extend", help="延期")
@workspace_argument
@issue_argument
@click.option("--until", required=True, help="延至")
@click.option("--reason", required=True, help="原因")
@granted_option
@writes
def extend_command(
    workspace: Path,
    issue: str,
    until: str,
    reason: str,
    at: str | None,
    person: str,
    as_json: bool,
) -> None:
    """Give more time."""
    with open_workspace(workspace, person=person) as ws:
        told = rectify.extend(ws, issue, until, reason, at=at)
    _told(told, as_json=as_json)


@click.command("defer", help="缓办")
@workspace_argument
@issue_argument
@click.option("--until", help="缓至")
@click.option("--reason", required=True, help="原因")
@granted_option
@writes
def defer_command(
    workspace: Path,
    issue: str,
    until: str | None,
    reason: str,
    at: str | None,
    person: str,
    as_json: bool,
) -> None:
    """Put off."""
    with open_workspace(workspace, person=person) as ws:
        told = rectify.defer(ws, issue, reason, until=until, at=at)
    _told(told, as_json=as_json)


@click.command("park", help="挂账")
@workspace_argument
@issue_argument
@click.option("--until", help="复核日期")
@click.option("--reason", required=True, help="原因")
@granted_option
@writes
def park_command(
    workspace: Path,
    issue: str,
    until: str | None,
    reason: str,
    at: str | None,
    person: str,
    as_json: bool,
) -> None:
    """Park without a day."""
    with open_workspace(workspace, person=person) as ws:
        told = rectify.defer(ws, issue, reason, until=until, park=True, at=at)
    _told(told, as_json=as_json)
