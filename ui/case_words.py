"""A case of the ledger in the words of its pane: what happened, who changed what."""

from collections.abc import Callable, Sequence
from datetime import datetime, time, timedelta

from inspector.app.changes import ChangeTold
from inspector.app.field_words import field_word
from inspector.app.ledger import Deed, Document, FindingTold
from inspector.app.ledger import IssueCase as CaseTold
from inspector.text import _
from ui.issue_told import ChangeLine, Step


def steps_of(case: CaseTold, name_of: Callable[[str], str]) -> tuple[Step, ...]:
    """Findings, papers and deeds by time; the running deadline last, still to come.

    ``name_of`` says what the person behind a code is called.
    """
    steps = [_found(number, one, case, name_of) for number, one in enumerate(case.findings)]
    numbers = {paper.notice: paper for paper in case.documents}
    steps += [_done(deed, numbers, name_of) for deed in case.deeds]
    steps.sort(key=lambda step: step.at)
    line = case.issue
    if line.deadline is not None and line.delivered and line.state not in ("closed", "void"):
        steps.append(Step(at=line.deadline, what=_("期限"), words="", done=False))
    return tuple(steps)


def changes_of(changes: Sequence[ChangeTold]) -> tuple[ChangeLine, ...]:
    """Edits a person can read; places in the store and empty values are left out."""
    return tuple(
        ChangeLine(
            field=word,
            value=_value(change),
            person=change.person or change.device,
            at=change.at,
        )
        for change in changes
        if (word := field_word(change.field)) and change.value not in (None, "", 0)
    )


def _found(
    number: int, finding: FindingTold, case: CaseTold, name_of: Callable[[str], str]
) -> Step:
    photos = sum(photo.subject == finding.finding for photo in case.photos)
    parts = [name_of(finding.person), _("{n} 张照片").format(n=photos) if photos else ""]
    if number == 0 and case.issue.deduction:
        parts.append(_("扣 {n} 分").format(n=f"{case.issue.deduction:.2f}"))
    what = _("发现") if number == 0 else _("再次发现")
    return Step(at=finding.found_at, what=what, words=" · ".join(part for part in parts if part))


def _done(deed: Deed, papers: dict[str, Document], name_of: Callable[[str], str]) -> Step:
    paper, said = papers.get(deed.notice or ""), deed.result or ""
    by_kind = {
        "delivery": (_("送达"), [paper.number if paper else "", _until(_("期限"), deed.until)]),
        "reply": (_("反馈"), [deed.words]),
        "verification": (_verified(deed), [deed.words]),
        "extension": (_("延期"), [_until(_("延至"), deed.until), deed.words]),
        "deferral": (_deferred(deed), [_until(_("到"), deed.until), deed.words]),
        "ruling": (_("认定"), [deed.words]),
        "dispute": (dispute_word(said), [ruling_word(said), deed.words]),
    }
    what, parts = by_kind.get(deed.what, (deed.what, [deed.words]))
    words = " · ".join(part for part in [*parts, name_of(deed.person)] if part)
    return Step(at=deed.at, what=what, words=words)


def _verified(deed: Deed) -> str:
    results = {"pass": _("复查通过"), "passed": _("复查通过"), "closed": _("销号")}
    return results.get(deed.result or "", _("退回"))


def dispute_word(kind: str) -> str:
    """What a unit raised; one that was ruled on no longer says and is called an appeal."""
    return _("退单") if kind == "reassign" else _("申诉")


def ruling_word(decision: str) -> str:
    """How a dispute was decided; empty while it waits."""
    rulings = {
        "upheld": _("维持"),
        "reduced": _("核减"),
        "reassigned": _("改派"),
        "withdrawn": _("撤回"),
    }
    return rulings.get(decision, "")


def _deferred(deed: Deed) -> str:
    return _("挂账") if deed.result == "park" else _("缓办")


def _until(name: str, moment: datetime | None) -> str:
    if moment is None:
        return ""
    if moment.time() == time():  # the end of the day before
        return f"{name} {moment - timedelta(seconds=1):%m-%d}"
    return f"{name} {moment:%m-%d %H:%M}"


def _value(change: ChangeTold) -> str:
    return _("是") if change.value in (True, 1) else str(change.value)
