"""Photos just taken in, grouped as a person would: by place, else by the pauses between them."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import datetime, timedelta

from inspector.app.take_in import PhotoLine
from inspector.app.workspace import Workspace
from inspector.text import _
from ui.office import TrayGroup, TrayPhoto

PAUSE = timedelta(minutes=10)  # a longer pause means another place


def groups_of(
    ws: Workspace, lines: Sequence[PhotoLine], show: Callable[[PhotoLine], TrayPhoto]
) -> list[TrayGroup]:
    """Groups in order of time, photos without a time last, what was refused by itself."""
    kept = [line for line in lines if line.status != "rejected" and line.sha256]
    refused = [line for line in lines if line not in kept]
    kept.sort(key=lambda line: (line.taken_at is None, line.taken_at or ws.now, line.file))
    runs: list[list[PhotoLine]] = []
    for line in kept:
        if runs and _belongs(runs[-1][-1], line):
            runs[-1].append(line)
        else:
            runs.append([line])
    groups = [_group(ws, run, show) for run in runs]
    return [*groups, _refused(refused)] if refused else groups


def _belongs(before: PhotoLine, line: PhotoLine) -> bool:
    if before.point != line.point:
        return False
    if before.taken_at is None or line.taken_at is None:
        return before.taken_at is line.taken_at
    return line.taken_at - before.taken_at <= PAUSE


def _group(
    ws: Workspace, run: Sequence[PhotoLine], show: Callable[[PhotoLine], TrayPhoto]
) -> TrayGroup:
    first = run[0]
    point = ws.register.point(first.point)
    photos = tuple(replace(show(line), facts=_facts(line)) for line in run)
    words = [_span(first.taken_at, run[-1].taken_at)]
    if first.distance_m is not None:
        words.append(f"{first.distance_m:.0f} m")
    if first.confidence is not None:
        words.append(f"{first.confidence:.0%}")
    return TrayGroup(
        photos=photos,
        point=point.code if point else "",
        name=point.name if point else _("未归点"),
        words=" · ".join(words),
        doubt="" if point else _("请选点位"),
    )


def _span(first: datetime | None, last: datetime | None) -> str:
    if first is None or last is None:
        return _("无拍摄信息")
    if first == last:
        return f"{first:%m-%d %H:%M}"
    return f"{first:%m-%d %H:%M}–{last:%H:%M}"


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
    return tuple(facts)


def _refused(lines: Sequence[PhotoLine]) -> TrayGroup:
    named = "；".join(f"{line.file.rpartition('/')[2]} {line.reason}" for line in lines[:3])
    return TrayGroup(
        photos=(),
        name=_("没有收下 {n} 张").format(n=len(lines)),
        words=named,
        doubt=_("请重新复制"),
    )
