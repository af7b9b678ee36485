"""Issuing (签发): a paper that is ready is numbered, its bytes are kept, and it goes out."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from datetime import date, datetime, time
from pathlib import Path
from typing import Any

from inspector.app import check
from inspector.app.numbering import (
    next_draft_label,
    next_label,
    next_number,
    next_review_label,
)
from inspector.app.office_wording import wording_of
from inspector.app.paper_store import hand_out, keep_document, read_document
from inspector.app.paper_told import DOCX, Manner, NoticeMade, Ready, Remark, printed, waiting
from inspector.app.paper_words import file_name
from inspector.app.pictures import NAMED
from inspector.app.workspace import Workspace
from inspector.documents.paper import Printed, Trouble
from inspector.domain.change import Draft, Value
from inspector.domain.errors import InputError, MachineError, NeedsPerson
from inspector.domain.moment import from_stored, stored
from inspector.domain.notice import NoticeKind, NoticeState
from inspector.store.apply import apply
from inspector.store.derive import derive
from inspector.store.tx import Tx
from inspector.text import _

_BLOCKS = {
    Trouble.PHOTO_UNREADABLE: "photo_unreadable",
    Trouble.PHOTO_WANTED: "photo_missing",
    Trouble.MISSING_GLYPH: "glyph",
    Trouble.NO_DEADLINE: "deadline",
}
_MAY_BE_OVERRULED = frozenset({Trouble.PHOTO_WANTED})


def send(ws: Workspace, ready: Ready, manner: Manner, folder: Path | None) -> NoticeMade:
    """Issue what nothing blocks, and put a copy into a person's folder; a draft is only printed."""
    blocked = (*office_lacks(ws), *ready.blocked)
    if blocked:
        return waiting(ready.unit, ready.issues, blocked, ready.advice)
    made = printed(ready)
    if not manner.draft:
        made = _issue(ws, made, ready, manner)
    if folder and not manner.one_file:
        made = replace(made, files=tuple(hand_out_copies(ws, made, ready, manner.formats, folder)))
    return made


def check_manner(ws: Workspace, manner: Manner) -> None:
    """InputError for a day, term or wording that no paper of the run could be printed with."""
    check.end_of_term(ws, manner.deadline)
    _moment_on(ws, manner.on)
    wording_of(ws, manner.template)


def apart(
    make: Callable[[], NoticeMade],
    unit: str,
    issues: Sequence[str],
    *,
    alone: bool,
    before: Sequence[NoticeMade] = (),
) -> NoticeMade:
    """One paper of a batch: what is wrong with it alone bars no other; an only one raises.

    A machine that fails is raised too, but where a paper of those made ``before`` is out: that
    one stands, and would be told as not written.
    """
    try:
        return make()
    except (InputError, NeedsPerson) as error:
        if alone:
            raise
        return waiting(unit, issues, (Remark(code=error.code, words=error.message),))
    except MachineError as error:
        if not any(one.notice for one in before):
            raise
        return waiting(unit, issues, (Remark(code=error.code, words=error.message),))


def hand_out_copies(
    ws: Workspace, made: NoticeMade, ready: Ready, formats: Sequence[str], folder: Path
) -> Iterable[str]:
    """The archived PDF, and a DOCX of the same paper for whoever wants to work on it."""
    for suffix in formats:
        kept = read_document(ws, made.sha256) if made.sha256 else ready.printed.pdf
        content = ready.word() if suffix == DOCX else kept
        name = paper_name(ws, ready.label, ready.unit, ready.kind, suffix=f".{suffix}")
        yield str(hand_out(folder, name, content))


def _issue(ws: Workspace, made: NoticeMade, ready: Ready, manner: Manner) -> NoticeMade:
    """Bytes first, then the row; should another have taken the number meanwhile, print anew."""
    name = keep_document(ws, ready.printed.pdf)
    row = ws.new_id()
    on = day_of_issue(ws, ready.delivered)
    numbered = not manner.submit and is_number(ws, made.number, manner, on)
    state = NoticeState.SUBMITTED if manner.submit else NoticeState.ISSUED
    with ws.writing() as tx:
        check_number(ws, tx, made.number, manner, on)
        notice: dict[str, Value] = {
            "kind": ready.kind.name.lower(),
            "number": made.number if numbered else None,
            "draft": None if numbered else made.number,
            "unit": made.unit,
            "issued_on": on.isoformat(),
            "state": state.name.lower(),
            "sha256": name,
            "pages": made.pages,
            "person": ws.person,
            "title": ready.title,
            "copy_to": [*made.copy_to],
            "content": content_of(ready, manner) | _handed_in(ws, ready, manner),
        }
        items = [Draft("notice_item", ws.new_id(), {"notice": row, **item}) for item in ready.items]
        drafts = [Draft("notice", row, notice), *items]
        if not manner.submit:
            drafts += ready.deeds  # what a letter grants is granted by its signature
        if manner.delivered and not manner.submit:
            drafts += deliveries(ws, row, ready.kind, ready.items, ready.delivered)
        derive(tx, apply(tx, drafts))
    return replace(made, notice=row, sha256=name)


def content_of(ready: Ready, manner: Manner) -> dict[str, object]:
    """What else the register keeps of a paper."""
    kept: dict[str, object] = {
        "overruled": manner.overrule,
        "photos": [sha256[:NAMED] for sha256 in ready.photos],
        "covers": [*ready.covers],
    }
    if ready.replaces:
        kept["replaces"] = ready.replaces
    return kept


def _handed_in(ws: Workspace, ready: Ready, manner: Manner) -> dict[str, object]:
    """Who handed it in and when, and how it is printed anew when it is signed."""
    if not manner.submit:
        return {}
    asked = {"deadline": manner.deadline, "form": manner.form, "said": {**ready.said}}
    return {"asked": asked | {"by": ws.person, "at": stored(ws.now)}}


def label_for(ws: Workspace, manner: Manner, on: date) -> str:
    """The number or label a paper will carry: by hand, for the review, or the next one.

    A draft carries a number only when it is given by hand: one that is merely next would stand on
    two papers as soon as another is issued.
    """
    if manner.submit:
        return next_review_label(ws)
    if manner.draft:
        return manner.number or next_draft_label(ws)
    return manner.number or next_label(ws, on)


def is_number(ws: Workspace, label: str | None, manner: Manner, on: date) -> bool:
    """Whether the label is a registered number and not that of a draft."""
    return manner.number is not None or label == next_number(ws, on)


def check_number(ws: Workspace, tx: Tx, label: str | None, manner: Manner, on: date) -> None:
    """NeedsPerson where another paper took the label while this one was printed."""
    if manner.number is None and label_for(ws, manner, on) != label:
        raise NeedsPerson(
            _("文号刚被占用，这份没有签发。"), _("重新执行一次即可。"), code="number_taken"
        )
    _check_free(tx, manner.number)


def deliveries(
    ws: Workspace,
    notice: str,
    kind: NoticeKind,
    items: Iterable[dict[str, Any]],
    at: datetime,
) -> list[Draft]:
    """What a delivery writes: of an order one row for each problem, whose deadline runs from it.

    A letter's delivery names no finding: it sets no term and moves no issue.
    """
    fields: dict[str, Value] = {"notice": notice, "at": stored(at), "person": ws.person}
    if not kind.orders:
        return [Draft("delivery", ws.new_id(), fields)]
    return [
        Draft(
            "delivery",
            ws.new_id(),
            {**fields, "finding": item["finding"], "deadline": item["deadline"]},
        )
        for item in items
    ]


def _check_free(tx: Tx, wanted: str | None) -> None:
    if wanted and tx.db.execute("select 1 from notice where number = ?", [wanted]).fetchone():
        raise InputError(
            _("文号已用过：{number}").format(number=wanted), _("换一个文号。"), code="number_taken"
        )


def delivery_moment(ws: Workspace, on: str | None, rows: Sequence[dict[str, Any]]) -> datetime:
    """Now, or on another day the hour the office opens; nobody is told before it was found."""
    moment = _moment_on(ws, on)
    found = max((from_stored(row["found_at"]) for row in rows), default=moment)
    return max(moment, found.astimezone(moment.tzinfo))


def _moment_on(ws: Workspace, on: str | None) -> datetime:
    if not on:
        return ws.now
    moment = check.moment(ws, on, ahead=True).astimezone(ws.register.zone)
    if moment.date() == ws.now.date():
        return ws.now
    if moment.time() == time():
        opens = ws.register.calendar.spans[0][0]
        return datetime.combine(moment.date(), opens, ws.register.zone)
    return moment


def day_of_issue(ws: Workspace, delivered: datetime) -> date:
    """The day a paper carries."""
    return delivered.astimezone(ws.register.zone).date()


def office_lacks(ws: Workspace) -> tuple[Remark, ...]:
    """What the office must enter about itself before it can issue anything."""
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


def troubles(
    printed: Printed, issues: Sequence[str], conflicts: Iterable[str], *, overrule: bool
) -> tuple[Remark, ...]:
    """What blocks a printed paper about these issues, in the order of its list."""
    remarks = [
        Remark(
            code=_BLOCKS[one.kind],
            words=f"{_(one.kind.value)} {one.detail}".strip(),
            issue=issues[one.problem - 1] if one.problem else None,
        )
        for one in printed.warnings
        if not (overrule and one.kind in _MAY_BE_OVERRULED)
    ]
    remarks += [Remark(code="conflict", words=_("有未决冲突"), issue=issue) for issue in conflicts]
    return tuple(remarks)


def paper_name(
    ws: Workspace, label: str, unit: str, kind: NoticeKind, *, suffix: str = ".pdf"
) -> str:
    """青城考〔2026〕37号-新桥湾街道办事处-整改通知书.pdf."""
    named = ws.register.directory.unit(unit)
    name = named.short_name if named else unit
    return file_name(label, name, kind.value, suffix=suffix)
