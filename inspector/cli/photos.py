"""The command that takes photos in."""

from collections import Counter
from datetime import timedelta
from pathlib import Path

import click

from inspector.app.take_in import PhotoLine, take_in_batch
from inspector.app.workspace import open_workspace
from inspector.cli.command import FILE, workspace_argument, writes
from inspector.cli.out import progress, show
from inspector.domain.errors import InputError
from inspector.text import _


@click.command("take-in", help="导入照片")
@workspace_argument
@click.argument("paths", metavar="PATH...", nargs=-1, required=True, type=FILE)
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
    """Take photos in, folders included."""
    missing = [path for path in paths if not path.exists()]
    if missing:
        raise InputError(
            _("找不到：{path}").format(path=missing[0]), _("检查路径是否写对。"), code="missing"
        )
    with open_workspace(workspace, person=person) as ws:
        batch = take_in_batch(
            ws, paths, clock_offset=timedelta(seconds=clock_offset), datum=datum, report=progress
        )
    totals = dict(Counter(line.status for line in batch.photos))
    told = {
        "photos": batch.photos,
        "clusters": batch.clusters,
        "corrections": batch.corrections,
        "signs": batch.signs,
        "totals": totals,
    }
    words = [_words(line) for line in batch.photos]
    words += [one.words for one in batch.corrections]
    words += [one.words for one in batch.signs]
    words.append(
        _("收到 {new} 张，已有 {known} 张，未收 {rejected} 个").format(
            new=totals.get("new", 0) + totals.get("kept", 0),
            known=totals.get("known", 0),
            rejected=totals.get("rejected", 0) + totals.get("failed", 0),
        )
    )
    show(told, words, as_json=as_json)


def _words(line: PhotoLine) -> str:
    guess = f"→ {line.point} {line.confidence:.0%}" if line.confidence and line.point else ""
    return f"{line.status}  {line.file}  {line.reason}{guess}".rstrip()
