"""What the notices room asks: which units wait, how their paper looks, numbers of what went out."""

from collections.abc import Sequence
from datetime import timedelta

from inspector.app import check, ledger, notify, paper_told, told
from inspector.app.workspace import Workspace
from inspector.domain.errors import InputError
from inspector.domain.issue_filter import IssueFilter
from inspector.domain.moment import local_date
from inspector.text import _
from ui.notice_told import EVERYTHING, Round, UnitReady
from ui.office import Tell
from ui.papers_office import Issued
from ui.ready_words import ready_of

UNTOLD_AT_ONCE = 500


def ready_units(ws: Workspace, wanted: Round = EVERYTHING) -> Sequence[UnitReady]:
    """Every unit with issues not yet told, looked over as if it were issued now."""
    lines = _untold_lines(ws, wanted)
    if not lines:
        return ()
    choice = notify.Choice(issues=tuple(lines))
    looked_over = notify.issue_notices(ws, choice, paper_told.Manner(draft=True), None)
    return [ready_of(ws, one, [lines[issue] for issue in one.issues]) for one in looked_over]


def preview(ws: Workspace, unit: str, wanted: Round) -> bytes:
    """The unit's paper as it would be issued; InputError where nothing waits for it."""
    choice = untold(ws, wanted, unit)
    if not choice.issues:
        raise InputError(_("这个单位没有待开的问题"), _("换一个单位。"))
    paper: bytes = notify.preview(ws, unit, choice).pdf
    return paper


def issue_notices(
    ws: Workspace, units: Sequence[str], wanted: Round, tell: Tell, *, submit: bool = False
) -> Issued:
    """Numbers of what went out; a unit that has become blocked meanwhile is left waiting.

    Nothing counts as delivered yet: the person says so when it was handed over.
    """
    choice = untold(ws, wanted, *units)
    if not (units and choice.issues):
        return Issued(numbers=())  # an empty choice would mean every unit
    manner = paper_told.Manner(delivered=False, submit=submit)
    made = notify.issue_notices(ws, choice, manner, None, tell=tell)
    return Issued(
        numbers=tuple(one.number for one in made if one.notice and one.number),
        bars=tuple(_barred(ws, one) for one in made if one.blocked),
    )


def _barred(ws: Workspace, one: paper_told.NoticeMade) -> str:
    unit = ws.register.directory.unit(one.unit or "")
    reasons = "；".join(dict.fromkeys(bar.words for bar in one.blocked))
    return _("{unit}：{reasons}").format(unit=unit.short_name if unit else "—", reasons=reasons)


def untold(ws: Workspace, wanted: Round, *units: str) -> notify.Choice:
    """The issues of these units, or of all, that no notice names yet."""
    return notify.Choice(issues=tuple(_untold_lines(ws, wanted, *units)))


def _untold_lines(ws: Workspace, wanted: Round, *units: str) -> dict[str, told.IssueLine]:
    """Open issues in no notice yet; those told by other roads or settled need no paper."""
    every = ws.register.areas.get("town", ())
    towns = tuple(one.code for one in every if one.name == wanted.town)
    if wanted.town and not towns:
        return {}  # an empty filter would mean every town
    open_ones = IssueFilter(states=("open",), unnoticed=True, units=units, towns=towns)
    lines: dict[str, told.IssueLine] = {}
    after: str | None = None
    while True:
        page = ledger.find_issues(ws, open_ones, after=after, limit=UNTOLD_AT_ONCE)
        lines |= {line.issue: line for line in page.issues if _is_due(ws, line, wanted.due_days)}
        after = page.next
        if after is None:
            return lines


def _is_due(ws: Workspace, line: told.IssueLine, days: int | None) -> bool:
    if days is None:
        return True
    today = local_date(ws.now, ws.register.zone)
    last = check.end_of_term(ws, (today + timedelta(days=days)).isoformat())
    return line.deadline is not None and last is not None and line.deadline <= last
