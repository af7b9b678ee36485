"""Reassigning (改派): another unit answers for issues, several at once, and back again."""

from collections.abc import Mapping, Sequence

from inspector.app import check
from inspector.app.told import Reassigned
from inspector.app.workspace import Workspace
from inspector.domain.change import Draft, Value
from inspector.domain.moment import stored
from inspector.store.apply import apply
from inspector.store.derive import derive
from inspector.store.issues import findings_of
from inspector.text import _


def reassign(ws: Workspace, issues: Sequence[str], unit: str) -> Reassigned:
    """Every finding of these issues names ``unit`` from now on; all of them or none.

    :raises InputError: there is no such unit or issue.
    """
    code = check.known_unit(ws, unit)
    findings = [one for issue in issues for one in findings_of(ws.db, issue)]
    before = {one: _named_unit(ws, one) for one in findings}
    _write(ws, dict.fromkeys(findings, code), _("改派责任单位"))
    known = ws.register.directory.unit(code)
    name = known.short_name if known else unit
    return Reassigned(issues=len(issues), unit_name=name, before=before)


def take_back(ws: Workspace, before: Mapping[str, str | None]) -> None:
    """Each finding names again what it named before."""
    _write(ws, before, _("撤销改派"))


def _named_unit(ws: Workspace, finding: str) -> str | None:
    row = ws.db.execute("select unit from finding where id = ?", [finding]).fetchone()
    return str(row[0]) if row and row[0] else None


def _write(ws: Workspace, units: Mapping[str, str | None], why: str) -> None:
    if not units:
        return
    drafts: list[Draft] = []
    for finding, unit in units.items():
        correction: dict[str, Value] = {
            "finding": finding,
            "at": stored(ws.now),
            "reason": why,
            "person": ws.person,
            "fields": ["unit"],
        }
        drafts += [
            Draft("finding", finding, {"unit": unit}),
            Draft("correction", ws.new_id(), correction),
        ]
    with ws.writing() as tx:
        derive(tx, apply(tx, drafts))
