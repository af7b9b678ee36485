"""The patrol sheet (巡查携带单): what is open at the points, to be taken along."""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

from inspector.app import check
from inspector.app.paper_parts import (
    PagesMade,
    Row,
    area_name,
    check_suffix,
    hand_over,
    picture_of,
    sure_day,
)
from inspector.app.paper_words import moment_words
from inspector.app.workspace import Workspace
from inspector.documents.patrol import OpenIssue, PatrolPaper, Stop, patrol_pdf
from inspector.domain.issue import State
from inspector.domain.moment import from_stored, local_date, stored
from inspector.photos.renditions import Kind
from inspector.store import paper_rows
from inspector.store.issues import findings_of
from inspector.text import _

_CLOSED_SINCE = timedelta(days=30)
_MOST_STOPS = 24  # a day's walk; what waits longest comes first


def write_patrol(ws: Workspace, on: str | None, out: Path, *, town: str | None = None) -> PagesMade:
    """The sheet for a day as PDF; of one town where one is named."""
    check_suffix(out, ".pdf")
    moment = check.moment(ws, on, ahead=True)
    since = stored(moment - _CLOSED_SINCE)
    by_point: dict[str, list[Row]] = {}
    for row in paper_rows.at_points(ws.db, since):
        if town is None or row["town"] == town:
            by_point.setdefault(row["point"], []).append(row)
    visits = paper_rows.last_visits(ws.db)
    now = stored(moment)
    urgent = sorted(by_point, key=lambda code: (-_waiting(by_point[code], now), code))
    chosen = sorted(code for code in urgent[:_MOST_STOPS] if _waiting(by_point[code], now))
    stops = tuple(
        _stop(ws, number, code, by_point[code], visits.get(code), now)
        for number, code in enumerate(chosen, start=1)
    )
    paper = PatrolPaper(
        day=local_date(moment, ws.register.zone),
        town=area_name(ws, town) if town else ws.name,
        as_of=ws.now,
        stops=stops,
    )
    return hand_over(out, patrol_pdf(paper))


def _waiting(rows: list[Row], now: str) -> int:
    """Open issues at a point, late ones twice."""
    open_ = [row for row in rows if row["closed_at"] is None]
    return len(open_) + sum(_is_late(row, now) for row in open_)


def _is_late(row: Row, now: str) -> bool:
    told = row["delivered_at"] is not None and row["deadline"] is not None
    return bool(told and row["closed_at"] is None and row["deadline"] < now)


def _stop(
    ws: Workspace, number: int, code: str, rows: list[Row], visited: str | None, now: str
) -> Stop:
    point = ws.register.point(code)
    kind = ws.register.point_types.get(point.type) if point else None
    last = sure_day(ws, visited) if visited else None
    remarks = [kind.name if kind else "", area_name(ws, point.town) if point else ""]
    remarks.append(_("上次{m}月{d}日").format(m=last.month, d=last.day) if last else _("未查过"))
    return Stop(
        no=number,
        name=point.name if point else code,
        remark=" · ".join(one for one in remarks if one),
        issues=tuple(_issues(ws, rows, now)),
    )


def _issues(ws: Workspace, rows: list[Row], now: str) -> Iterator[OpenIssue]:
    calendar = ws.register.calendar
    for row in sorted(rows, key=lambda one: (one["closed_at"] is not None, not _is_late(one, now))):
        again = _("（第{n}次）").format(n=row["occurrence"]) if row["occurrence"] > 1 else ""
        findings = findings_of(ws.db, row["id"])
        marks = ", ".join("?" * len(findings))
        days = ws.db.execute(
            f"select found_at from finding where id in ({marks}) order by found_at, id", findings
        ).fetchall()
        told = row["deadline"] if row["delivered_at"] and not row["closed_at"] else None
        yield OpenIssue(
            state=_state(ws, row, now),
            spot=row["spot"] or "",
            problem=row["title"] + again,
            found_on=tuple(dict.fromkeys(sure_day(ws, one[0]) for one in days))[-4:],
            deadline=moment_words(from_stored(told), calendar) if told else "",
            photo=picture_of(ws, row["id"], kind=Kind.THUMB) if row["photos"] else None,
        )


def _state(ws: Workspace, row: Row, now: str) -> str:
    if not _is_late(row, now):
        return State[row["state"].upper()].value
    days = (sure_day(ws, now) - sure_day(ws, row["deadline"])).days
    return _("逾期{n}日").format(n=days) if days else _("逾期")
