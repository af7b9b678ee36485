"""The command that imports what offices have: registers, calendars, histories."""

from pathlib import Path

import click

from inspector.app.bad_row import Noted, Rejected
from inspector.app.history import HistoryImported, import_history
from inspector.app.imports import import_register
from inspector.app.receipts_in import SCANS, import_receipts
from inspector.app.register_rows import KINDS
from inspector.app.register_told import Imported
from inspector.app.replies_in import import_replies
from inspector.app.workspace import Workspace, open_workspace
from inspector.cli.command import FILE, several, workspace_argument, writes
from inspector.cli.out import show
from inspector.domain.errors import InputError
from inspector.text import _


@click.command(
    "import",
    help="导入点位、标准、单位、人员、日历、部门评分、外部结果、包村居、历史台账、整改反馈单或送达回执",
)
@click.argument("kind", type=click.Choice([*KINDS, "history", "replies"]))
@workspace_argument
@click.argument("files", metavar="FILE...", nargs=-1, required=True, type=FILE)
@several("--map", "mapping", help="列名=字段")
@click.option("--dry-run", is_flag=True, help="只看会有什么变化")
@writes
def import_command(
    kind: str,
    workspace: Path,
    files: tuple[Path, ...],
    mapping: tuple[str, ...],
    dry_run: bool,
    person: str,
    as_json: bool,
) -> None:
    """Import files of one kind; rows that are not taken are named."""
    with open_workspace(workspace, person=person) as ws:
        told = _imported(ws, kind, list(files), mapping, dry_run=dry_run)
    lines = [
        _("新增 {added}，变更 {changed}，相同 {same}，未收 {rejected}").format(
            added=told.added,
            changed=told.changed,
            same=told.unchanged,
            rejected=len(told.rejected),
        )
    ]
    lines += [_line_of(one) for one in told.rejected]
    if told.notes:
        lines.append(_("已收，但请留意 {n} 处").format(n=len(told.notes)))
        lines += [_line_of(one) for one in told.notes]
    show(told, lines, as_json=as_json)


def _line_of(one: Rejected | Noted) -> str:
    where = str(one.row) if one.row else "—"
    return f"{one.file}  {where}  {one.column}  {one.reason}"


def _imported(
    ws: Workspace, kind: str, files: list[Path], mapping: tuple[str, ...], *, dry_run: bool
) -> Imported | HistoryImported:
    if kind == "history":
        return import_history(ws, files, dry_run=dry_run)
    if kind == "replies":
        return _replies(ws, files, dry_run=dry_run)
    return import_register(ws, kind, files, mapping=mapping, dry_run=dry_run)


def _replies(ws: Workspace, files: list[Path], *, dry_run: bool) -> Imported:
    """Feedback sheets and scanned slips, told apart by what they are."""
    scans = [file for file in files if file.suffix.lower() in SCANS]
    sheets = [file for file in files if file not in scans]
    filed = import_receipts(ws, scans, dry_run=dry_run)
    if not sheets:
        return filed
    try:
        taken = import_replies(ws, sheets, dry_run=dry_run)
    except InputError as error:
        if not scans:
            raise
        faults = [Rejected(file=one.name, row=0, column="", reason=error.message) for one in sheets]
        taken = Imported(added=0, changed=0, unchanged=0, rejected=tuple(faults))
    return Imported(
        added=filed.added + taken.added,
        changed=taken.changed,
        unchanged=filed.unchanged + taken.unchanged,
        rejected=(*filed.rejected, *taken.rejected),
        notes=(*filed.notes, *taken.notes),
    )
