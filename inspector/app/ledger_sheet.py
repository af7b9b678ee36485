"""The ledger and the problem list (整改台账、问题清单) as workbooks."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

from inspector.app.ledger import find_issues, verdict_told
from inspector.app.paper_parts import (
    Row,
    RowsMade,
    area_name,
    check_suffix,
    day_of,
    last_urged,
    picture_of,
    point_name,
    sure_day,
    unit_name,
    write,
)
from inspector.app.told import IssueLine
from inspector.app.workspace import Workspace
from inspector.documents.ledger import EarlierSight, LedgerPaper, LedgerRow, ledger_xlsx
from inspector.domain.issue import State
from inspector.domain.issue_filter import IssueFilter
from inspector.domain.moment import from_stored, last_day, local_date
from inspector.photos.renditions import Kind
from inspector.store.deeds import story
from inspector.store.faults import told
from inspector.store.issues import findings_of
from inspector.store.notices import notice_of
from inspector.store.paper_rows import issues_named
from inspector.text import _

_MOST = 100_000


def write_ledger(
    ws: Workspace, wanted: IssueFilter, out: Path, *, problems: bool = False
) -> RowsMade:
    """Every issue the filter leaves, oldest first, with its photos on a second sheet."""
    check_suffix(out, ".xlsx")
    lines = tuple(reversed(find_issues(ws, wanted, limit=_MOST).issues))
    rows = issues_named(ws.db, [line.issue for line in lines])
    days = [local_date(line.found_at, ws.register.zone) for line in lines]
    today = local_date(ws.now, ws.register.zone)
    paper = LedgerPaper(
        title=ws.name + ("城市管理督查问题清单" if problems else "城市管理督查问题整改台账"),
        office_name=str(ws.register.office.get("name") or ""),
        first_day=min(days, default=today),
        last_day=max(days, default=today),
        as_of=today,
        rows=tuple(_row(ws, line, rows[line.issue]) for line in lines),
    )
    with told():
        content = ledger_xlsx(paper)
    write(out, content)
    advice = () if lines else (_("没有符合条件的问题。"),)
    return RowsMade(file=str(out), rows=len(lines), bytes=len(content), advice=advice)


def _row(ws: Workspace, line: IssueLine, row: Row) -> LedgerRow:
    deeds = story(ws.db, findings_of(ws.db, line.issue))
    reply, check = _last(deeds, "reply"), _last(deeds, "verification")
    notice = notice_of(ws.db, row["notice"]) if row["notice"] else None
    point = ws.register.point(line.point)
    kind = ws.register.point_types.get(point.type) if point else None
    standard = ws.register.standard(line.standard, line.found_at.date())
    severity = standard.variant(row["variant"]) or standard if standard else None
    return LedgerRow(
        label=line.label,
        inspected_on=sure_day(ws, row["found_at"]),
        town=line.town_name,
        community=area_name(ws, row["community"]),
        point_type=kind.name if kind else "",
        point=point_name(ws, line.point),
        spot=line.spot or "",
        description=line.title,
        standard_code=line.standard,
        severity=severity.severity.value if severity else "",
        occurrence="首次" if line.occurrence < 2 else f"第{line.occurrence}次",
        rebound=line.rebound,
        unit=unit_name(ws, line.unit),
        number=(notice["number"] or notice["draft"] or "") if notice else "",
        notified_on=day_of(ws, row["delivered_at"]),
        deadline=_due_on(ws, row) if row["delivered_at"] else None,
        measures=reply["words"] or "" if reply else "",
        done_on=day_of(ws, reply["until"]) if reply else None,
        checked_on=day_of(ws, check["at"]) if check else None,
        check_result=("合格" if check["result"] == "pass" else "不合格") if check else "",
        state=State[line.state.upper()].value,
        days_late=line.late_days,
        reworks=sum(one["what"] == "verification" and one["result"] == "fail" for one in deeds),
        ladder=last_urged(ws, line.issue),
        closed_on=day_of(ws, row["closed_at"]),
        deduction=line.deduction,
        remark="\n".join(_remarks(ws, line)),
        before=picture_of(ws, line.issue, kind=Kind.THUMB) if line.photos else None,
        after=picture_of(ws, line.issue, of_deeds=True, kind=Kind.THUMB) if line.photos else None,
        earlier=_earlier(ws, line),
    )


def _earlier(ws: Workspace, line: IssueLine) -> tuple[EarlierSight, ...]:
    """The earlier times of this run of a repeat, the first one first, each with its photo."""
    verdict = verdict_told(ws, line.issue) if line.occurrence > 1 else None
    told = list(reversed(verdict.earlier))[1 - line.occurrence :] if verdict else []
    return tuple(
        EarlierSight(
            occurrence=number,
            label=one.label,
            found_on=local_date(one.found_at, ws.register.zone),
            photo=picture_of(ws, one.issue, kind=Kind.THUMB),
        )
        for number, one in enumerate(told, line.occurrence - len(told))
    )


def _due_on(ws: Workspace, row: Row) -> date | None:
    return last_day(from_stored(row["deadline"]), ws.register.zone) if row["deadline"] else None


def _remarks(ws: Workspace, line: IssueLine) -> Iterator[str]:
    """What a leader asks first: of a repeat all earlier dates, of what is overdue whom to ring."""
    verdict = verdict_told(ws, line.issue) if line.occurrence > 1 else None
    if verdict and verdict.earlier:
        days = "、".join(f"{one.found_at:%m-%d}" for one in reversed(verdict.earlier))
        yield f"前{len(verdict.earlier)}次 {days}"
    unit = ws.register.directory.unit(line.unit) if line.late else None
    if unit and (unit.contact or unit.phone):
        who = f"{unit.contact}\n{unit.phone}".strip()
        yield f"责任人 {who}"


def _last(deeds: list[Row], what: str) -> dict[str, Any] | None:
    return next((one for one in reversed(deeds) if one["what"] == what), None)
