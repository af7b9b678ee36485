"""Notices (整改通知书): chosen, looked over, numbered, kept, delivered — one per unit."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime, time
from pathlib import Path
from typing import Any

from inspector.app import check
from inspector.app.draft_notice import DraftNotice, draft_notice
from inspector.app.found import holds_seat
from inspector.app.ledger import known_issue
from inspector.app.paper_store import hand_out, keep_document, read_document
from inspector.app.paper_words import file_name
from inspector.app.period import month_days
from inspector.app.pictures import NAMED, check_still_covered
from inspector.app.workspace import Workspace
from inspector.documents.notice import notice_pdf
from inspector.documents.paper import Printed, Trouble
from inspector.domain.change import Draft, Value
from inspector.domain.errors import InputError, NeedsPerson
from inspector.domain.ids import StreamId, stream_code
from inspector.domain.moment import from_stored, stored
from inspector.domain.notice import NoticeKind, NoticeState, by_unit, draft_label, number
from inspector.store.apply import apply
from inspector.store.derive import derive
from inspector.store.notices import (
    items_of,
    last_serial,
    list_notices,
    notice_of,
    waiting_issues,
)
from inspector.store.streams import read_meta
from inspector.store.tx import Tx
from inspector.text import _

_BLOCKS = {
    Trouble.PHOTO_UNREADABLE: "photo_unreadable",
    Trouble.PHOTO_WANTED: "photo_missing",
    Trouble.MISSING_GLYPH: "glyph",
    Trouble.NO_DEADLINE: "deadline",
}
_MAY_BE_OVERRULED = frozenset({Trouble.PHOTO_WANTED})


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """Which issues go out; selectors combine with “and”."""

    issues: tuple[str, ...] = ()
    units: tuple[str, ...] = ()
    towns: tuple[str, ...] = ()
    month: str | None = None
    due_by: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Manner:
    """How they go out: when, by which deadline and number, delivered or not, as a draft only."""

    on: str | None = None
    deadline: str | None = None
    number: str | None = None
    delivered: bool = True
    draft: bool = False
    overrule: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Remark:
    """Why a notice waits, or what its office should know; ``issue`` is where to mend it."""

    code: str
    words: str
    issue: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class NoticeMade:
    """One unit's notice; nothing of it is issued while ``blocked`` says why."""

    notice: str | None
    number: str | None
    unit: str | None
    copy_to: tuple[str, ...]
    issues: tuple[str, ...]
    files: tuple[str, ...]
    pages: int
    bytes: int
    sha256: str | None
    blocked: tuple[Remark, ...]
    advice: tuple[Remark, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class NoticeLine:
    """One line of the register."""

    notice: str
    number: str
    kind: str
    unit: str
    issued_on: str
    delivered_at: datetime | None
    state: str
    issues: tuple[str, ...]
    sha256: str | None


def issue_notices(
    ws: Workspace, choice: Choice, manner: Manner, folder: Path | None
) -> tuple[NoticeMade, ...]:
    """One notice per unit for all chosen issues that have none; blocked ones wait."""
    delivered = _delivery_moment(ws, manner.on)
    rows = _chosen(ws, choice)
    if manner.number and len({row["unit"] for row in rows}) > 1:
        raise InputError(
            _("一个文号只能给一份通知书。"), _("用 --unit 选一个单位。"), code="one_number"
        )
    units = by_unit({row["id"]: row["unit"] or "" for row in rows})
    by_id = {row["id"]: row for row in rows}
    return tuple(
        _one(ws, unit, chosen, _not_before(chosen, delivered), manner, folder)
        for unit, issues in units.items()
        if (chosen := [by_id[one] for one in issues])
    )


def preview(ws: Workspace, unit: str, choice: Choice) -> Printed:
    """What a unit's notice would look like today; nothing is stored."""
    rows = [row for row in _chosen(ws, choice) if row["unit"] == unit]
    if not rows:
        raise InputError(_("这个单位没有待交办的问题。"), _("换一个单位或月份。"), code="nothing")
    drafted = draft_notice(ws, unit, rows, ws.now, deadline=None, number=_("（预览）"))
    return notice_pdf(drafted.paper)


def register(ws: Workspace) -> tuple[NoticeLine, ...]:
    """The register, newest first."""
    return tuple(_line(ws, row) for row in list_notices(ws.db))


def deliver(ws: Workspace, name: str, at: str | None) -> NoticeLine:
    """Note that a notice was handed over; its issues' deadlines run from then."""
    row = _known(ws, name)
    if row["state"] == "void":
        raise InputError(_("这份通知书已作废。"), _("重新下发后再登记送达。"), code="void")
    moment = check.moment(ws, at)
    with ws.writing() as tx:
        drafts = _deliveries(ws, row["id"], items_of(ws.db, row["id"]), moment)
        derive(tx, apply(tx, drafts))
    return _line(ws, _known(ws, row["id"]))


def void_notice(ws: Workspace, name: str, why: str) -> NoticeLine:
    """Withdraw a notice; its bytes and its number stay in the register."""
    row, why = _known(ws, name), check.reason(why)
    fields: dict[str, Value] = {
        "entity": "notice",
        "subject": row["id"],
        "at": stored(ws.now),
        "reason": why,
        "person": ws.person,
    }
    with ws.writing() as tx:
        derive(tx, apply(tx, [Draft("void", ws.new_id(), fields)]))
    return _line(ws, _known(ws, row["id"]))


def reprint(ws: Workspace, name: str, folder: Path) -> Path:
    """The very bytes that were issued."""
    row = _known(ws, name)
    check_still_covered(ws, row)
    content = read_document(ws, row["sha256"] or "")
    return hand_out(folder, _file_name(ws, row["number"] or row["draft"], row["unit"]), content)


def _chosen(ws: Workspace, choice: Choice) -> list[dict[str, Any]]:
    rows = waiting_issues(ws.db)
    if choice.issues:
        wanted = {known_issue(ws, one) for one in choice.issues}
        rows = [row for row in rows if row["id"] in wanted]
    if choice.units:
        for code in choice.units:
            check.known_unit(ws, code)
        rows = [row for row in rows if row["unit"] in choice.units]
    if choice.towns:
        for code in choice.towns:
            check.known_town(ws, code)
        rows = [row for row in rows if row["town"] in choice.towns]
    zone = ws.register.zone
    if choice.month:
        first, last = month_days(choice.month, ws.register.district.get("month_cutoff_day"))
        rows = [
            row
            for row in rows
            if first <= from_stored(row["found_at"]).astimezone(zone).date() <= last
        ]
    if choice.due_by:
        limit = stored(check.moment(ws, choice.due_by, ahead=True))
        rows = [row for row in rows if row["deadline"] and row["deadline"] <= limit]
    return rows


def _one(
    ws: Workspace,
    unit: str,
    rows: list[dict[str, Any]],
    delivered: datetime,
    manner: Manner,
    folder: Path | None,
) -> NoticeMade:
    if ws.register.directory.unit(unit) is None:
        return _waiting(unit, rows, (Remark(code="unit", words=_("责任单位未定")),))
    deadline = check.moment(ws, manner.deadline, ahead=True) if manner.deadline else None
    label = manner.number or _next_number(ws, delivered.date())
    drafted = draft_notice(ws, unit, rows, delivered, deadline=deadline, number=label)
    printed = notice_pdf(drafted.paper)
    blocked = (*_office_lacks(ws), *_troubles(drafted, printed, overrule=manner.overrule))
    if blocked:
        return _waiting(unit, rows, blocked)
    made = NoticeMade(
        notice=None,
        number=label,
        unit=unit,
        copy_to=drafted.copy_to,
        issues=tuple(row["id"] for row in rows),
        files=(),
        pages=printed.pages,
        bytes=len(printed.pdf),
        sha256=None,
        blocked=(),
        advice=_advice(rows),
    )
    if not manner.draft:
        made = _issue(ws, made, drafted, printed, manner)
    if folder:
        content = read_document(ws, made.sha256) if made.sha256 else printed.pdf
        path = hand_out(folder, _file_name(ws, made.number or label, unit), content)
        made = replace(made, files=(str(path),))
    return made


def _issue(
    ws: Workspace, made: NoticeMade, drafted: DraftNotice, printed: Printed, manner: Manner
) -> NoticeMade:
    """Bytes first, then the row; should another have taken the number meanwhile, print anew."""
    name = keep_document(ws, printed.pdf)
    row = ws.new_id()
    numbered = manner.number is not None or holds_seat(ws)
    with ws.writing() as tx:
        if manner.number is None and _next_number(ws, drafted.on) != made.number:
            raise NeedsPerson(
                _("文号刚被占用，这份没有签发。"), _("重新执行一次即可。"), code="number_taken"
            )
        _check_free(tx, manner.number)
        notice: dict[str, Value] = {
            "kind": NoticeKind.RECTIFICATION.name.lower(),
            "number": made.number if numbered else None,
            "draft": None if numbered else made.number,
            "unit": made.unit,
            "issued_on": drafted.on.isoformat(),
            "state": NoticeState.ISSUED.name.lower(),
            "sha256": name,
            "pages": made.pages,
            "person": ws.person,
            "copy_to": [*made.copy_to],
            "content": {
                "overruled": manner.overrule,
                "photos": [sha256[:NAMED] for sha256 in drafted.photos],
                "covers": [*drafted.covers],
            },
        }
        items = [
            Draft("notice_item", ws.new_id(), {"notice": row, **item}) for item in drafted.items
        ]
        drafts = [Draft("notice", row, notice), *items]
        if manner.delivered:
            drafts += _deliveries(ws, row, drafted.items, drafted.delivered)
        derive(tx, apply(tx, drafts))
    return replace(made, notice=row, sha256=name)


def _deliveries(
    ws: Workspace, notice: str, items: Iterable[dict[str, Any]], at: datetime
) -> list[Draft]:
    return [
        Draft(
            "delivery",
            ws.new_id(),
            {
                "finding": item["finding"],
                "notice": notice,
                "at": stored(at),
                "deadline": item["deadline"],
                "person": ws.person,
            },
        )
        for item in items
    ]


def _check_free(tx: Tx, wanted: str | None) -> None:
    if wanted and tx.db.execute("select 1 from notice where number = ?", [wanted]).fetchone():
        raise InputError(
            _("文号已用过：{number}").format(number=wanted), _("换一个文号。"), code="number_taken"
        )


def _next_number(ws: Workspace, on: date) -> str:
    """The seat numbers by its series; everybody else prints a draft label."""
    if holds_seat(ws):
        prefix = ws.register.office.get("series") or ws.register.office.get("prefix") or ""
        return number(prefix, on.year, last_serial(ws.db, prefix, on.year) + 1)
    code = stream_code(StreamId(read_meta(ws.db, "stream") or ""))
    count = ws.db.execute(
        "select count(*) from notice where draft like ?", [f"草-{code}-%"]
    ).fetchone()[0]
    return draft_label(code, count + 1)


def _delivery_moment(ws: Workspace, on: str | None) -> datetime:
    """Now, or on another day the hour the office opens."""
    if not on:
        return ws.now
    moment = check.moment(ws, on, ahead=True).astimezone(ws.register.zone)
    if moment.date() == ws.now.date():
        return ws.now
    if moment.time() == time():
        opens = ws.register.calendar.spans[0][0]
        return datetime.combine(moment.date(), opens, ws.register.zone)
    return moment


def _not_before(rows: list[dict[str, Any]], moment: datetime) -> datetime:
    """Nobody is told of a problem before it was found."""
    found = max(from_stored(row["found_at"]) for row in rows)
    return max(moment, found.astimezone(moment.tzinfo))


def _office_lacks(ws: Workspace) -> tuple[Remark, ...]:
    needed = {
        "name": _("单位名称"),
        "prefix": _("机关代字"),
        "contact": _("联系人"),
        "phone": _("电话"),
    }
    return tuple(
        Remark(code="office", words=_("发文单位缺少{what}").format(what=what))
        for field, what in needed.items()
        if not ws.register.office.get(field)
    )


def _troubles(drafted: DraftNotice, printed: Printed, *, overrule: bool) -> tuple[Remark, ...]:
    remarks = [
        Remark(
            code=_BLOCKS[one.kind],
            words=f"{one.kind.value} {one.detail}".strip(),
            issue=drafted.issues[one.problem - 1] if one.problem else None,
        )
        for one in printed.warnings
        if not (overrule and one.kind in _MAY_BE_OVERRULED)
    ]
    remarks += [
        Remark(code="conflict", words=_("有未决冲突"), issue=issue) for issue in drafted.conflicts
    ]
    return tuple(remarks)


def _advice(rows: list[dict[str, Any]]) -> tuple[Remark, ...]:
    return tuple(
        Remark(code="candidate", words=_("疑似重复，尚未认定，按首次写"), issue=row["id"])
        for row in rows
        if row["candidate_of"]
    )


def _waiting(unit: str, rows: list[dict[str, Any]], blocked: tuple[Remark, ...]) -> NoticeMade:
    return NoticeMade(
        notice=None,
        number=None,
        unit=unit or None,
        copy_to=(),
        issues=tuple(row["id"] for row in rows),
        files=(),
        pages=0,
        bytes=0,
        sha256=None,
        blocked=blocked,
        advice=_advice(rows),
    )


def _file_name(ws: Workspace, label: str, unit: str) -> str:
    named = ws.register.directory.unit(unit)
    name = named.short_name if named else unit
    return file_name(label, name, NoticeKind.RECTIFICATION.value, suffix=".pdf")


def _known(ws: Workspace, name: str) -> dict[str, Any]:
    row = notice_of(ws.db, name)
    if row is None:
        raise InputError(
            _("没有这份通知书：{name}").format(name=name),
            _("用 inspector notices 查看文号。"),
            code="unknown_notice",
        )
    return row


def _line(ws: Workspace, row: dict[str, Any]) -> NoticeLine:
    delivered = row["delivered_at"]
    return NoticeLine(
        notice=row["id"],
        number=row["number"] or row["draft"] or "",
        kind=row["kind"] or "",
        unit=row["unit"] or "",
        issued_on=row["issued_on"] or "",
        delivered_at=from_stored(delivered).astimezone(ws.register.zone) if delivered else None,
        state=row["state"],
        issues=tuple(dict.fromkeys(item["issue"] for item in items_of(ws.db, row["id"]))),
        sha256=row["sha256"],
    )
