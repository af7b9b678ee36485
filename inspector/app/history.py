"""Importing a history (历史台账): events of the past become facts, once, whatever their order."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

from inspector.app.bad_row import BadRowError, Noted, Place, Rejected
from inspector.app.found import read_json
from inspector.app.history_events import drafts_of, finding_id
from inspector.app.history_notes import Taken, notes_of
from inspector.app.history_rules import local_rules
from inspector.app.ledger import local, verdict_told
from inspector.app.ledger_in import Ledger, read_ledger
from inspector.app.told import VerdictTold
from inspector.app.workspace import Workspace
from inspector.domain.change import Draft
from inspector.domain.errors import InputError
from inspector.domain.moment import stored
from inspector.store.apply import apply
from inspector.store.derive import derive
from inspector.text import _

Raw = dict[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class HistoryVerdict:
    """What one event's finding is when all events are in; all but ref None for void ones."""

    ref: str
    kind: str | None
    occurrence: int | None
    rebound: bool | None
    level: int | None
    issue: str | None
    candidate_of: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class HistoryIssue:
    """One issue of the imported history, named by the ref of its first finding."""

    issue: str
    refs: tuple[str, ...]
    state: str
    late: bool
    deadline: datetime | None
    deduction: Decimal


@dataclass(frozen=True, slots=True, kw_only=True)
class HistoryImported:
    """How many events were new, known, or not taken; and the verdicts as they stand now.

    ``notes`` names what was taken and yet counts for nothing, or waits, or seems wrong.
    """

    added: int
    changed: int
    unchanged: int
    rejected: tuple[Rejected, ...]
    notes: tuple[Noted, ...]
    verdicts: tuple[HistoryVerdict, ...]
    issues: tuple[HistoryIssue, ...]


def import_history(ws: Workspace, files: list[Path], *, dry_run: bool = False) -> HistoryImported:
    """Take the events of every file; a bad event is named and bars no other."""
    histories = {
        file.name: read_json(file) if file.suffix.lower() == ".json" else read_ledger(ws, file)
        for file in files
    }
    return import_events(ws, histories, dry_run=dry_run)


def import_events(
    ws: Workspace, histories: Mapping[str, Raw | Ledger], *, dry_run: bool = False
) -> HistoryImported:
    """Take the events of histories that are read already, by the names of their files."""
    gathered = _Gathered(ws)
    for name, raw in histories.items():
        if isinstance(raw, Ledger):
            gathered.take(name, raw)
        else:
            gathered.take(name, Ledger(events=_events(name, raw)))
            gathered.take_rules(name, raw.get("standard_overrides") or {})
    drafts = {(one.draft.entity, one.draft.row): one.draft for one in gathered.taken}
    new = [draft for draft in drafts.values() if not _is_known(ws, draft)]
    noted = tuple(notes_of(ws, gathered.taken))
    if new and not dry_run:
        with ws.writing() as tx:
            derive(tx, apply(tx, new))
    refs = [_ref_of(draft.row) for draft in drafts.values() if draft.entity == "finding"]
    return HistoryImported(
        added=len(new),
        changed=0,
        unchanged=len(drafts) - len(new),
        rejected=tuple(gathered.rejected),
        notes=noted,
        verdicts=tuple(_verdict(ws, ref) for ref in refs),
        issues=tuple(_issues(ws, refs)),
    )


class _Gathered:
    """Rows of every file, and what was not taken of them."""

    def __init__(self, ws: Workspace) -> None:
        self._ws = ws
        self.taken: list[Taken] = []
        self.rejected: list[Rejected] = []

    def take(self, file: str, ledger: Ledger) -> None:
        for number, event in enumerate(ledger.events):
            place = ledger.place(file, number)
            try:
                made = list(drafts_of(self._ws, event))
            except BadRowError as error:
                self._reject(place, ledger.columns.get(error.column, error.column), error)
                continue
            self.taken += [Taken(place, draft) for draft in made]

    def take_rules(self, file: str, overrides: Mapping[str, Any]) -> None:
        drafts, bad = local_rules(self._ws, overrides)
        self.taken += [Taken(Place(file=file), draft) for draft in drafts]
        for error in bad:
            self._reject(Place(file=file), f"standard_overrides.{error.column}", error)

    def _reject(self, place: Place, column: str, error: BadRowError) -> None:
        self.rejected.append(
            Rejected(file=place.file, row=place.row, column=column, reason=error.reason)
        )


def _events(name: str, raw: Raw) -> list[Any]:
    events = raw.get("events", [])
    if not isinstance(events, list) or not isinstance(raw.get("standard_overrides") or {}, dict):
        raise InputError(
            _("读不懂这个历史文件：{name}").format(name=name),
            _("events 应为一列事件，写法见 docs/commands.md。"),
            code="bad_file",
        )
    return events


def _is_known(ws: Workspace, draft: Draft) -> bool:
    columns = ", ".join(f'"{name}"' for name in draft.fields) or "1"
    row = ws.db.execute(
        f'select {columns} from "{draft.entity}" where id = ?', [draft.row]
    ).fetchone()
    if row is None:
        return False
    return draft.entity != "local_rule" or list(row) == list(draft.fields.values())


def _verdict(ws: Workspace, ref: str) -> HistoryVerdict:
    seen: VerdictTold | None = verdict_told(ws, finding_id(ref))
    issue = ws.db.execute(
        "select issue from verdict where finding = ?", [finding_id(ref)]
    ).fetchone()
    return HistoryVerdict(
        ref=ref,
        kind=seen.kind if seen else None,
        occurrence=seen.occurrence if seen else None,
        rebound=seen.rebound if seen else None,
        level=seen.level if seen else None,
        issue=_ref_of(issue[0]) if issue else None,
        candidate_of=_ref_of(seen.candidate_of) if seen and seen.candidate_of else None,
    )


def _issues(ws: Workspace, refs: list[str]) -> Iterator[HistoryIssue]:
    ids = {finding_id(ref) for ref in refs}
    now = stored(ws.now)
    members: dict[str, list[str]] = {}
    for finding, issue in ws.db.execute(
        "select v.finding, v.issue from verdict v join finding f on f.id = v.finding "
        "order by f.found_at, f.id"
    ).fetchall():
        if finding in ids:
            members.setdefault(issue, []).append(finding)
    for issue, findings in members.items():
        row = next(iter(ws.db.query("select * from issue where id = :id", {"id": issue})))
        late = bool(
            row["state"] not in ("closed", "void")
            and row["delivered_at"]
            and row["deadline"]
            and row["deadline"] < now
        )
        yield HistoryIssue(
            issue=_ref_of(issue),
            refs=tuple(_ref_of(one) for one in findings),
            state=row["state"],
            late=late,
            deadline=local(ws, row["deadline"]),
            deduction=Decimal(row["deduction"]),
        )


def _ref_of(finding: str) -> str:
    return finding.removeprefix("h-")
