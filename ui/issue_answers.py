"""What the window asks of issues: lines, one case with its photos, what came before it."""

from collections.abc import Sequence
from functools import partial
from pathlib import Path

from inspector.app import ledger, told
from inspector.app.at_the_desk import person_name
from inspector.app.sync_state import state_of_all
from inspector.app.workspace import Workspace
from inspector.domain.issue import State
from inspector.text import _
from ui.case_words import steps_of
from ui.issue_told import CasePhoto, EarlierOccurrence, IssueCase, IssueLine

EARLIER_SHOWN = 3


def case_of(ws: Workspace, issue: str) -> IssueCase:
    """The issue as its pane shows it; without who entered what, which takes longer."""
    case = ledger.show_issue(ws, issue)
    earlier = case.verdict.earlier if case.verdict else ()
    alike = case.verdict.candidate_of if case.verdict else None
    exchange = state_of_all(ws, [one.finding for one in case.findings])
    return IssueCase(
        line=line_of(case.issue),
        description=case.findings[0].note,
        unit=case.issue.unit_name,
        copy_to=case.copy_to,
        deduction_words=_("按第{n}次计").format(n=case.issue.occurrence)
        if case.issue.occurrence > 1
        else "",
        photos=photos_of(ws, case.photos),
        timeline=steps_of(case, partial(person_name, ws)),
        earlier=earlier_of(ws, earlier),
        exchange=exchange.words if exchange else "",
        alike=ledger.label_of(ws, alike) if alike else "",
    )


def line_of(one: told.IssueLine) -> IssueLine:
    return IssueLine(
        issue=one.issue,
        label=one.label,
        title=one.title,
        point_name=one.point_name,
        spot=one.spot or "",
        state=State[one.state.upper()],
        found_at=one.found_at,
        deadline=one.deadline,
        late_days=max(one.late_days, 1) if one.late else 0,
        occurrence=one.occurrence,
        rebound=one.rebound,
        candidate=one.candidate,
        unit_name=one.unit_name,
        town_name=one.town_name,
        notice_number=one.notice or "",
        deduction=one.deduction,
    )


def photos_of(ws: Workspace, photos: Sequence[ledger.CasePhoto]) -> tuple[CasePhoto, ...]:
    """Photos whose bytes are here and can be drawn, each named by its original."""
    shown = []
    for photo in photos:
        thumb = ledger.photo_file(ws, photo.sha256)
        if thumb is None:
            continue
        mended = photo.subject != photo.finding
        shown.append(
            CasePhoto(
                caption=_("整改后") if mended else _("发现"),
                taken_at=photo.taken_at,
                thumb=thumb,
                screen=ws.photo_store.path(photo.sha256),
            )
        )
    return tuple(shown)


def earlier_of(ws: Workspace, earlier: Sequence[told.EarlierTold]) -> tuple[EarlierOccurrence, ...]:
    """The newest earlier issues of the chain, with their photos."""
    shown = []
    for one in earlier[:EARLIER_SHOWN]:
        case = ledger.show_issue(ws, one.issue)
        shown.append(
            EarlierOccurrence(
                label=one.label,
                occurrence=case.issue.occurrence,
                found_at=one.found_at,
                closed_at=one.closed_at,
                days=one.days,
                distance_m=one.distance_m,
                photos=photos_of(ws, case.photos),
            )
        )
    return tuple(shown)


def screen_photo(ws: Workspace, original: Path) -> Path:
    """A picture of screen size, upright, of any format; the original where none can be made."""
    return ledger.photo_file(ws, original.stem, ledger.SCREEN) or original
