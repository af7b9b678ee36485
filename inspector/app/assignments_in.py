"""Rows of assigned officials (包村居): who answers for which communities, from when to when."""

import re
from collections.abc import Iterator
from datetime import date, datetime

from inspector.app.bad_row import BadRowError
from inspector.app.tables_in import Raw
from inspector.app.workspace import Workspace
from inspector.domain.change import Draft
from inspector.domain.ids import master_id
from inspector.text import _

_BETWEEN = re.compile(r"[、，,;；\n]+")
_DAY = re.compile(r"(\d{4})\D(\d{1,2})\D(\d{1,2})\D?(?:\s.*|T.*)?")


def each_community(row: Raw, column: str | None) -> Iterator[Raw]:
    """A row for each community that a cell names: 澜东社区、澜西社区."""
    value = row.get(column) if column else None
    names = value if isinstance(value, list) else _BETWEEN.split(str(value or ""))
    named = [str(one).strip() for one in names if str(one).strip()]
    if column is None or not named:
        yield row
    else:
        yield from ({**row, column: one} for one in named)


def assignment_draft(ws: Workspace, row: Raw) -> Draft:
    """One official and one community; the same again from the same day corrects it."""
    official = str(row.get("official") or "").strip()
    if not official:
        raise BadRowError("official", _("不能为空"))
    community = _community(ws, row)
    first, last = _day(row, "first"), _day(row, "last")
    if first and last and last < first:
        raise BadRowError("last", _("止日早于起日"))
    return Draft(
        "assignment",
        master_id("assignment", f"{official}/{community}/{first or ''}"),
        {
            "official": official,
            "community": community,
            "phone": str(row.get("phone") or "").strip(),
            "note": str(row.get("note") or "").strip(),
            "first": first.isoformat() if first else None,
            "last": last.isoformat() if last else None,
        },
    )


def _community(ws: Workspace, row: Raw) -> str:
    text = str(row.get("community") or "").strip()
    known = ws.register.areas.get("community", ())
    fitting = [one.code for one in known if text in (one.code, one.name)]
    if not fitting:
        raise BadRowError("community", _("没有这个社区（村）：{code}").format(code=text))
    if len(fitting) > 1:
        reason = _("有 {n} 个社区（村）叫 {name}，请写编号").format(n=len(fitting), name=text)
        raise BadRowError("community", reason)
    return fitting[0]


def _day(row: Raw, name: str) -> date | None:
    value = row.get(name)
    if value in (None, ""):
        return None
    if isinstance(value, datetime):
        return value.date()
    if isinstance(value, date):
        return value
    written = _DAY.fullmatch(str(value).strip())
    try:
        return date(*map(int, written.groups())) if written else date.fromisoformat(str(value))
    except ValueError as error:
        reason = _("看不懂这个日期：{text}").format(text=value)
        raise BadRowError(name, reason) from error
