"""Assessing by hand (考核调整): charges, disputes and their rulings, and freezing a month."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal

from inspector.app import check
from inspector.app.charges_in import charge_draft, points_of
from inspector.app.found import holds_seat
from inspector.app.frozen import FrozenMonth, frozen_month, plain
from inspector.app.ledger import known_issue
from inspector.app.period import assessed
from inspector.app.rectify import Standing, standing
from inspector.app.stats import score
from inspector.app.workspace import Workspace
from inspector.domain.change import Draft, Value
from inspector.domain.deadline import Term, TimeUnit, due
from inspector.domain.errors import InputError, NeedsPerson
from inspector.domain.ids import master_id
from inspector.domain.moment import from_stored, local_date, stored
from inspector.store.apply import apply
from inspector.store.derive import derive
from inspector.store.hand_rows import disputes_of
from inspector.store.issues import findings_of, issue_row
from inspector.text import _

# Working days from delivery for 退单 and 申诉: docs/decisions/scoring.md
_TERMS = {"reassign": 1, "appeal": 3}
DECISIONS = ("upheld", "reduced", "reassigned", "withdrawn")


@dataclass(frozen=True, slots=True, kw_only=True)
class Entered:
    """A charge as it was entered."""

    charge: str
    town: str | None
    unit: str | None
    kind: str
    points: Decimal
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Finished:
    """A month that was frozen, by which profile, how many towns it ranked."""

    month: str
    at: datetime
    person: str
    profile: str
    towns: int
    ranked: int


def charge(
    ws: Workspace,
    *,
    town: str | None,
    unit: str | None,
    kind: str,
    points: str,
    reason: str,
    proof: str | None = None,
    on: str | None = None,
) -> Entered:
    """Enter a bonus, a falsification, a refusal … of one town or one unit; ``points`` > 0."""
    said = {"town": town, "unit": unit, "kind": kind, "points": points, "reason": reason}
    draft = charge_draft(ws, {**said, "proof": proof, "at": on})
    with ws.writing() as tx:
        derive(tx, apply(tx, [draft]))
    return Entered(
        charge=draft.row,
        town=town,
        unit=unit,
        kind=kind,
        points=Decimal(str(draft.fields["points"])),
        at=from_stored(str(draft.fields["at"])).astimezone(ws.register.zone),
    )


def dispute(ws: Workspace, name: str, kind: str, reason: str, *, at: str | None = None) -> Standing:
    """A unit sends an issue back (退单) or appeals (申诉); after its term it is told so.

    ``at`` is when it came in, which may be written up later.
    """
    issue = known_issue(ws, name)
    if any(one.decided_at is None for one in disputes_of(ws.db, issue)):
        raise InputError(
            _("这个问题已有一件争议待裁定。"), _("先裁定它；用 --decide。"), code="disputed"
        )
    moment = check.moment(ws, at)
    fields: dict[str, Value] = {
        "finding": issue,
        "at": stored(moment),
        "kind": kind,
        "reason": check.reason(reason),
        "person": ws.person,
    }
    end = term_of_dispute(ws, issue, kind)
    with ws.writing() as tx:
        derive(tx, apply(tx, [Draft("dispute", ws.new_id(), fields)]))
    flags = ["disputed"]
    if end is not None and moment > end:
        flags.append("past_term")
    return _flagged(ws, issue, *flags)


def decide(
    ws: Workspace,
    name: str,
    decision: str,
    *,
    reason: str = "",
    unit: str | None = None,
    points: str | None = None,
) -> Standing:
    """Rule on the dispute that waits: upheld, reduced by points, reassigned, or withdrawn."""
    issue = known_issue(ws, name)
    waiting = [one for one in disputes_of(ws.db, issue) if one.decided_at is None]
    if not waiting:
        raise InputError(
            _("这个问题没有待裁定的争议。"), _("先登记退单或申诉。"), code="no_dispute"
        )
    fields: dict[str, Value] = {
        "decision": decision,
        "decided_at": stored(ws.now),
        "ruling": reason.strip() or None,
    }
    drafts = [Draft("dispute", waiting[-1].row, fields)]
    if decision == "reduced":
        if points is None:
            raise InputError(
                _("写明核减多少分。"), _("例如 0.5；用 --points 写。"), code="no_points"
            )
        fields["points"] = str(points_of(points))
    if decision == "reassigned":
        if not unit:
            raise InputError(_("写明改派给谁。"), _("选一个单位；用 --unit。"), code="no_unit")
        fields["unit"] = check.known_unit(ws, unit)
        last = findings_of(ws.db, issue)[-1]  # whom a person chose last answers for an issue
        drafts.append(Draft("finding", last, {"unit": unit}))
    with ws.writing() as tx:
        derive(tx, apply(tx, drafts))
    return _flagged(ws, issue, decision)


def freeze(ws: Workspace, month: str) -> Finished:
    """Keep a month's result and profile for good; only the seat may, once, when it is over."""
    period = assessed(ws, month=month)
    if not holds_seat(ws):
        raise NeedsPerson(
            _("本机没有编号席位，不能冻结。"), _("在持有席位的电脑上冻结。"), code="not_the_seat"
        )
    if ws.now <= period.end:
        raise InputError(
            _("{month} 考核期还没有结束。").format(month=month),
            _("{day} 以后再冻结。").format(day=period.last.isoformat()),
            code="not_over",
        )
    if frozen_month(ws, month):
        raise InputError(
            _("{month} 已经冻结。").format(month=month),
            _("以后的变化在 stats 中另列。"),
            code="frozen",
        )
    profile = ws.register.profile
    result = score(ws, period, profile)
    factors: dict[str, object] = {
        code: str(factor) for code, factor in sorted(profile.source_factors.items())
    }
    fields: dict[str, Value] = {
        "month": month,
        "at": stored(ws.now),
        "person": ws.person,
        "profile": profile.code,
        "numbers": ws.register.profile_numbers.get(profile.code, {}),
        "factors": factors,
        "result": plain(result),
    }
    with ws.writing() as tx:
        apply(tx, [Draft("frozen", master_id("frozen", month), fields)])
    kept = frozen_month(ws, month)
    if kept is None:
        raise ValueError(f"{month} was not kept")
    return _finished(ws, month, kept)


def _finished(ws: Workspace, month: str, kept: FrozenMonth) -> Finished:
    return Finished(
        month=month,
        at=kept.at.astimezone(ws.register.zone),
        person=kept.person,
        profile=kept.profile.code,
        towns=len(kept.stats.towns),
        ranked=sum(one.rank is not None for one in kept.stats.towns),
    )


def term_of_dispute(ws: Workspace, issue: str, kind: str) -> datetime | None:
    """Until when a unit may send an issue back or appeal; None before it was told of it."""
    row = issue_row(ws.db, issue, ws.clock())
    if row is None or not row["delivered_at"] or kind not in _TERMS:
        return None
    term = Term(value=_TERMS[kind], unit=TimeUnit.WORK_DAYS)
    return due(term, from_stored(row["delivered_at"]), ws.register.calendar_of(row["unit"]))


def appeal_until(ws: Workspace, told: datetime) -> str:
    """The last day on which a unit told at ``told`` may appeal."""
    term = Term(value=_TERMS["appeal"], unit=TimeUnit.WORK_DAYS)
    end = due(term, told, ws.register.calendar) - timedelta(milliseconds=1)
    return local_date(end, ws.register.zone).isoformat()


def _flagged(ws: Workspace, issue: str, *flags: str) -> Standing:
    seen = standing(ws, issue)
    return Standing(
        issue=seen.issue, label=seen.label, state=seen.state, flags=(*seen.flags, *flags)
    )
