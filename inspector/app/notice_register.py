"""The register (发文登记): papers that went out, their delivery, withdrawal and reprint."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

import orjson

from inspector.app import check
from inspector.app.issuing import deliveries, paper_name
from inspector.app.ledger import local
from inspector.app.paper_store import hand_out, read_document
from inspector.app.pictures import check_still_covered
from inspector.app.workspace import Workspace
from inspector.domain.change import Draft, Value
from inspector.domain.errors import InputError
from inspector.domain.moment import stored
from inspector.domain.notice import NoticeKind, NoticeState, is_draft_label, kind_named
from inspector.store.apply import apply
from inspector.store.derive import derive
from inspector.store.notices import items_of, list_notices, notice_of, notices_named
from inspector.text import _

Row = dict[str, Any]
WAITING = ("submitted", "signed")
"""States of a paper that has no number yet: handed in, or signed beforehand."""


@dataclass(frozen=True, slots=True, kw_only=True)
class NoticeLine:
    """One line of the register; ``doubles`` are the other papers that carry its number.

    ``submitted_at`` is when it was handed in and ``approved_at`` when it was signed, None where it
    was issued without; ``signed_at`` when the stamped slip was filed. ``replaces`` is the
    withdrawn paper whose place it takes; ``deadline`` the first of those it sets, None for a
    letter.
    """

    notice: str
    number: str
    kind: str
    unit: str
    issued_on: str
    delivered_at: datetime | None
    state: str
    issues: tuple[str, ...]
    sha256: str | None
    doubles: tuple[str, ...] = ()
    signed_at: datetime | None = None
    replaces: str | None = None
    deadline: datetime | None = None
    submitted_at: datetime | None = None
    approved_at: datetime | None = None

    @property
    def stands(self) -> NoticeState:
        """How far it has come; a stamped slip says more than its delivery."""
        if self.state == "signed":
            return NoticeState.ISSUED
        state = NoticeState[self.state.upper()]
        if self.signed_at is not None and state is not NoticeState.VOID:
            return NoticeState.ACKNOWLEDGED
        numbered = state is NoticeState.ISSUED and not is_draft_label(self.number)
        return NoticeState.NUMBERED if numbered else state


def register(ws: Workspace) -> tuple[NoticeLine, ...]:
    """The register, newest first."""
    rows = list_notices(ws.db)
    sharing: dict[str, list[str]] = {}
    for row in rows:
        sharing.setdefault(_label(row), []).append(row["id"])
    return tuple(_line(ws, row, sharing[_label(row)]) for row in rows)


def deliver(ws: Workspace, name: str, at: str | None) -> NoticeLine:
    """Note that a paper was handed over; the deadlines of the issues it orders run from then."""
    row = known_notice(ws, name)
    if row["state"] == "void":
        raise InputError(_("这份通知书已作废。"), _("重新下发后再登记送达。"), code="void")
    if row["state"] in WAITING:
        raise InputError(
            _("这份文书还没有编号。"), _("先用 notices --sign 签发并编号。"), code="submitted"
        )
    moment = check.moment(ws, at)
    with ws.writing() as tx:
        items = items_of(ws.db, row["id"])
        drafts = deliveries(ws, row["id"], kind_named(row["kind"]), items, moment)
        derive(tx, apply(tx, drafts))
    return _line_again(ws, row["id"])


def void_notice(ws: Workspace, name: str, why: str) -> NoticeLine:
    """Withdraw a notice; its bytes and its number stay in the register."""
    row, why = known_notice(ws, name), check.reason(why)
    fields: dict[str, Value] = {
        "entity": "notice",
        "subject": row["id"],
        "at": stored(ws.now),
        "reason": why,
        "person": ws.person,
    }
    with ws.writing() as tx:
        derive(tx, apply(tx, [Draft("void", ws.new_id(), fields)]))
    return _line_again(ws, row["id"])


def reprint(ws: Workspace, name: str, folder: Path) -> Path:
    """The very bytes that were issued."""
    row, content = known_notice(ws, name), issued_bytes(ws, name)
    kind: NoticeKind = kind_named(row["kind"])
    return hand_out(folder, paper_name(ws, _label(row), row["unit"], kind), content)


def issued_bytes(ws: Workspace, name: str) -> bytes:
    """The PDF as it was issued; InputError where it is gone or shows what was covered since."""
    row = known_notice(ws, name)
    check_still_covered(ws, row)
    return read_document(ws, row["sha256"] or "")


def known_notice(ws: Workspace, name: str) -> Row:
    """The row of one paper by id, number or draft label; InputError for none, or for several."""
    rows = notices_named(ws.db, name)
    if not rows:
        raise InputError(
            _("没有这份通知书：{name}").format(name=name),
            _("用 inspector notices 查看文号。"),
            code="unknown_notice",
        )
    if len(rows) > 1:
        raise InputError(
            _("文号 {name} 有 {n} 份文书。").format(name=name, n=len(rows)),
            _("改用文书的编号（inspector notices --json 中的 notice）。"),
            code="doubled_number",
        )
    return rows[0]


def _line_again(ws: Workspace, notice: str) -> NoticeLine:
    row = notice_of(ws.db, notice) or {}
    return _line(ws, row, [one["id"] for one in notices_named(ws.db, _label(row))])


def _label(row: Row) -> str:
    return str(row["number"] or row["draft"] or row["id"])


def _line(ws: Workspace, row: Row, sharing: Sequence[str]) -> NoticeLine:
    items = items_of(ws.db, row["id"])
    content = orjson.loads(row["content"] or "{}")
    terms = [item["deadline"] for item in items if item["deadline"]]
    return NoticeLine(
        notice=row["id"],
        number=row["number"] or row["draft"] or "",
        kind=row["kind"] or "",
        unit=row["unit"] or "",
        issued_on=row["issued_on"] or "",
        delivered_at=local(ws, row["delivered_at"]),
        state=row["state"],
        issues=tuple(dict.fromkeys(item["issue"] for item in items)),
        sha256=row["sha256"],
        doubles=tuple(one for one in sharing if one != row["id"]),
        signed_at=local(ws, row["signed_at"]),
        replaces=content.get("replaces"),
        deadline=local(ws, min(terms, default=None)),
        submitted_at=local(ws, (content.get("asked") or {}).get("at")),
        approved_at=local(ws, (content.get("signed") or {}).get("at")),
    )
