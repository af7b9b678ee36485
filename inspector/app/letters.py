"""Letters (函): what is written to a unit about one issue besides the order to mend it.

A letter names its issue in the register and quotes what is recorded; the deadline of the issue
and the notice it goes by stay those of its 整改通知书.
"""

from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import Any

from inspector.app import check
from inspector.app.draft_notice import draft_notice
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
from inspector.app.letter_words import Said, what_is_missing, write
from inspector.app.office_wording import wording_of
from inspector.app.paper_told import Manner, NoticeMade, Ready, Remark, waiting
from inspector.app.progress import Progress, Tell
from inspector.app.workspace import Workspace
from inspector.documents.letter import letter_pdf
from inspector.documents.letter_docx import letter_docx
from inspector.domain.change import Draft
from inspector.domain.errors import InputError
from inspector.domain.moment import from_stored, stored
from inspector.domain.notice import NoticeKind
from inspector.domain.unit import Relation
from inspector.store.deeds import story
from inspector.store.issues import findings_of, issue_row
from inspector.text import _

Row = dict[str, Any]

_OF_THOSE_BELOW = frozenset({NoticeKind.LISTING, NoticeKind.TALK, NoticeKind.CRITICISM})
_ASKED = (Relation.PEER, Relation.VERTICAL)
# Peers are asked, never reminded or supervised.
_TO_PEERS = frozenset({NoticeKind.REMINDER, NoticeKind.SUPERVISION, NoticeKind.REQUEST})


@dataclass(frozen=True, slots=True, kw_only=True)
class Matter:
    """What one letter is about: its issues, and the deeds recorded on each."""

    unit: str
    rows: tuple[Row, ...]
    deeds: tuple[tuple[Row, ...], ...]

    @property
    def issues(self) -> tuple[str, ...]:
        return tuple(row["id"] for row in self.rows)


def issue_letters(
    ws: Workspace,
    kind: NoticeKind,
    issues: Sequence[str],
    manner: Manner,
    folder: Path | None,
    *,
    said: Said | None = None,
    tell: Tell | None = None,
) -> tuple[NoticeMade, ...]:
    """A letter for each issue; of a recheck one for those of one unit, notice and day.

    ``tell`` counts letters and may call off the rest; what went out before stays.
    InputError without an issue, or when one number is given for several letters.
    """
    if not issues:
        raise InputError(
            _("写明这份函是关于哪个问题。"), _("加上 --issues 问题编号。"), code="usage"
        )
    matters = _matters(ws, kind, list(dict.fromkeys(known_issue(ws, one) for one in issues)))
    if manner.number and len(matters) > 1:
        raise InputError(
            _("一个文号只能给一份函。"), _("每次只写一个问题编号。"), code="one_number"
        )
    check_manner(ws, manner)
    progress = Progress(tell, len(matters))
    made: list[NoticeMade] = []
    for one in matters:
        progress.go_on(0)
        letter = partial(_one, ws, kind, one, manner, folder, said or Said())
        made.append(apart(letter, one.unit, one.issues, alone=len(matters) == 1, before=made))
        progress.go_on(1)
    return tuple(made)


def _matters(ws: Workspace, kind: NoticeKind, issues: Sequence[str]) -> list[Matter]:
    groups: dict[tuple[str, ...], list[tuple[Row, tuple[Row, ...]]]] = {}
    for issue in issues:
        row = issue_row(ws.db, issue, ws.now)
        if row is None:
            continue
        deeds = _deeds_on(ws, row)
        key: tuple[str, ...] = (issue,)
        if kind is NoticeKind.RECHECK:
            checked = [one["at"] for one in deeds if one["what"] == "verification"]
            day = str(day_of_issue(ws, from_stored(checked[-1]))) if checked else ""
            key = (row["unit"] or "", row["notice"] or "", day)
        groups.setdefault(key, []).append((row, deeds))
    return [
        Matter(
            unit=some[0][0]["unit"] or "",
            rows=tuple(row for row, _deeds in some),
            deeds=tuple(deeds for _row, deeds in some),
        )
        for some in groups.values()
    ]


def _deeds_on(ws: Workspace, row: Row) -> tuple[Row, ...]:
    return tuple(story(ws.db, findings_of(ws.db, row["id"])))


def matter_of(ws: Workspace, unit: str, rows: Sequence[Row]) -> Matter:
    """What a letter that was handed in is about, with what was recorded up to now."""
    deeds = tuple(_deeds_on(ws, row) for row in rows)
    return Matter(unit=unit, rows=tuple(rows), deeds=deeds)


def _one(
    ws: Workspace,
    kind: NoticeKind,
    matter: Matter,
    manner: Manner,
    folder: Path | None,
    said: Said,
) -> NoticeMade:
    ready = prepare_letter(ws, kind, matter, manner, said)
    return ready if isinstance(ready, NoticeMade) else send(ws, ready, manner, folder)


def prepare_letter(
    ws: Workspace, kind: NoticeKind, matter: Matter, manner: Manner, said: Said
) -> Ready | NoticeMade:
    """The letter, printed and looked over, or why it cannot be written; nothing is stored yet."""
    blocked = tuple(_stands_against(ws, kind, matter, manner, said))
    if blocked:
        return waiting(matter.unit, matter.issues, blocked)
    unit = ws.register.directory.unit(matter.unit)
    if unit is not None and unit.relation in _ASKED and kind in _TO_PEERS:
        kind = NoticeKind.REQUEST
    delivered = delivery_moment(ws, manner.on, matter.rows)
    until = check.end_of_term(ws, manner.deadline)
    deadline = _term(ws, matter.rows[0], delivered, None if said.refuse else until)
    label = label_for(ws, manner, day_of_issue(ws, delivered))
    wording = wording_of(ws, manner.template)
    drafted = draft_notice(
        ws, matter.unit, matter.rows, delivered, deadline=deadline, number=label, wording=wording
    )
    letter = write(ws, kind, drafted.paper, matter.rows, matter.deeds, said, until)
    printed = letter_pdf(letter)
    return Ready(
        kind=kind,
        title="".join(letter.title),
        label=label,
        unit=matter.unit,
        copy_to=drafted.copy_to,
        issues=matter.issues,
        delivered=delivered,
        printed=printed,
        word=partial(letter_docx, letter),
        items=drafted.items,
        deeds=_deeds(ws, kind, matter, until, said),
        blocked=troubles(printed, matter.issues, drafted.conflicts, overrule=manner.overrule),
        said=asdict(said),
    )


def _stands_against(
    ws: Workspace, kind: NoticeKind, matter: Matter, manner: Manner, said: Said
) -> Iterable[Remark]:
    """Why this letter cannot be written about this issue."""
    unit = ws.register.directory.unit(matter.unit)
    if unit is None:
        yield Remark(code="unit", words=_("责任单位未定"))
        return
    if kind in _OF_THOSE_BELOW and unit.relation is not Relation.SUBORDINATE:
        yield Remark(code="relation", words=_("只能发给下级单位，对其他单位用函商请"))
    if kind is NoticeKind.REQUEST and unit.relation not in _ASKED:
        yield Remark(code="relation", words=_("商请函只发给平级和垂管单位"))
    for row in matter.rows:
        if row["state"] in ("closed", "void") and kind is not NoticeKind.RECHECK:
            yield Remark(code="state", words=_("已销号或已作废"), issue=row["id"])
    decides = manner.deadline is not None
    for words in what_is_missing(kind, matter.deeds, said, decides_here=decides):
        yield Remark(code="incomplete", words=words, issue=matter.issues[0])


def _term(ws: Workspace, row: Row, delivered: datetime, until: datetime | None) -> datetime | None:
    """The term a letter names: a new one, else the one in force while it lies ahead.

    None lets the standard's own run from the letter.
    """
    if until:
        return until
    in_force = from_stored(row["deadline"]) if row["deadline"] else None
    if in_force and in_force > delivered:
        return in_force.astimezone(ws.register.zone)
    return None


def _deeds(
    ws: Workspace, kind: NoticeKind, matter: Matter, until: datetime | None, said: Said
) -> tuple[Draft, ...]:
    """An extension granted by the letter itself is the same deed as ``extend`` writes."""
    if kind is not NoticeKind.EXTENSION or until is None or said.refuse:
        return ()
    return tuple(
        Draft(
            "extension",
            ws.new_id(),
            {
                "finding": row["id"],
                "at": stored(ws.now),
                "until": stored(until),
                "reason": said.reason or NoticeKind.EXTENSION.value,
                "person": ws.person,
            },
        )
        for row in matter.rows
    )
