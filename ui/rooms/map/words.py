"""The map in words: lines of its list twin, its legend, the card of a point."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from inspector.app.map_told import RETURNED_DAYS, MapArea, MapIssue, MapPoint, Visit
from inspector.domain.geometry import Position, bearing, distance_m
from inspector.domain.issue import State
from inspector.text import _
from ui.rooms.map.sheet import Sheet, Theme, heat_from

NOWHERE = "?"  # the line of the issues that name no point
VISIT_TONES = {Visit.ON_TIME: "ok", Visit.DUE: "warn", Visit.OVERDUE: "late"}
_RANK = {Visit.OVERDUE: 0, Visit.DUE: 1, Visit.ON_TIME: 2}
_COMPASS = 8


@dataclass(frozen=True, slots=True, kw_only=True)
class TwinLine:
    """A line of the list: the same thing the map marks; ``sign`` is the kind of its mark."""

    key: str
    name: str
    words: str
    number: int
    sign: str = ""
    tone: str = "text2"
    late: int = 0
    sought: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class LegendEntry:
    sign: str
    words: str
    number: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Legend:
    """Signs with their counts; ``steps`` are the least numbers of the classes of the ground."""

    entries: tuple[LegendEntry, ...]
    ground: str = ""
    steps: tuple[int, ...] = ()
    note: str = ""

    def words(self) -> str:
        """All of it for a screen reader."""
        parts = [f"{one.words} {one.number}" for one in self.entries]
        if self.ground:
            parts.append(f"{self.ground} {'、'.join(map(str, self.steps))}")
        return "，".join([*parts, self.note] if self.note else parts)


@dataclass(frozen=True, slots=True, kw_only=True)
class Card:
    """What is said of the chosen thing; ``keys``: which deeds it offers."""

    key: str
    name: str
    code: str
    visit: str = ""
    visit_tone: str = "text2"
    issues: str = ""
    returned: int = 0
    late: int = 0
    deeds: tuple[str, ...] = ()


def lines_of(sheet: Sheet, theme: Theme) -> list[TwinLine]:
    """The list twin: every point, issue and grid that the theme marks, most urgent first."""
    makers = {
        Theme.COVERAGE: _coverage,
        Theme.ISSUES: _issues,
        Theme.RETURNED: _returned,
        Theme.GRIDS: _grids,
    }
    return makers[theme](sheet)


def order_of(theme: Theme) -> str:
    words = {
        Theme.COVERAGE: _("最久未查在前"),
        Theme.ISSUES: _("逾期和件数多的在前"),
        Theme.RETURNED: _("重复多的在前"),
        Theme.GRIDS: _("未销号多的在前"),
    }
    return words[theme]


def count_of(theme: Theme, number: int) -> str:
    return _("{n} 个").format(n=f"{number:,}")


def legend_of(sheet: Sheet, theme: Theme) -> Legend:
    """What the signs and grounds of a theme mean, and how many there are of each."""
    missing = sheet.unplaced(theme)
    note = _("另有 {n} 个无坐标，只在清单里").format(n=missing) if missing else ""
    most = sheet.most(theme)
    steps = tuple(heat_from(heat, most) for heat in range(4)) if most else ()
    if theme is Theme.COVERAGE:
        visits = Counter(one.visit for one in sheet.points.values())
        signs = [
            LegendEntry(sign=one.name.lower(), words=_(one.value), number=visits[one])
            for one in (Visit.ON_TIME, Visit.DUE, Visit.OVERDUE)
        ]
        return Legend(entries=tuple(signs), ground=_("重复热度"), steps=steps, note=note)
    if theme is Theme.ISSUES:
        states = sheet.states()
        shown = [one for one in State if states[one.name]]
        signs = [
            LegendEntry(sign=one.name.lower(), words=_(one.value), number=states[one.name])
            for one in shown
        ]
        return Legend(entries=tuple(signs), note=note)
    if theme is Theme.RETURNED:
        number = sum(one.returned for one in sheet.points.values())
        words = _("近 {n} 天重复").format(n=RETURNED_DAYS)
        sign = LegendEntry(sign="repeat", words=words, number=number)
        return Legend(entries=(sign,), ground=_("网格重复"), steps=steps, note=note)
    return Legend(entries=(), ground=_("网格未销号"), steps=steps, note=note)


def card_of(point: MapPoint, issues: Sequence[MapIssue]) -> Card:
    """The card of a point; ``issues`` are those open at it."""
    words = visit_words(point)
    if point.every_days and point.visit is not Visit.ON_TIME:
        words = _("{visit}，应 {n} 天一次").format(visit=words, n=point.every_days)
    return Card(
        key=point.code,
        name=point.name,
        code=f"{point.code} · {point.type_name}",
        visit=words,
        visit_tone=VISIT_TONES[point.visit],
        issues=states_words(issues),
        returned=point.returned,
        late=point.late,
        deeds=("issues", "record", "move") if point.position else ("issues", "record"),
    )


def card_of_issue(issue: MapIssue) -> Card:
    state = State[issue.state]
    return Card(
        key=issue.issue,
        name=issue.title,
        code=issue.label,
        issues=_(state.value),
        late=int(issue.late),
        deeds=("issues",),
    )


def card_of_area(area: MapArea) -> Card:
    return Card(
        key=area.code,
        name=area.name,
        code=" · ".join(
            part for part in (area.town_name, _("{n} 个点位").format(n=area.points)) if part
        ),
        issues=_("未销号 {n} 件").format(n=area.open_issues) if area.open_issues else "",
        returned=area.returned,
        deeds=("near",),
    )


def visit_words(point: MapPoint) -> str:
    """How long ago it was visited, seen from how it stands with its visits."""
    if point.days is None:
        return _("还没有查过")
    if point.days == 0:
        return _("今天查过")
    if point.visit is Visit.ON_TIME:
        return _("{n} 天前查过").format(n=point.days)
    return _("{n} 天未查").format(n=point.days)


def states_words(issues: Sequence[MapIssue]) -> str:
    """整改中 3 · 待复查 1, in the order of the states."""
    found = Counter(one.state for one in issues)
    parts = [f"{_(one.value)} {found[one.name]}" for one in State if found[one.name]]
    return " · ".join(parts)


def shift_words(start: Position, now: Position) -> str:
    """向东北 12 m: how far something was moved, and where to."""
    metres = distance_m(start, now)
    if metres < 0.5:
        return _("还没有移动")
    sides = (
        *(_("北"), _("东北"), _("东"), _("东南")),
        *(_("南"), _("西南"), _("西"), _("西北")),
    )
    side = sides[round(bearing(start, now) / (360 / _COMPASS)) % _COMPASS]
    return _("向{side} {n} m").format(side=side, n=f"{metres:,.0f}")


def length_words(metres: float) -> str:
    return f"{metres / 1000:.1f} km" if metres >= 1000 else f"{metres:.0f} m"


def _coverage(sheet: Sheet) -> list[TwinLine]:
    points = sorted(
        sheet.points.values(),
        key=lambda one: (_RANK[one.visit], -(one.days if one.days is not None else 9e9), one.code),
    )
    return [
        _point_line(
            one,
            words=_with_place(one, visit_words(one)),
            number=one.open_issues,
            sign=one.visit.name.lower(),
            tone="late" if one.visit is Visit.OVERDUE else "text2",
        )
        for one in points
    ]


def _issues(sheet: Sheet) -> list[TwinLine]:
    at: dict[str, list[MapIssue]] = {}
    for one in sheet.told.issues:
        at.setdefault(one.point or NOWHERE, []).append(one)
    lines = []
    for code, some in at.items():
        state = Counter(one.state for one in some).most_common(1)[0][0].lower()
        late = sum(one.late for one in some)
        point = sheet.points.get(code)
        if point:
            words = _with_place(point, states_words(some))
            line = _point_line(point, words=words, number=len(some), sign=state, late=late)
        else:
            name, words = _("没有点位的问题"), states_words(some)
            line = TwinLine(
                key=NOWHERE, name=name, words=words, number=len(some), sign=state, late=late
            )
        lines.append(line)
    return sorted(lines, key=lambda one: (-one.late, -one.number, one.key))


def _returned(sheet: Sheet) -> list[TwinLine]:
    back = sorted(
        (one for one in sheet.points.values() if one.returned),
        key=lambda one: (-one.returned, one.code),
    )
    words = _("近 {n} 天重复 {count} 件")
    return [
        _point_line(
            one,
            words=_with_place(one, words.format(n=RETURNED_DAYS, count=one.returned)),
            number=one.returned,
            sign="repeat",
        )
        for one in back
    ]


def _grids(sheet: Sheet) -> list[TwinLine]:
    grids = [one for one in sheet.told.areas if one.kind == "grid"]
    return [
        TwinLine(
            key=one.code,
            name=one.name,
            words=_("{town} · {n} 个点位").format(town=one.town_name, n=one.points),
            number=one.open_issues,
            sign="grid",
            sought=f"{one.name} {one.code} {one.town_name}".lower(),
        )
        for one in sorted(grids, key=lambda one: (-one.open_issues, one.code))
    ]


def _with_place(point: MapPoint, words: str) -> str:
    return words if point.position else _("{words} · 无坐标").format(words=words)


def _point_line(
    point: MapPoint, *, words: str, number: int, sign: str, tone: str = "text2", late: int = 0
) -> TwinLine:
    sought = f"{point.name} {point.code} {point.initials} {point.town_name}".lower()
    return TwinLine(
        key=point.code,
        name=point.name,
        words=words,
        number=number,
        sign=sign,
        tone=tone,
        late=late,
        sought=sought,
    )
