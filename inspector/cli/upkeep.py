"""Commands of upkeep: fingerprints, rebuilding, health, a test of the program itself."""

from pathlib import Path

import click

from inspector.app import upkeep
from inspector.app.workspace import open_workspace
from inspector.cli.command import answers, workspace_argument
from inspector.cli.out import show
from inspector.text import _


@click.command("digest", help="数据指纹")
@workspace_argument
@answers
def digest_command(workspace: Path, as_json: bool) -> None:
    """Print the fingerprints of state, conflicts, derivations."""
    with open_workspace(workspace, read_only=True) as ws:
        told = upkeep.digest(ws)
    lines = [
        f"state      {told.state}",
        f"conflicts  {told.conflicts}",
        f"derived    {told.derived}",
    ]
    show(told, lines, as_json=as_json)


@click.command("refold", help="由变更段重建全部数据")
@workspace_argument
@answers
def refold_command(workspace: Path, as_json: bool) -> None:
    """Rebuild state and derivations from the segments."""
    with open_workspace(workspace) as ws:
        told = upkeep.rebuild(ws)
    same = _("结果相同") if told.same else _("结果不同，已按变更段更正")
    line = _("重放 {changes} 条变更，{same}").format(changes=told.changes, same=same)
    show(told, [line], as_json=as_json)


@click.command("health", help="体检")
@workspace_argument
@answers
def health_command(workspace: Path, as_json: bool) -> None:
    """Say how the workspace fares."""
    with open_workspace(workspace, read_only=True) as ws:
        told = upkeep.health(ws)
    lines = [
        _("发现 {findings} 条，问题 {issues} 件，照片 {photos} 张").format(
            findings=told.findings, issues=told.issues, photos=told.photos
        ),
        _("冲突 {n} 处").format(n=told.conflicts),
        _("缺少的照片 {n} 张").format(n=told.missing_photos),
    ]
    lines += [f"! {advice}" for advice in told.advice]
    show(told, lines, as_json=as_json)


@click.command("selftest", help="自检")
@answers
def selftest_command(as_json: bool) -> None:
    """Try photo, record, notice and merge in a temporary workspace."""
    from inspector.app.selftest import selftest

    told = selftest()
    show(told, [_("自检通过：{steps}").format(steps="、".join(told.steps))], as_json=as_json)
