"""Issued notices (已发通知书) as papers again: for what goes with them after they were numbered."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime, time
from typing import Any

import orjson

from inspector.app.draft_notice import draft_notice
from inspector.app.notice_register import known_notice
from inspector.app.paper_words import moment_words, report_by
from inspector.app.workspace import Workspace
from inspector.documents.notice_docx import notice_docx
from inspector.documents.paper import NoticePaper, ProblemOnPaper
from inspector.domain.errors import InputError
from inspector.domain.moment import from_stored
from inspector.domain.notice import kind_named
from inspector.store.issues import issue_row
from inspector.store.notices import items_of
from inspector.text import _

Row = dict[str, Any]


def issued_paper(ws: Workspace, notice: Row) -> NoticePaper | None:
    """The paper a notice was printed from, in the numbers, words and deadlines it printed.

    ``notice`` is a row of the register. Each problem's ``key`` is the finding it names, which a
    reply finds again whatever the issue is called by then. None when no problem of it is left.
    """
    items = items_of(ws.db, notice["id"])
    rows = [issue_row(ws.db, item["issue"], ws.clock()) for item in items]
    kept = [(item, row) for item, row in zip(items, rows, strict=True) if row is not None]
    if not kept:
        return None
    drafted = draft_notice(
        ws,
        notice["unit"],
        [row for _item, row in kept],
        _issued_at(ws, notice),
        deadline=None,
        number=notice["number"] or notice["draft"] or "",
    ).paper
    last = max(from_stored(item["deadline"]) for item, _row in kept)
    problems = zip(drafted.items, kept, strict=True)
    return replace(
        drafted,
        items=tuple(_as_printed(ws, problem, item) for problem, (item, _row) in problems),
        report_by=report_by(last, ws.register.calendar),
        all_done_by=moment_words(last, ws.register.calendar),
    )


def issued_word(ws: Workspace, name: str) -> bytes:
    """The Word twin of a notice in the register; InputError for a letter, or with no issue left."""
    row = known_notice(ws, name)
    paper = issued_paper(ws, row) if kind_named(row["kind"]).orders else None
    if paper is None:
        raise InputError(
            _("只有整改通知书能再出 Word 稿。"),
            _("函的 Word 稿在发函时用 --format docx 导出。"),
            code="no_word",
        )
    return notice_docx(paper)


def _issued_at(ws: Workspace, notice: Row) -> datetime:
    if notice["delivered_at"]:
        return from_stored(notice["delivered_at"])
    day = datetime.fromisoformat(notice["issued_on"]).date()
    return datetime.combine(day, time(9), ws.register.zone)


def _as_printed(ws: Workspace, problem: ProblemOnPaper, item: Mapping[str, Any]) -> ProblemOnPaper:
    said = orjson.loads(item["said"] or "{}")
    return replace(
        problem,
        no=item["position"],
        description=item["words"] or problem.description,
        occurrence=said.get("occurrence", problem.occurrence),
        rebound=bool(said.get("rebound", problem.rebound)),
        deadline=moment_words(from_stored(item["deadline"]), ws.register.calendar),
        key=item["finding"],
    )
