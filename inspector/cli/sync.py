"""The command of sync: others' work in, ours out, through a place all can reach."""

from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import click

from inspector.app import sync, sync_state
from inspector.app.sync_schedule import keep_syncing
from inspector.app.workspace import Workspace, open_workspace
from inspector.cli.command import workspace_argument, writes
from inspector.cli.out import progress, show, show_fault
from inspector.domain.errors import InputError, InspectorError
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
@click.option("--every", type=int, metavar="MINUTES", help="每隔几分钟同步一次，直到按 Ctrl+C")
@click.option("--metered", is_flag=True, help="与 --every：正用流量计费的网络，照同步设置办")
@click.option("--yes", is_flag=True, help="确认换了、空了或退回的同步位置，以及大量作废")
@writes
def sync_command(
    workspace: Path,
    url: str | None,
    photos: str | None,
    recheck: bool,
    every: int | None,
    metered: bool,
    yes: bool,
    person: str,
    as_json: bool,
) -> int:
    """Pull, merge, push; once, or again and again."""
    if every is not None:
        if yes or recheck:
            raise InputError(
                _("--every 不能和 --yes 或 --recheck 一起用。"),
                _("先单独同步一次。"),
                code="usage",
            )
        with open_workspace(workspace, person=person) as ws:
            _again_and_again(ws, url, photos, every, metered=metered, as_json=as_json)
        return 0
    with open_workspace(workspace, person=person) as ws:
        told = sync.sync(ws, url, photos=photos, recheck=recheck, yes=yes, tell=progress())
    show(told, _lines(told), as_json=as_json)
    return 4 if told.needs_person else 0


def _again_and_again(
    ws: Workspace, url: str | None, photos: str | None, every: int, *, metered: bool, as_json: bool
) -> None:
    """Each outcome as it comes; what failed is told and tried again at its time."""
    turns = keep_syncing(ws, url, every_min=every, metered=metered, photos=photos, tell=progress())
    with suppress(KeyboardInterrupt):
        for told in turns:
            if isinstance(told, InspectorError):
                show_fault(told, as_json=as_json)
            else:
                show(told, _lines(told), as_json=as_json)


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
    yield from told.notes
    for what in told.damaged:
        yield _("内容与名称不符，没有采用：{what}").format(what=what)
    if told.is_clock_off:
        yield sync_state.clock_words(told.clock_offset_s or 0)
