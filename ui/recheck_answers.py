"""What 复查销号 asks: a reply beside what was found, and the person's decision on it."""

from datetime import datetime

from inspector.app import recheck, rectify
from inspector.app.at_the_desk import person_name
from inspector.app.workspace import Workspace
from inspector.text import _
from ui.issue_answers import line_of, photos_of
from ui.recheck_told import Recheck, Verified


def recheck_of(ws: Workspace, issue: str) -> Recheck:
    seen = recheck.compare_reply(ws, issue)
    reply = seen.reply
    return Recheck(
        line=line_of(seen.case.issue),
        before=photos_of(ws, seen.before),
        after=photos_of(ws, seen.after),
        description=seen.case.findings[-1].note,
        reply=reply.words if reply else "",
        replied=_replied(reply.at, seen.case.issue.deadline) if reply else "",
        facts=_facts(reply.until, len(seen.after), person_name(ws, reply.person)) if reply else "",
        remarks=tuple((one.weight, one.title, one.words) for one in seen.remarks),
    )


def verify_fix(ws: Workspace, issue: str, *, passed: bool, reason: str) -> Verified:
    done = rectify.verify_fix(ws, issue, passed=passed, reason=reason)
    words = _("已销号 {label}") if passed else _("已退回 {label}")
    return Verified(words=words.format(label=done.label), deed=done.deed or "")


def take_back(ws: Workspace, deed: str) -> None:
    rectify.take_back(ws, deed, _("复查后当即撤销"))


def _replied(at: datetime, deadline: datetime | None) -> str:
    if deadline is None:
        return f"{at:%m-%d %H:%M}"
    kept = _("期限内") if at <= deadline else _("逾期")
    return f"{at:%m-%d %H:%M} · {kept}"


def _facts(done: datetime | None, photos: int, person: str) -> str:
    parts = [
        _("完成时间 {at}").format(at=f"{done:%m-%d %H:%M}") if done else "",
        _("附 {n} 张照片").format(n=photos) if photos else _("没有附照片"),
        person,
    ]
    return " · ".join(part for part in parts if part)
