"""Breakdowns (分项统计): a period's counts and rates by town, point, standard, unit or person."""

from collections import Counter
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

import orjson

from inspector.app.charged import charged_sums
from inspector.app.frozen import revive
from inspector.app.reckoning import reckoned
from inspector.app.stats_told import Line, Rates
from inspector.app.visited import VisitsOfPoints
from inspector.app.workspace import Workspace
from inspector.domain.moment import stored
from inspector.domain.period import Period
from inspector.domain.profile import ZERO, Profile
from inspector.domain.rates import per_visit, percent
from inspector.domain.scoring import rounded
from inspector.store import breakdown_rows, period_rows
from inspector.store.accounts import read_lateness
from inspector.store.faults import told
from inspector.store.uncollected import uncollected


class By(StrEnum):
    """What a period is broken down by."""

    TOWN = "镇街"
    GROUP = "分组"
    COMMUNITY = "社区"
    GRID = "网格"
    TYPE = "点位类型"
    POINT = "点位"
    STANDARD = "标准"
    UNIT = "责任单位"
    INSPECTOR = "检查人员"
    SOURCE = "来源"


@dataclass(slots=True, kw_only=True)
class _Sum:
    """What one line comes to; visits None: the dimension says nothing of visits."""

    issues: int = 0
    repeats: int = 0
    rebounds: int = 0
    deduction: Decimal = ZERO
    closed: int = 0
    due: int = 0
    due_closed: int = 0
    ended: int = 0
    put_off: int = 0
    in_time: int = 0
    overdue: int = 0
    visits: int | None = None
    visited: int = 0
    visited_active: int = 0
    compliant: int = 0
    active: int = 0


class _Sums(dict[str, _Sum]):
    def __missing__(self, line: str) -> _Sum:
        self[line] = made = _Sum()
        return made


def break_down(ws: Workspace, period: Period, by: By, profile: Profile) -> tuple[Line, ...]:
    """The period's lines by code; ``""`` gathers what has none, such as issues without a point.

    A line's deduction is what its issues cost before territory and department share it.
    ``overdue`` are all that were past their deadline as of the period's end, whenever found.
    """
    with told():
        return reckoned(
            ws,
            f"by {by.name.lower()}",
            period,
            profile,
            lambda: _break_down(ws, period, by, profile),
            write=lambda lines: orjson.dumps(lines, default=str).decode(),
            read=lambda words: tuple(revive(Line, one) for one in orjson.loads(words)),
        )


@uncollected()
def _break_down(ws: Workspace, period: Period, by: By, profile: Profile) -> tuple[Line, ...]:
    name = by.name.lower()
    sums, wider = _Sums(), _Wider(ws, name)
    _count_issues(ws, period, name, sums, wider)
    _count_overdue(ws, period, name, sums, wider)
    _charge(ws, period, profile, name, sums, wider)
    _count_visits(ws, period, by, sums)
    names = breakdown_rows.names_of_lines(ws.db, name)
    return tuple(_line(code, names.get(code) or code, sums[code]) for code in sorted(sums))


class _Wider:
    """The line that a line read is gathered into: towns into groups, points into types."""

    def __init__(self, ws: Workspace, by: str) -> None:
        self._lines = breakdown_rows.wider_lines(ws.db, by)
        self._gathers = breakdown_rows.gathers(by)

    def __getitem__(self, line: str | None) -> str:
        return self._lines.get(line or "", "") if self._gathers else line or ""


def _count_issues(ws: Workspace, period: Period, by: str, sums: _Sums, wider: _Wider) -> None:
    begin, until, end = (stored(one) for one in (period.begin, period.as_of, period.end))
    for row in breakdown_rows.counted_lines(ws.db, by, begin, end, until):
        one = sums[wider[row.line]]
        one.issues += row.issues
        one.repeats += row.repeats
        one.rebounds += row.rebounds
        one.due += row.due
        one.due_closed += row.due_closed
        one.ended += row.ended
        one.put_off += row.put_off
        one.in_time += row.in_time
        one.closed += row.closed


def _count_overdue(ws: Workspace, period: Period, by: str, sums: _Sums, wider: _Wider) -> None:
    until = stored(period.as_of)
    for line, number in breakdown_rows.overdue_lines(ws.db, by, until).items():
        sums[wider[line]].overdue += number
    for line, turns, ended_at in breakdown_rows.turned_lines(ws.db, by, until):
        deadline = read_lateness(turns, ended_at).deadline_at(period.as_of)
        sums[wider[line]].overdue += deadline is not None and period.as_of > deadline


def _charge(
    ws: Workspace, period: Period, profile: Profile, by: str, sums: _Sums, wider: _Wider
) -> None:
    begin, until = stored(period.begin), stored(period.as_of)
    found = breakdown_rows.found_with_lines(ws.db, by, begin, until)
    charged = charged_sums(ws, period, profile, found, line=breakdown_rows.line_of(by))
    for (line, _unit), points in charged.items():
        sums[wider[line]].deduction += points


def _count_visits(ws: Workspace, period: Period, by: By, sums: _Sums) -> None:
    visits = VisitsOfPoints(ws, period)
    points = period_rows.points_of_register(ws.db)
    if by is By.INSPECTOR:
        number = Counter[str]()
        for one in visits.of_inspectors(points):
            number[one.inspector] += one.visits
        for person, days in number.items():
            sums[person].visits = days
    for code, line in breakdown_rows.lines_of_points(ws.db, by.name.lower()).items():
        one_line, active = sums[line], points[code].active
        seen = code in visits.by_point
        one_line.active += active
        one_line.visits = (one_line.visits or 0) + visits.by_point[code]
        one_line.visited += seen
        one_line.visited_active += seen and active
        one_line.compliant += seen and code not in visits.grave


def _line(code: str, name: str, one: _Sum) -> Line:
    return Line(
        code=code,
        name=name,
        issues=one.issues,
        repeats=one.repeats,
        rebounds=one.rebounds,
        deduction=rounded(one.deduction),
        closed=one.closed,
        due=one.due,
        on_time=one.in_time,
        overdue=one.overdue,
        visits=one.visits,
        rates=Rates(
            close_rate=percent(one.due_closed, one.due),
            on_time_close_rate=percent(one.in_time, one.due - one.put_off),
            rectification_rate=percent(one.ended, one.due),
            repeat_rate=percent(one.repeats, one.issues),
            rebound_rate=percent(one.rebounds, one.closed),
            compliance_rate=percent(one.compliant, one.visited),
            coverage_rate=percent(one.visited_active, one.active),
            issue_density=per_visit(one.issues, one.visits or 0),
        ),
    )
