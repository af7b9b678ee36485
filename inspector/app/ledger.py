"""The ledger (问题台账): issues listed, searched, and shown with all that happened to them."""

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import orjson

from inspector.app import check
from inspector.app.changes import ChangeTold, changes_told
from inspector.app.told import EarlierTold, IssueLine, RuleTold, VerdictTold
from inspector.app.workspace import Workspace
from inspector.domain.errors import InputError, MachineError
from inspector.domain.issue_filter import IssueFilter
from inspector.domain.moment import days_late, from_stored, local_date
from inspector.store.deeds import photos_of, story
from inspector.store.faults import told
from inspector.store.issues import (
    count_issues,
    cursor,
    findings_of,
    issue_of,
    issue_row,
    list_issues,
    verdict_row,
)
from inspector.text import _

Row = dict[str, Any]

THUMB, SCREEN = "thumb", "screen"  # 320 and 2048 pixels a side


@dataclass(frozen=True, slots=True, kw_only=True)
class IssuePage:
    """One page of a list; ``next`` is the cursor of the page after it, None on the last."""

    issues: tuple[IssueLine, ...]
    next: str | None
    total: int


@dataclass(frozen=True, slots=True, kw_only=True)
class CasePhoto:
    """A photo of a case; ``present`` is False while its bytes are on another device only."""

    sha256: str
    finding: str
    subject: str
    role: str
    name: str
    taken_at: datetime | None
    present: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Deed:
    """One step of the story: what was done, when, by whom, with which words."""

    id: str
    what: str
    finding: str
    at: datetime
    until: datetime | None
    result: str | None
    words: str
    person: str
    notice: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class FindingTold:
    """One sighting of the case."""

    finding: str
    label: str
    found_at: datetime
    spot: str | None
    note: str
    person: str
    source: str | None
    round: str | None
    lon: float | None
    lat: float | None
    verdict: VerdictTold | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """A paper that names the issue."""

    notice: str
    number: str
    kind: str
    issued_on: str
    sha256: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class IssueCase:
    """What stands of one issue; ``standard_text`` and ``copy_to`` in words.

    Who entered what comes from :func:`changes_of_issue`, which reads the record itself.
    """

    issue: IssueLine
    standard_text: str
    copy_to: tuple[str, ...]
    findings: tuple[FindingTold, ...]
    photos: tuple[CasePhoto, ...]
    verdict: VerdictTold | None
    documents: tuple[Document, ...]
    deeds: tuple[Deed, ...]


def find_issues(
    ws: Workspace, wanted: IssueFilter, *, after: str | None = None, limit: int = 100
) -> IssuePage:
    """A page of issues, newest first; a void one shows only when its state is asked for.

    InputError for unknown codes and for an ``after`` that no page ever gave as its ``next``.
    """
    with told():
        check.issue_filter(ws, wanted)
        _check_cursor(after)
        now = ws.clock()
        rows = list_issues(ws.db, wanted, now, after=after, limit=limit + 1)
        total = count_issues(ws.db, wanted, now)
    more = cursor(rows[limit - 1]) if len(rows) > limit else None
    lines = tuple(_line(ws, row, now) for row in rows[:limit])
    return IssuePage(issues=lines, next=more, total=total)


def _check_cursor(after: str | None) -> None:
    moment, bar, issue = (after or "").partition("|")
    try:
        is_ours = not after or bool(bar and issue and from_stored(moment))
    except ValueError:
        is_ours = False
    if not is_ours:
        raise InputError(
            _("看不懂这个翻页位置：{after}").format(after=after),
            _("原样写上一页给出的 next。"),
            code="bad_cursor",
        )


def known_issue(ws: Workspace, name: str) -> str:
    """The issue a label or id stands for; InputError when there is none."""
    found = issue_of(ws.db, name)
    if found is None:
        raise InputError(
            _("没有这个问题：{name}").format(name=name),
            _("用 inspector issues 查看编号。"),
            code="unknown_issue",
        )
    return found


def show_issue(ws: Workspace, name: str) -> IssueCase:
    """The issue that ``name`` stands for, as it stands; InputError when there is none."""
    with told():
        issue = known_issue(ws, name)
        row = issue_row(ws.db, issue, ws.clock())
        if row is None:
            raise InputError(
                _("{name} 不单独立为问题。").format(name=name),
                _("该发现对应的标准只计入检查，不立问题。"),
                code="no_issue",
            )
        findings = findings_of(ws.db, issue)
        deeds = story(ws.db, findings)
        photos = photos_of(ws.db, findings)
    line = _line(ws, row, ws.clock())
    standard = ws.register.standard(line.standard, local_date(line.found_at, ws.register.zone))
    shown = tuple(_finding(ws, one) for one in findings)
    return IssueCase(
        issue=line,
        standard_text=standard.text if standard else "",
        copy_to=tuple(_unit_name(ws, one) for one in orjson.loads(row["copy_to"] or "[]")),
        findings=shown,
        photos=tuple(_photo(ws, one) for one in photos),
        verdict=shown[0].verdict,
        documents=_documents(ws, findings),
        deeds=tuple(_deed(ws, one) for one in deeds),
    )


def changes_of_issue(ws: Workspace, name: str) -> tuple[ChangeTold, ...]:
    """Every edit of the issue's findings and deeds, oldest first; InputError for no issue."""
    with told():
        findings = findings_of(ws.db, known_issue(ws, name))
        deeds = story(ws.db, findings)
    return changes_told(ws, [*findings, *(one["id"] for one in deeds)])


def photo_file(ws: Workspace, sha256: str, kind: str = THUMB) -> Path | None:
    """A rendition to show, marked; None while its bytes are not here or cannot be drawn.

    Where none can be written, on a full disk for one, the original stands for it.

    :raises MachineError: none can be written, and something in the original is covered.
    """
    from inspector.app.pictures import layers_of, picture  # draws: not for a list of words
    from inspector.photos.renditions import Kind

    try:
        return picture(ws, sha256, Kind(kind))
    except InputError:
        return None
    except MachineError:
        if layers_of(ws, sha256).only_covers().key:
            raise
        return ws.photo_store.path(sha256)


def verdict_told(ws: Workspace, finding: str) -> VerdictTold | None:
    """What a finding is, in the words of the promise; None where it forms no issue."""
    row = verdict_row(ws.db, finding)
    if row is None:
        return None
    return VerdictTold(
        kind=row["kind"],
        occurrence=row["occurrence"],
        rebound=bool(row["rebound"]),
        level=row["level"],
        rule=RuleTold(**orjson.loads(row["rule"])),
        candidate_of=row["candidate_of"],
        earlier=tuple(_earlier(ws, one) for one in orjson.loads(row["earlier"])),
    )


def local(ws: Workspace, text: str | None) -> datetime | None:
    """A stored moment in the district's zone."""
    return from_stored(text).astimezone(ws.register.zone) if text else None


def label_of(ws: Workspace, finding: str) -> str:
    """The label people read for a finding or issue."""
    row = ws.db.execute("select label from finding where id = ?", [finding]).fetchone()
    return str(row[0] or finding) if row else finding


def _earlier(ws: Workspace, raw: Row) -> EarlierTold:
    return EarlierTold(
        issue=raw["issue"],
        label=label_of(ws, raw["issue"]),
        found_at=from_stored(raw["found_at"]).astimezone(ws.register.zone),
        closed_at=local(ws, raw["closed_at"]),
        days=raw["days"],
        days_since_closed=raw["days_since_closed"],
        distance_m=raw["distance_m"],
    )


def _line(ws: Workspace, row: Row, now: datetime) -> IssueLine:
    zone = ws.register.zone
    point, town = ws.register.point(row["point"]), ws.register.area(row["town"])
    deadline = local(ws, row["deadline"])
    late = bool(row["late"])
    return IssueLine(
        issue=row["id"],
        label=row["label"],
        title=row["title"],
        point=row["point"],
        point_name=point.name if point else _("未选点位"),
        spot=row["spot"],
        standard=row["standard"],
        found_at=from_stored(row["found_at"]).astimezone(zone),
        state=row["state"],
        deadline=deadline,
        delivered=row["delivered_at"] is not None,
        late=late,
        late_days=days_late(deadline, now, zone) if late and deadline else 0,
        occurrence=row["occurrence"],
        rebound=bool(row["rebound"]),
        level=row["level"],
        candidate=row["candidate_of"] is not None,
        town=row["town"],
        town_name=town.name if town else "",
        unit=row["unit"],
        unit_name=_unit_name(ws, row["unit"]),
        deduction=Decimal(row["deduction"]),
        notice=row["notice_number"] or row["notice"],
        photos=row["photos"],
        thumb_sha256=row["thumb"],
    )


def _unit_name(ws: Workspace, code: str | None) -> str:
    unit = ws.register.directory.unit(code)
    return unit.short_name if unit else code or ""


def _photo(ws: Workspace, row: Row) -> CasePhoto:
    return CasePhoto(
        sha256=row["sha256"],
        finding=row["finding"],
        subject=row["subject"],
        role=row["role"] or "",
        name=row["name"] or "",
        taken_at=local(ws, row["taken_at"]),
        present=ws.photo_store.has(row["sha256"]),
    )


def _deed(ws: Workspace, row: Row) -> Deed:
    return Deed(
        id=row["id"],
        what=row["what"],
        finding=row["finding"],
        at=from_stored(row["at"]).astimezone(ws.register.zone),
        until=local(ws, row["until"]),
        result=row["result"],
        words=row["words"] or "",
        person=row["person"] or "",
        notice=row["notice"],
    )


def _finding(ws: Workspace, finding: str) -> FindingTold:
    row = next(iter(ws.db.query("select * from finding where id = :id", {"id": finding})))
    return FindingTold(
        finding=finding,
        label=row["label"] or finding,
        found_at=from_stored(row["found_at"]).astimezone(ws.register.zone),
        spot=row["spot"],
        note=row["note"] or "",
        person=row["person"] or "",
        source=row["source"],
        round=row["round"],
        lon=row["lon"],
        lat=row["lat"],
        verdict=verdict_told(ws, finding),
    )


def _documents(ws: Workspace, findings: list[str]) -> tuple[Document, ...]:
    names = {f"f{number}": one for number, one in enumerate(findings)}
    marks = ", ".join(f":{name}" for name in names)
    rows = ws.db.query(
        "select distinct n.id, coalesce(n.number, n.draft) as number, n.kind, n.issued_on, "
        "n.sha256 from notice_item i join notice n on n.id = i.notice "
        f"where i.finding in ({marks}) order by n.issued_on, n.id",
        names,
    )
    return tuple(
        Document(
            notice=row["id"],
            number=row["number"] or "",
            kind=row["kind"] or "",
            issued_on=row["issued_on"] or "",
            sha256=row["sha256"],
        )
        for row in rows
    )
