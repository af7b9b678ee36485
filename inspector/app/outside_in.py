"""Rows of outside results (外部结果): the source, the period as people write it, place or score."""

import re
from datetime import date
from decimal import Decimal, InvalidOperation

from inspector.app.bad_row import BadRowError
from inspector.app.period import CADENCES
from inspector.app.tables_in import Raw
from inspector.app.workspace import Workspace
from inspector.domain.cadence import month_days
from inspector.domain.change import Draft, Value
from inspector.domain.ids import master_id
from inspector.text import _

_MONTH = re.compile(r"\d{4}-\d{2}")
_QUARTERS = {one: number for number, one in enumerate("一二三四", 1)}
# How offices write a period; the name it is kept under.
_WRITTEN = (
    (re.compile(r"(\d{4})\s*[年.\-/]\s*(\d{1,2})\s*月?(?:份)?"), "{0}-{1:02d}"),
    (re.compile(r"(\d{4})\s*年?\s*-?\s*第?([1-4一二三四])\s*季度?"), "{0}-Q{1}"),
    (re.compile(r"(\d{4})\s*年?\s*(上|下)半年"), "{0}-H{1}"),
    (re.compile(r"(\d{4})\s*年度?"), "{0}"),
)
_KINDS = ("quarter", "half", "week", "year")
_MOST = 100_000


def result_draft(ws: Workspace, row: Raw) -> Draft:
    """One result; the same source, period and town again correct it."""
    source = _source(ws, row)
    period, town = _period(ws, row), _town(ws, row)
    place, out_of = _whole(row, "place"), _whole(row, "out_of")
    points = _points(row)
    if place is None and points is None:
        raise BadRowError("place", _("名次和得分至少写一项"))
    if place is not None and out_of is not None and place > out_of:
        reason = _("第 {place} 名，参评却只有 {n} 个").format(place=place, n=out_of)
        raise BadRowError("place", reason)
    fields: dict[str, Value] = {"source": source, "period": period, "town": town}
    fields |= {"place": place, "out_of": out_of, "points": points}
    fields["note"] = str(row.get("note") or "").strip()
    return Draft("outside", master_id("outside", f"{source}/{period}/{town}"), fields)


def period_days(ws: Workspace, name: str) -> tuple[date, date]:
    """First and last day of a kept period, by this district's cut-off day."""
    cutoff = ws.register.district.get("month_cutoff_day")
    if _MONTH.fullmatch(name):
        return month_days(name, cutoff)
    for kind in _KINDS:
        try:
            return CADENCES[kind][0](name).days(cutoff)
        except ValueError:
            continue
    raise ValueError(name)


def _source(ws: Workspace, row: Raw) -> str:
    """A level the register knows, by code or name, or what the office calls the source."""
    text = str(row.get("source") or "").strip()
    if not text:
        raise BadRowError("source", _("不能为空"))
    return next((code for code, name in ws.register.source_names if text == name), text)


def _period(ws: Workspace, row: Raw) -> str:
    text = str(row.get("period") or "").strip()
    name = _kept_name(text)
    try:
        period_days(ws, name)
    except ValueError as error:
        reason = _("看不懂这个考核期：{name}").format(name=text)
        raise BadRowError("period", reason) from error
    return name


def _kept_name(text: str) -> str:
    for form, kept in _WRITTEN:
        found = form.fullmatch(text)
        if found:
            year, *rest = found.groups()
            return kept.format(year, *(_number(one) for one in rest))
    return text


def _number(word: str) -> int:
    if word in "上下":
        return 1 + "上下".index(word)
    return _QUARTERS.get(word) or int(word)


def _town(ws: Workspace, row: Raw) -> str:
    """The town's code; nothing where the result is the whole district's."""
    text = str(row.get("town") or "").strip()
    if not text:
        return ""
    fitting = [
        one.code for one in ws.register.areas.get("town", ()) if text in (one.code, one.name)
    ]
    if len(fitting) != 1:
        raise BadRowError("town", _("没有这个镇街：{code}").format(code=text))
    return fitting[0]


def _whole(row: Raw, name: str) -> int | None:
    text = str(row.get(name) if row.get(name) is not None else "").strip()
    if not text:
        return None
    try:
        number = Decimal(text)
    except InvalidOperation as error:
        raise BadRowError(name, _("应为整数：{text}").format(text=text)) from error
    if not number.is_finite() or number % 1 or not 1 <= number <= _MOST:
        raise BadRowError(name, _("应为整数：{text}").format(text=text))
    return int(number)


def _points(row: Raw) -> str | None:
    text = str(row.get("points") if row.get("points") is not None else "").strip()
    if not text:
        return None
    try:
        points = Decimal(text)
    except InvalidOperation as error:
        raise BadRowError("points", _("不是数字：{text}").format(text=text)) from error
    if not points.is_finite() or not 0 <= points <= _MOST:
        raise BadRowError("points", _("超出范围：{text}").format(text=text))
    return str(points)
