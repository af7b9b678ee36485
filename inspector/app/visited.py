"""Visits (到点): points visited in a period on which days, by whom, and what was seen there."""

from collections import Counter
from collections.abc import Iterator, Mapping
from datetime import timedelta

from inspector.app.workspace import Workspace
from inspector.domain.moment import from_stored, local_date, stored
from inspector.domain.period import Period
from inspector.domain.scorer_checks import Visits
from inspector.store import period_rows
from inspector.store.period_rows import Days, PlaceOfPoint

_GRAVE = frozenset({"serious", "critical"})


class VisitsOfPoints:
    """Points visited on which days, by whom, and where something grave was seen."""

    def __init__(self, ws: Workspace, period: Period) -> None:
        begin, until = stored(period.begin), stored(period.as_of)
        zone = period.zone
        self._db, self._days = ws.db, _span(period)
        self.by_point, self.grave = Counter[str](), set[str]()
        for point, number, grave in period_rows.days_seen(ws.db, self._days):
            self.by_point[point] += number
            if grave:
                self.grave.add(point)
        self._inspected = {
            (local_date(from_stored(at), zone).isoformat(), point, person)
            for at, point, person in period_rows.inspected_between(ws.db, begin, until)
        }
        for day, point in {(day, point) for day, point, _person in self._inspected}:
            self.by_point[point] += not period_rows.is_seen(ws.db, self._days, day, point)
        for at, point, code in period_rows.failed_between(ws.db, begin, until):
            standard = ws.register.standard(code, local_date(from_stored(at), zone))
            if standard and standard.severity.name.lower() in _GRAVE:
                self.grave.add(point)

    def of_inspectors(self, points: Mapping[str, PlaceOfPoint]) -> tuple[Visits, ...]:
        """Visits and findings by inspector and type of point."""
        visits, findings = Counter[tuple[str, str]](), Counter[tuple[str, str]]()
        for person, point, days, number in self._seen():
            if point in points:
                visits[person, points[point].type or ""] += days
                findings[person, points[point].type or ""] += number
        return tuple(
            Visits(
                inspector=person, point_type=kind, visits=number, findings=findings[person, kind]
            )
            for (person, kind), number in sorted(visits.items())
        )

    def _seen(self) -> Iterator[tuple[str, str, int, int]]:
        """Person, point, days and findings; days by inspections too where nothing was found."""
        yield from period_rows.seen_by_person(self._db, self._days)
        for day, point, person in self._inspected:
            if person and not period_rows.is_seen(self._db, self._days, day, point, person):
                yield person, point, 1, 0


def _span(period: Period) -> Days:
    """The period's days up to as_of, which may be in the midst of one."""
    running = local_date(period.as_of, period.zone)
    first = period.first.isoformat()
    if period.as_of == period.end:
        return Days(first, (running + timedelta(days=1)).isoformat(), "")
    return Days(first, running.isoformat(), stored(period.as_of))
