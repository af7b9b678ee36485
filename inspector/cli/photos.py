"""The command that takes photos in."""

import os
from collections import Counter
from datetime import timedelta
from pathlib import Path

import click

from inspector.app.inbox import take_in_new
from inspector.app.take_in import Batch, PhotoLine, take_in_batch
from inspector.app.workspace import open_workspace
from inspector.cli.command import FILE, workspace_argument, writes
from inspector.cli.out import progress, show
from inspector.domain.errors import InputError
from inspector.text import _


@click.command("take-in", help="导入照片；不写 PATH 时收工作区 inbox 里新到的")
@workspace_argument
@click.argument("paths", metavar="PATH...", nargs=-1, type=FILE)
@click.option("--clock-offset", type=int, default=0, help="加到相机时间上的秒数")
@click.option("--datum", help="照片坐标系：WGS84 或 GCJ02")
@writes
def take_in_command(
    workspace: Path,
    paths: tuple[Path, ...],
    clock_offset: int,
    datum: str | None,
    person: str,
    as_json: bool,
) -> None:
    """Take photos in, folders included; those of the inbox where none are named."""
    missing = [path for path in paths if not os.path.exists(path)]
    if missing:
        raise InputError(
            _("找不到：{path}").format(path=missing[0]), _("检查路径是否写对。"), code="missing"
        )
    if not paths and (clock_offset or datum):
        raise InputError(
            _("更正时钟或坐标系时要写明 PATH。"),
            _("例如 inspector take-in WS 文件夹。"),
            code="usage",
        )
    known = 0
    waiting: tuple[str, ...] = ()
    with open_workspace(workspace, person=person) as ws:
        if paths:
            shift = timedelta(seconds=clock_offset)
            batch = take_in_batch(ws, paths, clock_offset=shift, datum=datum, report=progress())
        else:
            arrived = take_in_new(ws, report=progress())
            batch, known, waiting = arrived.batch, arrived.known, arrived.waiting
    _tell(batch, known, waiting, as_json=as_json)


def _tell(batch: Batch, known: int, waiting: tuple[str, ...], *, as_json: bool) -> None:
    totals = Counter(line.status for line in batch.photos)
    totals["known"] += known
    told = {
        "photos": batch.photos,
        "clusters": batch.clusters,
        "corrections": batch.corrections,
        "signs": batch.signs,
        "totals": {status: count for status, count in totals.items() if count},
        "waiting": waiting,
    }
    words = [_words(line) for line in batch.photos]
    words += [one.words for one in batch.corrections]
    words += [one.words for one in batch.signs]
    words += [_("还在写入，下次再收：{file}").format(file=file) for file in waiting]
    words.append(
        _("收到 {new} 张，已有 {known} 张，未收 {rejected} 个").format(
            new=totals["new"] + totals["kept"],
            known=totals["known"],
            rejected=totals["rejected"] + totals["failed"],
        )
    )
    show(told, words, as_json=as_json)


def _words(line: PhotoLine) -> str:
    guess = f"→ {line.point} {line.confidence:.0%}" if line.confidence and line.point else ""
    return f"{line.status}  {line.file}  {line.reason}{guess}".rstrip()
