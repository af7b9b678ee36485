"""Sub-scores (部门评分等): what other scorers gave the towns, one line or one column each."""

import re
from collections.abc import Iterator
from decimal import Decimal, InvalidOperation

from inspector.app.bad_row import BadRowError
from inspector.app.tables_in import Raw
from inspector.app.workspace import Workspace
from inspector.domain.area import Area
from inspector.domain.cadence import month_days
from inspector.domain.change import Draft
from inspector.domain.ids import master_id
from inspector.domain.profile import Component
from inspector.text import _

OWN = "field"  # the component this program works out itself
PART = "part:"  # before the code of a component that a column of a sheet is taken for
_MOST = Decimal(100)
_MONTH = re.compile(r"(\d{4})\D{0,2}(\d{1,2})(?!\d)")


def components(ws: Workspace) -> tuple[Component, ...]:
    """What is scored elsewhere and weighs in the composite."""
    return tuple(one for one in ws.register.profile.composite if one.code != OWN)


def spread(ws: Workspace, row: Raw) -> Iterator[Raw]:
    """A row as it is; of a sheet with a column for each component, one row for each of them."""
    known = {name: one.code for one in components(ws) for name in (one.code, one.name)}
    columns = [name for name in row if name in known]
    if not columns:
        yield row
    rest = {name: value for name, value in row.items() if name not in known}
    for name in columns:
        if row[name] not in (None, ""):
            yield {**rest, "item": known[name], name: row[name]}


def value_column(ws: Workspace, row: Raw) -> str | None:
    """The component's column that holds the points of a row that was spread."""
    known = {name for one in components(ws) for name in (one.code, one.name)}
    return next((name for name in row if name in known), None)


def score_draft(ws: Workspace, row: Raw) -> Draft:
    """One sub-score; the same month, component, town and scorer again corrects it."""
    month, item, town = _month(row), _item(ws, row), _town(ws, row)
    scorer = str(row.get("scorer") or "").strip()
    return Draft(
        "subscore",
        master_id("subscore", f"{month}/{item}/{town}/{scorer}"),
        {"month": month, "item": item, "town": town, "scorer": scorer, "points": _points(row)},
    )


def _month(row: Raw) -> str:
    text = str(row.get("month") or "").strip()
    written = _MONTH.match(text)
    month = f"{written[1]}-{int(written[2]):02d}" if written else text
    try:
        month_days(month, None)
    except ValueError as error:
        reason = _("看不懂这个月份：{text}，写成 2026-08").format(text=text)
        raise BadRowError("month", reason) from error
    return month


def _item(ws: Workspace, row: Raw) -> str:
    text = str(row.get("item") or "").strip()
    for one in components(ws):
        if text in (one.code, one.name):
            return one.code
    known = "、".join(one.name for one in components(ws)) or _("无")
    raise BadRowError(
        "item", _("没有这个分项：{text}，可选 {known}").format(text=text, known=known)
    )


def _town(ws: Workspace, row: Raw) -> str:
    text = str(row.get("town") or "").strip()
    towns: tuple[Area, ...] = ws.register.areas.get("town", ())
    fitting = [one.code for one in towns if text in (one.code, one.name)]
    if len(fitting) != 1:
        raise BadRowError("town", _("没有这个镇街：{code}").format(code=text))
    return fitting[0]


def _points(row: Raw) -> str:
    text = str(row.get("points") if row.get("points") is not None else "").strip()
    try:
        points = Decimal(text)
    except InvalidOperation as error:
        reason = _("不是数字：{text}").format(text=text) if text else _("不能为空")
        raise BadRowError("points", reason) from error
    if not points.is_finite() or not 0 <= points <= _MOST:
        raise BadRowError("points", _("超出范围：{text}").format(text=text))
    return str(points)
