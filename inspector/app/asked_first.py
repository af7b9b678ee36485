"""What a leader asks for first: each time of a repeat (重复), whom to ring when late (逾期)."""

from collections.abc import Iterator

from inspector.app.ledger import local, verdict_told
from inspector.app.stats_told import OverdueTold, RepeatTold, TimeFound
from inspector.app.workspace import Workspace
from inspector.domain.moment import days_late, from_stored, local_date, stored
from inspector.domain.period import Period
from inspector.store import breakdown_rows, list_rows
from inspector.store.accounts import read_lateness
from inspector.store.list_rows import LateRow
from inspector.text import _

MOST = 200
"""So many lines are listed; how many there are besides is counted."""


def repeats(ws: Workspace, period: Period) -> tuple[RepeatTold, ...]:
    """Repeats first found in the period, the most often found first, at most :data:`MOST`."""
    begin, until = stored(period.begin), stored(period.as_of)
    return tuple(
        RepeatTold(
            issue=row.id,
            label=row.label,
            standard=row.standard,
            title=row.title,
            place=_place(ws, row.point, row.spot),
            town_name=_area_name(ws, row.town),
            unit_name=_unit(ws, row.unit)[0],
            occurrence=row.occurrence,
            rebound=bool(row.rebound),
            times=tuple(_times(ws, row, period)),
        )
        for row in list_rows.repeats_found(ws.db, begin, until, MOST)
    )


def count_repeats(ws: Workspace, period: Period) -> int:
    """How many repeats were first found in the period."""
    begin, until = stored(period.begin), stored(period.as_of)
    return list_rows.count_repeats(ws.db, begin, until)


def overdue(ws: Workspace, period: Period) -> tuple[OverdueTold, ...]:
    """What was past its deadline at the period's end, longest first, at most :data:`MOST`."""
    until = stored(period.as_of)
    late = [(one.deadline, one) for one in list_rows.late_rows(ws.db, until, MOST)]
    for one in list_rows.turned_late_rows(ws.db, until):
        deadline = read_lateness(one.turns or "[]", one.ended_at).deadline_at(period.as_of)
        if deadline is not None and period.as_of > deadline:
            late.append((stored(deadline), one))
    late.sort(key=lambda pair: (pair[0], pair[1].id))
    return tuple(_late(ws, deadline, one, period) for deadline, one in late[:MOST])


def count_overdue(ws: Workspace, period: Period) -> int:
    """How many issues were past their deadline at the period's end, whenever found."""
    until = stored(period.as_of)
    number = sum(breakdown_rows.overdue_lines(ws.db, "town", until).values())
    for _line, turns, ended_at in breakdown_rows.turned_lines(ws.db, "town", until):
        deadline = read_lateness(turns, ended_at).deadline_at(period.as_of)
        number += deadline is not None and period.as_of > deadline
    return number


def _times(ws: Workspace, row: list_rows.RepeatRow, period: Period) -> Iterator[TimeFound]:
    """The run of a repeat, its first time first, the line's own last."""
    verdict = verdict_told(ws, row.id)
    earlier = list(reversed(verdict.earlier))[1 - row.occurrence :] if verdict else []
    times = [(one.issue, one.label, local_date(one.found_at, period.zone)) for one in earlier]
    times.append((row.id, row.label, local_date(from_stored(row.found_at), period.zone)))
    photos = list_rows.photos_of_issues(ws.db, [issue for issue, _label, _day in times])
    for number, (issue, label, day) in enumerate(times, row.occurrence - len(earlier)):
        shown = tuple(photos.get(issue, ()))
        yield TimeFound(occurrence=number, issue=issue, label=label, found_on=day, photos=shown)


def _late(ws: Workspace, deadline: str, row: LateRow, period: Period) -> OverdueTold:
    due = from_stored(deadline)
    name, head, phone = _unit(ws, row.unit)
    return OverdueTold(
        issue=row.id,
        label=row.label,
        standard=row.standard,
        title=row.title,
        place=_place(ws, row.point, row.spot),
        town_name=_area_name(ws, row.town),
        unit_name=name,
        head=head,
        phone=phone,
        found_on=local_date(from_stored(row.found_at), period.zone),
        deadline=local(ws, deadline) or due,
        days=days_late(due, period.as_of, period.zone),
        occurrence=row.occurrence,
        photos=tuple(list_rows.photos_of_issues(ws.db, [row.id]).get(row.id, ())),
    )


def _unit(ws: Workspace, code: str | None) -> tuple[str, str, str]:
    """Name, head and telephone; where nobody answers, nothing."""
    unit = ws.register.directory.unit(code)
    return (unit.short_name, unit.contact, unit.phone) if unit else (code or "", "", "")


def _place(ws: Workspace, point: str | None, spot: str | None) -> str:
    known = ws.register.point(point)
    name = known.name if known else point or _("未选点位")
    return f"{name} {spot}" if spot else name


def _area_name(ws: Workspace, code: str | None) -> str:
    area = ws.register.area(code)
    return area.name if area else code or ""
