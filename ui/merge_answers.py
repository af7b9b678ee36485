"""What 数据汇总 asks: rehearse, merge, undo, hand back, and who is known."""

from collections import Counter
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

from inspector.app import batches, handover, merging, upkeep
from inspector.app import conflicts as deciding
from inspector.app import devices as roster
from inspector.app.at_the_desk import person_name
from inspector.app.field_words import field_word
from inspector.app.workspace import Workspace
from inspector.domain.moment import from_stored
from inspector.text import _
from ui.merge_told import ConflictLine, ConflictRuling, DeviceLine, FileLine, LeafLine, MergeReport
from ui.office import Tell
from ui.put_out import placed

_QUIET_DAYS = 3  # a laptop not heard of for longer owes its rounds
_MOMENTS = frozenset({"found_at", "at", "until", "done", "deadline"})


def merge(
    ws: Workspace, files: Sequence[Path], tell: Tell | None, *, rehearse: bool
) -> MergeReport:
    """What the files bring, or would bring; NeedsPerson where many voids stop a merge."""
    told = merging.merge(ws, files, rehearse=rehearse, tell=tell)
    return MergeReport(
        batch=told.batch or "",
        files=tuple(
            FileLine(
                name=one.name,
                folder=str(Path(one.file).parent),
                device=one.device,
                status=one.status,
                reason=one.reason,
                new=one.new,
                merged=one.merged,
                conflicts=one.conflicts,
                photos=one.photos,
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
        contested=tuple(_conflict(ws, one) for one in told.contested),
        notes=told.notes,
    )


def conflicts(ws: Workspace) -> tuple[ConflictLine, ...]:
    """What waits for a person, in the words of the register."""
    return tuple(_conflict(ws, one) for one in deciding.list_conflicts(ws))


def rule_on(ws: Workspace, rulings: Sequence[ConflictRuling]) -> None:
    """Carry out what was decided; a conflict that is settled meanwhile is passed over."""
    still_open = deciding.open_ids(ws)
    for ruling in rulings:
        if ruling.conflict not in still_open:
            continue
        if ruling.keep_all:
            deciding.keep_all(ws, ruling.conflict)
        elif ruling.leaf:
            deciding.take(ws, ruling.conflict, ruling.leaf)
        else:
            deciding.take_value(ws, ruling.conflict, ruling.words)


def _conflict(ws: Workspace, told: deciding.ConflictTold) -> ConflictLine:
    title = deciding.problem_of(ws, told)
    return ConflictLine(
        id=told.id,
        title=f"{told.label} {title}".strip(),
        field=field_word(told.field) or told.field,
        base=_value(ws, told.field, told.base),
        leaves=tuple(
            LeafLine(
                leaf=one.leaf,
                value=_value(ws, told.field, one.value),
                device=one.device,
                person=person_name(ws, one.person),
                at=one.at,
                remark=_("这台电脑的钟快了") if one.ahead_s else "",
            )
            for one in sorted(told.leaves, key=lambda one: one.at, reverse=True)
        ),
    )


def _value(ws: Workspace, field: str, value: object) -> str:
    """A value as people say it: names for codes, local time for moments."""
    if value in (None, ""):
        return ""
    text = str(value)
    if field == "point":
        point = ws.register.point(text)
        return point.name if point else text
    if field == "unit":
        unit = ws.register.directory.unit(text)
        return unit.short_name if unit else text
    if field == "standard":
        standard = ws.register.standard(text, ws.now.date())
        return f"{text} {standard.title}" if standard else text
    if field in _MOMENTS:
        return f"{from_stored(text).astimezone(ws.register.zone):%Y-%m-%d %H:%M}"
    return text


def undo(ws: Workspace, batch: str) -> None:
    batches.undo(ws, batch)


def hand_back(ws: Workspace, out: Path) -> str:
    """Everything we know as one file, for every laptop; in words what it holds."""
    sent = handover.export(ws, placed(out), photos="print")
    return _("已导出 {file}：{n} 条改动，{photos} 张照片").format(
        file=out.name, n=f"{sent.changes:,}", photos=sent.photos
    )


def devices(ws: Workspace) -> Sequence[DeviceLine]:
    """Our own first; of each what it owes, or that it owes nothing."""
    away = Counter(one.device for one in upkeep.missing(ws))
    return [
        _device(one, ws.now, away[one.device], own=place == 0)
        for place, one in enumerate(roster.list_devices(ws))
    ]


def _device(one: roster.DeviceTold, now: datetime, photos: int, *, own: bool) -> DeviceLine:
    quiet = (now - one.last_heard).days if one.last_heard else None
    words, owes = _("齐"), False
    if own:
        words = _("本机")
    elif one.continued_by:
        words = _("已由 {code} 接续").format(code="、".join(one.continued_by))
    elif quiet is not None and one.last_heard and quiet > _QUIET_DAYS:
        words, owes = _("欠 {day} 起").format(day=f"{one.last_heard:%m-%d}"), True
    elif quiet is None:
        words, owes = _("还没收到过"), True
    elif photos:
        words, owes = _("缺 {n} 张照片").format(n=photos), True
    heard = (
        "" if own or quiet is None else _("今天") if quiet < 1 else _("{n} 天前").format(n=quiet)
    )
    return DeviceLine(name=one.device, code=one.code, words=words, own=own, heard=heard, owes=owes)
