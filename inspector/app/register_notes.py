"""Doubts about imported rows of the register: codes nobody has yet, places outside every grid."""

from collections.abc import Iterator, Mapping

from inspector.app.bad_row import Noted, Place
from inspector.app.history_rules import WINDOWS
from inspector.app.workspace import Workspace
from inspector.domain.area import area_at
from inspector.domain.change import Draft
from inspector.domain.geometry import Position
from inspector.text import _

Doubt = tuple[str, str, str]  # code, column, sentence


def notes_of(
    ws: Workspace, draft: Draft, place: Place, columns: Mapping[str, str]
) -> Iterator[Noted]:
    """What a person should know of a row that is taken: registers come in any order."""
    found = {"point": _of_point, "unit": _of_unit, "standard": _of_standard}.get(draft.entity)
    for code, column, reason in found(ws, draft) if found else ():
        yield Noted(
            file=place.file,
            row=place.row,
            column=columns.get(column, column),
            code=code,
            reason=reason,
        )


def _of_point(ws: Workspace, draft: Draft) -> Iterator[Doubt]:
    for column, kind in (("community", "community"), ("grid", "grid")):
        code = draft.fields.get(column)
        area = ws.register.area(str(code)) if code else None
        if code and (area is None or area.kind != kind):
            yield "unknown_area", column, _("没有这个区域：{code}").format(code=code)
    code = draft.fields.get("operator")
    if code and ws.register.directory.unit(str(code)) is None:
        yield "unknown_unit", "operator", _("没有这个责任单位：{code}").format(code=code)
    if not draft.fields.get("town"):
        reason = _("没有写镇街，这里的问题不归任何镇街，扣分不计入镇街得分")
        yield "no_town", "town", reason
    yield from _of_place(ws, draft)


def _of_place(ws: Workspace, draft: Draft) -> Iterator[Doubt]:
    lon, lat = draft.fields.get("lon"), draft.fields.get("lat")
    grids = ws.register.areas.get("grid", ())
    if not isinstance(lon, float) or not isinstance(lat, float):
        yield "no_place", "lon", _("没有坐标，照片不能按位置归到这个点位")
    elif any(one.outline for one in grids) and area_at(grids, Position(lon, lat)) is None:
        yield "no_grid", "lon", _("坐标不在任何网格内")


def _of_unit(ws: Workspace, draft: Draft) -> Iterator[Doubt]:
    area = draft.fields.get("area")
    if area and ws.register.area(str(area)) is None:
        yield "unknown_area", "area", _("没有这个区域：{code}").format(code=area)


def _of_standard(ws: Workspace, draft: Draft) -> Iterator[Doubt]:
    del ws
    for name in WINDOWS:
        if draft.fields.get(name) == 0:
            yield "no_days", name, _("期限为 0 天：只有同一天的才算")
