"""What 问题登记 asks: photos sorted, what the rule would say, the finding recorded."""

from collections.abc import Sequence
from datetime import timedelta
from functools import partial
from pathlib import Path

from inspector.app import amend, capture, ledger, take_in
from inspector.app.district import initials
from inspector.app.workspace import Workspace
from inspector.domain.deadline import Term
from inspector.domain.standard import Standard
from inspector.text import _
from ui.capture_told import (
    Draft,
    Foreseen,
    Recorded,
    StandardChoice,
    TrayGroup,
    TrayPhoto,
    UnitChoice,
    VariantChoice,
)
from ui.issue_answers import earlier_of
from ui.office import Tell
from ui.tray_words import groups_of
from ui.verdict_words import rule_said, said


def standards_for(ws: Workspace, point: str) -> Sequence[StandardChoice]:
    """Those of the point's type first, then the others; none that forms no issue."""
    place = ws.register.point(point)
    kind = place.type if place else ""
    known = [one for one in ws.register.standards(ws.now.date()) if one.forms_issues]
    known.sort(key=lambda one: bool(one.point_types) and kind not in one.point_types)
    typed = ws.register.initials("standard")
    return [_choice(one, typed.get(one.code, "")) for one in known]


def sort_photos(
    ws: Workspace, paths: Sequence[Path], tell: Tell | None = None
) -> tuple[take_in.StoredBatch, Sequence[TrayGroup]]:
    """Store the photos, whole and checked, then group them; how they look is seen behind."""
    batch = take_in.store_batch(ws, paths, report=tell)
    return batch, groups_of(ws, take_in.sort_batch(ws, batch), partial(_tray_photo, ws))


def settle_photos(
    ws: Workspace, batches: Sequence[take_in.StoredBatch], tell: Tell | None = None
) -> Sequence[TrayGroup]:
    """Thumbs and likeness of what was sorted; the same groups with all that is odd."""
    return [
        group
        for one in batches
        for group in groups_of(
            ws, take_in.settle_batch(ws, one, tell), partial(_tray_photo, ws, is_drawn=True)
        )
    ]


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
        deduction_words=_deduction(seen, standard, draft.variant),
        deadline_words=_set_by(seen)
        if draft.deadline
        else _deadline(_term(standard, draft.variant)),
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
    parts += [_("照片{words}").format(words=words) for words in done.reused]
    return Recorded(label=done.label, words="，".join(parts))


def take_back(ws: Workspace, label: str) -> None:
    amend.void(ws, label, _("登记后当即撤销"))


def _draft(draft: Draft) -> capture.CaptureDraft:
    return capture.CaptureDraft(
        standard=f"{draft.standard}:{draft.variant}" if draft.variant else draft.standard,
        point=draft.point or None,
        spot=draft.spot or None,
        photos=tuple(path.stem for path in draft.photos),
        at=draft.found_at.isoformat() if draft.found_at else None,
        note=draft.note,
        same_as=draft.same_as or None,
        on_the_spot=draft.on_the_spot,
        unit=draft.unit or None,
        deadline=draft.deadline or None,
    )


def _tray_photo(ws: Workspace, line: take_in.PhotoLine, *, is_drawn: bool = False) -> TrayPhoto:
    """A photo just taken in is named by its content: the store's file, its own thumb at first."""
    sha256 = line.sha256 or ""
    original = ws.photo_store.path(sha256)
    return TrayPhoto(
        path=original,
        thumb=(ledger.photo_file(ws, sha256) if is_drawn else None) or original,
        name=line.name,
        taken_at=line.taken_at,
    )


def _choice(standard: Standard, typed: str) -> StandardChoice:
    return StandardChoice(
        code=standard.code,
        title=standard.title,
        aliases=standard.aliases,
        initials=typed.partition(" ")[0],
        phrases=standard.phrases,
        deduct=standard.deduct,
        deadline_words=_deadline(standard.term),
        variants=tuple(
            VariantChoice(
                code=one.code,
                words=_("{title}　{severity} {points}").format(
                    title=one.title, severity=_(one.severity.value), points=one.deduct
                ),
            )
            for one in standard.variants
        ),
    )


def units_to_choose(ws: Workspace) -> Sequence[UnitChoice]:
    return [
        UnitChoice(code=one.code, name=one.name, initials=initials(one.name), kind=one.kind.value)
        for one in ws.register.units
    ]


def _term(standard: Standard | None, variant: str) -> Term | None:
    if standard is None:
        return None
    chosen = standard.variant(variant)
    return chosen.term if chosen else standard.term


def _deadline(term: Term | None) -> str:
    if term is None:
        return _("按通知书")
    return _("{n} {unit}　送达起算").format(n=term.value, unit=_(term.unit.value).lower())


def _set_by(seen: capture.Foreseen) -> str:
    """A deadline the inspector set; it ends a day, which is named."""
    last = seen.deadline - timedelta(minutes=1) if seen.deadline else None
    return _("{day} 前　登记时定").format(day=f"{last:%m-%d}" if last else "–")


def _deduction(seen: capture.Foreseen, standard: Standard | None, variant: str) -> str:
    points = _("{n} 分").format(n=f"{seen.deduction:.2f}")
    if standard is None:
        return points
    chosen = standard.variant(variant)
    if chosen:
        return f"{points}　{chosen.title} {_(chosen.severity.value)} {chosen.deduct}"
    return f"{points}　{_(standard.severity.value)} {standard.deduct}"
