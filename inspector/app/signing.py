"""Signing (签发): a paper handed in is signed and numbered; a withdrawn one is issued anew."""

from dataclasses import replace
from pathlib import Path
from typing import Any

import orjson

from inspector.app.issuing import (
    check_number,
    content_of,
    day_of_issue,
    deliveries,
    hand_out_copies,
    is_number,
    office_lacks,
    send,
)
from inspector.app.letter_words import Said
from inspector.app.letters import matter_of, prepare_letter
from inspector.app.notice_register import WAITING, known_notice, void_notice
from inspector.app.notify import prepare
from inspector.app.paper_store import keep_document
from inspector.app.paper_told import Manner, NoticeMade, Ready, Remark, printed, waiting
from inspector.app.workspace import Workspace
from inspector.domain.change import Draft, Value
from inspector.domain.errors import InputError
from inspector.domain.moment import stored
from inspector.domain.notice import NoticeKind, NoticeState, kind_named
from inspector.store.apply import apply
from inspector.store.derive import derive
from inspector.store.issues import issue_row
from inspector.store.notices import items_of
from inspector.text import _

Row = dict[str, Any]


def sign(ws: Workspace, name: str, manner: Manner, folder: Path | None) -> NoticeMade:
    """Sign a paper that was handed in: it is printed anew with its number and the day it carries.

    ``manner.unnumbered`` only signs it; signed once more it gets its number, and who signed first
    stays named. What has come to stand against it meanwhile blocks it. InputError for a paper
    that is not waiting, or where this workspace has no number to give.
    """
    row = known_notice(ws, name)
    _refuse_unless_waiting(row, name, manner)
    asked = _content(row).get("asked") or {}
    manner = replace(manner, deadline=asked.get("deadline"), form=asked.get("form"))
    kind = kind_named(row["kind"])
    issues = _issues(ws, row, ended=kind is NoticeKind.RECHECK)
    changed = _changed(ws, row, issues)
    if changed:
        return waiting(row["unit"], [one["id"] for one in issues], changed)
    ready = _printed_anew(ws, kind, row["unit"], issues, manner, Said(**asked.get("said") or {}))
    if isinstance(ready, NoticeMade):
        return ready
    on = day_of_issue(ws, ready.delivered)
    if not manner.unnumbered and not is_number(ws, ready.label, manner, on):
        raise InputError(
            _("本机没有可用的文号，不能编号。"),
            _("在占席位的电脑上编号，或用 --number 写文号，或先用 --unnumbered 只签发。"),
            code="no_number",
        )
    blocked = (*office_lacks(ws), *ready.blocked)
    if blocked:
        return waiting(ready.unit, ready.issues, blocked, ready.advice)
    if manner.unnumbered:
        return _approved(ws, row, ready)
    return _signed(ws, row, ready, manner, folder)


def _refuse_unless_waiting(row: Row, name: str, manner: Manner) -> None:
    if row["state"] not in WAITING:
        raise InputError(
            _("这份文书不在送审中：{name}").format(name=name),
            _("用 inspector notices 查看状态。"),
            code="not_submitted",
        )
    if row["state"] == "signed" and manner.unnumbered:
        raise InputError(
            _("这份文书已经签发，只差编号：{name}").format(name=name),
            _("不写 --unnumbered 再执行一次，就编上文号。"),
            code="already_signed",
        )


def _changed(ws: Workspace, row: Row, issues: list[Row]) -> tuple[Remark, ...]:
    """What is no longer as it was handed in, or as somebody signed it."""
    moved = [
        Remark(code="unit", words=_("责任单位已变，退回后重新送审"), issue=one["id"])
        for one in issues
        if one["unit"] != row["unit"]
    ]
    named = {item["issue"] for item in items_of(ws.db, row["id"])}
    fewer = row["state"] == "signed" and named != {one["id"] for one in issues}
    words = _("签发以后有问题销号或作废，退回后重新送审")
    return (*moved, *([Remark(code="signed", words=words)] if fewer else []))


def _approved(ws: Workspace, row: Row, ready: Ready) -> NoticeMade:
    """Signed as it was handed in; it keeps its review label until somebody numbers it."""
    content = _content(row) | {"signed": {"by": ws.person, "at": stored(ws.now)}}
    with ws.writing() as tx:
        derive(tx, apply(tx, [Draft("notice", row["id"], {"content": content})]))
    return NoticeMade(
        notice=row["id"],
        number=row["draft"],
        unit=ready.unit,
        copy_to=ready.copy_to,
        issues=ready.issues,
        files=(),
        pages=ready.printed.pages,
        bytes=len(ready.printed.pdf),
        sha256=row["sha256"],
        blocked=(),
        advice=ready.advice,
    )


def _printed_anew(
    ws: Workspace, kind: NoticeKind, unit: str, issues: list[Row], manner: Manner, said: Said
) -> Ready | NoticeMade:
    """The paper as of today, or why it can no longer be written."""
    if kind.orders:
        _paper, ready = prepare(ws, unit, issues, manner)
        return ready
    return prepare_letter(ws, kind, matter_of(ws, unit, issues), manner, said)


def _signed(
    ws: Workspace, row: Row, ready: Ready, manner: Manner, folder: Path | None
) -> NoticeMade:
    sha256, on = keep_document(ws, ready.printed.pdf), day_of_issue(ws, ready.delivered)
    notice: dict[str, Value] = {
        "number": ready.label,
        "issued_on": on.isoformat(),
        "state": NoticeState.ISSUED.name.lower(),
        "sha256": sha256,
        "pages": ready.printed.pages,
        "title": ready.title,
        "copy_to": [*ready.copy_to],
        "content": content_of(ready, manner)
        | {key: kept for key, kept in _content(row).items() if key == "asked"}
        | {"signed": _signature(ws, row) | {"as": row["draft"]}},
    }
    lines = {one["finding"]: one["id"] for one in items_of(ws.db, row["id"])}
    with ws.writing() as tx:
        check_number(ws, tx, ready.label, manner, on)
        drafts = [Draft("notice", row["id"], notice)]
        drafts += [
            Draft("notice_item", lines[str(item["finding"])], item)
            for item in ready.items
            if item["finding"] in lines
        ]
        drafts += ready.deeds
        if manner.delivered:
            drafts += deliveries(ws, row["id"], ready.kind, ready.items, ready.delivered)
        derive(tx, apply(tx, drafts))
    made = printed(ready, notice=row["id"], sha256=sha256)
    if folder is None:
        return made
    return replace(made, files=tuple(hand_out_copies(ws, made, ready, manner.formats, folder)))


def _signature(ws: Workspace, row: Row) -> dict[str, str]:
    """Who signed and when: whoever did before it was numbered, else who does both now."""
    first: dict[str, str] | None = _content(row).get("signed")
    return first or {"by": ws.person, "at": stored(ws.now)}


def reissue(
    ws: Workspace, name: str, why: str, manner: Manner, folder: Path | None
) -> tuple[NoticeMade, ...]:
    """Withdraw a notice and issue another about the same issues, to whom they belong now.

    Nothing is withdrawn while something stands against the new one. InputError for a letter, or
    for a paper that is withdrawn already.
    """
    row = known_notice(ws, name)
    if not kind_named(row["kind"]).orders or row["state"] == "void":
        raise InputError(
            _("只能重发没有作废的{kind}。").format(kind=NoticeKind.RECTIFICATION.value),
            _("函请重新下发。"),
            code="not_reissued",
        )
    units: dict[str, list[Row]] = {}
    for issue in _issues(ws, row):
        units.setdefault(issue["unit"] or "", []).append(issue)
    for unit, rows in units.items():
        if ws.register.directory.unit(unit) is None:
            lacking = (Remark(code="unit", words=_("责任单位未定")),)
            return (waiting(unit, [one["id"] for one in rows], lacking),)
        _paper, ready = prepare(ws, unit, rows, manner)
        blocked = (*office_lacks(ws), *ready.blocked)
        if blocked:
            return (waiting(unit, ready.issues, blocked, ready.advice),)
    void_notice(ws, row["id"], why)
    made = []
    for unit, rows in units.items():
        _paper, ready = prepare(ws, unit, rows, manner)
        made.append(send(ws, replace(ready, replaces=row["id"]), manner, folder))
    return tuple(made)


def _issues(ws: Workspace, notice: Row, *, ended: bool = False) -> list[Row]:
    """The issues a notice names, in its order; unless ``ended`` none that was closed or voided."""
    named = dict.fromkeys(item["issue"] for item in items_of(ws.db, notice["id"]))
    rows = (issue_row(ws.db, one, ws.now) for one in named)
    out = () if ended else ("closed", "void")
    kept = [row for row in rows if row is not None and row["state"] not in out]
    if not kept:
        raise InputError(
            _("这份文书的问题都已销号或作废。"), _("不必再发；可以作废它。"), code="nothing"
        )
    return kept


def _content(row: Row) -> dict[str, Any]:
    content: dict[str, Any] = orjson.loads(row["content"] or "{}")
    return content
