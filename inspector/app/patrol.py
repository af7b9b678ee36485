"""The patrol sheet (巡查携带单): what is open at the points, on A4 or for the telephone."""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

from inspector.app import check
from inspector.app.paper_parts import (
    PagesMade,
    Row,
    area_name,
    check_suffix,
    days_found,
    hand_over,
    picture_of,
    sure_day,
    times_told,
    write,
)
from inspector.app.paper_words import moment_words
from inspector.app.workspace import Workspace
from inspector.documents.patrol import OpenIssue, PatrolPaper, Stop, patrol_pdf
from inspector.documents.patrol_phone import patrol_pictures
from inspector.domain.issue import State
from inspector.domain.moment import from_stored, last_day, local_date, stored
from inspector.photos.renditions import Kind
from inspector.store import paper_rows

_CLOSED_SINCE = timedelta(days=30)
_MOST_STOPS = 10  # a day's walk; where most waits comes first
_MOST_CLOSED = 3  # of a point, the last closed
_MOST_WATCHED = 3  # spots that one line can name
_MOST_TIMES = 6  # of a problem that comes back, the last ones
_ORDER = (State.RETURNED, State.REPLIED, State.NOTIFIED)  # after what is late


def write_patrol(ws: Workspace, on: str | None, out: Path, *, town: str | None = None) -> PagesMade:
    """The sheet for a day, of one town where one is named; as PDF, or as PNG for a telephone.

    Pictures longer than a telephone can show are numbered, -1, -2; the first is told.
    """
    suffix = check_suffix(out, ".pdf", ".png")
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
    return hand_over(out, patrol_pdf(paper)) if suffix == ".pdf" else _pictures(out, paper)


def _pictures(out: Path, paper: PatrolPaper) -> PagesMade:
    made = patrol_pictures(paper)
    pngs = made.pngs
    names = [out] if len(pngs) == 1 else [_numbered(out, at) for at in range(1, len(pngs) + 1)]
    for name, png in zip(names, pngs, strict=True):
        write(name, png)
    return PagesMade(
        file=str(names[0]),
        pages=len(pngs),
        bytes=sum(map(len, pngs)),
        advice=tuple(f"{one.kind.value} {one.detail}".strip() for one in made.warnings),
    )


def _numbered(out: Path, at: int) -> Path:
    return out.with_name(f"{out.stem}-{at}{out.suffix}")


def _waiting(rows: list[Row], now: str) -> int:
    """Open issues at a point, late ones twice."""
    open_ = [row for row in rows if row["closed_at"] is None]
    return len(open_) + sum(_is_late(row, now) for row in open_)


def _is_late(row: Row, now: str) -> bool:
    """Whether it is late on this round; one of a day begins with it, just behind the day before."""
    told = row["delivered_at"] is not None and row["deadline"] is not None
    return bool(told and row["closed_at"] is None and row["deadline"] <= now)


def _stop(
    ws: Workspace, number: int, code: str, rows: list[Row], visited: str | None, now: str
) -> Stop:
    point = ws.register.point(code)
    kind = ws.register.point_types.get(point.type) if point else None
    last = sure_day(ws, visited) if visited else None
    remarks = [kind.name if kind else "", area_name(ws, point.town) if point else ""]
    remarks.append(f"上次{last.month}月{last.day}日" if last else "未查过")
    return Stop(
        no=number,
        name=point.name if point else code,
        remark=" · ".join(one for one in remarks if one),
        issues=tuple(_issues(ws, _worth_a_look(rows), now)),
        watch=_watched(rows, now),
    )


def _watched(rows: list[Row], now: str) -> tuple[str, ...]:
    """Where something came back or is late, and is open; the first few."""
    spots = (
        row["spot"]
        for row in rows
        if row["spot"] and not row["closed_at"] and (row["occurrence"] > 1 or _is_late(row, now))
    )
    return tuple(dict.fromkeys(spots))[:_MOST_WATCHED]


def _worth_a_look(rows: list[Row]) -> list[Row]:
    """All that is open, and what was closed last."""
    closed = sorted((row for row in rows if row["closed_at"]), key=_closing)
    return [row for row in rows if not row["closed_at"]] + closed[-_MOST_CLOSED:]


def _closing(row: Row) -> str:
    return str(row["closed_at"])


def _issues(ws: Workspace, rows: list[Row], now: str) -> Iterator[OpenIssue]:
    calendar = ws.register.calendar
    for row in sorted(rows, key=lambda one: _turn_of(one, now)):
        told = row["deadline"] if row["delivered_at"] and not row["closed_at"] else None
        yield OpenIssue(
            state=_state(ws, row, now),
            spot=row["spot"] or "",
            problem=row["title"],
            occurrence=times_told(row),
            found_on=days_found(ws, row)[-_MOST_TIMES:],
            deadline=moment_words(from_stored(told), calendar) if told else "",
            closed_on=sure_day(ws, row["closed_at"]) if row["closed_at"] else None,
            photo=picture_of(ws, row["id"], kind=Kind.THUMB) if row["photos"] else None,
        )


def _turn_of(row: Row, now: str) -> tuple[bool, bool, int]:
    """What is late comes first, then what was sent back, answered, ordered; what is closed last."""
    state = State[row["state"].upper()]
    place = _ORDER.index(state) if state in _ORDER else len(_ORDER)
    return row["closed_at"] is not None, not _is_late(row, now), place


def _state(ws: Workspace, row: Row, now: str) -> str:
    if not _is_late(row, now):
        return State[row["state"].upper()].value
    days = (sure_day(ws, now) - last_day(from_stored(row["deadline"]), ws.register.zone)).days
    return f"逾期{days}日" if days else "逾期"
