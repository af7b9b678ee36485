"""What 数据汇总 asks: rehearse, merge, undo, hand back, and who is known."""

from collections.abc import Sequence
from pathlib import Path

from inspector.app import devices as roster
from inspector.app import handover, merging
from inspector.app.workspace import Workspace
from inspector.text import _
from ui.office import DeviceLine, FileLine, MergeReport


def merge(ws: Workspace, files: Sequence[Path], *, rehearse: bool) -> MergeReport:
    """What the files bring, or would bring; NeedsPerson where many voids stop a merge."""
    told = merging.merge(ws, files, rehearse=rehearse)
    return MergeReport(
        batch=told.batch or "",
        files=tuple(
            FileLine(
                name=Path(one.file).name,
                folder=str(Path(one.file).parent),
                device=one.device,
                status=one.status,
                reason=one.reason,
            )
            for one in told.files
        ),
        new=told.new,
        merged=told.merged,
        known=told.known,
        conflicts=told.conflicts,
        candidates=told.candidates,
        missing_photos=told.missing_photos,
        issued_changed=len(told.issued_changed),
    )


def undo(ws: Workspace, batch: str) -> None:
    merging.undo(ws, batch)


def hand_back(ws: Workspace, out: Path) -> str:
    """Everything we know as one file, for every laptop; in words what it holds."""
    sent = handover.export(ws, out, photos="print")
    return _("已导出 {file}：{n} 条改动，{photos} 张照片").format(
        file=out.name, n=f"{sent.changes:,}", photos=sent.photos
    )


def devices(ws: Workspace) -> Sequence[DeviceLine]:
    """Our own first; of each how far its record reaches here."""
    return [
        DeviceLine(
            name=one.device,
            code=one.code,
            words=_("本机") if place == 0 else _("已收到第 {n} 条").format(n=f"{one.head:,}"),
            own=place == 0,
        )
        for place, one in enumerate(roster.list_devices(ws))
    ]
