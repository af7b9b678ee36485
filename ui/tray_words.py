"""Photos just taken in as the tray shows them: by visit, with the point each probably shows."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import datetime

from inspector.app.proposals import Cluster
from inspector.app.take_in import Batch, PhotoLine
from inspector.app.workspace import Workspace
from inspector.text import _
from ui.capture_told import TrayGroup, TrayPhoto

_FAILED = "failed"  # a status of inspector.app.take_in: the store could not be written


def groups_of(
    ws: Workspace, batch: Batch, show: Callable[[PhotoLine], TrayPhoto]
) -> list[TrayGroup]:
    """Visits in order of time; what was noticed and what was refused come last."""
    lines = {line.sha256: line for line in reversed(batch.photos) if line.sha256}
    days = {cluster.begins.date() for cluster in batch.clusters if cluster.begins}
    groups = [
        _group(ws, cluster, [lines[name] for name in cluster.photos], show, dated=len(days) > 1)
        for cluster in batch.clusters
    ]
    notes = [one.words for one in batch.corrections] + [one.words for one in batch.signs]
    if notes:
        groups.append(TrayGroup(photos=(), name=_("这批照片"), notes=tuple(notes)))
    refused = [line for line in batch.photos if not line.sha256]
    if refused:
        groups.append(_refused(refused))
    return groups


def _group(
    ws: Workspace,
    cluster: Cluster,
    lines: Sequence[PhotoLine],
    show: Callable[[PhotoLine], TrayPhoto],
    *,
    dated: bool,
) -> TrayGroup:
    point = ws.register.point(cluster.point)
    words = [_span(cluster.begins, cluster.ends, dated=dated)]
    if cluster.distance_m is not None:
        words += [f"{cluster.distance_m:.0f} m", f"{cluster.confidence:.0%}"]
    return TrayGroup(
        photos=tuple(replace(show(line), facts=_facts(line)) for line in lines),
        point=point.code if point else "",
        name=point.name if point else _("未归点"),
        words=" · ".join(words),
        doubt=_doubt(ws, cluster),
        proposal=_("建议 {n:.0%}").format(n=cluster.confidence) if point else "",
    )


def _doubt(ws: Workspace, cluster: Cluster) -> str:
    if cluster.point is None:
        return _("请选点位")
    rival = ws.register.point(cluster.runner_up)
    if cluster.answer == "ask" and rival is not None:
        return _("也近 {name}").format(name=rival.name)
    return ""


def _span(first: datetime | None, last: datetime | None, *, dated: bool) -> str:
    """From when to when; a card of one day needs no day."""
    if first is None or last is None:
        return _("无拍摄信息")
    begins = f"{first:%m-%d %H:%M}" if dated else f"{first:%H:%M}"
    return begins if first == last else f"{begins}–{last:%H:%M}"


def _facts(line: PhotoLine) -> tuple[tuple[str, str], ...]:
    facts = []
    if line.taken_at is not None:
        facts.append(("clock", _("{time} 相机时间").format(time=f"{line.taken_at:%H:%M:%S}")))
    else:
        facts.append(("clock", _("无拍摄时间，登记时按现在计")))
    if line.distance_m is not None:
        facts.append(("locate-fixed", _("距点位 {m:.0f} m").format(m=line.distance_m)))
    elif line.lat is not None:
        facts.append(("locate-fixed", _("有定位")))
    if line.model:
        facts.append(("camera", line.model))
    facts += [("triangle-alert", words) for words in line.signs]
    return tuple(facts)


def _refused(lines: Sequence[PhotoLine]) -> TrayGroup:
    """What was not taken; where the store failed, another copy would fare no better."""
    named = "；".join(f"{line.name} {line.reason}" for line in lines[:3])
    is_ours = any(line.status == _FAILED for line in lines)
    return TrayGroup(
        photos=(),
        name=_("没有收下 {n} 张").format(n=len(lines)),
        words=named,
        doubt=_("请处理好工作区的磁盘，再收一次") if is_ours else _("请重新复制"),
    )
