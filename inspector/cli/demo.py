"""The command that shows the whole thing on a fictional district."""

import os
import subprocess
import sys
from pathlib import Path

import click

from inspector.app.demo import Demo, show_demo
from inspector.cli.command import FOLDER, answers
from inspector.cli.out import show
from inspector.domain.repeat import Kind
from inspector.text import _


@click.command("demo", help="在示例区走一遍全过程")
@click.argument("folder", metavar="DIR", type=FOLDER)
@click.option("--no-window", is_flag=True, help="不打开窗口")
@click.option("--recent", is_flag=True, help="日期挪到最近两周；不用则是 2026 年 9 月的一轮")
@answers
def demo_command(folder: Path, no_window: bool, recent: bool, as_json: bool) -> None:
    """Build the demo district and, where there is a screen, open it."""
    told = show_demo(folder, recent=recent)
    show(told, _words(told), as_json=as_json)
    if not no_window and _has_screen():
        _open_window(told.workspace)


def _words(told: Demo) -> list[str]:
    kinds = "，".join(
        f"{_(Kind[name.upper()].value)} {count}" for name, count in told.verdicts.items()
    )
    return [
        _("示例区已建好：{folder}（{seconds} 秒）").format(
            folder=told.workspace, seconds=told.seconds
        ),
        _("收进照片 {photos} 张；登记发现 {findings} 条，成问题 {issues} 件").format(
            photos=told.photos, findings=told.findings, issues=told.issues
        ),
        _("其中重复 {repeats} 件，反弹 {rebounds} 件").format(
            repeats=told.repeats, rebounds=told.rebounds
        ),
        _("本轮认定：{kinds}").format(kinds=kinds),
        _("汇入第二台电脑的数据包，待决定的冲突 {n} 处").format(n=told.conflicts),
        _("{month} 月台账：问题 {n} 件，逾期未改 {late} 件").format(
            month=int(told.month[-2:]), n=told.last_month, late=told.last_month_late
        ),
        _("下发整改通知书 {n} 份：").format(n=told.notices),
        *(f"  {file}" for file in told.files if file not in told.papers),
        _("考核文书 {n} 份：").format(n=len(told.papers)),
        *(f"  {file}" for file in told.papers),
    ]


def _has_screen() -> bool:
    if sys.platform in ("win32", "darwin"):
        return True
    return bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))


def _open_window(workspace: str) -> None:
    """Start the window on its own: the command ends, the window stays.

    It keeps none of the command's pipes open: whoever reads them would wait for the window.
    """
    quiet = subprocess.DEVNULL
    subprocess.Popen(
        [sys.executable, "-m", "ui.app", workspace],
        start_new_session=True,
        stdin=quiet,
        stdout=quiet,
        stderr=quiet,
    )
