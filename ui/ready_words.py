"""A unit's notice before it goes out: how much, what bars it, what deserves a look."""

from collections import Counter
from collections.abc import Sequence

from inspector.app.paper_told import NoticeMade, Remark
from inspector.app.told import IssueLine
from inspector.app.workspace import Workspace
from inspector.domain.unit import Relation
from inspector.text import _
from ui.notice_told import Check, UnitReady

_CONTACT = (_("联系人"), _("电话"))  # what this room can fill in of the office

_PHOTO_CURES = {
    "photo_unreadable": ("photo", _("重选照片")),
    "photo_missing": ("first_photo", _("补照片")),
}


def ready_of(ws: Workspace, made: NoticeMade, lines: Sequence[IssueLine]) -> UnitReady:
    """The unit with the count of its issues, repeats, and its remarks in words."""
    unit = ws.register.directory.unit(made.unit)
    labels = {line.issue: f"{line.label} {line.point_name}" for line in lines}
    times = Counter(line.occurrence for line in lines if line.occurrence > 1)
    parts = [_("{n} 件").format(n=len(lines))]
    parts += [
        _("第{times}次 {n}").format(times=one, n=times[one]) for one in sorted(times, reverse=True)
    ]
    if unit is not None and unit.relation is not Relation.SUBORDINATE:
        parts.append(_(unit.relation.value))
    return UnitReady(
        unit=made.unit or "",
        name=unit.name if unit else _("责任单位未定"),
        issues=len(lines),
        repeats=sum(times.values()),
        words=" · ".join(parts),
        blocked=tuple(_check(one, "danger", labels) for one in made.blocked),
        advice=tuple(_check(one, "warn", labels) for one in made.advice),
    )


def _check(remark: Remark, weight: str, labels: dict[str, str]) -> Check:
    """A remark of one issue leads to it; what this room can mend is mended here."""
    place = labels.get(remark.issue or "", "")
    label = place.partition(" ")[0]
    mend, cure = "", _("看问题") if label and remark.issue else ""
    if remark.code in _PHOTO_CURES and label:
        mend, cure = _PHOTO_CURES[remark.code]
    if remark.code == "office":
        place = _("每份文书都要用")
        if remark.words.endswith(_CONTACT):
            mend, cure = "contact", _("补联系人")
        else:
            place = _("inspector office 可补填")
    return Check(
        weight=weight,
        title=remark.words,
        words=place,
        cure=cure,
        issue=label if remark.issue else "",
        mend=mend,
    )
