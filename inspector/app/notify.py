"""Notices (整改通知书): chosen, looked over, put on paper — one per unit."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import Any

from inspector.app import check
from inspector.app.bound import name_of_several
from inspector.app.draft_notice import DraftNotice, draft_notice
from inspector.app.issuing import (
    apart,
    check_manner,
    day_of_issue,
    delivery_moment,
    label_for,
    send,
    troubles,
)
from inspector.app.ledger import known_issue
from inspector.app.office_wording import wording_of
from inspector.app.paper_store import hand_out
from inspector.app.paper_told import Manner, NoticeMade, Ready, Remark, waiting
from inspector.app.period import month_days
from inspector.app.photo_advice import photo_advice
from inspector.app.progress import Progress, Tell
from inspector.app.workspace import Workspace
from inspector.documents.notice import notice_pdf, notices_pdf
from inspector.documents.notice_docx import notice_docx
from inspector.documents.notice_words import form_of, notice_title
from inspector.documents.paper import Form, NoticePaper, Printed
from inspector.domain.errors import InputError
from inspector.domain.moment import from_stored, stored
from inspector.domain.notice import NoticeKind, by_unit
from inspector.store.notices import waiting_issues
from inspector.text import _

Row = dict[str, Any]

_FORMS = {None: None, "file": Form.FILE, "letter": Form.LETTER, "table": Form.TABLE}


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """Which issues go out; selectors combine with “and”. ``due_by`` a day means to its end."""

    issues: tuple[str, ...] = ()
    units: tuple[str, ...] = ()
    towns: tuple[str, ...] = ()
    month: str | None = None
    due_by: str | None = None


def issue_notices(
    ws: Workspace,
    choice: Choice,
    manner: Manner,
    folder: Path | None,
    *,
    tell: Tell | None = None,
) -> tuple[NoticeMade, ...]:
    """One notice per unit for all chosen issues that have none; blocked ones wait.

    ``tell`` counts units and may call off the rest; what went out before stays.
    """
    check_manner(ws, manner)
    rows = _chosen(ws, choice)
    units = by_unit({row["id"]: row["unit"] or "" for row in rows})
    if manner.number and len(units) > 1:
        raise InputError(
            _("一个文号只能给一份通知书。"), _("用 --unit 选一个单位。"), code="one_number"
        )
    by_id = {row["id"]: row for row in rows}
    odd = photo_advice(ws, list(by_id))
    made: list[NoticeMade] = []
    papers: list[NoticePaper] = []
    progress = Progress(tell, len(units))
    for unit, issues in units.items():
        progress.go_on(0)
        chosen = [by_id[one] for one in issues]
        photos = tuple(remark for one in issues for remark in odd.get(one, ()))
        notice = partial(_one, ws, unit, chosen, manner, folder, photos, papers)
        made.append(apart(notice, unit, issues, alone=len(units) == 1, before=made))
        progress.go_on(1)
    if folder and manner.one_file and papers:
        return _joined(ws, made, papers, folder)
    return tuple(made)


def _one(
    ws: Workspace,
    unit: str,
    rows: Sequence[Row],
    manner: Manner,
    folder: Path | None,
    photos: tuple[Remark, ...],
    papers: list[NoticePaper],
) -> NoticeMade:
    """One unit's notice, made and sent; ``papers`` takes it where nothing bars it."""
    if ws.register.directory.unit(unit) is None:
        lacking = (Remark(code="unit", words=_("责任单位未定")),)
        return waiting(unit, [row["id"] for row in rows], lacking, _advice(rows))
    paper, ready = prepare(ws, unit, rows, manner)
    made = send(ws, replace(ready, advice=(*ready.advice, *photos)), manner, folder)
    if not made.blocked:
        papers.append(paper)
    return made


def prepare(
    ws: Workspace, unit: str, rows: Sequence[Row], manner: Manner
) -> tuple[NoticePaper, Ready]:
    """A unit's notice about these issues, printed and looked over; nothing is stored yet."""
    drafted = _drafted(ws, unit, rows, manner)
    return drafted.paper, _ready(drafted, rows, manner)


def preview(ws: Workspace, unit: str, choice: Choice) -> Printed:
    """What a unit's notice would look like today; nothing is stored."""
    return notice_pdf(_as_of_today(ws, unit, choice))


def preview_word(ws: Workspace, unit: str, choice: Choice) -> bytes:
    """The same as a DOCX, for whoever wants to work on its words; nothing is stored."""
    return notice_docx(_as_of_today(ws, unit, choice))


def _as_of_today(ws: Workspace, unit: str, choice: Choice) -> NoticePaper:
    rows = [row for row in _chosen(ws, choice) if row["unit"] == unit]
    if not rows:
        raise InputError(_("这个单位没有待交办的问题。"), _("换一个单位或月份。"), code="nothing")
    return draft_notice(ws, unit, rows, ws.now, deadline=None, number="（预览）").paper


def _chosen(ws: Workspace, choice: Choice) -> list[Row]:
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
    if last_moment := check.end_of_term(ws, choice.due_by):
        limit = stored(last_moment)
        rows = [row for row in rows if row["deadline"] and row["deadline"] <= limit]
    return rows


def _drafted(ws: Workspace, unit: str, rows: Sequence[Row], manner: Manner) -> DraftNotice:
    delivered: datetime = delivery_moment(ws, manner.on, rows)
    deadline = check.end_of_term(ws, manner.deadline)
    label = label_for(ws, manner, day_of_issue(ws, delivered))
    wording = wording_of(ws, manner.template)
    drafted = draft_notice(
        ws, unit, rows, delivered, deadline=deadline, number=label, wording=wording
    )
    return replace(drafted, paper=replace(drafted.paper, form=_FORMS[manner.form]))


def _ready(drafted: DraftNotice, rows: Sequence[Row], manner: Manner) -> Ready:
    printed = notice_pdf(drafted.paper)
    return Ready(
        kind=NoticeKind.RECTIFICATION,
        title="".join(notice_title(drafted.paper)),
        label=drafted.paper.number,
        unit=rows[0]["unit"],
        copy_to=drafted.copy_to,
        issues=drafted.issues,
        delivered=drafted.delivered,
        printed=printed,
        word=partial(notice_docx, drafted.paper),
        items=drafted.items,
        photos=drafted.photos,
        covers=drafted.covers,
        blocked=troubles(printed, drafted.issues, drafted.conflicts, overrule=manner.overrule),
        advice=(*_advice(rows), *_formless(drafted.paper)),
    )


def _formless(paper: NoticePaper) -> tuple[Remark, ...]:
    """A form was wanted for somebody who can only be asked."""
    if paper.form is not Form.TABLE or form_of(paper) is Form.TABLE:
        return ()
    return (Remark(code="form", words=_("表格式只用于下级和企业，这份按信函式出")),)


def _joined(
    ws: Workspace, made: Sequence[NoticeMade], papers: Sequence[NoticePaper], folder: Path
) -> tuple[NoticeMade, ...]:
    """One file with a bookmark for each paper; the register keeps every paper by itself."""
    name = name_of_several(ws, NoticeKind.RECTIFICATION.value, papers[0].issued_on, len(papers))
    path = str(hand_out(folder, name, notices_pdf(papers).pdf))
    return tuple(one if one.blocked else replace(one, files=(path,)) for one in made)


def _advice(rows: Sequence[Row]) -> tuple[Remark, ...]:
    return tuple(
        Remark(code="candidate", words=_("疑似重复，尚未认定，按首次写"), issue=row["id"])
        for row in rows
        if row["candidate_of"]
    )
