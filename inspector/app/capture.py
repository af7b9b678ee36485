"""Recording a finding (问题登记): photos kept, the finding stored, its key judged."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from decimal import Decimal
from pathlib import Path

import orjson

from inspector.app import check
from inspector.app.ledger import label_of, verdict_told
from inspector.app.photo_uses import Uses, used_elsewhere, words_of
from inspector.app.take_in import keep, photo_row
from inspector.app.told import EarlierTold, RuleTold, VerdictTold
from inspector.app.workspace import Workspace
from inspector.domain.change import Draft, Fields
from inspector.domain.errors import InputError
from inspector.domain.finding import Finding
from inspector.domain.geometry import Position
from inspector.domain.ids import FindingId, PointId, StandardCode, photo_id
from inspector.domain.issue import Issue
from inspector.domain.moment import local_date, stored
from inspector.domain.repeat import Verdict
from inspector.domain.scoring import first_parts, total
from inspector.domain.standard import Standard
from inspector.store.apply import apply
from inspector.store.derive import derive
from inspector.store.derive import foresee as foresee_verdict
from inspector.store.facts import deadline_from
from inspector.store.faults import told
from inspector.store.issues import issue_row
from inspector.store.labels import next_label
from inspector.text import _

_SHA256_LENGTH = 64


@dataclass(frozen=True, slots=True, kw_only=True)
class CaptureDraft:
    """What a person entered; ``photos`` are files, or the sha256 of photos taken in before."""

    standard: str
    point: str | None = None
    lonlat: tuple[float, float] | None = None
    accuracy_m: float | None = None
    photos: tuple[Path | str, ...] = ()
    at: str | None = None
    round: str | None = None
    source: str | None = None
    spot: str | None = None
    note: str = ""
    unit: str | None = None
    same_as: str | None = None
    on_the_spot: bool = False
    deadline: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Recorded:
    """What was stored, and what the office's record makes of it.

    ``reused`` says which photos serve elsewhere already: the same file, or the very same pixels.
    """

    finding: str
    label: str
    issue: str
    issue_label: str
    verdict: VerdictTold
    unit: str | None
    copy_to: tuple[str, ...]
    deduction: Decimal
    deadline: datetime | None
    reused: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Foreseen:
    """What a draft would become; nothing is stored."""

    verdict: VerdictTold
    issue_label: str | None
    unit: str | None
    copy_to: tuple[str, ...]
    deduction: Decimal
    deadline: datetime | None


def foresee(ws: Workspace, draft: CaptureDraft) -> Foreseen:
    """Tell on the spot what a finding would be, without a lock and without a trace."""
    with told():
        finding, standard = _checked(ws, draft, FindingId("~"))
        seen = foresee_verdict(ws.db, finding)
        if seen is None:
            raise _forms_no_issue(standard)
        issue, verdict = seen
        addressee = ws.register.directory.addressee(standard, ws.register.point(finding.point))
        joins = str(verdict.issue) != str(finding.id)
        row = issue_row(ws.db, verdict.issue, ws.clock()) if joins else None
    unit = draft.unit or (row["unit"] if row else addressee.unit)
    deadline = deadline_from(ws.register, finding, finding.found_at, unit=unit)
    return Foreseen(
        verdict=_as_told(ws, verdict),
        issue_label=label_of(ws, verdict.issue) if joins else None,
        unit=unit,
        copy_to=addressee.copy_to,
        deduction=_price(ws, issue, standard),
        deadline=deadline.astimezone(ws.register.zone) if deadline else None,
    )


def record(ws: Workspace, draft: CaptureDraft) -> Recorded:
    """Keep the photos, store the finding, and say what its key makes of it."""
    finding, standard = _checked(ws, draft, FindingId(ws.new_id()))
    if not standard.forms_issues:
        raise _forms_no_issue(standard)
    photos = [kept_photo(ws, one) for one in draft.photos]  # slow, no lock held
    with ws.writing() as tx:
        label = next_label(tx)
        drafts = [
            Draft("finding", finding.id, _fields(ws, draft, finding, label)),
            *(row for row, _photo in photos if row),
            *_evidence(ws, finding.id, finding.id, [photo for _row, photo in photos], "wide"),
        ]
        derive(tx, apply(tx, drafts))
    return replace(recorded(ws, finding.id), reused=_reused(ws, finding.id, photos))


def _reused(
    ws: Workspace, finding: str, photos: Sequence[tuple[Draft | None, str]]
) -> tuple[str, ...]:
    names = [name for _row, name in photos]
    odd = used_elsewhere(Uses(ws, same_as=names), names) if names else ()
    return tuple(words_of(again) for use, again in odd if use.finding == finding)


def recorded(ws: Workspace, finding: str) -> Recorded:
    """What became of a finding that is stored."""
    verdict = verdict_told(ws, finding)
    issue = ws.db.execute("select issue from verdict where finding = ?", [finding]).fetchone()
    row = issue_row(ws.db, issue[0], ws.clock()) if issue else None
    if verdict is None or row is None:
        raise ValueError(f"finding {finding} has no verdict")
    deadline = row["deadline"]
    return Recorded(
        finding=finding,
        label=label_of(ws, finding),
        issue=row["id"],
        issue_label=row["label"],
        verdict=verdict,
        unit=row["unit"],
        copy_to=tuple(orjson.loads(row["copy_to"] or "[]")),
        deduction=Decimal(row["deduction"]),
        deadline=datetime.fromisoformat(deadline).astimezone(ws.register.zone)
        if deadline
        else None,
    )


def evidence(
    ws: Workspace, finding: str, subject: str, photos: Sequence[Path | str], role: str
) -> list[Draft]:
    """Keep ``photos`` and tie them to a deed or finding, in the order given."""
    kept = [kept_photo(ws, one) for one in photos]
    rows = [row for row, _photo in kept if row]
    return [*rows, *_evidence(ws, finding, subject, [photo for _row, photo in kept], role)]


def _evidence(
    ws: Workspace, finding: str, subject: str, photos: Sequence[str], role: str
) -> list[Draft]:
    return [
        Draft(
            "evidence",
            ws.new_id(),
            {
                "finding": finding,
                "subject": subject,
                "photo": photo_id(photo),
                "role": "close" if role == "wide" and place else role,
                "position": place,
            },
        )
        for place, photo in enumerate(photos)
    ]


def kept_photo(ws: Workspace, photo: Path | str) -> tuple[Draft | None, str]:
    """The photo's row where it is new, and its content's name."""
    if isinstance(photo, str) and len(photo) == _SHA256_LENGTH and not Path(photo).exists():
        if not ws.photo_store.has(photo):
            raise InputError(
                _("没有收过这张照片：{name}").format(name=photo[:12]),
                _("先用 inspector take-in 导入它。"),
                code="unknown_photo",
            )
        return None, photo
    taken = keep(ws, Path(photo))
    known = ws.db.execute(
        "select 1 from photo where id = ?", [photo_id(taken.sha256 or "")]
    ).fetchone()
    return (None if known else photo_row(ws, taken)), taken.sha256 or ""


def _checked(ws: Workspace, draft: CaptureDraft, named: FindingId) -> tuple[Finding, Standard]:
    found_at = check.moment(ws, draft.at)
    standard, variant = check.known_standard(
        ws, draft.standard, local_date(found_at, ws.register.zone)
    )
    point, spot = check.known_point(ws, draft.point)
    check.known_unit(ws, draft.unit)
    if point is None and draft.lonlat is None:
        raise InputError(
            _("没有点位也没有坐标。"),
            _("用 --point 选点位，或用 --lonlat 写经纬度。"),
            code="no_place",
        )
    deadline = check.end_of_term(ws, draft.deadline)
    if deadline and deadline <= found_at:
        raise InputError(
            _("期限不在发现时间之后：{text}").format(text=draft.deadline),
            _("写更晚的日期；不写就按标准计算。"),
            code="bad_deadline",
        )
    finding = Finding(
        id=named,
        label="",
        point=PointId(point.code) if point else None,
        standard=StandardCode(standard.code),
        found_at=found_at,
        spot=check.line(draft.spot or spot or "") or None,
        position=_position(draft.lonlat),
        accuracy_m=draft.accuracy_m or 0.0,
        round=draft.round,
        source=_known_source(ws, draft.source),
        same_as=check.same_as(ws, draft.same_as),
        variant=variant,
        on_the_spot=draft.on_the_spot,
        deadline=deadline,
    )
    return finding, standard


def _fields(ws: Workspace, draft: CaptureDraft, finding: Finding, label: str) -> Fields:
    return {
        "label": label,
        "point": finding.point,
        "standard": finding.standard,
        "variant": finding.variant,
        "spot": finding.spot,
        "lon": finding.position.lon if finding.position else None,
        "lat": finding.position.lat if finding.position else None,
        "accuracy_m": draft.accuracy_m,
        "datum": "WGS84" if finding.position else None,
        "found_at": stored(finding.found_at),
        "time_source": "person" if draft.at else "clock",
        "round": finding.round,
        "source": finding.source,
        "person": ws.person,
        "note": check.words(draft.note),
        "unit": draft.unit,
        "same_as": finding.same_as,
        "on_the_spot": finding.on_the_spot,
        **({"deadline": stored(finding.deadline)} if finding.deadline else {}),
    }


def _position(lonlat: tuple[float, float] | None) -> Position | None:
    if lonlat is None:
        return None
    lon, lat = lonlat
    if not (-180 <= lon <= 180 and -90 <= lat <= 90):
        raise InputError(
            _("经纬度超出范围：{lon},{lat}").format(lon=lon, lat=lat),
            _("先写经度再写纬度，例如 83.451401,38.855672。"),
            code="bad_position",
        )
    return Position(lon, lat)


def _known_source(ws: Workspace, source: str | None) -> str:
    if source is None:
        return "district"
    if source not in ws.register.profile.source_factors:
        known = "、".join(sorted(ws.register.profile.source_factors))
        raise InputError(
            _("没有这种来源：{source}").format(source=source),
            _("可选：{known}").format(known=known),
            code="unknown_source",
        )
    return source


def _forms_no_issue(standard: Standard) -> InputError:
    return InputError(
        _("{code}是{kind}，不立问题。").format(code=standard.code, kind=standard.kind.value),
        _("用 inspector inspect 记为不符合。"),
        code="no_issue",
    )


def _price(ws: Workspace, issue: Issue, standard: Standard) -> Decimal:
    return total(first_parts(issue, standard, ws.register.profile))


def _as_told(ws: Workspace, verdict: Verdict) -> VerdictTold:
    zone = ws.register.zone
    rule = verdict.rule
    return VerdictTold(
        kind=verdict.kind.name.lower(),
        occurrence=verdict.occurrence,
        rebound=verdict.rebound,
        level=verdict.level,
        rule=RuleTold(
            edition=rule.edition,
            repeat_window_days=rule.repeat_window_days,
            rebound_window_days=rule.rebound_window_days,
            radius_m=rule.radius_m,
            chain_reset=rule.chain_reset.name.lower(),
            overdue_counts_as_repeat=rule.overdue_counts_as_repeat,
        ),
        candidate_of=verdict.candidate_of,
        earlier=tuple(
            EarlierTold(
                issue=one.issue,
                label=label_of(ws, one.issue),
                found_at=one.found_at.astimezone(zone),
                closed_at=one.closed_at.astimezone(zone) if one.closed_at else None,
                days=one.days,
                days_since_closed=one.days_since_closed,
                distance_m=one.distance_m,
            )
            for one in verdict.earlier
        ),
    )
