"""The command of sync: others' work in, ours out, through a place all can reach."""

from collections.abc import Iterator
from pathlib import Path

import click

from inspector.app import sync
from inspector.app.workspace import open_workspace
from inspector.cli.command import workspace_argument, writes
from inspector.cli.out import progress, show
from inspector.text import _


@click.command("sync", help="同步：与文件夹、WebDAV 或对象存储互传")
@workspace_argument
@click.option("--remote", "url", help="同步位置；以后不写就用上一次的")
@click.option(
    "--photos",
    type=click.Choice(["none", "print", "all"]),
    help="照片怎么传；不写就用这个工作区选定的",
)
@click.option("--recheck", is_flag=True, help="重新核对同步位置上的全部文件")
@click.option("--yes", is_flag=True, help="确认换了、空了或退回的同步位置，以及大量作废")
@writes
def sync_command(
    workspace: Path,
    url: str | None,
    photos: str | None,
    recheck: bool,
    yes: bool,
    person: str,
    as_json: bool,
) -> int:
    """Pull, merge, push."""
    with open_workspace(workspace, person=person) as ws:
        told = sync.sync(ws, url, photos=photos, recheck=recheck, yes=yes, tell=progress())
    show(told, _lines(told), as_json=as_json)
    return 4 if told.needs_person else 0


def _lines(told: sync.Synced) -> Iterator[str]:
    yield _("已同步：{remote}").format(remote=told.remote)
    yield _("发出 {sent}，确认 {acknowledged}；收到 {received}；剩余 {left}，失败 {failed}").format(
        sent=told.sent,
        acknowledged=told.acknowledged,
        received=told.received,
        left=told.left,
        failed=told.failed,
    )
    yield _("请求 {requests} 次，上传 {up} KB，下载 {down} KB").format(
        requests=told.requests, up=told.bytes_up // 1024, down=told.bytes_down // 1024
    )
    if told.conflicts:
        yield _("冲突 {n} 处").format(n=told.conflicts)
    for what in told.damaged:
        yield _("内容与名称不符，没有采用：{what}").format(what=what)
    if told.is_clock_off:
        yield _("本机时钟与服务器相差 {seconds} 秒，请校准。").format(seconds=told.clock_offset_s)
