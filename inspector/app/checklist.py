"""The checklist of a visit (检查表): the standards of a point's type, and what was before."""

from collections import defaultdict

from inspector.app import check, ledger
from inspector.app.checklist_told import Checklist, Item, PastLine
from inspector.app.workspace import Workspace
from inspector.domain.issue_filter import IssueFilter
from inspector.domain.moment import local_date
from inspector.domain.standard import CheckKind, Standard
from inspector.store import paper_rows
from inspector.store.faults import told

PAST_OF_A_POINT = 300  # issues looked through, newest first
PAST_OF_AN_ITEM = 3


def checklist(ws: Workspace, point: str) -> Checklist:
    """What to look at there today; derived standards (推算项) are reckoned, not looked at.

    :raises InputError: there is no such point.
    """
    place, _spot = check.known_point(ws, point)
    kind = place.type if place else ""
    past = _past(ws, point)
    with told():
        groups = paper_rows.projects(ws.db)
    standards = [
        one
        for one in ws.register.standards(local_date(ws.now, ws.register.zone))
        if kind in one.point_types and one.kind is not CheckKind.DERIVED
    ]
    types = ws.register.point_types
    return Checklist(
        point=place.code if place else point,
        name=place.name if place else point,
        type_name=types[kind].name if kind in types else kind,
        edition=standards[0].edition if standards else "",
        items=tuple(_item(one, groups, past.get(one.code, ())) for one in standards),
    )


def _item(standard: Standard, groups: dict[str, str], past: tuple[PastLine, ...]) -> Item:
    project = standard.code.split(".")[0]
    return Item(
        code=standard.code,
        title=standard.title,
        text=standard.text,
        group=groups.get(project, project),
        severity=standard.severity.value,
        deduct=standard.deduct,
        measure=standard.measure,
        phrases=standard.phrases,
        records=standard.forms_issues,
        repeat_days=standard.repeat_window_days,
        past=past,
    )


def _past(ws: Workspace, point: str) -> dict[str, tuple[PastLine, ...]]:
    """The newest issues of the point by standard."""
    zone = ws.register.zone
    today = local_date(ws.now, zone)
    wanted = IssueFilter(points=(point,))
    by_standard: dict[str, list[PastLine]] = defaultdict(list)
    for one in ledger.find_issues(ws, wanted, after=None, limit=PAST_OF_A_POINT).issues:
        lines = by_standard[one.standard]
        if len(lines) < PAST_OF_AN_ITEM:
            lines.append(
                PastLine(
                    issue=one.issue,
                    label=one.label,
                    found_at=one.found_at,
                    spot=one.spot or "",
                    state=one.state,
                    days=(today - local_date(one.found_at, zone)).days,
                    occurrence=one.occurrence,
                    photos=one.photos,
                )
            )
    return {code: tuple(lines) for code, lines in by_standard.items()}
