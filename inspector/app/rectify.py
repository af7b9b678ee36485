"""Rectification (整改): what units answer, what inspectors verify, what time is given."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, time
from pathlib import Path
from types import MappingProxyType

from inspector.app import check
from inspector.app.capture import evidence
from inspector.app.ledger import known_issue
from inspector.app.workspace import Workspace
from inspector.domain.change import Draft, Value
from inspector.domain.errors import InputError
from inspector.domain.moment import from_stored, local_date, stored
from inspector.store.apply import apply
from inspector.store.derive import derive
from inspector.store.issues import issue_row
from inspector.text import _


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """Where an issue stands after a deed; flags are words such as late, repeat, rebound.

    ``deed`` is the row of what was just done, by which :func:`take_back` finds it.
    """

    issue: str
    label: str
    state: str
    flags: tuple[str, ...]
    deed: str | None = None


def reply(
    ws: Workspace,
    name: str,
    measures: str,
    *,
    done: str | None = None,
    at: str | None = None,
    photos: Sequence[Path | str] = (),
    more: Mapping[str, str] = MappingProxyType({}),
) -> Standing:
    """The unit's answer (整改反馈); ``done`` is when it says the work was finished.

    A reply that names no such day leaves completion to the closing, and a day without an hour is
    that day's end. ``more`` is who answered at the unit and which row of a sheet said so.
    """
    moment = check.moment(ws, at)
    finished = stored(_finished(ws, done, moment)) if done else None
    fields: dict[str, Value] = {"measures": check.words(measures), "done": finished}
    fields |= {name: value for name, value in more.items() if value}
    return _do(ws, "reply", name, moment, fields, photos=photos, role="after")


def _finished(ws: Workspace, done: str, told: datetime) -> datetime:
    """The moment a unit names; of a day alone its end, as long as it did not say so before."""
    named = check.moment(ws, done)
    if not check.is_day_alone(done):
        return named
    end = datetime.combine(local_date(named, ws.register.zone), time(23, 59), ws.register.zone)
    return max(named, min(end, told))


def verify_fix(
    ws: Workspace,
    name: str,
    *,
    passed: bool,
    reason: str = "",
    at: str | None = None,
    photos: Sequence[Path | str] = (),
) -> Standing:
    """Look again (复查): passing closes the issue, failing sends it back with a reason."""
    if not passed:
        reason = check.reason(reason)
    fields: dict[str, Value] = {"result": "pass" if passed else "fail", "reason": reason}
    moment = check.moment(ws, at)
    return _do(ws, "verification", name, moment, fields, photos=photos, role="verify")


def extend(ws: Workspace, name: str, until: str, reason: str, *, at: str | None = None) -> Standing:
    """Give a unit more time (延期); ``at`` is when it was granted, now or before."""
    limit = check.end_of_term(ws, until) or ws.now
    fields: dict[str, Value] = {"until": stored(limit), "reason": check.reason(reason)}
    return _do(ws, "extension", name, _granted(ws, name, at), fields)


def defer(
    ws: Workspace,
    name: str,
    reason: str,
    *,
    until: str | None = None,
    park: bool = False,
    at: str | None = None,
) -> Standing:
    """Put an issue off (缓办), or park it without a day (挂账); ``at`` as for :func:`extend`."""
    limit = check.end_of_term(ws, until)
    fields: dict[str, Value] = {
        "until": stored(limit) if limit else None,
        "reason": check.reason(reason),
        "kind": "park" if park else "defer",
    }
    return _do(ws, "deferral", name, _granted(ws, name, at), fields)


def _granted(ws: Workspace, name: str, at: str | None) -> datetime:
    """When time was given; a day without an hour counts from its start.

    Yet not before the unit was told on it: the delivery would overrule a term that came before.
    """
    moment = check.moment(ws, at)
    if not at or not check.is_day_alone(at):
        return moment
    row = issue_row(ws.db, known_issue(ws, name), ws.clock())
    told = from_stored(row["delivered_at"]) if row and row["delivered_at"] else moment
    zone = ws.register.zone
    return max(moment, told) if local_date(told, zone) == local_date(moment, zone) else moment


def take_back(ws: Workspace, deed: str, why: str) -> Standing:
    """Undo a deed: it stays readable, and counts no more. InputError for one not known, or void."""
    row = ws.db.execute(
        "select 'verification', finding from verification where id = :deed "
        "union all select 'reply', finding from reply where id = :deed "
        "union all select 'extension', finding from extension where id = :deed "
        "union all select 'deferral', finding from deferral where id = :deed",
        {"deed": deed},
    ).fetchone()
    undone = ws.db.execute("select 1 from void where subject = ? limit 1", [deed]).fetchone()
    if row is None or undone:
        raise InputError(
            _("这一步已撤销，或不在本机。"), _("打开这个问题，看它的经过。"), code="unknown_deed"
        )
    entity, finding = row
    fields: dict[str, Value] = {
        "entity": entity,
        "subject": deed,
        "at": stored(ws.now),
        "reason": check.reason(why),
        "person": ws.person,
    }
    with ws.writing() as tx:
        derive(tx, apply(tx, [Draft("void", ws.new_id(), fields)]))
    return standing(ws, known_issue(ws, finding))


def standing(ws: Workspace, issue: str) -> Standing:
    """Where an issue stands now."""
    row = issue_row(ws.db, issue, ws.clock())
    if row is None:
        raise ValueError(f"no issue {issue}")
    flags = {
        "late": row["late"],
        "repeat": row["occurrence"] > 1,
        "rebound": row["rebound"],
        "candidate": row["candidate_of"],
    }
    return Standing(
        issue=row["id"],
        label=row["label"],
        state=row["state"],
        flags=tuple(name for name, stands in flags.items() if stands),
    )


def _do(
    ws: Workspace,
    entity: str,
    name: str,
    at: datetime,
    fields: dict[str, Value],
    *,
    photos: Sequence[Path | str] = (),
    role: str = "",
) -> Standing:
    issue = known_issue(ws, name)
    _open_at(ws, issue, at)
    row = ws.new_id()
    pictures = evidence(ws, issue, row, photos, role)
    whole: dict[str, Value] = {"finding": issue, "at": stored(at), "person": ws.person, **fields}
    with ws.writing() as tx:
        derive(tx, apply(tx, [Draft(entity, row, whole), *pictures]))
    return replace(standing(ws, issue), deed=row)


def _open_at(ws: Workspace, issue: str, moment: datetime) -> None:
    """A deed of before the closing may be written up after it; a void issue takes none."""
    row = issue_row(ws.db, issue, ws.clock())
    state = row["state"] if row else ""
    if row is None or state not in ("closed", "void"):
        return
    if state == "void":
        word = _("已作废")
    elif moment < from_stored(row["closed_at"]):
        return
    else:
        word = _("已销号")
    raise InputError(
        _("这个问题{word}，不能再办理。").format(word=word),
        _(
            "再次发现时登记一条新的（inspector record），系统会认定是否重复；"
            "补记销号以前的，写明那时的日期（--at）。"
        ),
        code=state,
    )
