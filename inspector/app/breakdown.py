"""Breakdowns (分项统计): a period's counts and rates by town, point, standard, unit or person."""

from collections import Counter
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from inspector.app.entries import named_entries
from inspector.app.stats_told import Line, Rates
from inspector.app.tally import VisitsOfPoints
from inspector.app.workspace import Workspace
from inspector.domain.moment import stored
from inspector.domain.period import Period
from inspector.domain.profile import ZERO, Profile
from inspector.domain.rates import per_visit, percent
from inspector.domain.scoring import rounded
from inspector.store import breakdown_rows, period_rows
from inspector.store.accounts import read_lateness
from inspector.store.faults import told


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
        sums = _Sums()
        name = by.name.lower()
        _count_issues(ws, period, name, sums)
        _count_overdue(ws, period, name, sums)
        _charge(ws, period, profile, name, sums)
        _count_visits(ws, period, by, sums)
        names = breakdown_rows.names_of_lines(ws.db, name)
        return tuple(_line(code, names.get(code) or code, sums[code]) for code in sorted(sums))


def _count_issues(ws: Workspace, period: Period, by: str, sums: _Sums) -> None:
    begin, until, end = (stored(one) for one in (period.begin, period.as_of, period.end))
    for found in breakdown_rows.found_lines(ws.db, by, begin, until):
        one = sums[found.line]
        one.issues, one.repeats, one.rebounds = found.issues, found.repeats, found.rebounds
    for due in breakdown_rows.due_lines(ws.db, by, begin, end, until):
        one = sums[due.line]
        one.due, one.due_closed, one.ended = due.due, due.closed, due.ended
        one.put_off, one.in_time = due.put_off, due.in_time
    for line, number in breakdown_rows.closed_lines(ws.db, by, begin, until).items():
        sums[line].closed = number


def _count_overdue(ws: Workspace, period: Period, by: str, sums: _Sums) -> None:
    until = stored(period.as_of)
    for line, number in breakdown_rows.overdue_lines(ws.db, by, until).items():
        sums[line].overdue += number
    for line, turns, ended_at in breakdown_rows.turned_lines(ws.db, by, until):
        deadline = read_lateness(turns, ended_at).deadline_at(period.as_of)
        sums[line].overdue += deadline is not None and period.as_of > deadline


def _charge(ws: Workspace, period: Period, profile: Profile, by: str, sums: _Sums) -> None:
    points: dict[str, Decimal] = {}
    for one in named_entries(ws, period, profile):
        points[one.issue] = points.get(one.issue, ZERO) + one.points
    for issue, line in breakdown_rows.lines_of(ws.db, by, points).items():
        sums[line].deduction += points[issue]


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
