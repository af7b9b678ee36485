"""Commands of upkeep: fingerprints, rebuilding, health, a test of the program itself."""

from pathlib import Path

import click

from inspector.app import upkeep
from inspector.app.backup import back_up, restore
from inspector.app.doubts import MOST
from inspector.app.takeout import take_out
from inspector.app.workspace import open_workspace
from inspector.cli.command import FILE, FOLDER, answers, workspace_argument
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
        told = upkeep.health(ws, thorough=True)
    lines = [
        _("发现 {findings} 条，问题 {issues} 件，照片 {photos} 张").format(
            findings=told.findings, issues=told.issues, photos=told.photos
        ),
        _("冲突 {n} 处").format(n=told.conflicts),
        _("缺少的照片 {n} 张").format(n=told.missing_photos),
    ]
    if told.sync:
        good = told.sync.good_at
        when = f"{good:%Y-%m-%d %H:%M}" if good else _("从未")
        lines.append(_("上次同步成功：{when}，剩余 {left}").format(when=when, left=told.sync.left))
    lines += [f"! {advice}" for advice in told.advice]
    lines += [f"? {one.words}" for one in told.doubts]
    if told.odd_deeds > MOST:
        lines.append(_("? 存疑的交办、整改、复查共 {n} 步").format(n=told.odd_deeds))
    show(told, lines, as_json=as_json)


@click.command("selftest", help="自检")
@answers
def selftest_command(as_json: bool) -> None:
    """Try photo, record, notice and merge in a temporary workspace."""
    from inspector.app.selftest import selftest

    told = selftest()
    show(told, [_("自检通过：{steps}").format(steps="、".join(told.steps))], as_json=as_json)


@click.command("verify", help="核验工作区或数据包")
@click.argument("target", type=FILE)
@answers
def verify_command(target: Path, as_json: bool) -> int:
    """Check chains, signatures, photos, documents."""
    from inspector.app.verify import verify

    told = verify(target)
    lines = [_("查了 {n} 项").format(n=told.checked)]
    lines += [f"{one.what}  {one.where}  {one.meaning}" for one in told.broken]
    odd = _("留意：{what}  {where}  {words}")
    lines += [odd.format(what=one.what, where=one.where, words=one.meaning) for one in told.odd]
    show(told, lines, as_json=as_json)
    return 0 if told.ok else 4


@click.command("backup", help="备份")
@workspace_argument
@click.option("--to", "folder", type=FOLDER, help="另一块磁盘上的文件夹")
@answers
def backup_command(workspace: Path, folder: Path | None, as_json: bool) -> None:
    """Make a checked copy."""
    with open_workspace(workspace) as ws:
        told = back_up(ws, folder)
    show(told, [_("已备份到 {backup}").format(backup=told.backup)], as_json=as_json)


@click.command("restore", help="从备份恢复")
@click.argument("backup", type=FILE)
@workspace_argument
@answers
def restore_command(backup: Path, workspace: Path, as_json: bool) -> None:
    """Put a backup in place; what was there is kept beside."""
    told = restore(backup, workspace)
    lines = [_("已恢复 {workspace}").format(workspace=told.workspace)]
    if told.kept:
        lines.append(_("原来的数据库留在 {kept}").format(kept=told.kept))
    show(told, lines, as_json=as_json)


@click.command("takeout", help="全部带走：表格、点位、台账、照片原件、文书、校验值")
@workspace_argument
@click.argument("folder", metavar="DIR", type=FOLDER)
@answers
def takeout_command(workspace: Path, folder: Path, as_json: bool) -> int:
    """Write everything in open formats."""
    with open_workspace(workspace, read_only=True) as ws:
        told = take_out(ws, folder)
    lines = [
        _("已写到 {folder}：{rows} 行记录，{photos} 张照片，{documents} 份文书").format(
            folder=told.folder, rows=told.rows, photos=told.photos, documents=told.documents
        )
    ]
    lines += [_("不在本机：{name}").format(name=name) for name in told.missing]
    show(told, lines, as_json=as_json)
    return 4 if told.missing else 0
