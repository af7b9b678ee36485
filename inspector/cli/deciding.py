"""Commands for what waits for a person: conflicts, devices, batches, missing photos."""

from pathlib import Path

import click

from inspector.app import batches, conflicts, devices, upkeep
from inspector.app.field_words import field_word
from inspector.app.merge_notes import seat_in_doubt
from inspector.app.office import parse
from inspector.app.workspace import open_workspace
from inspector.cli.command import answers, workspace_argument, writes
from inspector.cli.out import show
from inspector.cli.words import short
from inspector.text import _


@click.command("conflicts", help="冲突：查看、认定")
@workspace_argument
@click.option("--take", "taken", multiple=True, metavar="ID=LEAF", help="采用其中一个值")
@click.option("--value", "values", multiple=True, metavar="ID=TEXT", help="另写一个值")
@click.option("--both", multiple=True, metavar="ID", help="都保留：其余的值写入备注")
@click.option("--own-latest", is_flag=True, help="同一人同一天写的，取最晚的一个")
@writes
def conflicts_command(
    workspace: Path,
    taken: tuple[str, ...],
    values: tuple[str, ...],
    both: tuple[str, ...],
    own_latest: bool,
    person: str,
    as_json: bool,
) -> None:
    """List conflicts, after ruling on those named."""
    writing = bool(taken or values or both or own_latest)
    with open_workspace(workspace, person=person, read_only=not writing) as ws:
        for conflict, leaf in parse(taken).items():
            conflicts.take(ws, conflict, leaf)
        for conflict, text in parse(values).items():
            conflicts.take_value(ws, conflict, text)
        for conflict in both:
            conflicts.keep_all(ws, conflict)
        if own_latest:
            conflicts.settle_own(ws)
        told = conflicts.list_conflicts(ws)
    lines = []
    for one in told:
        lines.append(f"{one.id}  {one.label}  {field_word(one.field) or one.field}")
        if one.base is not None:
            lines.append(_("  原来：{value}").format(value=one.base))
        lines += [
            f"  {leaf.leaf}  {leaf.value}  {leaf.person}  {leaf.device}  {short(leaf.at)}"
            for leaf in one.leaves
        ]
    show({"conflicts": told}, lines or [_("没有冲突")], as_json=as_json)


@click.command("devices", help="电脑名册：批准、撤销、移交席位")
@workspace_argument
@click.option("--approve", help="批准的电脑编号")
@click.option("--revoke", help="撤销的电脑编号")
@click.option("--seat", help="接收编号席位的电脑编号")
@click.option("--take-seat", help="接管席位：原来占席位、已不能移交的电脑编号")
@writes
def devices_command(
    workspace: Path,
    approve: str | None,
    revoke: str | None,
    seat: str | None,
    take_seat: str | None,
    person: str,
    as_json: bool,
) -> None:
    """List devices, after changing what was asked for."""
    writing = bool(approve or revoke or seat or take_seat)
    with open_workspace(workspace, person=person, read_only=not writing) as ws:
        if approve:
            devices.set_state(ws, approve, "approved")
        if revoke:
            devices.set_state(ws, revoke, "revoked")
        if seat:
            devices.hand_seat_to(ws, seat)
        if take_seat:
            devices.take_seat(ws, take_seat)
        told = devices.list_devices(ws)
    lines = [
        f"{one.code}  {one.spoken}  {one.device}  {one.state}  {one.head}"
        + (_("  席位") if one.seat else _("  席位待定") if one.rival else "")
        + (
            _("  已由 {code} 接续").format(code="、".join(one.continued_by))
            if one.continued_by
            else ""
        )
        for one in told
    ]
    if any(one.rival for one in told):
        lines.append(seat_in_doubt())
    show({"devices": told}, lines, as_json=as_json)


@click.command("merges", help="汇入记录；整批撤销")
@workspace_argument
@click.option("--undo", help="撤销的批次")
@writes
def merges_command(workspace: Path, undo: str | None, person: str, as_json: bool) -> None:
    """List batches, after undoing one."""
    with open_workspace(workspace, person=person, read_only=undo is None) as ws:
        undone = batches.undo(ws, undo) if undo else None
        told = batches.list_batches(ws)
    lines = [
        f"{one.batch}  {short(one.at)}  {'、'.join(one.files)}"
        + (_("  已撤销") if one.undone else "")
        for one in told
    ]
    show({"merges": told, "undone": undone}, lines or [_("还没有汇入过")], as_json=as_json)


@click.command("missing", help="缺少的照片和文书")
@workspace_argument
@answers
def missing_command(workspace: Path, as_json: bool) -> None:
    """List bytes that rows name and this device has not."""
    with open_workspace(workspace, read_only=True) as ws:
        told = upkeep.missing(ws)
    lines = [f"{one.kind}  {one.sha256[:12]}  {one.name}  {one.device}" for one in told]
    show({"missing": told}, lines or [_("没有缺少的")], as_json=as_json)
