"""What a day starts with: what is late, what waits for a person, how the month stands."""

from inspector.app import ledger, sync_state
from inspector.app.workspace import Workspace
from inspector.domain.issue_filter import IssueFilter
from inspector.text import _
from ui.home_told import Due, Today
from ui.issue_told import UNSETTLED, IssueLine, Wanted
from ui.moments import due as due_words
from ui.office import Office

REPLIED = Wanted(states=frozenset({"REPLIED"}))
CANDIDATES = Wanted(candidate=True, states=UNSETTLED)
RECENT = 9
MOST_REPEATED = 6
LOOKED_AT = 200


def today_of(office: Office, ws: Workspace, *, has_draft: bool) -> Today:
    """Counts of the ledger, each with the wish that opens its rows."""
    from inspector.app.day_work import day_work

    again = office.find_issues(Wanted(repeat=True, states=UNSETTLED), None, LOOKED_AT)
    most = sorted(again.lines, key=lambda line: (-line.occurrence, line.label))[:MOST_REPEATED]
    due = [*_waiting(office, ws), *_to_tell(ws)]
    if has_draft:
        words = _("上次没写完，接着写不会丢")
        due.append(
            Due(
                kind="draft",
                title=_("1 条草稿"),
                words=words,
                deed=_("接着写"),
                room="capture",
                count=1,
            )
        )
    return Today(
        due=(*due, *_to_hand_over(ws)),
        work=day_work(ws),
        most_repeated=tuple(most),
        repeated_open=again.total,
        recent=office.find_issues(Wanted(), None, RECENT).lines,
    )


def _waiting(office: Office, ws: Workspace) -> list[Due]:
    kinds = (
        ("late", _("{n} 件逾期未改"), Wanted(late=True), _("看一看"), "ledger"),
        ("recheck", _("{n} 件等复查"), REPLIED, _("去复查"), "recheck"),
        ("candidate", _("{n} 件疑似重复"), CANDIDATES, _("去认定"), "ledger"),
    )
    due = []
    for kind, title, wanted, deed, room in kinds:
        page = office.find_issues(wanted, None, 1)
        if page.total:
            due.append(
                Due(
                    kind=kind,
                    title=title.format(n=page.total),
                    words=_newest(page.lines[0], ws),
                    deed=deed,
                    room=room,
                    count=page.total,
                    wanted=wanted,
                )
            )
    return due


def _to_tell(ws: Workspace) -> list[Due]:
    """Issues nobody was told of yet, by unit."""
    untold = IssueFilter(states=("open",), unnoticed=True)
    page = ledger.find_issues(ws, untold, limit=LOOKED_AT)
    units = {line.unit for line in page.issues}
    if not units:
        return []
    oldest = min(line.found_at for line in page.issues)
    return [
        Due(
            kind="notice",
            title=_("{n} 个单位待开通知书").format(n=len(units)),
            words=_("{n} 件，最早 {day} 发现").format(n=page.total, day=f"{oldest:%m-%d}"),
            deed=_("去开"),
            room="notices",
            count=len(units),
        )
    ]


def _to_hand_over(ws: Workspace) -> list[Due]:
    """What the others do not know yet."""
    number = sync_state.to_hand_over(ws)
    if not number:
        return []
    known = ws.known_until
    words = _("上次交换 {when}").format(when=f"{known:%m-%d %H:%M}") if known else _("还没有交换过")
    return [
        Due(
            kind="hand_over",
            title=_("{n} 条未交换").format(n=number),
            words=words,
            deed=_("去交换"),
            room="merge",
            count=number,
        )
    ]


def _newest(line: IssueLine, ws: Workspace) -> str:
    place = f"{line.point_name} {line.spot}".strip()
    found = due_words(line.found_at, ws.now)
    return _("最近一件 {found} · {place}").format(found=found, place=place)
