"""What 问题登记 asks: photos sorted, what the rule would say, the finding recorded."""

from collections.abc import Sequence
from pathlib import Path

from inspector.app import amend, capture, ledger, take_in
from inspector.app.workspace import Workspace
from inspector.domain.standard import Standard
from inspector.text import _
from ui.issue_answers import earlier_of
from ui.office import Draft, Foreseen, Recorded, StandardChoice, TrayGroup, TrayPhoto
from ui.tray_words import groups_of
from ui.verdict_words import rule_said, said


def standards_for(ws: Workspace, point: str) -> Sequence[StandardChoice]:
    """Those of the point's type first, then the others; none that forms no issue."""
    place = ws.register.point(point)
    kind = place.type if place else ""
    known = [one for one in ws.register.standards(ws.now.date()) if one.forms_issues]
    known.sort(key=lambda one: bool(one.point_types) and kind not in one.point_types)
    initials = ws.register.initials("standard")
    return [_choice(one, initials.get(one.code, "")) for one in known]


def sort_photos(ws: Workspace, paths: Sequence[Path]) -> Sequence[TrayGroup]:
    """Take the photos in, whole and checked, then group them."""
    lines = take_in.take_in_paths(ws, paths)
    return groups_of(ws, lines, lambda line: _tray_photo(ws, line))


def foresee(ws: Workspace, draft: Draft) -> Foreseen:
    seen = capture.foresee(ws, _draft(draft))
    standard = ws.register.standard(draft.standard, ws.now.date())
    unit = ws.register.directory.unit(seen.unit)
    copies = (ws.register.directory.unit(code) for code in seen.copy_to)
    return Foreseen(
        kind=seen.verdict.kind,
        occurrence=seen.verdict.occurrence,
        rebound=seen.verdict.rebound,
        words=said(seen.verdict, seen.issue_label or ""),
        rule=rule_said(seen.verdict, draft.standard, ws.known_until),
        deduction_words=_deduction(seen, standard),
        deadline_words=_deadline(standard),
        unit_name=unit.short_name if unit else "",
        copy_to=tuple(one.short_name for one in copies if one),
        earlier=earlier_of(ws, seen.verdict.earlier),
    )


def record(ws: Workspace, draft: Draft) -> Recorded:
    done = capture.record(ws, _draft(draft))
    parts = [_("已登记 {label}").format(label=done.label)]
    if done.issue_label != done.label:
        parts.append(_("并入 {label}").format(label=done.issue_label))
    elif done.verdict.occurrence > 1:
        parts.append(_("第{n}次").format(n=done.verdict.occurrence))
    parts.append(_("扣 {n} 分").format(n=f"{done.deduction:.2f}"))
    return Recorded(label=done.label, words="，".join(parts))


def take_back(ws: Workspace, label: str) -> None:
    amend.void(ws, label, _("登记后当即撤销"))


def _draft(draft: Draft) -> capture.CaptureDraft:
    return capture.CaptureDraft(
        standard=draft.standard,
        point=draft.point or None,
        spot=draft.spot or None,
        photos=tuple(path.stem for path in draft.photos),
        at=draft.found_at.isoformat() if draft.found_at else None,
        note=draft.note,
        same_as=draft.same_as or None,
        on_the_spot=draft.on_the_spot,
    )


def _tray_photo(ws: Workspace, line: take_in.PhotoLine) -> TrayPhoto:
    """A photo just taken in is named by its content: the store's file."""
    sha256 = line.sha256 or ""
    original = ws.photo_store.path(sha256)
    return TrayPhoto(
        path=original,
        thumb=ledger.photo_file(ws, sha256) or original,
        name=Path(line.file).name,
        taken_at=line.taken_at,
    )


def _choice(standard: Standard, initials: str) -> StandardChoice:
    return StandardChoice(
        code=standard.code,
        title=standard.title,
        aliases=standard.aliases,
        initials=initials.partition(" ")[0],
        phrases=standard.phrases,
        deduct=standard.deduct,
        deadline_words=_deadline(standard),
    )


def _deadline(standard: Standard | None) -> str:
    if standard is None or standard.term is None:
        return _("按通知书")
    return _("{n} {unit}　送达起算").format(n=standard.term.value, unit=standard.term.unit.value)


def _deduction(seen: capture.Foreseen, standard: Standard | None) -> str:
    points = _("{n} 分").format(n=f"{seen.deduction:.2f}")
    if standard is None:
        return points
    return f"{points}　{standard.severity.value} {standard.deduct}"
