"""Rows and marks of the score room: rates, ranking, parts of a score."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from inspector.text import _
from ui.assess_office import DisputeLine, ListLine, MonthList, MovedGroup, MovedLine
from ui.look import Look
from ui.moments import last_day
from ui.score_told import MonthScores, PartLine, RateLine, TownGroup, TownLine, Trends, WeakLine
from ui.widgets.marks import Chip, Icon, Mark, Share, Slot, Spark, Text
from ui.widgets.rows import Row, RowsOnDemand, head
from ui.widgets.snaps import Snap, SnapShelf

FAR_ABOVE = 1.1  # times the usual share of repeats; such a town's figure is coloured
PART_TONES = {
    "base": "text2",
    "repeat": "repeat",
    "overdue": "late",
    "rebound": "rebound",
    "rework": "returned",
}
# Heads of the figures at the right of a town's name, each with its room.
COLUMNS: tuple[tuple[str, int], ...] = (
    (_("得分"), 62),
    (_("近 6 月"), 78),
    (_("覆盖率"), 56),
    (_("问题"), 48),
    (_("重复"), 44),
    (_("反弹"), 44),
    (_("扣分"), 62),
)


def month_words(month: str) -> str:
    year, number = month.split("-")
    return _("{year} 年 {month} 月").format(year=year, month=int(number))


def rate_marks(rate: RateLine) -> tuple[Mark, ...]:
    value = Text(words=rate.value, role="h3", strong=True)
    if not rate.moved:
        return (value,)
    sign = "▲" if rate.moved > 0 else "▼"
    tone = "ok" if rate.better else "danger"
    return (value, Text(words=f"{sign} {abs(rate.moved):.1f}", role="cap", tone=tone))


def usual_share(scores: MonthScores) -> float:
    """Repeats among the problems of all towns."""
    towns = [one for group in scores.groups for one in group.towns]
    issues = sum(one.issues for one in towns)
    return sum(one.repeats for one in towns) / issues if issues else 0.0


def group_rows(group: TownGroup, trends: Trends | None, usual: float) -> list[Row]:
    heads = tuple(
        Slot(mark=Text(words=name, role="cap", tone="text2"), room=room, far=True)
        for name, room in COLUMNS
    )
    named = Text(words=group.name, role="cap", strong=True)
    count = Text(words=group.words, role="cap", tone="text2")
    top = Row(
        key=f"head {group.name}", left=(named, count), right=heads, height="quiet_row", head=True
    )
    return [top, *(_town_row(one, trends, usual) for one in group.towns)]


def _town_row(one: TownLine, trends: Trends | None, usual: float) -> Row:
    often = one.repeats > FAR_ABOVE * usual * one.issues
    place = Slot(
        mark=Text(words="—" if one.rank is None else str(one.rank), strong=True), room=24, far=True
    )
    name = Text(words=one.name, strong=True, elastic=True)
    flags: tuple[Mark, ...] = ()
    if one.tail:
        flags = (Chip(kind="danger", words=_("末位")),)
    elif one.rank is None:
        flags = (Chip(kind="plain", words=_("不排名")),)
    values = trends.towns.get(one.town, ()) if trends else ()
    return Row(
        key=one.town,
        left=(place, _moved(one.change), name, *flags),
        right=(
            _figure("—" if one.score is None else f"{one.score:.2f}", 0, strong=True),
            Spark(values=tuple(floats(values)), room=COLUMNS[1][1]),
            _figure("—" if one.coverage is None else f"{one.coverage:.0f}%", 2),
            _figure(f"{one.issues:,}", 3),
            _figure(f"{one.repeats:,}", 4, tone="warn" if often else "text", strong=often),
            _figure(f"{one.rebounds:,}", 5),
            _figure(f"{one.deduction:.2f}", 6),
        ),
    )


def _moved(change: int | None) -> Slot:
    if not change:
        return Slot(mark=Text(words="—", role="cap", tone="text3"), room=30)
    sign, tone = ("▲", "ok") if change > 0 else ("▼", "danger")
    return Slot(mark=Text(words=f"{sign}{abs(change)}", role="cap", tone=tone), room=30)


def _figure(words: str, column: int, *, tone: str = "text", strong: bool = False) -> Slot:
    text = Text(words=words, tone=tone, strong=strong)
    return Slot(mark=text, room=COLUMNS[column][1], far=True)


def part_row(one: PartLine, total: Decimal) -> Row:
    """A part with its share of all that was taken as a bar; relief has none."""
    sign = "−" if one.points >= 0 else "＋"
    return Row(
        key=one.kind,
        left=(
            Text(words=one.name, elastic=True),
            Text(words=one.words, role="cap", tone="text2"),
        ),
        right=(
            Share(part=_share(one.points, total), tone=PART_TONES.get(one.kind, "text2")),
            Slot(mark=Text(words=f"{sign}{abs(one.points):.2f}", strong=True), room=52, far=True),
            Icon(name="chevron-right", tone="text3"),
        ),
        height="quiet_row",
    )


def _share(points: Decimal, total: Decimal) -> float:
    return float(points / total) if points > 0 and total > 0 else 0.0


def weak_row(one: WeakLine) -> Row:
    return Row(
        key=one.standard,
        left=(
            Text(words=one.title),
            Text(words=one.words, role="cap", tone="text2", elastic=True),
        ),
        right=(
            Text(words=_("{n} 件").format(n=one.issues)),
            Icon(name="chevron-right", tone="text3"),
        ),
        height="quiet_row",
    )


def floats(values: tuple[Decimal | None, ...]) -> list[float | None]:
    return [None if one is None else float(one) for one in values]


# Heads over the order before and after, each with its room.
TRIED: tuple[tuple[str, int], ...] = (
    (_("原名次"), 52),
    (_("测算"), 44),
    (_("变化"), 44),
    (_("原得分"), 60),
    (_("测算得分"), 68),
)


def moved_rows(look: Look, groups: Sequence[MovedGroup]) -> list[Row]:
    """The order as tried, group by group; who moved stands out."""
    if not groups:
        return [Row(key="none", left=(Text(words=_("没有设这一项的排名"), tone="text2"),))]
    rows: list[Row] = []
    for group in groups:
        heads = tuple(_tried(look, n, name, "cap") for n, (name, _room) in enumerate(TRIED))
        left = (
            Text(words=group.name, role="cap", strong=True),
            Text(words=_("{n} 个").format(n=len(group.lines)), role="cap", tone="text2"),
        )
        key = f"head {group.name}"
        rows.append(Row(key=key, left=left, right=heads, height="quiet_row", head=True))
        rows += [_moved_row(look, one) for one in group.lines]
    return rows


def _moved_row(look: Look, one: MovedLine) -> Row:
    sign, tone = "—", "text3"
    if one.change:
        sign, tone = (f"▲{one.change}", "ok") if one.change > 0 else (f"▼{-one.change}", "danger")
    cells = (
        (_rank(one.rank_before), "text2"),
        (_rank(one.rank), "text"),
        (sign, tone),
        (_score(one.score_before), "text2"),
        (_score(one.score), "text"),
    )
    return Row(
        key=one.code,
        left=(Text(words=one.name, strong=bool(one.change), elastic=True),),
        right=tuple(
            _tried(look, n, words, "body", tone=tone, strong=n in (1, 4))
            for n, (words, tone) in enumerate(cells)
        ),
    )


def _tried(
    look: Look, column: int, words: str, role: str, *, tone: str = "text2", strong: bool = False
) -> Slot:
    room = round(TRIED[column][1] * look.theme.sizes.body / 13)
    return Slot(mark=Text(words=words, role=role, tone=tone, strong=strong), room=room, far=True)


def _rank(rank: int | None) -> str:
    return "—" if rank is None else str(rank)


def _score(score: Decimal | None) -> str:
    return "—" if score is None else f"{score:.2f}"


def dispute_rows(lines: Sequence[DisputeLine]) -> list[Row]:
    """Those that wait, then those that were ruled on."""
    rows: list[Row] = []
    for name, waits in ((_("待裁定"), True), (_("已裁定"), False)):
        some = [one for one in lines if one.waits is waits]
        if some:
            rows.append(head(name, len(some)))
            rows += [_dispute_row(one) for one in some]
    return rows


def _dispute_row(one: DisputeLine) -> Row:
    flags: tuple[Mark, ...] = (Chip(kind="plain", words=one.kind),)
    if one.late:
        flags = (*flags, Chip(kind="late", words=_("逾期提出")))
    until = _("期限 {day}").format(day=f"{last_day(one.until):%m-%d}") if one.until else ""
    below = " · ".join(part for part in (one.unit, one.reason if one.waits else one.ruling) if part)
    return Row(
        key=one.dispute,
        left=(
            Text(words=one.label, strong=True),
            Text(words=one.title, elastic=True),
            *flags,
        ),
        right=(
            Text(words=_("{day} 提出").format(day=f"{one.at:%m-%d}"), role="cap", tone="text2"),
            *((Text(words=until, role="cap", tone="text2"),) if until else ()),
        ),
        below=(Text(words=below, role="cap", tone="text2", elastic=True),),
        height="tall_row",
    )


def kind_row(one: MonthList) -> Row:
    """A list by its name and how long it is."""
    count = len(one.lines) if one.total is None else one.total
    return Row(
        key=one.code,
        left=(Text(words=one.name, strong=True, elastic=True),),
        right=(Text(words=f"{count:,}", tone="text" if count else "text3"),),
    )


def list_rows(shown: MonthList, shelf: SnapShelf) -> Sequence[Row]:
    """The lines of a list, made as they come into view; an empty one says what that means."""
    if not shown.lines:
        return [Row(key="none", left=(Text(words=shown.nothing, tone="text2", elastic=True),))]
    return RowsOnDemand(
        [one.key for one in shown.lines], lambda place: _list_row(shown.lines[place], shelf)
    )


def _list_row(one: ListLine, shelf: SnapShelf) -> Row:
    flag = (Chip(kind="warn", words=one.flag),) if one.flag else ()
    return Row(
        key=one.key,
        left=(Text(words=one.name, strong=True, elastic=True), *flag),
        right=(Text(words=one.value),),
        below=(Text(words=one.words, role="cap", tone="text2", elastic=True),),
        snaps=tuple(Snap(photo=time.photo, words=time.words, shelf=shelf) for time in one.times),
        height="snap_row" if one.times else "tall_row",
    )
