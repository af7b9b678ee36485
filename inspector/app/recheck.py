"""Looking again (复查): a reply beside what was found, and what the two photos say together."""

from dataclasses import dataclass
from datetime import datetime

from inspector.app.ledger import CasePhoto, Deed, IssueCase, show_issue
from inspector.app.photo_uses import Uses, used_elsewhere, words_of
from inspector.app.workspace import Workspace
from inspector.domain.geometry import Position, distance_m
from inspector.photos.sameness import Level
from inspector.text import _

_ONE_PLACE_M = 60.0  # photos of one spot, both errors of a phone's GPS counted


@dataclass(frozen=True, slots=True, kw_only=True)
class Remark:
    """One thing the photos say; ``weight`` is ok or warn. Nothing is said of what is not known."""

    weight: str
    title: str
    words: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Compared:
    """The case, its last reply, photos of both sides, and remarks; a person decides."""

    case: IssueCase
    reply: Deed | None
    before: tuple[CasePhoto, ...]
    after: tuple[CasePhoto, ...]
    remarks: tuple[Remark, ...]


def compare_reply(ws: Workspace, name: str) -> Compared:
    """The issue's last reply against its last finding; InputError when there is no such issue."""
    case = show_issue(ws, name)
    replies = [deed for deed in case.deeds if deed.what == "reply"]
    reply = replies[-1] if replies else None
    last = case.findings[-1].finding
    before = tuple(one for one in case.photos if one.subject == last)
    after = tuple(one for one in case.photos if reply and one.subject == reply.id)
    return Compared(
        case=case,
        reply=reply,
        before=before,
        after=after,
        remarks=_remarks(ws, case, reply, before, after),
    )


def _remarks(
    ws: Workspace,
    case: IssueCase,
    reply: Deed | None,
    before: tuple[CasePhoto, ...],
    after: tuple[CasePhoto, ...],
) -> tuple[Remark, ...]:
    if reply is None:
        return ()
    if not after:
        return (Remark(weight="warn", title=_("没有照片"), words=_("单位没有附整改后照片")),)
    found = [
        _place(ws, before, after),
        _use(ws, after),
        _time(case.findings[-1].found_at, reply.at, after[0].taken_at),
    ]
    return tuple(one for one in found if one is not None)


def _place(
    ws: Workspace, before: tuple[CasePhoto, ...], after: tuple[CasePhoto, ...]
) -> Remark | None:
    here = [at for photo in before if (at := _position(ws, photo.sha256))]
    there = [at for photo in after if (at := _position(ws, photo.sha256))]
    if not (here and there):
        return None
    apart = min(distance_m(one, other) for one in here for other in there)
    if apart <= _ONE_PLACE_M:
        return Remark(weight="ok", title=_("同一地方"), words=_("相距 {m:.0f} m").format(m=apart))
    words = _("相距 {m:.0f} m，超过 {most:.0f} m").format(m=apart, most=_ONE_PLACE_M)
    return Remark(weight="warn", title=_("不在一处"), words=words)


def _position(ws: Workspace, sha256: str) -> Position | None:
    row = ws.db.execute(
        "select lon, lat from photo where sha256 = ? and lon is not null and lat is not null "
        "order by id limit 1",
        [sha256],
    ).fetchone()
    return Position(row[0], row[1]) if row else None


def _use(ws: Workspace, after: tuple[CasePhoto, ...]) -> Remark:
    after_photos = [photo.sha256 for photo in after]
    odd = [again for _use, again in used_elsewhere(Uses(ws), after_photos)] if after else []
    if odd:
        again = min(odd, key=lambda one: one[1].rule)
        title = _("画面很像") if again[1].level is Level.ALIKE else _("用过")
        return Remark(weight="warn", title=title, words=words_of(again))
    return Remark(weight="ok", title=_("没用过"), words=_("与已登记的照片都不相同"))


def _time(found: datetime, replied: datetime, taken: datetime | None) -> Remark | None:
    if taken is None:
        words = _("照片没有拍摄时间，多为转发")
        return Remark(weight="warn", title=_("时间不明"), words=words)
    shown = f"{taken:%m-%d %H:%M}"
    if taken < found:
        words = _("拍摄 {taken}，早于发现 {found}").format(
            taken=shown, found=f"{found:%m-%d %H:%M}"
        )
        return Remark(weight="warn", title=_("时间倒挂"), words=words)
    if taken > replied:
        words = _("拍摄 {taken}，晚于答复 {replied}").format(
            taken=shown, replied=f"{replied:%m-%d %H:%M}"
        )
        return Remark(weight="warn", title=_("时间倒挂"), words=words)
    return Remark(weight="ok", title=_("时间相符"), words=_("拍摄 {taken}").format(taken=shown))
