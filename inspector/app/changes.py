"""Every edit of some rows (改动记录): which field got which value, by whom, where, why."""

from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime

from inspector.app.workspace import Workspace
from inspector.domain.errors import MachineError
from inspector.store.faults import told
from inspector.store.history import Recorded, changes_of, index_segments, segments_to_index

_SCANNED_AT_MOST = 8  # segments, some 3 ms each; an index for fewer is not worth writing


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangeTold:
    """One recorded edit: the field, its value, who, on which device, when."""

    entity: str
    field: str
    value: object
    person: str
    device: str
    at: datetime
    reason: str


def changes_told(ws: Workspace, rows: Sequence[str]) -> tuple[ChangeTold, ...]:
    """Every edit of these rows, oldest first, with who made it and why where that was said."""
    with told():
        if not ws.read_only and segments_to_index(ws.db) > _SCANNED_AT_MOST:
            with suppress(MachineError):  # another is writing: this once the segments are read
                _index(ws)
        return _changes(ws, rows)


def _index(ws: Workspace) -> None:
    remain = 1
    while remain:
        with ws.writing() as tx:
            remain = index_segments(tx)


def _changes(ws: Workspace, rows: Sequence[str]) -> tuple[ChangeTold, ...]:
    devices = dict(ws.db.execute("select id, coalesce(name, code) from device order by id"))
    marks = ", ".join("?" * len(rows))
    corrections = ws.db.execute(
        f"select id from correction where finding in ({marks}) order by id", [*rows]
    ).fetchall()
    recorded = changes_of(ws.db, [*rows, *(row[0] for row in corrections)])
    said = {(one.stream, one.seq, one.field): one.value for one in recorded}
    corrected = {(one.stream, one.seq - 1) for one in recorded if one.entity == "correction"}

    def words(one: Recorded, name: str) -> str:
        """A correction is recorded right behind what it corrects, and says who and why."""
        place = one.seq + ((one.stream, one.seq) in corrected)
        return str(said.get((one.stream, place, name)) or "")

    return tuple(
        ChangeTold(
            entity=one.entity,
            field=one.field,
            value=one.value,
            person=words(one, "person"),
            device=str(devices.get(one.stream, one.stream[:8])),
            at=one.at.astimezone(ws.register.zone),
            reason=words(one, "reason"),
        )
        for one in recorded
        if one.entity != "correction"
    )
