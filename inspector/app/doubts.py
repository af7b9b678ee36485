"""Doubts (存疑): what register and deeds say that cannot be right, each named in one sentence."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from inspector.app.workspace import Workspace
from inspector.domain.area import Area, area_at, circular, overlapping
from inspector.domain.geometry import Position
from inspector.store import list_rows, odd_rows
from inspector.store.faults import told
from inspector.text import _

MOST = 50  # deeds named one by one; the rest are counted
_READ_AT_A_LOOK = 50_000  # issues; their deeds are read in a quarter of a second
_ABOVE = {"community": "town", "grid": "community"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Doubt:
    """One thing that cannot be right: whose code or label, what, and what it does."""

    kind: str
    code: str
    words: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Doubts:
    """What was found odd; of the deeds the first ones, ``deeds`` counts all."""

    deeds: int
    named: tuple[Doubt, ...]


def doubts(ws: Workspace) -> Doubts:
    """Everything in register and deeds that cannot be right; nothing of it stops any work."""
    with told():
        count, deeds = odd_rows.odd_deeds(ws.db, MOST)
        named = (*doubts_of_register(ws), *map(doubt_of_deed, deeds))
        return Doubts(deeds=count, named=named)


def doubts_of_register(ws: Workspace) -> tuple[Doubt, ...]:
    """Areas in a circle or without one above, grids that overlap, points outside every grid."""
    with told():
        return (*_of_areas(ws), *_of_grids(ws), *_of_points(ws))


def doubts_of_deeds(ws: Workspace) -> tuple[Doubt, ...]:
    """Odd deeds as a quick look tells them.

    All of them, or in a very large workspace those that touch a figure: they stand beside their
    issues. The thorough ``health`` reads every deed.
    """
    with told():
        if odd_rows.is_small(ws.db, _READ_AT_A_LOOK):
            return tuple(map(doubt_of_deed, odd_rows.odd_deeds(ws.db, MOST)[1]))
        return tuple(
            doubt_of_issue(label, kind)
            for _issue, label, kinds in list_rows.odd_issues(ws.db, "", "9999")[:MOST]
            for kind in kinds.split()
        )


def _of_areas(ws: Workspace) -> Iterator[Doubt]:
    every = [area for areas in ws.register.areas.values() for area in areas]
    circles = circular(every)
    for area in every:
        if area.code in circles:
            words = _("{name} 的上级绕回它自己，它下面的问题不归任何镇街")
            yield Doubt(kind="area_cycle", code=area.code, words=words.format(name=area.name))
        elif not _hangs(ws, area):
            words = _("{name} 的上级 {above} 不存在或级别不对，它下面的问题不归任何镇街")
            above = area.parent or _("（空）")
            yield Doubt(
                kind="area_parent", code=area.code, words=words.format(name=area.name, above=above)
            )


def _hangs(ws: Workspace, area: Area) -> bool:
    wanted = _ABOVE.get(area.kind)
    above = ws.register.area(area.parent)
    return wanted is None or (above is not None and above.kind == wanted)


def _of_grids(ws: Workspace) -> Iterator[Doubt]:
    for one, other in overlapping(ws.register.areas.get("grid", ())):
        words = _("网格 {one} 与 {other} 重叠，重叠处算作 {one}")
        yield Doubt(
            kind="grid_overlap", code=one.code, words=words.format(one=one.code, other=other.code)
        )


def _of_points(ws: Workspace) -> Iterator[Doubt]:
    grids = ws.register.areas.get("grid", ())
    if not any(grid.outline for grid in grids):
        return  # never surveyed: no point can lie in any
    for code, named, lon, lat in odd_rows.points_of_grids(ws.db):
        if lon is None or lat is None:
            continue
        grid = area_at(grids, Position(lon, lat))
        if grid is None:
            words = _("点位 {code} 不在任何网格内").format(code=code)
            yield Doubt(kind="no_grid", code=code, words=words)
        elif named and named != grid.code:
            words = _("点位 {code} 登记在网格 {named}，按坐标在 {grid}")
            yield Doubt(
                kind="other_grid",
                code=code,
                words=words.format(code=code, named=named, grid=grid.code),
            )


def doubt_of_deed(deed: odd_rows.OddDeed) -> Doubt:
    """What is odd about a deed, and what becomes of it."""
    label = deed.label or deed.finding.removeprefix("h-")
    return Doubt(kind=deed.code, code=label, words=_words()[deed.code].format(label=label))


def doubt_of_issue(label: str, kind: str) -> Doubt:
    """What is odd about the deeds on an issue, where they touch its figures."""
    return Doubt(kind=kind, code=label, words=_words()[kind].format(label=label))


def _words() -> Mapping[str, str]:
    return {
        "waits": _("{label} 的发现还没有到，这一步先等着"),
        "void": _("{label} 已作废，之后的这一步不计"),
        "early": _("{label} 的这一步早于发现，从发现时起算"),
        "deadline": _("{label} 的期限早于发现，一交办就已逾期"),
    }
