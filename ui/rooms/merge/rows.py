"""What files bring and who is known, as rows of marks."""

from inspector.text import _
from ui.merge_told import DeviceLine, FileLine, MergeReport
from ui.widgets.marks import Chip, Icon, Mark, Slot, Text
from ui.widgets.rows import Row

STATUS: dict[str, tuple[str, str]] = {
    "merged": ("ok", _("可汇入")),
    "known": ("plain", _("已知")),
    "partial": ("warn", _("部分可汇入")),
    "waiting": ("warn", _("等前面的包")),
    "refused": ("danger", _("不收")),
}
COLUMNS: tuple[tuple[str, int], ...] = (
    (_("新增"), 64),
    (_("合并"), 56),
    (_("冲突"), 48),
    (_("照片"), 56),
)
STATUS_ROOM = 104


def column_heads() -> tuple[Mark, ...]:
    heads = [Slot(mark=Text(words=_("结果"), role="cap", tone="text2"), room=STATUS_ROOM)]
    for name, room in COLUMNS:
        heads.append(Slot(mark=Text(words=name, role="cap", tone="text2"), room=room, far=True))
    return tuple(heads)


def _counts(one: FileLine) -> tuple[Mark, ...]:
    """The counts of a file under their heads; a dash where there are none."""
    counts = (one.new, one.merged, one.conflicts, one.photos)
    tones = ("text", "text", "warn", "text")
    return tuple(
        Slot(
            mark=Text(
                words=f"{count:,}" if count else "—",
                tone=tone if count else "text3",
                strong=tone == "warn" and count > 0,
            ),
            room=room,
            far=True,
        )
        for count, tone, (_name, room) in zip(counts, tones, COLUMNS, strict=True)
    )


def row_of(one: FileLine) -> Row:
    kind, status = STATUS[one.status]
    if one.conflicts and one.status == "merged":
        kind, status = "warn", _("要您定 {n} 处").format(n=one.conflicts)
    chip = Slot(mark=Chip(kind=kind, words=status), room=STATUS_ROOM)
    return Row(
        key=f"{one.folder}/{one.name}",
        left=(Text(words=one.device or _("未登记"), strong=True, elastic=True),),
        right=(chip, *_counts(one)),
        below=(
            Text(words=one.name, role="cap", tone="text2"),
            Text(words=one.reason or one.folder, role="cap", tone="text3", elastic=True),
        ),
        height="tall_row",
    )


def device_of(one: DeviceLine) -> Row:
    tone = "accent" if one.own else "warn" if one.owes else "ok"
    name = "circle-check" if one.own else "clock-alert" if one.owes else "check"
    return Row(
        key=one.code,
        left=(Icon(name=name, tone=tone), Text(words=one.name, strong=True, elastic=True)),
        right=(Text(words=one.heard or one.code, role="cap", tone="text3"),),
        below=(
            Text(words=one.words, role="cap", tone="warn" if one.owes else "text2"),
            *((Text(words=one.code, role="cap", tone="text3"),) if one.heard else ()),
        ),
        indented=True,
        height="tall_row",
    )


def sums(report: MergeReport) -> tuple[Mark, ...]:
    marks: list[Mark] = [
        Text(words=_("合计"), tone="text2"),
        Text(words=_("新增 {n:,}").format(n=report.new), strong=True),
        Text(words=_("合并 {n:,}").format(n=report.merged), strong=True),
        Text(words=_("已有 {n:,}").format(n=report.known), tone="text2"),
    ]
    doubts = (
        (report.conflicts, _("冲突 {n} 处")),
        (report.candidates, _("疑似重复 {n} 件，汇入后认定")),
        (report.missing_photos, _("缺 {n} 张照片")),
        (report.issued_changed, _("改动 {n} 份已发通知书的认定")),
    )
    for number, words in doubts:
        if number:
            marks.append(Text(words=words.format(n=number), tone="warn"))
    return tuple(marks)
