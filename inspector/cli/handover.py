"""Commands of handing over: a bundle out, bundles in."""

from pathlib import Path

import click

from inspector.app import handover, merging
from inspector.app.workspace import open_workspace
from inspector.cli.command import FILE, FOLDER, several, workspace_argument, writes
from inspector.cli.out import show
from inspector.text import _


@click.command("export", help="导出数据包")
@workspace_argument
@click.argument("out", metavar="OUT.db", type=FILE)
@click.option("--since", help="对方已有的数据包、向量，或电脑编号")
@click.option("--photos", type=click.Choice(["none", "print", "all"]), default="all")
@click.option("--wanted", type=FOLDER, help="只带这个工作区缺少的照片和文书")
@click.option("--max-size", type=click.IntRange(min=1), help="每个文件的字节数")
@writes
def export_command(
    workspace: Path,
    out: Path,
    since: str | None,
    photos: str,
    wanted: Path | None,
    max_size: int | None,
    person: str,
    as_json: bool,
) -> None:
    """Write our segments and their photos to one file."""
    with open_workspace(workspace, person=person) as ws:
        told = handover.export(
            ws, out, since=since, photos=photos, wanted=wanted, max_size=max_size
        )
    line = _("已导出 {file}：变更 {changes} 条，照片 {photos} 张，{size} KB").format(
        file=out, changes=told.changes, photos=told.photos, size=told.bytes // 1024
    )
    show(told, [line], as_json=as_json)


@click.command("merge", help="汇入数据包")
@workspace_argument
@click.argument("files", metavar="IN...", nargs=-1, required=True, type=FILE)
@click.option("--rehearse", is_flag=True, help="只看会有什么变化")
@click.option("--yes", is_flag=True, help="确认大量作废")
@several("--approve", "approve", help="批准的电脑编号")
@writes
def merge_command(
    workspace: Path,
    files: tuple[Path, ...],
    rehearse: bool,
    yes: bool,
    approve: tuple[str, ...],
    person: str,
    as_json: bool,
) -> int:
    """Merge bundles, or rehearse it."""
    with open_workspace(workspace, person=person) as ws:
        told = merging.merge(ws, files, rehearse=rehearse, yes=yes, approve=approve)
    lines = [f"{one.status}  {one.file}  {one.device}  {one.reason}".rstrip() for one in told.files]
    lines.append(
        _("新增 {new}，更新 {merged}，已有 {known}，冲突 {conflicts}").format(
            new=told.new, merged=told.merged, known=told.known, conflicts=told.conflicts
        )
    )
    lines += [
        _("隔离 {what}：{reason}").format(what=one.what, reason=one.reason)
        for one in told.quarantined
    ]
    lines += [
        _("已发 {number} 与现在不符：{field} {said} → {now}").format(
            number=one.number, field=one.field, said=one.said, now=one.now
        )
        for one in told.issued_changed
    ]
    lines += told.notes
    show(told, lines, as_json=as_json)
    return 4 if told.needs_person else 0
